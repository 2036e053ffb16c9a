"""The review of a document: what the case tells a reviewer, and what is found in its texts.

`findings` is what approving, publishing and the walk go by; `look` is the same before anything is
waived, for `crisiskit review d1`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from crisiskit.case.records import Document
from crisiskit.check import Diagnostic, in_order, waivers
from crisiskit.check.judging import Found, judge
from crisiskit.check.selection import Selection, Wish
from crisiskit.check.sources import Sources
from crisiskit.check.waiver_comments import in_statement
from crisiskit.check.waivers import Waiver
from crisiskit.clock import local
from crisiskit.desk import house, lifting
from crisiskit.desk.desk import Desk
from crisiskit.errors import Refused, UsageError
from crisiskit.language import _
from crisiskit.review import marked
from crisiskit.review import told as telling
from crisiskit.review.context import HARMS, KINDS, LANGUAGES
from crisiskit.review.reading import Reading
from crisiskit.review.reviewing import FOUND, review
from crisiskit.text import quote

if TYPE_CHECKING:
    from crisiskit.case.commands import Objection

SHORT = frozenset({"sms"})
"""Channels whose texts are too short to hold everything."""

_HARM = {"discomfort": "health", "injury": "injury", "severe-injury": "injury", "death": "death"}
"""What the fact `harm` says of people, as a reviewer knows it."""


class Text(NamedTuple):
    """One text of a document; without a channel it is the long form."""

    language: str
    channel: str | None
    words: str

    @property
    def name(self) -> str:
        """`zh`, `zh/weibo`."""
        return "/".join(filter(None, (self.language, self.channel)))


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
) -> Looked:
    """Look at the texts of the current version; `said` is known better than what the case tells.

    Raises UsageError when there is no text of the wanted name, Refused for a checklist.
    """
    known, own = told(desk, document), house.terms(desk.case)
    read: list[Read] = []
    words: dict[str, str] = {}
    unread: list[str] = []
    for text in texts(desk, document, wanted):
        path = f"{document.id}/{text.name}"
        if not _is_read(text.language):
            unread.append(path)
            continue
        words[path] = text.words
        laid = telling.laid(_of_text(text), known, said or {})
        read.append(Read(path, *telling.read(laid, marked.words(text.words), own)))
    waived = [one for path, text in words.items() for one in in_statement(text, path)]
    return Looked(Found(in_order(_said(read)), waived, list(words)), read, words, unread)


def _said(read: Sequence[Read]) -> Iterator[Diagnostic]:
    """All there is to say about a version: here is the place for what texts say of each other."""
    for one in read:
        yield from review(one.reading, one.path)


def _is_read(language: str) -> bool:
    return language == "zh" or language in LANGUAGES


def _of_text(text: Text) -> dict[str, Any]:
    """What one text tells; a short message refers to the long form for what it leaves out."""
    return {"language": text.language, "excerpt": text.channel in SHORT or None}


def objections(desk: Desk, document: Document) -> "tuple[Objection, ...]":
    """What the review has against the current version."""
    return lifting.against(desk.case, findings(desk, document))


def texts(desk: Desk, document: Document, wanted: str | None) -> list[Text]:
    """The texts of the current version: all, those of a language (`zh`), or one (`zh/weibo`).

    Raises UsageError when there is none of that name.
    """
    every = [
        Text(one["language"], one["channel"], desk.case.words(one["text"]))
        for one in document.current.texts
    ]
    found = [text for text in every if wanted in {None, text.language, text.name}]
    if found:
        return found
    raise UsageError(
        _("{document} has no text {name}.").format(document=document.id, name=quote(wanted)),
        hint=_("It has: {names}.").format(names=", ".join(text.name for text in every)),
    )


def told(desk: Desk, document: Document) -> dict[str, Any]:
    """What the case knows, by the names of a review's context. Raises Refused for a checklist."""
    case = desk.case
    return {
        "kind": _kind(desk, document),
        "responsibility": case.responsibility,
        "harm": _harm(desk),
        "minors": "minors" in (_value(desk, "leaked_fields") or ()) or None,
        "broke": _moment(desk, _value(desk, "broke")),
        "published": _published(desk, document),
        "facts": dict(_facts(desk)),
    }


def _kind(desk: Desk, document: Document) -> str | None:
    """What its template makes; None for a text that came from elsewhere."""
    from crisiskit.statement import frontmatter

    for key, source in desk.case.templates().items():
        if key.partition("/")[2] == document.template:
            head, _body, _line = frontmatter.split(source, key)
            kind = frontmatter.read(head, key, document.template).kind
            if kind not in KINDS:
                raise Refused(
                    _(
                        "{document} is no statement but a {kind}; there is nothing to review."
                    ).format(document=document.id, kind=kind)
                )
            return kind
    return None


def _published(desk: Desk, document: Document) -> datetime | None:
    return _moment(desk, min((one.at for one in document.publications), default=None))


def _moment(desk: Desk, stamped: str | None) -> datetime | None:
    return local(stamped, desk.case.zone) if stamped else None


def _harm(desk: Desk) -> str | None:
    """The gravest harm that facts tell of; None when none does."""
    people = _value(desk, "harm")
    told = [_HARM.get(str(people)), "none" if people == "none" else None]
    told += ["privacy" if _value(desk, "data_out") is True else None]
    return max(filter(None, told), key=HARMS.index, default=None)


def _value(desk: Desk, fact: str) -> Any:
    entry = desk.case.facts.get(fact)
    return desk.case.value(entry) if entry is not None and entry.known else None


def _facts(desk: Desk) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each fact that has a value, in the words of each language, with its status."""
    case = desk.case
    for name, value in case.constants.items():
        if name not in case.facts and name in case.plan.facts:
            yield name, {"value": _words(desk, name, value), "status": "confirmed"}
    for name, entry in case.facts.items():
        value = case.value(entry)
        if value is not None:
            yield name, {"value": _words(desk, name, value), "status": entry.status}


def _words(desk: Desk, fact: str, value: Any) -> dict[str, str]:
    from crisiskit.playbook import wording

    case, found = desk.case, {}
    for language in case.languages:
        try:
            found[language] = wording.words(case.plan.facts[fact], value, language, case.zone)
        except wording.Untranslated:
            continue
    return found
