"""Each rule on its short examples: it speaks where it should, and nowhere else."""

import pytest

from crisiskit.review.rules import TABLE
from tests.review.cases import EXAMPLES, Example, examples, rules


def test_every_rule_has_examples() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.yaml")} == {rule.name for rule in TABLE}


@pytest.mark.parametrize(
    "one", examples(), ids=lambda one: f"{one.rule}-{one.language}-{one.text[:16]}"
)
def test_a_rule_speaks_where_it_should(one: Example) -> None:
    assert (one.rule in rules(one.text, one.context)) is one.fires, one.text
