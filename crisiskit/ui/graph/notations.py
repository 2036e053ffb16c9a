"""A drawing in the notations of other tools: Mermaid, Graphviz' dot, plain data, plain text."""

from collections.abc import Iterator
from typing import Any

from crisiskit.ui.graph.picture import BACK, CONDITION, NEED, Box, Picture

_DOT_SHAPES = {"decide": "diamond", "publish": "cds", "notify": "cds", "approve": "hexagon"}


def mermaid(picture: Picture) -> str:
    """A flowchart that GitHub and GitLab draw in Markdown."""
    return "\n".join(_mermaid(picture)) + "\n"


def _mermaid(picture: Picture) -> Iterator[str]:
    names = {name: f"s{number}" for number, name in enumerate(picture.boxes)}
    yield "flowchart LR"
    for phase, lane in picture.lanes.items():
        yield f'  subgraph {phase}["{_plain(lane)}"]'
        for box in picture.boxes.values():
            if box.phase == phase:
                left, right = ('{"', '"}') if box.kind == "decide" else ('["', '"]')
                yield f"    {names[box.id]}{left}{_plain(box.title)}<br/>{_plain(box.role)}{right}"
        yield "  end"
    arrows = {NEED: "-->", CONDITION: "-.->", BACK: "-.->"}
    for arrow in picture.arrows:
        way = "==>" if arrow.critical else arrows[arrow.kind]
        label = f'|"{_plain(arrow.label)}"|' if arrow.label else ""
        yield f"  {names[arrow.source]} {way}{label} {names[arrow.target]}"
    critical = ",".join(names[box.id] for box in picture.boxes.values() if box.critical)
    if critical:
        yield "  classDef critical stroke:#c53030,stroke-width:3px"
        yield f"  class {critical} critical"


def _plain(words: str) -> str:
    """Words within the quotation marks of Mermaid."""
    return words.replace("#", "#35;").replace('"', "#quot;").replace("\n", " ")


def dot(picture: Picture) -> str:
    """A graph for Graphviz."""
    return "\n".join(_dot(picture)) + "\n"


def _dot(picture: Picture) -> Iterator[str]:
    yield "digraph playbook {"
    yield '  rankdir=LR; node [shape=box, style=rounded, fontname="sans-serif"];'
    yield f"  label={_quoted(picture.title)}; labelloc=t;"
    for number, (phase, lane) in enumerate(picture.lanes.items()):
        yield f"  subgraph cluster_{number} {{ label={_quoted(lane)};"
        for box in picture.boxes.values():
            if box.phase == phase:
                yield f"    {_quoted(box.id)} [{_dot_box(box)}];"
        yield "  }"
    for arrow in picture.arrows:
        marks = ["color=red", "penwidth=2"] if arrow.critical else []
        marks += ["style=dotted"] if arrow.kind == CONDITION else []
        marks += ["style=dashed", "constraint=false"] if arrow.kind == BACK else []
        marks += [f"label={_quoted(arrow.label)}"] if arrow.label else []
        yield f"  {_quoted(arrow.source)} -> {_quoted(arrow.target)} [{', '.join(marks)}];"
    yield "}"


def _dot_box(box: Box) -> str:
    marks = [f"label={_quoted(box.title, box.role)}"]
    marks += [f"shape={_DOT_SHAPES[box.kind]}"] if box.kind in _DOT_SHAPES else []
    marks += ["color=red", "penwidth=2"] if box.critical else []
    return ", ".join(marks)


def _quoted(*lines: str) -> str:
    """Lines of a label in the quotation marks of dot."""
    return '"' + "\\n".join(x.replace("\\", "\\\\").replace('"', '\\"') for x in lines) + '"'


def data(picture: Picture) -> dict[str, Any]:
    """Plain data for scripts."""
    return {
        "title": picture.title,
        "takes": picture.takes,
        "lanes": dict(picture.lanes),
        "steps": [
            {
                "step": box.id,
                "phase": box.phase,
                "kind": box.kind,
                "title": box.title,
                "role": box.role,
                "due": box.due or None,
                "when": box.when or None,
                "critical": box.critical,
                "background": box.background,
                "optional": box.optional,
            }
            for box in picture.boxes.values()
        ],
        "arrows": [
            {
                "from": arrow.source,
                "to": arrow.target,
                "kind": arrow.kind,
                "label": arrow.label or None,
                "critical": arrow.critical,
            }
            for arrow in picture.arrows
        ],
    }


def text(picture: Picture) -> Iterator[str]:
    """The steps of each phase and what leads to them, a line each; `*` marks the critical way."""
    coming: dict[str, list[str]] = {name: [] for name in picture.boxes}
    for arrow in picture.arrows:
        mark = {NEED: "", CONDITION: "?", BACK: "↺"}[arrow.kind]
        coming[arrow.target].append(mark + arrow.source)
    yield picture.title
    for phase, lane in picture.lanes.items():
        yield ""
        yield lane
        for box in picture.boxes.values():
            if box.phase == phase:
                mark = "*" if box.critical else " "
                shape = "◇ " if box.kind == "decide" else ""
                before = f"  ← {', '.join(coming[box.id])}" if coming[box.id] else ""
                yield f" {mark} {box.id}  {shape}{box.title}{before}"
