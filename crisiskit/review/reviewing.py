"""A review: every rule that is about this kind of statement, and what it finds."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from crisiskit.check import Diagnostic, Severity, in_order, waivers
from crisiskit.check.rules import RuleTable
from crisiskit.review.context import Context
from crisiskit.review.lexicon import bundled
from crisiskit.review.reading import Reading
from crisiskit.review.rules import CRITICS, TABLE
from crisiskit.review.table import Remark, ReviewRule
from crisiskit.review.terms import Terms

FOUND = RuleTable([*TABLE, *waivers.RULES])
"""What can be found in a statement: what is wrong with it, and with the waivers in it."""


def read(text: str, context: Context, own: Iterable[Terms] = ()) -> Reading:
    """A statement, taken apart; `own` are the terms of a team."""
    return Reading(text, context, [bundled(context.language[:2]), *own])


def review(reading: Reading, path: str = "") -> list[Diagnostic]:
    """What is wrong with a statement, in the order of the text."""
    return in_order(_findings(reading, path))


def remarks(reading: Reading) -> Iterator[tuple[Remark, Severity]]:
    """What the rules about this kind of statement say, each with how grave it is here."""
    kind = reading.context.kind
    for critic in CRITICS:
        for remark in _apart(critic(reading)):
            known = TABLE[remark.rule]
            assert isinstance(known, ReviewRule)
            level = known.levels.get(kind)
            if level is not None:
                yield remark, remark.level or level


def _findings(reading: Reading, path: str) -> Iterator[Diagnostic]:
    starts = [0, *accumulate(len(line) + 1 for line in reading.text.split("\n"))]
    for remark, level in remarks(reading):
        yield _finding(reading, remark, level, path, starts)


def _apart(remarks: Iterable[Remark]) -> Iterator[Remark]:
    """Remarks in the order of the text, without those that begin within one with the same advice.

    Terms overlap: 保证今后绝不 and 绝不再 are one promise, and are told once.
    """
    told: dict[tuple[str, str], Remark] = {}
    for one in sorted(remarks, key=lambda one: (one.start, -one.end)):
        before = told.get((one.rule, one.hint))
        if before and one.start < before.end and one[1:3] != before[1:3]:
            continue
        told[one.rule, one.hint] = one
        yield one


def _finding(
    reading: Reading, remark: Remark, level: Severity, path: str, starts: Sequence[int]
) -> Diagnostic:
    line, column = _place(starts, remark.start)
    return Diagnostic(
        remark.rule,
        level,
        remark.message,
        path,
        line,
        column,
        end=_place(starts, remark.end),
        hint=remark.hint,
        about=reading.text[remark.start : remark.end],
    )


def _place(starts: Sequence[int], offset: int) -> tuple[int, int]:
    """Line and column of a character, both from 1; `starts` are where lines begin."""
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1
