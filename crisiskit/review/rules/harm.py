"""Rules about those who were hurt: named, mourned first, not made few (domain.md 3.1 B)."""

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from crisiskit.check import Severity
from crisiskit.language import _
from crisiskit.review.acts import within
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.table import Remark, missing, on, rule
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULES = (
    rule(
        "CS201",
        "harm-acknowledged",
        error="apology recall breach",
        warning="holding handling press",
    ),
    rule(
        "CS202",
        "condolence-first",
        error="holding apology internal press",
        warning="handling clarification status recall",
    ),
    rule(
        "CS203",
        "no-minimise",
        warning="holding apology handling clarification status recall breach internal press",
        info="qa",
    ),
)

TOLD_OF_PEOPLE = ("harm-health", "harm-death", "harm-privacy")
"""Harm that only people can have: the word alone says who it is about."""

TOLD_OF_THINGS = ("harm-money", "harm-service", "harm-event")
"""Harm that is one only when somebody is named who has it."""

HARMS = (*TOLD_OF_PEOPLE, *TOLD_OF_THINGS, "got-at")
PEOPLE = ("affected", "addressed")

AHEAD = 10
"""Characters before a harm in which 避免 or `prevent` says that there is none (English: 30)."""


def harm_acknowledged(reading: Reading) -> Iterator[Remark]:
    """Texts that never say who was hurt and how."""
    if reading.context.harm == "none" or reading.context.excerpt or not reading.body:
        return
    if any(_acknowledges(reading, piece) for piece in reading.body):
        return
    place = _vague(reading)
    if place is None:
        yield missing(
            "harm-acknowledged",
            reading,
            _("Nowhere does it say who was hurt and how: readers will say it for you."),
            _acknowledge(reading),
        )
        return
    message = _("{words} stands for a harm that is named nowhere: who was hurt, and how?")
    yield on(
        "harm-acknowledged",
        place,
        message.format(words=quote(reading.text[place.start : place.end])),
        _acknowledge(reading),
    )


def _acknowledge(reading: Reading) -> str:
    if reading.context.kind == "breach" or reading.context.harm == "privacy":
        return _(
            "Say in one sentence how many people it is and what happened to them: "
            "“the names and numbers of 812 customers were stolen”."
        )
    return _(
        "Say in one sentence how many people were hurt and what happened to them: "
        "“17 customers fell ill; 2 are in hospital”."
    )


def _acknowledges(reading: Reading, piece: Piece) -> bool:
    """Whether a sentence says of people that something was done to them."""
    kinds = {hit.kind for hit in _told(reading, piece, *HARMS)}
    if not kinds.isdisjoint(TOLD_OF_PEOPLE) or ("got-at" in kinds and piece.has("personal-data")):
        return True
    if reading.context.kind == "recall" and "harm-event" in kinds:
        return True
    if _is_wronged(piece):
        return True
    return not kinds.isdisjoint(TOLD_OF_THINGS) and any(
        near.has(*PEOPLE) for near in reading.around(piece)
    )


def _is_wronged(piece: Piece) -> bool:
    """Whether so many people could not do something, or had it done to them: 46位乘客被留下."""
    people = piece.first(*PEOPLE)
    counted = any(one.kind == "number" for one in piece.figures)
    if people is None or not counted or piece.has("unaffected", "only-if"):
        return False
    apparent = piece.of("no-negation")
    bad = (hit for hit in piece.of("negation", "suffers") if hit.start >= people.end)
    return any(not within(hit, apparent) for hit in bad)


def _told(reading: Reading, piece: Piece, *kinds: str) -> Iterator[Hit]:
    """Harm that is told as a fact: not denied, prevented, warned of, or behind an `if`.

    A recall tells of dangers: if you go on using it, it can burn you.
    """
    recall = reading.context.kind == "recall"
    reach = AHEAD if reading.language == "zh" else AHEAD * 3
    doubted, prevented = False, -reach
    for hit in piece.of(*kinds, "kept-away", "only-if"):
        if hit.kind == "only-if":
            doubted = True
        elif hit.kind == "kept-away":
            prevented = hit.end + reach
        elif (recall or not (doubted or hit.start <= prevented)) and not reading.is_negated(hit):
            yield hit


def _vague(reading: Reading) -> Hit | None:
    for kind in ("vague-harm", "vague-case"):
        for _piece, hit in reading.having(kind):
            return hit
    return None


CARE = ("condolence", "empathy")
BODILY = ("harm-health", "harm-death")
GRIEF_WITHIN = 3
"""Sentences in which the dead and the hurt have been thought of."""


def condolence_first(reading: Reading) -> Iterator[Remark]:
    """Texts about death or injury that begin with the company."""
    if reading.context.excerpt or not _is_grave(reading):
        return
    body = _after_greeting(reading)
    if not body:
        return
    care = next((hit for piece in body if (hit := _care(piece)) is not None), None)
    proud = next((hit for piece in body for hit in piece.of("performance")), None)
    if proud is not None and (care is None or proud.start < care.start):
        message = _("{words} comes before those who were hurt: it reads as if they came second.")
        words = quote(reading.text[proud.start : proud.end])
        yield on("condolence-first", proud, message.format(words=words), _console())
    elif care is None:
        message = _("People died or were hurt, and not a word is for them or their families.")
        yield on("condolence-first", body[0], message, _console())
    elif not _in_time(body, care):
        message = _("The first words are not for those who were hurt; sympathy comes later.")
        yield on("condolence-first", body[0], message, _console())


def _console() -> str:
    return _("Begin with the dead, the injured and their families; what you did comes after.")


def _is_grave(reading: Reading) -> bool:
    if reading.context.harm is not None:
        return reading.context.harm_at_least("injury")
    return reading.context.kind != "clarification" and any(
        True for piece in reading.body for _hit in _told(reading, piece, "harm-death")
    )


def _after_greeting(reading: Reading) -> list[Piece]:
    body = reading.body
    first = 0
    while first < len(body) and _is_greeting(body[first]):
        first += 1
    return body[first:]


def _is_greeting(piece: Piece) -> bool:
    polite = piece.has("greeting") and not piece.has(*TOLD_OF_PEOPLE, *CARE)
    return polite or _names_speaker(piece)


def _names_speaker(piece: Piece) -> bool:
    """Whether it says who speaks (发言人：…), as remarks begin on paper."""
    who = piece.first("spokesperson")
    return who is not None and who.start == piece.start and piece.reading.flat[who.end] == ":"


def _care(piece: Piece) -> Hit | None:
    """The first words of sorrow; an apology to those who were hurt is one."""
    reading = piece.reading
    found = next((hit for hit in piece.of(*CARE) if not reading.is_negated(hit)), None)
    apology = piece.first("apology")
    if apology is None or (found is not None and found.start < apology.start):
        return found
    hurt = piece.has("affected") or any(one.has(*BODILY) for one in reading.around(piece))
    return apology if hurt else found


def _in_time(body: list[Piece], care: Hit) -> bool:
    """Whether the first sentence has it, or tells of the victims and a sentence close by has it.

    A recall may say first what to stop using, and why: that keeps others from being hurt.
    """
    if care.start < body[0].end:
        return True
    if body[0].reading.context.kind == "recall":
        opening = [piece for piece in body if piece.paragraph == body[0].paragraph]
        return care.start < opening[-1].end
    near = body[min(GRIEF_WITHIN, len(body)) - 1]
    return body[0].has(*BODILY) and care.start < near.end


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
    if few and not any(one.has("affects", *HARMS, "vague-harm") for one in reading.around(piece)):
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


CRITICS = (harm_acknowledged, condolence_first, no_minimise)
