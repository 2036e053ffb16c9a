"""The rule about days and hours (CS303; domain.md 3.1 C, rule 23)."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from crisiskit.check import Severity
from crisiskit.language import _
from crisiskit.review.figures import Figure
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.acts import due, given_in, is_done
from crisiskit.review.rules.certainty import FEW
from crisiskit.review.rules.spans import turned_round
from crisiskit.review.rules.zones import without_zone
from crisiskit.review.table import ALL, Remark, rule
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULES = (rule("CS303", "date-time-valid", error=ALL),)

LEAP = 2024
"""A year that has every day, for a date of which the year is not said."""

NEAR = {"zh": 12, "en": 32}
"""Characters around a date in which it may be said that it is no promise."""

BY_THEN = ("前", "之前", "以前", "内", "起")
DUE_WORDS = (
    *("将", "最晚", "最迟", "不晚于", "不迟于", "定于", "拟于", "计划", "预计", "承诺", "保证"),
    *("下次", "下一次", "会在", "会于", "期限", "截止"),
)
TELLING = ("公布", "公开", "发布", "通报", "更新", "答复", "回复", "到账", "退", "恢复", "完成")
"""Words in Chinese by which a day is one that something is due on."""

DUE = 8
"""Characters before a date in which such a word stands."""

BESIDE = 4
"""Characters between today and its hour: today at 9:30."""

BETWEEN = 3
"""Characters between a date and its weekday: a bracket, a comma, a blank."""


def days_and_hours(reading: Reading) -> Iterator[Remark]:
    """Days that do not exist, weekdays that are others, promises for a time that is over."""
    issued = _issued(reading)
    for piece in reading.pieces:
        for number, one in enumerate(piece.figures[:FEW]):
            if one.kind not in {"date", "moment"} or None in one.value[1:3]:
                continue
            if _made(one.value[0] or LEAP, *one.value[1:3]) is None:
                yield _about(one, _no_such_day(reading, one))
                continue
            day = _day(one, issued)
            if day is None:
                continue
            yield from _other_weekday(piece, number, day)
            if issued is not None and day < issued and _is_due(piece, one):
                yield _about(one, _over(reading, one, issued))
        yield from _turned_round(piece)
        yield from _no_such_hour(piece)
    yield from _same_day(reading)
    yield from _unsaid(reading, issued)
    yield from _no_zone(reading)


def _no_such_hour(piece: Piece) -> Iterator[Remark]:
    """9时75分, 3月6日25时: the hour stops being one where a number is too large."""
    flat = piece.reading.flat
    for one in piece.figures[:FEW]:
        said = flat[one.end : one.end + 3]
        sign, least = ("分", 60) if one.kind == "time" else ("时", 25)
        if one.kind not in {"time", "date"} or said[2:] != sign or not said[:2].isdecimal():
            continue
        if int(said[:2]) >= least:
            whole = one._replace(end=one.end + len(said))
            yield _about(whole, _no_such_day(piece.reading, whole))


def _turned_round(piece: Piece) -> Iterator[Remark]:
    """From 12 May to 9 May."""
    for first, second in turned_round(piece):
        words = quote(piece.reading.text[first.start : second.end])
        told = (
            _("{words} ends before it begins.").format(words=words),
            _("Look the date up and correct it."),
        )
        yield _about(first, told, end=second.end)


def _about(
    one: Figure, told: tuple[str, str], level: Severity | None = None, end: int | None = None
) -> Remark:
    return Remark("date-time-valid", one.start, end or one.end, *told, level)


def _issued(reading: Reading) -> date | None:
    """The day on which the text goes out: as told, or as it is signed."""
    if reading.context.published is not None:
        return reading.context.published.date()
    for piece in reversed(reading.sign_off):
        for one in piece.figures:
            if one.kind in {"date", "moment"} and None not in one.value[:3]:
                return _made(*one.value[:3])
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(one: Figure, issued: date | None) -> date | None:
    """The day of a figure; of one without a year the nearest to the day of issue."""
    year, month, day = one.value[:3]
    if year is not None:
        return _made(year, month, day)
    if issued is None:
        return None
    around = (_made(issued.year + shift, month, day) for shift in (-1, 0, 1))
    return min((one for one in around if one), key=lambda one: abs(one - issued), default=None)


def _no_such_day(reading: Reading, one: Figure) -> tuple[str, str]:
    return (
        _("There is no such day: {words}.").format(words=quote(reading.text[one.start : one.end])),
        _("Look the date up and correct it."),
    )


def _other_weekday(piece: Piece, number: int, day: date) -> Iterator[Remark]:
    """The weekday that stands beside a date and is not that of the day."""
    one = piece.figures[number]
    for other in piece.figures[max(0, number - 1) : number + 2]:
        gap = max(one.start - other.end, other.start - one.end)
        if other.kind != "weekday" or gap > BETWEEN or other.value == day.isoweekday():
            continue
        text = piece.reading.text
        told = (
            _("{date} is a {right}, not {words}: which of the two is wrong?").format(
                date=quote(text[one.start : one.end]),
                right=_weekday(day),
                words=quote(text[other.start : other.end]),
            ),
            _("Look the date up, and write date and weekday that belong together."),
        )
        first, last = min(one.start, other.start), max(one.end, other.end)
        yield _about(one, told)._replace(start=first, end=last)


def _weekday(day: date) -> str:
    return (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )[day.weekday()]


def _is_promised(piece: Piece, one: Figure) -> bool:
    """Whether something is promised for a date, and not that it was once promised."""
    if not piece.has("dated-promise") and not _is_given_by(piece, one):
        return False
    if any(hit.start < one.start for hit in piece.of("condition")):
        return False
    reach = NEAR[piece.reading.language]
    near = piece.of("not-promise")
    if any(one.start - reach <= hit.start <= one.end + reach for hit in near):
        return False
    return "?" not in piece.reading.flat[one.end : piece.end]


def _is_due(piece: Piece, one: Figure) -> bool:
    """Whether a date is promised; in Chinese by words beside it: 将于3月8日, 3月8日前."""
    if not _is_promised(piece, one) or piece.reading.language != "zh":
        return _is_promised(piece, one)
    flat = piece.reading.flat
    if flat.startswith(BY_THEN, one.end):
        return True
    before = flat[max(piece.start, one.start - DUE) : one.start]
    return any(word in before for word in DUE_WORDS) or _acts_on(piece, one)


def _acts_on(piece: Piece, one: Figure) -> bool:
    """Whether it is the day of what follows in its clause: 3月8日公布结果, not 3月8日下单的顾客."""
    flat = piece.reading.flat
    ends = [at for sign in ",;。" if (at := flat.find(sign, one.end, piece.end)) >= 0]
    clause = flat[one.end : min(ends, default=piece.end)]
    return clause.startswith(TELLING) and "的" not in clause[: NEAR["zh"]]


def _is_given_by(piece: Piece, one: Figure) -> bool:
    """Whether something is given by a date, and not yet: the fare is refunded by 22 May."""
    given = given_in(piece, "redress", "bearing")
    return one in due(piece) and bool(given) and not any(is_done(piece, hit) for hit in given)


def _over(reading: Reading, one: Figure, issued: date) -> tuple[str, str]:
    return (
        _(
            "{words} is over when the text goes out on {day}: a promise that is already broken."
        ).format(words=quote(reading.text[one.start : one.end]), day=issued.isoformat()),
        _("Give a new time that you can keep; if the old one was missed, say so and why."),
    )


def _same_day(reading: Reading) -> Iterator[Remark]:
    """A time of the day of issue that is over when the text goes out: 今天18时前."""
    published = reading.context.published
    if published is None:
        return
    for piece in reading.body:
        today = [one for one in piece.figures[:FEW] if one.kind == "relative" and one.value == 0]
        for one in piece.figures[:FEW]:
            after = any(map(partial(_is_hour_of, piece, one), today))
            if one.kind != "time" or not after or not _is_promised(piece, one):
                continue
            if tuple(one.value) < (published.hour, published.minute):
                yield _about(one, _over_today(reading, one, published))


def _is_hour_of(piece: Piece, one: Figure, today: Figure) -> bool:
    """Whether an hour is of a day: today at 9:30, by 10:00 this morning."""
    if 0 <= one.start - today.end <= BESIDE:
        return True
    behind = piece.reading.flat[today.start : today.end].startswith("this ")
    return behind and 0 <= today.start - one.end <= BETWEEN


def _over_today(reading: Reading, one: Figure, published: datetime) -> tuple[str, str]:
    return (
        _(
            "{words} is over when the text goes out at {time}: a promise that is already broken."
        ).format(words=quote(reading.text[one.start : one.end]), time=f"{published:%H:%M}"),
        _("Give a new time that you can keep; if the old one was missed, say so and why."),
    )


def _unsaid(reading: Reading, issued: date | None) -> Iterator[Remark]:
    """近日, yesterday in a text that has a date: copies of it circulate without the date."""
    if issued is None:
        return
    for piece in reading.body:
        hit = next((one for one in piece.of("day-unsaid") if not _is_said(piece, one)), None)
        if hit is None or _has_date_beside(piece, hit):
            continue
        if piece.has("planned", "condition"):
            continue
        message = _(
            "{words}: whoever reads a copy tomorrow does not know which day that is."
        ).format(words=quote(reading.text[hit.start : hit.end]))
        hint = _("Write the date, with the hour where it matters.")
        yield Remark("date-time-valid", hit.start, hit.end, message, hint, Severity.WARNING)
        return


def _is_said(piece: Piece, hit: Hit) -> bool:
    """Whether the words belong to a date or say of what: 3月8日前, the last week of the exams."""
    if piece.reading.flat.startswith(" of ", hit.end):
        return True
    days = [one for one in piece.figures if one.kind in {"date", "moment"}]
    return any(one.start < hit.end and hit.start < one.end for one in days)


def _has_date_beside(piece: Piece, hit: Hit) -> bool:
    """Whether the day is said after all: yesterday, 3 March; 昨晚(3月5日)."""
    reach = BETWEEN * 2
    return any(
        (one.kind in {"date", "moment"} and -reach <= one.start - hit.end <= reach * 2)
        or (one.kind in {"date", "moment"} and 0 <= hit.start - one.end <= reach)
        for one in piece.figures
    )


def _no_zone(reading: Reading) -> Iterator[Remark]:
    """A clock time in English with nothing that says whose clock: abroad it is another hour."""
    one = without_zone(reading)
    if one is not None:
        told = (
            _("{words}: readers abroad do not know whose clock this is.").format(
                words=quote(reading.text[one.start : one.end])
            ),
            _("Add the time zone, such as “Beijing time (UTC+8)”."),
        )
        yield _about(one, told, Severity.WARNING)


CRITICS = (days_and_hours,)
