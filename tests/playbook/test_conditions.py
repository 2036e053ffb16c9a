"""Conditions: what may be written, what it means, and what unknown facts do to it."""

import itertools
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisiskit.errors import FileError
from crisiskit.playbook.conditions import (
    UNKNOWN,
    both,
    evaluate,
    parse,
    type_check,
    unknowns,
)
from crisiskit.playbook.plan import FactSpec


class Facts:
    """A case for conditions: names and their values; what is missing is unknown."""

    def __init__(self, values: dict[str, Any], hours: dict[str, Any] | None = None) -> None:
        self.values = values
        self.hours = hours or {}

    def value(self, name: str) -> Any:
        return self.values.get(name, UNKNOWN)

    def hours_since(self, name: str) -> Any:
        return self.hours.get(name, UNKNOWN)


def holds(text: str, **values: Any) -> bool | None:
    return evaluate(parse(text).tree, Facts(values))


# --- reading -----------------------------------------------------------------------------------


def test_names_are_told_once_in_the_order_written() -> None:
    condition = parse("known(b) and a > 1 and hours_since(c) >= 2 and a < 'x'")
    assert condition.names == ("b", "a", "c")


def test_a_block_of_several_lines_is_one_condition() -> None:
    condition = parse("a\n  and b == 'x'\n")
    assert condition.text == "a   and b == 'x'"
    assert condition.names == ("a", "b")


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "a.b",
        "a.b == 1",
        "a[0] == 1",
        "a + 1 > 2",
        "lambda: 1",
        "[x for x in a]",
        "(a := 1)",
        "a if b else c",
        "a is True",
        "a == None",
        "f'{a}' == 'x'",
        "b'x' == a",
        "a == {'x'}",
        "a == 1e5",
        "a == 1j",
        "a == ...",
        "known('a')",
        "known(a, b)",
        "known(x=a)",
        "known()",
        "known(*a)",
        "hours_since(a)",
        "hours_since(a.b) > 1",
        "len(a) > 1",
        "known(a) == True",
        "'x'",
        "1",
        "a in [b, 'x']",
        "a == --1",
        "a == -'x'",
        "a == -True",
        "(a == 1) == True",
        "*a",
        "await a",
        "yield a",
    ],
)
def test_anything_else_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(FileError) as caught:
        parse(text)
    assert caught.value.hint is not None
    assert "known(fact)" in caught.value.hint


@pytest.mark.parametrize(
    "text", ["", "   ", "a =", "a = 1", "a && b", "a == '\\d'", "1or a", "\0", "a;b"]
)
def test_what_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(FileError, match="is not a condition"):
        parse(text)


@pytest.mark.parametrize("text", ["a == true", "not null", "none == a"])
def test_words_of_other_languages_are_refused(text: str) -> None:
    with pytest.raises(FileError) as caught:
        parse(text)
    assert "True or False" in str(caught.value.hint)


def test_long_conditions_are_refused() -> None:
    with pytest.raises(FileError, match="too long"):
        parse(" or ".join(["a"] * 300))


@pytest.mark.parametrize("text", ["not " * 40 + "a", "(" * 400 + "a" + ")" * 400, "-" * 900 + "1"])
def test_deep_conditions_are_refused_and_crash_nothing(text: str) -> None:
    with pytest.raises(FileError):
        parse(text)


def test_control_characters_in_a_refused_condition_are_made_visible() -> None:
    with pytest.raises(FileError) as caught:
        parse("a == \x1b[31m")
    assert "\x1b" not in caught.value.message


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        condition = parse(text)
    except FileError:
        return
    assert parse(condition.text) == condition


# --- meaning -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("n > 10", {"n": 11}, True),
        ("n > 10", {"n": "10.5"}, True),
        ("n >= 10.5", {"n": "10.50"}, True),
        ("n == 0.1", {"n": "0.1"}, True),
        ("n < 1_000_000", {"n": 999999}, True),
        ("n > -5", {"n": "-4.9"}, True),
        ("n > -1.5", {"n": -1}, True),
        ("loss >= 100", {"loss": {"amount": "99.99", "currency": "CNY"}}, False),
        ("loss >= 99.99", {"loss": {"amount": "99.99", "currency": "CNY"}}, True),
        ("9 < n < 11", {"n": 10}, True),
        ("9 < n < 11", {"n": 12}, False),
        ("t < '2026-11-21T00:00:00Z'", {"t": "2026-11-20T23:59:59Z"}, True),
        ("d == '2026-11-21'", {"d": "2026-11-21"}, True),
        ("flag", {"flag": True}, True),
        ("not flag", {"flag": True}, False),
        ("flag == False", {"flag": False}, True),
        ("c == 'x'", {"c": "x"}, True),
        ("c != 'x'", {"c": "x"}, False),
        ("c in ['x', 'y']", {"c": "y"}, True),
        ("c not in ('x', 'y')", {"c": "z"}, True),
        ("n in [1, 2]", {"n": 2}, True),
        ("'x' in many", {"many": ["x", "y"]}, True),
        ("'z' not in many", {"many": ["x", "y"]}, True),
        ("'x' in many", {"many": []}, False),
        ("'慢' in concerns", {"concerns": {"zh": ["慢", "贵"]}}, True),
        ("cause == '雷击'", {"cause": {"zh": "雷击", "en": "lightning"}}, True),
        ("cause == 'flood'", {"cause": {"zh": "雷击", "en": "lightning"}}, False),
        ("a == b", {"a": 3, "b": "3.0"}, True),
    ],
)
def test_comparisons(text: str, values: dict[str, Any], expected: bool) -> None:
    assert holds(text, **values) is expected


def test_numbers_are_compared_as_numbers_not_as_text() -> None:
    assert holds("percent > 9", percent="10.5") is True
    assert holds("a > b", a="10.5", b="9.5") is True


@pytest.mark.parametrize(
    ("severity", "expected"), [("P1", True), ("P2", True), ("P3", False), ("P4", False)]
)
def test_severity_at_least_p2_means_p2_or_worse(severity: str, expected: bool) -> None:
    assert holds("severity >= 'P2'", severity=severity) is expected
    assert holds("'P2' <= severity", severity=severity) is expected
    assert holds("severity < 'P2'", severity=severity) is (not expected)


def test_severity_that_is_not_set_is_unknown() -> None:
    assert holds("severity >= 'P2'") is None


def test_hours_since_counts_to_the_minute_and_into_the_future() -> None:
    tree = parse("hours_since(look_again_at) >= 1.5").tree
    assert evaluate(tree, Facts({}, {"look_again_at": Decimal("1.5")})) is True
    assert evaluate(tree, Facts({}, {"look_again_at": Decimal(-2)})) is False
    assert evaluate(tree, Facts({})) is None


@pytest.mark.parametrize(
    "text", ["n > 1", "n != 1", "n == 1", "not n", "n", "'x' in n", "n in ['x']", "1 < n < 3"]
)
def test_an_unknown_fact_makes_a_condition_unknown(text: str) -> None:
    assert holds(text) is None


def test_known_is_never_unknown() -> None:
    assert holds("known(n)") is False
    assert holds("known(n)", n=0) is True
    assert holds("not known(n)") is True


def test_what_is_certain_either_way_is_decided() -> None:
    assert holds("a and b", a=False) is False
    assert holds("a or b", a=True) is True
    assert holds("a and b", a=True) is None
    assert holds("a or b", a=False) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("x > 'a'", 5), ("x == 5", "five"), ("x", "yes"), ("x > 1", True), ("'a' in x", "abc")],
)
def test_values_that_cannot_be_compared_leave_it_unknown(text: str, value: Any) -> None:
    assert holds(text, x=value) is None


def test_the_names_that_make_a_condition_unknown() -> None:
    tree = parse("a > 1 and (b or c == 'x') and known(d)").tree
    assert unknowns(tree, Facts({"b": True, "d": 1})) == ("a",)
    assert unknowns(tree, Facts({"d": 1})) == ("a", "b", "c")
    assert unknowns(tree, Facts({"a": 0})) == ()
    assert unknowns(parse("hours_since(t) > 1").tree, Facts({})) == ("t",)
    assert unknowns(parse("1 < n < m").tree, Facts({"n": 2})) == ("m",)


def test_both_reads_as_what_it_means() -> None:
    first, second = parse("a or b"), parse("c and not d")
    joined = both(first, second)
    assert joined is not None
    assert joined.text == "(a or b) and c and not d"
    assert parse(joined.text) == joined
    assert both(None, second) == second
    assert both(first, None) == first
    assert both(None, None) is None


# --- three values, against every way the unknown could turn out ---------------------------------

DOMAINS: dict[str, list[Any]] = {
    "flag": [True, False],
    "done": [True, False],
    "n": [0, "4.5", 5],
    "m": [1, 5],
    "c": ["x", "y"],
    "many": [[], ["x"], ["x", "y"]],
    "severity": ["P1", "P2", "P4"],
}

ATOMS = [
    "flag",
    "done == True",
    "n > 4",
    "n == m",
    "0 < n <= m",
    "n in [0, 5]",
    "c == 'x'",
    "c != 'x'",
    "c in many",
    "'x' in many",
    "'y' not in many",
    "severity >= 'P2'",
    "True",
    "False",
]

texts = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        inner.map("not ({})".format),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) and ({pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) or ({pair[1]})"),
    ),
    max_leaves=6,
)
cases = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in DOMAINS.items()}
)


def completions(condition_names: tuple[str, ...], values: dict[str, Any]) -> list[dict[str, Any]]:
    missing = [name for name in condition_names if name not in values]
    ways = itertools.product(*(DOMAINS[name] for name in missing))
    return [{**values, **dict(zip(missing, way, strict=True))} for way in ways]


@given(texts, cases)
def test_what_is_decided_stays_so_however_the_unknown_turns_out(
    text: str, values: dict[str, Any]
) -> None:
    condition = parse(text)
    result = evaluate(condition.tree, Facts(values))
    finally_so = {
        evaluate(condition.tree, Facts(whole)) for whole in completions(condition.names, values)
    }
    assert None not in finally_so
    if result is not None:
        assert finally_so == {result}


@given(texts, cases)
def test_unknowns_are_told_exactly_when_a_condition_is_unknown(
    text: str, values: dict[str, Any]
) -> None:
    condition = parse(text)
    env = Facts(values)
    found = unknowns(condition.tree, env)
    assert bool(found) is (evaluate(condition.tree, env) is None)
    assert set(found) <= set(condition.names) - set(values)


@given(texts, texts, cases)
def test_the_laws_of_kleene(one: str, two: str, values: dict[str, Any]) -> None:
    def says(text: str) -> bool | None:
        return evaluate(parse(text).tree, Facts(values))

    assert says(f"not (not ({one}))") == says(one)
    assert says(f"not (({one}) and ({two}))") == says(f"(not ({one})) or (not ({two}))")
    assert says(f"({one}) and ({two})") == says(f"({two}) and ({one})")


@given(texts, texts, texts)
def test_both_of_any_conditions_read_as_what_they_mean(one: str, two: str, three: str) -> None:
    joined = both(both(parse(one), parse(two)), parse(three))
    assert joined is not None
    assert parse(joined.text) == joined


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(texts, st.fixed_dictionaries({}, optional=dict.fromkeys(DOMAINS, json_values)))
def test_no_stored_value_breaks_a_condition(text: str, values: dict[str, Any]) -> None:
    assert evaluate(parse(text).tree, Facts(values)) in {True, False, None}


# --- types -------------------------------------------------------------------------------------


def spec(name: str, kind: str, *options: str) -> FactSpec:
    words = {"en": name}
    return FactSpec(name, kind, "event", words, words, options=dict.fromkeys(options, words))


SPECS = {
    fact.id: fact
    for fact in (
        spec("people_affected", "number"),
        spec("direct_loss", "money"),
        spec("share", "percent"),
        spec("data_out", "yes-no"),
        spec("cause", "text"),
        spec("press_at", "time"),
        spec("event_on", "date"),
        spec("outage", "duration"),
        spec("harm", "choice", "death", "injury", "none"),
        spec("leaked_fields", "choices", "name", "phone"),
        spec("concerns", "list"),
        spec("parties", "table"),
        spec("decided_by", "people"),
    )
}
OUTCOMES = {"press_go": ("hold", "no-go")}


def complaints(text: str) -> list[str]:
    return type_check(parse(text), SPECS, OUTCOMES)


@pytest.mark.parametrize(
    "text",
    [
        "people_affected >= 1000 and data_out",
        "10 < people_affected < 20",
        "direct_loss > 1.5 and share < 50",
        "people_affected > direct_loss",
        "not data_out or data_out == True",
        "cause == 'fire' and cause in ['fire', 'flood']",
        "press_at >= '2026-11-21T00:00:00Z'",
        "event_on < '2026-11-21'",
        "harm == 'death' or harm in ['injury', 'none'] or 'none' != harm",
        "'phone' in leaked_fields",
        "harm in leaked_fields",
        "'slow' in concerns",
        "known(parties) and known(decided_by) and known(outage) and known(severity)",
        "press_go == 'hold'",
        "hours_since(press_at) > 2 and hours_since(event_on) < 48.5",
        "severity >= 'P2' and severity in ['P1', 'P2'] and 'P1' == severity",
        "responsibility == 'victim' and phase != 'recovery' and not closed and language == 'zh'",
    ],
)
def test_what_fits_is_not_complained_about(text: str) -> None:
    assert complaints(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("people_afected > 1", "Did you mean people_affected?"),
        ("known(preß_go)", "Nobody declares"),
        ("hours_since(nowhen) > 1", "Nobody declares"),
        ("people_affected", "not a yes-no fact"),
        ("not harm", "not a yes-no fact"),
        ("severity", "not a yes-no fact"),
        ("people_affected > 'many'", "cannot be compared"),
        ("'many' == people_affected", "cannot be compared"),
        ("people_affected == True", "cannot be compared"),
        ("people_affected in ['a']", "cannot be compared"),
        ("hours_since(press_at) > 'a'", "cannot be compared"),
        ("harm == 'deth'", "Did you mean death?"),
        ("harm in ['injury', 'dead']", "it can be: death, injury, none"),
        ("press_go == 'holt'", "Did you mean hold?"),
        ("harm > 'none'", "has no order"),
        ("cause > 'a'", "has no order"),
        ("cause == 5", "cannot be compared"),
        ("data_out == 'yes'", "write data_out, or not data_out"),
        ("data_out > False", "has no order"),
        ("press_at > 'tomorrow'", "2026-11-21T02:10:56Z"),
        ("event_on > press_at", "cannot be compared"),
        ("'mail' in leaked_fields", "it can be: name, phone"),
        ("leaked_fields == ['name']", "several values"),
        ("['name'] == leaked_fields", "several values"),
        ("5 in concerns", "cannot be compared"),
        ("'x' in harm", "needs a list"),
        ("outage > 5", "can only ask known(outage)"),
        ("parties == 'x'", "can only ask known(parties)"),
        ("hours_since(harm) > 1", "needs a time or a date"),
        ("severity >= 'P9'", "it can be: P1, P2, P3, P4"),
        ("severity == 1", "cannot be compared"),
        ("phase == 'emergenci'", "Did you mean emergency?"),
        ("phase > 'emergency'", "has no order"),
        ("closed == 'yes'", "write closed"),
    ],
)
def test_what_does_not_fit_is_said(text: str, words: str) -> None:
    found = complaints(text)
    assert len(found) == 1
    assert words in found[0]


def test_every_misfit_of_a_condition_is_said() -> None:
    assert len(complaints("nobody > 1 and harm == 'x' and people_affected")) == 3
