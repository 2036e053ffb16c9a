"""Terms: words and phrases by what they show, found in one walk through a text.

A phrase is literal words with gaps: `违反{12}法` is 违反 and, at most 12 characters later in the
same sentence, 法. An English word that ends in `*` begins like that; other English words are
whole. No pattern can be slow on any text, and ten thousand terms cost hardly more than three
hundred: a place in a text is looked up by what stands there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
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

KEY = 2
"""Characters by which Chinese is looked up."""

STEM = 4
"""Letters that a word with `*` has at least."""

FORM = "2"
"""Of `indexed`: what was made in another form is made anew."""


class Terms:
    """Terms of one language, made for looking up.

    `written` is what `indexed` made of them. A block is read when a text has its key: most never
    are. What first words show is read where a text has them.
    """

    def __init__(self, written: str, *, by_words: bool) -> None:
        keys, *blocks = written.removesuffix("\n").split("\n\n")
        self._blocks = dict(zip(keys.split("\n"), blocks, strict=True))
        self._by_words = by_words
        self._read: dict[str, tuple[set[int], dict[str, str]]] = {}

    def hits(self, flat: str) -> list[Hit]:
        """Every term in a text of the matching form."""
        found = self._in_words(flat) if self._by_words else self._in_characters(flat)
        return [_hit(one) for one in found]

    def kinds(self) -> set[str]:
        """What the terms show."""
        every = (shown for key in self._blocks for shown in self._of(key)[1].values())
        return {kind for shown in every for kind, _rest in _shown(shown)}

    def _of(self, key: str) -> tuple[set[int], dict[str, str]]:
        """The first words that have a key, how long they are, and what they show as written."""
        lines = self._blocks[key].split("\n")
        firsts = dict(zip(lines[::2], lines[1::2], strict=True))
        found = self._read[key] = (set(map(len, firsts)), firsts)
        return found

    def _in_characters(self, flat: str) -> Iterator[tuple[str, int, int]]:
        known, read, find = self._blocks, self._read, flat.find
        pairs = map(add, flat, f"{flat[1:]}\n")
        for start, keys in enumerate(zip(pairs, flat, strict=True)):
            for key in keys:
                if key not in known:
                    continue
                sizes, firsts = read.get(key) or self._of(key)
                for size in sizes:
                    shown = firsts.get(flat[start : start + size])
                    for kind, rest in _shown(shown) if shown else ():
                        end = start + size
                        if rest:
                            gap, part = rest[:2]
                            if find(part, end, end + gap + len(part)) < 0:
                                continue  # most end here
                            end = _rest_end(flat, end, rest, whole=False)
                        if end:
                            yield kind, start, end

    def _in_words(self, flat: str) -> Iterator[tuple[str, int, int]]:
        known, read, begins = self._blocks, self._read, flat.startswith
        for found, behind in pairwise(chain(_WORD.finditer(flat), (None,))):
            assert found is not None
            start = found.start()
            for key in _keys(found[0], behind[1] if behind else ""):
                if key not in known:
                    continue
                for first, shown in (read.get(key) or self._of(key))[1].items():
                    if not begins(first.removesuffix("*"), start):
                        continue
                    first_end = _word_end(flat, start, first)
                    for kind, rest in _shown(shown) if first_end else ():
                        end = _rest_end(flat, first_end, rest, whole=True) if rest else first_end
                        if end:
                            yield kind, start, end


def _keys(word: str, behind: str) -> Iterable[str]:
    """By what terms are looked up that may begin with a word: it, what owns it, its stem, the next.

    Of the hundred that begin with “we” few go on like the text.
    """
    keys = (word, f"{word[:STEM]}*", f"{word} {behind}")
    return (*keys, word.partition("'")[0]) if "'" in word else keys


@cache
def _shown(written: str) -> list[tuple[str, Rest]]:
    """What first words show: the kind, and what must stand behind them."""
    kinds = (one.partition(" ") for one in written.split("\t"))
    return [(kind, phrase(term)[1:] if term else ()) for kind, _blank, term in kinds]


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
    """Terms (kind -> phrases) in blocks: all that places are looked up by, then a block for each.

    In it, in turn, a line of first words and one of what they show: kinds, with the whole term
    where it goes on. Raises ValueError for a bad term.
    """
    blocks: dict[str, dict[str, list[str]]] = {}
    for kind, phrases in terms.items():
        for term in dict.fromkeys(" ".join(one.split()) for one in phrases):
            first, *rest = phrase(term)
            key = _word_key(first) if by_words else first[:KEY]
            firsts = blocks.setdefault(key, {})
            firsts.setdefault(first, []).append(f"{kind} {term}" if rest else kind)
    keys = sorted(blocks)
    if not keys:
        return ""
    return "\n\n".join(["\n".join(keys), *(_block(blocks[key]) for key in keys)]) + "\n"


def _block(firsts: Mapping[str, Sequence[str]]) -> str:
    return "\n".join(line for one, shown in firsts.items() for line in (one, "\t".join(shown)))


def _word_key(first: str) -> str:
    """The word that first words begin with, its stem, or it and the next where that is whole."""
    found = _WORD.match(first)
    if found is None:
        raise ValueError(first)
    word, behind = found[0], _WORD.search(first, found.end())
    if first[found.end() :] == "*":
        if len(word) < STEM:
            raise ValueError(first)
        return f"{word[:STEM]}*"
    if behind is None or first[behind.end(1) :] == "*":
        return word
    return f"{word} {behind[1]}"
