"""The format of a scenario: what is refused, where, and with which cure."""

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisiskit.errors import FileError
from crisiskit.scenario.fitting import ACTS, EXPECTATIONS
from crisiskit.scenario.reading import Scenario, of, read_scenario
from crisiskit.yamlfile import BadFile, parse

Reader = Callable[[str], Scenario]
EXPECT = "expect:\n  - {closed: true}\n"


def acts(*lines: str) -> str:
    listed = "".join(f"\n  - {{{line}}}" for line in lines) or " []"
    return f"then:{listed}\n{EXPECT}"


def problem(written: Reader, text: str) -> BadFile:
    with pytest.raises(BadFile) as caught:
        written(text)
    return caught.value


def test_a_scenario_reads(written: Reader, head: str) -> None:
    scenario = written(head + acts("at: 2026-03-03T09:10, as: lead, do: done, step: look"))
    act = scenario.form.then[0]
    assert (act.do, act.role, act.step) == ("done", "lead", "look")
    assert scenario.moment(act.at).isoformat() == "2026-03-03T01:10:00+00:00"


@pytest.mark.parametrize(
    ("act", "place", "words"),
    [
        ("at: 2026-03-03T09:10, as: lead, do: dune, step: look", "dune", "done"),
        ("at: 2026-03-03T09:10, as: lead, do: done, stepp: look", "stepp", "step"),
        ("at: 2026-03-03T09:10, as: lead, do: done", "{", "Add `step:`"),
        ("at: 2026-03-03T09:10, as: lead, do: skip, step: look, option: x", "option", "no use"),
        ("at: 2026-03-03T09:10, as: lede, do: done, step: look", "lede", "lead"),
        ("at: 2026-03-03T09:10, do: done, step: look", "{", "Add `as:`"),
        ("at: 09:10, as: lead, do: done, step: look", "09:10", "2016-09-13T09:10"),
        ("at: 2026-03-02T09:10, as: lead, do: done, step: look", "2026", "in order of time"),
        ("at: 2026-06-31T09:10, as: lead, do: done, step: look", "2026", "no such time"),
        (
            "at: 2026-03-03T09:10, as: lead, do: done, step: x, set: {severity: P1}",
            "sev",
            "do: set",
        ),
        ("at: 2026-03-03T09:10, as: lead, do: done, step: x, confirmed: maybe", "maybe", "yes"),
    ],
)
def test_a_wrong_act_is_told_with_place_and_cure(
    act: str, place: str, words: str, written: Reader, head: str
) -> None:
    error = problem(written, head + acts(act))
    column = f"  - {{{act}}}".index(place) + 1
    assert (error.path, error.line, error.column) == ("case.yaml", 9, column)
    assert words in f"{error.message} {error.hint}"


@pytest.mark.parametrize(
    ("expectation", "words"),
    [
        ("{lat: look}", "late"),
        ("{late: look, met: look}", "exactly one"),
        ("{until: 2026-03-03T10:00}", "exactly one"),
        ("{warning: holiday-eve}", "Add `on:`"),
        ("{warning: holiday-even, on: look}", "holiday-eve"),
        ("{check: look}", "Add `is:`"),
        ("{met: look, channel: weibo}", "until"),
        ("{late: look, by_at_least: 2wd}", "30m, 20h"),
        ("{severity: P5}", "P1"),
        ("{refused: 70}", "7"),
        ("{path: []}", "at least 1"),
        ("{closed: perhaps}", "yes"),
        ("{met: look, until: soon}", "2016-09-13T09:10"),
        ("{not: {met: look, appears: look}}", "exactly one"),
        ("{not: {met: look, onn: look}}", "on"),
    ],
)
def test_a_wrong_expectation_is_told_with_its_line(
    expectation: str, words: str, written: Reader, head: str
) -> None:
    error = problem(written, f"{head}then: []\nexpect:\n  - {expectation}\n")
    assert error.line == 10
    assert words in f"{error.message} {error.hint}"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("scenario: case", "scenario: Case", "Lower-case"),
        ("timezone: Asia/Shanghai", "timezone: Asia/Shangai", "Asia/Shanghai"),
        ("severity: P3", "severity: high", "P1"),
        ("opened: 2026-03-03T09:00", "opened: 2026-03-03", "2016-09-13T09:10"),
        ("opened: 2026-03-03T09:00", "open: 2026-03-03T09:00", "opened"),
        ("severity: P3", "anchors: {broken: 2026-03-03T08:00}", "broke"),
        ("severity: P3", "country: China", "CN"),
        ("severity: P3", "languages: [zh, fr]", "zh"),
    ],
)
def test_a_wrong_head_is_told(old: str, new: str, words: str, written: Reader, head: str) -> None:
    error = problem(written, head.replace(old, new) + acts())
    assert words in f"{error.message} {error.hint}"


def test_an_hour_that_the_clock_jumps_over_is_told(written: Reader, head: str) -> None:
    summer = head.replace("Asia/Shanghai", "Europe/Berlin").replace("2026-03-03", "2026-03-29")
    error = problem(written, summer.replace("T09:00", "T02:30") + acts())
    assert "Europe/Berlin" in error.message


def test_all_that_is_wrong_is_told_at_once(written: Reader, head: str) -> None:
    error = problem(
        written,
        head
        + acts(
            "at: 2026-03-03T09:10, as: boss, do: done, step: look",
            "at: 2026-03-03T09:10, as: lead, do: decide, step: call",
        ),
    )
    assert len(error.problems) == 2


def test_what_happens_to_the_team_needs_nobody_who_does_it(written: Reader, head: str) -> None:
    scenario = written(
        head + acts("at: 2026-03-03T09:10, do: inject, from: 记者, text: 问几点回应")
    )
    assert scenario.form.then[0].role is None


def test_the_file_is_named_after_the_scenario(tmp_path: Path, head: str) -> None:
    path = tmp_path / "other.yaml"
    path.write_text(head + "then: []\n" + EXPECT, encoding="utf-8")
    with pytest.raises(FileError) as caught:
        read_scenario(path)
    assert '"case" is not the name of the file, "other"' in caught.value.message


KEYS = sorted({key for keys in ACTS.values() for key in (*keys.required, *keys.optional)})
NAMES = st.sampled_from([*KEYS, *EXPECTATIONS, "do", "at", "as", "set", "because", "is", "on"])
VALUES = st.sampled_from(
    ["look", "done", "lead", "2026-03-03T09:10", "P1", "[a]", "{a: b}", "yes", "7", "not", "''"]
)
MAPS = st.dictionaries(NAMES, VALUES, max_size=6)


@given(act=MAPS, expectation=MAPS)
def test_nothing_but_a_file_error_comes_out(
    act: dict[str, str], expectation: dict[str, str], head: str
) -> None:
    def line(pairs: dict[str, str]) -> str:
        return ", ".join(f"{key}: {value}" for key, value in pairs.items())

    text = f"{head}then:\n  - {{{line(act)}}}\nexpect:\n  - {{{line(expectation)}}}\n"
    with contextlib.suppress(BadFile):
        of(parse(text, "case.yaml"))
