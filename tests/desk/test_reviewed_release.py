"""The review in the flow of a case: what stops a version, who lifts it, and for which version."""

from collections.abc import Callable

import pytest

from crisiskit.case.store import SqliteJournal
from crisiskit.check import Diagnostic
from crisiskit.desk import acts, lifting, reviewing, telling, words
from crisiskit.desk.acts import Typed
from crisiskit.desk.desk import Desk, Who
from crisiskit.errors import AnswerNeeded, Refused
from crisiskit.language import speak
from crisiskit.text import width
from crisiskit.ui import log

Maker = Callable[..., Desk]

FACTS = {
    "company": "云集市科技有限公司",
    "event": "部分用户收到冒充客服的诈骗电话",
    "next_update_at": "+2h",
    "hotline": "400-100-2000",
}
SCAPEGOAT = "这次事故系临时工个人行为，现已辞退。\n"
ADMITS = "我们违反了《消费者权益保护法》第二十条。\n"
CODE = "CS110"
"""What the log calls no-scapegoat."""


@pytest.fixture
def desk(opened: Maker) -> Desk:
    """A case with a document in which the review finds nothing that stops it."""
    desk = opened()
    words.draft(desk, "response.write", Typed(FACTS, confirmed=True))
    assert reviewing.objections(desk, desk.case.documents["d1"]) == ()
    return desk


def add(desk: Desk, sentence: str, channel: str | None = None) -> None:
    """A sentence more in the long text of the document."""
    before, foot, rest = words.text_of(desk, "d1", channel=channel).partition("## 还不清楚")
    words.edit(desk, "d1", f"{before}{sentence}\n{foot}{rest}", channel=channel)


def also(desk: Desk, actor: str) -> Desk:
    """Somebody else at the same case."""
    return Desk(desk.journal, desk.head, desk.clock, Who(actor, "user", "host"))


def found(desk: Desk) -> list[Diagnostic]:
    return reviewing.findings(desk, desk.case.documents["d1"])


def named(desk: Desk) -> set[str]:
    return {finding.rule for finding in found(desk)}


def last(desk: Desk) -> str:
    return next(log.lines(desk.case, desk.journal.read(desk.head.uid, desk.case.seq - 1)))


class TestErrors:
    def test_a_version_with_an_error_is_not_signed(self, desk: Desk) -> None:
        add(desk, SCAPEGOAT)
        with pytest.raises(Refused, match="no-scapegoat") as refused:
            words.sign(desk, "d1", "legal")
        assert int(refused.value.code) == 7
        assert "d1/zh:" in refused.value.message
        assert "Say first what the company itself missed" in refused.value.message
        assert "crisiskit override d1" in (refused.value.hint or "")
        assert desk.case.documents["d1"].approvals == []

    def test_the_same_words_in_several_texts_are_said_once(self, desk: Desk) -> None:
        add(desk, SCAPEGOAT)
        add(desk, SCAPEGOAT, channel="weibo")
        with pytest.raises(Refused) as refused:
            words.sign(desk, "d1", "legal")
        assert refused.value.message.count("no-scapegoat") == 1
        assert "d1/zh/weibo:" in refused.value.message

    def test_sending_it_back_is_never_stopped(self, desk: Desk) -> None:
        add(desk, SCAPEGOAT)
        words.sign(desk, "d1", "legal", approved=False, because="这句不行")
        assert desk.case.documents["d1"].rejected is not None

    def test_what_was_signed_and_has_errors_now_is_not_published(self, desk: Desk) -> None:
        """The number was found out after the signatures: the text has another one."""
        add(desk, "目前核实受影响的用户有813人。\n")
        ready(desk)
        acts.set_facts(desk, Typed({"people_affected": "812"}, confirmed=True, source="IT"))
        with pytest.raises(Refused, match="fact-ledger") as refused:
            words.publish(desk, "d1", ["weibo"])
        assert "override d1" in (refused.value.hint or "")
        words.override(desk, "d1", "813是含测试账号的口径")
        words.publish(desk, "d1", ["weibo"])

    def test_what_went_out_already_is_recorded_truthfully(self, desk: Desk) -> None:
        add(desk, SCAPEGOAT)
        words.publish(desk, "d1", ["weibo"], because="值班同事已先发", unapproved=True)
        assert not desk.case.documents["d1"].publications[0].approved
        assert "t1" in desk.case.tasks

    def test_a_late_text_is_not_made_later(self, desk: Desk, opened: Maker) -> None:
        late = opened(broke="2026-03-09T02:00")
        words.draft(late, "response.write", Typed(FACTS, confirmed=True))
        words.publish(late, "d1", ["app"], because="x", unapproved=True)
        assert "first-response-sla" in named(late)
        words.sign(late, "d1", "legal")


def ready(desk: Desk) -> None:
    """Everything before the publication is done."""
    for role in ("legal", "lead"):
        words.sign(desk, "d1", role)
    acts.decide(desk, "response.speak", "now", "在传播")
    for step in ("verify", "staff-line", "team"):
        acts.skip(desk, step, "试")


class TestOverride:
    def test_the_lead_lets_a_version_out_with_a_reason(self, desk: Desk) -> None:
        add(desk, SCAPEGOAT)
        receipt = words.override(desk, "d1", "律师要求保留这句话")
        (event,) = receipt.events
        assert (event.type, event.data["rules"]) == ("review_overridden", [CODE])
        ready(desk)
        words.publish(desk, "d1", ["weibo"])
        assert desk.case.documents["d1"].publications[0].approved

    def test_a_reason_is_needed(self, desk: Desk) -> None:
        add(desk, SCAPEGOAT)
        with pytest.raises(AnswerNeeded):
            words.override(desk, "d1", " ")

    @pytest.mark.parametrize("actor", ["legal", "pr", "ceo"])
    def test_nobody_else_overrides(self, desk: Desk, actor: str) -> None:
        add(desk, SCAPEGOAT)
        with pytest.raises(Refused, match="no-scapegoat"):
            words.override(also(desk, actor), "d1", "就这样吧")
        assert desk.refresh() == ()

    def test_somebody_without_a_role_does_where_no_lead_is_named(self, desk: Desk) -> None:
        add(desk, SCAPEGOAT)
        acts.assign(desk, "lead", [{"name": "张总"}])
        with pytest.raises(Refused):
            words.override(also(desk, "值班同事"), "d1", "就这样吧")
        words.override(also(desk, "张总"), "d1", "就这样吧")

    def test_it_is_about_this_version_and_these_rules(self, desk: Desk) -> None:
        add(desk, SCAPEGOAT)
        words.override(desk, "d1", "律师要求保留")
        add(desk, "希望大家不信谣、不传谣。\n")
        with pytest.raises(Refused, match="no-scapegoat"):
            words.sign(desk, "d1", "legal")

    def test_without_objections_there_is_nothing_to_override(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="nothing against"):
            words.override(desk, "d1", "以防万一")

    def test_it_is_recorded_once(self, desk: Desk) -> None:
        add(desk, SCAPEGOAT)
        words.override(desk, "d1", "保留", Typed(command="abc"))
        assert words.override(desk, "d1", "保留", Typed(command="abc")).repeated
        assert len(desk.case.documents["d1"].overrulings) == 1

    def test_two_at_once_are_a_conflict_no_bystander_has(self, desk: Desk) -> None:
        add(desk, SCAPEGOAT)
        other = also(desk, "lead")
        acts.note(other, "媒体来电")
        words.override(desk, "d1", "保留")
        assert desk.case.documents["d1"].overruled == {CODE}

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("zh", "不顾审读意见放行 d1［CS110］：律师要求保留这句话，等监管结论"),
            ("en", "overrode the review of d1 [CS110]: 律师要求保留这句话，等监管结论"),
        ],
    )
    def test_the_log_has_the_rules_and_the_reason(
        self, desk: Desk, language: str, said: str
    ) -> None:
        add(desk, SCAPEGOAT)
        words.override(desk, "d1", "律师要求保留这句话，等监管结论")
        speak(language)
        try:
            line = last(desk)
        finally:
            speak("en")
        assert line.endswith(said)
        assert width(line) <= log.WIDTH


class TestLegal:
    def test_an_admission_stops_until_legal_signs(self, desk: Desk) -> None:
        add(desk, ADMITS)
        assert [str(f.severity) for f in found(desk) if f.rule == lifting.ADMISSION] == ["warning"]
        with pytest.raises(Refused, match="legal-admission-flag") as refused:
            words.sign(desk, "d1", "lead")
        assert "--role legal" in (refused.value.hint or "")
        words.sign(desk, "d1", "legal")
        words.sign(desk, "d1", "lead")

    def test_legal_signs_each_version_anew(self, desk: Desk) -> None:
        add(desk, ADMITS)
        words.sign(desk, "d1", "legal")
        add(desk, "以上属实。\n")
        with pytest.raises(Refused, match="legal-admission-flag"):
            words.sign(desk, "d1", "lead")

    def test_the_lead_cannot_lift_it(self, desk: Desk) -> None:
        add(desk, ADMITS)
        with pytest.raises(Refused, match="legal-admission-flag"):
            words.override(desk, "d1", "我来负责")

    @pytest.mark.parametrize(
        ("by", "lifted"),
        [("legal", True), ("法务", True), ("王律师", True), ("lead", False), ("", False)],
    )
    def test_a_waiver_of_legal_in_the_text_lifts_it(
        self, desk: Desk, by: str, lifted: bool
    ) -> None:
        acts.assign(desk, "legal", [{"name": "王律师"}])
        signed = f" by={by}" if by else ""
        waiver = f"<!-- crisiskit: ignore[legal-admission-flag] 措辞已商定{signed} -->\n"
        add(desk, waiver + ADMITS)
        assert (lifting.ADMISSION not in named(desk)) is lifted
        if lifted:
            words.sign(desk, "d1", "lead")
        else:
            with pytest.raises(Refused, match="legal-admission-flag"):
                words.sign(desk, "d1", "lead")

    @pytest.mark.parametrize(("by", "lifted"), [("lead", True), ("legal", False), ("pr", False)])
    def test_only_the_lead_waives_an_error(self, desk: Desk, by: str, lifted: bool) -> None:
        waiver = f"<!-- crisiskit: ignore[no-scapegoat] 客户原话 by={by} -->\n"
        add(desk, waiver + SCAPEGOAT)
        assert ("no-scapegoat" not in named(desk)) is lifted


class TestTexts:
    def test_a_checklist_is_not_reviewed(self, desk: Desk) -> None:
        words.draft(desk, "press-conference")
        assert reviewing.findings(desk, desk.case.documents["d2"]) == []

    def test_traditional_characters_are_reviewed(self, desk: Desk) -> None:
        words.edit(desk, "d1", "這次事故係臨時工個人行為，現已辭退。\n")
        with pytest.raises(Refused, match="個人行為"):
            words.sign(desk, "d1", "legal")

    def test_a_text_in_another_language_stops_nobody(self, desk: Desk) -> None:
        words.edit(desk, "d1", "Nous regrettons un éventuel désagrément.\n", language="fr")
        assert not [one for one in found(desk) if one.path == "d1/fr"]
        looked = reviewing.look(desk, desk.case.documents["d1"])
        assert looked.unread == ["d1/fr"]
        words.sign(desk, "d1", "legal")

    def test_a_short_message_refers_to_the_long_text(self, desk: Desk) -> None:
        words.edit(desk, "d1", "【云集市】有人冒充客服打电话，请不要转账。\n", channel="sms")
        assert not [one for one in found(desk) if one.path == "d1/zh/sms"]

    def test_the_case_is_what_it_is_told(self, desk: Desk) -> None:
        assert "active-responsibility" not in named(desk)
        words.edit(desk, "d1", "# 云集市科技有限公司致歉\n\n对不起。\n")
        acts.responsibility(desk, "preventable", "备份没有设密码")
        kind = telling.told(desk, desk.case.documents["d1"])
        assert (kind["kind"], kind["responsibility"]) == ("holding", "preventable")

    def test_the_store_keeps_it(self, desk: Desk) -> None:
        add(desk, SCAPEGOAT)
        words.override(desk, "d1", "保留")
        assert isinstance(desk.journal, SqliteJournal)
        assert also(desk, "pr").case.documents["d1"].overruled == {CODE}
