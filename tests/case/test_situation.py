"""States in the less usual corners: needs handed on, waits, rounds, constants, undecided."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from crisiskit.case import commands as c
from crisiskit.case import engine
from crisiskit.case.priority import cards
from crisiskit.errors import Refused
from crisiskit.playbook import conditions
from crisiskit.playbook.plan import Decide, Due, Notify, Option, Repeat, Wait

Maker = Callable[..., Any]


class TestNeeds:
    def test_what_falls_out_one_after_another_hands_the_first_need_on(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(
            make_step("a"),
            make_step("b", "a", when="people > 3"),
            make_step("c", "b"),
            make_step("d", "~c", when="known(cause) and people > 3"),
            make_step("e", "~d"),
        )
        b.know("people", 1)
        b.act(c.Skip("c", "no"))
        assert b.states() == {
            "a": "ready",
            "b": "not-applicable",
            "c": "skipped",
            "d": "not-applicable",
            "e": "waiting",
        }
        b.act(c.Done("a"))
        assert b.state("e") == "ready"

    def test_undecided_is_only_what_could_start(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a"), make_step("u", "a", when="people > 3"), make_step("z", "~u"))
        assert (b.state("u"), b.state("z")) == ("waiting", "waiting")
        b.act(c.Done("a"))
        assert (b.state("u"), b.state("z")) == ("undecided", "ready")

    def test_a_skipped_step_counts_from_when_its_own_needs_were_met(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(make_step("a"), make_step("b", "a"), make_step("z", "b"))
        b.act(c.Skip("b", "no"))
        b.later(hours=1)
        b.act(c.Done("a"))
        assert b.situation().times.ready_at(b.case.step("z")) == "2026-03-10T03:00:00Z"


class TestConditions:
    def test_constants_of_the_workspace_are_known(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a", when="people > 3"), make_step("b"))
        b.case.settings = {"facts": {"people": 4}}
        assert b.state("a") == "ready"
        b.know("people", 1)
        assert b.state("a") == "not-applicable"

    @pytest.mark.parametrize("status", ["disputed", "retracted", "unknown"])
    def test_what_is_not_known_is_neither_true_nor_false(
        self, bench: Maker, make_step: Maker, status: str
    ) -> None:
        b = bench(make_step("a", when="people > 3"), make_step("n", when="not people > 3"))
        b.know("people", 4)
        b.know("people", None, status)
        assert b.states() == {"a": "undecided", "n": "undecided"}

    def test_built_in_names(self, bench: Maker, make_step: Maker) -> None:
        b = bench(
            make_step("a", when="responsibility == 'undetermined'"),
            make_step("p", when="phase == 'emergency' and language == 'zh' and not closed"),
            make_step("s", when="severity >= 'P2'"),
        )
        assert b.states() == {"a": "ready", "p": "ready", "s": "undecided"}
        b.act(c.SetResponsibility("victim", "hacked"), c.SetSeverity("P3", "few"))
        assert b.states() == {"a": "not-applicable", "p": "ready", "s": "not-applicable"}


class TestWaitsAndRounds:
    def test_a_wait_for_what_nobody_knows_names_the_fact(
        self, bench: Maker, make_step: Maker
    ) -> None:
        until = conditions.parse("people > 3")
        b = bench(
            make_step("count", collect=("people",), role="pr"),
            make_step("pause", kind="wait", action=Wait(until=until)),
            make_step("z", "pause"),
        )
        (why,) = b.situation().reasons(b.case.step("pause"))
        assert (why.kind, why.name, why.owner) == ("fact", "people", "pr")
        b.know("people", 2)
        (why,) = b.situation().reasons(b.case.step("pause"))
        assert why.kind == "time"

    def test_a_wait_that_may_not_apply_does_not_run(self, bench: Maker, make_step: Maker) -> None:
        b = bench(
            make_step("pause", kind="wait", action=Wait(lasts="2h"), when="people > 3"),
            make_step("a"),
        )
        b.later(hours=3)
        assert b.state("pause") == "undecided"
        b.know("people", 4)
        assert b.state("pause") == "waiting"
        b.later(hours=2)
        assert b.state("pause") == "done"

    def test_a_wait_that_nothing_needs_does_not_keep_the_case_open(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(make_step("a"), make_step("pause", kind="wait", action=Wait(lasts="2h")))
        b.act(c.Done("a"))
        assert b.act(c.Close()) == ["case_closed"]

    def test_rounds_end_when_their_condition_holds_or_the_case_is_closed(
        self, bench: Maker, make_step: Maker
    ) -> None:
        until = conditions.parse("people == 0")
        every = Repeat("30m", until)
        b = bench(
            make_step("watch", kind="repeat", background=True, action=every),
            make_step("fell", kind="repeat", background=True, action=every, when="people > 0"),
            make_step("always", kind="repeat", background=True, action=Repeat("30m")),
            make_step("a"),
        )
        b.later(minutes=20)
        b.know("people", 0)
        assert b.states() == {
            "watch": "done",
            "fell": "not-applicable",
            "always": "ready",
            "a": "ready",
        }
        assert b.situation().times.done_at(b.case.step("watch")) == "2026-03-10T02:20:00Z"
        b.act(c.Done("a"))
        b.act(c.Close())
        assert b.state("always") == "done"
        b.act(c.ReopenCase("not over"))
        assert b.state("always") == "ready"


class TestGate:
    def test_what_waits_only_for_the_undecided_does_not_hold(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(
            make_step("a"),
            make_step("u", when="people > 3"),
            make_step("w", "u"),
            make_step("v", "w", "a"),
            make_step("z", phase="disposal"),
        )
        b.act(c.Done("a"))
        assert b.state("z") == "ready"

    def test_what_waits_for_an_optional_step_that_is_open_holds(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(
            make_step("o", optional=True), make_step("w", "o"), make_step("z", phase="disposal")
        )
        b.act(c.AddNote("nothing"))
        assert b.state("z") == "waiting"
        b.act(c.Skip("o", "no"), c.Done("w"))
        assert b.state("z") == "ready"

    def test_a_task_holds_the_phase_in_which_it_was_added(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(make_step("t1"), make_step("z", phase="disposal"))
        b.act(c.AddTask("call the landlord", "pr"))
        assert list(b.case.tasks) == ["t2"]
        b.act(c.Done("t1"))
        assert b.state("z") == "waiting"
        b.act(c.Done("t2"))
        assert b.state("z") == "ready"

    def test_time_opens_it_with_the_next_act(self, bench: Maker, make_step: Maker) -> None:
        b = bench(
            make_step("a", when="hours_since(broke) < 2"),
            make_step("b"),
            make_step("z", phase="disposal"),
        )
        b.know("broke", "2026-03-10T02:00:00Z")
        b.act(c.Done("b"))
        b.later(hours=3)
        assert b.act(c.AddNote("later")) == ["note_added", "phase_opened"]

    def test_an_act_recorded_late_opens_it_when_the_last_step_was_settled(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(make_step("a"), make_step("b"), make_step("z", phase="disposal"))
        b.later(hours=2)
        b.act(c.Done("a"))
        b.later(hours=1)
        b.act(c.Done("b"), at=b.now - timedelta(hours=9))
        assert b.case.phases["disposal"] == "2026-03-10T04:00:00Z"

    def test_an_earlier_phase_cannot_be_advanced_to(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a"))
        with pytest.raises(Refused, match="began"):
            b.act(c.Advance("prevention", "why not"))

    def test_what_was_left_open_is_shown_first(self, bench: Maker, make_step: Maker) -> None:
        tell = make_step(
            "tell",
            phase="disposal",
            kind="notify",
            action=Notify(("staff",)),
            due=Due("opened", {"else": "9h"}),
        )
        b = bench(make_step("a"), tell)
        b.act(c.Advance("disposal", "hurry"))
        assert [s.id for s in cards(b.situation())] == ["a", "tell"]


class TestClosing:
    def test_a_duty_is_asked_for_even_where_its_step_is_optional(
        self, bench: Maker, make_step: Maker
    ) -> None:
        report = Notify(("regulator",), "cn.x")
        b = bench(make_step("tell", kind="notify", action=report, optional=True), make_step("a"))
        b.act(c.Done("a"))
        with pytest.raises(Refused, match="tell"):
            b.act(c.Close())
        b.act(c.Done("tell", reference="R-1"))
        assert b.case.duties
        b.act(c.Close())

    def test_two_commands_of_one_act_are_one_answer(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a"), make_step("b", "a"))
        with pytest.raises(Refused, match="closed"):
            b.act(c.Done("a"), c.Done("b"), c.Close(), c.Done("a"))
        assert b.states() == {"a": "ready", "b": "waiting"}
        b.act(c.Done("a"), c.Done("b"), c.Close())


class TestWords:
    def test_a_translation_keeps_the_status(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a"))
        b.know("cause", {"zh": "漏洞"}, "disputed")
        more = c.FactInput("cause", "confirmed", {"en": "a hole"}, translation=True)
        b.act(c.RecordFacts((more,)))
        assert b.case.facts["cause"].status == "disputed"
        assert b.case.facts["cause"].value == {"zh": "漏洞", "en": "a hole"}

    def test_facts_that_come_with_a_step_are_its_subject_too(
        self, bench: Maker, make_step: Maker
    ) -> None:
        label = {"zh": "是", "en": "yes"}
        decide = Decide(label, {"go": Option(label)}, "judge")
        b = bench(make_step("a"), make_step("judge", kind="decide", action=decide))
        fact = c.FactInput("people", value=3)
        wanted = {"fact:people"}
        assert engine.subjects(b.case, c.Done("a", (fact,))) == wanted | {"step:a"}
        choice = c.Choose("judge", "go", "so", (fact,))
        assert engine.subjects(b.case, choice) == wanted | {"step:judge"}
