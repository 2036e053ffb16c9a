"""What the proofs say about whole playbooks, and the counterexamples."""

from pathlib import Path

import pytest

from crisiskit.check import Diagnostic
from crisiskit.language import speak
from crisiskit.lint import lint_paths
from tests.benchmarks import branching

HEAD = """\
playbook: mine
version: 1.0.0
title: {zh: 测试, en: Test}
summary: {zh: 何时用, en: When}
lead: lead
facts: [people_affected]
phases:
  prevention: [{id: train, title: 培训, role: lead}]
  emergency:
"""
FACTS = "facts: [people_affected]"
TAIL = """\
    - {id: watch, needs: [], title: 监测, role: social, repeat: {every: 1h, until: closed}}
  disposal: [{id: repair, title: 补救, role: lead}]
  recovery: [{id: review, title: 复盘, role: lead}]
"""
SPEAK = """\
- id: speak
  title: {zh: 现在说，还是先不说, en: Speak now or not yet}
  role: lead
  decide:
    question: {zh: 现在说吗？, en: "Now?"}
    options: {now: {label: 现在说}, wait: {label: 先不说}}
"""
WRITE = (
    "- {id: write, title: 起草, role: pr,"
    " draft: {template: holding, languages: [zh], channels: [app]}}\n"
)
SIGN = "- {id: sign, title: 审批, role: pr, approve: {draft: write, roles: [legal, lead]}}\n"
STAFF = (
    "- {id: staff, title: 告诉员工, role: hr, needs: [],"
    " due: {within: 1h, from: aware}, notify: {to: [staff]}}\n"
)
RELEASE = (
    "- {id: release, title: 发布, role: pr, needs: [sign, staff], due: {within: 1h, from: aware},"
    " publish: {draft: write, channels: [app], audience: public}}\n"
)
GOOD = SPEAK + WRITE + SIGN + STAFF + RELEASE


@pytest.fixture(autouse=True)
def _english() -> None:
    speak("en")


def lint(
    root: Path, steps: str, settings: str = "", head: str = HEAD, tail: str = TAIL
) -> list[Diagnostic]:
    (root / "playbooks").mkdir(exist_ok=True)
    (root / "crisiskit.yaml").write_text(f"languages: [zh, en]\n{settings}", encoding="utf-8")
    indented = "".join(f"    {line}\n" for line in steps.splitlines())
    (root / "playbooks/mine.yaml").write_text(head + indented + tail, encoding="utf-8")
    return [finding for finding in lint_paths([root]) if finding.rule in OURS]


def with_facts(*names: str, kind: str) -> str:
    facts = "".join(
        f"\n  - {{id: {name}, type: {kind}, bucket: event, label: x, ask: x}}" for name in names
    )
    return HEAD.replace(FACTS, f"facts:{facts}")


OURS = {
    "publish-unapproved",
    "edit-after-approval",
    "public-told-first",
    "evidence-destroyed-first",
    "no-first-response",
    "monitoring-stops",
    "close-without-review",
    "when-does-not-travel",
    "condition-constant",
    "never-ready",
    "proof-gave-up",
    "duty-not-discharged",
    "good-news-too-early",
    "options-not-covered",
    "fact-not-asked",
    "phase-without-end",
}


def rules(found: list[Diagnostic]) -> list[str]:
    return [finding.rule for finding in found]


def test_nothing_is_said_of_a_playbook_that_is_in_order(tmp_path: Path) -> None:
    assert lint(tmp_path, GOOD) == []


def test_an_approval_that_two_things_together_pass_by(tmp_path: Path) -> None:
    sign = SIGN.replace("role: pr,", "role: pr, when: severity > 'P4' or speak == 'now',")
    (finding,) = lint(tmp_path, SPEAK + WRITE + sign + STAFF + RELEASE)
    assert finding.rule == "publish-unapproved"
    assert finding.message == (
        "release can go out although nobody has approved write. "
        "This happens when severity = P4, “Speak now or not yet” = wait."
    )
    assert [place.message for place in finding.related] == ["sign"]


def test_two_approvals_that_cover_each_other(tmp_path: Path) -> None:
    one = SIGN.replace("role: pr,", "role: pr, when: speak == 'now',")
    other = one.replace("id: sign", "id: also").replace("== 'now'", "!= 'now'")
    release = RELEASE.replace("[sign, staff]", "[speak, sign, also, staff]")
    assert lint(tmp_path, SPEAK + WRITE + one + other + STAFF + release) == []


def test_a_role_that_the_policy_names(tmp_path: Path) -> None:
    policy = "policy: {approvals: {public: [legal, ceo]}}\n"
    (finding,) = lint(tmp_path, GOOD, policy)
    assert finding.rule == "publish-unapproved"
    assert "without the approval of chief executive. It is so on every path." in finding.message


def test_of_two_who_may_sign_neither_is_sure(tmp_path: Path) -> None:
    sign = SIGN.replace("lead]", "lead], need: 1")
    (finding,) = lint(tmp_path, SPEAK + WRITE + sign + STAFF + RELEASE)
    assert "counsel" in finding.message


def test_an_approval_beside_the_publication_is_none_before_it(tmp_path: Path) -> None:
    release = RELEASE.replace("[sign, staff]", "[write, staff]")
    assert rules(lint(tmp_path, SPEAK + WRITE + SIGN + STAFF + release)) == ["publish-unapproved"]


def test_a_step_that_falls_out_hands_its_needs_on(tmp_path: Path) -> None:
    between = "- {id: look, title: 再看一眼, role: pr, needs: [sign], when: severity >= 'P2'}\n"
    release = RELEASE.replace("[sign, staff]", "[look, staff]")
    assert lint(tmp_path, SPEAK + WRITE + SIGN + between + STAFF + release) == []


def test_the_phase_before_comes_first_unless_it_is_not_walked(tmp_path: Path) -> None:
    contain = "- {id: contain, title: 止损, role: security, needs: []}\n"
    preserve = "- {id: preserve, title: 固定证据, role: security, needs: []}\n"
    assert rules(lint(tmp_path, GOOD + contain + preserve)) == ["evidence-destroyed-first"]
    later = TAIL.replace("[{id: repair", "[{id: contain, title: 止损, role: lead}, {id: repair")
    assert lint(tmp_path, GOOD + preserve, tail=later) == []
    head = HEAD.replace("[{id: train", "[{id: preserve, title: 备份, role: lead}, {id: train")
    (tmp_path / "playbooks/mine.yaml").write_text(
        head + "    " + contain.replace("needs: []", "needs: [preserve]") + TAIL, encoding="utf-8"
    )
    assert "evidence-destroyed-first" in rules(lint_paths([tmp_path]))


def test_silence_that_was_decided_is_an_answer_and_one_that_just_happens_is_not(
    tmp_path: Path,
) -> None:
    decided = RELEASE.replace("role: pr,", "role: pr, when: speak == 'now',")
    assert lint(tmp_path, SPEAK + WRITE + SIGN + STAFF + decided) == []
    graded = RELEASE.replace("role: pr,", "role: pr, when: severity >= 'P2' and speak == 'now',")
    (finding,) = lint(tmp_path, SPEAK + WRITE + SIGN + STAFF + graded)
    assert finding.rule == "no-first-response"
    assert "severity = P4" in finding.message


def test_a_decision_that_is_not_made_leads_nowhere(tmp_path: Path) -> None:
    speak = SPEAK.replace("  role: lead\n", "  role: lead\n  when: severity >= 'P2'\n")
    release = RELEASE.replace("role: pr,", "role: pr, when: speak == 'now',")
    (finding,) = lint(tmp_path, speak + WRITE + SIGN + STAFF + release)
    assert (finding.rule, "severity = P4" in finding.message) == ("no-first-response", True)


def test_a_long_row_of_decisions_is_no_long_way_down(tmp_path: Path) -> None:
    row = SPEAK
    for number in range(120):
        before = f"d{number - 1} == 'now'" if number else "speak == 'now'"
        row += SPEAK.replace("id: speak", f"id: d{number}\n  when: {before}")
    release = RELEASE.replace("role: pr,", "role: pr, when: d119 == 'now',")
    found = lint(tmp_path, row + WRITE + SIGN + STAFF + release)
    assert "no-first-response" not in rules(found)


def test_facts_are_told_with_their_names_and_units(tmp_path: Path) -> None:
    count = "- {id: count, title: 数, role: lead, needs: [], collect: [people_affected]}\n"
    release = RELEASE.replace("role: pr,", "role: pr, when: people_affected > 100,")
    (finding,) = lint(tmp_path, SPEAK + count + WRITE + SIGN + STAFF + release)
    assert finding.rule == "no-first-response"
    assert "people affected = 50 people" in finding.message


def test_a_question_too_large_is_said_to_be_open(tmp_path: Path) -> None:
    """Nine pigeons in eight holes, written as groups in groups."""
    facts = [f"y{p}_{h}" for p in range(9) for h in range(8)]
    home = [f"({' or '.join(f'y{p}_{h}' for h in range(8))})" for p in range(9)]
    alone = [f"not (y{p}_{h} and y{q}_{h})" for h in range(8) for p in range(9) for q in range(p)]
    parts = [home, *(alone[n : n + 30] for n in range(0, len(alone), 30))]
    steps = f"- {{id: ask, title: 问, role: lead, needs: [], collect: [{', '.join(facts)}]}}\n"
    for depth, part in enumerate(parts):
        margin = "    " * depth
        steps += f"{margin}- id: g{depth}\n{margin}  when: {' and '.join(part)}\n{margin}  steps:\n"
    steps += "    " * len(parts) + "- {id: end, title: 完, role: lead}\n"
    found = lint(tmp_path, steps, head=with_facts(*facts, kind="yes-no"))
    open_ones = [f.message for f in found if f.rule == "proof-gave-up"]
    assert "condition-constant could not be shown or refuted: too many cases." in open_ones
    assert "condition-contradiction could not be shown or refuted: too many cases." in open_ones


# --- size --------------------------------------------------------------------------------------


def test_of_eight_hundred_steps_with_thirty_facts_every_proof_is_finished(tmp_path: Path) -> None:
    """How long that takes: `tests/benchmarks/lint.py`."""
    branching.write(tmp_path, 800)
    found = rules(lint_paths([tmp_path]))
    assert "publish-unapproved" in found
    assert "proof-gave-up" not in found
