"""docs/review.md shows what is so: the output, the head, the waivers, the terms, the options."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crisiskit.check.waiver_comments import in_statement
from crisiskit.review import front_matter, own_terms, told
from tests.cli.test_reference import help_of
from tests.cli.test_review import GOLDEN
from tests.tools import measured

PAGE = (Path(__file__).parents[2] / "docs" / "review.md").read_text("utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_output_is_what_is_printed() -> None:
    assert f"$ crisiskit review 声明.md\n{GOLDEN}```" in PAGE


def test_the_head_is_one() -> None:
    found = front_matter.told(BLOCKS[0], "p", lambda: "Asia/Shanghai", datetime.now(UTC))
    assert found["kind"] == "apology"
    facts = told.facts(found["facts"], "zh-Hans")
    assert [(one.id, one.status) for one in facts.values()] == [
        ("people_affected", "confirmed"),
        ("cause", "unconfirmed"),
        ("hotline", "confirmed"),
    ]
    assert facts["hotline"].words == "400-000-6612"


def test_the_waivers_are_waivers() -> None:
    found = in_statement(PAGE, "p")
    assert len(found) == 2
    assert all(one.by == "legal" and one.reason and not one.wrong for one in found)


def test_the_terms_are_terms() -> None:
    terms, wrong = own_terms.read(BLOCKS[1], "p")
    assert not wrong
    assert set(terms) == {"conditional-harm"}


def test_every_option_is_one() -> None:
    page = "".join(map(help_of, ("review", "approve", "publish", "override", "edit")))
    named = set(re.findall(r"(?<![-\w])--[a-z][a-z-]+", PAGE.split("## 中文")[0]))
    assert named - {"--kind"} - set(re.findall(r"--[a-z-]+", page)) == set()


@pytest.mark.parametrize("part", ["seen", "held"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_was_measured_is_so_still(part: str, language: str) -> None:
    begin, end = measured.block(PAGE, part, language)
    if "|" in PAGE[begin:end]:  # the place is there before the numbers are
        now = measured.measured(measured.statements(part))
        assert PAGE[begin:end].strip() == measured.table(now, language)
