"""What words say, whatever their order: whether a sentence tells what the ledger has in words."""

from crisiskit.review.matching import matching
from crisiskit.review.reading import Piece
from crisiskit.review.terms import Hit
from crisiskit.text import is_han

STEM = 5
"""Letters by which English words are compared: refund, refunds, refunded."""

SHORTEST = 3
"""Letters of an English word that says something."""

SMALL = {
    *("the", "and", "for", "with", "from", "that", "this", "these", "those", "have", "has", "had"),
    *("was", "were", "are", "been", "will", "would", "our", "your", "their", "its", "his", "her"),
    *("not", "but", "who", "which", "what", "when", "where", "than", "then", "they", "them", "you"),
    *("all", "any", "into", "onto", "over", "about", "after", "before", "under", "per"),
}

NEARLY = 0.85
"""Share of the Chinese characters of some words that are nearly all of them."""

LEAST = 2
"""What of the words a sentence has at least, to tell the same."""


def content(words: str) -> frozenset[str]:
    """What words say: pairs of Chinese characters, stems of English words."""
    pairs = {
        words[at : at + 2]
        for at in range(len(words) - 1)
        if is_han(words[at]) and is_han(words[at + 1])
    }
    return frozenset(pairs | stems(words))


def stems(words: str) -> set[str]:
    """The beginnings of English words that say something."""
    plain = "".join(char if char.isascii() and char.isalpha() else " " for char in words).split()
    return {one[:STEM] for one in plain if len(one) >= SHORTEST and one not in SMALL}


def told_in(piece: Piece, words: str, share: float) -> Hit | None:
    """The stretch of a piece that says what words say, at least so much of it.

    A single word may stand for many things: it counts for nothing.
    """
    flat = matching(words)
    wanted = content(flat)
    shared = wanted & content(piece.flat)
    least = share / 2 if _has_all(piece, flat) else share  # 当晚店长离岗, 店长当晚离岗
    if len(shared) < max(LEAST, least * len(wanted)):
        return None
    places = [piece.flat.find(one) for one in shared]
    longest = max(len(one) for one in shared)
    return Hit("", piece.start + min(places), piece.start + max(places) + longest)


def _has_all(piece: Piece, flat: str) -> bool:
    """Whether a piece has nearly every Chinese character of some words, in whatever order."""
    signs = {char for char in flat if is_han(char)}
    return len(signs) > LEAST and len(signs & set(piece.flat)) >= NEARLY * len(signs)
