"""Worlds: what the facts, decisions and built-in names of conditions can be, as far as it matters.

A condition tells apart only what it compares. So a number is below, at or between the figures it
is compared with; a choice is one of the options; and everything may also be unknown. These few
values stand for all: what holds for each of them holds for every case.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from itertools import product
from typing import Any

from crisiskit.lean import dataclass
from crisiskit.playbook.conditions import SEVERITIES, UNKNOWN, Tree, names_in
from crisiskit.playbook.plan import PHASES, FactSpec

_BUILT_IN: Mapping[str, tuple[Any, ...]] = {
    "severity": (*SEVERITIES, UNKNOWN),
    "responsibility": ("undetermined", "victim", "accidental", "preventable"),
    "phase": PHASES,
    "closed": (False, True),
    "language": ("zh", "en"),
}

MOST = 4096
"""Values that one name may need; beyond that no search would come to an end."""


class GaveUpError(Exception):
    """A question that is too large to be answered."""


_NUMBERS = frozenset({"number", "money", "percent"})
_MOMENTS = frozenset({"time", "date"})


@dataclass(frozen=True, slots=True)
class Cell:
    """What a name is in a world: its value, and for a moment the hours that have passed since."""

    value: Any
    hours: Any = UNKNOWN


@dataclass(frozen=True, slots=True)
class Names:
    """What the names in the conditions of a playbook are.

    `outcomes` are the options that a decision can end with, `known` the facts the team has fixed.
    """

    facts: Mapping[str, FactSpec]
    outcomes: Mapping[str, tuple[str, ...]]
    known: frozenset[str] = frozenset()

    def type(self, name: str) -> str:
        """The type of a fact; `choice` for decisions and built-in names."""
        if name in self.outcomes or name in _BUILT_IN:
            return "choice"
        return self.facts[name].type

    def meanings(self, names: Iterable[str]) -> tuple[Any, ...]:
        """What the cells of names depend on besides their use; of a fact, which one it is."""
        return tuple([self._meaning(name) for name in names])

    def _meaning(self, name: str) -> tuple[Any, ...]:
        if name in self.outcomes:
            return self.outcomes[name]
        return () if name in _BUILT_IN else (id(self.facts[name]), name in self.known)

    def cells(self, name: str, use: "Use") -> tuple[Cell, ...]:
        """The values that stand for all; what is known first.

        Raises GaveUpError when there are too many.
        """
        if name in self.outcomes:
            return tuple(map(Cell, (*self.outcomes[name], UNKNOWN)))
        if name in _BUILT_IN:
            return tuple(map(Cell, _BUILT_IN[name]))
        spec = self.facts[name]
        values = _values(spec, use)
        hours = points(use.hours, use.crowd) if spec.type in _MOMENTS else (UNKNOWN,)
        known = tuple(Cell(value, hour) for value, hour in product(values, hours))
        return known if name in self.known else (*known, Cell(UNKNOWN))


@dataclass(slots=True)
class Use:
    """What conditions compare a name with."""

    literals: list[Any] = field(default_factory=list)
    hours: list[Decimal] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    crowd: int = 1
    """How many names are compared with one another: so many different values they may need."""

    def thresholds(self) -> list[Decimal]:
        """The figures, in order."""
        return sorted({Decimal(value) for value in self.literals if not isinstance(value, bool)})


def domains(atoms: Iterable[Tree], names: Names) -> dict[str, tuple[Cell, ...]]:
    """The cells of every name in some comparisons, in the order in which the names occur."""
    return {name: names.cells(name, use) for name, use in uses(atoms).items()}


def uses(atoms: Iterable[Tree]) -> dict[str, Use]:
    """How comparisons use each name, in the order in which the names occur."""
    found: dict[str, Use] = {}
    for atom in atoms:
        for name in names_in(atom):
            found.setdefault(name, Use())
        if atom[0] == "cmp":
            for at in range(1, len(atom) - 2, 2):
                _pair(atom[at], atom[at + 2], found)
    _join(found)
    return found


def _pair(left: Tree, right: Tree, found: Mapping[str, Use]) -> None:
    for operand, other in ((left, right), (right, left)):
        if operand[0] not in {"name", "hours_since"}:
            continue
        use = found[operand[1]]
        literals = [*_literals(other)]
        if operand[0] == "hours_since":
            use.hours += [Decimal(value) for value in literals]
        else:
            use.literals += literals
        use.names += [*names_in(other)]


def _literals(operand: Tree) -> Iterator[Any]:
    if operand[0] == "lit":
        yield operand[1]
    elif operand[0] == "list":
        for part in operand[1:]:
            yield from _literals(part)


def _join(found: Mapping[str, Use]) -> None:
    """Names that are compared with each other share what they are compared with."""
    seen: set[str] = set()
    for start in found:
        crowd = _crowd(start, found)
        if start in seen or len(crowd) == 1:
            continue
        seen.update(crowd)
        literals = [value for name in crowd for value in found[name].literals]
        hours = [value for name in crowd for value in found[name].hours]
        for name in crowd:
            use = found[name]
            use.literals, use.hours, use.crowd = [*literals], [*hours], len(crowd)


def _crowd(start: str, found: Mapping[str, Use]) -> list[str]:
    crowd = [start]
    for name in crowd:
        crowd += [other for other in found[name].names if other not in crowd]
    return crowd


def _values(spec: FactSpec, use: Use) -> Sequence[Any]:
    if spec.type in _NUMBERS:
        floor = use.thresholds()[:1]
        return points(use.thresholds(), use.crowd, below_zero=bool(floor) and floor[0] < 0)
    if spec.type in _MOMENTS:
        return _moments(sorted(set(use.literals)), use.crowd)
    if spec.type == "yes-no":
        return (False, True)
    if spec.type == "choice":
        return tuple(spec.options) if use.crowd > 1 else _some(spec, use.literals)
    if spec.type in {"choices", "list"}:
        return tuple(_sets(spec, use))
    return tuple(_texts(use)) if spec.type == "text" else ("",)


def _some(spec: FactSpec, literals: Sequence[Any]) -> tuple[str, ...]:
    """The options that are named, and one that stands for all others."""
    others = [option for option in spec.options if option not in literals]
    return tuple(o for o in spec.options if o in literals or o in others[:1])


def _sets(spec: FactSpec, use: Use) -> Iterator[Any]:
    """Every choice among the members that are named; a list is held per language."""
    members = [*spec.options] if use.names else [*dict.fromkeys(use.literals)]
    if 2 ** len(members) > MOST:
        raise GaveUpError
    for chosen in product((False, True), repeat=len(members)):
        entries = [m for m, there in zip(members, chosen, strict=True) if there]
        yield {"zh": entries, "en": entries} if spec.type == "list" else entries


def _texts(use: Use) -> Iterator[Any]:
    """A text is held per language, and may be one thing here and another there."""
    others = [f"\0{number}" for number in range(use.crowd)]
    words = [*dict.fromkeys(use.literals), *others]
    if len(words) ** 2 > MOST:
        raise GaveUpError
    for chinese, english in product(words, repeat=2):
        yield {"zh": chinese, "en": english}


def _moments(thresholds: Sequence[str], crowd: int) -> list[str]:
    """Texts in the order of time: what begins with a moment and goes on is just after it."""
    found = ["0" * number for number in range(1, crowd + 1)]
    for threshold in thresholds:
        found += [threshold, *(threshold + "~" * number for number in range(1, crowd + 1))]
    return found


def points(
    thresholds: Iterable[Decimal], crowd: int = 1, *, below_zero: bool = True
) -> tuple[Decimal, ...]:
    """Figures below, at, between and above thresholds: as many in each gap as are compared.

    Without `below_zero` nothing is less than nothing, as with people and money.
    """
    marks = sorted(set(thresholds))
    if not marks:
        return tuple(Decimal(number) for number in range(1, crowd + 1))
    found: list[Decimal] = []
    low = marks[0]
    if below_zero:
        found += [low - number for number in range(crowd, 0, -1)]
    elif low > 0:
        found += _between(Decimal(0), low, crowd)
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        high = mark + crowd + 1 if following is None else following
        found += [mark, *_between(mark, high, crowd)]
    return tuple(found)


def _between(low: Decimal, high: Decimal, count: int) -> list[Decimal]:
    return [low + (high - low) * number / (count + 1) for number in range(1, count + 1)]
