"""Reading the data of a file by its format, as long as it fits: the format's classes come out.

What does not fit is handed to `misfits`, which knows the words. What is accepted here pydantic
accepts too, and makes the same of it.
"""

import dataclasses
from collections.abc import Callable, Mapping
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from crisiskit.yamlfile.fields import Reader, at_least, keys_of, shape, shape_of
from crisiskit.yamlfile.problems import Location
from crisiskit.yamlfile.reading import Document

M = TypeVar("M")


def fitted(form: type[M], tree: Any, document: Document, at: Location = ()) -> M:
    """The tree in the form of a class; `at` is where it stands in the document.

    Raises BadFile with every place at which it does not fit.
    """
    made: M = fitted_as(form, tree, document, at)
    return made


def fitted_as(form: Any, tree: Any, document: Document, at: Location = ()) -> Any:
    """The same for a form that is no class: a map of ids, a list."""
    try:
        return reader(form)(tree)
    except (ValueError, KeyError):  # the latter for a key that nobody knows
        from crisiskit.yamlfile import misfits

        return misfits.judged(form, tree, document, at)


@cache
def reader(form: Any) -> Reader:
    """What reads values of a form."""
    if hasattr(form, "__metadata__"):
        found = reader(form.__origin__)
        for side in form.__metadata__:
            found = side.reader(found)
        return found
    if dataclasses.is_dataclass(form):
        return _item(cast("type[Any]", form))
    origin = get_origin(form)
    if origin in _GENERIC:
        return _GENERIC[origin](*get_args(form))
    return _PLAIN[form]


def _text(value: Any) -> str:
    if type(value) is str:
        return value
    raise ValueError(value)


def _truth(value: Any) -> bool:
    if type(value) is bool:
        return value
    raise ValueError(value)


_PLAIN: Mapping[Any, Reader] = {str: _text, bool: _truth, Any: lambda value: value}


def _one_of(*words: str) -> Reader:
    allowed = frozenset(words)

    def read(value: Any) -> str:
        if type(value) is str and value in allowed:
            return value
        raise ValueError(value)

    return read


def _list(entry: Any, _ellipsis: Any) -> Reader:
    read_entry = reader(entry)

    def read(value: Any) -> tuple[Any, ...]:
        if type(value) is list or type(value) is tuple:
            return tuple([read_entry(one) for one in value])
        raise ValueError(value)

    return read


def _map(key: Any, entry: Any) -> Reader:
    read_key, read_entry = reader(key), reader(entry)

    def read(value: Any) -> dict[str, Any]:
        if type(value) is dict:
            return {read_key(name): read_entry(one) for name, one in value.items()}
        raise ValueError(value)

    return read


def _union(*members: Any) -> Reader:
    """One member, or one for each shape. None is what stands for a key that was left out."""
    forms = [member for member in members if member is not type(None)]
    if len(forms) == 1:
        return reader(forms[0])
    by_shape = {shape_of(form): reader(form) for form in forms}

    def read(value: Any) -> Any:
        found = by_shape.get(shape(value))
        if found is None:
            raise ValueError(value)
        return found(value)

    return read


_GENERIC: Mapping[Any, Callable[..., Reader]] = {
    Literal: _one_of,
    tuple: _list,
    dict: _map,
    Union: _union,
    UnionType: _union,
}


def _item(cls: type[Any]) -> Reader:
    """A map with known keys, as an object of its class."""
    keys = keys_of(cls)
    puts = [getattr(cls, field.name).__set__ for field in keys.values()]
    left_out = {key: field.default for key, field in keys.items()}
    made_anew: dict[str, Any] = {
        key: field.default_factory
        for key, field in keys.items()
        if field.default_factory is not dataclasses.MISSING
    }
    needed = {key for key, field in keys.items() if _is_needed(field)}
    together = getattr(cls, "__post_init__", None)
    new: Any = cls.__new__
    readers: dict[str, Reader] = {}

    def read(value: Any) -> Any:
        if type(value) is not dict or not needed <= value.keys():
            raise ValueError(value)
        if not readers:  # not before, since a class may hold itself
            forms = get_type_hints(cls, include_extras=True)
            readers.update({key: _of_field(f, forms[f.name]) for key, f in keys.items()})
        given = {key: readers[key](one) for key, one in value.items()}
        for key, make in made_anew.items():
            if key not in given:
                given[key] = make()
        made = new(cls)
        for put, one in zip(puts, (left_out | given).values(), strict=True):
            put(made, one)
        if together is not None:
            together(made)
        return made

    return read


def _is_needed(field: "dataclasses.Field[Any]") -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _of_field(field: "dataclasses.Field[Any]", form: Any) -> Reader:
    found = reader(form)
    least = field.metadata.get("min_length")
    return found if least is None else at_least(least, found)
