"""The normal form of texts, and their plain form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisiskit.statement.normalise import length, normal, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("\n\n", ""),
        ("a", "a\n"),
        ("a \t\r\nb\r\n", "a\nb\n"),
        ("\n\na\n\n\n\nb\n\n", "a\n\nb\n"),
        ("a\n \n\t\nb", "a\n\nb\n"),
        ("e\u0301", "é\n"),
    ],
)
def test_the_normal_form(text: str, expected: str) -> None:
    assert normal(text) == expected


@given(st.text())
def test_the_normal_form_stays_what_it_is(text: str) -> None:
    once = normal(text)
    assert normal(once) == once
    assert not once or (once.endswith("\n") and not once.endswith("\n\n"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 标题", "标题"),
        ("### Heading ##", "Heading"),
        ("**重要**：看", "重要：看"),
        ("see __this__ and *that*", "see this and that"),
        ("- one\n* two\n  - three", "• one\n• two\n  • three"),
        ("1. first", "1. first"),
        ("- [ ] open\n- [x] done", "☐ open\n☑ done"),
        ("[网页](https://a.example/b)", "网页 https://a.example/b"),
        ("[https://a.example](https://a.example)", "https://a.example"),
        ("![photo](x.png)", "photo x.png"),
        ("> said", "said"),
        ("`code`", "code"),
        ("a\n\n---\n\nb", "a\n\nb"),
        ("5*3*2 = 30 and a_b_c", "5*3*2 = 30 and a_b_c"),
        (r"\*not\*", "*not*"),
        ("【待核实：原因】", "【待核实：原因】"),
        ("[to be confirmed: cause](soon)", "[to be confirmed: cause](soon)"),
        ("2026-11-21 #话题", "2026-11-21 #话题"),
    ],
)
def test_the_plain_form(text: str, expected: str) -> None:
    assert plain(text) == expected + "\n"


def test_length_is_that_of_what_is_pasted() -> None:
    assert length("# **三个字**\n") == 3
    assert length("") == 0


@given(st.text(alphabet="*_`[]()#->\\ ab\n字", max_size=200))
def test_any_markdown_becomes_a_text_in_its_normal_form(text: str) -> None:
    assert normal(plain(text)) == plain(text)
