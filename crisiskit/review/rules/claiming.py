"""The rule about how the people who were harmed get what they are promised (CS404)."""

from collections.abc import Iterator

from crisiskit.language import _
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.acts import (
    given,
    has_happened,
    is_part,
    mentions,
    same_line,
    shown,
)
from crisiskit.review.rules.reach import can_ring, has_number, nowhere_to
from crisiskit.review.segments import HEADING
from crisiskit.review.table import Remark, on, rule
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULES = (rule("CS404", "remedy-claimable", error="apology handling recall", warning="press qa"),)

_FAR = 2
"""Pieces between a remedy and the words of where to get it."""


def claimable(reading: Reading) -> Iterator[Remark]:
    """A remedy, and no way to it: neither by itself, nor a place to go with what."""
    remedies = [one for one in given(reading, "redress", "bearing") if one[0].role != HEADING]
    nowhere = next(_nowhere(reading, remedies), None)
    if not nowhere and (is_part(reading) or not _is_out_of_reach(reading, remedies)):
        return
    hint = _("Say who gets it, where, with what in hand, and until when; or pay unasked.")
    place = nowhere or remedies[0][1]
    message = (
        _("{words} is no way to get it: where, with what in hand, until when?")
        if nowhere
        else _("{words}: how does one get it? No place to claim it, no word of paying.")
    )
    yield on("remedy-claimable", place, message.format(words=quote(shown(reading, place))), hint)


def _nowhere(reading: Reading, remedies: list[tuple[Piece, Hit]]) -> Iterator[Hit]:
    """`Please contact your dealer` as the way to a remedy, with nothing beside it to go by.

    What follows it in its line may be the number. Who only has a question is told elsewhere.
    """
    given_by = {piece.number for piece, _hit in remedies}
    for piece, hit in nowhere_to(reading):
        line = same_line(reading, piece)
        if any(map(_says_where, line)) or mentions(piece, "claim-way") or _goes_on(line, piece):
            continue
        to_claim = piece.has("settle") or any(
            n - _FAR <= piece.number <= n + _FAR for n in given_by
        )
        if to_claim and not piece.has("enquiry"):
            yield hit


def _says_where(piece: Piece) -> bool:
    """Whether it has a number or a counter: not that of the one who answers for the measure."""
    return (can_ring(piece) and not piece.has("owner")) or mentions(piece, "contact-words")


def _goes_on(line: list[Piece], piece: Piece) -> bool:
    """Whether the next sentence says how; one that gives something else speaks of that."""
    following = [one for one in line if one.number == piece.number + 1]
    return any(
        mentions(one, "claim-way") and not one.has("redress", "bearing") for one in following
    )


def _is_out_of_reach(reading: Reading, remedies: list[tuple[Piece, Hit]]) -> bool:
    """Whether remedies are named, and the text has no number and no word of how they come."""
    if not remedies or has_number(reading):
        return False
    near = {one for piece, _hit in remedies for one in reading.around(piece)}
    if any(mentions(one, "claim-way", "arrives") for one in near):
        return False
    return not all(has_happened(*one) for one in remedies)


CRITICS = (claimable,)
