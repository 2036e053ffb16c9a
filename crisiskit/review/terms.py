"""Terms: words and phrases by what they show, found in one walk through a text.

A phrase is literal words with gaps: `违反{12}法` is 违反 and, at most 12 characters later in the
same sentence, 法. An English word that ends in `*` begins like that; other English words are
whole. No pattern can be slow on any text, and ten thousand terms cost hardly more than three
hundred: a place in a text is looked up by what stands there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, pairwise
from operator import add
from typing import Any, NamedTuple


class Hit(NamedTuple):
    """Words that show something, and where they stand in the text."""

    kind: str
    start: int
    end: int


_hit = partial(tuple.__new__, Hit)
"""Makes one of what it holds in half the time: a text has hundreds."""

LONGEST_GAP = 60

_GAP = re.compile(r"\{([0-9]{1,2})\}")
_WORD = re.compile(r"([a-z0-9]+)[a-z0-9'&-]*")
_ENDS = frozenset("。!?\n")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")

Rest = tuple[Any, ...]
"""Gaps and further words in turn."""

Shown = dict[str, list[tuple[str, Rest]]]
"""What stands behind the first words of terms and what they then show: the kind, the rest."""

KEY = 2
"""Characters by which Chinese is looked up."""

STEM = 4
"""Letters that a word with `*` has at least."""


class Terms:
    """Terms of one language, made for looking up.

    `lines` are those of `indexed`. A line is read when a text has its key: most never are.
    """

    def __init__(self, lines: str, *, by_words: bool) -> None:
        self._lines = {line[: line.index("\t")]: line for line in lines.split("\n") if line}
        self._by_words = by_words
        self._by_key: dict[str, list[tuple[int, Shown]]] = {}
        self._by_word: dict[str, dict[str, Shown]] = {}

    def hits(self, flat: str) -> list[Hit]:
        """Every term in a text of the matching form."""
        found = self._in_words(flat) if self._by_words else self._in_characters(flat)
        return [_hit(one) for one in found]

    def kinds(self) -> set[str]:
        """What the terms show."""
        return {kind for key in self._lines for kind, _first, _rest in self._of(key)}

    def _of(self, key: str) -> Iterator[tuple[str, str, Rest]]:
        """The terms of a key: their kind, their first words, the rest."""
        for written in self._lines[key].split("\t")[1:]:
            kind, _blank, words = written.partition(" ")
            first, *rest = phrase(words) if "{" in words else (words,)
            yield kind, first, tuple(rest)

    def _in_characters(self, flat: str) -> Iterator[tuple[str, int, int]]:
        known, by_key, find = self._lines, self._by_key, flat.find
        pairs = map(add, flat, f"{flat[1:]}\n")
        for start, keys in enumerate(zip(pairs, flat, strict=True)):
            for key in keys:
                if key not in known:
                    continue
                for size, terms in by_key.get(key) or self._of_key(key):
                    for kind, rest in terms.get(flat[start : start + size], ()):
                        end = start + size
                        if rest:
                            gap, part = rest[:2]
                            if find(part, end, end + gap + len(part)) < 0:
                                continue  # most end here
                            end = _rest_end(flat, end, rest, whole=False)
                        if end:
                            yield kind, start, end

    def _of_key(self, key: str) -> list[tuple[int, Shown]]:
        """The terms of a key by their first words, those of one length together."""
        found: dict[int, Shown] = {}
        for kind, first, rest in self._of(key):
            found.setdefault(len(first), {}).setdefault(first, []).append((kind, rest))
        self._by_key[key] = [*found.items()]
        return self._by_key[key]

    def _in_words(self, flat: str) -> Iterator[tuple[str, int, int]]:
        begins, by_word = flat.startswith, self._by_word
        for found, behind in pairwise(chain(_WORD.finditer(flat), (None,))):
            assert found is not None
            word = found[0]
            by_next = by_word.get(word) or self._of_word(word)
            start = found.start()
            for follows in ("", behind[1]) if behind and len(by_next) > 1 else ("",):
                for first, shown in by_next.get(follows, _NONE).items():
                    if not begins(first.removesuffix("*"), start):
                        continue
                    first_end = _word_end(flat, start, first)
                    for kind, rest in shown if first_end else ():
                        end = _rest_end(flat, first_end, rest, whole=True) if rest else first_end
                        if end:
                            yield kind, start, end

    def _of_word(self, word: str) -> dict[str, Shown]:
        """The terms that may begin with a word (it, what owns it, its stem), by what must follow.

        Of the hundred that begin with “we” few go on like the text.
        """
        found: dict[str, Shown] = {"": {}}
        for key in dict.fromkeys((word, word.split("'", 1)[0], f"{word[:STEM]}*")):
            for kind, first, rest in self._of(key) if key in self._lines else ():
                behind = _WORD.search(first, len(word)) if key == word else None
                fixed = behind is not None and first[behind.end(1) :] != "*"
                follows = behind[1] if behind and fixed else ""
                found.setdefault(follows, {}).setdefault(first, []).append((kind, rest))
        self._by_word[word] = found
        return found


_NONE: Shown = {}


def _rest_end(flat: str, end: int, rest: Sequence[Any], *, whole: bool) -> int:
    """Where a phrase ends whose first words end at a place; 0 when it does not stand there."""
    for number in range(0, len(rest), 2):
        end = _after_gap(flat, end, rest[number], rest[number + 1], whole=whole)
        if not end:
            return 0
    return end


def _after_gap(flat: str, start: int, gap: int, part: str, *, whole: bool) -> int:
    """Where words end that stand at most so far behind a place, in the same sentence."""
    stem = part.removesuffix("*") if whole else part
    last = start + gap + len(stem)
    at = flat.find(stem, start, last)
    while at >= 0 and _ENDS.isdisjoint(flat[start:at]):
        if not whole:
            return at + len(stem)
        end = 0 if flat[at - 1 : at] in _LETTERS else _word_end(flat, at, part)
        if end:
            return end
        at = flat.find(stem, at + 1, last)
    return 0


def _word_end(flat: str, start: int, part: str) -> int:
    """Where words end that begin at a place as they should: 0 when the last goes on."""
    last = part[-1]
    if last == "*":
        end = start + len(part) - 1
        while flat[end : end + 1] in _LETTERS:
            end += 1
        return end
    end = start + len(part)
    return 0 if last in _LETTERS and flat[end : end + 1] in _LETTERS else end


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


def indexed(terms: Mapping[str, Sequence[str]], *, by_words: bool) -> str:
    """Terms (kind -> phrases) as lines: what a place is looked up by, then kinds with their words.

    Raises ValueError for a bad term.
    """
    lines: dict[str, list[str]] = {}
    for kind, phrases in terms.items():
        for term in dict.fromkeys(phrases):
            first = phrase(term)[0]
            key = _word_key(first) if by_words else first[:KEY]
            lines.setdefault(key, []).append(f"{kind} {' '.join(term.split())}")
    return "".join("\t".join([key, *lines[key]]) + "\n" for key in sorted(lines))


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
