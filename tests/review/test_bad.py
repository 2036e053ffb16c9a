"""Ten statements written badly on purpose: what a PR lead would circle is found, and no more.

What is printed about them is kept in docs/examples/review.
"""

from pathlib import Path
from typing import Any

import pytest

from crisiskit.review.rules import TABLE
from crisiskit.yamlfile import read
from tests.tools import review_examples
from tests.tools.measured import measured, statements

STATEMENTS = {path.stem: path for path in statements("bad")}
KEPT = dict(review_examples.files())


@pytest.mark.parametrize("name", STATEMENTS)
def test_what_would_be_circled_is_found_and_no_more(name: str) -> None:
    assert measured([STATEMENTS[name]]).told == []


@pytest.mark.parametrize("data", [read(path).data for path in STATEMENTS.values()], ids=STATEMENTS)
def test_a_note_names_a_rule_and_words_of_the_text(data: dict[str, Any]) -> None:
    for note in [*data["findings"], *data["arguable"]]:
        assert note["rule"] in {rule.name for rule in TABLE}
        assert note["on"] == "null" or note["on"] in data["text"]


@pytest.mark.parametrize("path", KEPT, ids=lambda path: str(path.name))
def test_a_file_is_what_is_printed_now(path: Path) -> None:
    assert path.read_text("utf-8") == KEPT[path], "run python tests/tools/review_examples.py"


def test_no_file_is_left_over() -> None:
    found = {path for path in review_examples.EXAMPLES.iterdir() if path.name != "README.md"}
    assert found == set(KEPT)
