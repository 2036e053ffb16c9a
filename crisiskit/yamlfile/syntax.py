"""PyYAML's side of the border: its parser, its loaders, and cures for what its parser says."""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from typing import Any

from crisiskit.language import _
from crisiskit.yamlfile.problems import Mark


def events(text: str) -> Iterator[Any]:
    """The parser events of a text; from the C parser where there is one. Raises yaml.YAMLError."""
    parser = _fast_loader()(text)
    try:
        yield from iter(parser.get_event, None)
    finally:
        parser.dispose()


def is_fast() -> bool:
    """Whether PyYAML was built with its C library here."""
    import yaml

    return _fast_loader() is not yaml.SafeLoader


def _fast_loader() -> Any:
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_HEADER = re.compile(r"[|>][-+0-9]*#")
"""`|#comment`: libyaml takes it, the pure parser wants a blank."""

_RISKY = re.compile(r"(?:=|<<)\Z|[-+]?0[bx]_|[-+]?[0-9_:.eE+-]{300}|[0-9]{4}-")
"""Plain texts that YAML 1.1 takes for a value that there is not: binary of no digits, a merge, an
integer too long, perhaps a 30 February."""


_RISKY_FIRST = frozenset("=<+-0123456789_:.eE")
"""What they begin with; most texts begin otherwise."""


def doubtful_header(text: str) -> bool:
    """Whether the head of a block text may be one that the pure parser refuses."""
    return "#" in text and _HEADER.search(text) is not None


def doubtful(outside: Collection[str], inside: Collection[str]) -> bool:
    """Whether a loader may refuse plain texts, out- and inside of brackets, that `parse` accepts.

    Of what `parse` accepts, the pure parser refuses two things: such a header, and `?` in a plain
    text between brackets. The rest is what the loaders make of texts. Held by a test that makes
    up files (`tests/test_yamlfile.py`); from libyaml 0.2.5 and PyYAML 6.0.3.
    """
    return any("?" in text for text in inside) or any(
        text[0] in _RISKY_FIRST and _is_risky(text) for texts in (outside, inside) for text in texts
    )


def _is_risky(plain: str) -> bool:
    found = _RISKY.match(plain)
    return found is not None and not (found[0].endswith("-") and _is_moment(plain))


def _is_moment(plain: str) -> bool:
    try:
        return bool(datetime.fromisoformat(plain))
    except ValueError:
        return False


def refused_by_loaders(text: str) -> tuple[str, Mark | None] | None:
    """What PyYAML's safe loaders say against a text that `parse` has accepted, and where.

    Other tools read our files with them. Slow: the pure one takes 30 times as long as `parse`, so
    it is asked about a document that is `doubtful` only.
    """
    import yaml

    for loader in (_fast_loader(), yaml.SafeLoader):
        try:
            yaml.load(text, Loader=loader)  # noqa: S506 - both are safe loaders
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            at = getattr(error, "problem_mark", None)
            words = getattr(error, "problem", None) or str(error)
            return words, Mark(at.line + 1, at.column + 1) if at else None
    return None


def cure(problem: str) -> str | None:
    """What probably helps against a complaint of the parser."""
    for words, says in _CURES.items():
        if words in problem:
            return says()
    return None


def _quote_it() -> str:
    return _("Put the text in quotation marks, or on lines of its own below `key: >-`.")


_CURES: dict[str, Callable[[], str]] = {
    "mapping values are not allowed": _quote_it,
    "cannot start any token": _quote_it,
    "alias": _quote_it,
    "anchor": _quote_it,
    "unexpected ':'": _quote_it,
    "',' or '}'": lambda: _("Put a text with , : { } in quotation marks, or close the map with }."),
    "',' or ']'": lambda: _(
        "Put a text with , : [ ] in quotation marks, or close the list with ]."
    ),
    "expected ':'": lambda: _("Write `key: value`, with a blank after the colon."),
    "expected key": lambda: _(
        "Check the indentation here and above, and whether a text that begins with a quotation "
        "mark also ends with it."
    ),
    "block end": lambda: _("Check the indentation here and above."),
    "'-' indicator": lambda: _("Check the indentation here and above."),
    "end of stream": lambda: _("A quotation mark or bracket is not closed."),
    "document start": lambda: _("Check the indentation here and above."),
    "escape": lambda: _("Use single quotation marks, or write \\\\ for a backslash."),
}
