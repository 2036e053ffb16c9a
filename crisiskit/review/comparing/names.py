"""Persons of the ledger in two languages of one text: who is named in one is named in the other.

Names cannot be spelled from one script to the other; the ledger has them in both. Only persons are
looked for: of a company or an authority one language may well give a short name.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from crisiskit.language import _
from crisiskit.review.comparing.pairing import Paired
from crisiskit.review.comparing.sides import (
    PARITY,
    Conflict,
    Side,
    Spot,
    capital,
    in_words,
    of_piece,
)
from crisiskit.review.matching import matching
from crisiskit.review.reading import Reading
from crisiskit.text import is_han, quote

LONGEST = 80
"""Characters of a fact that may be a person with an office."""

CHARACTERS = range(2, 4)
"""Of the name of a person in Chinese; and so many words has one in English."""

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_PARTS = re.compile(r"[\s,、:()]+")
_LINKS = frozenset(("the", "of", "and", "for", "in", "at", "on", "de"))
_OFFICES = frozenset(
    (
        *("chief", "executive", "officer", "director", "president", "manager", "head", "chair"),
        *("chairman", "chairwoman", "vice", "general", "secretary", "board", "spokesperson"),
        *("mr", "mrs", "ms", "dr", "senior", "deputy", "acting", "people", "operations"),
        *("technology", "information", "security", "risk", "legal", "customer", "service"),
        *("communications", "marketing", "quality", "safety", "product", "financial", "finance"),
    )
)
_CHINESE_OFFICES = frozenset(
    (
        *("总经理", "董事长", "总裁", "发言人", "负责人"),
        *("主任", "总监", "秘书长", "经理"),
    )
)
"""Words of what somebody is."""


class Name(NamedTuple):
    """A person of the ledger, in both languages."""

    fact: str
    zh: str
    en: tuple[str, ...]

    def place(self, reading: Reading) -> tuple[int, int] | None:
        """Where a text names the person."""
        if reading.language == "zh":
            forms, text = [self.zh], reading.flat
        else:
            forms, text = [" ".join(self.en), " ".join(reversed(self.en))], reading.text
        found = [(at, at + len(form)) for form in forms if (at := _whole(text, form)) >= 0]
        return min(found, default=None)


def persons(zh: Reading, en: Reading) -> Iterator[Name]:
    """The persons that the ledger has in both languages."""
    for fact, said in zh.context.facts.items():
        other = en.context.facts.get(fact)
        if other is not None and max(len(said.words), len(other.words)) <= LONGEST:
            name = _person(fact, matching(said.words), other.words)
            if name is not None:
                yield name


def _person(fact: str, zh: str, en: str) -> Name | None:
    """A short name beside an office, in both: 首席执行官 陈安; An Chen, Chief Executive."""
    words = [word for word in _WORD.findall(en) if word.lower() not in _LINKS]
    named = tuple(word for word in words if word.lower() not in _OFFICES)
    parts = [part for part in _PARTS.split(zh) if part]
    short = [part for part in parts if len(part) in CHARACTERS and part not in _CHINESE_OFFICES]
    short = [part for part in short if all(map(is_han, part))]
    if len(parts) < 2 or len(short) != 1 or not all(word[0].isupper() for word in words):
        return None
    return Name(fact, short[0], named) if len(named) in CHARACTERS else None


def _whole(text: str, words: str) -> int:
    """Where words stand that are no part of longer ones; -1 where they do not."""
    at = text.find(words)
    while at >= 0:
        around = text[max(at - 1, 0) : at] + text[at + len(words) : at + len(words) + 1]
        if not (around.isascii() and any(map(str.isalpha, around))):
            return at
        at = text.find(words, at + 1)
    return -1


def names(there: Side, here: Side, found: Paired) -> Iterator[Conflict]:
    """Whom only one of two languages names, or names otherwise; `found` pairs their figures."""
    zh, en = (here, there) if here.language == "zh" else (there, here)
    for name in persons(zh.reading, en.reading):
        mine, theirs = name.place(here.reading), name.place(there.reading)
        if theirs and not mine:
            place = of_piece(here, found.beside_one(theirs[0]))
            partner = Spot(there, *theirs)
            message = _("{version} names {words}; this one does not, or spells it otherwise.")
            said = message.format(version=capital(in_words(there)), words=quote(partner.words))
        elif mine and not theirs:
            place = Spot(here, *mine)
            partner = of_piece(there, found.beside_other(mine[0]))
            message = _("{words} is named here; {version} does not, or spells it otherwise.")
            said = message.format(version=in_words(there), words=quote(place.words))
        else:
            continue
        hint = _("The ledger has {zh} and {en}; write it so in both.").format(
            zh=quote(zh.reading.context.facts[name.fact].words),
            en=quote(en.reading.context.facts[name.fact].words),
        )
        yield Conflict(PARITY, place, partner, said, hint, ("name", name.fact))
