"""The rule about why it happened, said before it is known (CS312; domain.md 3.1 C, rule 32)."""

from collections.abc import Iterator

from crisiskit.language import _
from crisiskit.review.context import Fact
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.certainty import CAUSE_FACTS, FEW, is_asked, told
from crisiskit.review.rules.gist import content
from crisiskit.review.table import Remark, on, rule
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULES = (rule("CS312", "known-cause-only", error="apology handling", warning="breach"),)

NEAR = 12
"""Characters behind an English word of cause in which “we” makes it ours."""

WEAK = frozenset(("because", "thanks to a", "thanks to an"))
"""Words that say why of anything: only of what went wrong they give a cause."""

EVENTS = (
    *("known-event", "plain-leak", "plain-outage", "plain-defect", "harm-health", "harm-money"),
    *("harm-service", "harm-privacy", "euphemism-outage", "euphemism-defect"),
)

BECAUSE = 20
"""Characters between 因 and what broke."""

BEHIND = 4
"""Characters behind what broke, in which it belongs to the words before a noun."""

NO_BECAUSE = frozenset("原起成主诱根病肇")
"""Characters that make a noun of 因."""


def causes(reading: Reading) -> Iterator[Remark]:
    """A cause that the ledger, or the text itself, says is not confirmed."""
    doubt = _doubt_in_ledger(reading)
    elsewhere = any(piece.has("cause-unknown") or _is_awaited(piece) for piece in reading.body)
    for number, piece in enumerate(reading.body):
        hit = _cause(piece)
        if hit is not None and _is_ours(piece, hit):
            continue
        if hit is None and doubt is not None:
            hit = told(piece, doubt)
        if hit is None or piece.has("hedge") or _is_unknown_at(piece, hit):
            continue
        if doubt is None:
            doubtful = [one for one in reading.context.facts.values() if one.status != "confirmed"]
            named = next((one for one in doubtful if told(piece, one)), None)
        else:
            named = doubt
        if named is not None:
            message = _(
                "This says why it happened, but the ledger has the cause as {status}: {fact}."
            ).format(status=_in_words(named.status), fact=quote(named.words))
        elif elsewhere or piece.has("barely") or _is_tested(reading, piece):
            message = _(
                "This says why it happened, and elsewhere the text says that the cause is not "
                "known yet: readers will hold both against you."
            )
        elif piece.has("preliminary") and not _is_left_open(reading, number):
            message = _(
                "This gives a cause that is only preliminary by its own words, "
                "and does not say when the final one will come."
            )
        else:
            continue
        hint = _("Leave the cause out until it is confirmed; say who is finding out and by when.")
        yield on("known-cause-only", hit, message, hint)


def _cause(piece: Piece) -> Hit | None:
    """The first words that say why something happened, and not why we do something."""
    before = [one.start for one in piece.of("condition", "hearsay")[:1]]
    for hit in [*piece.of("cause")[:FEW], *_because_of(piece)]:
        if is_asked(piece, hit) or any(start < hit.start for start in before):
            continue
        if any(one.start < hit.end and hit.start < one.end for one in piece.of("cause-not")):
            continue
        words = piece.reading.flat[hit.start : hit.end]
        if words not in WEAK or piece.has(*EVENTS):  # not: because they asked us to
            return hit
    return None


def _because_of(piece: Piece) -> Iterator[Hit]:
    """因 with what broke behind it in its clause: 因员工误操作, 3400条短信发错."""
    flat = piece.reading.flat
    for broke in piece.of("what-broke")[:FEW]:
        at = flat.rfind("因", max(piece.start, broke.start - BECAUSE), broke.start)
        if at < 0 or flat[at - 1 : at] in NO_BECAUSE or flat[at + 1] in "此而":
            continue
        attributive = "的" in flat[broke.end : broke.end + BEHIND]  # 因台风停运的班次
        if not attributive and not any(sign in flat[at : broke.start] for sign in ",;:"):
            yield Hit("cause", at, broke.end)


def _is_awaited(piece: Piece) -> bool:
    """Whether an authority is still to say what it was: its samples are out, its case is open."""
    return piece.has("authority") and piece.has("sampled")


def _is_tested(reading: Reading, cause: Piece) -> bool:
    """Whether a laboratory still has what is blamed: the flour, of which it reports on 20 May."""
    blamed = content(cause.flat)
    return any(
        piece.has("sampled")
        and any(one.kind in {"date", "moment"} for one in piece.figures[:FEW])
        and bool(blamed & content(piece.flat))
        for piece in reading.body
        if piece is not cause
    )


def _is_unknown_at(piece: Piece, hit: Hit) -> bool:
    """Whether the clause itself says that the cause is not known."""
    return any(
        one.start < hit.end and hit.start < one.end for one in piece.of("cause-unknown")
    ) or (piece.has("cause-unknown") and not piece.has("barely"))


def _doubt_in_ledger(reading: Reading) -> Fact | None:
    """The cause in the ledger, when it is there and not confirmed."""
    facts = [
        fact
        for name, fact in reading.context.facts.items()
        if any(word in name for word in CAUSE_FACTS)
    ]
    if not facts or any(fact.status == "confirmed" for fact in facts):
        return None
    return facts[0]


def _in_words(status: str) -> str:
    known = {
        "unconfirmed": _("not confirmed"),
        "disputed": _("disputed"),
        "retracted": _("retracted"),
    }
    return known.get(status, status)


def _is_ours(piece: Piece, hit: Hit) -> bool:
    """Whether the cause is what we did or failed to do: an admission, not a theory.

    The words of Chinese enclose the cause, those of English stand before it.
    """
    end = hit.end + (NEAR if piece.reading.language == "en" else 0)
    return any(hit.start <= one.start < end and _acts(piece, one) for one in piece.of("ours"))


def _acts(piece: Piece, ours: Hit) -> bool:
    """Whether we are those who did it: not whom somebody sent it to, but because of us."""
    flat = piece.reading.flat
    return flat[ours.start : ours.end] != "us" or flat.endswith(("of ", "by "), 0, ours.start)


def _is_left_open(reading: Reading, number: int) -> bool:
    """Whether here or in the next piece the text says that the last word is still to come."""
    return any(piece.has("unknown-mark", "awaited") for piece in reading.body[number : number + 2])


CRITICS = (causes,)
