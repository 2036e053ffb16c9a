"""Conditions: the small language of `when`, `until` and `valid`, as a running case needs it.

`evaluate` walks a tree of plain JSON in three values: what is not known makes a condition unknown,
never true or false (Kleene's strong logic). How words become a tree is `condition_reader.py`,
whether the names and values of a tree fit each other is `condition_types.py`; neither is loaded
while a case runs.

A tree is one of `["and"|"or", tree, …]`, `["not", tree]`, `["known", name]`, `["name", name]`,
`["lit", value]`, `["lit", digits, "decimal"]`, `["list", literal, …]`, `["hours_since", name]`,
`["cmp", operand, sign, operand, sign, operand, …]`.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from crisiskit.playbook.plan import Condition, FactSpec

if TYPE_CHECKING:
    from decimal import Decimal

Tree = list[Any]

BUILT_IN = ("severity", "responsibility", "phase", "closed", "language")
"""Names every condition may use that are no facts of the ledger."""

SEVERITIES = ("P4", "P3", "P2", "P1")
"""From mildest to worst: `severity >= 'P2'` means P2 or worse."""


class Unknown:
    """Nothing that counts is recorded: no value, disputed, retracted or 还不知道."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = Unknown()


class Env(Protocol):
    """What a condition sees of a case."""

    def value(self, name: str) -> Any:
        """The latest stored value, confirmed or unconfirmed, else UNKNOWN."""
        ...

    def hours_since(self, name: str) -> Any:
        """Hours from a time fact to now as int or Decimal (below 0: to come), else UNKNOWN."""
        ...


def parse(text: str) -> Condition:
    """Read a condition as a file has it.

    Raises ConditionError (a FileError whose hint says what is allowed) for anything but names,
    literals, lists of literals, comparisons, and/or/not/in, known(x) and hours_since(x).
    """
    from crisiskit.playbook.condition_reader import read

    return read(text)


def type_check(
    condition: Condition,
    specs: Mapping[str, FactSpec],
    outcomes: Mapping[str, Sequence[str]],
) -> list[str]:
    """What does not fit in a condition, as sentences: undeclared names, values of another type.

    `specs` are the facts, `outcomes` the option ids of each decision's outcome.
    """
    from crisiskit.playbook.condition_types import check

    return check(condition.tree, specs, outcomes)


def names_in(tree: Tree) -> Iterator[str]:
    """Every name of a tree in the order written, as often as it occurs."""
    if tree[0] in _NAMING:
        yield tree[1]
    elif tree[0] != "lit":
        for part in tree[1:]:
            if isinstance(part, list):
                yield from names_in(part)


_NAMING = frozenset({"name", "known", "hours_since"})


def both(first: Condition | None, second: Condition | None) -> Condition | None:
    """A condition that holds when both do; None always holds."""
    if first is None or second is None:
        return first or second
    tree = ["and", *_conjuncts(first.tree), *_conjuncts(second.tree)]
    return Condition(
        text=f"{_bracketed(first)} and {_bracketed(second)}",
        tree=tree,
        names=tuple(dict.fromkeys(first.names + second.names)),
    )


def _conjuncts(tree: Tree) -> list[Tree]:
    return tree[1:] if tree[0] == "and" else [tree]


def _bracketed(condition: Condition) -> str:
    return f"({condition.text})" if condition.tree[0] == "or" else condition.text


# --- evaluation --------------------------------------------------------------------------------


def evaluate(tree: Tree, env: Env) -> bool | None:
    """Whether a condition holds; None when something it needs is unknown.

    A comparison of values that cannot be compared is unknown too; `type_check` finds those.
    """
    kind = tree[0]
    if kind == "and":
        return _all(evaluate(part, env) for part in tree[1:])
    if kind == "or":
        return _not(_all(_not(evaluate(part, env)) for part in tree[1:]))
    if kind == "not":
        return _not(evaluate(tree[1], env))
    if kind == "known":
        return env.value(tree[1]) is not UNKNOWN
    if kind == "cmp":
        return _all(_pair(tree, at, env) for at in range(1, len(tree) - 2, 2))
    value = _operand(tree, env)
    return value if isinstance(value, bool) else None


def unknowns(tree: Tree, env: Env) -> tuple[str, ...]:
    """The names whose values are missing where a condition is unknown; empty when it is not."""
    return tuple(dict.fromkeys(_missing(tree, env)))


def _missing(tree: Tree, env: Env) -> Iterator[str]:
    if evaluate(tree, env) is not None:
        return
    kind = tree[0]
    if kind in {"and", "or", "not"}:
        for part in tree[1:]:
            yield from _missing(part, env)
    elif kind == "cmp":
        for at in range(1, len(tree) - 2, 2):
            if _pair(tree, at, env) is None:
                yield from _unknown_names(tree[at], env)
                yield from _unknown_names(tree[at + 2], env)
    else:
        yield from _unknown_names(tree, env)


def _unknown_names(operand: Tree, env: Env) -> Iterator[str]:
    if _operand(operand, env) is UNKNOWN:
        yield operand[1]


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _all(values: Iterator[bool | None]) -> bool | None:
    """Kleene's conjunction: false beats unknown, unknown beats true."""
    result: bool | None = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result


def _operand(tree: Tree, env: Env) -> Any:
    kind = tree[0]
    if kind == "name":
        return env.value(tree[1])
    if kind == "hours_since":
        return env.hours_since(tree[1])
    if kind == "list":
        return [part[1] for part in tree[1:]]
    return tree[1]


def _pair(tree: Tree, at: int, env: Env) -> bool | None:
    """One link of a chained comparison: the operands at `at` and `at + 2`."""
    left, right = _operand(tree[at], env), _operand(tree[at + 2], env)
    sign = tree[at + 1]
    if left is UNKNOWN or right is UNKNOWN:
        return None
    if sign == "in":
        return _contains(right, left)
    if sign == "not in":
        return _not(_contains(right, left))
    if sign == "==":
        return _same(left, right)
    if sign == "!=":
        return _not(_same(left, right))
    if ["name", "severity"] in (tree[at], tree[at + 2]):
        left, right = _rank(left), _rank(right)
    return _ordered(sign, left, right)


_ORDERS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _ordered(sign: str, left: Any, right: Any) -> bool | None:
    pair = _comparable(left, right)
    if pair is None or isinstance(pair[0], bool):
        return None
    return bool(_ORDERS[sign](*pair))


def _rank(severity: Any) -> int | None:
    return SEVERITIES.index(severity) if severity in SEVERITIES else None


def _same(left: Any, right: Any) -> bool | None:
    """Equality; a text held per language equals its words in any of them."""
    for words, other in ((left, right), (right, left)):
        if isinstance(words, Mapping) and isinstance(other, str) and "amount" not in words:
            return other in words.values()
    pair = _comparable(left, right)
    return None if pair is None else bool(pair[0] == pair[1])


def _contains(container: Any, item: Any) -> bool | None:
    """Membership in a list of literals, in choices, or in a list held per language."""
    if isinstance(container, Mapping):
        lists = [entries for entries in container.values() if isinstance(entries, list)]
        container = [entry for entries in lists for entry in entries] if lists else None
    if not isinstance(container, list):
        return None
    return _not(_all(_not(_same(entry, item)) for entry in container))


def _comparable(left: Any, right: Any) -> tuple[Any, Any] | None:
    """Two values in a common form: numbers, texts (dates, times, ids) or truth values."""
    if isinstance(left, bool) or isinstance(right, bool):
        return (left, right) if isinstance(left, bool) and isinstance(right, bool) else None
    numbers = _number(left), _number(right)
    if None not in numbers:
        return numbers
    return (left, right) if isinstance(left, str) and isinstance(right, str) else None


DIGITS = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


def _number(value: Any) -> "Decimal | int | None":
    """A stored number, percent or amount of money; None for anything else."""
    if isinstance(value, Mapping):
        value = value.get("amount")
    if isinstance(value, int):
        return value
    if isinstance(value, str) and not DIGITS.fullmatch(value):
        return None
    from decimal import Decimal

    return Decimal(value) if isinstance(value, str | Decimal) else None
