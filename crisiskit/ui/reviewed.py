"""The review next to a draft: what is wrong where and what to write, and the ways on from there."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from crisiskit.case.objections import leads, standing
from crisiskit.case.records import Document
from crisiskit.case.tasks import lead_of
from crisiskit.desk import words
from crisiskit.errors import UsageError
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.text import wrap
from crisiskit.ui import editor
from crisiskit.ui.prompter import Choice
from crisiskit.ui.table import Table

if TYPE_CHECKING:
    from crisiskit.case.commands import Objection
    from crisiskit.check import Diagnostic

ROWS = 18
"""Lines that findings may take, so that they and the question behind them fit one screen."""

OFFERED = 3
"""Findings that can be opened in the editor; when they are mended the next ones are."""

OVERRIDE = "override"
_EDIT = "edit "
_STYLES = {"error": "late", "warning": "due", "info": "quiet"}


@dataclass(slots=True)
class Review:
    """What was found in the current version of a document, the gravest first.

    A group says the same of the same words in one or more of its texts.
    """

    table: Table
    document: Document
    groups: "Sequence[Sequence[Diagnostic]]"
    objections: "Sequence[Objection]"

    def stops(self, role: str | None = None) -> bool:
        """Whether something stands against publishing it; or against the signature of a role."""
        return bool(standing(self.table.desk.case, self.document, self.objections, role))

    def edits(self) -> list[Choice]:
        """The findings that can be opened in the editor, where one is set."""
        if not editor.command(self.table.environ):
            return []
        said = _("open it in the editor at line {line} of {text} [{rule}]")
        return [
            Choice(
                f"{_EDIT}{number}",
                said.format(line=one.line or 1, text=_text(one), rule=one.rule),
            )
            for number, (one, *_rest) in enumerate(self.groups[:OFFERED])
        ]

    def ways(self) -> list[Choice]:
        """What can be done about them: mend, and override where the lead sits at the table."""
        desk = self.table.desk
        lead = lead_of(desk.case)
        left = standing(desk.case, self.document, self.objections)
        found = self.edits()
        if leads(desk.case, desk.who.actor) and any(one.lifted_by == lead for one in left):
            words = _("it goes out in spite of the review, with the reason")
            found.append(Choice(OVERRIDE, words))
        return found

    def takes(self, answer: str) -> bool:
        """Do what was chosen, if it is one of these ways. Raises what the desk raises."""
        if answer == OVERRIDE:
            why = str(self.table.because(_("Why may it go out in spite of the review?")))
            self.table.tell(words.override(self.table.desk, self.document.id, why))
            return True
        if not answer.startswith(_EDIT):
            return False
        self._mend(self.groups[int(answer.removeprefix(_EDIT))][0])
        return True

    def _mend(self, finding: "Diagnostic") -> None:
        """The editor on the line; what it leaves is a new version, without approvals."""
        from crisiskit.ui.drafting import show_document

        table = self.table
        _document, language, *channel = finding.path.split("/")
        where = channel[0] if channel else None
        before = words.text_of(table.desk, self.document.id, language, where)
        after = editor.edited(table.environ, before, finding.line)
        if after == before:
            raise UsageError(_("The text is as it was; nothing was recorded."))
        changed = words.edit(
            table.desk, self.document.id, after, language=language, channel=where, alike=True
        )
        show_document(table, changed.document)
        table.tell(changed.receipt)


def shown(table: Table, document: Document) -> Review:
    """Review the current version and show what was found.

    As long as it has gaps, they are what it lacks: there is nothing to review yet.
    """
    from crisiskit.desk import lifting, reviewing

    found = [] if document.current.gaps else reviewing.findings(table.desk, document)
    order = list(_STYLES)
    groups = sorted(lifting.alike(found), key=lambda group: order.index(group[0].severity))
    review = Review(table, document, groups, lifting.against(table.desk.case, found))
    for style, row in rows(review.groups, document.id, table.screen.width):
        table.screen.say((style, row) if style else row)
    return review


def rows(
    groups: "Sequence[Sequence[Diagnostic]]", document: str, cells: int
) -> Iterator[tuple[str, str]]:
    """The findings in lines of that width with their style, a screenful; the rest is counted."""
    if not groups:
        return
    yield "heading", _("What critics will say:")
    left = ROWS - 2
    for number, group in enumerate(groups):
        block = list(_block(group, cells))
        if len(block) > left:
            more = _("and {count} more: `crisiskit review {document}`")
            yield "quiet", more.format(count=len(groups) - number, document=document)
            return
        left -= len(block)
        yield from block


def _block(group: "Sequence[Diagnostic]", cells: int) -> Iterator[tuple[str, str]]:
    first = group[0]
    level = {"error": _("error"), "warning": _("warning"), "info": _("info")}[first.severity]
    place = f"{_text(first)}:{first.line or 1}"
    if len(group) > 1:
        place = _("{place} and {count} more").format(place=place, count=len(group) - 1)
    style = _STYLES[first.severity]
    said = f"{level}  {place}  {first.message} [{first.rule}]"
    yield from ((style, row) for row in wrap(said, cells, "  "))
    if first.hint:
        yield from (("", row) for row in wrap(f"  → {first.hint}", cells, "    "))


def _text(finding: "Diagnostic") -> str:
    return finding.path.partition("/")[2]
