"""The rule about harm that is made to look small (CS203; domain.md 3.1 B)."""

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from crisiskit.check import Severity
from crisiskit.language import _
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.harm import AHEAD, HARMS
from crisiskit.review.table import Remark, on, rule
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULES = (
    rule(
        "CS203",
        "no-minimise",
        warning="holding apology handling clarification status recall breach internal press",
        info="qa",
    ),
)

_COUNTERS = frozenset("人起例户单笔位名件宗家份次")
_OF_ALL = (" of our", " of the", " of more", " of over", " of some", " out of", " were", " was")
"""English words behind a number of those that were hit: three of our 900 shops, three were."""
_TINY = 1
"""Per cent of people up to which a share is named to say that they are few."""

_MOST, _ALL = 90, 100
"""Per cent of people from which on those who were not hurt are named to say so."""

_NEXT = 8
"""Characters between `only` and its number: `only about 46`."""


def no_minimise(reading: Reading) -> Iterator[Remark]:
    """Those who were hurt are said to be only few: 仅个别用户, an isolated incident."""
    grave = reading.context.harm_at_least("health")
    level = (
        (Severity.WARNING if reading.context.kind == "qa" else Severity.ERROR) if grave else None
    )
    message = _("{words} makes little of it: for each of those people it is no small matter.")
    hint = _("Give the number alone and say what you do for each of them.")
    for piece in reading.body:
        made_small = _smallest(reading, piece)
        if made_small is None or _is_cared_for(reading, piece):
            continue
        words = quote(reading.text[made_small.start : made_small.end])
        yield on("no-minimise", made_small, message.format(words=words), hint)._replace(level=level)


def _smallest(reading: Reading, piece: Piece) -> Hit | None:
    """The words that make the harm of a sentence small."""
    few = [*piece.of("minimising"), *_only_so_many(piece), *_tiny_share(piece)]
    hurt = any(one.has("affects", *HARMS, "vague-harm") for one in reading.around(piece))
    sold = piece.has("promotion", "coupon", "discount")
    if few and (sold or not (hurt or reading.context.harm_at_least("health"))):
        few = []
    fine = {at for one in piece.of("only-for") for at in range(one.start, one.end)}
    even = next((one.end for one in piece.of("even-if")), piece.end)
    for hit in [*piece.of("belittling"), *few]:
        said_otherwise = hit.start >= even or not fine.isdisjoint(range(hit.start, hit.end))
        if not said_otherwise and not reading.is_negated(hit):
            return hit
    return None


def _only_so_many(piece: Piece) -> Iterator[Hit]:
    """`Only 46 customers`, 仅3人, `only one incident`: a number of them, right behind the word."""
    start = attrgetter("start")
    numbers = [one for one in piece.figures if one.kind == "number"]
    people = piece.of("affected", "counted")
    for small in piece.of("no-more-than"):
        at = bisect_left(numbers, small.end, key=start)
        if at == len(numbers) or numbers[at].start - small.end > _NEXT:
            continue
        flat = piece.reading.flat
        if numbers[at].unit in _COUNTERS or flat.startswith(_OF_ALL, numbers[at].end):
            yield Hit("minimising", small.start, numbers[at].end)
        who = bisect_left(people, numbers[at].start, key=start)
        if who < len(people) and people[who].start - small.end <= AHEAD * 3:
            yield Hit("minimising", small.start, people[who].end)


def _tiny_share(piece: Piece) -> Iterator[Hit]:
    """Less than 1% of our users, 占用户的0.02%; or 99% noticed nothing."""
    people = piece.of("affected")
    unhurt = piece.has("unaffected")
    for share in piece.figures:
        if share.kind != "percent" or _TINY < share.value < (_MOST if unhurt else _ALL + 1):
            continue
        if "占" in piece.reading.flat[max(piece.start, share.start - AHEAD) : share.start]:
            yield Hit("minimising", share.start, share.end)
        who = bisect_left(people, share.end, key=attrgetter("start"))
        if who < len(people) and people[who].start - share.end <= AHEAD * 2:
            yield Hit("minimising", share.start, people[who].end)


def _is_cared_for(reading: Reading, piece: Piece) -> bool:
    """An exact number, and something for each of them."""
    counted = any(one.kind == "number" and not one.approximate for one in piece.figures)
    return counted and any(one.has("each-one") for one in reading.around(piece))


CRITICS = (no_minimise,)
