"""Rules about the company on its own side: pity for itself, denial (CS112, CS113)."""

from collections.abc import Iterator

from crisiskit.check import Severity
from crisiskit.language import _
from crisiskit.review.acts import (
    HARMS,
    apologies,
    clause,
    in_clause,
    said,
    takes_responsibility,
    together,
    within,
    worded,
)
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.acts import MANY
from crisiskit.review.rules.at_fault import NEAR, first, ours
from crisiskit.review.table import Remark, on, rule
from crisiskit.review.terms import Hit

RULES = (
    rule("CS112", "no-victimage", warning="apology holding", info="handling press qa"),
    rule(
        "CS113",
        "no-deny-plus-apology",
        error="apology",
        warning="holding handling clarification press",
    ),
)


def victimage(reading: Reading) -> Iterator[Remark]:
    """The company among the victims, before those it was to protect."""
    for piece in said(reading):
        hit = first(piece, "victimage") or _own_hurt(piece)
        if hit is None or _is_of_others(piece, hit):
            continue
        after = any(_is_harm(one, hit.start) for one in reading.body if one.start < hit.start)
        if after and reading.context.responsibility in {None, "undetermined", "victim"}:
            continue
        message = _("{words} asks for pity while others carry the harm.")
        hint = _(
            "Delete it and say what happened to those affected; a crime against you can come after."
        )
        whole = in_clause(piece, hit)
        remark = on("no-victimage", whole, worded(message, reading, whole), hint)
        yield remark if after else remark._replace(level=_raised(reading))


def _own_hurt(piece: Piece) -> Hit | None:
    """The company as the one who suffers, and no word of those who were hurt."""
    if piece.has("apology", "addressed", "redress", "remedy", "claim-way") or takes_responsibility(
        piece
    ):
        return None
    if any(not within(hit, piece.of("own-people")) for hit in piece.of("affected")[:MANY]):
        return None
    firms = [*ours(piece), *piece.of("own-people", "organisation", "legal-name")[:MANY]]
    far = NEAR[piece.reading.language]
    for hit in piece.of("own-hurt")[:MANY]:
        begin, end = clause(piece, hit)
        beside = any(begin <= one.start < end or 0 <= hit.start - one.end <= far for one in firms)
        if beside:
            return hit
    return None


def _is_of_others(piece: Piece, hit: Hit) -> bool:
    """Whether it is denied, or said of customers: 顾客也是受害者."""
    apparent = piece.of("no-negation")
    denied = [one for one in piece.of("negation") if hit.start < one.start < hit.end]
    if any(not within(one, apparent) for one in denied):
        return True
    begin, _end = clause(piece, hit)
    if any(begin <= one.start < hit.end for one in piece.of("company", "organisation")):
        return False
    near = hit.start - NEAR[piece.reading.language]
    return any(near <= one.end <= hit.start for one in piece.of("affected", "addressed"))


def _is_harm(piece: Piece, before: int) -> bool:
    harmed = [hit for hit in piece.of("affected", "addressed") if hit.end <= before]
    return bool(harmed) and any(hit.end <= before for hit in piece.of("event", *HARMS))


def _raised(reading: Reading) -> Severity:
    """It is graver where the harm of others was not named yet."""
    main = reading.context.kind in {"apology", "holding"}
    return Severity.ERROR if main else Severity.WARNING


def denied(reading: Reading) -> Iterator[Remark]:
    """One text that says both that nothing happened and that one is sorry for it."""
    found = apologies(reading)
    if not found or (reading.context.kind == "clarification" and reading.any("evidence")):
        return
    plain = ((piece, first(piece, "denial") or _refuted(piece)) for piece in said(reading))
    stir = all(one.has("vague-harm", "vague-event", "feelings") for one, _hit in found)
    flat = ((piece, _flat_denial(piece)) for piece in (said(reading) if stir else ()))
    for piece, hit in (*plain, *flat):
        if hit is None or any(one.has("own-claim") for one in reading.around(piece)[:2]):
            continue
        if any(_is_separate(one, sorry, hit) for one, sorry in found):
            return
        message = _("{words} and an apology in one text: readers believe neither.")
        hint = _(
            "Write two texts: which claim is wrong, with evidence; and for what you are sorry."
        )
        yield on("no-deny-plus-apology", hit, worded(message, reading, hit), hint)
        return


def _refuted(piece: Piece) -> Hit | None:
    """That a story others tell is wrong, whatever both are called."""
    return together(piece, "story", "refuted", NEAR[piece.reading.language])


def _flat_denial(piece: Piece) -> Hit | None:
    """That nothing was wrong at all, where the apology is only for the stir."""
    flat, owned = piece.first("flat-denial"), takes_responsibility(piece)
    return flat if flat and (owned is None or within(owned, [flat])) else None


def _is_separate(piece: Piece, sorry: Hit, denial: Hit) -> bool:
    """Whether an apology is for something of its own that is not denied."""
    owned = takes_responsibility(piece)
    if (owned is not None and not within(owned, [denial])) or piece.says("is-so"):
        return True
    begin, end = clause(piece, sorry)
    things = piece.of("event", "fault", *HARMS)
    return any(begin <= hit.start < end and not within(hit, [denial]) for hit in things)


CRITICS = (victimage, denied)
