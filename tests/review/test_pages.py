"""The pages of the review's rules: there for each, and their examples are true."""

import re
from pathlib import Path
from typing import Any

import pytest

from crisiskit.check.pages import CORRECT, PROBLEMATIC, Page, read
from crisiskit.review.comparing import Side, compare
from crisiskit.review.reviewing import read as read_text
from crisiskit.review.rules import TABLE
from tests.review.cases import context, rules

PAGES = Path(__file__).resolve().parents[2] / "docs" / "rules"
_BLOCK = re.compile(r"^```statement ([^\n]+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)

NAMES = [rule.name for rule in TABLE]


def blocks(page: Page, section: str) -> list[tuple[str, str]]:
    """The examples of a section: what stands behind `statement`, and the text."""
    return _BLOCK.findall(page.sections[section])


BESIDE = "+"
"""Between the languages of an example of two texts, which a line `---` parts."""

STATUSES = ("confirmed", "unconfirmed", "disputed")


def beside(one: str, other: str, kind: str, text: str) -> set[str]:
    """The rules that speak of two texts: of one document, or, in one language, of two."""
    texts = zip((one, other), text.split("\n---\n"), strict=True)
    documents = ("d1", "d2" if one == other else "d1")
    sides = [
        Side(f"{name}/{n}", read_text(words, context(kind, language, {})), document=name)
        for n, (name, (language, words)) in enumerate(zip(documents, texts, strict=True))
    ]
    return {finding.rule for finding in compare(sides)}


def said(words: str, text: str) -> set[str]:
    """The rules that speak; `confirmed=5_stores_were_hit` is a fact of the ledger."""
    language, kind, *told = words.split()
    if BESIDE in language:
        one, other = language.split(BESIDE)
        return beside(one, other, kind, text)
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


UNSAID = {"term-variant": {"en"}}
"""Languages that a rule has nothing to say about."""


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_a_page_are_true(name: str) -> None:
    page = read(PAGES, name)
    bad, good = blocks(page, PROBLEMATIC), blocks(page, CORRECT)
    assert {words.split()[0][:2] for words, _text in bad} == (
        {"zh", "en"} - UNSAID.get(name, set())
    )
    assert bad
    assert good
    for words, text in bad:
        assert name in said(words, text), text
    for words, text in good:
        assert name not in said(words, text), text
