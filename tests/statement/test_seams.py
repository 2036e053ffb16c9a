"""Where the fixed words of a template and what is printed into them meet."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisiskit.statement.ledger import LedgerFact
from crisiskit.statement.render import Rendered
from crisiskit.statement.seams import CLOSE, OPEN, close

Render = Callable[..., Rendered]
Facts = Callable[..., dict[str, LedgerFact]]


def seam(text: str, language: str = "en") -> str:
    """Close a text in which braces stand around what is printed."""
    return close(text.replace("{", OPEN).replace("}", CLOSE), language)


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("It is {Qinghe Co., Ltd.}.", "It is Qinghe Co., Ltd."),
        ("{Qinghe Co., Ltd.} is", "Qinghe Co., Ltd. is"),
        ("Asked: {why?}. Next", "Asked: why? Next"),
        ('He said {"Stop."}. Next', 'He said "Stop." Next'),
        ("{waiting...}.", "waiting..."),
        ("他说{“停。”}。", "他说“停。”"),
        ("{怎么办？}。", "怎么办？"),
        ("{a..b}..", "a..b.."),
    ],
)
def test_a_sentence_ends_once(text: str, closed: str) -> None:
    assert seam(text, "zh") == closed


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("{we stopped}. {we checked}.", "We stopped. We checked."),
        ("- {stop now}\n- {it's off, all}", "- Stop now\n- It's off, all"),
        ("# {orders} lost", "# Orders lost"),
        ("Please {stop}: {now}; {now}", "Please stop: now; now"),
        ("{iPhone cases} and", "iPhone cases and"),
        ("{https://a.example} and", "https://a.example and"),
        ("{press@a.example} and", "press@a.example and"),
        ("{a.example} and", "a.example and"),
    ],
)
def test_a_sentence_begins_with_a_capital(text: str, closed: str) -> None:
    assert seam(text) == closed


def test_chinese_takes_no_capitals() -> None:
    assert seam("{app}首页", "zh") == "app首页"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])), st.sampled_from(["zh", "en"]))
def test_what_has_no_seam_stays_as_it_is(text: str, language: str) -> None:
    assert close(text, language) == text


def test_a_text_has_no_marks_left(rendered: Render, facts: Facts) -> None:
    body = (
        "{% if concerns is known %}{% for item in concerns %}- {{ item }}\n{% endfor %}{% endif %}"
    )
    assert rendered(body, language="en").text == "- Too severe\n- No room for error\n"
    assert rendered("{{ cause|upper }}", facts()).text == "配置错误\n"
