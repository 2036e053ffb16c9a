"""Stored values: the form that each type of fact has in a journal, for stores of somebody else.

`values.parse` makes these forms, `wording` and `conditions` take them for granted. Plain checks,
nothing heavy: a case of ten thousand entries asks here for each value.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from crisiskit.playbook.durations import split
from crisiskit.playbook.plan import FactSpec

_datetime = datetime.fromisoformat
_DATE = re.compile(r"[1-8][0-9]{3}-[0-9]{2}-[0-9]{2}").fullmatch
_FIGURE = re.compile(r"-?(?:0|[1-9][0-9]{0,15})(?:\.[0-9]{1,9})?").fullmatch
_CURRENCY = re.compile("[A-Z]{3}").fullmatch
_LARGEST = 10**16


def is_stamp(value: Any) -> bool:
    """Whether it is an instant as `clock.stamp` writes it. Raises ValueError for a 30 February.

    The first years and the last are none: a time zone would lead out of the calendar.
    """
    if not isinstance(value, str) or value[4::3] != "--T::Z" or not "1" <= value < "9":
        return False
    return _datetime(value) is not None


def fits(spec: FactSpec, value: Any) -> bool:
    """Whether a value has the form that facts of this type are stored in.

    Raises ValueError for what only looks like a date or a duration.
    """
    if spec.type == "table":
        return _is_list(value, lambda row: _is_row(spec, row))
    return _FORMS[spec.type](value)


def _is_row(spec: FactSpec, row: Any) -> bool:
    return isinstance(row, dict) and all(
        _FORMS[column.type](row[name]) for name, column in spec.columns.items() if name in row
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_list(value: Any, form: Callable[[Any], bool]) -> bool:
    return isinstance(value, list) and all(map(form, value))


def _is_texts(value: Any) -> bool:
    return _is_list(value, _is_text)


def _per_language(value: Any, form: Callable[[Any], bool] = _is_text) -> bool:
    return isinstance(value, dict) and all(map(form, value.values()))


def _is_figure(value: Any) -> bool:
    if isinstance(value, int) and not isinstance(value, bool):
        return -_LARGEST < value < _LARGEST
    return isinstance(value, str) and bool(_FIGURE(value))


def _is_money(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and _is_figure(value.get("amount"))
        and _is_text(value.get("currency"))
        and bool(_CURRENCY(value["currency"]))
    )


def is_day(value: Any) -> bool:
    """Whether it is a date as it is stored. Raises ValueError for a 30 February."""
    return isinstance(value, str) and bool(_DATE(value) and date.fromisoformat(value))


def _is_duration(value: Any) -> bool:
    return isinstance(value, str) and bool(split(value))


def _is_person(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and _per_language(value.get("title"))
        and _is_text(value.get("name", ""))
        and _per_language(value.get("unit", {}))
    )


_FORMS: dict[str, Callable[[Any], bool]] = {
    "text": _per_language,
    "number": _is_figure,
    "percent": _is_figure,
    "money": _is_money,
    "time": is_stamp,
    "date": is_day,
    "duration": _is_duration,
    "yes-no": lambda value: isinstance(value, bool),
    "choice": _is_text,
    "choices": _is_texts,
    "list": lambda value: _per_language(value, _is_texts),
    "people": lambda value: _is_list(value, _is_person),
}
FACT_TYPES = frozenset({*_FORMS, "table"})
