"""A review: every rule that is about this kind of statement, and what it finds."""

from collections.abc import Iterable, Iterator

from crisiskit.check import Diagnostic, Severity, in_order
from crisiskit.review.context import Context
from crisiskit.review.lexicon import bundled
from crisiskit.review.reading import Reading
from crisiskit.review.rules import CRITICS, TABLE
from crisiskit.review.table import Remark, ReviewRule
from crisiskit.review.terms import Terms


def read(text: str, context: Context, own: Iterable[Terms] = ()) -> Reading:
    """A statement, taken apart; `own` are the terms of a team."""
    return Reading(text, context, [bundled(context.language[:2]), *own])


def review(reading: Reading, path: str = "") -> list[Diagnostic]:
    """What is wrong with a statement, in the order of the text."""
    return in_order(_findings(reading, path))


def _findings(reading: Reading, path: str) -> Iterator[Diagnostic]:
    kind = reading.context.kind
    for critic in CRITICS:
        for remark in critic(reading):
            known = TABLE[remark.rule]
            assert isinstance(known, ReviewRule)
            level = known.levels.get(kind)
            if level is not None:
                yield _finding(reading, remark, remark.level or level, path)


def _finding(reading: Reading, remark: Remark, level: Severity, path: str) -> Diagnostic:
    line, column = _place(reading.text, remark.start)
    return Diagnostic(
        remark.rule,
        level,
        remark.message,
        path,
        line,
        column,
        end=_place(reading.text, remark.end),
        hint=remark.hint,
        about=reading.text[remark.start : remark.end],
    )


def _place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of a character, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
