"""The first minutes: suggestions, triage, who and which duties are shown."""

from typing import Any

import pytest

from crisiskit.desk.desk import Desk
from crisiskit.errors import AnswerNeeded, Interrupted, UsageError
from crisiskit.playbook.catalogue import Catalogue
from crisiskit.text import width
from crisiskit.ui import opening, session
from crisiskit.ui.scripted import ScriptedPrompter


@pytest.mark.parametrize(
    ("words", "best"),
    [
        ("用户数据在暗网被卖", "data-leak"),
        ("a BREACH of our database", "data-leak"),
        ("顾客吃了我们的产品被送医，要求召回", "product-quality"),
    ],
)
def test_the_playbook_whose_signals_fit_comes_first(
    catalogue: Catalogue, words: str, best: str
) -> None:
    assert opening.suggest(catalogue.entries(), words)[0].id == best


def test_enter_takes_the_best_and_none_of_these_leads_to_general(catalogue: Catalogue) -> None:
    entries = catalogue.entries()
    assert opening.ask_playbook(ScriptedPrompter([""]), entries, "数据泄露") == "data-leak"
    last = str(len(opening.suggest(entries, "")) + 1)
    assert opening.ask_playbook(ScriptedPrompter([last]), entries, "泄露") == "general"


def test_enter_chooses_nothing_when_no_playbook_fits(catalogue: Catalogue) -> None:
    entries = catalogue.entries()
    first = opening.suggest(entries, "xyz")[0].id
    assert opening.ask_playbook(ScriptedPrompter(["", "1"]), entries, "xyz") == first


def test_leaving_before_a_case_is_open_gives_the_words_back(catalogue: Catalogue) -> None:
    class Leaving(ScriptedPrompter):
        def choose(self, *args: Any, **how: Any) -> Any:
            raise Interrupted("out")

    with pytest.raises(Interrupted, match="数据泄露") as left:
        opening.ask_playbook(Leaving([]), catalogue.entries(), "数据泄露")
    assert "saved" not in left.value.message


def test_each_answer_of_the_triage_is_on_disk_at_once(room: Any) -> None:
    desk = room.open(severity=None)
    with pytest.raises(Exception, match="no more answers"):
        opening.triage(room.table(desk, "09:30", "4"))
    facts = room.again(desk).case.facts
    assert facts["broke"].value == "2026-11-21T01:30:00Z"
    assert facts["harm"].value == "injury"


def test_the_severity_is_proposed_with_reasons_and_set_by_a_person(room: Any) -> None:
    desk = room.open(severity=None)
    table = room.table(desk, "", "4", "2", "")
    opening.triage(table)
    asked = " ".join("\n".join(table.prompter.said).split())
    assert "Proposed: P2, because:" in asked
    assert desk.case.severity == "P2"


def test_a_low_severity_is_not_taken_by_enter_while_more_may_be_found_out(room: Any) -> None:
    desk = room.open(severity=None)
    table = room.table(desk, "", "2", "0", "", "3")
    opening.triage(table)
    asked = " ".join("\n".join(table.prompter.said).split())
    assert "At least P4: nobody is hurt. Not known yet, and may make it worse:" in asked
    assert "people affected, direct loss" in asked
    assert desk.case.severity == "P3"


def test_everything_can_be_left_open(room: Any) -> None:
    desk = room.open(severity=None)
    opening.triage(room.table(desk, "", "0", "0", "0"))
    assert desk.case.severity is None


def test_a_severity_that_was_given_is_not_asked(room: Any, leak: Desk) -> None:
    opening.triage(room.table(leak, "", "0", "0"))


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("数据泄露了。还在查", "数据泄露了"),
        ("one\ntwo", "one"),
        ("", "untitled"),
        ("字" * 80, "字" * 29 + "…"),
    ],
)
def test_the_title_is_the_first_sentence(words: str, title: str) -> None:
    assert opening.title_of(words) == title


def test_a_severity_that_does_not_exist() -> None:
    with pytest.raises(UsageError):
        opening.severity_of("P5")
    assert opening.severity_of(None) is None


def test_people_and_the_first_duties_are_few_lines(room: Any, leak: Desk) -> None:
    opening.show_people_and_duties(room.table(leak))
    lines = room.errors.getvalue().splitlines()
    assert len(lines) <= 8
    assert all(width(line) <= 80 for line in lines)
    assert "one hour" in lines[3]
    assert "not legal advice" in lines[1]


def test_every_duty_says_how_far_it_was_checked(leak: Desk) -> None:
    lines = opening.duty_lines(leak.case.plan)
    assert len(lines) == len(leak.case.plan.duties) + 1
    assert all(line.endswith("]") for line in lines[1:])


def test_a_wrong_time_at_the_severity_is_said_and_asked_again(room: Any) -> None:
    desk = room.open(severity=None)
    table = room.table(desk, "", "0", "0", "@99:99 2", "", "0", "0", "@10:00 2", "0")
    with pytest.raises(AnswerNeeded):
        session.walk(table, first=opening.first)
    assert desk.case.severity == "P2"
    assert "is not a time" in room.errors.getvalue()


def test_nothing_is_promised_before_a_case_is_open() -> None:
    class Leaving(ScriptedPrompter):
        def text(self, *args: Any, **how: Any) -> Any:
            raise Interrupted("out")

    with pytest.raises(Interrupted, match="nothing is recorded"):
        opening.ask_what_happened(Leaving([]))
