"""Every kind of expectation, met and not met, on a small playbook."""

from collections.abc import Callable
from typing import Any

import pytest

from crisiskit.drill.outcome import Judged
from crisiskit.drill.replay import Rehearsal
from crisiskit.errors import FileError

Judge = Callable[[list[str], str], Judged]
Played = Callable[[str], tuple[Rehearsal, tuple[Judged, ...]]]


def at(time: str, role: str, do: str, *rest: str) -> str:
    return ", ".join([f"at: 2026-03-03T{time}, as: {role}, do: {do}", *rest])


LOOK = at("09:30", "lead", "done", "step: look")
SPEAK = at("09:40", "lead", "decide", "step: call", "option: speak", "because: 有人在问")
WAIT = at("09:40", "lead", "decide", "step: call", "option: wait", "because: 还不清楚")
TELL = at("10:00", "legal", "done", "step: tell", "reference: 回执")
COMPANY = "set: {company: 演练公司, people_affected: 12}"
DRAFT = at("10:10", "pr", "draft", "step: words.write", COMPANY, "confirmed: true")
SIGN = at("10:20", "legal", "approve", "step: words.sign")
OUT = at("10:30", "pr", "publish", "step: words.out")
SPOKEN = [LOOK, SPEAK, TELL, DRAFT, SIGN, OUT]
REOPEN = at("11:00", "lead", "reopen", "step: look", "because: 数字不对")
CLOSE = at("12:00", "lead", "close")

CASES: list[tuple[str, list[str], bool]] = [
    ("met: look", [LOOK], True),
    ("met: look", [], False),
    ("met: look, until: 2026-03-03T09:30", [LOOK], False),
    ("late: look", [LOOK], False),
    ("late: look", [LOOK.replace("09:30", "10:30")], True),
    ("late: look, by_at_least: 30m", [LOOK.replace("09:30", "10:30")], True),
    ("late: look, by_at_least: 31m", [LOOK.replace("09:30", "10:30")], False),
    ("late: look, after: 2026-03-03T10:00", [LOOK.replace("09:30", "10:30")], True),
    ("late: look, after: 2026-03-03T10:20", [LOOK.replace("09:30", "10:30")], False),
    ("met: words", SPOKEN, True),
    ("late: words", [*SPOKEN[:-1], OUT.replace("10:30", "12:30")], True),
    (
        "warning: night, on: words",
        [*SPOKEN[:-1], OUT.replace("10:30", "22:30") + ", because: 急"],
        True,
    ),
    ("warning: night, on: words", SPOKEN, False),
    ("warning: night, on: words", SPOKEN[:-1], False),
    ("appears: tell", [LOOK, SPEAK], True),
    ("appears: tell, after: 2026-03-03T09:40", [LOOK, SPEAK], True),
    ("appears: tell, after: 2026-03-03T09:41", [LOOK, SPEAK, TELL], False),
    ("appears: tell, until: 2026-03-03T09:40", [LOOK, SPEAK], False),
    ("appears: tell", [LOOK, WAIT], False),
    ("appears: words", [LOOK, SPEAK], False),
    ("appears: words", SPOKEN, True),
    ("not_applicable: tell", [LOOK, WAIT], True),
    ("not_applicable: words", [LOOK, WAIT], True),
    ("not_applicable: tell", [LOOK, SPEAK], False),
    ("not_applicable: tell", [LOOK], False),
    ("document: words.write", SPOKEN[:-2], True),
    ("document: words.write", [LOOK, SPEAK], False),
    ("document: words, facts: [company, people_affected], no_placeholder: true", SPOKEN, True),
    ("document: words.write, facts: signatory", SPOKEN, False),
    ("document: words.write, facts: company", [LOOK, SPEAK, DRAFT.replace("true", "no")], False),
    (
        "document: words.write, no_placeholder: true",
        [LOOK, SPEAK, DRAFT.replace("true", "no")],
        False,
    ),
    ("path: [look, call, words.write, words.sign, words]", SPOKEN, True),
    ("path: [look, call], after: 2026-03-03T09:35", SPOKEN, False),
    ("path: [call, look]", SPOKEN, False),
    (
        "path: [tell]",
        [LOOK, SPEAK, at("10:00", "legal", "skip", "step: tell", "because: 不用")],
        False,
    ),
    ("closed: true", [LOOK, WAIT, at("10:00", "lead", "done", "step: quiet"), CLOSE], True),
    ("closed: true", [LOOK], False),
    ("closed: 'no'", [LOOK], True),
    ("closed: true, until: 2026-03-03T12:00", [LOOK, WAIT, CLOSE + ", because: 误报"], False),
    ("closed: true, after: 2026-03-03T12:00", [LOOK, WAIT, CLOSE + ", because: 误报"], True),
    ("published: words", SPOKEN, True),
    ("published: words, channel: weibo, approved: true", SPOKEN, True),
    ("published: words, approved: 'no'", SPOKEN, False),
    ("published: words, until: 2026-03-03T10:30", SPOKEN, False),
    ("published: words", [*SPOKEN[:-1], OUT + ", channel: weibo"], False),
    ("published: words", [*SPOKEN[:-1], OUT + ", waive: yes, because: 不发了"], False),
    ("reopened: words", [*SPOKEN, REOPEN], True),
    ("reopened: words", SPOKEN, False),
    ("reopened: words, after: 2026-03-03T11:01", [*SPOKEN, REOPEN], False),
    ("check: words.out, is: raised", [*SPOKEN, REOPEN], True),
    ("check: words.out, is: raised", SPOKEN, False),
    ("check: words.out, is: resolved", SPOKEN, False),
    ("check: words.out, is: resolved", [*SPOKEN, REOPEN], False),
    ("discharged: cn.pipl.57", SPOKEN, True),
    ("discharged: cn.pipl.57, after: 2026-03-03T10:01", SPOKEN, False),
    ("severity: P3", [], True),
    ("severity: P1", [at("10:00", "lead", "set", "set: {severity: P1}", "because: 传开了")], True),
    (
        "severity: P1, after: 2026-03-03T10:01",
        [at("10:00", "lead", "set", "set: {severity: P1}", "because: 传开了")],
        False,
    ),
    ("responsibility: undetermined", [], True),
    ("responsibility: victim", [], False),
    ("refused: 7, on: tell", [TELL], True),
    ("refused: 7, do: close", [CLOSE], True),
    ("refused: 7", [LOOK], False),
]


@pytest.mark.parametrize(("expected", "acts", "met"), CASES)
def test_a_kind(expected: str, acts: list[str], met: bool, judged: Judge) -> None:
    finding = judged(acts, expected)
    assert finding.met is met, finding.why
    assert finding.why


@pytest.mark.parametrize(("expected", "acts", "met"), CASES)
def test_what_must_not_be_so(expected: str, acts: list[str], met: bool, judged: Judge) -> None:
    if "refused" in expected and met:
        with pytest.raises(FileError):  # what must not be refused does not excuse a refusal
            judged(acts, f"not: {{{expected}}}")
    else:
        assert judged(acts, f"not: {{{expected}}}").met is not met


def test_a_flag_is_resolved_by_saying_that_it_still_holds(judged: Judge) -> None:
    again = [
        *SPOKEN,
        REOPEN,
        at("11:10", "lead", "done", "step: look"),
        at("11:20", "lead", "decide", "step: call", "option: speak", "because: 没有变"),
        at("11:30", "pr", "done", "step: words.out", "still_true: yes"),
    ]
    assert judged(again, "check: words.out, is: resolved").met
    assert judged(again, "check: words.out, is: resolved, after: 2026-03-03T11:30").met
    assert not judged(again, "check: words.out, is: resolved, after: 2026-03-03T11:31").met
    assert not judged(again, "check: words.out, is: resolved, until: 2026-03-03T11:30").met


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        ("met: lok", "look"),
        ("path: [look, cal]", "call"),
        ("warning: night, on: word", "words"),
        ("met: call", "due"),
        ("document: look", "document"),
        ("published: look", "publish"),
        ("check: look, is: raised", "publish"),
        ("document: words.write, facts: [compny]", "company"),
        ("published: words, channel: weibbo", "weibo"),
        ("discharged: cn.pipl.75", "cn.pipl.57"),
        ("not: {met: lok}", "look"),
    ],
)
def test_names_that_the_playbook_does_not_have(expected: str, words: str, judged: Judge) -> None:
    with pytest.raises(FileError) as caught:
        judged([LOOK], expected)
    assert words in f"{caught.value.message} {caught.value.hint}"
    assert caught.value.line is not None


def test_an_expectation_is_shown_as_it_is_written(played: Played) -> None:
    _rehearsal, judged = played(
        "then: []\nexpect:\n  - not: {warning: night, on: words}\n  - {path: [look, call]}\n"
    )
    assert [one.words for one in judged] == [
        "not: {warning: night, on: words}",
        "path: [look, call]",
    ]
    assert [one.mark.line for one in judged] == [10, 11]


def test_kinds_in_the_format_are_all_judged(judged: Any) -> None:
    from crisiskit.drill.expectations import _KINDS
    from crisiskit.scenario.fitting import EXPECTATIONS
    from crisiskit.scenario.form import KINDS

    assert set(EXPECTATIONS) == set(KINDS) == {*_KINDS, "not"}
