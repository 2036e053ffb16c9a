"""Rules about how much of the matter a text lays open (CS3xx; domain.md 3.1 C)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from crisiskit.language import _
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.certainty import FEW, is_negated, is_within
from crisiskit.review.table import Remark, missing, on, rule, words
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULES = (
    rule(
        "CS305",
        "known-unknown-doing",
        error="holding status",
        warning="apology handling press",
    ),
    rule(
        "CS308",
        "quantify-or-say-unknown",
        warning="apology breach status",
        info="holding handling press",
    ),
    rule(
        "CS311",
        "plain-naming",
        error="breach recall status",
        warning="holding apology handling",
    ),
)

GROUPS = ("group-people", "group-order", "group-shop", "group-goods", "group-place")
CLOSE = {"zh": 6, "en": 24}
"""Characters between a quantity and what it is of."""

NOT_BETWEEN = frozenset(",;:、.0123456789")
"""Signs after which a quantity is of something else; some 300 guests are a number."""

MESSAGE = {"zh": 140, "en": 320}
"""Characters of a text message."""

OPEN_KINDS = ("holding", "status")
"""Statements that are made before everything is known."""

NAMELESS = {
    "euphemism-leak": "plain-leak",
    "euphemism-outage": "plain-outage",
    "euphemism-defect": "plain-defect",
}
"""A word that hides the thing, and the words that name it."""

EVENTS = ("settled", *NAMELESS.values())
"""Words for what happened."""


def slots(reading: Reading) -> Iterator[Remark]:
    """What is known, what is not, what is being done: all three, while a matter is open.

    A statement made when all is known need not say what is not; an apology has to give facts only
    when it speaks of an open matter.
    """
    if reading.context.excerpt or not reading.body:
        return
    lacking = list(_lacking(reading))
    if not lacking:
        return
    message = _(
        "Whoever reads this asks what is known, what is not known yet and what is being done. "
        "Missing: {slots}."
    ).format(slots=_(", ").join(lacking))
    hint = _(
        "One sentence each: “Confirmed: …”, “Not known yet: …”, “We are now doing …, "
        "the next news comes at …”."
    )
    yield missing("known-unknown-doing", reading, message, hint)


def _lacking(reading: Reading) -> Iterator[str]:
    pieces = [*reading.body, *reading.headings]
    unknown = any(piece.has("unknown-mark", "count-unknown", "cause-unknown") for piece in pieces)
    doing = any(map(_acts, pieces))
    if reading.context.kind not in OPEN_KINDS:
        if unknown and doing and not any(map(_may_tell, pieces)):
            yield _("what is known")
        return
    settled = any(map(_is_settled, pieces))
    unknown = unknown or _is_message(reading)
    if not any(map(_tells, pieces)):
        yield _("what is known")
    if not unknown and not settled:
        yield _("what is not known yet")
    if not doing and not settled:
        yield _("what is being done")


def _is_settled(piece: Piece) -> bool:
    if any(one.has("still-down") for one in piece.reading.body):
        return False
    hoped = [one.start for one in piece.of("eta", "awaited")]
    return any(
        not is_negated(piece, hit) and not any(start < hit.start for start in hoped)
        for hit in piece.of("settled")[:FEW]
    )


def _acts(piece: Piece) -> bool:
    none = {one.start for one in piece.of("doing-not")}
    return any(one.start not in none for one in piece.of("doing-mark"))


def _is_message(reading: Reading) -> bool:
    """Whether it is as short as a text message, and says where there is more."""
    return (
        len(reading.pieces) == len(reading.body)
        and reading.body[-1].paragraph == 0
        and len(reading.flat) <= MESSAGE[reading.language]
        and any(one.kind == "contact" for one in reading.figures)
    )


def _may_tell(piece: Piece) -> bool:
    """Whether it may give a fact about the matter."""
    return bool(piece.figures) or piece.has("known-mark", "known-event", "cause", *EVENTS)


def _tells(piece: Piece) -> bool:
    """Whether it gives a fact about the matter: so marked, or an event that is not hearsay."""
    if piece.has("known-mark") or _is_counted(piece):
        return True
    event = piece.first("known-event", *EVENTS)
    if event is None:
        return False
    hearsay = any(one.start < event.start for one in piece.of("hearsay", "condition"))
    return not hearsay or any(one.kind in FACTUAL for one in piece.figures)


def _is_counted(piece: Piece) -> bool:
    """Whether it says when, and how many: at 10:00, 26 people. What is due tells nothing yet."""
    if piece.has("dated-promise", "planned", "next-update", "condition", "contact"):
        return False
    kinds = {one.kind for one in piece.figures[:FEW]}
    return bool(kinds & WHEN) and bool(kinds - WHEN & FACTUAL)


WHEN = frozenset({"date", "time", "moment"})

FACTUAL = frozenset({"number", "money", "percent", "date", "time", "moment", "duration"})


def quantities(reading: Reading) -> Iterator[Remark]:
    """部分用户, some customers: how many is neither said nor said to be still counted."""
    if reading.context.excerpt or any(piece.has("count-unknown") for piece in reading.body):
        return
    counted = _counted(reading)
    for piece in reading.body:
        vague_ones = piece.of("quantity-vague")[:FEW]
        groups = piece.of(*GROUPS) if vague_ones else []
        for vague in vague_ones:
            group = _group_after(reading, vague, groups)
            if group is None or _is_spared(piece, vague) or _is_known(reading, group, counted):
                continue
            counted.add(group.kind)  # one remark a group is enough
            shown = reading.text[vague.start : group.end]
            message = _(
                "{words}: how many is left open, and readers assume that it is more than you say."
            ).format(words=quote(shown))
            hint = _(
                "Give the number and as of when; or say that it is still being counted, "
                "and when you will give it."
            )
            place = vague._replace(end=group.end)
            yield on("quantify-or-say-unknown", place, message, hint)


GENERAL = frozenset(
    ("用户", "顾客", "客户", "客人", "消费者", "会员", "账号", "账户", "帐号", "帐户", "使用者")
)
"""Words for those concerned, whoever they are."""


def _is_known(reading: Reading, group: Hit, counted: set[str]) -> bool:
    """Whether a number of the group is given: that of the applicants is none of the employers."""
    if group.kind not in counted:
        return False
    word = reading.flat[group.start : group.end]
    own = reading.language == "zh" and group.kind == "group-people" and word not in GENERAL
    return not own or f"#{word}" in counted


def _counted(reading: Reading) -> set[str]:
    """The groups of which a number is given, and with # the words for them.

    Hundreds of guests, 数十位考生 are none.
    """
    found = set()
    for piece in reading.pieces:
        vague = piece.of("quantity-vague")[:FEW]
        numbers = [
            one
            for one in piece.figures
            if one.kind == "number" and not any(hit.start <= one.start < hit.end for hit in vague)
        ]
        for group in piece.of(*GROUPS) if numbers else ():
            last = bisect_right(numbers, group.start, key=attrgetter("start")) - 1
            if last >= 0 and group.start - numbers[last].end <= CLOSE[reading.language]:
                found |= {group.kind, f"#{reading.flat[group.start : group.end]}"}
        if any(one.unit == "人" for one in numbers):
            found.add("group-people")
    return found


def _group_after(reading: Reading, vague: Hit, groups: Sequence[Hit]) -> Hit | None:
    """What a quantity is of: the first group close behind it, with no sign between."""
    at = bisect_left(groups, vague.end, key=attrgetter("start"))
    if at == len(groups):
        return None
    between = reading.flat[vague.end : groups[at].start]
    if len(between) > CLOSE[reading.language] or not NOT_BETWEEN.isdisjoint(between):
        return None
    return groups[at]


def _is_spared(piece: Piece, vague: Hit) -> bool:
    """Those who are well, cases that may arise, what is planned: no count is owed."""
    before = piece.of("condition", "planned")
    return is_within(piece, vague, "quantity-most") or any(
        one.start < vague.start for one in before
    )


def euphemisms(reading: Reading) -> Iterator[Remark]:
    """体验波动, security incident: fine once the thing itself was named, or is so right behind."""
    for hidden, plain in NAMELESS.items():
        found = (piece for piece in [*reading.body, *reading.pieces] if piece.has(hidden))
        where = next(found, None)
        if where is None or any(one.has(plain) for one in reading.pieces[: where.number + 2]):
            continue
        hit = where.of(hidden)[0]
        message = _("{words} hides what happened; if you do not call it by its name, others will.")
        message = message.format(words=quote(words(reading, hit)))
        yield on("plain-naming", hit, message, _plain_words(hidden))


def _plain_words(hidden: str) -> str:
    if hidden == "euphemism-leak":
        return _("Say which data of whom were leaked, taken or seen by others.")
    if hidden == "euphemism-outage":
        return _("Say what people could not do, from when to when.")
    return _("Say what the product does to people: it catches fire, it breaks, it makes ill.")


CRITICS = (slots, quantities, euphemisms)
