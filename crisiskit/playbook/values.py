"""Values of facts: from what a person typed to what is stored, and from that to words.

Stored values are plain JSON without floats. `parse` takes what was typed, or what a flag or a
scenario gave, which may be JSON already; `words` (in `wording.py`) prints a stored value. Nothing
else in the house reads or formats a value.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from crisiskit.errors import UsageError
from crisiskit.language import _, pick
from crisiskit.lean import dataclass
from crisiskit.playbook import moments, quantities, typed
from crisiskit.playbook.plan import FactSpec
from crisiskit.playbook.wording import Untranslated, cell_spec, shown, words
from crisiskit.text import nearest, quote

__all__ = ["Untranslated", "parse", "shown", "words"]

_YES = frozenset({"是", "有", "对", "y", "yes", "true", "1"})
_NO = frozenset({"否", "不是", "没有", "无", "没", "n", "no", "false", "0"})
_PERSON_KEYS = frozenset({"name", "title", "unit"})


@dataclass(frozen=True, slots=True)
class _Given:
    """A value as it came, the fact it is for, and where and when it was said."""

    spec: FactSpec
    raw: Any
    language: str
    zone: str
    now: datetime


def parse(spec: FactSpec, raw: Any, *, language: str, zone: str, now: datetime) -> Any:
    """What was typed, or given as JSON, as the stored value of a fact.

    `zone` and `now` are what `02:10` and `tomorrow` are meant by; a text without a language is in
    `language`. Raises UsageError with the expected form and an example.
    """
    try:
        if isinstance(raw, str):
            raw = typed.within(raw, typed.LONGEST_INPUT).strip()
        return _PARSERS[spec.type](_Given(spec, raw, language, zone, now))
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise _refusal(spec, raw) from error


def _refusal(spec: FactSpec, raw: Any) -> UsageError:
    return UsageError(
        _("{value} cannot be the value of {fact} ({label}).").format(
            value=quote(raw), fact=spec.id, label=pick(spec.label)
        ),
        hint=_expected(spec),
    )


def _expected(spec: FactSpec) -> str:
    if spec.type in ("choice", "choices"):
        return _options_hint(spec)
    if spec.type == "table":
        row = ", ".join(f'"{column}": "…"' for column in spec.columns)
        return _("Expected rows as JSON: {example}").format(example=f"[{{{row}}}]")
    return _EXPECTED[spec.type]()


_EXPECTED: dict[str, Callable[[], str]] = {
    "text": lambda: _("Expected words without control characters, at most {count} of them.").format(
        count=typed.LONGEST_TEXT
    ),
    "number": lambda: _("Expected a number: 300000, 300,000, 30万, 1.5"),
    "percent": lambda: _("Expected a percentage: 12.5%"),
    "money": lambda: _("Expected an amount: 500万, ¥12.50, 1200 CNY"),
    "time": lambda: _("Expected a time: 02:10, 11-21 02:10, 2026-11-21 02:10, +2h, tomorrow 10:00"),
    "date": lambda: _("Expected a date: 2026-11-21, 11-21, tomorrow, +3d"),
    "duration": lambda: _("Expected a duration: 30m, 2h, 3d, 5wd (working days)"),
    "yes-no": lambda: _("Expected yes or no: y, n, 是, 否"),
    "list": lambda: _("Expected items with ; between them, or JSON: {example}").format(
        example='["…", "…"]'
    ),
    "people": lambda: _("Expected titles with 、 between them, or JSON: {example}").format(
        example='[{"title": "…", "name": "…", "unit": "…"}]'
    ),
}


def _options_hint(spec: FactSpec) -> str:
    listed = "  ".join(
        f"{number} {option} ({pick(label)})"
        for number, (option, label) in enumerate(spec.options.items(), start=1)
    )
    if spec.type == "choice":
        return _("Expected one of: {options}").format(options=listed)
    return _("Expected some of these, with 、 or a comma between them: {options}").format(
        options=listed
    )


def _text(given: _Given) -> dict[str, str]:
    raw = given.raw
    is_figure = isinstance(raw, int | float) and not isinstance(raw, bool)
    return typed.text(str(raw) if is_figure else raw, given.language)


def _number(given: _Given) -> int | str:
    return quantities.parse_number(given.raw, tuple((given.spec.unit or {}).values()))


def _money(given: _Given) -> dict[str, str]:
    return quantities.parse_money(typed.json_or_text(given.raw))


def _yes_no(given: _Given) -> bool:
    word = typed.folded(given.raw).casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise ValueError(given.raw)


def _choice(given: _Given) -> str:
    if not isinstance(given.raw, str | int):
        raise ValueError(given.raw)  # noqa: TRY004 - one kind of refusal for whatever is no option
    return _chosen(given.spec, given.raw)


def _choices(given: _Given) -> list[str]:
    """Options in the order given, each once. Blanks separate where nothing else makes sense."""
    spec, listed = given.spec, typed.entries(given.raw)
    if listed is None:
        listed = typed.parts(given.raw, "、,，;；\n")
        if any(_option(spec, part) is None for part in listed):
            listed = [word for part in listed for word in part.split()]
        if not listed:
            raise ValueError(given.raw)
    if listed in (["无"], ["none"]) and _option(spec, listed[0]) is None:
        return []
    return list(dict.fromkeys(_chosen(spec, part) for part in listed))


def _chosen(spec: FactSpec, raw: Any) -> str:
    found = _option(spec, raw)
    if found is None:
        raise _no_option(spec, raw)
    return found


def _option(spec: FactSpec, raw: Any) -> str | None:
    """An option by id, by label in any language, or by its number."""
    word = typed.folded(raw)
    if word in spec.options:
        return word
    for option, label in spec.options.items():
        if word.casefold() in {option, *(words.casefold() for words in label.values())}:
            return option
    if word.isdecimal() and len(word) < 4 and 1 <= int(word) <= len(spec.options):
        return tuple(spec.options)[int(word) - 1]
    return None


def _no_option(spec: FactSpec, raw: Any) -> UsageError:
    labels = {words: option for option, label in spec.options.items() for words in label.values()}
    near = nearest(str(raw), [*spec.options, *labels])
    message = _("{value} is not an option of {fact} ({label}).").format(
        value=quote(raw), fact=spec.id, label=pick(spec.label)
    )
    if near is not None:
        message += " " + _("Did you mean {name}?").format(name=quote(labels.get(near, near)))
    return UsageError(message, hint=_options_hint(spec))


def _list(given: _Given) -> dict[str, list[str]]:
    return typed.per_language(given.raw, given.language, typed.items)


def _people(given: _Given) -> list[dict[str, Any]]:
    """JSON rows, or titles: `人力负责人、法务`."""
    rows = typed.entries(given.raw)
    if rows is None:
        rows = [{"title": title} for title in typed.parts(given.raw, "、;；\n")]
    if not rows:
        raise ValueError(given.raw)
    return [_person(row, given.language) for row in rows]


def _person(row: Any, language: str) -> dict[str, Any]:
    if isinstance(row, str):
        row = {"title": row}
    if not isinstance(row, Mapping) or "title" not in row or not row.keys() <= _PERSON_KEYS:
        raise ValueError(row)
    person: dict[str, Any] = {"name": typed.clean(row["name"])} if row.get("name") else {}
    return person | {
        key: typed.text(row[key], language) for key in ("title", "unit") if row.get(key)
    }


def _table(given: _Given) -> list[dict[str, Any]]:
    rows = typed.entries(given.raw)
    if not rows:
        raise ValueError(given.raw)
    return [_row(given, row) for row in rows]


def _row(given: _Given, row: Any) -> dict[str, Any]:
    if not isinstance(row, Mapping) or not row or not row.keys() <= given.spec.columns.keys():
        raise ValueError(row)
    return {
        column: _cell(replace(given, spec=cell_spec(given.spec, column), raw=row[column]))
        for column in given.spec.columns
        if column in row
    }


def _cell(given: _Given) -> Any:
    return parse(given.spec, given.raw, language=given.language, zone=given.zone, now=given.now)


_PARSERS: dict[str, Callable[[_Given], Any]] = {
    "text": _text,
    "number": _number,
    "percent": lambda given: quantities.parse_percent(given.raw),
    "money": _money,
    "time": lambda given: moments.parse_time(given.raw, given.zone, given.now),
    "date": lambda given: moments.parse_date(given.raw, given.zone, given.now),
    "duration": lambda given: moments.parse_duration(given.raw),
    "yes-no": _yes_no,
    "choice": _choice,
    "choices": _choices,
    "list": _list,
    "people": _people,
    "table": _table,
}
