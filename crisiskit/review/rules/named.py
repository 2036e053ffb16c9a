"""Whether somebody stands for a text by name: an office alone has no face (CS607)."""

from itertools import pairwise

from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.acts import MANY
from crisiskit.review.rules.privacy import SURNAMES, names
from crisiskit.text import is_han

OFFICES = ("officer", "spokesperson")
_ORGANISATION = ("legal-name", "legal-form")
_SHORTEST, _LONGEST = 2, 4
"""Characters of a Chinese name, words of an English one."""


def is_somebody_named(reading: Reading) -> bool:
    """Whether an office stands with a name; True when offices of the body cannot be told apart."""
    offices = [piece for piece in reading.pieces if piece.has(*OFFICES)]
    if not offices:
        return False
    if any(_has_name(piece) for piece in offices):
        return True
    return any(_is_name(piece, part) for piece in reading.sign_off for part in _parts(piece))


def _has_name(piece: Piece) -> bool:
    """Whether a name stands behind an office; who says 我是 or writes a name before it has one."""
    if piece.has("introduces"):
        return True
    offices = piece.of(*OFFICES)[:MANY]
    if piece.reading.language == "en":
        return any(map(_has_pair, _parts(piece))) or any(names(piece, offices))
    flat = piece.reading.flat
    return any(flat[hit.end : piece.end].lstrip("人 ")[:1] in SURNAMES for hit in offices)


def _parts(piece: Piece) -> list[str]:
    """What commas and, in Chinese, blanks part."""
    words = piece.words.replace("，", ",").replace("、", ",").replace("：", ",").replace(":", ",")
    if piece.reading.language == "zh":
        words = ",".join(words.split())
    return [part.strip(" *.。") for part in words.split(",")]


def _is_name(piece: Piece, part: str) -> bool:
    """Whether a part of the sign-off can be a name and nothing else."""
    if piece.reading.language == "en":
        return not piece.has(*OFFICES, *_ORGANISATION) and _has_pair(part)
    at = piece.words.find(part)
    begin, end = piece.start + at, piece.start + at + len(part)
    taken = piece.of(*OFFICES, *_ORGANISATION)
    if any(hit.start < end and begin < hit.end for hit in taken):
        return any(is_han(char) for char in _rest(piece, begin, end))
    return _SHORTEST <= len(part) <= _LONGEST and all(map(is_han, part))


def _rest(piece: Piece, begin: int, end: int) -> str:
    """总经理陈安: what is left of a part without its office, if it can be a name."""
    text = list(piece.reading.text[begin:end])
    for hit in piece.of(*OFFICES, *_ORGANISATION):
        for at in range(max(hit.start, begin), min(hit.end, end)):
            text[at - begin] = ""
    left = "".join(text)
    return left if _SHORTEST <= len(left) <= _SHORTEST + 1 else ""


def _has_pair(part: str) -> bool:
    """Whether two words with capitals stand side by side: Marta Osei."""
    words = part.split()
    capitals = [word[:1].isupper() and word[1:].islower() and word != "The" for word in words]
    return any(one and other for one, other in pairwise(capitals))
