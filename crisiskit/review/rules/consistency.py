"""The rule about two figures for one thing in a text (CS302; domain.md 3.1 C, rule 22)."""

from collections.abc import Iterator, Sequence

from crisiskit.language import _
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.likeness import COUNTED, DAYS, LENGTHS, TOLD, Said, about, agree, said
from crisiskit.review.rules.slips import is_of_all, is_slip, points_back, wrong_rests
from crisiskit.review.rules.spans import wrong_lengths
from crisiskit.review.rules.sums import Wrong, wrong_sums
from crisiskit.review.segments import ITEM, TITLE
from crisiskit.review.table import Remark, rule
from crisiskit.text import quote

RULES = (
    rule(
        "CS302",
        "number-consistency",
        error="apology handling clarification status recall breach internal press qa",
        warning="holding",
    ),
)

CHANGING = ("correction-mark", "as-of", "part-mark")
"""Marks with which a figure may differ from another."""

LEAST_OF_TITLE = 2
"""Words of a title that a sentence about the same event shares at least."""


def consistency(reading: Reading) -> Iterator[Remark]:
    """Two figures for one thing: title against body, sentence against sentence."""
    every = said(reading, COUNTED | LENGTHS | DAYS, TOLD)
    for rest, whole in wrong_rests(every):
        yield about("number-consistency", rest, *_told(rest, whole))
    for before, later in _in_turn(every):
        other = next((one for one in before if _disagree(one, later)), None)
        if other is None or any(agree(one, later) for one in before):
            continue
        if not _is_kept(every, other) and not is_sum(every, other, later):
            yield about("number-consistency", later, *_told(later, other))


def sums(reading: Reading) -> Iterator[Remark]:
    """Figures of one sentence that do not add up."""
    for wrong in (*wrong_sums(reading, TOLD), *wrong_lengths(reading, TOLD)):
        yield about("number-consistency", Said(wrong.piece, wrong.figure), *_sum_told(wrong))


def _sum_told(wrong: Wrong) -> tuple[str, str]:
    reading = wrong.piece.reading
    message = _("{words} and {others} do not add up, and readers will do the sum.").format(
        words=quote(reading.text[wrong.figure.start : wrong.figure.end]),
        others=quote(reading.text[wrong.start : wrong.end].strip()),
    )
    return message, _("Count again, and use the figures that are right throughout.")


def _told(one: Said, other: Said) -> tuple[str, str]:
    message = _(
        "Here it is {words}, elsewhere in the text {others}: one of the two is wrong, "
        "and readers will ask which."
    ).format(words=quote(one.words), others=quote(other.words))
    return message, _(
        "Use one figure throughout and say as of when; if it changed, write “Correction”."
    )


def _in_turn(every: list[Said]) -> Iterator[tuple[list[Said], Said]]:
    """Each figure with those of its sort that stand before it."""
    known: dict[str, list[Said]] = {}
    for one in every:
        before = known.setdefault(one.sort, [])
        yield before, one
        before.append(one)


def _disagree(one: Said, other: Said) -> bool:
    """Whether two figures of one thing differ: not in one sentence, in a list, on two days."""
    if one.piece is not other.piece and is_slip(one, other):
        return not (one.is_marked("correction-mark") or other.is_marked("correction-mark"))
    if points_back(other, one) or is_of_all(other, one):
        return True
    if not _may_differ(one, other) or agree(one, other) is not False:
        return False
    return _are_of_one(one, other) and are_two(one, other)


def are_two(one: Said, other: Said) -> bool:
    """Whether two figures of one thing contradict each other: no mark says why they differ."""
    if agree(one, other) is not False or _is_wider(one, other) or _is_wider(other, one):
        return False
    if one.is_marked(*CHANGING) or other.is_marked(*CHANGING):
        return False
    return one.figure.kind not in COUNTED or not _are_of_two_days(one.piece, other.piece)


def _may_differ(one: Said, other: Said) -> bool:
    """Whether both could be of one thing, whatever they say: days only where both are due."""
    first, second = one.piece, other.piece
    if first is second or first.role == ITEM == second.role:
        return False
    return first.role == TITLE or one.figure.kind not in DAYS or (one.is_due and other.is_due)


def _is_wider(one: Said, other: Said) -> bool:
    """Whether one counts people, and the other which people: eleven hurt, nine passengers."""
    first, second = one.figure, other.figure
    if first.kind != "number" or first.noun or not second.noun:
        return False
    return bool(first.value > second.value)


def _are_of_one(one: Said, other: Said) -> bool:
    """Whether two figures are of one thing, by the words around them."""
    if one.piece.role == TITLE:
        return _is_titled(one, other)
    return are_like(one, other)


def are_like(one: Said, other: Said) -> bool:
    """Whether two figures of one language are of one thing, by the words around them."""
    if one.figure.kind in DAYS and not (one.is_due and other.is_due):
        return False
    like = one.is_like(other) or one.counts_like(other)
    return like and not one.is_of_another(other)


def _is_kept(every: list[Said], title: Said) -> bool:
    """Whether the body has the figure of the title somewhere: then others are of something else."""
    if title.piece.role != TITLE:
        return False
    return any(agree(title, one) for one in every if one.piece is not title.piece)


def _is_titled(title: Said, one: Said) -> bool:
    """Whether a figure of the body is that of the title: it counts the same, or says the same."""
    if title.figure.kind in DAYS:
        return (
            not _is_of_issue(title)
            and not one.is_due
            and len(title.sentence & one.sentence) >= LEAST_OF_TITLE
        )
    return title.counts_like(one) or title.is_like(one)


def _is_of_issue(title: Said) -> bool:
    """Whether a day in the title is the one on which the text goes out: 客服问答(6月12日版)."""
    published = title.piece.reading.context.published
    if published is None:
        return False
    return bool(title.figure.value[1:3] == (published.month, published.day))


def _are_of_two_days(one: Piece, other: Piece) -> bool:
    """Whether both say a day, and none is the same: a count of Monday and one of Tuesday."""
    first, second = _days_of(one), _days_of(other)
    return bool(first and second) and not any(agree(a, b) for a in first for b in second)


def _days_of(piece: Piece) -> list[Said]:
    return [Said(piece, one) for one in piece.figures if one.kind in {*DAYS, "relative"}]


def is_sum(every: Sequence[Said], one: Said, other: Said) -> bool:
    """Whether one is a part of the other, and the rest is there too."""
    if one.figure.kind != "number":
        return False
    low, high = sorted((one.figure.value, other.figure.value))
    return any(
        rest is not one
        and rest is not other
        and rest.figure.kind == "number"
        and rest.figure.value in {high - low, high + low}
        for rest in every
    )


CRITICS = (consistency, sums)
