"""What figures have to do with each other.

`join`: what they owe to their neighbours, in ranges, dates with times, lists. `same`: whether two
say the same.
"""

from collections.abc import Callable
from decimal import Decimal

from crisiskit.review.figures import names, things
from crisiskit.review.figures.dates import YEARS, year_behind
from crisiskit.review.figures.figure import Figure
from crisiskit.review.figures.numerals import end_of_digits

_RANGE = frozenset({"-", "--", "~", "至", "到", "to", "until", "till", "through", "and"})
_LIST = frozenset({"、", "和", "及", "与", ",", "/"}) | _RANGE
_AT = frozenset({"", " ", " at ", ", at ", ", ", "的"})
_ON = frozenset({" on ", ", on ", ", "})
_FAR = 12
"""Characters between two figures beyond which they have nothing to do with each other."""

_AMOUNTS = frozenset({"number", "money", "percent", "duration"})


def join(found: list[Figure], figure: Figure, text: str) -> None:
    """Puts a figure behind those found, with what it takes from the last or gives to it."""
    last = found[-1] if found else None
    between = text[last.end : figure.start] if last else ""
    if last is None or len(between) > _FAR:
        found.append(figure)
        return
    gap = between.strip(" ")
    if moment := _moment(last, figure, between):
        found[-1] = moment
        return
    if gap in _RANGE:
        found[-1], figure = _given(last, figure, text), _taken(last, figure, text)
    elif gap in _LIST:
        figure = _listed(last, figure)
    found.append(figure)


def _moment(last: Figure, figure: Figure, between: str) -> Figure | None:
    """3月5日24时, `8 p.m. on 5 March`: a day and a time in one."""
    if last.kind == "date" and figure.kind == "time" and between in _AT and last.value[2]:
        day, time = last, figure
    elif last.kind == "time" and figure.kind == "date" and between in _ON and figure.value[2]:
        day, time = figure, last
    else:
        return None
    value = (*day.value, *time.value)
    return Figure("moment", value, "", "", time.approximate, last.start, figure.end)


def _given(last: Figure, figure: Figure, text: str) -> Figure:
    """The first of a range, with what only the second says: 3-5天, 100至200万元, 5-7 March."""
    if last.kind != "number" or last.unit or last.reach or not _is_digits(text, figure):
        return last
    plain = last._replace(noun=figure.noun or last.noun)
    written = Decimal(text[figure.start : end_of_digits(text, figure.start)].replace(",", ""))
    if figure.kind == "date":
        return _given_date(last, figure, written)
    if figure.kind == "time":
        hour = last.value + figure.value[0] - written
        sound = hour <= 24 and hour == int(hour)
        return last._replace(kind="time", value=(int(hour), 0)) if sound else last
    if figure.kind not in _AMOUNTS or not written:
        return last
    amount, *mark = figure.value if isinstance(figure.value, tuple) else (figure.value,)
    amount = last.value * amount / written
    value = (amount, *mark) if mark else amount
    return plain._replace(kind=figure.kind, value=value, unit=figure.unit)


def _given_date(last: Figure, figure: Figure, written: Decimal) -> Figure:
    year, month, day = figure.value
    if day == written and 1 <= last.value <= 31:
        return last._replace(kind="date", value=(year, month, int(last.value)), noun="")
    if month is None and last.value in YEARS:
        return last._replace(kind="date", value=(int(last.value), None, None), noun="")
    return last


def _taken(last: Figure, figure: Figure, text: str) -> Figure:
    """The second of a range, with what only the first says: 3月1日至5日, March 1-5, 晚8点至10点."""
    if last.kind == "date" and figure.kind == "date":
        return _dated(last, figure, in_range=True)
    if last.kind == "date" and _is_bare(figure) and last.value[2] and figure.value <= 31:
        year, end = year_behind(text, figure.end)
        value = (year or last.value[0], last.value[1], int(figure.value))
        return figure._replace(kind="date", value=value, noun="", end=end)
    if last.kind == "money" and _is_bare(figure) and not _is_digits(text, last):  # ¥300-500
        return figure._replace(kind="money", value=(figure.value, last.value[1]), noun="")
    if last.kind in {"time", "moment"} and figure.kind == "time":
        return _timed(last, figure, text)
    return figure


def _timed(last: Figure, figure: Figure, text: str) -> Figure:
    """The end of 晚8点至10点 is in the evening too, unless that came before the beginning."""
    begin, (hour, minute) = last.value[-2:], figure.value
    spoken = text[figure.start].isdecimal() and ":" not in text[figure.start : figure.end]
    halved = any(half in text[last.start : last.end] for half in ("午", "晚", "夜"))
    if spoken and halved and hour < 12 <= begin[0] and (hour + 12, minute) > begin:
        return figure._replace(value=(hour + 12, minute))
    return figure


def _listed(last: Figure, figure: Figure) -> Figure:
    """One more of a list: 3月1日、5日; 批号 0305、0306."""
    if last.kind == "date" and figure.kind == "date":
        return _dated(last, figure, in_range=False)
    if last.kind == "id" and figure.kind == "id" and not figure.unit:
        return figure._replace(unit=last.unit)
    if last.kind == "id" and _is_bare(figure) and figure.end - figure.start == len(last.value):
        return figure._replace(kind="id", value=str(figure.value), unit=last.unit, noun="")
    return figure


def _dated(last: Figure, figure: Figure, *, in_range: bool) -> Figure:
    (year, month, day), (ends, in_month, on_day) = last.value, figure.value
    if in_month is None and ends is None:
        return figure._replace(value=(year, month, on_day))
    if in_range and ends is None and year is not None and month is not None:
        later = (in_month, on_day or 0) >= (month, day or 0)
        return figure._replace(value=(year if later else year + 1, in_month, on_day))
    return figure


def _is_bare(figure: Figure) -> bool:
    return (
        figure.kind == "number"
        and not (figure.unit or figure.approximate)
        and figure.value == int(figure.value)
    )


def _is_digits(text: str, figure: Figure) -> bool:
    return "0" <= text[figure.start] <= "9"


def same(one: Figure, other: Figure) -> bool | None:
    """Whether two figures say the same, by value; None when they cannot be compared.

    They cannot when they are of different kinds, units or things, when only one says what it
    counts and they differ, and when both are approximate and might mean the same. An approximate
    amount agrees with an exact one as far as its words reach.
    """
    if one.kind != other.kind:
        return None
    return _BY_KIND[one.kind](one, other)


def _numbers(one: Figure, other: Figure) -> bool | None:
    alike = _alike(one, other)
    if alike is False:
        return None
    equal = _amounts(one, other, one.value, other.value)
    return equal if alike or equal else None


def _alike(one: Figure, other: Figure) -> bool | None:
    """Whether two numbers count the same thing; None when one of them does not say."""
    sort, thing = things.sort_and_thing(one.unit, one.noun)
    other_sort, other_thing = things.sort_and_thing(other.unit, other.noun)
    if thing and other_thing and thing != other_thing:
        return False
    if sort and other_sort:
        return sort == other_sort
    if one.unit == other.unit:
        return True
    return None if _says_nothing(one) or _says_nothing(other) else False


def _says_nothing(figure: Figure) -> bool:
    return figure.unit in {"", "个"} and not figure.noun


def _marked(one: Figure, other: Figure) -> bool | None:
    """Money and lengths of time: an amount and what it is of."""
    (amount, mark), (other_amount, other_mark) = one.value, other.value
    return _amounts(one, other, amount, other_amount) if mark == other_mark else None


def _percents(one: Figure, other: Figure) -> bool | None:
    return _amounts(one, other, one.value, other.value) if one.unit == other.unit else None


def _amounts(one: Figure, other: Figure, amount: Decimal, other_amount: Decimal) -> bool | None:
    low, high = one.reach or (amount, amount)
    other_low, other_high = other.reach or (other_amount, other_amount)
    if high < other_low or other_high < low:
        return False
    both = one.reach is not None and other.reach is not None
    return None if both and (one.reach, amount) != (other.reach, other_amount) else True


def _dates(one: Figure, other: Figure) -> bool | None:
    """Dates, and moments: by what both of them say; None when that is not down to the same."""
    said = [
        (part, other_part)
        for part, other_part in zip(one.value, other.value, strict=True)
        if part is not None and other_part is not None
    ]
    if any(part != other_part for part, other_part in said):
        return False
    without_year = zip(one.value[1:], other.value[1:], strict=True)
    as_far = all((part is None) == (other_part is None) for part, other_part in without_year)
    return True if said and as_far else None


def _times(one: Figure, other: Figure) -> bool | None:
    """24:00 and 0:00 are one; about eight and half past eight may be."""
    if (one.value[0] % 24, one.value[1]) == (other.value[0] % 24, other.value[1]):
        return True
    return None if one.approximate or other.approximate else False


def _contacts(one: Figure, other: Figure) -> bool | None:
    if one.unit != other.unit:
        return None
    if one.unit == "phone":
        return names.alike(one.value, other.value)
    return str(one.value) == str(other.value)


def _ids(one: Figure, other: Figure) -> bool | None:
    """Ids differ when they are of one label; of two, they may name two things."""
    if one.value.casefold() == other.value.casefold():
        return True
    return False if one.unit == other.unit != "" else None


def _plainly(one: Figure, other: Figure) -> bool | None:
    return bool(one.value == other.value)


_BY_KIND: dict[str, Callable[[Figure, Figure], bool | None]] = {
    "number": _numbers,
    "money": _marked,
    "percent": _percents,
    "duration": _marked,
    "date": _dates,
    "moment": _dates,
    "time": _times,
    "weekday": _plainly,
    "relative": _plainly,
    "contact": _contacts,
    "id": _ids,
    "article": _plainly,
}
