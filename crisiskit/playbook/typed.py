"""What was typed: one text made clean, lists taken apart, JSON and maps by language recognised.

The parts that `values.parse` puts values together from. Whatever is not of the form asked for
raises ValueError: the sentence for people is made in one place, there.
"""

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from crisiskit.language import LANGUAGES

LONGEST_TEXT = 4000
"""Characters of one text; longer ones are documents, not facts."""
LONGEST_INPUT = 64 * 1024
MOST_ENTRIES = 200
"""Items of a list, rows of a table, people."""

_BIDI = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They reorder what is read: an approver would not see what is published."""
_DROPPED = dict.fromkeys(map(ord, "\ufeff\u200b\u2060"))


def clean(raw: Any) -> str:
    """One text: NFC, LF line ends, nothing that hides or reorders. Raises ValueError."""
    if not isinstance(raw, str):
        raise ValueError(raw)  # noqa: TRY004 - one kind of refusal for whatever is no text
    words = unicodedata.normalize("NFC", raw).replace("\r\n", "\n").replace("\t", " ")
    words = words.translate(_DROPPED).strip()
    if not words or any(char in _BIDI or _is_control(char) for char in words):
        raise ValueError(raw)
    return within(words, LONGEST_TEXT)


def _is_control(char: str) -> bool:
    return char != "\n" and unicodedata.category(char) in ("Cc", "Cs")


def within(words: str, limit: int) -> str:
    """The words, when they are not longer than the limit. Raises ValueError."""
    if len(words) > limit:
        raise ValueError(limit)
    return words


def folded(raw: Any) -> str:
    """A short answer with full-width letters and digits made plain. Raises ValueError."""
    return within(unicodedata.normalize("NFKC", str(raw)), LONGEST_TEXT).strip()


def json_or_text(raw: Any) -> Any:
    """What begins like a JSON object and is one; anything else as it is: `{{ 7*7 }}` is a text."""
    if not isinstance(raw, str) or not raw.startswith("{"):
        return raw
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return raw


def per_language(raw: Any, language: str, each: Callable[[Any], Any]) -> dict[str, Any]:
    """A map by language as it is, anything else as words in `language`. Raises ValueError."""
    given = json_or_text(raw)
    if not isinstance(given, Mapping):
        return {language: each(given)}
    if not given or not given.keys() <= set(LANGUAGES):
        raise ValueError(raw)
    return {tongue: each(words) for tongue, words in given.items()}


def text(raw: Any, language: str) -> dict[str, str]:
    """A text value. Raises ValueError."""
    return per_language(raw, language, clean)


def entries(raw: Any) -> list[Any] | None:
    """A list, given or as JSON; None when it is words. Raises ValueError, RecursionError."""
    if isinstance(raw, str) and raw.startswith(("[", "{")):
        raw = json.loads(raw)
    if isinstance(raw, Mapping):
        raw = [raw]
    if not isinstance(raw, Sequence) or isinstance(raw, str):
        return None
    if len(raw) > MOST_ENTRIES:
        raise ValueError(raw)
    return list(raw)


def parts(raw: Any, separators: str) -> list[str]:
    """Words taken apart at any of the separators, blanks and empty parts left out."""
    if not isinstance(raw, str):
        raise ValueError(raw)  # noqa: TRY004 - one kind of refusal for whatever is no list
    for separator in separators[1:]:
        raw = raw.replace(separator, separators[0])
    return [part for part in (part.strip() for part in raw.split(separators[0])) if part]


def items(raw: Any) -> list[str]:
    """The items of a list fact. `、` separates only where neither `;` nor a new line does.

    So that a sentence with a Chinese enumeration in it can be an item. Raises ValueError.
    """
    given = entries(raw)
    if given is None:
        strong = [mark for mark in ";；\n" if mark in str(raw)]
        given = parts(raw, ";；\n" if strong else "、")
    if not given or len(given) > MOST_ENTRIES:
        raise ValueError(raw)
    return [clean(item) for item in given]
