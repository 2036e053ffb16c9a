"""Proofs: whether there is a world in which these conditions are true and those are not.

A formula says what a world has to be like. `solve` looks for one by trying values, name after
name. What is not tried yet may still be anything: each part of the formula can then be true,
false or, inside a condition, unknown, and a branch is left as soon as the whole cannot be true
any more. When it cannot be false any more, what has been tried is the answer and nothing else
matters.

How far a search goes is counted in looks at parts of a formula, not in seconds: the same files
have the same findings on every machine.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from crisiskit.lint.worlds import Cell, GaveUpError, Names, domains
from crisiskit.playbook.conditions import Tree, evaluate, names_in

Formula = tuple[Any, ...]
"""`("holds", tree)`, `("fails", tree)`, `("all", formulas)`, `("any", formulas)`, `("no", f)`."""

World = Mapping[str, Cell]

TRUE, FALSE, UNSURE = 1, 2, 4
"""What a part can still become, as bits."""

LOOKS = 100_000
"""Looks that one question may take: a tenth of a second."""

LOOKS_IN_ALL = 2_000_000
"""Looks that the questions about one playbook may take together."""


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


def solve(formula: Formula, names: Names, budget: Budget | None = None) -> World | None:
    """The first world that makes a formula true, only with what matters; None when none does.

    Raises GaveUpError when it has looked for too long.
    """
    budget = budget or Budget()
    search = _Search(names, min(budget.each, budget.left))
    try:
        return search.first(formula)
    finally:
        budget.left -= search.looks


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
    """A comparison, what it can still become, and what it can become at all."""

    tree: Tree
    names: tuple[str, ...]
    mark: int = TRUE | FALSE | UNSURE
    known: dict[tuple[Cell, ...], int] = field(default_factory=dict)


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

    def first(self, formula: Formula) -> World | None:
        whole = self._compiled(formula)
        self.domains = domains((atom.tree for atom in self.atoms.values()), self.names)
        for atom in self.atoms.values():
            atom.mark = self._at_all(atom)
        if not self._found(whole):
            return None
        for name in reversed([*self.cells]):
            self._leave_out(name, whole)
        return {name: self.cells[name] for name in self.domains if name in self.cells}

    def _found(self, whole: Formula) -> bool:
        """Try values until the formula is true; what was tried stays in `cells`."""
        pending: list[tuple[str, Iterator[Cell]]] = []
        while True:
            mark = self._mark(whole)
            if mark == TRUE:
                return True
            if mark & TRUE:
                name = self._undecided(whole)
                pending.append((name, iter(self.domains[name])))
            if not self._step(pending):
                return False

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

    def _leave_out(self, name: str, whole: Formula) -> None:
        cell = self.cells[name]
        self._unset(name)
        if self._mark(whole) != TRUE:
            self._set(name, cell)

    def _set(self, name: str, cell: Cell) -> None:
        self.cells[name] = cell
        for atom in self.using[name]:
            atom.mark = self._exactly(atom)

    def _unset(self, name: str) -> None:
        self.cells.pop(name, None)
        for atom in self.using[name]:
            atom.mark = self._at_all(atom)

    def _exactly(self, atom: _Atom) -> int:
        if any(name not in self.cells for name in atom.names):
            return self._at_all(atom)
        return _bit(evaluate(atom.tree, self.env))

    def _at_all(self, atom: _Atom) -> int:
        """What an atom can become: exactly for one name, anything for several."""
        if len(atom.names) > 1:
            return TRUE | FALSE | UNSURE
        if () not in atom.known:
            atom.known[()] = self._over_domain(atom)
        return atom.known[()]

    def _over_domain(self, atom: _Atom) -> int:
        if not atom.names:
            return _bit(evaluate(atom.tree, self.env))
        (name,) = atom.names
        mark = 0
        for cell in self.domains[name]:
            mark |= _bit(evaluate(atom.tree, _Env({name: cell})))
        return mark

    # --- formulas, with the atoms in their places ----------------------------------------------

    def _compiled(self, formula: Formula) -> Formula:
        kind = formula[0]
        if kind in {"holds", "fails"}:
            return (kind, self._condition(formula[1]))
        if kind == "no":
            return (kind, self._compiled(formula[1]))
        return (kind, tuple(self._compiled(part) for part in formula[1]))

    def _condition(self, tree: Tree) -> Formula:
        kind = tree[0]
        if kind in {"and", "or"}:
            return (kind, tuple(self._condition(part) for part in tree[1:]))
        if kind == "not":
            return (kind, self._condition(tree[1]))
        key = repr(tree)
        if key not in self.atoms:
            atom = _Atom(tree, tuple(dict.fromkeys(names_in(tree))))
            self.atoms[key] = atom
            for name in atom.names:
                self.using.setdefault(name, []).append(atom)
        return ("atom", self.atoms[key])

    def _look(self) -> None:
        self.looks += 1
        if self.looks > self.limit:
            raise GaveUpError

    def _mark(self, part: Formula) -> int:
        """What a part can still become."""
        self._look()
        kind, inner = part
        if kind == "atom":
            mark: int = inner.mark
            return mark
        if kind in {"all", "and"}:
            return self._least(inner)
        if kind in {"any", "or"}:
            return _turned(self._least(inner, turned=True))
        mark = self._mark(inner)
        if kind in {"no", "not"}:
            return _turned(mark)
        wanted = TRUE if kind == "holds" else FALSE
        return (TRUE if mark & wanted else 0) | (FALSE if mark & ~wanted else 0)

    def _least(self, parts: Iterable[Formula], *, turned: bool = False) -> int:
        """Kleene's conjunction of what each part can become, or of the contrary of each."""
        result = TRUE
        for part in parts:
            mark = self._mark(part)
            result = _AND[result, _turned(mark) if turned else mark]
            if result == FALSE:
                break
        return result

    def _undecided(self, part: Formula) -> str:
        """The first name that an undecided part still waits for."""
        kind, inner = part
        if kind == "atom":
            names: tuple[str, ...] = inner.names
            return next(name for name in names if name not in self.cells)
        if kind in {"all", "any", "and", "or"}:
            return self._undecided(next(p for p in inner if not _single(self._mark(p))))
        return self._undecided(inner)


def _bit(truth: bool | None) -> int:
    if truth is None:
        return UNSURE
    return TRUE if truth else FALSE


def _turned(mark: int) -> int:
    """What the contrary can become."""
    return (mark & UNSURE) | (FALSE if mark & TRUE else 0) | (TRUE if mark & FALSE else 0)


def _single(mark: int) -> bool:
    return mark in {TRUE, FALSE, UNSURE}


def _kleene(one: int, other: int) -> int:
    bits = (TRUE, FALSE, UNSURE)
    both = ((a, b) for a in bits if one & a for b in bits if other & b)
    found = 0
    for a, b in both:
        found |= FALSE if FALSE in {a, b} else max(a, b)
    return found


_AND: dict[tuple[int, int], int] = {
    (one, other): _kleene(one, other) for one in range(8) for other in range(8)
}
"""By what each of two parts can become: what both together can."""


def is_known(name: str) -> Formula:
    """A name has a value."""
    return ("holds", ["known", name])
