"""Something else than a card asks, and what the lead decides."""

from typing import Any

import pytest

from crisiskit.case.stepstate import State
from crisiskit.desk import acts
from crisiskit.desk.desk import Desk
from crisiskit.ui import more
from crisiskit.ui.table import Turn

NOTE, FACT, EVIDENCE, STATUS, BRIEF, WHY, LEAD, SKIP, LEAVE = (str(n) for n in range(1, 10))
SEVERITY, RESPONSIBILITY, REOPEN, ADVANCE, TASK, DUTIES, CLOSE = (str(n) for n in range(1, 8))


def ask(room: Any, desk: Desk, *answers: str) -> Turn:
    """Something else, with exactly these answers, at the card that calls the team."""
    table = room.table(desk, *answers)
    turn = more.more(table, desk.case.step("team.call"))
    assert table.prompter.calls == len(answers)
    return turn


def test_a_note_of_several_lines(room: Any, leak: Desk) -> None:
    ask(room, leak, NOTE, "@09:50 媒体来电\n问退款")
    note = leak.case.notes[-1]
    assert leak.case.words(note.text) == "媒体来电\n问退款"


@pytest.mark.parametrize("nothing", ["", "0"])
def test_no_note(room: Any, leak: Desk, nothing: str) -> None:
    ask(room, leak, NOTE, nothing)
    assert not leak.case.notes


def test_a_fact_by_part_of_its_name(room: Any, leak: Desk) -> None:
    ask(room, leak, FACT, "people_aff", "300000", "1")
    entry = leak.case.facts["people_affected"]
    assert (entry.value, entry.status) == (300000, "confirmed")


def test_a_fact_by_its_id_or_from_the_list(room: Any, leak: Desk) -> None:
    ask(room, leak, FACT, "cause", "an open interface", "2")
    ask(room, leak, FACT, "", "1", "Acme", "2")
    assert {"cause", "company"} <= set(leak.case.facts)


def test_a_fact_nobody_knows(room: Any, leak: Desk) -> None:
    ask(room, leak, FACT, "weather")
    assert "Nothing is called that" in room.errors.getvalue()


@pytest.mark.parametrize(
    ("answer", "status"), [("2", "confirmed"), ("3", "disputed"), ("4", "retracted")]
)
def test_a_known_fact_is_confirmed_disputed_or_taken_back(
    room: Any, leak: Desk, answer: str, status: str
) -> None:
    ask(room, leak, FACT, "event", answer, "the police")
    entry = leak.case.facts["event"]
    assert entry.status == status
    assert leak.case.words(entry.source) == "the police"
    assert "what happened = It is" in room.errors.getvalue()


def test_a_known_fact_is_changed(room: Any, leak: Desk) -> None:
    ask(room, leak, FACT, "event", "1", "A list is on sale", "1")
    assert leak.case.facts["event"].value == {"en": "A list is on sale"}


def test_evidence_for_the_case(room: Any, leak: Desk) -> None:
    (room.folder / "post.png").write_bytes(b"png")
    ask(room, leak, EVIDENCE, str(room.folder / "post.png"))
    assert leak.case.evidence["e1"].name == "post.png"


def test_looking_records_nothing(room: Any, leak: Desk) -> None:
    seq = leak.case.seq
    ask(room, leak, STATUS)
    ask(room, leak, BRIEF)
    ask(room, leak, LEAD, DUTIES)
    ask(room, leak, "0")
    ask(room, leak, LEAD, "0")
    assert leak.case.seq == seq
    assert "1121-01 a leak" in room.errors.getvalue()


def test_why_a_step_waits(room: Any, leak: Desk) -> None:
    ask(room, leak, WHY, "response.release")
    said = " ".join(room.errors.getvalue().split())
    assert "waits for “Sign off the holding statement” (response.sign;" in said


def test_skipping_a_card(room: Any, leak: Desk) -> None:
    ask(room, leak, SKIP, "", "they are here")
    assert leak.case.record("team.call").skipped_at


def test_leaving(room: Any, leak: Desk) -> None:
    assert ask(room, leak, LEAVE) is Turn.OUT


def test_severity_and_responsibility(room: Any, leak: Desk) -> None:
    ask(room, leak, LEAD, SEVERITY, "2", "it has spread")
    ask(room, leak, LEAD, RESPONSIBILITY, "3", "we were broken into")
    assert (leak.case.severity, leak.case.responsibility) == ("P2", "victim")


def test_doing_a_step_again(room: Any, leak: Desk) -> None:
    acts.done(leak, "team.call")
    ask(room, leak, LEAD, REOPEN, "call", "the wrong team")
    assert leak.situation().state(leak.case.step("team.call")) is State.READY


def test_opening_the_next_phase(room: Any, leak: Desk) -> None:
    ask(room, leak, LEAD, ADVANCE, "2", "it is over")
    assert list(leak.case.phases) == ["emergency", "disposal", "recovery"]
    ask(room, leak, LEAD, ADVANCE)
    assert "Every phase is open" in room.errors.getvalue()


def test_a_task_the_playbook_does_not_have(room: Any, leak: Desk) -> None:
    ask(room, leak, LEAD, TASK, "Ring the partner before noon", "2")
    assert leak.case.step("t1").role == list(leak.case.plan.roles)[1]


def test_closing_lists_what_is_open_and_wants_a_reason(room: Any, leak: Desk) -> None:
    ask(room, leak, LEAD, CLOSE, "")
    assert leak.case.closed_at is None
    listed = [line for line in room.errors.getvalue().splitlines() if line.startswith("  ")]
    assert len(listed) <= 16
    ask(room, leak, LEAD, CLOSE, "a false alarm", "Wang")
    assert leak.case.closed_at is not None


def test_what_steps_wait_to_know_can_be_said(room: Any) -> None:
    desk = room.open(severity=None)
    table = room.table(desk, "1", "because", "300000", "1")
    more.find_out(table, ["severity", "people_affected"])
    assert desk.case.severity == "P1"
    assert desk.case.facts["people_affected"].status == "confirmed"
    assert not more.can_say(table, "how_bad")
