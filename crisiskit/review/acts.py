"""What a statement does: apologise, take responsibility, say what happened to whom."""

from collections.abc import Iterator, Sequence
from itertools import islice

from crisiskit.review.reading import Piece, Reading
from crisiskit.review.terms import Hit
from crisiskit.text import quote

GRAVE = ("harm-privacy", "got-at", "harm-health", "harm-death")
HARMS = ("harm-money", "harm-service", *GRAVE)
"""What was done to people, by its name."""

OTHERS = ("blame-staff", "staff", "their-firm")
"""Staff and partners: what they did is not said to be ours."""

FAR = {"zh": 30, "en": 60}
"""Characters between the company and what it did wrong."""

_LONG = 200
"""Characters on either side of words beyond which a clause is none any more."""

_BESIDE = 2
"""Characters between 对 and those towards whom it is."""

_APOLOGIES = 200
"""Apologies of one text that are looked at: no statement has more."""

_MANY = 60
"""Words of a kind in one sentence that are looked at: no sentence that is one has more."""

Place = tuple[Piece, Hit]


def within(hit: Hit, others: Sequence[Hit]) -> bool:
    """Whether words stand in others."""
    return any(one.start < hit.end and hit.start < one.end for one in others)


def worded(message: str, reading: Reading, hit: Hit) -> str:
    """A sentence with `{words}` for the words of the text that it is about."""
    return message.format(words=quote(reading.text[hit.start : hit.end]))


def said(reading: Reading) -> list[Piece]:
    """The pieces in which the company speaks: not the questions of others, as in a Q&A."""
    return [piece for piece in reading.body if not piece.flat.endswith(("?", '?"', "?”"))]


def clause(piece: Piece, hit: Hit) -> tuple[int, int]:
    """Where the clause of some words begins and ends."""
    flat = piece.reading.flat
    first, last = max(piece.start, hit.start - _LONG), min(piece.end, hit.end + _LONG)
    begin = max(flat.rfind(mark, first, hit.start) for mark in ",;:")
    ends = [flat.find(mark, hit.end, last) for mark in ",;:"]
    return max(begin + 1, first), min((end for end in ends if end >= 0), default=last)


def together(piece: Piece, one: str, other: str, near: int) -> Hit | None:
    """The first place where words of two kinds stand close, in whatever order."""
    others = piece.of(other)[:_MANY]
    for hit in piece.of(one)[:_MANY] if others else ():
        for beside in others:
            if not piece.reading.is_negated(hit) and _gap(hit, beside) <= near:
                return Hit(one, min(hit.start, beside.start), max(hit.end, beside.end))
    return None


def _gap(hit: Hit, other: Hit) -> int:
    """Characters between two words; many when one is part of the other."""
    gap = max(other.start - hit.end, hit.start - other.end)
    return gap if gap >= 0 else _LONG


def in_clause(piece: Piece, hit: Hit) -> Hit:
    """Words with the rest of their clause: a term is often half of what is said."""
    begin, end = clause(piece, hit)
    flat = piece.reading.flat
    while flat[begin] == " ":
        begin += 1
    while flat[end - 1] in " .。!":
        end -= 1
    return hit._replace(start=begin, end=end)


def apologies(reading: Reading) -> list[Place]:
    """Where the text apologises itself: not quoted, not refused, not asked of others."""
    places = (apology(piece) for piece in reading.body)
    return list(islice((place for place in places if place is not None), _APOLOGIES))


def apology(piece: Piece) -> Place | None:
    """The first apology of a piece."""
    if not piece.has("apology"):
        return None
    others = piece.of("no-apology")
    return next(((piece, hit) for hit in piece.of("apology") if not within(hit, others)), None)


def takes_responsibility(piece: Piece) -> Hit | None:
    """The words of a piece by which the organisation says that it was at fault.

    Or that it did the thing itself (我们让您多等了四天): `own-act`, which a score does not count.
    """
    if not piece.has("responsibility", "fault", "own-act"):
        return None
    reading, others = piece.reading, piece.of("no-responsibility")[:_MANY]
    staff = piece.of(*OTHERS)[:_MANY]
    for hit in (*piece.of("responsibility", "fault")[:_MANY], *piece.of("own-act")[:_MANY]):
        if within(hit, others) or reading.is_negated(hit):
            continue
        if any(hit.start < one.start and one.end < hit.end for one in staff):
            continue  # “our supplier did not”
        if hit.kind != "fault" or (_is_ours(piece, hit) and not _is_of_another(piece, hit)):
            return hit
    return None


def _is_ours(piece: Piece, fault: Hit) -> bool:
    """Whether the company stands before a fault, and nobody else between them."""
    near = fault.start - FAR[piece.reading.language]
    firms = piece.of("their-firm")[:_MANY]
    ours = [
        hit.end
        for hit in piece.of("company")[:_MANY]
        if near <= hit.end <= fault.start and not within(hit, firms)
    ]
    actors = piece.of("other-actor", *OTHERS)[:_MANY]
    objects = {hit.end for hit in piece.of("toward")[:_MANY]}
    others = [
        hit.start
        for hit in actors
        if hit.start < fault.start and not any(0 <= hit.start - end <= _BESIDE for end in objects)
    ]
    return bool(ours) and not any(start >= max(ours) for start in others)


def _is_of_another(piece: Piece, fault: Hit) -> bool:
    """Whether the company only speaks of it: our supplier failed, we see that an error occurred."""
    ours = max(hit.end for hit in piece.of("company")[:_MANY] if hit.end <= fault.start)
    objects = [hit.end for hit in piece.of("toward")[:_MANY]]
    for hit in piece.of("blame-staff")[:_MANY]:
        towards = any(0 <= hit.start - end <= _BESIDE for end in objects)
        if ours <= hit.start < fault.start and not towards:
            return True
    return " that " in piece.reading.flat[ours : fault.start]


def responsible(reading: Reading) -> Iterator[Place]:
    """Each piece in which the organisation takes responsibility."""
    for piece in reading.body:
        hit = takes_responsibility(piece)
        if hit is not None:
            yield piece, hit


def remedies(reading: Reading) -> list[Place]:
    """Where something is given to those affected."""
    return list(reading.having("remedy"))


def names_event(piece: Piece) -> bool:
    """Whether a piece says what happened: harm, a fault, a time or a number."""
    return piece.has("event", "fault", *HARMS) or any(char.isdigit() for char in piece.flat)


def leftover(piece: Piece, *kinds: str, until: int | None = None) -> int:
    """Letters of a piece, up to a place of the text, that no word of these kinds covers."""
    flat, covered = piece.reading.flat, bytearray(piece.end - piece.start)
    for hit in piece.hits:
        if hit.kind in kinds:
            covered[hit.start - piece.start : hit.end - piece.start] = b"\1" * (hit.end - hit.start)
    places = range(piece.start, piece.end if until is None else until)
    return sum(not covered[at - piece.start] and flat[at].isalnum() for at in places)
