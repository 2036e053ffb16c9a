"""Walking the data of a file."""

from collections.abc import Iterable, Iterator
from typing import Any

from crisiskit.yamlfile import Location


def maps(data: object) -> Iterator[tuple[Location, dict[str, Any]]]:
    """Every map in the data of a file, and where it stands; in the order of the file."""
    waiting: list[tuple[Location, object]] = [((), data)]
    while waiting:
        at, one = waiting.pop()
        entries: Iterable[tuple[str | int, object]] = ()
        if isinstance(one, dict):
            yield at, one
            entries = one.items()
        elif isinstance(one, list):
            entries = enumerate(one)
        inner = [((*at, key), value) for key, value in entries if isinstance(value, dict | list)]
        waiting += reversed(inner)
