"""The rule about what a text says and takes back (CS310; domain.md 3.1 C, rule 30)."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from crisiskit.language import _
from crisiskit.review.acts import clause, within
from crisiskit.review.context import Context
from crisiskit.review.lexicon import bundled
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.certainty import FEW, is_asked, is_negated
from crisiskit.review.rules.claim_pairs import (
    CLAIMS,
    ITS,
    OF_A_PART,
    OF_ONE_OR_IT,
    OF_ONE_THING,
    OF_PEOPLE,
    OF_TWO_SENTENCES,
    SAID,
)
from crisiskit.review.rules.gist import content
from crisiskit.review.segments import SIGN_OFF
from crisiskit.review.table import Remark, on, rule, words
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULES = (
    rule(
        "CS310",
        "no-self-contradiction",
        error="apology handling clarification breach press",
        warning="holding status recall internal qa",
    ),
)

HYPOTHETICAL = ("condition", "hearsay", "prevented", "unknown-mark")
"""Before words, they make of them something that is not claimed."""


EVERYWHERE = frozenset(("我们", "没有", "公司", "目前", "已经", "全部", "所有", "有的"))


_NONE = ("0", "零", "无", "没有", "no ", "none", "nobody")
"""With which a fact begins that says that there is none."""


class Claim(NamedTuple):
    """Words that claim or deny something, and the sentence they stand in."""

    piece: Piece
    hit: Hit


def contradictions(reading: Reading) -> Iterator[Remark]:
    """未泄露 here and 泄露 5 万条 there, in the text or between the text and the ledger.

    Only what is denied as a whole counts: no passwords and many names may both be true. A text that
    says that it corrects itself does.
    """
    kinds = {hit.kind for hit in reading.hits}
    told: set[tuple[int, int]] = set()  # the hurt and the dead are one contradiction
    for deny, claim in CLAIMS.items():
        if kinds.isdisjoint({deny, claim}):
            continue
        denied, claimed = denials(reading, deny), claims(reading, deny, claim)
        pair = _pair(deny, denied, claimed)
        if pair:
            first, last = sorted(pair, key=lambda one: one.hit.start)
            if (first.piece.number, last.piece.number) in told:
                continue
            told.add((first.piece.number, last.piece.number))
            message = _(
                "{words} cannot be true together with {others} in the same text: "
                "the two will be shown side by side."
            ).format(words=_quoted(last), others=_quoted(first))
            yield on("no-self-contradiction", last.hit, message, _hint())
        elif deny not in OF_TWO_SENTENCES and (denied or (claimed and deny not in OF_ONE_THING)):
            yield from _against_ledger(reading, deny, claim, (denied or claimed)[0])


def _pair(deny: str, denied: list[Claim], claimed: list[Claim]) -> list[Claim]:
    """A denial and a claim that cannot both be true; empty when there are none."""
    for one in denied[:FEW]:
        for other in claimed[:FEW]:
            if _may_clash(deny, one, other):
                return [one, other]
    return []


def _may_clash(deny: str, one: Claim, other: Claim) -> bool:
    """Whether both are about the same thing and the same people, as far as that can be told."""
    if deny in OF_PEOPLE and _are_of_two_groups(one, other):
        return False
    if deny in OF_TWO_SENTENCES:
        if one.piece is other.piece or any(each.piece.has("another-time") for each in (one, other)):
            return False
        return deny not in OF_ONE_OR_IT or _speaks_of_it(*_in_order(one, other))
    if deny not in OF_ONE_THING:
        return True
    return _are_of_one(one, other)


def _in_order(one: Claim, other: Claim) -> tuple[Claim, Claim]:
    first, last = sorted((one, other), key=lambda each: each.hit.start)
    return first, last


def _speaks_of_it(first: Claim, last: Claim) -> bool:
    """Whether a sentence is about what another one is about: it says its name, or “it”."""
    if last.piece.flat.startswith(ITS) and last.piece.number == first.piece.number + 1:
        return True
    shared = content(first.piece.flat) & content(last.piece.flat)
    return bool(shared - EVERYWHERE - SAID)


def _are_of_two_groups(one: Claim, other: Claim) -> bool:
    """Whether one is about our staff and the other about those we serve: both may be true."""
    first, second = (_groups(claim) for claim in (one, other))
    return len(first) == len(second) == 1 and first != second


def _groups(claim: Claim) -> set[str]:
    """Of whom a clause speaks: `own-people`, or others."""
    begin, end = clause(claim.piece, claim.hit)
    own = claim.piece.of("own-people")[:FEW]
    found = [*own, *(hit for hit in claim.piece.of("group-people")[:FEW] if not within(hit, own))]
    return {hit.kind for hit in found if begin <= hit.start < end}


def _are_of_one(one: Claim, other: Claim) -> bool:
    """Whether both speak of the same thing: of payments, in one sentence or two."""
    if one.piece is not other.piece:
        return _share(one, other)
    return all(
        any(begin <= hit.start < end for hit in claim.piece.of("part-of")[:FEW])
        for claim in (one, other)
        for begin, end in [clause(claim.piece, claim.hit)]
    )


def _share(one: Claim, other: Claim) -> bool:
    first, second = (_besides(claim) for claim in (one, other))
    return bool((first & second) - EVERYWHERE)


def _besides(claim: Claim) -> frozenset[str]:
    """What a sentence says besides the words that claim or deny."""
    piece, hit = claim
    flat = piece.reading.flat
    return content(f"{flat[piece.start : hit.start]} {flat[hit.end : piece.end]}")


def _hint() -> str:
    return _(
        "Keep the one that is confirmed; if an earlier statement said otherwise, "
        "write “Correction: on … we said …; it is …”."
    )


def _quoted(one: Claim) -> str:
    return quote(words(one.piece.reading, one.hit))


def _against_ledger(reading: Reading, deny: str, claim: str, said: Claim) -> Iterator[Remark]:
    for fact in reading.context.facts.values():
        if fact.status != "confirmed":
            continue
        if said.hit.kind == deny and fact.words.startswith(_NONE):
            continue
        alone = _fact(fact.words, reading.context.language)
        contrary = claims(alone, deny, claim) if said.hit.kind == deny else denials(alone, deny)
        if contrary:
            message = _("{words} contradicts the ledger, where it is confirmed: {fact}.").format(
                words=_quoted(said), fact=quote(fact.words)
            )
            yield on("no-self-contradiction", said.hit, message, _hint())
            return


@lru_cache(maxsize=64)
def _fact(fact: str, language: str) -> Reading:
    """A fact, read by itself: each pair of claims asks for it."""
    context = Context("", language)
    return Reading(fact, context, [bundled(context.language[:2])])


def denials(reading: Reading, kind: str) -> list[Claim]:
    """Where a text denies something as a whole."""
    return [
        Claim(piece, hit)
        for piece, hit in _places(reading, kind)
        if (kind in OF_A_PART or not _is_partial(piece, hit)) and not _is_open(piece, hit)
    ]


def claims(reading: Reading, deny: str, kind: str) -> list[Claim]:
    """Where a text says it; `deny` is the contrary, the words of which do not count."""
    return [
        Claim(piece, hit)
        for piece, hit in _places(reading, kind)
        if not is_negated(piece, hit)
        and not _is_open(piece, hit)
        and not any(one.start < hit.end and hit.start < one.end for one in piece.of(deny)[:FEW])
    ]


def _places(reading: Reading, kind: str) -> Iterator[tuple[Piece, Hit]]:
    """Where title and body have it, without what is corrected or holds as of a time."""
    for hit in islice((one for one in reading.hits if one.kind == kind), FEW):
        piece = reading.piece_at(hit.start)
        if piece is None or piece.role == SIGN_OFF or _is_of_others(reading, piece, hit):
            continue
        if not piece.has("correction-mark", "as-of"):
            yield piece, hit


def _is_of_others(reading: Reading, piece: Piece, hit: Hit) -> bool:
    """Whether it is quoted from somebody else: what we said ourselves counts, unless corrected."""
    if not reading.is_quoted(hit.start):
        return False
    mended = any(one.has("correction-mark") for one in reading.around(piece))
    return mended or not piece.has("own-claim")


def _is_partial(piece: Piece, hit: Hit) -> bool:
    """Whether the clause is about a part of the whole."""
    flat = piece.reading.flat
    begin = max(flat.rfind(",", piece.start, hit.start), piece.start)
    end = flat.find(",", hit.end, piece.end)
    end = piece.end if end < 0 else end
    return any(begin <= one.start < end for one in piece.of("part-of"))


def _is_open(piece: Piece, hit: Hit) -> bool:
    before = [one for one in piece.of(*HYPOTHETICAL)[:FEW] if one.start < hit.start]
    return is_asked(piece, hit) or not all(_is_ours(piece, one) for one in before)


def _is_ours(piece: Piece, hit: Hit) -> bool:
    """Whether it is we who report: we reported the account numbers in the file to the banks."""
    return piece.reading.flat.endswith(("we ", "we have "), 0, hit.start)


CRITICS = (contradictions,)
