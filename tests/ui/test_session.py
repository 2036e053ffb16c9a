"""The walk: whole cases to their close, refusals, conflicts, coming back."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from crisiskit.case.priority import cards
from crisiskit.case.stepstate import State
from crisiskit.clock import stamp
from crisiskit.desk import acts, words
from crisiskit.desk.desk import Desk
from crisiskit.errors import AnswerNeeded, Interrupted, StorageError
from crisiskit.text import width
from crisiskit.ui import session
from crisiskit.ui.prompter import NobodyToAsk
from crisiskit.ui.scripted import ScriptedPrompter
from crisiskit.ui.table import Table

HOLDING = ("Acme", "+2h", "400-1", "1")
"""Company, next update, hotline, verified: the first card of a data leak."""

Heard = Callable[[Table], str]


@pytest.mark.parametrize(
    "playbook", ["data-leak", "employee-conduct", "product-quality", "general"]
)
def test_a_case_is_walked_to_its_close(room: Any, playbook: str) -> None:
    desk = room.open(playbook)
    table = room.responder(desk)
    session.walk(table)
    assert desk.case.closed_at is not None
    situation = desk.situation()
    assert not situation.open_required()
    assert not [s for s in situation.steps() if situation.state(s) is State.SKIPPED]


def test_a_cautious_case_is_walked_to_its_close(room: Any) -> None:
    """The last option where there is one that goes on: no statement now, not told, not verified."""
    desk = room.open()
    table = room.responder(
        desk,
        (r"no statement yet\?", "2"),
        (r"Still say nothing", "2"),
        (r"Must individuals be told\?\n", "2"),
    )
    session.walk(table)
    assert desk.case.closed_at is not None
    assert desk.case.outcomes["response_speak"] == "later"
    assert not desk.case.documents["d1"].publications


def test_the_holding_statement_is_the_first_card(room: Any, leak: Desk) -> None:
    assert cards(leak.situation())[0].id == "response.write"
    shown = room.walk(leak, *HOLDING)
    assert "Acme can confirm" in shown
    assert "[to be" not in words.text_of(leak, "d1")


def test_every_card_of_every_playbook_can_be_put_off(room: Any) -> None:
    for playbook in ("data-leak", "employee-conduct", "product-quality", "general"):
        desk = room.open(playbook)
        ready = cards(desk.situation())
        table = room.responder(
            desk, (r"No other card is open", "LEAVE"), (r"\n  0  Later", "0"), (r"Enter: later", "")
        )
        session.walk(table)
        assert len(cards(desk.situation())) == len(ready)


def test_cards_that_were_put_off_come_back(room: Any, leak: Desk) -> None:
    table = room.responder(leak, (r"\n  0  Later", "0"), (r"Enter: later", ""))
    table.prompter.rules[:0] = [(r"No other card is open", "AGAIN")]
    with pytest.raises(AnswerNeeded, match="in circles"):
        session.walk(table)
    assert re.search(r"the cards that were put off \(\d+\)", "\n".join(table.prompter.said))
    assert room.errors.getvalue().count("Call the team") > 2


def test_an_answer_is_on_disk_before_the_next_question(room: Any, leak: Desk) -> None:
    room.walk(leak, "Acme")
    assert room.again(leak).case.facts["company"].value == {"en": "Acme"}


def test_coming_back_lands_on_the_same_card(room: Any, leak: Desk) -> None:
    room.walk(leak, "Acme", "+2h")
    shown = room.walk(room.again(leak), "400-1")
    assert "Draft the holding statement" in shown
    assert "Which full company name" not in shown
    assert "hotline = 400-1" in shown


class Interrupting(ScriptedPrompter):
    """Presses Ctrl-C when the answers are used up."""

    def text(self, *args: Any, **how: Any) -> Any:
        try:
            return super().text(*args, **how)
        except AnswerNeeded:
            raise Interrupted("out") from None


def test_ctrl_c_names_the_case_and_what_was_not_recorded(room: Any, leak: Desk) -> None:
    table = room.table(leak)
    table.prompter = Interrupting(["Acme"])
    with pytest.raises(Interrupted) as stopped:
        session.walk(table)
    assert leak.case.code in (stopped.value.hint or "")
    assert "not recorded" not in stopped.value.message
    table.written.append("half a sentence")
    with pytest.raises(Interrupted, match="half a sentence"):
        session.with_words(table, lambda: table.prompter.text("?"))


def test_what_cannot_be_saved_is_shown_again(room: Any, leak: Desk, monkeypatch: Any) -> None:
    def full(*_args: Any, **_how: Any) -> Any:
        raise StorageError("NOT saved: the disk is full.", saved=False)

    table = room.table(leak, "Acme Limited")
    monkeypatch.setattr(leak.journal, "append", full)
    with pytest.raises(StorageError) as failed:
        session.walk(table)
    assert "Acme Limited" in (failed.value.hint or "")


def test_nobody_to_ask(room: Any, leak: Desk) -> None:
    table = room.table(leak)
    table.prompter = NobodyToAsk()
    with pytest.raises(AnswerNeeded) as refused:
        session.walk(table)
    assert "crisiskit next" in (refused.value.hint or "")


class Meanwhile(ScriptedPrompter):
    """Before the last answer somebody else acts."""

    def __init__(self, answers: list[str], act: Callable[[], object], before: int) -> None:
        super().__init__(answers)
        self.act = act
        self.before = before

    def _answer(self, *args: Any, **how: Any) -> str:
        if self.calls == self.before:
            self.before = -1
            self.act()
        return super()._answer(*args, **how)


def test_somebody_else_was_there_first(room: Any, leak: Desk) -> None:
    room.walk(leak, *HOLDING)
    other = room.again(leak, "Wang")
    table = room.table(leak)
    table.prompter = Meanwhile(["1"], lambda: acts.done(other, "team.call"), before=0)
    with pytest.raises(AnswerNeeded):
        session.walk(table)
    said = room.errors.getvalue()
    assert "Wang was there first" in said
    assert re.search(r"meanwhile: .*Wang +done: team\.call", said)
    assert leak.case.record("team.call").done_by == "Wang"


def test_a_reason_that_was_overtaken_is_shown_again(room: Any, leak: Desk) -> None:
    other = room.again(leak, "Wang")
    table = room.table(leak)
    table.prompter = Meanwhile(
        ["1", "the hot search"],
        lambda: acts.decide(other, "response.speak", "later", "not yet"),
        before=1,
    )
    assert session.Walk(table, ())._ask(leak.case.step("response.speak"))
    said = room.errors.getvalue()
    assert "You wrote: the hot search" in said
    assert room.again(leak).case.outcomes["response_speak"] == "later"


def test_what_others_did_elsewhere_is_said_and_does_not_disturb(room: Any, leak: Desk) -> None:
    other = room.again(leak, "Wang")
    table = room.table(leak)
    table.prompter = Meanwhile(["Acme"], lambda: acts.note(other, "media are calling"), before=0)
    with pytest.raises(AnswerNeeded):
        session.walk(table)
    assert "media are calling" in room.errors.getvalue()
    assert "company" in leak.case.facts


def test_a_closed_case_ends_the_walk(room: Any, leak: Desk) -> None:
    acts.close(room.again(leak), "no crisis")
    assert "is closed" in room.walk(leak, used_up=False)


def test_the_list_of_what_waits_is_short(room: Any, leak: Desk) -> None:
    table = room.responder(
        leak, (r"No other card is open", "LEAVE"), (r"\n  0  Later", "0"), (r"Enter: later", "")
    )
    session.walk(table)
    said = room.errors.getvalue()
    waiting = said[said.index("Waiting (") :].splitlines()
    listed = [line for line in waiting[1:] if line.startswith("  ")]
    assert len(listed) <= 16  # eight entries, some on two lines
    assert re.search(r"… and \d+ more", said)


def test_what_is_undecided_names_the_fact_and_who_is_to_find_it_out(room: Any, leak: Desk) -> None:
    table = room.responder(
        leak,
        (r"No other card is open", "LEAVE"),
        (r"How many people are affected", "?"),
        (r"What next\?", "0"),
    )
    session.walk(table)
    said = room.errors.getvalue()
    assert "until “people affected” is known (head of security)" in " ".join(said.split())


def test_lines_fit_a_screen_of_80(room: Any, leak: Desk) -> None:
    """All but the texts of documents, which stay unwrapped so that they can be copied."""
    table = room.responder(leak)
    session.walk(table)
    documents = {line for d in leak.case.documents for line in words.text_of(leak, d).splitlines()}
    texts = "\n".join(
        leak.case.words(t["text"])
        for d in leak.case.documents.values()
        for v in d.versions
        for t in v.texts
    )
    for line in [
        *room.errors.getvalue().splitlines(),
        *"\n".join(table.prompter.said).splitlines(),
    ]:
        assert width(line) <= 80 or line in documents or line in texts, line


def test_a_step_taken_on_waits_behind_the_others(room: Any, leak: Desk) -> None:
    room.walk(leak, *HOLDING, "2")
    assert leak.case.record("team.call").claimed_by == "duty"
    shown = room.walk(leak)
    assert "with duty" in shown


def test_a_card_that_stands_just_above_is_short_the_second_time(room: Any, leak: Desk) -> None:
    table = room.table(leak, "", "", "", "2", "4")
    with pytest.raises(AnswerNeeded):
        session.walk(table)
    shown = room.errors.getvalue()
    assert shown.count("Draft the holding statement") == 3
    assert shown.count("Write it now") == 1


def test_a_late_time_is_when_it_happened(room: Any, leak: Desk) -> None:
    room.walk(leak, *HOLDING)
    room.clock.at += timedelta(minutes=40)
    room.walk(leak, "@10:20 1")
    done_at = leak.case.record("team.call").done_at
    assert done_at == "2026-11-21T02:20:00Z"
    assert stamp(room.clock.at) != done_at


@pytest.mark.parametrize("wrong", ["@99:99 1", "@23:50 1", "nonsense", "9", "", "?", "@10:00"])
def test_a_wrong_answer_is_a_sentence_and_the_question_again(
    room: Any, leak: Desk, wrong: str
) -> None:
    room.walk(leak, *HOLDING, wrong, "1")
    assert leak.case.record("team.call").done_at is not None
