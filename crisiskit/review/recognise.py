"""What a text is, when nobody says so: its language by its characters, its kind by its words."""

from collections import Counter
from collections.abc import Iterable

from crisiskit.review.lexicon import bundled
from crisiskit.review.matching import matching, traditional
from crisiskit.review.segments import ITEM, SALUTATION, SENTENCE, TITLE, Segment, segments

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
    pairs = traditional()
    simplified = set(pairs.values()) - pairs.keys()
    old = sum(count for char, count in counts.items() if char in pairs)
    new = sum(count for char, count in counts.items() if char in simplified)
    return "zh-Hant" if old > new else "zh-Hans"


def kind(text: str, tongue: str) -> str:
    """One of the kinds of statements: by the title, else by the opening, else a holding one."""
    flat = matching(text[: HEAD * 2 if tongue == "en" else HEAD])
    pieces = segments(flat)
    heads = [piece for piece in pieces[:2] if piece.role in {TITLE, SALUTATION}]
    shown = _shown(flat, tongue)
    titled = {named for piece in heads for named in _within(shown["title"], piece)}
    opened = {named for piece in pieces for named in _within(shown["opening"], piece)}
    early = [piece for piece in pieces if piece.role in {SENTENCE, ITEM}][:EARLY]
    if not any("apology" in _within(shown["opening"], piece) for piece in early):
        opened.discard("apology")
    found = _first(BY_TITLE, titled) or _first(BY_OPENING, opened) or _first(MEANT, titled)
    return MEANT.get(found, found) if found else OTHERWISE


def _first(order: Iterable[str], found: set[str]) -> str | None:
    return next((named for named in order if named in found), None)


def is_cut(text: str) -> bool:
    """Whether a text visibly begins or ends midway (domain.md 3.5)."""
    words = text.strip()
    return words.startswith(_CUT) or words.endswith(_CUT)


def _shown(flat: str, tongue: str) -> dict[str, list[tuple[int, str]]]:
    """What the words of the head say about the kind: where they begin, and which."""
    found: dict[str, list[tuple[int, str]]] = {"title": [], "opening": []}
    for hit in bundled(tongue[:2]).hits(flat):
        place, dash, named = hit.kind.partition("-")
        if dash and place in found:
            found[place].append((hit.start, named))
    return found


def _within(shown: list[tuple[int, str]], piece: Segment) -> list[str]:
    return [named for start, named in shown if piece.start <= start < piece.end]
