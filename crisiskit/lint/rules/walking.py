"""Walking the data of a file."""

from collections.abc import Iterator
from typing import Any

from crisiskit.yamlfile import Location


def maps(data: object) -> Iterator[tuple[Location, dict[str, Any]]]:
    """Every map in the data of a file, and where it stands; in the order of the file."""
    waiting: list[tuple[Location, object]] = [((), data)]
    while waiting:
        at, one = waiting.pop()
        inner: list[tuple[Location, object]] = []
        if isinstance(one, dict):
            yield at, one
            inner = [((*at, key), value) for key, value in one.items()]
        elif isinstance(one, list):
            inner = [((*at, number), value) for number, value in enumerate(one)]
        waiting += [pair for pair in reversed(inner) if isinstance(pair[1], dict | list)]
