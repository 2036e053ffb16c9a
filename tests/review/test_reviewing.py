"""What is told of a text: one fault once, two faults at one place both."""

from crisiskit.review.reviewing import read
from tests.review.cases import context, found


def told(text: str, kind: str, language: str) -> list[tuple[str, str]]:
    return [(one.rule, one.about) for one in found(text, context(kind, language, {}))]


def test_words_that_several_terms_find_are_told_once() -> None:
    findings = told("我们保证，今后绝不再发生类似事件。", "apology", "zh-Hans")
    assert [rule for rule, _about in findings].count("overpromise") == 1


def test_two_places_are_two_findings() -> None:
    text = "Our data are 100% safe. Our food is absolutely safe."
    sworn = [about for rule, about in told(text, "apology", "en") if rule == "no-absolute-terms"]
    assert sworn == ["100% safe", "absolutely safe"]


def test_a_decimal_with_which_a_line_begins_is_no_mark_of_a_list() -> None:
    (piece,) = read("3.2万名用户登录失败。", context("status", "zh-Hans", {})).pieces
    assert (piece.role, [str(one.value) for one in piece.figures]) == ("sentence", ["32000"])
