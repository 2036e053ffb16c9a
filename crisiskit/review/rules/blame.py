"""Rules about who is at fault (CS108 to CS111; domain.md 3.1 A)."""

from collections.abc import Iterator

from crisiskit.language import _
from crisiskit.review.acts import (
    apologies,
    clause,
    in_clause,
    responsible,
    said,
    takes_responsibility,
    within,
    worded,
)
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.acts import MANY
from crisiskit.review.rules.at_fault import (
    but_for,
    careless,
    did_wrong,
    first,
    happened,
    misjudged,
    ours,
    pointed_at,
)
from crisiskit.review.table import Remark, missing, on, rule
from crisiskit.review.terms import Hit

RULES = (
    rule("CS108", "active-responsibility", error="apology handling", warning="internal press"),
    rule(
        "CS109",
        "no-public-misunderstanding",
        error="holding apology handling press qa",
        warning="clarification status recall breach internal",
    ),
    rule(
        "CS110",
        "no-scapegoat",
        error="holding apology handling status internal press qa",
        warning="clarification recall breach",
    ),
    rule(
        "CS111",
        "no-victim-blame",
        error="holding apology handling clarification recall breach press qa",
        warning="status internal",
    ),
)

SMALL_ONES = ("blame-staff", "blame-worker")
"""Those whom a company can send into the desert."""

NEAR = {"zh": 14, "en": 50}
"""Characters between a customer and what is said to be wrong with them."""


def active(reading: Reading) -> Iterator[Remark]:
    """A mistake that nobody made, or a preventable harm that nobody answers for.

    Who answers for one thing does not answer for another that the text apologises for
    (domain.md 3.5, 6): what a paragraph of its own apologises for as well.
    """
    context = reading.context
    if context.responsibility == "victim":
        return
    owned = {piece.paragraph for piece, _hit in responsible(reading)}
    sorry = {piece.paragraph for piece, _hit in apologies(reading) if piece.has("as-well")}
    hint = _("Put the company into the sentence: “we did not …; this is our responsibility”.")
    for piece in reading.body:
        if owned and (piece.paragraph not in sorry or piece.paragraph in owned):
            continue
        lapses = [*piece.of("agentless"), *happened(piece)]
        hit = next((one for one in lapses if not _has_agent(piece, one)), None)
        if hit is not None:
            message = _("{words}: it sounds as if the mistake had made itself.")
            yield on("active-responsibility", hit, worded(message, reading, hit), hint)
            return
    if owned or (context.kind in {"internal", "press"} and not apologies(reading)):
        return
    if context.responsibility == "preventable" and not context.excerpt:
        message = _("Nowhere does the company say that it was at fault: the heart of an apology.")
        yield missing("active-responsibility", reading, message, hint)


def _has_agent(piece: Piece, hit: Hit) -> bool:
    """Whether a mistake is denied, or somebody stands in its clause: not as who is sorry."""
    begin, end = clause(piece, hit)
    others = piece.of(*SMALL_ONES)[:MANY]
    if piece.reading.is_negated(hit) or any(begin <= one.start < end for one in others):
        return True
    sorry = [one.start for one in piece.of("apology") if begin <= one.start < hit.start]
    found = [one for one in ours(piece) if begin <= one.start < end]
    actors = [
        one.start
        for one in found
        if not _only_owns(piece, one) and " that " not in piece.reading.flat[one.end : hit.start]
    ]  # in “we recognise that an error occurred” nobody made it
    return any(not sorry or start > sorry[-1] for start in actors)


def _only_owns(piece: Piece, company: Hit) -> bool:
    """`An error in our system`: whose it is, not who made it; `by our team` is who made it."""
    flat = piece.reading.flat
    own = flat[company.start : company.end] in {"our", "ours", "us"}
    return own and not flat.startswith("by ", max(company.start - 3, 0))


def public(reading: Reading) -> Iterator[Remark]:
    """The fault is with how people understood it."""
    if reading.context.kind == "clarification" and reading.any("evidence"):
        return
    for piece in said(reading):
        hit = first(piece, "blame-public") or first(piece, "meant-otherwise") or misjudged(piece)
        if hit is None or within(hit, piece.of("no-blame-public")) or piece.has("authority"):
            continue
        owned = takes_responsibility(piece)
        if owned is not None and not within(owned, [hit]):
            continue
        message = _("{words} puts the fault on readers: as if they had not understood you.")
        hint = _("Say what you wrote or did that was unclear or wrong.")
        if reading.context.kind == "clarification":
            hint = _("Say which sentence is wrong and show the evidence for it.")
        yield on("no-public-misunderstanding", hit, worded(message, reading, hit), hint)


def scapegoat(reading: Reading) -> Iterator[Remark]:
    """Somebody small is at fault or dismissed, and the company missed nothing."""
    # that it did the thing itself does not say what it missed
    owned = [piece.number for piece, hit in responsible(reading) if hit.kind != "own-act"]
    for piece in said(reading):
        who = _blamed(piece) or _disciplined(piece)
        if (
            who is None
            or _victim_fault(piece)
            or any(number < _section_end(reading, piece) for number in owned)
        ):
            continue
        message = _(
            "{words}: somebody else takes the blame, and the company seems to have missed nothing."
        )
        hint = _("Say first what the company itself missed: who trained, approved, checked them.")
        yield on("no-scapegoat", piece, worded(message, reading, who), hint)
        return


def _blamed(piece: Piece) -> Hit | None:
    """Who of the small ones is named as the cause."""
    alone = first(piece, "blame-personal")
    if alone is not None and piece.has(*SMALL_ONES, "other-actor", "other-subject"):
        return alone
    for hit in piece.of(*SMALL_ONES)[:MANY]:
        if not piece.reading.is_negated(hit) and not _is_hurt(piece, hit) and _caused(piece, hit):
            return hit
    wrong = pointed_at(piece) or did_wrong(piece)
    return wrong if wrong and not _is_hurt(piece, wrong) else None


def _caused(piece: Piece, who: Hit) -> bool:
    """Whether a clause makes somebody the cause; of a worker it has to say what they did wrong."""
    begin, end = clause(piece, who)
    if who.kind == "blame-worker":
        causes = [one for one in piece.of("blame-deed") if who.end <= one.start < end]
    else:
        causes = [one for one in piece.of("blame-cause") if begin <= one.start <= end + 1]
    return any(not piece.reading.is_negated(one) for one in causes)


def _is_hurt(piece: Piece, who: Hit) -> bool:
    """Whether somebody is said to be hurt right behind being named: a contractor died."""
    near = who.end + NEAR[piece.reading.language] // 2
    return any(who.end <= one.start <= near for one in piece.of("harm-health", "harm-death"))


def _disciplined(piece: Piece) -> Hit | None:
    hit = piece.first("discipline")
    if hit is None or piece.has("executive") or piece.reading.is_negated(hit):
        return None
    return hit


def _section_end(reading: Reading, piece: Piece) -> int:
    """The number of the heading behind a piece: the company may own up anywhere before it."""
    return next(
        (one.number for one in reading.headings if one.number > piece.number), len(reading.pieces)
    )


def victim(reading: Reading) -> Iterator[Remark]:
    """Those who were hurt are said to have caused it."""
    for piece in said(reading):
        hit = _victim_fault(piece)
        if hit is None or piece.has("authority"):
            continue
        message = _("{words} blames those who were hurt: whoever reads this takes their side.")
        hint = _("Say what you could have done to prevent it, or cite the authority that found it.")
        whole = in_clause(piece, hit)
        yield on("no-victim-blame", whole, worded(message, reading, whole), hint)


def _victim_fault(piece: Piece) -> Hit | None:
    reading = piece.reading
    if takes_responsibility(piece):
        return None
    kinds = ["victim-fault-strong", "victim-fault-alone"]
    if piece.has("victim-cause"):
        kinds.append("victim-fault")
    staff = piece.of("blame-staff")[:MANY]
    people = [hit.end for hit in piece.of("affected")[:MANY] if not within(hit, staff)]
    for hit in piece.of(*kinds)[:MANY]:
        if reading.is_negated(hit) or _is_condition(piece, hit):
            continue
        near = hit.start - NEAR[reading.language]
        if hit.kind == "victim-fault-alone" or any(near <= end <= hit.start for end in people):
            return hit
    return careless(piece) or but_for(piece)


def _is_condition(piece: Piece, fault: Hit) -> bool:
    begin, _end = clause(piece, fault)
    return any(begin <= hit.start < fault.start for hit in piece.of("victim-condition"))


CRITICS = (active, public, scapegoat, victim)
