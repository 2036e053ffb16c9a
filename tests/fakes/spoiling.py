"""JSON of which one value is wrong: for what reads things that anybody may have written."""

from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]

GONE = object()
"""Stands for: the value is not there."""

MORE = object()
"""Stands for: the map holds one thing more."""

WRONG: tuple[Any, ...] = (GONE, MORE, 7, "x", ["x"], {"x": "y"}, None, True)
"""One of each kind of value that JSON has, and what is no value."""


def paths(value: Any, at: Path = ()) -> Iterator[Path]:
    """The way to each value inside, at any depth."""
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    for name, part in entries:
        yield (*at, name)
        if isinstance(part, dict | list):
            yield from paths(part, (*at, name))


def found(value: Any, path: Path) -> Any:
    """What stands at a path."""
    for name in path:
        value = value[name]
    return value


def spoilt(value: Any, path: Path, wrong: Any) -> Any:
    """The value with a wrong one at a path; what is not on the way is the same object."""
    name, *rest = path
    copy = value.copy()
    if rest:
        copy[name] = spoilt(value[name], tuple(rest), wrong)
    elif wrong is GONE:
        del copy[name]
    elif wrong is MORE:
        copy[name] = {**value[name], "x": "y"}
    else:
        copy[name] = wrong
    return copy
