"""Cards by kind: what is asked, what is recorded, what is refused."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from crisiskit.case.stepstate import State
from crisiskit.desk import acts, words
from crisiskit.desk.acts import Typed
from crisiskit.desk.desk import Desk
from crisiskit.errors import AnswerNeeded, Refused
from crisiskit.ui import cards, handlers, status
from crisiskit.ui.scripted import ScriptedPrompter
from crisiskit.ui.table import Table, Turn


def card(room: Any, desk: Desk, step: str, *answers: str) -> Turn:
    """One card with exactly these answers."""
    table = room.table(desk, *answers)
    turn = handlers.handle(table, desk.case.step(step))
    assert table.prompter.calls == len(answers)
    return turn


def know(desk: Desk, **facts: str) -> None:
    acts.set_facts(desk, Typed(facts, confirmed=True, source="test"))


def drafted(desk: Desk) -> Desk:
    know(
        desk, company="Acme Ltd.", next_update_at="+2h", hotline="400-1", event="A list is on sale"
    )
    words.draft(desk, "response.write")
    return desk


def signed(desk: Desk) -> Desk:
    drafted(desk)
    for role in ("legal", "lead"):
        words.sign(desk, "d1", role)
    return desk


def ready_to_publish(desk: Desk) -> Desk:
    signed(desk)
    acts.decide(desk, "response.speak", "now", "it spreads")
    acts.skip(desk, "verify", "test")
    acts.skip(desk, "staff-line", "test")
    acts.skip(desk, "team", "test")
    return desk


def published(desk: Desk) -> Desk:
    words.publish(ready_to_publish(desk), "d1", ["weibo", "app"])
    return desk


def test_a_plain_task_takes_one_answer(room: Any, leak: Desk) -> None:
    assert card(room, leak, "team.call", "1") is Turn.ON
    assert leak.case.record("team.call").done_at


@pytest.mark.parametrize(("answer", "turn"), [("0", Turn.LATER), ("3", Turn.ELSE)])
def test_every_card_can_wait_or_give_way(room: Any, leak: Desk, answer: str, turn: Turn) -> None:
    assert card(room, leak, "team.call", answer) is turn
    assert leak.case.record("team.call").done_at is None


def test_done_and_verified_are_one_answer(room: Any, leak: Desk) -> None:
    acts.skip(leak, "team", "test")
    card(room, leak, "verify", "30万", "1 2", "1", "1")
    assert {leak.case.facts[f].status for f in ("people_affected", "data_out")} == {"confirmed"}
    assert leak.case.facts["leaked_fields"].value == ["name", "phone"]
    assert leak.situation().state(leak.case.step("verify")) is State.DONE


def test_facts_are_kept_when_the_card_is_put_off(room: Any, leak: Desk) -> None:
    acts.skip(leak, "team", "test")
    assert card(room, leak, "verify", "300000", "0", "0", "0") is Turn.LATER
    assert leak.case.facts["people_affected"].value == 300000


def test_a_card_leads_to_the_question_that_is_still_open(room: Any, leak: Desk) -> None:
    acts.skip(leak, "team", "test")
    table = room.table(leak, "300000", "0", "0", "1")
    assert handlers.handle(table, leak.case.step("verify")) is Turn.ON
    asked = "\n".join(table.prompter.said)
    assert "answer what is still asked: fields affected, data confirmed outside" in asked
    assert "done" not in asked.split("How does it stand?")[1].replace("done later", "")


def test_a_decision_wants_a_reason(room: Any, leak: Desk) -> None:
    card(room, leak, "response.speak", "2", "", "nobody is at risk")
    assert leak.case.outcomes["response_speak"] == "later"
    step = leak.case.step("response.hold.set-time")
    assert leak.situation().state(step) is State.READY
    card(room, leak, step.id, "+1h", "1")
    assert "look_again_at" in leak.case.facts


def test_evidence_is_asked_until_a_file_can_be_read(room: Any, leak: Desk) -> None:
    (room.folder / "a log.txt").write_text("log")
    wrong, right = str(room.folder / "missing"), f"'{room.folder / 'a log.txt'}'"
    card(room, leak, "preserve", "1", wrong, str(room.folder), right, right, "")
    assert len(leak.case.record("preserve").evidence) == 2
    assert leak.case.record("preserve").done_at
    assert "cannot be read" in " ".join(room.errors.getvalue().split())


def test_without_evidence_it_stays_open(room: Any, leak: Desk) -> None:
    assert card(room, leak, "preserve", "1", "") is Turn.LATER
    assert leak.case.record("preserve").done_at is None
    assert "needs a file" in room.errors.getvalue()


def test_telling_people_outside_takes_the_code(room: Any, leak: Desk) -> None:
    acts.skip(leak, "team", "test")
    acts.skip(leak, "verify", "test")
    code = leak.case.code
    assert card(room, leak, "report-pipl", "1", "R-1", "y", "") is Turn.LATER
    assert leak.case.record("report-pipl").done_at is None
    assert card(room, leak, "report-pipl", "1", "R-1", code) is Turn.ON
    assert "cn.pipl.57" in leak.case.duties


def test_telling_our_own_people_does_not(room: Any, leak: Desk) -> None:
    acts.skip(leak, "team", "test")
    assert card(room, leak, "staff-line", "1") is Turn.ON


def test_a_draft_is_shown_with_its_gaps_and_filled(room: Any, leak: Desk) -> None:
    card(room, leak, "response.write", "Acme", "", "", "1")
    assert "Gaps that block approval" in room.errors.getvalue()
    assert leak.situation().state(leak.case.step("response.write")) is State.ACTIVE
    card(room, leak, "response.write", "1", "+2h", "400-1", "1")
    assert leak.situation().state(leak.case.step("response.write")) is State.DONE
    assert leak.case.documents["d1"].current.number == 2


def test_only_what_is_verified_goes_into_a_draft(room: Any, leak: Desk) -> None:
    know(leak, company="Acme Ltd.", hotline="400-1")
    card(room, leak, "response.write", "+2h", "3", "2")
    text = words.text_of(leak, "d1")
    assert "[to be confirmed: what happened]" in text
    assert "[to be confirmed: time of the next update]" not in text


def test_words_can_be_put_differently_before_they_go_out(room: Any, leak: Desk) -> None:
    know(leak, company="Acme Ltd.", hotline="400-1", next_update_at="+2h")
    card(room, leak, "response.write", "3", "A list of our users is on sale", "1")
    assert "A list of our users is on sale" in words.text_of(leak, "d1")


def test_harm_that_is_known_is_verified_with_the_rest(room: Any, leak: Desk) -> None:
    """So that a statement about the dead does not open without condolences."""
    acts.set_facts(leak, Typed({"harm": "death"}))
    know(leak, company="Acme Ltd.", hotline="400-1", next_update_at="+2h")
    card(room, leak, "response.write", "1")
    assert "condolences" in words.text_of(leak, "d1")


def test_a_text_in_one_language_is_asked_for_in_the_other(room: Any) -> None:
    desk = room.open(languages=["en", "zh"])
    know(desk, company="Acme Ltd.", hotline="400-1", next_update_at="+2h")
    card(room, desk, "response.write", "1", "", "名单被卖")
    text = words.text_of(desk, "d1", "zh")
    assert "名单被卖" in text
    assert "待翻译" in text
    assert "400-1" in text  # a number is not translated
    card(room, desk, "response.write", "1", "某公司")
    assert "待翻译" not in words.text_of(desk, "d1", "zh")


def test_words_that_are_not_verified_are_not_translated_yet(room: Any) -> None:
    desk = room.open(languages=["en", "zh"])
    know(desk, company="Acme Ltd.", hotline="400-1", next_update_at="+2h")
    card(room, desk, "response.write", "2", "某公司")
    assert "待核实" in words.text_of(desk, "d1", "zh")


def test_company_constants_are_not_asked(room: Any) -> None:
    desk = room.open(facts={"company": {"en": "Acme"}, "hotline": {"en": "400-1"}})
    card(room, desk, "response.write", "+2h", "1")
    assert "Acme" in words.text_of(desk, "d1")


def test_whose_doing_it_is_is_asked_before_the_first_apology(room: Any, leak: Desk) -> None:
    acts.advance(leak, "disposal", "test")
    acts.skip(leak, "find-cause", "test")
    acts.skip(leak, "tell-people", "test")
    know(leak, company="Acme Ltd.")
    acts.restate(leak, ["event"], "confirmed")
    card(room, leak, "apology.write", "1", "we left it open")
    assert leak.case.responsibility == "preventable"
    card(room, leak, "apology.write", "0")


def test_signing_as_a_role_and_by_phone(room: Any, leak: Desk) -> None:
    drafted(leak)
    card(room, leak, "response.sign", "6", "2", "王律师，电话 02:41")
    card(room, leak, "response.sign", "1")
    legal, lead = leak.case.documents["d1"].signed()
    assert (legal.reported_for, legal.via) == ("王律师", "电话 02:41")
    assert lead.reported_for is None
    assert leak.situation().state(leak.case.step("response.sign")) is State.DONE


def test_going_back_from_a_reason_records_nothing(room: Any, leak: Desk) -> None:
    drafted(leak)
    with pytest.raises(Refused, match="Not recorded"):
        card(room, leak, "response.speak", "1", "", "0")
    assert leak.situation().state(leak.case.step("response.speak")).open


def test_filling_gaps_with_nothing_new_leaves_the_document(room: Any, leak: Desk) -> None:
    card(room, leak, "response.write", "", "", "", "2")
    before = leak.case.documents["d1"].current.number
    assert card(room, leak, "response.write", "1", "", "", "", "2") is Turn.LATER
    assert leak.case.documents["d1"].current.number == before
    assert "Nothing was verified" in room.errors.getvalue()


def test_what_is_said_and_not_verified_makes_no_new_version(room: Any, leak: Desk) -> None:
    card(room, leak, "response.write", "", "", "", "2")
    assert card(room, leak, "response.write", "1", "Acme", "+2h", "400-1", "2") is Turn.LATER
    assert leak.case.facts["company"].status == "unconfirmed"
    assert leak.case.documents["d1"].current.number == 1
    acts.restate(leak, ["company"], "confirmed")
    card(room, leak, "response.write", "2")
    assert leak.case.documents["d1"].current.number == 2


def test_who_is_on_what_is_not_needed_any_more_is_told(room: Any, leak: Desk) -> None:
    for needed in ("team", "verify", "duty-check"):
        acts.skip(leak, needed, "test")
    know(leak, eu_people="yes")
    acts.claim(leak, "report-eu")
    know(leak, eu_people="no")
    step = leak.case.step("report-eu")
    assert leak.situation().state(step) is State.NOT_APPLICABLE
    assert step in leak.situation().available()
    assert "no longer needed?" in cards.flags(leak.situation(), step)
    card(room, leak, step.id, "1")
    assert step not in leak.situation().available()


def test_a_step_done_over_shows_what_it_found_before(room: Any, leak: Desk) -> None:
    acts.skip(leak, "team", "test")
    card(room, leak, "verify", "30万", "1 2", "1", "1")
    acts.reopen(leak, "verify", "the number may be wrong")
    card(room, leak, "verify", "1")
    assert "people affected = 300,000" in room.errors.getvalue()


def test_what_was_signed_by_phone_says_so_on_every_screen(room: Any, leak: Desk) -> None:
    ready_to_publish(leak)
    words.draft(leak, "response.write", replace=True)
    for role in ("legal", "lead"):
        words.sign(leak, "d1", role, reported_for="Wang", via="phone")
    situation = leak.situation()
    sign = leak.case.step("response.sign")
    shown = "\n".join("".join(map(str, line)) for line in cards.card(situation, sign, 80))
    assert "counsel ✓ reported" in shown
    lines = "\n".join("".join(map(str, line)) for line in status.lines(situation))
    assert "reported for Wang" in lines
    card(room, leak, "response.release", "0")
    assert "reported for Wang" in room.errors.getvalue()


def test_somebody_with_a_role_signs_only_for_it(room: Any, leak: Desk) -> None:
    drafted(leak)
    legal = room.again(leak, "legal")
    table = room.table(legal, "0")
    handlers.handle(table, legal.case.step("response.sign"))
    asked = "\n".join(table.prompter.said)
    assert "I sign as counsel" in asked
    assert "I sign as incident lead" not in asked
    assert "incident lead signed by phone" in asked


def test_sending_back_and_taking_a_text_by_hand(room: Any, leak: Desk) -> None:
    drafted(leak)
    card(room, leak, "response.sign", "5", "too cold")
    write = leak.case.step("response.write")
    assert leak.situation().state(write) is State.READY
    by_hand = room.folder / "text.md"
    by_hand.write_text("We are sorry. A list is on sale.")
    bad = room.folder / "bad.md"
    bad.write_bytes(b"\xff\xfe")
    card(room, leak, "response.write", "1", "2", str(bad), str(by_hand))
    assert "sent back: too cold" in room.errors.getvalue()
    assert words.text_of(leak, "d1", "en", "weibo") == "We are sorry. A list is on sale.\n"


def test_publishing_is_recorded_with_the_code(room: Any, leak: Desk) -> None:
    ready_to_publish(leak)
    code = leak.case.code
    assert card(room, leak, "response.release", "1", "no", "0") is Turn.LATER
    assert not leak.case.documents["d1"].publications
    card(room, leak, "response.release", "2", code, "https://weibo.com/1")
    assert [p.channel for p in leak.case.documents["d1"].publications] == ["weibo"]
    assert "https://weibo.com/1" in leak.case.words(leak.case.notes[-1].text)
    card(room, leak, "response.release", "2", "no app at night")
    assert leak.situation().state(leak.case.step("response.release")) is State.DONE
    assert "crisiskit sends nothing" in room.errors.getvalue()


def test_publishing_at_night_asks_why(room: Any, leak: Desk) -> None:
    room.clock.at += timedelta(hours=13)
    ready_to_publish(leak)
    card(room, leak, "response.release", "1", leak.case.code, "it spreads now", "")
    assert leak.case.documents["d1"].publications[0].warnings == ("night",)


def test_publishing_late_by_hand_is_recorded_when_it_happened(room: Any, leak: Desk) -> None:
    room.clock.at += timedelta(minutes=50)
    ready_to_publish(leak)
    room.clock.at += timedelta(minutes=30)
    card(room, leak, "response.release", "@11:00 1", leak.case.code, "")
    assert leak.case.documents["d1"].publications[0].at == "2026-11-21T03:00:00Z"


def test_what_went_out_is_checked_and_still_true(room: Any, leak: Desk) -> None:
    published(leak)
    acts.reopen(leak, "response.write", "the number changed")
    release = leak.case.step("response.release")
    assert leak.case.record(release.id).check
    card(room, leak, release.id, "1")
    assert not leak.case.record(release.id).check


def test_what_went_out_is_corrected(room: Any, leak: Desk) -> None:
    published(leak)
    know(leak, event="Two lists are on sale")
    acts.reopen(leak, "response.write", "the number changed")
    assert card(room, leak, "response.release", "2") is Turn.LATER
    card(room, leak, "response.sign", "1")
    card(room, leak, "response.sign", "1")
    card(room, leak, "response.release", "2", "1", leak.case.code, "")
    assert not leak.case.record("response.release").check
    assert len(leak.case.documents["d1"].publications) == 4


def test_a_notice_that_is_no_longer_right_is_told_again(room: Any, leak: Desk) -> None:
    acts.skip(leak, "team", "test")
    acts.skip(leak, "verify", "test")
    acts.done(leak, "report-pipl", reference="R-1")
    acts.reopen(leak, "verify", "more people")
    assert leak.case.record("report-pipl").check
    card(room, leak, "report-pipl", "2", "1.2 million, not 300,000")
    assert not leak.case.record("report-pipl").check


def test_a_checklist_is_ticked_in_one_answer(room: Any) -> None:
    desk = room.open("general")
    step = next(s for s in desk.case.walked() if len(s.checklist) > 2)
    table = room.table(desk, f"{len(step.checklist) + 1}")
    handlers._tick(table, step)
    assert set(desk.case.record(step.id).ticked) == {item.id for item in step.checklist}


def test_a_question_asked_in_vain_ends_the_card(room: Any, leak: Desk) -> None:
    table = Table(leak, ScriptedPrompter([]), room.table(leak).screen)
    with pytest.raises(AnswerNeeded):
        handlers.handle(table, leak.case.step("team.call"))


def test_files_from_home(room: Any, leak: Desk, monkeypatch: Any) -> None:
    monkeypatch.setenv("HOME", str(room.folder))
    (room.folder / "e.txt").write_text("e")
    assert Path("~/e.txt").expanduser().exists()
    card(room, leak, "preserve", "1", "~/e.txt", "")
    assert leak.case.record("preserve").done_at
