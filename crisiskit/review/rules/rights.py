"""Rules about rights: of consumers, of shareholders, of competitors (domain.md 3.2)."""

from collections.abc import Iterator

from crisiskit.language import _
from crisiskit.review.acts import together, within
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.table import ALL, Remark, on, rule
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULES = (
    rule("CS618", "promise-by-insider", warning=ALL),
    rule("CS619", "rights-waiver", error=ALL),
    rule("CS620", "competitor-disparage", error=ALL),
)

APART = {"zh": 24, "en": 70}
"""Characters between what is taken and what is given up for it."""

CLOSE = {"zh": 3, "en": 10}
"""Characters between a negation and the words that it takes back."""


def insider(reading: Reading) -> Iterator[Remark]:
    """Promises by those whose promises bind a listed company's shareholders."""
    if not (reading.context.listed or any(piece.has("listed-words") for piece in reading.pieces)):
        return
    signed = any(piece.has("insider") for piece in reading.sign_off)
    for piece in reading.body:
        found = next((hit for hit in piece.of("promise") if not reading.is_negated(hit)), None)
        if found is None or piece.has("boilerplate"):
            continue
        if not _is_personal(piece, found, signed=signed):
            continue
        words = quote(reading.text[found.start : found.end])
        message = _(
            "{words} by somebody who controls or leads a listed company is a public commitment "
            "that has to be disclosed (Securities Law, article 84)."
        )
        hint = _("Let the company promise, or have the board secretary announce it first.")
        yield on("promise-by-insider", found, message.format(words=words), hint)
        return


def _is_personal(piece: Piece, promise: Hit, *, signed: bool) -> bool:
    """Whether the one who promises is an insider: named before it, or who signs and says I."""
    if any(hit.start < promise.start for hit in piece.of("insider")):
        return True
    return signed and piece.has("personally")


def waiver(reading: Reading) -> Iterator[Remark]:
    """A remedy at the price of a right."""
    for number, piece in enumerate(reading.pieces):
        hits = [*piece.of("rights-waiver"), *_given_up(piece)]
        found = next((hit for hit in hits if not _denied(piece, hit)), None)
        if found is None or piece.has("rights-kept") or _is_asked(piece):
            continue
        if any(_takes_back(one, found) for one in reading.pieces[number : number + 2]):
            continue
        words = quote(reading.text[found.start : found.end])
        message = _(
            "{words} takes a right from those who accept the remedy: void under consumer law, "
            "and the next headline."
        )
        hint = _("Take the condition out. Say that claiming it leaves all other rights untouched.")
        yield on("rights-waiver", found, message.format(words=words), hint)


def _given_up(piece: Piece) -> list[Hit]:
    """Something is taken, and something given up for it, in one sentence."""
    found = together(piece, "gives-up", "takes-it", APART[piece.reading.language])
    return [found] if found else []


def _is_asked(piece: Piece) -> bool:
    """A question in a Q&A is somebody else's."""
    return piece.reading.context.kind == "qa" and "?" in piece.flat


def _takes_back(piece: Piece, condition: Hit) -> bool:
    """Whether such a condition is withdrawn, and not a complaint as a condition of the remedy."""
    waivers = [condition, *piece.of("rights-waiver")]
    return any(not within(hit, waivers) for hit in piece.of("taken-back"))


def _denied(piece: Piece, hit: Hit) -> bool:
    """Whether `not` stands right before it: those who do not register are deemed to accept."""
    close = CLOSE[piece.reading.language]
    return any(0 <= hit.start - no.end <= close for no in piece.of("negation"))


def competitor(reading: Reading) -> Iterator[Remark]:
    """Something bad about a competitor that nobody has established."""
    for piece in reading.body:
        about = piece.first("competitor")
        if about is None or piece.has("no-comparison", "established") or _is_asked(piece):
            continue
        apart = piece.has("unlike-others")  # unlike some, we do not: they do
        bad = next(
            (hit for hit in piece.of("disparaging") if apart or not reading.is_negated(hit)), None
        )
        if bad is None:
            continue
        start, end = min(about.start, bad.start), max(about.end, bad.end)
        found = Hit("disparaging", start, end)
        message = _(
            "{words}: a charge against competitors that nothing here proves is unfair "
            "competition, and looks like blaming others."
        )
        hint = _("Speak of yourself. If a court or authority has found it, cite the decision.")
        yield on(
            "competitor-disparage",
            found,
            message.format(words=quote(reading.text[start:end])),
            hint,
        )


CRITICS = (insider, waiver, competitor)
