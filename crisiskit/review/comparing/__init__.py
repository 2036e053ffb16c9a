"""Texts of one case held against each other: each disagreement once, with both places.

Two languages of one text are compared in all they say (`translations`); texts for different people
in what is surely about the same thing (`statements`). To keep it linear in a case with many texts,
what is written for a channel is held against the long form of its document, and only the long
forms against each other.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from crisiskit.check import Diagnostic, Severity, in_order
from crisiskit.check.findings import Related
from crisiskit.review.comparing.sides import Conflict, Side, Spot
from crisiskit.review.comparing.statements import Statement, statements
from crisiskit.review.comparing.translations import shared, translations
from crisiskit.review.rules import TABLE
from crisiskit.review.table import ReviewRule

__all__ = ["Side", "compare"]

ALIKE, SURELY = 0.4, 0.7
"""Share of figures from which on a file is taken for a translation of a text of the case of its
kind; and of another file that seems to be of another kind.
"""

MOST_PLACES = 8
"""Places that are shown of one disagreement."""


def compare(sides: Sequence[Side]) -> list[Diagnostic]:
    """What texts of one case say otherwise than others of them, in the order of the texts.

    A finding is about a text that was asked for; of two, about the later one.
    """
    found: dict[Hashable, Diagnostic] = {}
    for conflict in _conflicts(sides):
        level = _level(conflict)
        if level is None:
            continue
        file = conflict.here.side.path if conflict.here.side.document is None else None
        key = (conflict.key, file)  # each file is told of its own
        known = found.get(key)
        found[key] = _also(known, conflict) if known else _finding(conflict, level)
    return in_order(found.values())


def _conflicts(sides: Sequence[Side]) -> Iterator[Conflict]:
    """Those of translations first: they say most about a disagreement."""
    made = [Statement(one) for one in sides]
    pairs = [_asked_last(*pair) for pair in combinations(made, 2) if _is_wanted(*pair)]
    alike = [_are_translations(there.side, here.side) for there, here in pairs]
    for (there, here), same in zip(pairs, alike, strict=True):
        if same:
            yield from translations(there.side, here.side)
    heads = _heads(sides)
    for (there, here), same in zip(pairs, alike, strict=True):
        if not same and _may_be_compared(there.side, here.side, heads):
            yield from statements(there, here)


def _asked_last(one: Statement, other: Statement) -> tuple[Statement, Statement]:
    return (one, other) if other.side.asked else (other, one)


def _is_wanted(one: Statement, other: Statement) -> bool:
    """Whether one of two was asked for; two files that stand beside each other are strangers."""
    first, second = one.side, other.side
    if first.earlier or second.earlier:
        same = (first.document, first.channel) == (second.document, second.channel)
        later = second if first.earlier else first
        return same and first.language == second.language and later.asked
    both_files = first.document is None and second.document is None
    return first.asked != second.asked or (first.asked and not both_files)


def _are_translations(there: Side, here: Side) -> bool:
    """Whether two texts are one in two languages."""
    if there.language == here.language or there.channel != here.channel or there.earlier:
        return False
    if there.document == here.document and there.document is not None:
        return True
    if there.document is not None and here.document is not None:
        return False
    if there.channel:
        return False
    if there.reading.context.kind != here.reading.context.kind:  # perhaps only recognised so
        return there.document == here.document and shared(there, here) >= SURELY
    return there.document == here.document or shared(there, here) >= ALIKE


def _heads(sides: Sequence[Side]) -> set[str]:
    """The names of the first text of each document in each language."""
    first: dict[tuple[str | None, str], str] = {}
    for one in sides:
        if not one.earlier:
            name = one.document if one.document is not None else one.path
            first.setdefault((name, one.language), one.path)
    return set(first.values())


def _may_be_compared(there: Side, here: Side, heads: set[str]) -> bool:
    """Whether two texts that are no translations are held against each other."""
    if there.earlier:
        return True
    if there.document is not None and there.document == here.document:
        return there.language == here.language and bool({there.path, here.path} & heads)
    return there.path in heads and here.path in heads


def _level(conflict: Conflict) -> Severity | None:
    """How grave it is in the kind of text that it is about; None where it is not told."""
    rule = TABLE[conflict.rule]
    assert isinstance(rule, ReviewRule)
    return rule.levels.get(conflict.here.side.reading.context.kind)


def _finding(conflict: Conflict, level: Severity) -> Diagnostic:
    here = conflict.here
    line, column = _place(here)
    return Diagnostic(
        conflict.rule,
        level,
        conflict.message,
        here.side.path,
        line,
        column,
        end=_place(here, here.end),
        hint=conflict.hint,
        related=(_related(conflict.there),),
        about=here.words,
    )


def _also(known: Diagnostic, conflict: Conflict) -> Diagnostic:
    """A disagreement with one more place where it shows."""
    shown = {(known.path, known.line, known.column)}
    shown |= {(one.path, one.line, one.column) for one in known.related}
    more = [_related(one) for one in (conflict.there, conflict.here)]
    new = [one for one in more if (one.path, one.line, one.column) not in shown]
    return replace(known, related=(*known.related, *new)[:MOST_PLACES])


def _related(spot: Spot) -> Related:
    return Related(spot.sentence, spot.side.path, *_place(spot))


def _place(spot: Spot, offset: int | None = None) -> tuple[int, int]:
    """Line and column, both from 1."""
    text = spot.side.reading.text
    at = spot.start if offset is None else offset
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
