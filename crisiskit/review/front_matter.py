"""What a statement says about itself at its head, between two lines `---`, in YAML.

Only a text that begins so is looked at here: reading YAML takes longer than reviewing a page.
"""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from typing import Any, Literal

from crisiskit.clock import instant, zone_info
from crisiskit.language import _
from crisiskit.playbook.moments import offset, parse_time
from crisiskit.text import quote
from crisiskit.yamlfile import BadFile, Document, Problem, parse
from crisiskit.yamlfile.fields import Line, YesNo, item, said
from crisiskit.yamlfile.fitting import fitted

Kind = Literal[
    "holding",
    "apology",
    "handling",
    "clarification",
    "status",
    "recall",
    "breach",
    "internal",
    "press",
    "qa",
]

TIMES = ("published", "broke")


@item
class Head:
    """The head of a statement: what a reviewer cannot see in its words."""

    kind: Kind | None = said("What kind of statement it is.", default=None)
    language: Literal["zh", "zh-Hans", "zh-Hant", "en"] | None = said("Its language.", default=None)
    responsibility: Literal["undetermined", "victim", "accidental", "preventable"] | None = said(
        "Whose doing it is.", default=None
    )
    harm: Literal["none", "money", "privacy", "health", "injury", "death"] | None = said(
        "The gravest harm that was done.", default=None
    )
    published: Line | None = said("When it goes out.", default=None)
    broke: Line | None = said("When the matter became public.", default=None)
    country: Line | None = said("Where it goes out, as CN.", default=None)
    listed: YesNo | None = said("Whether the company is listed.", default=None)
    filed: YesNo | None = said("Whether the exchange has the announcement.", default=None)
    minors: YesNo | None = said("Whether minors are concerned.", default=None)
    authority: YesNo | None = said("Whether an authority has an open case.", default=None)
    channel: Line | None = said("Where it goes out, as sms.", default=None)
    excerpt: YesNo | None = said("Whether it is part of a longer text.", default=None)
    facts: dict[Line, Any] = said("Facts: id -> words, or value and status.", default={})


def told(source: str, path: str, zone: Callable[[], str], now: datetime) -> dict[str, Any]:
    """What the head (without its lines `---`) tells, by the names of `Context`.

    `zone` is asked for the time zone where a time stands. Raises BadFile.
    """
    document = parse(source, path, first_line=2)
    head = fitted(Head, document.data, document)
    found = {field.name: getattr(head, field.name) for field in fields(head)}
    for name in TIMES:
        if found[name] is not None:
            found[name] = _time(found[name], name, document, zone(), now)
    return found


def _time(words: str, key: str, document: Document, zone: str, now: datetime) -> datetime:
    """On the clock of those who read it: with the offset it was written with, else in `zone`."""
    try:
        return instant(parse_time(words, zone, now)).astimezone(offset(words) or zone_info(zone))
    except ValueError:
        problem = Problem(
            "bad-form",
            _("{found} is not a time.").format(found=quote(words)),
            document.mark((key,)),
            _("Expected a time: 2026-11-21 02:10, 2026-11-21T02:10+08:00"),
        )
        raise BadFile(document.path, [problem]) from None
