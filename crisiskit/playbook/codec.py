"""A plan as bytes and back: what is pinned in a case when it opens.

Written by hand and without a validation library, because every command on a running case loads a
plan first. The order of steps, options and facts has a meaning and is kept, so keys are not sorted;
fields stand in the order of their dataclass, and those at their default are left out.
"""

import json
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from crisiskit.errors import StorageError
from crisiskit.language import _
from crisiskit.playbook.plan import (
    Approve,
    Approver,
    Checklist,
    Column,
    Condition,
    Decide,
    Dimension,
    Draft,
    Due,
    DutySpec,
    FactSpec,
    Group,
    Item,
    Level,
    Need,
    Notify,
    Option,
    Plan,
    Publish,
    Repeat,
    Step,
    Wait,
    to_json,
)

FORMAT = 1
"""Of the bytes. A plan of a higher one was written by a later crisiskit."""

_KEYED = ("steps", "groups", "facts", "duties", "checklists")
"""Maps whose values hold their own id; they are written as lists."""


def dump(plan: Plan) -> bytes:
    """A plan as compact JSON (UTF-8, NFC). The same plan always gives the same bytes."""
    data = to_json(plan)
    for name in _KEYED:
        data[name] = list(data[name].values())
    text = json.dumps({"format": FORMAT, **data}, ensure_ascii=False, separators=(",", ":"))
    return unicodedata.normalize("NFC", text).encode()


def load(content: bytes) -> Plan:
    """The plan that `dump` wrote. Raises StorageError when the bytes are none of this format."""
    try:
        data = json.loads(content)
        if data.pop("format") == FORMAT:
            return _plan(data)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise StorageError(
            _("The plan of this case cannot be read."),
            hint=_("Run crisiskit verify; a copy of the store may still hold it."),
        ) from error
    raise StorageError(
        _("The plan of this case was written by a later version of crisiskit."),
        hint=_("Update crisiskit and try again."),
    )


Maker = Callable[[Any], Any]


def _made(kind: type[Any], raw: dict[str, Any], makers: Mapping[str, Maker]) -> Any:
    """A dataclass from its JSON, which is used up; `makers` are for fields that are not plain."""
    for name in makers.keys() & raw.keys():
        raw[name] = makers[name](raw[name])
    return kind(**raw)


def _each(maker: Maker) -> Maker:
    return lambda values: tuple([maker(value) for value in values])


def _values(maker: Maker) -> Maker:
    return lambda values: {key: maker(value) for key, value in values.items()}


def _by_id(maker: Maker) -> Maker:
    return lambda values: {made.id: made for made in map(maker, values)}


def _maker(kind: type[Any], **makers: Maker) -> Maker:
    return lambda raw: _made(kind, raw, makers)


_condition = _maker(Condition, names=tuple)
_fact = _maker(FactSpec, columns=_values(_maker(Column)))
_item = _maker(Item, when=_condition)
_checklist = _maker(Checklist, items=_each(_item))
_option = _maker(Option, reopens=tuple)
_level = _maker(Level, when=_condition)

_ACTIONS: dict[str, Maker] = {
    "decide": _maker(Decide, options=_values(_option)),
    "draft": _maker(Draft, languages=tuple, channels=tuple),
    "approve": _maker(Approve, roles=_each(_maker(Approver))),
    "publish": _maker(Publish, channels=tuple),
    "notify": _maker(Notify, to=tuple),
    "repeat": _maker(Repeat, until=_condition),
    "wait": _maker(Wait, until=_condition),
}

_STEP: dict[str, Maker] = {
    "source": tuple,
    "consult": tuple,
    "needs": _each(_maker(Need)),
    "when": _condition,
    "due": _maker(Due),
    "checklist": _each(_item),
    "collect": tuple,
}


def _step(raw: dict[str, Any]) -> Step:
    if "action" in raw:
        raw["action"] = _ACTIONS[raw["kind"]](raw["action"])
    step: Step = _made(Step, raw, _STEP)
    return step


_PLAN: dict[str, Maker] = {
    "signals": _values(tuple),
    "steps": _by_id(_step),
    "groups": _by_id(_maker(Group, members=tuple, ends=tuple)),
    "facts": _by_id(_fact),
    "duties": _by_id(_maker(DutySpec)),
    "checklists": _by_id(_checklist),
    "severity": _each(_maker(Dimension, levels=_values(_level))),
}


def _plan(data: dict[str, Any]) -> Plan:
    plan: Plan = _made(Plan, data, _PLAN)
    return plan
