"""Texts held against each other: what differs is found once, with both places."""

from pathlib import Path
from typing import Any

import pytest

from crisiskit.check import Diagnostic
from crisiskit.review.comparing import Side, compare
from crisiskit.review.context import Context
from crisiskit.review.reviewing import read
from crisiskit.yamlfile import read as read_yaml
from tests.review.cases import EXAMPLES, context

ROOT = Path(__file__).resolve().parents[2]
PARITY = "translation-parity"


def side(path: str, text: str, language: str, **more: Any) -> Side:
    """A text of a document."""
    kind = more.pop("kind", "apology")
    place = {"document": "d1", **more}
    return Side(path, read(text, Context(kind, language)), **place)


def both(zh: str, en: str, **more: Any) -> list[Diagnostic]:
    """What is found in the two languages of one text."""
    return compare([side("zh", zh, "zh-Hans", **more), side("en", en, "en", **more)])


def pairs(*, fires: bool) -> list[tuple[str, str, str]]:
    data = read_yaml(EXAMPLES / f"{PARITY}.yaml").data
    return [
        (languages.split()[0], one["zh"], one["en"])
        for languages, sides in data["pairs"].items()
        for one in sides["fires" if fires else "silent"]
    ]


def of_pair(language: str, zh: str, en: str) -> list[Diagnostic]:
    told = [context("apology", one, {}) for one in (language, "en")]
    return compare(
        [
            Side("zh", read(zh, told[0]), document="d1"),
            Side("en", read(en, told[1]), document="d1"),
        ]
    )


@pytest.mark.parametrize(("language", "zh", "en"), pairs(fires=True))
def test_two_languages_that_differ_in_one_thing(language: str, zh: str, en: str) -> None:
    (finding,) = of_pair(language, zh, en)
    assert (finding.rule, finding.path) == (PARITY, "en")
    assert [one.path for one in finding.related] == ["zh"]


@pytest.mark.parametrize(("language", "zh", "en"), pairs(fires=False))
def test_two_languages_that_say_the_same(language: str, zh: str, en: str) -> None:
    assert of_pair(language, zh, en) == []
