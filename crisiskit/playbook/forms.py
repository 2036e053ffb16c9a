"""What the fields of a plan can hold beyond the types that their annotations say.

`FORMS` is the whole of it: class -> field -> form. A stored plan is held against it while it is
read (`reader`), since a store may come from anybody, and nothing behind that asks again. Words that
are only shown may be any. How a file has to say the same is `vocabulary`; nothing here is heavy.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from crisiskit.playbook import durations
from crisiskit.playbook.conditions import DIGITS
from crisiskit.playbook.plan import (
    PHASES,
    Action,
    Approve,
    Approver,
    Column,
    Condition,
    Decide,
    Draft,
    Due,
    DutySpec,
    FactSpec,
    Item,
    Notify,
    Publish,
    Repeat,
    Step,
    Wait,
)
from crisiskit.playbook.stored import FACT_TYPES

Form = Callable[[Any], object]
"""False for what does not have the form; what only looks like it may be a ValueError."""

COLUMN_TYPES = frozenset(
    {"text", "number", "percent", "money", "time", "date", "duration", "yes-no"}
)
EVIDENCE = frozenset({"none", "optional", "required"})
ORDERS = frozenset({"any", "listed"})

MAX_DEPTH = 20
"""Levels of one condition: beyond that nobody can read it, and recursion stays shallow."""

_SIGNS = frozenset({"==", "!=", "<", "<=", ">", ">=", "in", "not in"})
_LEVELS = frozenset({"P1", "P2", "P3", "P4"})
_ANCHORS = frozenset({"self", "broke", "aware", "opened"})
_NAMED_ANCHORS = frozenset({"phase", "step", "fact"})
BY_TIME = r"(?:same-day|next-day) (?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)"

# A plan has many durations, few different ones.
_duration = cache(durations.split)
_elapsed = cache(durations.elapsed)

_filled = bool
"""At least one."""


def _positive(number: int) -> bool:
    return number > 0


def _action(action: Action) -> bool:
    """Enough roles to sign."""
    return not isinstance(action, Approve) or action.need <= len(action.roles)


# --- time --------------------------------------------------------------------------------------


def _statutory(time: str) -> object:
    return time == "immediate" or _duration(time)


def _anchor(words: str) -> bool:
    kind, colon, name = words.partition(":")
    return kind in _NAMED_ANCHORS and name != "" if colon else kind in _ANCHORS


def _by_time(words: str) -> bool:
    return re.fullmatch(BY_TIME, words) is not None


def _within(times: Mapping[str, str]) -> bool:
    """A time for every severity."""
    for time in times.values():
        _duration(time)
    return "else" in times or times.keys() >= _LEVELS


def _due(due: Due) -> bool:
    """One way to count, and only one."""
    return bool(due.within) + (due.by is not None) + (due.before is not None) == 1


# --- conditions --------------------------------------------------------------------------------


def _tree(tree: Any, levels: int = MAX_DEPTH + 1) -> bool:
    """Whether `conditions.evaluate` can walk it; `conditions.both` adds a level."""
    if type(tree) is not list or len(tree) < 2 or not levels:
        return False
    kind, first, *rest = tree
    if kind in ("name", "known"):
        return type(first) is str and not rest
    if kind == "cmp":
        return _comparison(operands=tree[1::2], signs=tree[2::2])
    if kind in ("and", "or"):
        return all(_tree(part, levels - 1) for part in tree[1:])
    if kind == "not":
        return not rest and _tree(first, levels - 1)
    return kind == "lit" and type(first) is bool and not rest


def _comparison(operands: list[Any], signs: list[Any]) -> bool:
    if not 0 < len(signs) == len(operands) - 1:
        return False
    return all(map(_SIGNS.__contains__, signs)) and all(map(_operand, operands))


def _operand(tree: Any) -> bool:
    if type(tree) is not list or not tree:
        return False
    if tree[0] in ("name", "hours_since"):
        return len(tree) == 2 and type(tree[1]) is str
    if tree[0] == "list":
        return all(map(_literal, tree[1:]))
    return _literal(tree)


def _literal(tree: Any) -> bool:
    if type(tree) is not list or tree[:1] != ["lit"]:
        return False
    if len(tree) == 2:
        return type(tree[1]) in (str, int, bool)
    digits = tree[1] if len(tree) == 3 and tree[2] == "decimal" else None
    return type(digits) is str and DIGITS.fullmatch(digits) is not None


FORMS: Mapping[type[Any], Mapping[str, Form]] = {
    Condition: {"tree": _tree},
    Column: {"type": COLUMN_TYPES.__contains__},
    FactSpec: {"type": FACT_TYPES.__contains__},
    DutySpec: {"within": _statutory},
    Due: {"anchor": _anchor, "within": _within, "by": _by_time, "before": _elapsed},
    Item: {"before": _duration, "after": _duration},
    Decide: {"options": _filled},
    Draft: {"languages": _filled},
    Approver: {"takes": _duration},
    Approve: {"roles": _filled, "need": _positive, "order": ORDERS.__contains__},
    Publish: {"channels": _filled},
    Notify: {"to": _filled},
    Repeat: {"every": _elapsed},
    Wait: {"lasts": _elapsed},
    Step: {
        "phase": PHASES.__contains__,
        "action": _action,
        "takes": _duration,
        "due": _due,
        "evidence": EVIDENCE.__contains__,
    },
}
"""Class -> field -> form. What may be None is not asked when it is."""
