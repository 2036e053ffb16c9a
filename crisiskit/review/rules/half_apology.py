"""Rules about what takes an apology back (CS105 to CS107; domain.md 3.1 A)."""

from collections.abc import Iterator

from crisiskit.language import _
from crisiskit.review.acts import (
    GRAVE,
    apologies,
    apology,
    clause,
    in_clause,
    takes_responsibility,
    within,
    worded,
)
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.table import Remark, on, rule
from crisiskit.review.terms import Hit

RULES = (
    rule(
        "CS105",
        "no-conditional-apology",
        error="apology handling status",
        warning="holding press qa",
    ),
    rule("CS106", "harm-scale-match", error="apology breach recall", warning="handling press"),
    rule("CS107", "no-but-apology", error="apology", warning="handling press"),
)


HELPFUL = ("goes-on", "remedy", "concrete-action", "apology", "instruct")
"""What may stand behind “sorry, but”: news, help, more of the apology."""


def conditional(reading: Reading) -> Iterator[Remark]:
    """Apologies for harm that may not have happened: 如有不便, sorry if anyone was upset.

    A condition of who can claim what is none: the condition has to govern the harm itself, and
    stand in one sentence with the apology.
    """
    for piece in reading.body:
        doubt, said = _doubt(piece), apology(piece)
        sorry = said[1] if said else piece.first("regret", "forgiveness")
        if doubt is None or sorry is None:
            continue
        pleas = piece.of("forgiveness")
        told = [hit for hit in piece.of("instruct", "remedy") if not within(hit, pleas)]
        if any(hit.start > doubt.start for hit in told):
            continue
        message = _("{words} makes the harm a matter of doubt, and the apology with it.")
        hint = _("Say what happened to whom, without “if”: you know that it did.")
        yield on("no-conditional-apology", doubt, worded(message, reading, doubt), hint)


def _doubt(piece: Piece) -> Hit | None:
    """Words by which harm becomes a condition: one saying, or an “if” and a hurt in a clause."""
    known, others = piece.first("conditional-harm"), piece.of("not-if")
    if known is not None and not within(known, others):
        return known
    for hit in piece.of("if-word"):
        _begin, end = clause(piece, hit)
        hurt = next((one for one in piece.of("hurt") if hit.end <= one.start < end), None)
        if hurt is not None and not within(hit, others):
            return Hit("conditional-harm", hit.start, hurt.end)
    return None


def scale(reading: Reading) -> Iterator[Remark]:
    """Injury, death or a leak called an inconvenience."""
    if not reading.context.harm_at_least("privacy"):
        return
    for piece in reading.body:
        mild = piece.first("vague-harm")
        if mild is None or not piece.has("apology", "regret", "forgiveness"):
            continue
        if any(one.has(*GRAVE) for one in reading.around(piece, 2)):
            continue
        message = _("{words} for what was done to these people makes light of it.")
        hint = _("Name the harm as it is: who was hurt, whose data were taken, and how.")
        yield on("harm-scale-match", mild, worded(message, reading, mild), hint)


def taken_back(reading: Reading) -> Iterator[Remark]:
    """Sorry, but: something else than help or contrition right behind the apology."""
    for piece, said in apologies(reading):
        turn = _turn(reading, piece, said)
        if turn is None:
            continue
        where, hit = turn
        excuse = _excuse(where, hit)
        if excuse is None or any(one.end > hit.start for one in where.of("but-more")):
            continue
        message = _("After the apology comes {words}: the second half cancels the first.")
        hint = _("End the apology before it, and give the facts elsewhere without “but”.")
        whole = in_clause(where, excuse)
        yield on("no-but-apology", where, worded(message, reading, whole), hint)


def _turn(reading: Reading, piece: Piece, said: Hit) -> tuple[Piece, Hit] | None:
    """The “but” behind an apology: later in its sentence, at the head of the next, or before it.

    “While we are sorry, …” turns where the apology ends.
    """
    for hit in piece.of("but"):
        if hit.start >= said.end:
            return piece, hit
    if any(hit.start < said.start for hit in piece.of("concession")):
        return piece, Hit("concession", said.end, said.end)
    *_before, following = reading.around(piece)
    if following is not piece:
        first = following.first("but")
        if first is not None and first.start - following.start <= 1:
            return following, first
    return None


def _excuse(piece: Piece, turn: Hit) -> Hit | None:
    """What stands behind a turn: a defence, or what neither helps anybody nor owns anything."""
    defence = next((one for one in piece.of("self-defence") if one.start >= turn.start), None)
    if defence is not None:
        return defence
    if not any(one.start == turn.start for one in piece.of("adversative")):
        return None
    if any(figure.start > turn.start for figure in piece.figures):
        return None
    if any(one.start >= turn.end for one in piece.of(*HELPFUL)) or takes_responsibility(piece):
        return None
    return Hit("self-defence", turn.start, piece.end)


CRITICS = (conditional, scale, taken_back)
