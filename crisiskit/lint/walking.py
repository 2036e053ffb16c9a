"""Walking the data of a file."""

from typing import Any

from crisiskit.yamlfile import Location

Maps = list[tuple[Location, dict[str, Any]]]


def maps(data: object) -> Maps:
    """Every map in the data of a file, and where it stands; in the order of the file."""
    found: Maps = []
    _walk(data, (), found)
    return found


def _walk(data: object, at: Location, found: Maps) -> None:
    """Goes as deep as the reader lets files be nested."""
    if isinstance(data, dict):
        found.append((at, data))
        for key, value in data.items():
            if not isinstance(value, str):
                _walk(value, (*at, key), found)
    elif isinstance(data, list):
        for number, value in enumerate(data):
            if not isinstance(value, str):
                _walk(value, (*at, number), found)
