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
_LETTERS = re.compile("[a-z0-9]+")
_ENDS = frozenset("。!?\n")

Term = tuple[str, str, tuple[Any, ...]]
"""The kind, the first literal words, and gaps and further words in turn."""

KEY = 2
"""Characters by which Chinese is looked up."""

STEM = 4
"""Letters that a word with `*` has at least."""


class Terms:
    """Terms of one language, made for looking up.

    `lines` are those of `indexed`. A line is read when a text has its key: most never are.
    """

    def __init__(self, lines: str, *, by_words: bool) -> None:
        rows = [line.split("\t", 1) for line in lines.split("\n") if line]
        self._lines: dict[str, str] = dict(rows)
        self._by_words = by_words
        self._read: dict[str, list[Term]] = {}
        self._by_word: dict[str, dict[str, list[Term]]] = {}

    def hits(self, flat: str) -> list[Hit]:
        """Every term in a text of the matching form, in the order in which they begin."""
        return list(self._in_words(flat) if self._by_words else self._in_characters(flat))

    def kinds(self) -> set[str]:
        """What the terms show."""
        return {kind for key in self._lines for kind, _first, _rest in self._of(key)}

    def _of(self, key: str) -> list[Term]:
        found = self._read.get(key)
        if found is None:
            found = self._read[key] = [_term(one) for one in self._lines[key].split("\t")]
        return found

    def _in_characters(self, flat: str) -> Iterator[Hit]:
        known, begins, find = self._lines, flat.startswith, flat.find
        for start, char in enumerate(flat):
            pair = flat[start : start + KEY]
            for key in (pair, char) if pair != char else (char,):
                if key not in known:
                    continue
                for kind, first, rest in self._of(key):
                    if not begins(first, start):
                        continue
                    end = start + len(first)
                    if rest:
                        gap, part = rest[:2]
                        if find(part, end, end + gap + len(part)) < 0:
                            continue  # most end here
                        end = _rest_end(flat, end, rest, whole=False)
                    if end:
                        yield Hit(kind, start, end)

    def _in_words(self, flat: str) -> Iterator[Hit]:
        begins = flat.startswith
        for found in _WORD.finditer(flat):
            word, start = found[0], found.start()
            by_next = self._by_word.get(word)
            if by_next is None:
                by_next = self._by_word[word] = self._of_word(word)
            terms = by_next[""]
            behind = _LETTERS.search(flat, found.end()) if len(by_next) > 1 else None
            if behind:
                terms = terms + by_next.get(behind[0], [])
            for kind, first, rest in terms:
                if not begins(first.removesuffix("*"), start):
                    continue
                end = _word_end(flat, start, first)
                if end and rest:
                    end = _rest_end(flat, end, rest, whole=True)
                if end:
                    yield Hit(kind, start, end)

    def _of_word(self, word: str) -> dict[str, list[Term]]:
        """The terms that may begin with a word (it, what owns it, its stem), by what must follow.

        Of the hundred that begin with “we” few go on like the text.
        """
        found: dict[str, list[Term]] = {"": []}
        for key in dict.fromkeys((word, word.split("'", 1)[0], f"{word[:STEM]}*")):
            for term in self._of(key) if key in self._lines else ():
                behind = _LETTERS.search(term[1], len(word)) if key == word else None
                fixed = behind is not None and term[1][behind.end() :] != "*"
                found.setdefault(behind[0] if behind and fixed else "", []).append(term)
        return found


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
        end = 0 if _is_letter(flat[at - 1 : at]) else _word_end(flat, at, part)
        if end:
            return end
        at = flat.find(stem, at + 1, last)
    return 0


def _word_end(flat: str, start: int, part: str) -> int:
    """Where words end that begin at a place as they should: 0 when the last goes on."""
    end = start + len(part.removesuffix("*"))
    if part[-1] == "*":
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


def _term(written: str) -> Term:
    """A term as a line has it: its kind, a blank, its words."""
    kind, _blank, words = written.partition(" ")
    first, *rest = phrase(words) if "{" in words else (words,)
    return kind, first, tuple(rest)


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
