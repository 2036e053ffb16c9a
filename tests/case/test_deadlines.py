"""Targets where time is recorded late, facts change and what went out is corrected."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from crisiskit.case import commands as c
from crisiskit.case.deadlines import deadline, judge
from crisiskit.playbook.plan import (
    Approve,
    Approver,
    Decide,
    Draft,
    Due,
    FactSpec,
    Notify,
    Option,
    Publish,
    Repeat,
    Step,
)

Maker = Callable[..., Any]

HOUR = {"else": "1h"}
OPENED = "2026-03-10T02:00:00Z"


def due_at(b: Any, name: str) -> str | None:
    found = deadline(b.situation(), b.case.step(name))
    return found.at if found else None


def met(b: Any, name: str) -> bool | None:
    judgement = judge(b.situation(), b.case.step(name))
    assert judgement is not None
    return judgement.met


class TestReady:
    """`self`: from when the step became ready."""

    def when(self, bench: Maker, make_step: Maker, condition: str) -> Any:
        return bench(make_step("a", when=condition, due=Due("self", HOUR)), make_step("b"))

    def test_a_further_word_on_the_same_side_does_not_start_the_time_anew(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = self.when(bench, make_step, "people > 3")
        b.know("people", 4, "unconfirmed")
        b.later(minutes=40)
        b.know("people", 4)
        b.later(minutes=40)
        b.know("people", 9000)
        assert due_at(b, "a") == "2026-03-10T03:00:00Z"
        assert met(b, "a") is False

    def test_a_condition_that_fell_and_came_back_starts_it_anew(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = self.when(bench, make_step, "people > 3")
        b.know("people", 4)
        b.later(hours=1)
        b.know("people", 4, "disputed")
        b.later(hours=1)
        b.know("people", 5)
        assert due_at(b, "a") == "2026-03-10T05:00:00Z"

    def test_severity_and_phase_count_from_when_they_were_set(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = self.when(bench, make_step, "severity >= 'P2'")
        b.later(hours=1)
        b.act(c.SetSeverity("P2", "many"))
        b.later(hours=1)
        b.act(c.SetSeverity("P1", "more"))
        assert due_at(b, "a") == "2026-03-10T04:00:00Z"

    def test_nobody_is_late_with_what_may_not_apply(self, bench: Maker, make_step: Maker) -> None:
        b = self.when(bench, make_step, "people > 3")
        b.later(hours=5)
        assert due_at(b, "a") is None
        b.know("people", 4)
        assert due_at(b, "a") == "2026-03-10T08:00:00Z"

    def test_what_was_done_late_stays_late_whatever_is_learnt_afterwards(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = self.when(bench, make_step, "people > 3")
        b.know("people", 4)
        b.later(hours=3)
        b.act(c.Done("a"))
        b.know("people", 4, "disputed")
        b.later(hours=3)
        b.know("people", 5)
        assert met(b, "a") is False

    def test_either_of_two_facts_may_have_come_first(self, bench: Maker, make_step: Maker) -> None:
        b = self.when(bench, make_step, "people > 3 or known(cause)")
        b.know("people", 4)
        b.later(hours=1)
        b.know("cause", {"zh": "漏洞"})
        assert due_at(b, "a") == "2026-03-10T03:00:00Z"

    def test_hours_that_pass_make_ready_when_they_have_passed(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = self.when(bench, make_step, "hours_since(broke) > 1.5")
        b.know("broke", OPENED)
        b.later(hours=3)
        assert due_at(b, "a") == "2026-03-10T04:30:01Z"

    def test_what_falls_out_and_stays_out_moves_no_clock(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(make_step("a", when="people > 3"), make_step("z", "~a", due=Due("self", HOUR)))
        b.later(minutes=10)
        b.know("people", 1)
        b.later(minutes=10)
        b.know("people", 2, "disputed")
        assert due_at(b, "z") == "2026-03-10T03:00:00Z"

    def test_a_decision_starts_what_follows_from_it(self, bench: Maker, make_step: Maker) -> None:
        label = {"zh": "是", "en": "yes"}
        decide = Decide(label, {"go": Option(label)}, "judge")
        b = bench(
            make_step("judge", kind="decide", action=decide),
            make_step("a", when="judge == 'go'", due=Due("self", HOUR)),
        )
        b.later(hours=1)
        b.act(c.Choose("judge", "go", "so"))
        assert due_at(b, "a") == "2026-03-10T04:00:00Z"


class TestAnchors:
    def test_a_date_is_its_first_instant_where_the_case_is(
        self, bench: Maker, make_step: Maker
    ) -> None:
        day = FactSpec("day", "date", "event", {"en": "day"}, {"en": "which?"})
        b = bench(
            make_step("a", due=Due("fact:day", before="24h")),
            make_step("b", due=Due("fact:day", by="same-day 18:00")),
            facts=[day],
        )
        b.know("day", "2026-03-20")
        assert due_at(b, "a") == "2026-03-18T16:00:00Z"
        assert due_at(b, "b") == "2026-03-20T10:00:00Z"

    def test_a_personal_time_is_an_anchor_too(self, bench: Maker, make_step: Maker) -> None:
        born = FactSpec("met", "time", "event", {"en": "met"}, {"en": "when?"}, personal=True)
        b = bench(make_step("a", due=Due("fact:met", HOUR)), facts=[born])
        b.know("met", OPENED)
        assert due_at(b, "a") == "2026-03-10T03:00:00Z"

    def test_what_is_no_time_is_no_anchor(self, bench: Maker, make_step: Maker) -> None:
        """No playbook names it so; the plan of somebody else may."""
        words = {"en": "x"}
        options = dict.fromkeys(("death", "2026-02-30", "2026-02-30T00:00:00Z"), words)
        harm = FactSpec("harm", "choice", "event", words, words, options=options)
        step = make_step("a", when="hours_since(harm) > 2", due=Due("fact:harm", HOUR))
        b = bench(step, facts=[harm])
        for option in options:
            b.know("harm", option)
            assert due_at(b, "a") is None
            assert b.states() == {"a": "undecided"}

    def test_a_time_beyond_the_calendar_is_its_end(self, bench: Maker, make_step: Maker) -> None:
        b = bench(
            make_step("a", due=Due("fact:broke", {"else": "99999w"})),
            make_step("b", due=Due("fact:broke", before="99999w")),
        )
        b.know("broke", "8999-12-31T00:00:00Z")
        assert due_at(b, "a") == "9998-12-31T00:00:00Z"
        assert met(b, "a") is None
        b.know("broke", OPENED)
        assert due_at(b, "b") == "1000-01-01T00:00:00Z"
        assert met(b, "b") is False

    def test_what_a_disputed_fact_said_is_no_anchor(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a", due=Due("fact:broke", HOUR)))
        b.know("broke", OPENED)
        b.know("broke", OPENED, "disputed")
        assert due_at(b, "a") is None


class TestJudgement:
    def test_a_correction_does_not_make_the_first_word_late(
        self, bench: Maker, make_step: Maker
    ) -> None:
        signing = Approve("write", (Approver("legal"),), 1)
        target = Due("opened", HOUR)
        b = bench(
            make_step("write", kind="draft", action=Draft("t", ("zh",), ("app",))),
            make_step("sign", "write", kind="approve", action=signing),
            make_step(
                "out",
                "sign",
                kind="publish",
                action=Publish("write", ("app",), "public"),
                due=target,
            ),
        )
        b.write("write", "v1")
        b.act(c.Sign("d1", "legal"), c.Release("d1", "app"))
        b.later(hours=5)
        b.write("write", "v2")
        b.act(c.Sign("d1", "legal"), c.Release("d1", "app"))
        assert met(b, "out") is True

    def test_undecided_past_its_due_is_late_up_to_the_close(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(make_step("a", when="people > 3", due=Due("opened", HOUR)), make_step("b"))
        b.later(hours=2)
        b.act(c.Close("enough"))
        b.later(hours=9)
        judgement = judge(b.situation(), b.case.step("a"))
        assert judgement is not None
        assert (judgement.met, judgement.by) == (False, timedelta(hours=1))

    def test_skipped_after_its_due_is_late_up_to_the_skip(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(make_step("a", due=Due("opened", HOUR)), make_step("b"))
        b.later(hours=3)
        b.act(c.Skip("a", "no"), at=b.now - timedelta(hours=1))
        b.later(hours=9)
        judgement = judge(b.situation(), b.case.step("a"))
        assert judgement is not None
        assert (judgement.met, judgement.by) == (False, timedelta(hours=1))

    def test_what_happened_before_the_case_was_opened_is_in_time(
        self, bench: Maker, make_step: Maker
    ) -> None:
        tell = make_step("tell", kind="notify", action=Notify(("staff",)), due=Due("opened", HOUR))
        b = bench(tell, make_step("next", "tell", due=Due("self", HOUR)))
        b.later(hours=3)
        b.act(c.Done("tell"), at=b.now - timedelta(hours=9))
        assert met(b, "tell") is True
        assert due_at(b, "next") == "2026-03-10T03:00:00Z"

    def test_rounds_that_are_recorded_out_of_turn_count_from_the_last(
        self, bench: Maker, make_step: Maker
    ) -> None:
        watch = make_step("watch", kind="repeat", background=True, action=Repeat("30m"))
        b = bench(watch, make_step("a"))
        b.later(hours=2)
        b.act(c.Done("watch"))
        b.later(minutes=30)
        b.act(c.Done("watch"), at=b.now - timedelta(hours=2))
        b.later(minutes=5)
        assert b.state("watch") == "ready"
        b.act(c.Done("watch"))
        assert b.state("watch") == "waiting"


def test_steps_written_last_to_first_are_no_burden(bench: Maker, make_step: Maker) -> None:
    """A thousand steps (parts.MAX_STEPS), each needing the next one; and a branch that falls."""
    chain: list[Step] = [make_step(f"s{n}", f"s{n + 1}", when="people > 3") for n in range(999)]
    b = bench(make_step("z", "s0", due=Due("self", HOUR)), *chain, make_step("s999"))
    assert b.state("s0") == "waiting"
    b.know("people", 1)
    b.act(c.Done("s999"))
    assert due_at(b, "z") == "2026-03-10T03:00:00Z"
