"""Rules about when a text goes out: not too late, and not when nobody looks (domain.md 3.2)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from crisiskit.language import _, pick
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.table import Remark, missing, on, rule

RULES = (
    rule("CS612", "first-response-sla", error="holding", warning="apology clarification press"),
    rule(
        "CS613",
        "bury-timing",
        warning="holding apology handling clarification recall breach press",
    ),
)

FIRST_WORDS = timedelta(hours=4)
"""The first answer, after the matter became public (domain.md 1.5)."""

SUBSTANCE = timedelta(hours=24)
"""A text with substance."""

LONG_AGO = timedelta(days=10)
"""Days before a text goes out; what lies further back is no news of this matter."""

_EVENING, _FRIDAY_EVENING = 17, 18
_FRIDAY = 4


def first_response(reading: Reading) -> Iterator[Remark]:
    """A first answer that comes too late after the matter became public."""
    published, broke, place = reading.context.published, reading.context.broke, None
    if published is None:
        return
    if broke is None:
        place, broke = _told(reading, published)
    if broke is None:
        return
    allowed = FIRST_WORDS if reading.context.kind == "holding" else SUBSTANCE
    took = published - broke
    if took <= allowed:
        return
    message = _(
        "{hours} hours after it became public; {allowed} are the most: others tell it first."
    )
    hint = _("Publish a holding statement now: what you know, what not, when you speak again.")
    message = message.format(hours=_hours(took), allowed=_hours(allowed))
    if place is None:
        yield missing("first-response-sla", reading, message, hint)
    else:
        yield on("first-response-sla", place, message, hint)


def _told(reading: Reading, published: datetime) -> tuple[Piece | None, datetime | None]:
    """When it became public, by a text that says so, and that it is the first answer.

    A day without a time of day ends at midnight.
    """
    first = next((piece for piece, _hit in reading.having("first-answer")), None)
    if first is None:
        return None, None
    for piece in reading.body:
        for figure in piece.figures if piece.has("became-public") else ():
            if figure.kind in {"date", "moment"}:
                return piece, _moment(figure.value, published)
    if (since := _since(reading, published)) is not None:
        return first, since
    return first, _earliest(reading, published)


def _since(reading: Reading, published: datetime) -> datetime | None:
    """The hour since which it has been noticed, on the day of the text: since 06:15."""
    for piece in reading.body:
        for figure in piece.figures if piece.has("since") else ():
            if figure.kind == "time" and figure.value[0] is not None and figure.value[0] < 24:
                hour, minute = figure.value[0], figure.value[1] or 0
                moment = published.replace(hour=hour, minute=minute)
                return moment if moment < published else None
    return None


def _earliest(reading: Reading, published: datetime) -> datetime | None:
    """The first day the text tells of, not long before it: then it can have been public."""
    days = [
        moment
        for piece in reading.body
        for one in piece.figures
        if one.kind in {"date", "moment"} and (moment := _moment(one.value, published)) is not None
    ]
    return min((day for day in days if timedelta(0) < published - day < LONG_AGO), default=None)


def _moment(value: tuple[int | None, ...], published: datetime) -> datetime | None:
    year, month, day, *clock = value
    try:
        moment = published.replace(
            year=year or published.year, month=month or 0, day=day or 0, hour=0, minute=0
        )
    except ValueError:
        return None
    hour, minute = clock or (24, 0)
    return moment + timedelta(hours=hour or 0, minutes=minute or 0)


def _hours(time: timedelta) -> str:
    return f"{time / timedelta(hours=1):.3g}"


def bury(reading: Reading) -> Iterator[Remark]:
    """A text that goes out when nobody looks, unless that is at once."""
    published, broke = reading.context.published, reading.context.broke
    if published is None or (broke is not None and published - broke <= FIRST_WORDS):
        return
    when = _quiet(published, reading.context.country)
    if when is None:
        return
    message = _("It goes out {when}: that looks as if nobody was to read it, and nobody can ask.")
    hint = _(
        "Publish on a working day between 6:00 and 17:00, or record why it can be at no other time."
    )
    yield missing("bury-timing", reading, message.format(when=when), hint)


def _quiet(moment: datetime, country: str) -> str | None:
    """In words, when nobody looks; None at another time. All hours are those of the text's zone."""
    from crisiskit.calendar import NIGHT_FROM, NIGHT_TO, holiday_after, is_working_day

    if moment.hour >= NIGHT_FROM or moment.hour < NIGHT_TO:
        return _("at night")
    day = moment.date()
    holiday = holiday_after(day, country) if moment.hour >= _EVENING else None
    if holiday is not None:
        return _("on the eve of {holiday}").format(holiday=pick(holiday.name))
    if day.weekday() == _FRIDAY and moment.hour >= _FRIDAY_EVENING:
        return _("on Friday evening")
    if day.weekday() > _FRIDAY and not is_working_day(day, country):
        return _("at the weekend")
    return None


CRITICS = (first_response, bury)
