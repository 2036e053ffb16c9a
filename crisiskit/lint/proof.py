"""Proofs: whether there is a world in which these conditions are true and those are not.

A formula says what a world has to be like. `solve` looks for one by trying values, name after
name. What is not tried yet may still be anything: each part of the formula can then be true or
false, and a branch is left as soon as the whole cannot be true any more. When it cannot be false
any more, what has been tried is the answer and nothing else matters. Conditions have three values;
what is asked of them, whether they are true, or false, has two, so they are taken apart into
comparisons first: `a or b` is true when a is or b is, and false when both are false.

How far a search goes is counted in looks at parts of a formula, not in seconds: the same files
have the same findings on every machine.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any, NamedTuple

from crisiskit.lean import dataclass
from crisiskit.lint.worlds import Cell, GaveUpError, Names, domains
from crisiskit.playbook.conditions import Tree, evaluate, names_in
from crisiskit.playbook.plan import FactSpec

Formula = tuple[Any, ...]
"""`("holds", tree)`, `("fails", tree)`, `("all", formulas)`, `("any", formulas)`, `("no", f)`."""

World = Mapping[str, Cell]

TRUE, FALSE, UNKNOWN = 1, 2, 4
"""What a part can still become, as bits; only comparisons become unknown."""

_EITHER = TRUE | FALSE

LOOKS = 100_000
"""Looks that one question may take: a tenth of a second."""

LOOKS_IN_ALL = 2_000_000
"""Looks that the questions about one playbook may take together."""

ANSWERS = 4096
"""Answers that are kept; a question of a bundled playbook needs about a kilobyte."""


def holds(tree: Tree | None) -> Formula:
    """A condition is true; none always is."""
    return ("holds", tree) if tree is not None else ("all", ())


def fails(tree: Tree | None) -> Formula:
    """A condition is false: not unknown."""
    return ("fails", tree) if tree is not None else ("any", ())


def no(formula: Formula) -> Formula:
    """The contrary."""
    return ("no", formula)


def every(formulas: Iterable[Formula]) -> Formula:
    """All of these."""
    return ("all", tuple(formulas))


def some(formulas: Iterable[Formula]) -> Formula:
    """At least one of these."""
    return ("any", tuple(formulas))


@dataclass(slots=True)
class Budget:
    """How many looks are left for all questions together."""

    left: int = LOOKS_IN_ALL
    each: int = LOOKS


def solve(
    formula: Formula, names: Names, budget: Budget | None = None, given: Formula = ("all", ())
) -> World | None:
    """The first world that makes a formula true, only with what matters; None when none does.

    `given` is true of every world there is, and so goes without saying. Raises GaveUpError when it
    has looked for too long.
    """
    budget = budget or Budget()
    limit = min(budget.each, budget.left)
    words = repr((formula, given))
    asked = _asked.get(words)
    if asked is None:
        if len(_asked) == ANSWERS:
            _asked.clear()
        asked = _asked[words] = tuple(dict.fromkeys([*names_of(formula), *names_of(given)]))
    key = words, names.meanings(asked)
    known = _answers.get(key)  # what is alike has the same answer, after the same looks
    if known is not None and known.looks <= limit:
        budget.left -= known.looks
        return known.world
    search = _Search(names, limit)
    try:
        world = search.first(formula, given)
    finally:
        budget.left -= search.looks
    if len(_answers) == ANSWERS:
        _answers.clear()
    _answers[key] = _Answer(world, search.looks, tuple([names.facts.get(n) for n in asked]))
    return world


class _Answer(NamedTuple):
    """What a search found, and what it cost; the facts live on, since the question names them."""

    world: World | None
    looks: int
    facts: tuple[FactSpec | None, ...]


_answers: dict[tuple[str, tuple[Any, ...]], _Answer] = {}
"""The playbooks of a team are built from the same parts, and ask the same questions."""

_asked: dict[str, tuple[str, ...]] = {}
"""The names in each of these questions."""


def names_of(formula: Formula) -> Iterator[str]:
    """The names of a formula in the order written, as often as they occur."""
    kind, inner = formula
    if kind in {"holds", "fails"}:
        yield from names_in(inner)
    elif kind == "no":
        yield from names_of(inner)
    else:
        for part in inner:
            yield from names_of(part)


class _Env:
    """The cells tried so far, as a condition sees them."""

    def __init__(self, cells: Mapping[str, Cell]) -> None:
        self.cells = cells

    def value(self, name: str) -> Any:
        return self.cells[name].value

    def hours_since(self, name: str) -> Any:
        return self.cells[name].hours


@dataclass(slots=True)
class _Atom:
    """A comparison and what it can still become; `wanted`: the values that were asked for."""

    tree: Tree
    names: tuple[str, ...]
    mark: int = TRUE | FALSE | UNKNOWN
    at_all: int = TRUE | FALSE | UNKNOWN
    wanted: set[int] = field(default_factory=set)


class _Search:
    def __init__(self, names: Names, limit: int) -> None:
        self.names = names
        self.limit = limit
        self.looks = 0
        self.atoms: dict[str, _Atom] = {}
        self.using: dict[str, list[_Atom]] = {}
        self.cells: dict[str, Cell] = {}
        self.env = _Env(self.cells)
        self.domains: dict[str, tuple[Cell, ...]] = {}

    def first(self, formula: Formula, given: Formula) -> World | None:
        wanted = self._compiled(formula)
        whole = every([wanted, self._compiled(given)])
        self._prepare()
        if not self._found(whole):
            return None
        for name in reversed([*self.cells]):
            self._leave_out(name, wanted)
        return {name: self.cells[name] for name in self.domains if name in self.cells}

    def _prepare(self) -> None:
        """The values there are, and what each comparison can become."""
        self.domains = domains((atom.tree for atom in self.atoms.values()), self.names)
        for atom in self.atoms.values():
            if not atom.names:
                atom.at_all = _bit(evaluate(atom.tree, self.env))
        for name, cells in self.domains.items():
            self.domains[name] = self._different(name, cells)
        for atom in self.atoms.values():
            atom.mark = atom.at_all

    def _different(self, name: str, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """One value of all those that no comparison here tells apart."""
        using = self.using[name]
        alone = [atom for atom in using if len(atom.names) == 1]
        found: dict[tuple[bool, ...], Cell] = {}
        marks = [0] * len(alone)
        for cell in cells:
            bits = [_bit(evaluate(atom.tree, _Env({name: cell}))) for atom in alone]
            marks = [mark | bit for mark, bit in zip(marks, bits, strict=True)]
            seen = (bit == w for atom, bit in zip(alone, bits, strict=True) for w in atom.wanted)
            found.setdefault(tuple(seen), cell)
        for atom, mark in zip(alone, marks, strict=True):
            atom.at_all = mark
        return tuple(found.values()) if len(alone) == len(using) else cells

    def _found(self, whole: Formula) -> bool:
        """Try values until the formula is true; what was tried stays in `cells`."""
        pending: list[tuple[str, Iterator[Cell]]] = []
        while True:
            mark = self._mark(whole)
            if mark == TRUE:
                return True
            if mark & TRUE:
                atom, wanted, truth = self._undecided(whole, wanted=True)
                name = next(name for name in atom.names if name not in self.cells)
                pending.append((name, iter(self._best_first(name, atom, wanted, truth))))
            if not self._step(pending):
                return False

    def _best_first(self, name: str, atom: _Atom, wanted: int, truth: bool) -> list[Cell]:
        """The values of a name, those first that make a comparison what the formula needs."""
        cells = self.domains[name]
        if len(atom.names) > 1:
            return [*cells]
        fits = [(_bit(evaluate(atom.tree, _Env({name: c}))) == wanted) is truth for c in cells]
        first = [cell for cell, fit in zip(cells, fits, strict=True) if fit]
        return first + [cell for cell, fit in zip(cells, fits, strict=True) if not fit]

    def _step(self, pending: list[tuple[str, Iterator[Cell]]]) -> bool:
        """The next value of the latest name, or of the one before; False when all are through."""
        while pending:
            name, cells = pending[-1]
            cell = next(cells, None)
            if cell is not None:
                self._set(name, cell)
                return True
            self._unset(name)
            pending.pop()
        return False

    def _leave_out(self, name: str, wanted: Formula) -> None:
        cell = self.cells[name]
        self._unset(name)
        if self._mark(wanted) != TRUE:
            self._set(name, cell)

    def _set(self, name: str, cell: Cell) -> None:
        self.cells[name] = cell
        for atom in self.using[name]:
            if all(other in self.cells for other in atom.names):
                atom.mark = _bit(evaluate(atom.tree, self.env))

    def _unset(self, name: str) -> None:
        self.cells.pop(name, None)
        for atom in self.using[name]:
            atom.mark = atom.at_all

    # --- formulas, down to comparisons ---------------------------------------------------------

    def _compiled(self, formula: Formula) -> Formula:
        kind, inner = formula
        if kind in {"holds", "fails"}:
            return self._condition(inner, TRUE if kind == "holds" else FALSE)
        if kind == "no":
            return (kind, self._compiled(inner))
        return (kind, tuple(self._compiled(part) for part in inner))

    def _condition(self, tree: Tree, wanted: int) -> Formula:
        kind = tree[0]
        if kind == "not":
            return self._condition(tree[1], _EITHER ^ wanted)
        if kind in {"and", "or"}:
            parts = tuple(self._condition(part, wanted) for part in tree[1:])
            return ("all" if (kind == "and") is (wanted == TRUE) else "any", parts)
        key = repr(tree)
        if key not in self.atoms:
            atom = _Atom(tree, tuple(dict.fromkeys(names_in(tree))))
            self.atoms[key] = atom
            for name in atom.names:
                self.using.setdefault(name, []).append(atom)
        self.atoms[key].wanted.add(wanted)
        return (wanted, self.atoms[key])

    def _mark(self, part: Formula) -> int:
        """What a part can still become."""
        self.looks += 1
        if self.looks > self.limit:
            raise GaveUpError
        kind, inner = part
        if kind in {TRUE, FALSE}:
            return (TRUE if inner.mark & kind else 0) | (FALSE if inner.mark & ~kind else 0)
        if kind == "no":
            return _turned(self._mark(inner))
        decisive = FALSE if kind == "all" else TRUE
        result = _EITHER ^ decisive
        for each in inner:
            mark = self._mark(each)
            if mark == decisive:
                return decisive
            result |= mark & decisive
        return result

    def _undecided(self, part: Formula, *, wanted: bool) -> tuple[_Atom, int, bool]:
        """The first comparison that an undecided part waits for, and what it should become."""
        kind, inner = part
        if kind in {TRUE, FALSE}:
            return inner, kind, wanted
        if kind == "no":
            return self._undecided(inner, wanted=not wanted)
        undecided = next(each for each in inner if self._mark(each) == _EITHER)
        return self._undecided(undecided, wanted=wanted)


def _bit(truth: bool | None) -> int:
    if truth is None:
        return UNKNOWN
    return TRUE if truth else FALSE


def _turned(mark: int) -> int:
    """What the contrary can become."""
    return (FALSE if mark & TRUE else 0) | (TRUE if mark & FALSE else 0)


def is_known(name: str) -> Formula:
    """A name has a value."""
    return ("holds", ["known", name])
