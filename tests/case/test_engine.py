"""The semantics of design section 3, on small plans."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from crisiskit.case import commands as c
from crisiskit.case.deadlines import deadline, judge
from crisiskit.case.priority import cards
from crisiskit.clock import stamp
from crisiskit.errors import AnswerNeeded, Refused, UsageError
from crisiskit.playbook import conditions
from crisiskit.playbook.plan import (
    Approve,
    Approver,
    Decide,
    Draft,
    Due,
    Group,
    Notify,
    Option,
    Publish,
    Repeat,
    Step,
    Wait,
)

Maker = Callable[..., Any]

BOTH = {"zh": "是", "en": "yes"}


def decision(**reopens: tuple[str, ...]) -> Decide:
    options = {name: Option(BOTH, targets) for name, targets in reopens.items()}
    return Decide({"zh": "？", "en": "?"}, options, "judge")


def paper(make_step: Maker) -> list[Step]:
    """Facts, a draft, its approval by two roles, its publication on two channels."""
    return [
        make_step("verify", collect=("people",)),
        make_step("write", "verify", kind="draft", action=Draft("t", ("zh",), ("weibo", "app"))),
        make_step(
            "sign",
            "write",
            kind="approve",
            action=Approve("write", (Approver("legal"), Approver("ceo")), 2),
        ),
        make_step(
            "out", "sign", kind="publish", action=Publish("write", ("weibo", "app"), "public")
        ),
    ]


def publish_all(b: Any) -> None:
    b.act(c.Done("verify", (c.FactInput("people", "confirmed", 5),)))
    b.write("write", "v1")
    b.act(c.Sign("d1", "legal"))
    b.act(c.Sign("d1", "ceo"))
    for channel in ("weibo", "app"):
        b.act(c.Release("d1", channel))


class TestOrder:
    def test_a_step_waits_for_its_needs(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a"), make_step("b", "a"))
        assert b.states() == {"a": "ready", "b": "waiting"}
        b.act(c.Done("a"))
        assert b.states() == {"a": "done", "b": "ready"}

    def test_a_skipped_step_hands_its_needs_on(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a"), make_step("b", "a"), make_step("c", "b"))
        b.act(c.Skip("b", "not needed"))
        assert b.state("c") == "waiting"
        b.act(c.Done("a"))
        assert b.state("c") == "ready"

    def test_unknown_makes_undecided_and_holds_only_who_names_it(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(
            make_step("a", when="people > 3"), make_step("named", "a"), make_step("default", "~a")
        )
        assert b.states() == {"a": "undecided", "named": "waiting", "default": "ready"}
        assert b.situation().unknowns(b.case.step("a")) == ("people",)

    def test_a_condition_comes_and_goes_with_its_fact(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a", when="people > 3"), make_step("b"))
        b.know("people", 2, "unconfirmed")
        assert b.state("a") == "not-applicable"
        b.know("people", 4)
        assert b.state("a") == "ready"
        b.know("people", 4, "disputed")
        assert b.state("a") == "undecided"

    def test_claimed_and_then_fallen_out_is_shown(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a", when="people > 3"), make_step("b"))
        b.know("people", 4)
        b.act(c.Claim("a"))
        b.know("people", 1)
        assert b.situation().no_longer_needed(b.case.step("a"))

    def test_the_next_phase_opens_with_the_act_that_settles_this_one(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(
            make_step("a"),
            make_step("watch", background=True, kind="repeat", action=Repeat("30m")),
            make_step("b", phase="disposal"),
        )
        assert b.state("b") == "waiting"
        assert b.act(c.Done("a")) == ["step_done", "phase_opened"]
        assert b.state("b") == "ready"

    def test_an_undecided_step_does_not_hold_its_phase(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(
            make_step("a"), make_step("u", when="people > 3"), make_step("b", phase="disposal")
        )
        b.act(c.Done("a"))
        assert "disposal" in b.case.phases

    def test_naming_a_step_of_an_earlier_phase_lets_a_step_start_early(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(
            make_step("a"),
            make_step("slow"),
            make_step("early", "a", phase="disposal"),
            make_step("late", phase="disposal"),
        )
        b.act(c.Done("a"))
        assert b.state("early") == "ready"
        assert b.state("late") == "waiting"

    def test_the_lead_may_advance_and_what_was_left_stays_ready(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(make_step("a"), make_step("b", phase="recovery"))
        assert b.act(c.Advance("recovery", "hurry")).count("phase_opened") == 2
        assert b.states() == {"a": "ready", "b": "ready"}

    def test_unwalked_phases_hold_nothing(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("map", phase="prevention"), make_step("a", "map"))
        assert b.states() == {"a": "ready"}

    def test_a_wait_holds_exactly_those_that_need_it(self, bench: Maker, make_step: Maker) -> None:
        b = bench(
            make_step("pause", kind="wait", action=Wait(lasts="2h")),
            make_step("after", "pause"),
            make_step("b", phase="disposal"),
        )
        assert "disposal" in b.case.phases
        assert b.state("after") == "waiting"
        b.later(hours=2)
        assert b.states() == {"pause": "done", "after": "ready", "b": "ready"}


class TestReopening:
    def steps(self, make_step: Maker) -> list[Step]:
        again = decision(again=("facts",), fine=())
        return [
            make_step("facts", collect=("people",)),
            make_step("judge", "facts", kind="decide", action=again),
            make_step("follow", when="judge == 'fine'"),
        ]

    def test_descendants_along_needs_and_outcomes_are_open_again(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(*self.steps(make_step))
        b.act(c.Done("facts", (c.FactInput("people", value=1),)))
        b.act(c.Choose("judge", "fine", "it is"))
        b.act(c.Done("follow"))
        b.act(c.Reopen("facts", "wrong count"))
        assert b.states() == {"facts": "ready", "judge": "waiting", "follow": "undecided"}
        assert b.case.record("follow").iteration == 2
        assert b.case.facts["people"].value == 1
        assert "judge" not in b.case.outcomes

    def test_an_option_that_reopens_takes_the_case_back(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(*self.steps(make_step))
        b.act(c.Done("facts", (c.FactInput("people", value=1),)))
        assert b.act(c.Choose("judge", "again", "unclear")) == ["decision_made", "step_reopened"]
        assert b.states()["facts"] == "ready"
        assert b.states()["judge"] == "waiting"

    def test_what_went_out_stays_out_and_is_checked(self, bench: Maker, make_step: Maker) -> None:
        b = bench(*paper(make_step), make_step("next", "out"))
        publish_all(b)
        assert b.state("next") == "ready"
        b.act(c.Reopen("verify", "the number was wrong"))
        assert b.state("out") == "done"
        assert b.case.record("out").check
        assert b.states() == {
            "verify": "ready",
            "write": "waiting",
            "sign": "waiting",
            "out": "done",
            "next": "waiting",
        }

    def test_still_true_settles_the_draft_and_the_approval_with_it(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(*paper(make_step), make_step("next", "out"))
        publish_all(b)
        b.act(c.Reopen("verify", "check"))
        b.act(c.Done("out", still_true=True))
        b.act(c.Done("verify"))
        assert b.states() == {
            "verify": "done",
            "write": "done",
            "sign": "done",
            "out": "done",
            "next": "ready",
        }

    def test_a_newly_approved_version_resolves_the_flag_once_it_is_out_everywhere(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(*paper(make_step))
        publish_all(b)
        b.act(c.Reopen("verify", "wrong"))
        b.act(c.Done("verify"))
        b.write("write", "v2")
        with pytest.raises(Refused, match="not signed"):
            b.act(c.Release("d1", "weibo"))
        b.act(c.Sign("d1", "legal"))
        b.act(c.Sign("d1", "ceo"))
        b.act(c.Release("d1", "weibo"))
        assert b.case.record("out").check
        b.act(c.Release("d1", "app"))
        assert not b.case.record("out").check

    def test_a_version_after_publication_sets_the_flag(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(*paper(make_step))
        publish_all(b)
        b.write("write", "v2")
        assert b.case.record("out").check

    def test_earlier_approvals_no_longer_release(self, bench: Maker, make_step: Maker) -> None:
        b = bench(*paper(make_step))
        b.act(c.Done("verify", (c.FactInput("people", value=5),)))
        b.write("write", "v1")
        b.act(c.Sign("d1", "legal"))
        b.act(c.Reopen("verify", "wrong"))
        b.act(c.Done("verify"))
        b.write("write", "v1")
        assert b.situation().signed(b.case.step("sign")) == []

    def test_notices_never_reopen(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a"), make_step("tell", "a", kind="notify", action=Notify(("staff",))))
        b.act(c.Done("a"))
        b.act(c.Done("tell"))
        b.act(c.Reopen("a", "wrong"))
        assert b.state("tell") == "done"
        assert b.case.record("tell").check

    def test_a_group_is_reopened_whole(self, bench: Maker, make_step: Maker) -> None:
        group = Group("g", None, ("g.a", "g.b"), ("g.b",), "g.b")
        b = bench(make_step("g.a"), make_step("g.b", "g.a"), make_step("z"), groups=[group])
        b.act(c.Done("g.a"))
        b.act(c.Done("g.b"))
        b.act(c.Reopen("g", "again"))
        assert b.states() == {"g.a": "ready", "g.b": "waiting", "z": "ready"}


class TestDocuments:
    def test_a_gap_keeps_the_draft_active_and_blocks_approval(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(*paper(make_step))
        b.act(c.Done("verify", (c.FactInput("people", "unknown"),)))
        b.write("write", "v1", [{"fact": "people", "kind": "unconfirmed", "placeholder": "【】"}])
        assert b.state("write") == "active"
        with pytest.raises(Refused, match="gaps"):
            b.act(c.Sign("d1", "legal"))

    def test_a_rejection_makes_the_draft_ready_again(self, bench: Maker, make_step: Maker) -> None:
        b = bench(*paper(make_step))
        b.act(c.Done("verify", (c.FactInput("people", value=5),)))
        b.write("write", "v1")
        b.act(c.Sign("d1", "legal", approved=False, because="admits liability"))
        assert b.state("write") == "ready"
        b.write("write", "v2")
        assert b.state("write") == "done"

    def test_an_edit_takes_approvals_away(self, bench: Maker, make_step: Maker) -> None:
        b = bench(*paper(make_step))
        b.act(c.Done("verify", (c.FactInput("people", value=5),)))
        b.write("write", "v1")
        b.act(c.Sign("d1", "legal"))
        b.write("write", "v2")
        assert b.situation().signed(b.case.step("sign")) == []

    def test_listed_order_is_kept(self, bench: Maker, make_step: Maker) -> None:
        steps = paper(make_step)
        signing = Approve("write", (Approver("legal"), Approver("ceo")), 2, "listed")
        steps[2] = make_step("sign", "write", kind="approve", action=signing)
        b = bench(*steps)
        b.act(c.Done("verify", (c.FactInput("people", value=5),)))
        b.write("write", "v1")
        with pytest.raises(Refused, match="legal signs before ceo"):
            b.act(c.Sign("d1", "ceo"))

    def test_unapproved_is_recorded_truthfully_and_opens_a_task(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(*paper(make_step))
        b.act(c.Done("verify", (c.FactInput("people", value=5),)))
        b.write("write", "v1")
        with pytest.raises(AnswerNeeded):
            b.act(c.Release("d1", "weibo", unapproved=True))
        kinds = b.act(c.Release("d1", "weibo", because="already out", unapproved=True))
        assert kinds == ["document_published", "task_added"]
        assert not b.case.documents["d1"].publications[0].approved
        kinds = b.act(c.Release("d1", "app", because="already out", unapproved=True))
        assert kinds == ["document_published"], "one card for what is one text"

    def test_a_question_with_a_time_to_answer_is_a_card(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(make_step("a"))
        b.act(c.AddNote("How many?", source="A paper", answer_by="2026-03-10T04:00:00Z"))
        (task,) = b.case.tasks.values()
        assert (task.role, task.title["en"]) == ("pr", 'Answer A paper: "How many?"')
        assert b.states()[task.id] == "ready"
        b.act(c.AddNote("Who leaked it?", privileged=True, answer_by="2026-03-10T04:00:00Z"))
        assert "leaked" not in b.case.tasks["t2"].title["en"]

    def test_a_waived_channel_counts_as_settled(self, bench: Maker, make_step: Maker) -> None:
        b = bench(*paper(make_step))
        b.act(c.Done("verify", (c.FactInput("people", value=5),)))
        b.write("write", "v1")
        b.act(c.Sign("d1", "legal"), c.Sign("d1", "ceo"))
        b.act(c.Release("d1", "weibo"))
        b.act(c.Release("d1", "app", because="the app is down", waive=True))
        assert b.state("out") == "done"

    def test_the_eve_of_a_holiday_and_the_night_ask_for_a_reason(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(*paper(make_step))
        b.act(c.Done("verify", (c.FactInput("people", value=5),)))
        b.write("write", "v1")
        b.act(c.Sign("d1", "legal"), c.Sign("d1", "ceo"))
        b.later(hours=14)  # 2026-03-11 00:00 in Shanghai
        with pytest.raises(AnswerNeeded, match="22:00"):
            b.act(c.Release("d1", "weibo"))
        b.act(c.Release("d1", "weibo", because="people are being cheated now"))
        assert b.case.documents["d1"].publications[0].warnings == ("night",)


class TestTime:
    def test_unknown_broke_falls_back_and_says_so(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a", due=Due("broke", {"else": "1h"})), make_step("b"))
        found = deadline(b.situation(), b.case.step("a"))
        assert found is not None
        assert (found.anchor, found.fallback) == ("opened", True)
        b.know("broke", "2026-03-10T01:00:00Z")
        found = deadline(b.situation(), b.case.step("a"))
        assert found is not None
        assert (found.at, found.anchor) == ("2026-03-10T02:00:00Z", "broke")

    def test_an_unknown_severity_gets_the_shortest_time(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(make_step("a", due=Due("opened", {"P1": "30m", "P2": "1h", "else": "4h"})))
        found = deadline(b.situation(), b.case.step("a"))
        assert found is not None
        assert found.at == "2026-03-10T02:30:00Z"
        b.act(c.SetSeverity("P3", "mild"))
        found = deadline(b.situation(), b.case.step("a"))
        assert found is not None
        assert found.at == "2026-03-10T06:00:00Z"

    def test_next_day_midnight_is_local(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a", due=Due("opened", by="next-day 24:00")))
        found = deadline(b.situation(), b.case.step("a"))
        assert found is not None
        assert found.at == "2026-03-11T16:00:00Z"

    def test_late_is_judged_by_when_it_happened(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a", due=Due("opened", {"else": "1h"})), make_step("b"))
        b.later(hours=3)
        b.act(c.Done("a"), at=b.now - timedelta(hours=2, minutes=30))
        judgement = judge(b.situation(), b.case.step("a"))
        assert judgement is not None
        assert judgement.met is True

    def test_open_past_its_due_is_late_up_to_now(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a", due=Due("opened", {"else": "1h"})), make_step("b"))
        b.later(hours=3)
        judgement = judge(b.situation(), b.case.step("a"))
        assert judgement is not None
        assert (judgement.met, judgement.by) == (False, timedelta(hours=2))

    def test_skipped_before_its_due_is_neither(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a", due=Due("opened", {"else": "1h"})), make_step("b"))
        b.act(c.Skip("a", "no"))
        b.later(hours=3)
        judgement = judge(b.situation(), b.case.step("a"))
        assert judgement is not None
        assert judgement.met is None

    def test_self_counts_from_when_it_became_ready(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a"), make_step("b", "a", due=Due("self", {"else": "1h"})))
        assert deadline(b.situation(), b.case.step("b")) is None
        b.later(minutes=10)
        b.act(c.Done("a"))
        found = deadline(b.situation(), b.case.step("b"))
        assert found is not None
        assert found.at == stamp(b.now + timedelta(hours=1))

    def test_a_round_comes_back(self, bench: Maker, make_step: Maker) -> None:
        b = bench(
            make_step("watch", kind="repeat", background=True, action=Repeat("30m")), make_step("a")
        )
        b.act(c.Done("watch"))
        assert b.state("watch") == "waiting"
        b.later(minutes=30)
        assert b.state("watch") == "ready"

    def test_the_future_is_refused(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a"))
        with pytest.raises(UsageError, match="future"):
            b.act(c.Done("a"), at=b.now + timedelta(hours=1))


class TestActs:
    def test_collected_facts_are_asked_for_and_not_knowing_counts(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(make_step("a", collect=("people",)))
        with pytest.raises(AnswerNeeded) as caught:
            b.act(c.Done("a"))
        assert "--set people=" in str(caught.value.hint)
        b.act(c.Done("a", (c.FactInput("people", "unknown"),)))
        assert b.state("a") == "done"

    def test_required_evidence_is_asked_for(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a", evidence="required"))
        with pytest.raises(AnswerNeeded) as caught:
            b.act(c.Done("a"))
        assert caught.value.hint == "--evidence FILE"
        b.act(c.Done("a", evidence=(c.File("log.txt", b"x"),)))
        assert b.case.evidence["e1"].size == 1

    def test_an_outcome_cannot_be_set(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("judge", kind="decide", action=decision(a=())))
        with pytest.raises(UsageError, match="outcome of a decision"):
            b.know("judge", "a")

    def test_unknown_names_come_with_the_nearest(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("verify"))
        with pytest.raises(UsageError) as caught:
            b.act(c.Done("verfy"))
        assert caught.value.hint == "Did you mean verify?"

    def test_a_personal_fact_is_sealed(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a"))
        b.know("names", {"zh": "张三"})
        assert not isinstance(b.case.facts["names"].value, dict)
        assert b.case.value(b.case.facts["names"]) == {"zh": "张三"}

    def test_closing_is_refused_with_what_is_open(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a"), make_step("u", when="people > 3"))
        with pytest.raises(Refused) as caught:
            b.act(c.Close())
        assert "a  a" in caught.value.message
        assert "people" in caught.value.message
        b.act(c.Close(because="handed to the police"))
        with pytest.raises(Refused, match="closed"):
            b.act(c.Done("a"))
        b.act(c.AddNote("still of use"))
        b.act(c.ReopenCase("not over"))
        b.act(c.Done("a"))

    def test_deciding_touches_nothing(self, bench: Maker, make_step: Maker) -> None:
        from crisiskit.case import engine

        b = bench(make_step("a", collect=("people",)))
        before = b.states()
        engine.decide(
            b.case,
            [c.Done("a", (c.FactInput("people", value=1),))],
            actor="x",
            now=b.now,
        )
        assert b.states() == before
        assert b.case.facts == {}


class TestCards:
    def test_the_draft_that_leads_outside_comes_first(self, bench: Maker, make_step: Maker) -> None:
        due = Due("opened", {"else": "1h"})
        b = bench(
            make_step("tidy"),
            make_step("call", due=Due("opened", {"else": "30m"})),
            make_step("write", kind="draft", action=Draft("t", ("zh",), ("weibo",))),
            make_step(
                "sign", "write", kind="approve", action=Approve("write", (Approver("legal"),), 1)
            ),
            make_step(
                "out",
                "sign",
                "call",
                kind="publish",
                action=Publish("write", ("weibo",), "public"),
                due=due,
            ),
        )
        assert [s.id for s in cards(b.situation())] == ["write", "call", "tidy"]
        b.later(minutes=25)
        assert cards(b.situation())[0].id == "call"

    def test_a_round_that_is_overdue_is_pressing(self, bench: Maker, make_step: Maker) -> None:
        watch = make_step("watch", kind="repeat", background=True, action=Repeat("30m"))
        b = bench(watch, make_step("a"))
        assert [s.id for s in cards(b.situation())] == ["a", "watch"]
        b.later(minutes=30)
        assert [s.id for s in cards(b.situation())] == ["watch", "a"]

    def test_own_role_comes_before_others(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a", role="lead"), make_step("b", role="pr"))
        assert [s.id for s in cards(b.situation(), {"pr"})] == ["b", "a"]


def test_waiting_for_a_time_fact(bench: Maker, make_step: Maker) -> None:
    until = conditions.parse("hours_since(broke) >= 2")
    b = bench(make_step("pause", kind="wait", action=Wait(until=until)), make_step("z", "pause"))
    b.know("broke", "2026-03-10T01:00:00Z")
    assert b.state("z") == "waiting"
    b.later(hours=1)
    assert b.state("z") == "ready"
    assert b.situation().times.done_at(b.case.step("pause")) == "2026-03-10T03:00:00Z"


def test_a_duty_is_discharged_with_what_proves_it(bench: Maker, make_step: Maker) -> None:
    """`done` on the step that makes the report asks for it like `discharge`."""
    report = make_step("report", kind="notify", action=Notify(("regulator",), duty="cn.x"))
    b = bench(report, make_step("next"))
    with pytest.raises(AnswerNeeded, match="what proves it"):
        b.act(c.Done("report"))
    assert b.act(c.Done("report", reference="网信办 2026-031")) == ["step_done", "duty_discharged"]
    assert "cn.x" in b.case.duties
