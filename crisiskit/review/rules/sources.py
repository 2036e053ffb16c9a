"""The rule about witnesses without a name (CS309; domain.md 3.1 C, rule 29)."""

from collections.abc import Iterator

from crisiskit.language import _
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.certainty import FEW
from crisiskit.review.table import Remark, on, rule, words
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULES = (
    rule(
        "CS309",
        "third-party-named",
        error="apology handling clarification recall breach press qa",
        warning="holding status internal",
    ),
)

APART = {"zh": 8, "en": 32}
"""Characters between what praises a source and its noun: 国际知名的{某}实验室."""


def witnesses(reading: Reading) -> Iterator[Remark]:
    """权威机构检测合格, independent experts confirm: nobody knows whose word that is."""
    for number, piece in enumerate(reading.body):
        hit = piece.first("third-party") or _praised(piece)
        if hit is None or not _finds(piece, hit):
            continue
        if piece.has("awaited", "condition") or _is_reported(piece, hit):
            continue
        near = reading.body[max(0, number - 1) : number + 2]
        if piece.has("as-well"):
            near = [piece]  # besides the one that was named, others
        if any(_is_named(one) for one in near if one.paragraph == piece.paragraph):
            continue
        message = _(
            "{words} has no name: a witness that nobody can ask convinces nobody, "
            "and is the first thing the press looks into."
        ).format(words=quote(words(reading, hit)))
        hint = _("Give the name of the body or person, the number and date of the report, a link.")
        yield on("third-party-named", hit, message, hint)


def _praised(piece: Piece) -> Hit | None:
    """A sort of source with a word of praise instead of a name: a leading laboratory."""
    sources = piece.of("source")[:FEW] if piece.has("unnamed") else ()
    for praise in piece.of("unnamed")[:FEW]:
        for source in sources:
            apart = source.start - praise.end
            if (
                -1 <= apart <= APART[piece.reading.language]
                and "," not in piece.reading.flat[praise.end : source.start]
            ):
                return Hit(source.kind, praise.start, source.end)
    return None


def _finds(piece: Piece, source: Hit) -> bool:
    """Whether its word is called in: what it found stands behind it, or before 据, according to."""
    findings = piece.of("finding")
    if any(one.start >= source.start for one in findings):
        return True
    return any(one.end <= source.start for one in piece.of("by-the-word-of"))


def _is_reported(piece: Piece, hit: Hit) -> bool:
    """Whether others call the witness in: a video claimed that a laboratory had found it."""
    return any(one.start < hit.start for one in piece.of("hearsay"))


def _is_named(piece: Piece) -> bool:
    return (
        piece.has("named-body")
        or any(one.kind == "id" for one in piece.figures)
        or "http" in piece.flat
        or "《" in piece.flat
    )


CRITICS = (witnesses,)
