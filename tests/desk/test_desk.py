"""The desk: conflicts by subject, repeated commands, what is pinned."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from crisiskit.clock import VirtualClock
from crisiskit.desk import acts, words
from crisiskit.desk.acts import Typed
from crisiskit.desk.desk import Desk
from crisiskit.errors import Conflict, Refused

Maker = Callable[..., Desk]


class TestConflicts:
    def test_another_subject_is_no_conflict(self, opened: Maker, another: Maker) -> None:
        first = opened()
        second = another("social")
        acts.done(first, "team.call")
        receipt = acts.done(second, "freeze")
        assert [e.type for e in receipt.newer] == ["step_done"]
        assert second.case.record("team.call").done_at is not None

    def test_the_same_step_is(self, opened: Maker, another: Maker) -> None:
        first = opened()
        second = another("social")
        acts.claim(first, "freeze")
        with pytest.raises(Conflict, match="lead was there first"):
            acts.claim(second, "freeze")
        second.refresh()
        assert second.case.record("freeze").claimed_by == "lead"

    def test_two_roles_sign_the_same_version_at_once(self, opened: Maker, another: Maker) -> None:
        first = opened()
        words.draft(first, "response.write", Typed(HOLDING, confirmed=True))
        second = another("legal")
        words.sign(first, "d1", "lead")
        words.sign(second, "d1", "legal")
        assert [a.role for a in second.case.documents["d1"].approvals] == ["lead", "legal"]

    def test_a_changed_fact_is_a_change_of_the_document(
        self, opened: Maker, another: Maker
    ) -> None:
        first = opened()
        words.draft(first, "response.write", Typed(HOLDING, confirmed=True))
        second = another("legal")
        acts.set_facts(first, Typed({"event": "系统被撞库"}, confirmed=True))
        with pytest.raises(Conflict):
            words.sign(second, "d1", "legal")

    def test_an_approval_given_meanwhile_stops_a_redraft(
        self, opened: Maker, another: Maker
    ) -> None:
        first = opened()
        words.draft(first, "response.write", Typed(HOLDING, confirmed=True))
        second = another("legal")
        words.sign(second, "d1", "legal")
        with pytest.raises(Conflict):
            words.draft(first, "response.write")

    def test_what_is_no_longer_allowed_is_refused_on_the_newest_head(
        self, opened: Maker, another: Maker
    ) -> None:
        first = opened()
        second = another("hr")
        acts.close(first, "wrong alarm")
        with pytest.raises(Refused, match="closed"):
            acts.done(second, "team.call")


class TestCommands:
    def test_a_repeated_command_is_recorded_once(self, opened: Maker) -> None:
        desk = opened()
        first = acts.note(desk, "媒体来电", Typed(command="abc"))
        again = acts.note(desk, "媒体来电", Typed(command="abc"))
        assert not first.repeated
        assert again.repeated
        assert len(desk.case.notes) == 1

    def test_an_act_that_is_refused_records_nothing(self, opened: Maker) -> None:
        desk = opened()
        seq = desk.case.seq
        with pytest.raises(Refused):
            acts.done(desk, "contain")
        assert desk.refresh() == ()
        assert desk.case.seq == seq


HOLDING = {
    "company": "云集市科技有限公司",
    "event": "部分用户收到冒充客服的诈骗电话",
    "next_update_at": "+2h",
    "hotline": "400-100-2000",
}


class TestWords:
    def test_facts_that_come_with_a_draft_are_recorded_with_it(self, opened: Maker) -> None:
        desk = opened()
        drafted = words.draft(desk, "response.write", Typed(HOLDING, confirmed=True))
        kinds = [e.type for e in drafted.receipt.events]
        assert kinds == ["fact_recorded"] * 4 + ["document_drafted"]
        assert drafted.document.current.gaps == []
        assert set(drafted.document.current.facts) >= set(HOLDING)

    def test_an_unconfirmed_fact_is_a_visible_gap(self, opened: Maker) -> None:
        desk = opened()
        drafted = words.draft(desk, "response.write", Typed(HOLDING))
        assert "【待核实：" in drafted.text("zh")
        assert {gap["fact"] for gap in drafted.document.current.gaps} == set(HOLDING)
        with pytest.raises(Refused, match="gaps"):
            words.sign(desk, "d1", "legal")

    def test_a_hand_edit_is_not_lost_to_a_redraft(self, opened: Maker) -> None:
        desk = opened()
        words.draft(desk, "response.write", Typed(HOLDING, confirmed=True))
        edited = words.edit(desk, "d1", "改过的文字\n")
        assert edited.document.current.edited
        assert words.text_of(desk, "d1") == "改过的文字\n"
        with pytest.raises(Refused, match="edited by hand"):
            words.draft(desk, "response.write")
        words.draft(desk, "response.write", replace=True)
        assert len(desk.case.documents["d1"].versions) == 3

    def test_every_channel_of_the_step_has_its_text(self, opened: Maker) -> None:
        desk = opened()
        drafted = words.draft(desk, "response.write", Typed(HOLDING, confirmed=True))
        channels = [text.channel for text in drafted.texts]
        assert channels[0] is None
        assert len(channels) == len(desk.case.plan.steps["response.write"].action.channels) + 1  # type: ignore[union-attr]

    def test_what_went_out_without_the_tool_is_recorded(
        self, opened: Maker, clock: VirtualClock
    ) -> None:
        desk = opened()
        at = clock.now() - timedelta(minutes=20)
        words.publish_file(desk, "我们注意到有关情况", ["weibo"], "值班同事已先发", Typed(at=at))
        publication = desk.case.documents["d1"].publications[0]
        assert not publication.approved
        assert "t1" in desk.case.tasks

    def test_editing_files_during_a_case_changes_nothing(self, opened: Maker) -> None:
        """Invariant 5: the plan and the templates in force are those of the opening."""
        desk = opened()
        pinned = desk.case.templates()["zh/holding"]
        assert desk.case.plan.playbook == "data-leak"
        assert "template: holding" in pinned
