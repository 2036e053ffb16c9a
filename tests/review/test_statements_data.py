"""The annotated statements measure the reviewer, so they are held exact themselves."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

HOME = Path(__file__).parent / "statements"
PARTS = ("seen", "held")


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KINDS = words("holding apology handling clarification status recall breach internal press qa")
LANGUAGES = frozenset({"zh-Hans", "zh-Hant", "en"})
CONTEXT = {
    "responsibility": frozenset({"undetermined", "victim", "accidental", "preventable"}),
    "harm": frozenset({"none", "money", "privacy", "health", "injury", "death"}),
    "listed": frozenset({True}),
    "minors": frozenset({True}),
    "authority": frozenset({True}),
    "excerpt": frozenset({True}),
}
STATUSES = frozenset({"confirmed", "unconfirmed", "disputed"})

# domain.md 3.1 in its order, then the gates of 3.2 that one text alone can show.
RULES = words(
    """
    apology-present apology-early apology-subject apology-object no-conditional-apology
    harm-scale-match no-but-apology active-responsibility no-public-misunderstanding no-scapegoat
    no-victim-blame no-victimage no-deny-plus-apology forgiveness-not-alone harm-acknowledged
    condolence-first no-minimise tone-no-mock no-marketing bolstering-late fact-ledger
    number-consistency date-time-valid no-speculation known-unknown-doing no-absolute-terms
    no-over-reassurance quantify-or-say-unknown third-party-named no-self-contradiction
    plain-naming known-cause-only remedy-present remedy-dated remedy-owned remedy-claimable
    protective-action next-update no-unconfirmed-eta overpromise promise-tracked contact-channel
    independent-check legal-admission-flag no-prejudge-authority victim-privacy minor-privacy
    no-lawyer-threat statutory-contents filing-before-press
    """
)
GATES = words(
    """
    title-clear length jargon cliche-vacuous sentence-length signature-date spokesperson-named
    placeholder-left rights-waiver competitor-disparage term-variant promise-by-insider
    bury-timing first-response-sla
    """
)
SLUGS = RULES | GATES

Statement = dict[str, Any]


def part(name: str) -> dict[str, Statement]:
    files = sorted((HOME / name).glob("*.yaml"))
    return {file.name: yaml.safe_load(file.read_text(encoding="utf-8")) for file in files}


ALL = {f"{name}/{file}": it for name in PARTS for file, it in part(name).items()}

each_statement = pytest.mark.parametrize("statement", ALL.values(), ids=ALL)


@each_statement
def test_has_the_fields_and_no_others(statement: Statement) -> None:
    needed = words("kind language context text findings arguable")
    assert needed <= set(statement) <= needed | {"note"}
    assert statement["kind"] in KINDS
    assert statement["language"] in LANGUAGES
    assert statement.get("note", "told").strip()


@each_statement
def test_context_is_what_a_reviewer_may_be_told(statement: Statement) -> None:
    context = dict(statement["context"])
    for moment in {"published", "broke"} & set(context):
        assert datetime.fromisoformat(context.pop(moment)).tzinfo
    assert context.pop("country", "CN").isalpha()
    for fact in context.pop("facts", []):
        assert set(fact) == {"id", "value", "status"}
        assert fact["status"] in STATUSES
    for key, value in context.items():
        assert value in CONTEXT[key]


@each_statement
def test_annotations_name_known_rules_and_words_of_the_text(statement: Statement) -> None:
    for finding in statement["findings"] + statement["arguable"]:
        assert set(finding) == {"rule", "on", "why"}
        assert finding["rule"] in SLUGS
        assert finding["why"].endswith((".", "。"))
        assert finding["on"] is None or finding["on"] in statement["text"]


@each_statement
def test_nothing_is_annotated_twice(statement: Statement) -> None:
    annotations = statement["findings"] + statement["arguable"]
    places = Counter((it["rule"], it["on"]) for it in annotations)
    assert not [place for place, count in places.items() if count > 1]


def test_the_rules_are_those_of_the_domain() -> None:
    assert (len(RULES), len(GATES), len(SLUGS)) == (50, 14, 64)


@pytest.mark.parametrize("name", PARTS)
def test_each_part_has_every_kind_and_language_and_good_statements(name: str) -> None:
    statements = part(name).values()
    assert {it["kind"] for it in statements} == KINDS
    assert {it["language"] for it in statements} == LANGUAGES
    assert not all(it["findings"] for it in statements)


@pytest.mark.parametrize("name", PARTS)
def test_every_rule_is_deserved_in_each_part(name: str) -> None:
    deserved = {it["rule"] for statement in part(name).values() for it in statement["findings"]}
    assert SLUGS - deserved == set()
