"""Rules of the review: which kind of statement they are about, and how grave they are there."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from crisiskit.check import Severity
from crisiskit.check.rules import Rule
from crisiskit.lean import dataclass
from crisiskit.review.context import KINDS
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.terms import Hit

ALL = " ".join(KINDS)
"""Every kind of statement."""


@dataclass(frozen=True, slots=True)
class ReviewRule(Rule):
    """A rule and its severity in each kind of statement it is about (domain.md 3.3, 3.5)."""

    levels: Mapping[str, Severity]


def rule(
    code: str,
    name: str,
    *,
    error: str = "",
    warning: str = "",
    info: str = "",
    profile: str = "standard",
) -> ReviewRule:
    """A rule with the kinds of statements in which it is an error, a warning, a note."""
    levels = dict.fromkeys(info.split(), Severity.INFO)
    levels |= dict.fromkeys(warning.split(), Severity.WARNING)
    levels |= dict.fromkeys(error.split(), Severity.ERROR)
    assert levels.keys() <= set(KINDS), name
    worst = Severity.ERROR if error else Severity.WARNING if warning else Severity.INFO
    return ReviewRule(code, name, worst, profile, levels)


class Remark(NamedTuple):
    """What a rule has to say about a stretch of the text."""

    rule: str
    start: int
    end: int
    message: str
    hint: str
    level: Severity | None = None
    """Where it depends on more than the kind of statement."""
    absent: bool = False
    """It is about something that is not there: the place is only the beginning of the text."""


Critic = Callable[[Reading], Iterator[Remark]]
"""One rule, or a few that look at the same."""


def on(name: str, place: Piece | Hit, message: str, hint: str) -> Remark:
    """A remark about a piece of the text, or about words of it."""
    return Remark(name, place.start, place.end, message, hint)


def missing(name: str, reading: Reading, message: str, hint: str) -> Remark:
    """A remark about something that is not there: it stands at the beginning of the text."""
    first = reading.pieces[0] if reading.pieces else None
    begin, end = (first.start, first.end) if first else (0, 0)
    return Remark(name, begin, end, message, hint, absent=True)


def words(reading: Reading, place: Piece | Hit) -> str:
    """The words of a place as they are written."""
    return reading.text[place.start : place.end]
