"""For people: each finding with the line it is about, and a caret below the place."""

from collections.abc import Iterator, Sequence

from crisiskit.check.findings import Diagnostic, Severity
from crisiskit.check.formats.report import Report
from crisiskit.language import _
from crisiskit.text import clip, safe, width

Piece = str | tuple[str, str]
"""Words, or a style of the screen and the words that have it."""

CELLS = 96
"""Cells of an excerpt at most; of a longer line, what stands around the place is shown."""

BEFORE = 40
"""Cells that are kept before the place when a line is cut at its beginning."""

AROUND = 1000
"""Characters of a line on either side of a place that are looked at for an excerpt."""

_STYLES = {Severity.ERROR: "late", Severity.WARNING: "due", Severity.INFO: "quiet"}


def written(report: Report) -> str:
    """The report as plain text."""
    rows = ("".join(p if isinstance(p, str) else p[1] for p in line) for line in lines(report))
    return "".join(f"{row}\n" for row in rows)


def lines(report: Report) -> Iterator[Sequence[Piece]]:
    """The lines of the report, each in pieces with their styles."""
    place_before = None
    for finding in report.findings:
        here = finding.path, finding.line, finding.column, finding.end
        yield from _finding(report, finding, seen=here == place_before)
        place_before = here


def severity_word(severity: Severity) -> str:
    """The severity in the language that is spoken."""
    return {
        Severity.ERROR: _("error"),
        Severity.WARNING: _("warning"),
        Severity.INFO: _("info"),
    }[severity]


def place(report: Report, path: str, line: int | None, column: int | None) -> str:
    """`file:line:col`, as far as known."""
    parts = (safe(report.shown(path)), line, column)
    return ":".join(str(part) for part in parts if part is not None and part != "")


def _finding(report: Report, finding: Diagnostic, seen: bool) -> Iterator[Sequence[Piece]]:
    """A finding; its line is not shown again when it was `seen` with the one before."""
    head, *more = safe(finding.message, lines=True).split("\n")
    style = _STYLES[finding.severity]
    yield (
        ("heading", place(report, finding.path, finding.line, finding.column)),
        ": ",
        (style, severity_word(finding.severity)),
        f": {head}",
        ("quiet", "" if more else f" [{finding.rule}]"),
    )
    for number, row in enumerate(more, 1):
        yield f"  {row}", ("quiet", f" [{finding.rule}]" if number == len(more) else "")
    if not seen:
        yield from _excerpt(report, finding, style)
    for other in finding.related:
        where = place(report, other.path, other.line, other.column)
        yield (f"    {where}: {safe(other.message)}",)
    if finding.hint:
        for row in safe(finding.hint, lines=True).split("\n"):
            yield (f"    {row}",)


def _excerpt(report: Report, finding: Diagnostic, style: str) -> Iterator[Sequence[Piece]]:
    line = report.sources.of(finding)
    if finding.line is None or line.isspace() or not line:
        return
    gutter = f"{finding.line:>5} | "
    column = min(max((finding.column or 1) - 1, 0), len(line))
    far = max(0, column - AROUND)  # a line may be a whole text
    line, column = line[far : column + AROUND], column - far
    before, shown = safe(line[:column], None), safe(line, None)
    cut = ""
    if width(shown) > CELLS and width(before) > BEFORE:
        kept = _last_cells(before, BEFORE)
        shown, before, cut = kept + shown[len(before) :], kept, "…"
    yield ("quiet", gutter), cut + clip(shown, CELLS - width(cut))
    if finding.column is not None:
        blanks = " " * (width(cut) + width(before))
        yield ("quiet", " " * 5 + " | "), blanks, (style, "^" * _marked(finding, line, column))


def _marked(finding: Diagnostic, line: str, column: int) -> int:
    """Cells below which the caret stands: to the end of the finding, where it ends in this line."""
    if finding.end is None or finding.end[0] != finding.line:
        return 1
    cells = width(safe(line[column : finding.end[1] - 1], None))
    return max(1, min(cells, CELLS - BEFORE))


def _last_cells(text: str, cells: int) -> str:
    kept = len(text)
    while kept > 0 and width(text[kept - 1 :]) <= cells:
        kept -= 1
    return text[kept:]
