"""From JSON to dataclasses, each value held against the annotation and the form of its field.

One reader a class, made of its annotations when it is first asked for. They are those of `plan`:
plain types, classes, tuples and maps of these, and what may be None. A map of things that hold
their own id is a list in JSON. Of two or more classes the value is to be made already.

Readers use up the maps they are given. They raise TypeError, ValueError, KeyError or
AttributeError for what they refuse.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from functools import cache
from types import NoneType
from typing import Any, Never

from crisiskit.playbook.forms import FORMS, Form

Reader = Callable[[Any], Any]


def _refused(value: Any) -> Never:
    raise TypeError(value)


def _none(value: Any) -> None:
    if value is not None:
        _refused(value)


_PLAIN: Mapping[Any, tuple[type, Reader]] = {
    str: (str, _refused),
    bool: (bool, _refused),
    int: (int, _refused),
    str | None: (str, _none),
}
"""Annotations whose values JSON has itself: their type, and what reads a value of another."""


@cache
def reader(kind: Any) -> Reader:
    """What makes a value of a class, or of what else an annotation says, from JSON."""
    arguments = getattr(kind, "__args__", None)
    if arguments is None:
        return _record(kind, FORMS.get(kind, {}))
    if NoneType in arguments:
        return _optional(kind, *arguments)
    return _MANY[kind.__origin__](*arguments)


def _optional(kind: Any, one: Any, *others: Any) -> Reader:
    if others != (NoneType,):
        return lambda value: value if isinstance(value, kind) else _refused(value)
    read = reader(one)
    return lambda value: None if value is None else read(value)


# --- a class -----------------------------------------------------------------------------------


def _record(kind: type[Any], forms: Mapping[str, Form]) -> Reader:
    plain: dict[str, type] = {}
    readers: dict[str, Reader] = {}
    for field in fields(kind):
        annotation: Any = field.type
        form = forms.get(field.name)
        if form is not None:
            readers[field.name] = _formed(annotation, form)
        elif annotation in _PLAIN:
            plain[field.name], readers[field.name] = _PLAIN[annotation]
        else:
            readers[field.name] = reader(annotation)
    defaults = {field.name: _default(field) for field in fields(kind)}
    needed = frozenset(name for name, value in defaults.items() if value is MISSING)
    plain_type = plain.get

    def read(raw: dict[str, Any]) -> Any:
        if not raw.keys() >= needed:
            _refused(raw)
        for name, value in raw.items():
            # Most values are of a type that is all there is to ask: no function is called for them.
            if plain_type(name) is not type(value):
                raw[name] = readers[name](value)
        return kind(*(defaults | raw).values())

    return read


def _default(field: Field[Any]) -> Any:
    """What stands for a missing value, the same for every object: nobody writes into a plan."""
    make = field.default_factory
    return field.default if make is MISSING else make()


def _formed(kind: Any, form: Form) -> Reader:
    if kind not in _PLAIN:
        return _checked(reader(kind), form)
    plain, other = _PLAIN[kind]

    def read(value: Any) -> Any:
        if type(value) is not plain:
            return other(value)
        return value if form(value) is not False else _refused(value)

    return read


def _checked(made: Reader, form: Form) -> Reader:
    def read(raw: Any) -> Any:
        value = made(raw)
        return value if value is None or form(value) is not False else _refused(raw)

    return read


# --- many --------------------------------------------------------------------------------------


def _list(values: Any) -> list[Any]:
    return values if type(values) is list else _refused(values)


def _tuple(kind: Any, _and_so_on: Any) -> Reader:
    if kind is str:
        return _texts
    read = reader(kind)
    return lambda values: tuple([read(value) for value in _list(values)])


def _texts(values: Any) -> tuple[str, ...]:
    for value in _list(values):
        if type(value) is not str:
            _refused(value)
    return tuple(values)


def _map(_text: Any, kind: Any) -> Reader:
    if kind is str:
        return _texts_by_key
    read = reader(kind)
    if hasattr(kind, "id"):
        return lambda values: {one.id: one for one in map(read, _list(values))}
    return lambda values: {key: read(value) for key, value in values.items()}


def _texts_by_key(values: Any) -> dict[str, str]:
    for value in values.values():
        if type(value) is not str:
            _refused(value)
    made: dict[str, str] = values
    return made


_MANY: Mapping[Any, Callable[..., Reader]] = {
    tuple: _tuple,
    Mapping: _map,
    list: lambda _anything: _list,
}
