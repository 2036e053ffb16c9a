"""Asking for facts: forms, refusals, what is recorded when."""

from typing import Any

import pytest

from crisiskit.desk.desk import Desk
from crisiskit.text import width
from crisiskit.ui import asking


def ask(room: Any, desk: Desk, fact: str, *answers: str, again: bool = False) -> Any:
    """Ask for a fact with exactly these answers; its entry."""
    table = room.table(desk, *answers)
    asking.ask_facts(table, [fact], again=again)
    assert table.prompter.calls == len(answers)
    return desk.case.facts.get(fact)


def test_an_answer_is_recorded_as_unconfirmed(room: Any, leak: Desk) -> None:
    entry = ask(room, leak, "people_affected", "30万")
    assert (entry.value, entry.status) == (300000, "unconfirmed")


@pytest.mark.parametrize("nothing", ["", " "])
def test_enter_leaves_it_for_later(room: Any, leak: Desk, nothing: str) -> None:
    assert ask(room, leak, "people_affected", nothing) is None


@pytest.mark.parametrize("mark", ["?", "？"])
def test_not_known_yet_is_an_answer(room: Any, leak: Desk, mark: str) -> None:
    assert ask(room, leak, "people_affected", mark).status == "unknown"
    assert ask(room, leak, "cause", mark).status == "unknown"


def test_zero_is_a_number(room: Any, leak: Desk) -> None:
    """0 means later everywhere else, but nobody affected is a fact."""
    assert ask(room, leak, "people_affected", "0").value == 0
    assert ask(room, leak, "cause", "0") is None


def test_a_value_that_does_not_read_is_asked_again(room: Any, leak: Desk) -> None:
    entry = ask(room, leak, "people_affected", "many", "300")
    assert entry.value == 300
    assert "Expected a number" in room.errors.getvalue()


def test_what_was_refused_stands_in_the_line_again(room: Any, leak: Desk) -> None:
    entry = ask(room, leak, "cause", "@99:99 an open interface", "")
    assert entry.value == {"en": "an open interface"}


def test_a_late_fact(room: Any, leak: Desk) -> None:
    entry = ask(room, leak, "cause", "@09:30 an open interface")
    assert entry.happened_at == "2026-11-21T01:30:00Z"


def test_a_late_time_alone_answers_a_question_for_a_time(room: Any, leak: Desk) -> None:
    assert ask(room, leak, "broke", "@09:20").value == "2026-11-21T01:20:00Z"


def test_a_late_time_alone_is_no_answer_to_another_question(room: Any, leak: Desk) -> None:
    assert ask(room, leak, "cause", "@09:20") is None
    assert "no answer behind it" in room.errors.getvalue()


def test_choices_and_yes_or_no_take_digits(room: Any, leak: Desk) -> None:
    assert ask(room, leak, "harm", "4").value == "injury"
    assert ask(room, leak, "data_out", "1").value is True
    assert ask(room, leak, "leaked_fields", "1、2").value == ["name", "phone"]
    assert ask(room, leak, "eu_people", "3").status == "unknown"
    assert ask(room, leak, "spread", "0") is None


def test_a_pasted_text_stays_whole(room: Any, leak: Desk) -> None:
    entry = ask(room, leak, "known", "one; two\nthree")
    assert len(entry.value["en"]) >= 2


def test_a_table_is_asked_row_by_row(room: Any, leak: Desk) -> None:
    entry = ask(
        room, leak, "measures", "locks", "locks; security; 2026-12-01", "keys；it；2026-12-02", ""
    )
    assert [row["due"] for row in entry.value] == ["2026-12-01", "2026-12-02"]
    assert "3 parts are asked for" in room.errors.getvalue()


def test_a_table_can_be_unknown_or_wait(room: Any, leak: Desk) -> None:
    assert ask(room, leak, "measures", "") is None
    assert ask(room, leak, "measures", "?").status == "unknown"


def test_what_is_known_is_asked_only_again(room: Any, leak: Desk) -> None:
    ask(room, leak, "cause", "one")
    assert ask(room, leak, "cause").value == {"en": "one"}
    assert ask(room, leak, "cause", "two", again=True).value == {"en": "two"}


def test_verifying_shows_the_values(room: Any, leak: Desk) -> None:
    ask(room, leak, "people_affected", "300000")
    table = room.table(leak, "1")
    asking.verify(table, ["people_affected", "cause"])
    assert leak.case.facts["people_affected"].status == "confirmed"
    assert "people affected = 300,000 people" in room.errors.getvalue()


def test_enter_does_not_verify(room: Any, leak: Desk) -> None:
    ask(room, leak, "people_affected", "300000")
    asking.verify(room.table(leak, ""), ["people_affected"])
    assert leak.case.facts["people_affected"].status == "unconfirmed"


def test_nothing_to_verify_is_not_asked(room: Any, leak: Desk) -> None:
    asking.verify(room.table(leak), ["people_affected"])


def test_what_the_keys_do_is_never_broken_over_two_lines(room: Any, leak: Desk) -> None:
    table = room.responder(leak, (r"\n  0  Later", "0"), (r"", ""))
    asking.ask_facts(table, list(leak.case.plan.facts))
    lines = "\n".join(table.prompter.said).splitlines()
    assert all(width(line) <= 80 for line in lines)
    assert all("[Enter" not in line or "]" in line for line in lines)
