"""Wording: a stored value of a fact in the words of a language.

Every figure, date and list that is published gets its form here, so that two languages of one text
cannot disagree.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from crisiskit.language import pick
from crisiskit.lean import dataclass
from crisiskit.playbook import moments, quantities
from crisiskit.playbook.plan import FactSpec, Text

_ABBREVIATION = re.compile(r"\b(?:Inc|Ltd|Co|Corp|Jr|Sr|etc|(?:[A-Za-z]\.)+[A-Za-z])$")
"""What ends with a point of its own."""


class Untranslated(LookupError):  # noqa: N818 - the word of the design: 【待翻译：…】
    """A text has no words in the language asked for."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A value to be said, the fact it is of, and how: `say` gives the words of a text."""

    spec: FactSpec
    value: Any
    language: str
    zone: str
    say: Callable[[Text], str]
    names_zone: bool = True
    """Whether a time says on whose clock; on a screen all times are on that of the case."""

    def by_language(self, zh: str, en: str) -> str:
        """Punctuation and little words of the language; any other is set like English."""
        return zh if self.language == "zh" else en


def words(spec: FactSpec, value: Any, language: str, zone: str) -> str:
    """A value as published. Raises Untranslated when a text of it has no words in the language."""
    return _WORDS[spec.type](_published(spec, value, language, zone))


def entries(spec: FactSpec, value: Any, language: str, zone: str) -> list[str]:
    """The words of each item, option, person or row; of any other value, its words alone.

    Raises Untranslated.
    """
    said = _published(spec, value, language, zone)
    return _ENTRIES[spec.type](said) if spec.type in _ENTRIES else [_WORDS[spec.type](said)]


def shown(spec: FactSpec, value: Any, language: str, zone: str) -> str:
    """A value for the screen: a text in another language stands there with a visible mark."""
    said = _Said(spec, value, language, zone, lambda words: pick(words, language), False)
    return _WORDS[spec.type](said)


def _published(spec: FactSpec, value: Any, language: str, zone: str) -> _Said:
    return _Said(spec, value, language, zone, lambda words: text(words, language))


def text(words: Text, language: str) -> str:
    """The words of a text in a language, as a part of a sentence. Raises Untranslated."""
    if language not in words:
        raise Untranslated(language)
    return _unstopped(words[language])


def _unstopped(words: str) -> str:
    """Without the full stop that some people type: the template sets one where it belongs.

    `Qinghe Co., Ltd.`, `6 p.m.` and an ellipsis keep theirs.
    """
    words = words.rstrip("。；; ")
    bare = words.removesuffix(".")
    if bare.endswith(".") or _ABBREVIATION.search(bare):
        return words
    return bare


def joined(parts: Sequence[str], language: str) -> str:
    """A list in a sentence: `甲、乙、丙`; `a, b and c`."""
    if language == "zh":
        return "、".join(parts)
    return " and ".join([part for part in (", ".join(parts[:-1]), *parts[-1:]) if part])


def cell_spec(spec: FactSpec, column: str) -> FactSpec:
    """A column of a table fact, as if it were a fact."""
    found = spec.columns[column]
    return FactSpec(f"{spec.id}.{column}", found.type, spec.bucket, found.label, {})


def _number(said: _Said) -> str:
    unit = said.say(said.spec.unit) if said.spec.unit else ""
    return quantities.number_words(said.value, said.language, unit)


def _yes_no(said: _Said) -> str:
    return said.by_language("是", "yes") if said.value else said.by_language("否", "no")


def _option(said: _Said) -> str:
    label = said.spec.options.get(said.value)
    return said.say(label) if label else str(said.value)


def _choices(said: _Said) -> list[str]:
    return [_option(replace(said, value=option)) for option in said.value]


def _items(said: _Said) -> list[str]:
    """The items in the language; on a screen those of another language carry its mark."""
    if said.language in said.value:
        return [said.say({said.language: item}) for item in said.value[said.language]]
    return [said.say({other: item}) for other, items in said.value.items() for item in items]


def _people(said: _Said) -> list[str]:
    return [_person(replace(said, value=person)) for person in said.value]


def _person(said: _Said) -> str:
    """`集团人力负责人 张三`; `Zhang San (Head of HR, Group)`; a person may have no name."""
    person = said.value
    title, name = said.say(person["title"]), person.get("name", "")
    unit = said.say(person["unit"]) if "unit" in person else ""
    office = said.by_language(f"{unit}{title}", f"{title}, {unit}" if unit else title)
    return said.by_language(f"{office} {name}".strip(), f"{name} ({office})" if name else office)


def _rows(said: _Said) -> list[str]:
    return [said.by_language("，", ", ").join(_cells(said, row)) for row in said.value]


def _cells(said: _Said, row: Mapping[str, Any]) -> list[str]:
    return [
        said.say(column.label)
        + said.by_language("：", ": ")
        + _WORDS[column.type](replace(said, spec=cell_spec(said.spec, name), value=row[name]))
        for name, column in said.spec.columns.items()
        if name in row
    ]


def _listed(said: _Said) -> str:
    parts = _ENTRIES[said.spec.type](said)
    return joined(parts, said.language) or said.by_language("无", "none")


_ENTRIES: dict[str, Callable[[_Said], list[str]]] = {
    "choices": _choices,
    "list": _items,
    "people": _people,
    "table": _rows,
}
_WORDS: dict[str, Callable[[_Said], str]] = {
    "text": lambda said: said.say(said.value),
    "number": _number,
    "percent": lambda said: quantities.percent_words(said.value),
    "money": lambda said: quantities.money_words(said.value, said.language),
    "time": lambda said: moments.time_words(
        said.value, said.language, said.zone, names_zone=said.names_zone
    ),
    "date": lambda said: moments.date_words(said.value, said.language),
    "duration": lambda said: moments.duration_words(said.value, said.language),
    "yes-no": _yes_no,
    "choice": _option,
    "choices": _listed,
    "list": _listed,
    "people": _listed,
    "table": lambda said: said.by_language("；", "; ").join(_rows(said)),
}
