"""The rule about what the ledger has otherwise or has not confirmed (CS301; domain.md 3.1 C)."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from crisiskit.language import _
from crisiskit.review.context import Context, Fact
from crisiskit.review.figures import Figure, figures
from crisiskit.review.lexicon import bundled
from crisiskit.review.matching import matching
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.certainty import CAUSE_FACTS, OPEN, told
from crisiskit.review.rules.gist import content
from crisiskit.review.rules.likeness import COUNTED, DAYS, LENGTHS, TOLD, Said, about, agree, said
from crisiskit.review.rules.other_names import other_name
from crisiskit.review.rules.slips import counts_the_same
from crisiskit.review.table import ALL, Remark, rule
from crisiskit.text import quote

RULES = (rule("CS301", "fact-ledger", error=ALL),)

SLIP = (Decimal("0.5"), Decimal(2))
BARE_SLIP = (Decimal("0.8"), Decimal("1.25"))
"""How far a number may be from one of the ledger to be that one, miswritten.

It has to be closer when the ledger does not say what it counts.
"""

LABELS = dict.fromkeys(("批号", "批次", "批次号", "batch", "lot"), "batch")
"""Words for one sort of numbers."""

CLOCKS = frozenset({"time"})

LEAST_TO_SLIP = 20
"""Smaller numbers are too often of something else."""

LEAST_DIGITS = 3
"""Different digits of a number that do not stand in another order by chance."""


class Entry(Said):
    """A figure of the ledger, and its fact."""

    def __init__(self, fact: Fact, piece: Piece, figure: Figure) -> None:
        super().__init__(piece, figure)
        self.fact = fact

    @property
    def is_confirmed(self) -> bool:
        """Whether it may be said."""
        return self.fact.status == "confirmed"


def ledger(reading: Reading) -> Iterator[Remark]:
    """Figures that the ledger has otherwise, and what it has not confirmed."""
    facts = reading.context.facts
    if not facts:
        return
    entries = [one for fact in facts.values() for one in _entries(fact, reading.context)]
    every = said(reading, COUNTED | DAYS | LENGTHS | CLOCKS, TOLD)
    used = [entry for entry in entries if any(agree(one, entry) for one in every)]
    for one in every:
        yield from _against(one, entries, used, every)
    for name, fact in facts.items():
        in_words = not any(entry.fact is fact for entry in entries)
        if in_words and fact.status != "confirmed" and not _is_cause(name, reading.context.kind):
            yield from _in_words(reading, fact)
        if fact.status == "confirmed" and (place := other_name(reading, fact)):
            words = reading.text[place.start : place.end]
            yield Remark("fact-ledger", place.start, place.end, *_otherwise(words, fact))
    yield from _other_numbers(reading, facts.values())


def _entries(fact: Fact, context: Context) -> Iterator[Entry]:
    alone = Reading(fact.words, context, [bundled(context.language[:2])])
    for piece in alone.pieces:
        for one in piece.figures:
            yield Entry(fact, piece, one)


def _against(
    one: Said, entries: list[Entry], used: list[Entry], every: list[Said]
) -> Iterator[Remark]:
    """A figure of the text against the ledger; `used` is what the text, `every`, has from it."""
    if "?" in one.piece.reading.flat[one.figure.end : one.piece.end]:
        return
    equal = [entry for entry in entries if agree(one, entry)]
    if any(entry.is_confirmed for entry in equal):
        return
    if equal:
        open_ones = [entry for entry in equal if _may_be(one, entry)]
        if open_ones and not one.piece.has(*OPEN):
            yield about("fact-ledger", one, *_not_confirmed(one.words, open_ones[0].fact))
        return
    other = next(
        (
            entry
            for entry in entries
            if entry.is_confirmed
            and (
                _is_same_claim(one, entry)
                or (entry not in used and (_is_slip(one, entry) or _is_bare(one, entry, every)))
            )
        ),
        None,
    )
    if other is not None and not one.is_marked("correction-mark", "part-mark"):
        yield about("fact-ledger", one, *_otherwise(one.words, other.fact))


def _otherwise(words: str, fact: Fact) -> tuple[str, str]:
    message = _("The text says {words}; the ledger has {fact}.")
    return (
        message.format(words=quote(words), fact=quote(fact.words)),
        _("Take the figure from the ledger, or correct the ledger first."),
    )


def _other_numbers(reading: Reading, facts: Iterable[Fact]) -> Iterator[Remark]:
    """Numbers of batches, models, reports that are none of the ledger, which has some."""
    known = [
        (fact, one)
        for fact in facts
        if fact.status == "confirmed"
        for one in figures(matching(fact.words))
        if one.kind == "id" and one.unit
    ]
    said_ids = [one for one in reading.figures if one.kind == "id"]
    values = {one.value for one in said_ids}
    for fact, one in known:
        alike = [
            other
            for other in said_ids
            if LABELS.get(other.unit, other.unit) == LABELS.get(one.unit, one.unit)
        ]
        if one.value not in values and len(alike) == 1:
            place = alike[0]
            words = reading.text[place.start : place.end]
            yield Remark("fact-ledger", place.start, place.end, *_otherwise(words, fact))


def _not_confirmed(words: str, fact: Fact) -> tuple[str, str]:
    return (
        _("The text says {words} as a fact; the ledger has it as not confirmed: {fact}.").format(
            words=quote(words), fact=quote(fact.words)
        ),
        _("Have it confirmed first; until then say that it is being checked, and by when."),
    )


def _may_be(one: Said, entry: Entry) -> bool:
    """Whether an equal figure is likely to be the one of the ledger: it is named, or alike."""
    if one.figure.kind in COUNTED and entry.figure.noun:
        return True
    return bool(one.about & entry.about) or not entry.about


def _is_same_claim(one: Said, entry: Entry) -> bool:
    """Whether another figure stands for the same: both clauses say the same about it."""
    if agree(one, entry) is not False:
        return False
    if one.figure.kind in DAYS | CLOCKS:
        return one.is_like(entry) and not one.piece.has("dated-promise", "planned")
    return one.is_like(entry) or one.counts_like(entry) or _is_twisted(one, entry)


def _is_twisted(one: Said, entry: Entry) -> bool:
    """Whether a number has the digits of one of the ledger in another order: 1206 for 1260."""
    if one.figure.kind not in COUNTED:
        return False
    first, second = (sorted(str(each.figure.value)) for each in (one, entry))
    digits = {char for char in first if char.isdigit()}
    return first == second and len(digits) >= LEAST_DIGITS


def _is_slip(one: Said, entry: Entry) -> bool:
    """Whether a number looks like one of the ledger, miswritten: of the same size and unit."""
    first, second = one.figure, entry.figure
    if first.kind == second.kind == "money":
        low, high = SLIP
        (amount, currency), (wanted, other) = first.value, second.value
        near = currency == other and low * wanted <= amount <= high * wanted
        return bool(near and agree(one, entry) is False and one.about & entry.about)
    if not first.kind == second.kind == "number" or second.value < LEAST_TO_SLIP:
        return False
    low, high = SLIP if entry.about or second.unit else BARE_SLIP
    alike = agree(one, entry) is False or not (second.unit or second.noun)
    alike = alike or counts_the_same(first, second)
    return bool(alike and low * second.value <= first.value <= high * second.value)


def _is_bare(one: Said, entry: Entry, every: list[Said]) -> bool:
    """Whether the ledger only has how many shops, and this is the first number of shops."""
    if entry.about - content(entry.figure.noun) or not counts_the_same(one.figure, entry.figure):
        return False
    first = next(other for other in every if counts_the_same(other.figure, entry.figure))
    return first is one


def _in_words(reading: Reading, fact: Fact) -> Iterator[Remark]:
    """What the ledger has in words and has not confirmed, told as a fact."""
    for piece in reading.with_role(*TOLD):
        place = told(piece, fact)
        if place is not None:
            words = reading.text[place.start : place.end]
            yield Remark("fact-ledger", place.start, place.end, *_not_confirmed(words, fact))
            return


def _is_cause(name: str, kind: str) -> bool:
    """Whether `known-cause-only` is about it."""
    return any(word in name for word in CAUSE_FACTS) and kind in {"apology", "handling", "breach"}


CRITICS = (ledger,)
