"""The review of a document of a case.

`findings` is what approving, publishing and the walk go by; `look` is the same before anything is
waived, for `crisiskit review d1`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from crisiskit.case.records import Document
from crisiskit.check import Diagnostic, in_order, waivers
from crisiskit.check.judging import Found, judge
from crisiskit.check.selection import Selection, Wish
from crisiskit.check.sources import Sources
from crisiskit.check.waiver_comments import in_statement
from crisiskit.check.waivers import Waiver
from crisiskit.desk import house, lifting
from crisiskit.desk.desk import Desk
from crisiskit.desk.telling import texts, told
from crisiskit.errors import Refused
from crisiskit.review import marked
from crisiskit.review import told as telling
from crisiskit.review.context import is_read
from crisiskit.review.reading import Reading
from crisiskit.review.reviewing import FOUND, review

if TYPE_CHECKING:
    from crisiskit.case.commands import Objection
    from crisiskit.review.comparing import Side


class Read(NamedTuple):
    """A text of a document, by the name it is shown with, as a reviewer has read it."""

    path: str
    reading: Reading
    recognised: Sequence[str]


class Looked(NamedTuple):
    """What was looked at in a version, and all that was found before anything is waived."""

    found: Found
    read: Sequence[Read]
    texts: Mapping[str, str]
    unread: Sequence[str]
    """Those in languages the review does not know: they stop nobody."""

    def judged(self, desk: Desk, asked: Wish | None = None) -> list[Diagnostic]:
        """What counts of it for the team that opened the case, and for whoever asks."""
        wishes = [house.wish(desk.case), *([asked] if asked else ())]
        today, selection = desk.clock.now().date(), Selection(FOUND, wishes)
        sources = Sources(self.texts)
        may = lifting.entitled(desk.case)
        return judge(self.found, FOUND, selection, today, sources, str, entitled=may)

    def used(self, desk: Desk) -> list[Waiver]:
        """The waivers in it that silence something."""
        today, may = desk.clock.now().date(), lifting.entitled(desk.case)
        return waivers.at_work(self.found.findings, self.found.waivers, FOUND, today, may)


def findings(desk: Desk, document: Document) -> list[Diagnostic]:
    """What the review has to say about the current version, in the order of its texts.

    A checklist is no statement: nothing is found in it.
    """
    try:
        looked = look(desk, document)
    except Refused:
        return []
    return looked.judged(desk)


def look(
    desk: Desk,
    document: Document,
    wanted: str | None = None,
    said: telling.Told | None = None,
    beside: "Sequence[Side]" = (),
) -> Looked:
    """Look at the texts of the current version, by themselves and beside the others of the case.

    `said` is known better than what the case tells; `beside` is to be held against them as well.
    Raises UsageError when there is no text of the wanted name, Refused for a checklist.
    """
    known, own = told(desk, document), house.terms(desk.case)
    read: list[Read] = []
    words: dict[str, str] = {}
    unread: list[str] = []
    for text in texts(desk, document, wanted):
        path = f"{document.id}/{text.name}"
        if not is_read(text.language):
            unread.append(path)
            continue
        words[path] = text.words
        laid = telling.laid(text.told, known, said or {})
        read.append(Read(path, *telling.read(laid, marked.words(text.words), own)))
    waived = [one for path, text in words.items() for one in in_statement(text, path)]
    every = [*_said(read), *_disagreements(desk, document, read, own, beside)]
    return Looked(Found(in_order(every), waived, list(words)), read, words, unread)


def _said(read: Sequence[Read]) -> Iterator[Diagnostic]:
    """What there is to say about each text."""
    for one in read:
        yield from review(one.reading, one.path)


def _disagreements(
    desk: Desk,
    document: Document,
    read: Sequence[Read],
    own: house.Own,
    beside: "Sequence[Side]",
) -> list[Diagnostic]:
    """What the texts say otherwise than the other texts of the case, or in another language."""
    from crisiskit.desk.comparing import sides
    from crisiskit.review.comparing import compare

    asked = {one.path: one.reading for one in read}
    return compare([*sides(desk, own, document, asked), *beside])


def objections(desk: Desk, document: Document) -> "tuple[Objection, ...]":
    """What the review has against the current version."""
    return lifting.against(desk.case, findings(desk, document))
