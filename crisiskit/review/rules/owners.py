"""The rule about who answers for what is promised (CS403; domain.md 3.1 D)."""

from collections.abc import Iterator, Sequence
from itertools import islice

from crisiskit.language import _
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.acts import lasting, measures_in, same_line, shown
from crisiskit.review.rules.persons import pattern
from crisiskit.review.rules.remedy import ACTS, is_pending, near
from crisiskit.review.segments import ITEM
from crisiskit.review.table import Remark, on, rule
from crisiskit.review.terms import Hit
from crisiskit.text import quote

_OF_MEASURES = ("handling", "internal")
"""Kinds of statements that are there to say what changes, and who sees to it."""

_THOUGHTS = ("深刻", "吸取", "汲取", "举一反三", "引以为戒", "learn")
"""With which it begins to be no measure at all: 深刻反思."""

RULES = (rule("CS403", "remedy-owned", warning="handling internal", info="apology recall press"),)


def owned(reading: Reading) -> Iterator[Remark]:
    """Measures for which nobody answers: none of a text, or some beside others."""
    pending = [
        (piece, hit)
        for piece in reading.body
        for hit in measures_in(piece) or _intended(piece)
        if is_pending(reading, piece, hit) and not piece.has("named-body", "independent")
    ]
    hint = _("Add who answers for it, by name and office, and where that person can be reached.")
    alone = [one for one in pending if not _has_owner(reading, one[0])]
    owners = [piece for piece in reading.pieces if piece.has("owner") or _is_in_person(piece)]
    if alone and not owners and len(alone) == len(pending):
        message = _("{words}, and nobody's name is on it: what nobody owns is not done.")
        words = quote(shown(reading, alone[0][1]))
        yield on("remedy-owned", alone[0][1], message.format(words=words), hint)
        return
    if any(_owns_all(reading, piece) for piece in owners):
        alone = [one for one in alone if one[0].role == ITEM]
    seen: set[int] = set()
    for piece, hit in alone:
        if piece.paragraph not in seen:
            seen.add(piece.paragraph)
            message = _("The other measures have an owner; {words} has none.")
            yield on("remedy-owned", hit, message.format(words=quote(shown(reading, hit))), hint)


def _intended(piece: Piece) -> Sequence[Hit]:
    """What is to become better somehow: 将进一步加强管理 is a measure as well, if a weak one."""
    if piece.reading.context.kind not in _OF_MEASURES or not piece.has("commit"):
        return ()
    flat = piece.reading.flat
    meant = (one for one in piece.of("vague-measure") if not flat.startswith(_THOUGHTS, one.start))
    return [*islice(meant, 1)]


def _owns_all(reading: Reading, owner: Piece) -> bool:
    """Whether a name stands for the whole: in a line that has no act of its own."""
    line = same_line(reading, owner)
    return not any(one.has(*ACTS) or lasting(one) for one in line)


def _has_owner(reading: Reading, piece: Piece) -> bool:
    return (
        _is_in_person(piece)
        or piece.has("rank")
        or any(one.has("owner") for one in near(reading, piece))
    )


def _is_in_person(piece: Piece) -> bool:
    """Whether the one who signs promises it as his own: I will come to each shop."""
    own = r"\bi(?:'ll| will| shall)\b|我本人|由我负责|我负责|我会"
    return pattern(own).search(piece.flat) is not None


CRITICS = (owned,)
