"""Chinese set with blanks beside numbers and Latin letters is read like Chinese without them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisiskit.review.context import Context
from crisiskit.review.reading import Reading
from crisiskit.review.reviewing import read, review
from crisiskit.review.spaced import closed, span

SPACED = "我们将于 3 月 8 日 24 时前，向 812 位顾客退款 6.5 万元；收到申请后 XX 个工作日内到账。"


def found(text: str) -> Reading:
    return read(text, Context("apology", "zh-Hans"))


def test_the_same_figures_and_words_are_found_where_they_stand() -> None:
    spaced, plain = found(SPACED), found(SPACED.replace(" ", ""))
    assert [one.value for one in spaced.figures] == [one.value for one in plain.figures]
    assert [hit.kind for hit in spaced.hits] == [hit.kind for hit in plain.hits]
    shown = [SPACED[one.start : one.end] for one in spaced.figures]
    assert [one.replace(" ", "") for one in shown] == [
        plain.text[one.start : one.end] for one in plain.figures
    ]
    assert "3 月 8 日 24 时" in shown


@pytest.mark.parametrize("text", [SPACED, SPACED.replace(" ", "")])
def test_the_same_is_said(text: str) -> None:
    said = {(one.rule, one.about.replace(" ", "")) for one in review(found(text))}
    assert ("placeholder-left", "XX个") in said


@pytest.mark.parametrize(
    "text", ["a b c", "We paid 3 people", "青禾 电商", "- 一、 退款", " 3月", "总经理　陈安"]
)
def test_other_blanks_stay(text: str) -> None:
    assert closed(text) == (text, ())


@given(st.text(alphabet="我们退款 3a%，\n", max_size=40))
def test_what_is_found_is_told_where_it_stands(text: str) -> None:
    shut, gaps = closed(text)
    for start in range(len(shut)):
        for end in range(start + 1, min(len(shut), start + 6) + 1):
            begin, stop = span(gaps, start, end)
            assert closed(text[begin:stop].strip(" "))[0] == closed(shut[start:end].strip(" "))[0]
