"""Two texts of one case: the same things are counted alike, nothing is denied that the other says.

Texts of one case tell different people different things, so only what is surely about the same
thing is compared: figures whose clauses speak of it alike, or that count the same of a group.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from crisiskit.language import _
from crisiskit.review.acts import clause
from crisiskit.review.comparing.sides import Conflict, Side, Spot
from crisiskit.review.figures import Figure
from crisiskit.review.figures.names import alike
from crisiskit.review.reading import Piece
from crisiskit.review.rules.claim_pairs import CLAIMS, OF_ONE_THING, OF_TWO_SENTENCES
from crisiskit.review.rules.consistency import are_like, are_two, is_sum
from crisiskit.review.rules.contradictions import Claim, claims, denials
from crisiskit.review.rules.likeness import COUNTED, DAYS, LENGTHS, Said, agree, said
from crisiskit.review.segments import HEADING, ITEM, SENTENCE
from crisiskit.text import quote

MOST = 200
"""Figures of a text that are held against those of another."""

NEAR = 24
"""Characters between a word for a hotline and its number, at most."""

ROLES = (HEADING, SENTENCE, ITEM)
NEXT = ("next-update", "next-word")
"""A text has its own next update."""

ROOM = {"zh": 6, "en": 24}
"""Characters of a clause beside a refusal in which there is no room for an exception."""

CONTRARIES = {
    **{
        deny: claim for deny, claim in CLAIMS.items() if deny not in OF_ONE_THING | OF_TWO_SENTENCES
    },
    "denies-refund": "gives-refund",
    "denies-compensation": "gives-compensation",
}
"""What one text denies, and another claims; within a text a refund may end with a day."""


class Statement:
    """A side with what it says, taken out once."""

    def __init__(self, side: Side) -> None:
        self.side = side

    @cached_property
    def figures(self) -> Sequence[Said]:
        """What it counts, promises by a day, gives for a time."""
        every = said(self.side.reading, COUNTED | DAYS | LENGTHS, ROLES)[:MOST]
        return [one for one in every if not (one.sort == "date" and one.piece.has(*NEXT))]

    @cached_property
    def hotlines(self) -> Sequence[tuple[Piece, Figure]]:
        """The telephone numbers that it gives for the people concerned."""
        return [
            (piece, one)
            for piece in self.side.reading.pieces
            for one in piece.figures
            if one.kind == "contact" and one.unit == "phone" and _is_hotline(piece, one)
        ]

    @cached_property
    def kinds(self) -> frozenset[str]:
        """What its words show."""
        return frozenset(hit.kind for hit in self.side.reading.hits)


def _is_hotline(piece: Piece, phone: Figure) -> bool:
    """Whether words shortly before a number say that it is for those who ask for help."""
    near = range(phone.start - NEAR, phone.start + 1)
    return any(hit.kind == "hotline" and hit.end in near for hit in piece.hits)


def statements(there: Statement, here: Statement) -> Iterator[Conflict]:
    """Where two texts contradict each other; the findings are about `here`."""
    yield from _figures(there, here)
    yield from _hotlines(there, here)
    yield from _contraries(there, here)


def _figures(there: Statement, here: Statement) -> Iterator[Conflict]:
    known = there.figures
    are_of_one = are_like if there.side.language == here.side.language else _count_alike
    for one in here.figures:
        other = next((other for other in known if _differ(one, other, are_of_one)), None)
        if other is None or _is_elsewhere(one, known) or _is_elsewhere(other, here.figures):
            continue
        if not is_sum([*known, *here.figures], one, other):
            yield _contradiction(there.side, other, here.side, one)


def _differ(one: Said, other: Said, are_of_one: Callable[[Said, Said], bool]) -> bool:
    if one.sort != other.sort or agree(one, other) is not False:
        return False
    return are_of_one(other, one) and are_two(other, one)


def _count_alike(one: Said, other: Said) -> bool:
    """Whether figures of two languages count the same of a group: all affected, all in hospital."""
    counted = one.counts - {"count-total"}
    return (
        one.figure.kind == other.figure.kind == "number"
        and bool(counted)
        and counted == other.counts - {"count-total"}
    )


def _is_elsewhere(one: Said, others: Sequence[Said]) -> bool:
    """Whether the other text has the figure as well: then the one that differs is another thing."""
    return any(agree(one, other) for other in others)


def _contradiction(there: Side, other: Said, here: Side, one: Said) -> Conflict:
    place = Spot(here, one.figure.start, one.figure.end)
    partner = Spot(there, other.figure.start, other.figure.end)
    key = (one.sort, frozenset({_value(one), _value(other)}))
    if there.earlier:
        message = _("{words} takes the place of {others}, which is public, without a word.")
        hint = _("Write “Correction: on … we said …; it is …”, or “as of …” where it has grown.")
    else:
        message = _("Here it is {words}, in {path} {others}: one of the two is wrong.")
        hint = _("Use one figure in every text; if it changed, write “Correction” or “as of …”.")
    return Conflict(
        "no-self-contradiction" if there.earlier else "number-consistency",
        place,
        partner,
        message.format(words=quote(place.words), others=quote(partner.words), path=there.name),
        hint,
        key,
    )


def _value(one: Said) -> object:
    return one.figure.value[:3] if one.sort == "date" else one.figure.value


def _hotlines(there: Statement, here: Statement) -> Iterator[Conflict]:
    """Two texts that send the same people to different numbers, and share none."""
    mine, theirs = here.hotlines, there.hotlines
    if not mine or not theirs or there.side.earlier:
        return
    if any(alike(one.value, other.value) for _p, one in mine for _q, other in theirs):
        return
    (_piece, one), (_piece, other) = mine[0], theirs[0]
    place = Spot(here.side, one.start, one.end)
    partner = Spot(there.side, other.start, other.end)
    message = _("The hotline here is {words}, in {path} {others}.").format(
        words=quote(place.words), path=there.side.name, others=quote(partner.words)
    )
    hint = _("Call both, and give the one that is answered in every text.")
    key = ("phone", frozenset({one.value, other.value}))
    yield Conflict("number-consistency", place, partner, message, hint, key)


def _contraries(there: Statement, here: Statement) -> Iterator[Conflict]:
    """未泄露 in one text, 泄露 5 万条 in the other; a refund in one, no refund in the other."""
    for deny, claim in CONTRARIES.items():
        for one, other, first, second in ((here, there, deny, claim), (here, there, claim, deny)):
            if first not in one.kinds or second not in other.kinds:
                continue
            mine, theirs = _said(one, first, deny, claim), _said(other, second, deny, claim)
            if mine and theirs:
                yield _contrary(there.side, theirs, here.side, mine, deny)
                break


def _said(one: Statement, kind: str, deny: str, claim: str) -> Claim | None:
    """Where a text says only the one of two contraries."""
    reading = one.side.reading
    denied, claimed = denials(reading, deny), claims(reading, deny, claim)
    if deny not in CLAIMS:
        denied = [one for one in denied if _is_of_all(one)]
    mine, contrary = (denied, claimed) if kind == deny else (claimed, denied)
    return None if contrary else next(iter(mine), None)


def _is_of_all(one: Claim) -> bool:
    """Whether a refusal names nobody in particular: 已拆封的商品不予退款 is about some goods."""
    begin, end = clause(one.piece, one.hit)
    return (end - begin) - (one.hit.end - one.hit.start) <= ROOM[one.piece.reading.language]


def _contrary(there: Side, theirs: Claim, here: Side, mine: Claim, about: str) -> Conflict:
    place = Spot(here, mine.hit.start, mine.hit.end)
    partner = Spot(there, theirs.hit.start, theirs.hit.end)
    message = _(
        "{words} cannot be true together with {others} in {path}: "
        "the two will be shown side by side."
    ).format(words=quote(place.words), others=quote(partner.words), path=there.name)
    hint = _(
        "Keep the one that is confirmed; if an earlier statement said otherwise, "
        "write “Correction: on … we said …; it is …”."
    )
    return Conflict("no-self-contradiction", place, partner, message, hint, ("contrary", about))
