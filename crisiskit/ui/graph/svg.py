"""A drawing as SVG that a browser shows as it is: no scripts, no fonts, nothing fetched."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from crisiskit.language import _
from crisiskit.text import clip, width, wrap
from crisiskit.ui.graph.layout import BOX_HEIGHT, BOX_WIDTH, LANE_PAD, Layout, Place, layout
from crisiskit.ui.graph.picture import BACK, CONDITION, Arrow, Box, Picture

CELLS = 26
"""Terminal cells of a line in a box: a Chinese character is two of them, 13 pixels wide."""

LANES = ("#eef4fb", "#fdf1ec", "#f3f0fa", "#edf7ef")
"""The grounds of the lanes, in turn."""

_STYLE = """
text{font-family:"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;fill:#1c2733}
.h{font-size:22px;font-weight:600}.s{font-size:13px;fill:#52606d}
.lane{font-size:16px;font-weight:600}
.t{font-size:13px;font-weight:600}.r{font-size:11px;fill:#52606d}.d{font-size:11px;fill:#9a3412}
.b{fill:#fff;stroke:#7b8794;stroke-width:1.2}.decide{fill:#fffbea;stroke:#b7791f}
.publish,.notify{fill:#ebf8ff;stroke:#2b6cb0}.c{stroke:#c53030;stroke-width:2.6}
.bg{stroke-dasharray:3 3}.opt{opacity:.75}
.e{fill:none;stroke:#7b8794;stroke-width:1.2}.ec{stroke:#c53030;stroke-width:2.4}
.ed{stroke-dasharray:2 4}.eb{stroke:#b7791f;stroke-dasharray:7 4}.l{font-size:10px;fill:#975a16}
"""


def svg(picture: Picture) -> str:
    """The whole drawing."""
    return "\n".join(_parts(picture, layout(picture))) + "\n"


def _parts(picture: Picture, plan: Layout) -> Iterator[str]:
    wide = max(plan.width, 20 * 32)
    tall = plan.height + 40
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" '
        f'width="{wide}" height="{tall}" role="img">'
    )
    yield f"<title>{escape(picture.title)}</title>"
    yield f"<style>{_STYLE}</style>"
    yield _arrow_heads()
    yield f'<rect width="{wide}" height="{tall}" fill="#fff"/>'
    yield _text(LANE_PAD, 40, "h", picture.title)
    yield _text(LANE_PAD, 66, "s", clip(picture.summary, max(wide // 7, 40)))
    for number, lane in enumerate(plan.lanes):
        ground = LANES[number % len(LANES)]
        yield f'<rect y="{lane.y}" width="{wide}" height="{lane.height}" fill="{ground}"/>'
        yield _text(LANE_PAD, lane.y + 30, "lane", lane.name)
    for arrow in picture.arrows:
        yield from _arrow(arrow, picture, plan)
    for box in picture.boxes.values():
        yield from _box(box, plan.places[box.id])
    yield _text(LANE_PAD, plan.height + 16, "s", _legend(picture))
    yield "</svg>"


def _arrow_heads() -> str:
    heads = [("n", "#7b8794"), ("c", "#c53030"), ("b", "#b7791f")]
    return (
        "<defs>"
        + "".join(
            f'<marker id="{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
            f'markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="{colour}"/></marker>'
            for name, colour in heads
        )
        + "</defs>"
    )


def _text(x: int, y: int, kind: str, words: str) -> str:
    return f'<text x="{x}" y="{y}" class="{kind}">{escape(words)}</text>'


def _box(box: Box, at: Place) -> Iterator[str]:
    kinds = ["b", box.kind]
    kinds += ["c"] * box.critical + ["bg"] * box.background + ["opt"] * box.optional
    yield (
        f'<g><title>{escape(_hover(box))}</title><rect x="{at.x}" y="{at.y}" rx="9" '
        f'width="{BOX_WIDTH}" height="{BOX_HEIGHT}" class="{" ".join(kinds)}"/>'
    )
    y = at.y + 18
    if box.heading:
        yield _text(at.x + 10, y, "r", clip(box.heading, CELLS + 4))
        y += 17
    for line in _title(box):
        yield _text(at.x + 10, y, "t", line)
        y += 16
    yield _text(at.x + 10, at.y + BOX_HEIGHT - 24, "r", clip(box.role, CELLS + 4))
    below = box.due or box.when
    if below:
        yield _text(at.x + 10, at.y + BOX_HEIGHT - 9, "d", clip(below, CELLS + 4))
    yield "</g>"


def _title(box: Box) -> list[str]:
    """At most two lines; a question mark shows a decision."""
    title = f"◇ {box.title}" if box.kind == "decide" else box.title
    lines = wrap(title, CELLS)
    return lines if len(lines) < 3 else [lines[0], clip(lines[1], CELLS - 1) + "…"]


def _hover(box: Box) -> str:
    """What a browser shows when the pointer rests on a step."""
    about = [box.id, box.title, box.role, box.due, box.when, *box.options]
    return "\n".join(words for words in about if words)


def _arrow(arrow: Arrow, picture: Picture, plan: Layout) -> Iterator[str]:
    start, end = plan.places[arrow.source], plan.places[arrow.target]
    same_lane = picture.boxes[arrow.source].phase == picture.boxes[arrow.target].phase
    if arrow.kind == BACK:
        x1, y1 = start.x + BOX_WIDTH // 2, start.y
        x2, y2 = end.x + BOX_WIDTH // 2, end.y
        up = min(y1, y2) - 26
        way = f"M{x1} {y1}C{x1} {up} {x2} {up} {x2} {y2}"
        yield f'<path class="e eb" marker-end="url(#b)" d="{way}"/>'
        middle = (x1 + x2) // 2 - 3 * width(arrow.label)
        yield _text(middle, up + 4, "l", arrow.label)
        return
    if same_lane and end.x > start.x:
        x1, y1 = start.x + BOX_WIDTH, start.y + BOX_HEIGHT // 2
        x2, y2 = end.x, end.y + BOX_HEIGHT // 2
        bend = max((x2 - x1) // 2, 24)
        way = f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
    else:
        x1, y1 = start.x + BOX_WIDTH // 2, start.y + BOX_HEIGHT
        x2, y2 = end.x + BOX_WIDTH // 2, end.y
        bend = max((y2 - y1) // 2, 30)
        way = f"M{x1} {y1}C{x1} {y1 + bend} {x2} {y2 - bend} {x2} {y2}"
    kinds = ["e"] + ["ec"] * arrow.critical + ["ed"] * (arrow.kind == CONDITION)
    head = "c" if arrow.critical else "n"
    yield f'<path class="{" ".join(kinds)}" marker-end="url(#{head})" d="{way}"/>'


def _legend(picture: Picture) -> str:
    parts = [
        _("red: the way to the first word"),
        _("dotted: a decision says whether it applies"),
        _("dashed: leads back"),
    ]
    if picture.takes:
        parts[0] = _("red: the way to the first word ({time})").format(time=picture.takes)
    return " · ".join(parts)
