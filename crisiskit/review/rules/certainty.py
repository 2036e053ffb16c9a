"""Rules about how sure a text is: guesses, absolutes, soothing (CS3xx; domain.md 3.1 C)."""

from collections.abc import Iterator

from crisiskit.check import Severity
from crisiskit.language import _
from crisiskit.review.context import Fact
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.gist import told_in
from crisiskit.review.table import ALL, Remark, on, rule, words
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULES = (
    rule(
        "CS304",
        "no-speculation",
        error="holding apology status",
        warning="handling press qa",
    ),
    rule(
        "CS306",
        "no-absolute-terms",
        warning="holding apology handling breach press",
        info=ALL,
    ),
    rule(
        "CS307",
        "no-over-reassurance",
        error="holding breach recall",
        warning="apology handling press",
    ),
)

CAUSE_FACTS = ("cause", "原因", "起因")
"""What the id of a fact has that is about the cause."""

OPEN = ("condition", "hearsay", "hedge", "unknown-mark", "cause-unknown", "awaited", "preliminary")
"""With these, a sentence does not tell a thing as a fact."""

MOSTLY = 0.75
"""Share of the words of a fact with which a sentence tells it."""

FEW = 20
"""Words of one sort in a sentence that are looked at: a text made to cost time has more."""

REACH = {"zh": 8, "en": 48}
"""Characters before a word, in its clause, in which a negation counts."""


ALONE = {"zh": 6, "en": 16}
"""Characters that a sentence may have besides soothing words, to say nothing else."""


def speculation(reading: Reading) -> Iterator[Remark]:
    """Guesses about what happened or why: 应该是供应商的问题, probably a supplier.

    What others report, and cases that may arise, are no guesses of the one who speaks.
    """
    for piece in reading.body:
        hedge = _first(piece, "hedge", unless=("hearsay", "condition"))
        if hedge is None or _is_answer(piece, hedge) or is_negated(piece, hedge):
            continue
        if is_within(piece, hedge, "hedge-not"):
            continue
        message = _(
            "{words} is a guess. When it turns out wrong, the company has misled people twice."
        ).format(words=quote(words(reading, hedge)))
        hint = _(
            "Say what is confirmed; for the rest: “not yet known”, who is finding out, and by when."
        )
        yield on("no-speculation", hedge, message, hint)


def _is_answer(piece: Piece, hit: Hit) -> bool:
    """Whether it says nothing else: "Perhaps." answers a question of the reader."""
    return piece.end - piece.start <= hit.end - hit.start + 1


def absolutes(reading: Reading) -> Iterator[Remark]:
    """Words that leave nothing open: 绝对安全, never. Graver when it is said of the goods."""
    for piece in reading.body:
        sworn = piece.of("absolute")[:FEW]
        hit = next((one for one in sworn if not _is_excused(piece, one)), None)
        if hit is None:
            continue
        message = _("{words} leaves nothing open: one case to the contrary makes it a lie.").format(
            words=quote(words(reading, hit))
        )
        hint = _("Say what was checked, on which day, with which result, and where it can be read.")
        level = _graver(reading.context.kind) if _is_of_goods(piece, hit) else None
        yield on("no-absolute-terms", hit, message, hint)._replace(level=level)


def reassurance(reading: Reading) -> Iterator[Remark]:
    """Soothing with nothing that can be checked: 请放心, no cause for concern."""
    for number, piece in enumerate(reading.body):
        hit = _first(piece, "reassurance", unless=("condition",))
        if hit is None or is_negated(piece, hit) or not _is_about_danger(piece, hit):
            continue
        near = reading.body[max(0, number - 1) : number + 2]
        if any(_is_checkable(one) for one in near if one.paragraph == piece.paragraph):
            continue
        message = _(
            "{words} soothes with nothing to show for it. "
            "Whoever is harmed after reading it was harmed by this sentence."
        ).format(words=quote(words(reading, hit)))
        hint = _(
            "Name the test, who made it and its number; or say that it is not known yet, "
            "when the result is due, and what people should do until then."
        )
        yield on("no-over-reassurance", hit, message, hint)


def _first(piece: Piece, kind: str, *, unless: tuple[str, ...]) -> Hit | None:
    """The first word that shows something, is not asked, and that none of the others precedes."""
    hit = piece.first(kind)
    if hit is None or is_asked(piece, hit):
        return None
    before = piece.of(*unless)
    return None if any(one.start < hit.start for one in before) else hit


def told(piece: Piece, fact: Fact) -> Hit | None:
    """The words of a piece that tell, as a fact, what the ledger has in its own words."""
    if piece.has(*OPEN):
        return None
    place = told_in(piece, fact.words, MOSTLY)
    if place is None or is_asked(piece, place) or is_negated(piece, place):
        return None
    return None if piece.reading.is_quoted(place.start) else place


def is_asked(piece: Piece, hit: Hit) -> bool:
    """Whether words are part of a question: what others ask claims nothing."""
    return "?" in piece.reading.flat[hit.end : piece.end]


def is_within(piece: Piece, hit: Hit, kind: str) -> bool:
    """Whether words are part of longer ones that show something else."""
    return any(one.start <= hit.start < one.end for one in piece.of(kind))


def is_negated(piece: Piece, hit: Hit) -> bool:
    """Whether a negation stands before words in their clause: we cannot say that … is safe."""
    return piece.reading.is_negated(hit, REACH[piece.reading.language])


def _is_excused(piece: Piece, hit: Hit) -> bool:
    """Negated, or part of words that swear nothing, or an apology in strong words."""
    return (
        is_asked(piece, hit)
        or is_negated(piece, hit)
        or any(one.start < hit.start for one in piece.of("no-promise"))
        or any(one.start <= hit.start < one.end for one in piece.of("absolute-not"))
    )


def _is_of_goods(piece: Piece, hit: Hit) -> bool:
    return any(hit.start - NEAR <= one.start < hit.end + NEAR for one in piece.of("product"))


NEAR = 12
"""Characters between an absolute and what it is said of."""


def _graver(kind: str) -> Severity:
    return Severity.ERROR if kind in _ABSOLUTE_WARNS else Severity.WARNING


_ABSOLUTE_WARNS = {"holding", "apology", "handling", "breach", "press"}


def _is_about_danger(piece: Piece, hit: Hit) -> bool:
    """Whether it soothes about what threatens people, or about nothing that is said.

    请放心 about a refund is service.
    """
    alone = piece.end - piece.start - (hit.end - hit.start) <= ALONE[piece.reading.language]
    return alone or piece.has("danger")


def _is_checkable(piece: Piece) -> bool:
    """Whether somebody with a name has found something; who is still at it shows nothing yet."""
    named = piece.has("named-body") and piece.has("finding") and not piece.has("awaited")
    return named or any(one.kind == "id" for one in piece.figures)


CRITICS = (speculation, absolutes, reassurance)
