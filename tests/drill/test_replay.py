"""Playing a scenario: through the desk, on its own clock, in its own journal."""

from collections.abc import Callable
from pathlib import Path

import pytest

from crisiskit.clock import instant
from crisiskit.drill.outcome import Judged, run
from crisiskit.drill.replay import Rehearsal
from crisiskit.errors import ExitCode, FileError
from crisiskit.playbook.catalogue import Catalogue

Played = Callable[[str], tuple[Rehearsal, tuple[Judged, ...]]]
EXPECT = "expect:\n  - {closed: 'no'}\n"


def scenario(*acts: str, facts: str = "") -> str:
    lines = "".join(f"\n  - {{{act}}}" for act in acts) or " []"
    return f"{facts}then:{lines}\n{EXPECT}"


LOOK = "at: 2026-03-03T09:30, as: lead, do: done, step: look"
SPEAK = "at: 2026-03-03T09:40, as: lead, do: decide, step: call, option: speak, because: 有人在问"


def test_each_act_happens_at_its_time_and_is_the_persons(played: Played) -> None:
    rehearsal, _judged = played(scenario(LOOK, SPEAK))
    done = next(event for event in rehearsal.events if event.type == "step_done")
    assert done.actor == "负责人"
    assert done.happened_at == done.recorded_at == "2026-03-03T01:30:00Z"
    assert rehearsal.case.drill


def test_facts_at_the_top_are_confirmed_from_the_start(played: Played) -> None:
    rehearsal, _judged = played(scenario(facts="facts: {company: 演练公司}\n"))
    entry = rehearsal.moments[0].case.facts["company"]
    assert (entry.status, entry.value) == ("confirmed", {"zh": "演练公司"})


def test_facts_of_an_act_are_unconfirmed_unless_it_says_so(played: Played) -> None:
    rehearsal, _judged = played(
        scenario(
            LOOK + ", set: {people_affected: 12}",
            SPEAK + ", set: {company: 演练公司}, confirmed: true",
            "at: 2026-03-03T09:50, as: lead, do: note, text: 记一笔, unknown: [signatory]",
        )
    )
    facts = rehearsal.case.facts
    assert facts["people_affected"].status == "unconfirmed"
    assert facts["company"].status == "confirmed"
    assert facts["signatory"].status == "unknown"


def test_evidence_and_reasons_that_an_act_has_no_place_for_are_kept(played: Played) -> None:
    rehearsal, _judged = played(
        scenario(
            "at: 2026-03-03T09:30, as: lead, do: claim, step: look, evidence: [截图], because: 我来"
        )
    )
    case = rehearsal.case
    (kept,) = case.evidence.values()
    assert (kept.name, kept.step) == ("截图", "look")
    assert [case.words(note.text) for note in case.notes] == ["我来"]


def test_what_happens_to_the_team_is_noted_as_from_outside(played: Played) -> None:
    rehearsal, _judged = played(
        scenario(
            "at: 2026-03-03T09:30, do: inject, from: 记者, text: 问几点回应, "
            "set: {people_affected: 20}"
        )
    )
    (note,) = rehearsal.case.notes
    assert note.source == "记者"
    assert rehearsal.case.facts["people_affected"].value == 20


def test_a_refused_act_names_its_line(played: Played) -> None:
    with pytest.raises(FileError) as caught:
        played(scenario("at: 2026-03-03T09:30, as: legal, do: done, step: tell"))
    assert (caught.value.path, caught.value.line) == ("case.yaml", 9)
    assert "tell" in caught.value.message
    assert caught.value.code is ExitCode.FILE


@pytest.mark.parametrize(
    "act",
    [
        "at: 2026-03-03T09:30, as: lead, do: skip, step: look",
        "at: 2026-03-03T09:30, as: lead, do: advance, phase: recovery",
        "at: 2026-03-03T09:30, as: lead, do: set, set: {severity: P1}",
    ],
)
def test_a_reason_that_would_be_asked_for_must_be_there(act: str, played: Played) -> None:
    with pytest.raises(FileError, match="reason"):
        played(scenario(act))


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("at: 2026-03-03T09:30, as: lead, do: done, step: lok", "look"),
        (LOOK + ", set: {companny: x}", "company"),
        (LOOK + ", set: {people_affected: viele}", "number"),
    ],
)
def test_a_wrong_name_in_an_act_is_told_with_its_line(act: str, words: str, played: Played) -> None:
    with pytest.raises(FileError) as caught:
        played(scenario(act))
    assert caught.value.line == 9
    assert words in f"{caught.value.message} {caught.value.hint}"


def test_a_wrong_fact_at_the_top_is_told(played: Played) -> None:
    with pytest.raises(FileError) as caught:
        played(scenario(facts="facts: {companny: x}\n"))
    assert "company" in (caught.value.hint or "")


def test_an_expected_refusal_lets_the_scenario_go_on(played: Played) -> None:
    body = scenario("at: 2026-03-03T09:20, as: legal, do: done, step: tell", LOOK)
    rehearsal, judged = played(body.replace("{closed: 'no'}", "{refused: 7, on: tell}"))
    assert [turndown.act.step for turndown in rehearsal.turndowns] == ["tell"]
    assert judged[0].met
    assert instant(rehearsal.events[-1].happened_at) > rehearsal.turndowns[0].at


def test_another_code_is_not_expected(played: Played) -> None:
    body = scenario("at: 2026-03-03T09:20, as: legal, do: done, step: tell")
    with pytest.raises(FileError):
        played(body.replace("{closed: 'no'}", "{refused: 4, on: tell}"))


BOTH = "facts: {company: {zh: 演练公司, en: Drill}, people_affected: 12}\n"


@pytest.mark.parametrize(
    ("facts", "languages"),
    [
        ("", ("zh",)),
        ("facts: {company: 演练公司}\n", ("zh",)),
        ("facts: {people_affected: 12}\n", ("zh",)),
        (BOTH, ("zh", "en")),
        (BOTH.replace("12}", "12, signatory: 负责人}"), ("zh",)),
        (f"languages: [en]\n{BOTH}", ("en",)),
    ],
)
def test_the_languages_are_those_that_the_facts_carry(
    facts: str, languages: tuple[str, ...], played: Played
) -> None:
    rehearsal, _judged = played(scenario(facts=facts))
    assert rehearsal.case.languages == languages


def test_every_act_of_the_format_can_be_played(played: Played) -> None:
    at = "at: 2026-03-03T10:00"
    rehearsal, _judged = played(
        scenario(
            f"{at}, as: lead, do: advance, phase: recovery, because: 演练",
            f"{at}, as: lead, do: claim, step: look",
            f"{at}, as: lead, do: done, step: look",
            f"{at}, as: lead, do: decide, step: call, option: speak, because: 有人在问",
            f"{at}, as: legal, do: skip, step: tell, because: 不用",
            f"{at}, as: pr, do: set, set: {{company: 演练公司}}, confirmed: true",
            f"{at}, as: pr, do: draft, step: words.write",
            f"{at}, as: pr, do: edit, step: words.write, text: 演练公司。",
            f"{at}, as: legal, do: reject, step: words.sign, because: 太短",
            f"{at}, as: pr, do: draft, step: words.write, replace: yes",
            f"{at}, as: legal, do: approve, step: words.sign",
            f"{at}, as: pr, do: publish, step: words.out, channel: [weibo, app]",
            f"{at}, as: pr, do: note, text: 记一笔, privileged: yes",
            f"{at}, as: pr, do: task, text: 回电, role: legal, due: 2026-03-03T18:00",
            f"{at}, as: legal, do: done, step: t1",
            f"{at}, do: inject, text: 有记者在楼下",
            f"{at}, as: lead, do: reopen, step: tell, because: 还是要报",
            f"{at}, as: lead, do: close, because: 演练到此, handover: 法务",
        ).replace("{closed: 'no'}", "{closed: true}")
    )
    assert rehearsal.case.closed_at is not None


OVERRIDE = "as: lead, do: override, step: words.write, because: 照原话发"


def test_the_lead_overrides_the_review_as_an_act(reviewed: Played) -> None:
    """A bad text that really went out is played as it was."""
    at = "at: 2026-03-03T10:00"
    acts = (
        f"{at}, as: lead, do: done, step: look",
        f"{at}, as: lead, do: decide, step: call, option: speak, because: 有人在问",
        f"{at}, as: pr, do: set, set: {{company: 虚构公司}}, confirmed: true",
        f"{at}, as: pr, do: draft, step: words.write",
    )
    sign = f"{at}, as: legal, do: approve, step: words.sign"
    with pytest.raises(FileError, match="The review stops d1"):
        reviewed(scenario(*acts, sign))
    rehearsal, _judged = reviewed(scenario(*acts, f"{at}, {OVERRIDE}", sign))
    kinds = [event.type for event in rehearsal.events]
    assert kinds[-2:] == ["review_overridden", "document_approved"]
    with pytest.raises(FileError, match="Only incident lead overrides"):
        reviewed(scenario(*acts, f"{at}, {OVERRIDE}".replace("as: lead", "as: pr")))


def test_one_file_that_cannot_be_used_does_not_hide_the_others(
    tmp_path: Path, bundled: Catalogue, drills: dict[str, Path]
) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("scenario: broken\n", encoding="utf-8")
    first, second = run([broken, drills["mooncake-well"]], bundled)
    assert not first.ok
    assert first.error is not None
    assert first.error.code is ExitCode.FILE
    assert second.ok
    assert second.title["en"].startswith("The mooncake affair")


def test_an_unknown_playbook_is_told_in_the_scenario(
    tmp_path: Path, bundled: Catalogue, head: str
) -> None:
    path = tmp_path / "case.yaml"
    text = head.replace("playbook: small", "playbook: data-leek") + "then: []\n" + EXPECT
    path.write_text(text, encoding="utf-8")
    (outcome,) = run([path], bundled)
    assert outcome.error is not None
    assert (outcome.error.path, outcome.error.line) == (str(path), 2)
    assert "data-leak" in (outcome.error.hint or "")


def test_constants_of_the_team_are_known_to_its_documents(small: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    head = (
        "scenario: case\nplaybook: small\ntitle: 测试\ntimezone: Asia/Shanghai\n"
        "opened: 2026-03-03T09:00\nroster: {lead: 负责人, pr: 公关}\n"
    )
    draft = "at: 2026-03-03T10:00, as: pr, do: draft, step: words.write"
    body = scenario(LOOK, SPEAK, draft)
    body = body.replace("{closed: 'no'}", "{document: words.write, no_placeholder: true}")
    path.write_text(head + body, encoding="utf-8")
    assert not run([path], small)[0].ok
    assert run([path], small, {"company": {"zh": "演练公司"}})[0].ok
