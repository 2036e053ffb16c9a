"""Terms: words and phrases by what they show, found in one walk through a text.

A phrase is literal words with gaps: `违反{12}法` is 违反 and, at most 12 characters later in the
same sentence, 法. An English word that ends in `*` begins like that; other English words are
whole. No pattern can be slow on any text, and ten thousand terms cost hardly more than three
hundred: a place in a text is looked up by what stands there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple


class Hit(NamedTuple):
    """Words that show something, and where they stand in the text."""

    kind: str
    start: int
    end: int


LONGEST_GAP = 60

_GAP = re.compile(r"\{([0-9]{1,2})\}")
_WORD = re.compile(r"[a-z0-9][a-z0-9'&-]*")
_ENDS = frozenset("。!?\n")

Phrase = tuple[str, tuple[Any, ...]]
"""The kind, and the literal words with the gap before each of them but the first."""

KEY = 2
"""Characters by which Chinese is looked up."""

STEM = 4
"""Letters that a word with `*` has at least."""


class Terms:
    """Terms of one language, made for looking up."""

    def __init__(self, index: Mapping[str, Sequence[Any]], *, by_words: bool) -> None:
        self._index = index
        self._by_words = by_words

    def hits(self, flat: str) -> list[Hit]:
        """Every term in a text of the matching form, in the order in which they begin."""
        return list(self._in_words(flat) if self._by_words else self._in_characters(flat))

    def _in_characters(self, flat: str) -> Iterator[Hit]:
        get = self._index.get
        for start in range(len(flat)):
            for key in (flat[start : start + KEY], flat[start]):
                for kind, parts in get(key, ()):
                    end = _end(flat, start, parts, whole=False)
                    if end:
                        yield Hit(kind, start, end)

    def _in_words(self, flat: str) -> Iterator[Hit]:
        get = self._index.get
        for word in _WORD.finditer(flat):
            for key in dict.fromkeys((word[0], word[0].split("'")[0], f"{word[0][:STEM]}*")):
                for kind, parts in get(key, ()):
                    end = _end(flat, word.start(), parts, whole=True)
                    if end:
                        yield Hit(kind, word.start(), end)


def _end(flat: str, start: int, parts: Sequence[Any], *, whole: bool) -> int:
    """Where a phrase that begins at a place ends; 0 when it does not stand there."""
    end = _part_end(flat, start, parts[0], whole=whole)
    for number in range(1, len(parts), 2):
        if not end:
            return 0
        end = _after_gap(flat, end, parts[number], parts[number + 1], whole=whole)
    return end


def _after_gap(flat: str, start: int, gap: int, part: str, *, whole: bool) -> int:
    if not whole:
        found = flat.find(part, start, start + gap + len(part))
        return 0 if found < 0 or not _ENDS.isdisjoint(flat[start:found]) else found + len(part)
    for at in range(start, min(start + gap + 1, len(flat))):
        begins = not _is_letter(flat[at - 1 : at])
        end = _part_end(flat, at, part, whole=True) if begins else 0
        if end:
            return end
        if flat[at] in _ENDS:
            return 0
    return 0


def _part_end(flat: str, start: int, part: str, *, whole: bool) -> int:
    stem = part.removesuffix("*")
    if not flat.startswith(stem, start):
        return 0
    end = start + len(stem)
    if not whole:
        return end
    if stem != part:
        while _is_letter(flat[end : end + 1]):
            end += 1
        return end
    return 0 if _is_letter(part[-1]) and _is_letter(flat[end : end + 1]) else end


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalnum()


def phrase(term: str) -> tuple[Any, ...]:
    """A term as it is looked up. Raises ValueError for one that could stand anywhere."""
    parts: list[Any] = [part.strip() for part in _GAP.split(term)]
    if not all(parts[::2]):
        raise ValueError(term)
    for number in range(1, len(parts), 2):
        parts[number] = int(parts[number])
        if parts[number] > LONGEST_GAP:
            raise ValueError(term)
    return tuple(parts)


def indexed(terms: Mapping[str, Sequence[str]], *, by_words: bool) -> dict[str, list[Phrase]]:
    """Terms (kind -> phrases) by what a place is looked up by. Raises ValueError for a bad term."""
    index: dict[str, list[Phrase]] = {}
    for kind, phrases in terms.items():
        for term in dict.fromkeys(phrases):
            parts = phrase(term)
            key = _word_key(parts[0]) if by_words else parts[0][:KEY]
            index.setdefault(key, []).append((kind, parts))
    return index


def _word_key(part: str) -> str:
    found = _WORD.match(part)
    if found is None:
        raise ValueError(part)
    word = found[0]
    if part[found.end() :] != "*":
        return word
    if len(word) < STEM:
        raise ValueError(part)
    return f"{word[:STEM]}*"
