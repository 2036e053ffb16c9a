"""Whether somebody stands for a text by name: an office alone has no face (CS607)."""

import re

from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.acts import MANY
from crisiskit.review.rules.persons import SURNAMES
from crisiskit.text import is_han

OFFICES = ("officer", "spokesperson")
SAID = 3
"""Letters of an English word that are no name: the, and."""

_ORGANISATION = ("legal-name", "legal-form")
_SHORTEST, _LONGEST = 2, 4
"""Characters of a Chinese name."""


def is_somebody_named(reading: Reading) -> bool:
    """Whether an office stands with a name, or a name under the text."""
    offices = [piece for piece in reading.pieces if piece.has(*OFFICES)]
    if not offices:
        return False
    if any(_has_name(piece) for piece in offices):
        return True
    return any(map(_is_signed, reading.sign_off))


def names_sender(piece: Piece) -> bool:
    """Whether a line of the sign-off has the name of the sender, as the text begins with it.

    星屿工作室, Ashdown Vale Building Society: no form of a company in them.
    """
    head = " ".join(one.flat for one in piece.reading.pieces[:1])
    words = _without_offices(piece).lower()
    if piece.reading.language == "en":
        return any(word in head for word in words.replace(",", " ").split() if len(word) > SAID)
    pairs = {words[at : at + 2] for at in range(len(words) - 1)}
    return any(pair in head for pair in pairs if all(map(is_han, pair)) and len(pair) > 1)


def has_office(piece: Piece) -> bool:
    """Whether a line is a name with words behind a comma, which then are an office."""
    name, _comma, office = piece.words.partition(",")
    return piece.reading.language == "en" and _has_pair(name) and office.strip()[:1].isupper()


def _has_name(piece: Piece) -> bool:
    """Whether a name stands behind an office; who says 我是 or writes a name before it has one."""
    if piece.has("introduces"):
        return True
    if piece.reading.language == "en":
        return _has_pair(_without_offices(piece))
    flat, offices = piece.reading.flat, piece.of(*OFFICES)[:MANY]
    return any(flat[hit.end : hit.end + 3].lstrip("人 :")[:1] in SURNAMES for hit in offices)


def _is_signed(piece: Piece) -> bool:
    """Whether a line of the sign-off holds a name."""
    if piece.reading.language == "en":
        return _has_pair(_without_offices(piece)) and not _is_of_company(piece)
    return any(
        _is_name(piece, *part.span()) for part in re.finditer(r"[^\s,，、:：]+", piece.words)
    )


def _is_of_company(piece: Piece) -> bool:
    """Whether the line is a company's: it has its form, or the text speaks of it by that name."""
    told = piece.reading.flat[: piece.start]
    return piece.has("legal-form") or piece.flat.partition(",")[0].strip() in told


def _is_name(piece: Piece, begin: int, end: int) -> bool:
    """Whether words of a Chinese line can be a name: 陈安, or 总经理陈安 without its office."""
    words = _without_offices(piece)[begin:end]
    left = words.replace(",", "")
    most = _LONGEST if left == words else _SHORTEST + 1
    return _SHORTEST <= len(left) <= most and all(map(is_han, left))


def _without_offices(piece: Piece) -> str:
    """The words of a piece with commas instead of offices and organisations."""
    words = list(piece.words)
    for hit in piece.of(*OFFICES, *_ORGANISATION)[:MANY]:
        words[hit.start - piece.start : hit.end - piece.start] = "," * (hit.end - hit.start)
    return "".join(words)


def _has_pair(words: str) -> bool:
    """Whether two words with capitals stand side by side: Marta Osei."""
    return (
        re.search(r"(?<!The )\b(?!The )[A-Z][a-z]+ (?:[A-Z][.] )?[A-Z][a-z]+\b", words) is not None
    )
