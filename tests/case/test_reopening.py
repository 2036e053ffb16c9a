"""What is taken back, what went out and is checked, and how that ends (design 3, "Order")."""

from collections.abc import Callable
from typing import Any

import pytest

from crisiskit.case import commands as c
from crisiskit.errors import Refused
from crisiskit.playbook.plan import (
    Approve,
    Approver,
    Decide,
    Draft,
    Notify,
    Option,
    Publish,
    Repeat,
    Step,
    Wait,
)

Maker = Callable[..., Any]


def decision(outcome: str, **reopens: tuple[str, ...]) -> Decide:
    label = {"zh": "是", "en": "yes"}
    options = {name: Option(label, targets) for name, targets in reopens.items()}
    return Decide({"zh": "？", "en": "?"}, options, outcome)


def paper(make_step: Maker, channels: tuple[str, ...] = ("weibo", "app")) -> list[Step]:
    """Facts, a draft, its approval by two roles, its publication."""
    signers = Approve("write", (Approver("legal"), Approver("ceo")), 2)
    return [
        make_step("verify"),
        make_step("write", "verify", kind="draft", action=Draft("t", ("zh",), channels)),
        make_step("sign", "write", kind="approve", action=signers),
        make_step("out", "sign", kind="publish", action=Publish("write", channels, "public")),
    ]


def sign_all(b: Any) -> None:
    b.act(c.Sign("d1", "legal"))
    b.act(c.Sign("d1", "ceo"))


def publish_all(b: Any) -> None:
    b.act(c.Done("verify"))
    b.write("write", "v1")
    sign_all(b)
    for channel in ("weibo", "app"):
        b.act(c.Release("d1", channel))


def test_after_the_third_round_the_lead_is_asked_why(bench: Maker, make_step: Maker) -> None:
    b = bench(make_step("verify"), make_step("next", "verify"))
    for _round in range(3):
        assert not b.case.tasks
        b.act(c.Done("verify"))
        b.act(c.Reopen("verify", "the number moved"))
    (task,) = b.case.tasks.values()
    assert task.role == "lead"
    assert "done 3 times" in task.title["en"]


def test_what_is_still_true_signs_nothing_for_a_channel_that_is_left(
    bench: Maker, make_step: Maker
) -> None:
    b = bench(*paper(make_step))
    b.act(c.Done("verify"))
    b.write("write", "v1")
    sign_all(b)
    b.act(c.Release("d1", "weibo"))
    b.act(c.Reopen("verify", "the number moved"))
    b.act(c.Done("verify"))
    b.write("write", "v2")
    b.act(c.Done("out", still_true=True))
    assert b.states()["sign"] == "ready", "nobody has signed what the app would get"
    sign_all(b)
    b.act(c.Release("d1", "app"))
    assert b.states()["out"] == "done"


class TestWhatIsTakenBack:
    def test_a_decision_takes_back_what_its_outcome_leads_to_in_later_phases(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(
            make_step("look"),
            make_step("judge", "look", kind="decide", action=decision("judge", a=(), b=())),
            make_step("tell", phase="disposal", when="judge == 'a'"),
            make_step("after", "tell", phase="recovery"),
        )
        b.act(c.Done("look"))
        b.act(c.Choose("judge", "a", "so"))
        b.act(c.Done("tell"))
        b.act(c.Skip("after", "no time"))
        b.act(c.Reopen("look", "wrong"))
        assert b.states() == {
            "look": "ready",
            "judge": "waiting",
            "tell": "undecided",
            "after": "waiting",
        }
        assert [b.case.record(s).iteration for s in ("judge", "tell", "after")] == [2, 2, 2]

    def test_a_skipped_wait_is_taken_back_too(self, bench: Maker, make_step: Maker) -> None:
        b = bench(
            make_step("a"),
            make_step("pause", "a", kind="wait", action=Wait(lasts="2h")),
            make_step("z", "pause"),
        )
        b.act(c.Done("a"))
        b.act(c.Skip("pause", "no time"))
        b.act(c.Reopen("a", "wrong"))
        b.act(c.Done("a"))
        assert b.states() == {"a": "done", "pause": "waiting", "z": "waiting"}

    def test_a_wait_that_is_reopened_runs_again(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("pause", kind="wait", action=Wait(lasts="2h")), make_step("z", "pause"))
        b.later(hours=3)
        b.act(c.Reopen("pause", "we need longer"))
        assert b.state("z") == "waiting"
        b.later(hours=2)
        assert b.state("z") == "ready"

    def test_a_background_step_runs_on_but_the_lead_may_reopen_it(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(make_step("a"), make_step("care", "a", background=True))
        b.act(c.Done("a"))
        b.act(c.Done("care"))
        b.act(c.Reopen("a", "wrong"))
        assert b.state("care") == "done"
        b.act(c.Done("a"))
        b.act(c.Reopen("care", "somebody was forgotten"))
        assert b.state("care") == "ready"

    def test_partial_approvals_no_longer_count(self, bench: Maker, make_step: Maker) -> None:
        b = bench(*paper(make_step))
        b.act(c.Done("verify"))
        b.write("write", "v1")
        b.act(c.Sign("d1", "legal"))
        b.act(c.Reopen("verify", "wrong"))
        b.act(c.Done("verify"))
        b.write("write", "v1")
        assert b.state("sign") == "ready"
        assert b.case.record("sign").iteration == 2

    def test_a_third_time_is_counted(self, bench: Maker, make_step: Maker) -> None:
        b = bench(make_step("a"), make_step("b", "a"))
        for _turn in range(3):
            b.act(c.Done("a"))
            b.act(c.Reopen("a", "again"))
        assert b.case.record("a").iteration == 4
        assert b.case.record("b").iteration == 1


class TestWhatWentOut:
    def test_a_background_text_that_is_out_is_checked_as_well(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(
            make_step("a"),
            make_step("tell", "a", kind="notify", action=Notify(("staff",)), background=True),
            make_step("watch", kind="repeat", background=True, action=Repeat("30m")),
        )
        b.act(c.Done("a"))
        b.act(c.Done("tell"))
        b.act(c.Reopen("a", "wrong"))
        assert b.state("tell") == "done"
        assert b.case.record("tell").check

    def test_a_flag_holds_its_phase_even_of_an_optional_step(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(
            make_step("a"),
            make_step("tell", "a", kind="notify", action=Notify(("staff",)), optional=True),
            make_step("z", phase="disposal"),
        )
        b.case.phases.pop("disposal", None)
        b.act(c.Claim("a"))
        b.act(c.Done("a"), c.Done("tell"), c.Reopen("a", "wrong"), c.Done("a"))
        assert "disposal" not in b.case.phases
        b.act(c.Done("tell", still_true=True))
        assert "disposal" in b.case.phases

    def test_a_flagged_step_that_was_skipped_half_way_meets_no_need(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(*paper(make_step), make_step("next", "out"))
        b.act(c.Done("verify"))
        b.write("write", "v1")
        sign_all(b)
        b.act(c.Release("d1", "weibo"))
        b.act(c.Reopen("verify", "wrong"))
        b.act(c.Skip("out", "the app is gone"))
        b.act(c.Done("verify"))
        b.write("write", "v2")
        sign_all(b)
        assert b.state("next") == "waiting"
        b.act(c.Release("d1", "weibo"))
        assert not b.case.record("out").check
        assert b.state("next") == "ready"

    def test_a_channel_that_is_waived_needs_no_correction(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(*paper(make_step))
        publish_all(b)
        b.write("write", "v2")
        sign_all(b)
        b.act(c.Release("d1", "weibo"))
        assert b.case.record("out").check
        b.act(c.Release("d1", "app", because="taken down there", waive=True))
        assert not b.case.record("out").check

    def test_waiving_alone_corrects_nothing(self, bench: Maker, make_step: Maker) -> None:
        b = bench(*paper(make_step))
        publish_all(b)
        b.act(c.Reopen("verify", "wrong"))
        for channel in ("weibo", "app"):
            b.act(c.Release("d1", channel, because="no", waive=True))
        assert b.case.record("out").check

    def test_still_true_approves_no_version_that_nobody_signed(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(*paper(make_step))
        publish_all(b)
        b.write("write", "v2")
        b.act(c.Done("out", still_true=True))
        with pytest.raises(Refused, match="not signed"):
            b.act(c.Release("d1", "weibo"))

    def test_still_true_settles_no_approval_that_was_never_given(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(*paper(make_step))
        b.act(c.Done("verify"))
        b.write("write", "v1")
        for channel in ("weibo", "app"):
            b.act(c.Release("d1", channel, because="it was out", unapproved=True))
        b.act(c.Reopen("verify", "check"))
        b.act(c.Done("out", still_true=True))
        assert b.state("write") == "done"
        assert b.state("sign") == "ready"

    def test_old_approvals_release_nothing_where_no_step_signs(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(
            make_step("verify"),
            make_step("write", "verify", kind="draft", action=Draft("t", ("zh",), ("app",))),
            make_step("out", "write", kind="publish", action=Publish("write", ("app",), "public")),
        )
        b.act(c.Done("verify"))
        b.write("write", "v1")
        b.act(c.Sign("d1", "legal"))
        b.act(c.Release("d1", "app"))
        b.act(c.Reopen("verify", "wrong"))
        with pytest.raises(Refused):
            b.act(c.Release("d1", "app"))
        assert b.case.record("out").check

    def test_what_follows_a_correction_is_ready_from_then_on(
        self, bench: Maker, make_step: Maker
    ) -> None:
        b = bench(*paper(make_step), make_step("next", "out"))
        publish_all(b)
        b.later(hours=1)
        b.act(c.Reopen("verify", "wrong"))
        b.later(hours=1)
        b.act(c.Done("verify"), c.Done("out", still_true=True))
        assert b.situation().times.ready_at(b.case.step("next")) == "2026-03-10T04:00:00Z"
        assert b.situation().times.done_at(b.case.step("out")) == "2026-03-10T02:00:00Z"
