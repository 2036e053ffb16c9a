"""What a case tells a reviewer: the texts of a document, and what is known around them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from crisiskit.case.records import Document, Version
from crisiskit.clock import local
from crisiskit.desk.desk import Desk
from crisiskit.desk.standing import standing
from crisiskit.errors import Refused, UsageError
from crisiskit.language import _
from crisiskit.review.context import HARMS, KINDS
from crisiskit.text import quote

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

    @property
    def told(self) -> dict[str, Any]:
        """What it tells of itself; a short message refers to the long form for what it omits."""
        short = self.channel in SHORT or None
        return {"language": self.language, "channel": self.channel, "excerpt": short}


def texts(desk: Desk, document: Document, wanted: str | None) -> list[Text]:
    """The texts of the current version: all, those of a language (`zh`), or one (`zh/weibo`).

    Raises UsageError when there is none of that name.
    """
    every = texts_of(desk, document.current)
    found = [text for text in every if wanted in {None, text.language, text.name}]
    if found:
        return found
    raise UsageError(
        _("{document} has no text {name}.").format(document=document.id, name=quote(wanted)),
        hint=_("It has: {names}.").format(names=", ".join(text.name for text in every)),
    )


def texts_of(desk: Desk, version: Version) -> list[Text]:
    """Every text of a version."""
    return [
        Text(one["language"], one["channel"], desk.case.words(one["text"])) for one in version.texts
    ]


def told(desk: Desk, document: Document) -> dict[str, Any]:
    """What the case knows, by the names of a review's context. Raises Refused for a checklist."""
    kind, published = _kind(desk, document), _published(desk, document)
    stands = standing(desk, document)
    return {"kind": kind, "published": published, "standing": stands, **told_of_case(desk)}


def told_of_case(desk: Desk) -> dict[str, Any]:
    """The same without what is of one document."""
    case = desk.case
    return {
        "responsibility": case.responsibility,
        "harm": _harm(desk),
        "minors": "minors" in (_value(desk, "leaked_fields") or ()) or None,
        "broke": _moment(desk, _value(desk, "broke")),
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
