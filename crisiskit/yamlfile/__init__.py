"""The strict reader of YAML, and the one way to open a file that somebody else wrote.

`opening` opens files and keeps out what is not a text of ours; `reading` builds plain data with a
place for every key and value, by events, with the guard in front (CSafeLoader crashes the
interpreter on deep nesting and hangs on merge bombs); `fields` is what formats are
made of, `fitting` reads the data by them, `misfits` asks pydantic where they do not fit. Only this
package knows PyYAML and pydantic.

The reader is loaded when it is asked for: a statement is reviewed without it.
"""

from typing import TYPE_CHECKING, Any

from crisiskit.yamlfile.opening import MAX_BYTES, read_text
from crisiskit.yamlfile.problems import BadFile, Location, Mark, Problem, one_of

if TYPE_CHECKING:
    from crisiskit.yamlfile.building import MAX_DEPTH
    from crisiskit.yamlfile.reading import Document, parse, read
    from crisiskit.yamlfile.syntax import is_fast

_LATER = {
    **dict.fromkeys(("Document", "parse", "read"), "reading"),
    "MAX_DEPTH": "building",
    "is_fast": "syntax",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(name)
    from importlib import import_module

    found = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    globals()[name] = found
    return found


__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "BadFile",
    "Document",
    "Location",
    "Mark",
    "Problem",
    "is_fast",
    "one_of",
    "parse",
    "read",
    "read_text",
]
