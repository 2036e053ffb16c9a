"""The pages of the review's rules: there for each, and their examples are true."""

import re
from pathlib import Path
from typing import Any

import pytest

from crisiskit.check.pages import CORRECT, PROBLEMATIC, Page, read
from crisiskit.review.rules import TABLE
from tests.review.cases import context, rules

PAGES = Path(__file__).resolve().parents[2] / "docs" / "rules"
_BLOCK = re.compile(r"^```statement ([^\n]+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)

NAMES = [rule.name for rule in TABLE]


def blocks(page: Page, section: str) -> list[tuple[str, str]]:
    """The examples of a section: what stands behind `statement`, and the text."""
    return _BLOCK.findall(page.sections[section])


STATUSES = ("confirmed", "unconfirmed", "disputed")


def said(words: str, text: str) -> set[str]:
    """The rules that speak; `confirmed=5_stores_were_hit` is a fact of the ledger."""
    language, kind, *told = words.split()
    given: dict[str, Any] = dict(one.split("=", 1) for one in told)
    given["facts"] = [
        {"id": status, "value": given.pop(status).replace("_", " "), "status": status}
        for status in STATUSES
        if status in given
    ]
    return rules(text, context(kind, language, given))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_what_it_must(name: str) -> None:
    page = read(PAGES, name)
    assert page.heading == f"{TABLE[name].code} {name}"
    assert all(page.titles.values())
    assert {"Why", "为什么", "Configure", "配置"} <= page.sections.keys()


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_a_page_are_true(name: str) -> None:
    page = read(PAGES, name)
    bad, good = blocks(page, PROBLEMATIC), blocks(page, CORRECT)
    assert {words.split()[0][:2] for words, _text in bad} >= {"zh", "en"}
    assert bad
    assert good
    for words, text in bad:
        assert name in said(words, text), text
    for words, text in good:
        assert name not in said(words, text), text
