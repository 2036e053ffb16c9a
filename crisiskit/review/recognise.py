"""What a text is, when nobody says so: its language by its characters, its kind by its words."""

from collections import Counter
from collections.abc import Iterable

from crisiskit.review.matching import scripts
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.segments import ITEM, SALUTATION, SENTENCE, TITLE

HEAD = 700
"""Characters of a text by which its kind is told; in English twice as many."""

LETTERS = 4
"""Letters that weigh as much as one Chinese character: a word of English is about so long."""

BY_TITLE = (
    *("internal", "qa", "press", "breach", "recall", "apology"),
    *("clarification", "handling", "status", "leak", "holding"),
)
"""In the order in which words of a title count: the kinds that hold others come first."""

BY_OPENING = (
    *("internal", "qa", "press", "breach", "recall"),
    *("clarification", "handling", "holding", "apology", "status"),
)
"""The same for the words a text begins with, where the title says nothing."""

MEANT = {"leak": "breach", "statement": "clarification"}
"""Words that are of no kind by themselves, and what they are taken for at last."""

EARLY = 2
"""Sentences within which a text apologises that is an apology."""

OTHERWISE = "holding"

_CUT = ("...", "…", "[…]", "[...]")


def language(text: str) -> str:
    """`zh-Hans`, `zh-Hant` or `en`."""
    counts = Counter(text)
    han = sum(count for char, count in counts.items() if "\u4e00" <= char <= "\u9fff")
    letters = sum(count for char, count in counts.items() if char.isascii() and char.isalpha())
    if not han or han * LETTERS < letters:
        return "en"
    traditional, simplified = scripts()
    only_new = (char for char in counts if char in simplified and char not in traditional)
    old = sum(count for char, count in counts.items() if char in traditional)
    return "zh-Hant" if old > sum(counts[char] for char in only_new) else "zh-Hans"


def kind(reading: Reading) -> str:
    """One of the kinds of statements: by the title, else by the opening, else a holding one."""
    head = HEAD * 2 if reading.language == "en" else HEAD
    pieces = [piece for piece in reading.pieces if piece.start < head]
    titled = _said("title", (one for one in pieces[:2] if one.role in {TITLE, SALUTATION}))
    opened = _said("opening", pieces)
    early = [piece for piece in pieces if piece.role in {SENTENCE, ITEM}][:EARLY]
    if "apology" not in _said("opening", early):
        opened.discard("apology")
    found = _first(BY_TITLE, titled) or _first(BY_OPENING, opened) or _first(MEANT, titled)
    return MEANT.get(found, found) if found else OTHERWISE


def _first(order: Iterable[str], found: set[str]) -> str | None:
    return next((named for named in order if named in found), None)


def is_cut(text: str) -> bool:
    """Whether a text visibly begins or ends midway (domain.md 3.5)."""
    words = text.strip()
    return words.startswith(_CUT) or words.endswith(_CUT)


def _said(where: str, pieces: Iterable[Piece]) -> set[str]:
    """The kinds that words of some pieces speak for; `where` they count, in a title or an opening.

    Also in quotations: a title often is one.
    """
    before = f"{where}-"
    return {
        hit.kind.removeprefix(before)
        for piece in pieces
        for hit in piece.hits
        if hit.kind.startswith(before)
    }
