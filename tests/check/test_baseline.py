"""The baseline: what a team lives with, known by what it is about."""

from dataclasses import replace

import pytest

from crisiskit.check import Diagnostic, Severity, baseline
from crisiskit.check.sources import Sources
from crisiskit.errors import FileError

STEP = Diagnostic("no-backup", Severity.WARNING, "m", "p.yaml", 3, about="team.call")
LINE = Diagnostic("too-late", Severity.ERROR, "m", "p.yaml", 1)
TEXTS = {"p.yaml": "due:  1h\nb: 2\nc: 3\n"}


def known(*findings: Diagnostic) -> list[baseline.Known]:
    written = baseline.written(baseline.made(findings, Sources(TEXTS), str))
    return baseline.read(written, "base.json")


def left(
    entries: list[baseline.Known], *findings: Diagnostic, text: str = TEXTS["p.yaml"]
) -> tuple[list[Diagnostic], list[str]]:
    fresh, rest = baseline.new(findings, entries, Sources({"p.yaml": text}), str)
    return fresh, [entry.rule for entry, _count in rest]


def test_what_is_in_it_is_not_told() -> None:
    assert left(known(STEP, LINE), STEP, LINE) == ([], [])


def test_lines_move_and_words_change() -> None:
    moved = replace(LINE, line=4, message="说法不同")
    assert left(known(LINE), moved, text="\n\n#\n  due: 1h\n") == ([], [])
    assert left(known(STEP), replace(STEP, line=90)) == ([], [])


def test_another_step_or_another_text_is_new() -> None:
    other = replace(STEP, about="team.meet")
    assert left(known(STEP), other) == ([other], ["no-backup"])
    assert left(known(LINE), LINE, text="due: 2h\n") == ([LINE], ["too-late"])


def test_each_covers_as_many_as_there_were() -> None:
    entries = known(STEP, STEP)
    assert [entry.count for entry in entries] == [2]
    assert left(entries, STEP, STEP, STEP) == ([STEP], [])
    assert left(entries, STEP) == ([], ["no-backup"])


def test_a_file_that_cannot_be_used_is_never_lived_with() -> None:
    broken = replace(LINE, unusable=True)
    assert known(broken) == []
    assert left(known(LINE), broken)[0] == [broken]


def test_stale_entries_are_told_at_their_line_if_the_run_could_judge_them() -> None:
    entries = known(LINE, STEP)
    _fresh, rest = baseline.new([], entries, Sources(TEXTS), str)
    (said,) = baseline.stale(rest, "base.json", lambda entry: entry.rule == "too-late")
    assert (said.rule, said.path, said.line) == ("baseline-stale", "base.json", 5)
    assert "due: 1h" in said.message


def test_the_file_is_the_same_in_any_order() -> None:
    one, other = (
        baseline.written(baseline.made(found, Sources(TEXTS), str))
        for found in ([STEP, LINE], [LINE, STEP])
    )
    assert one == other


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"crisiskit-baseline": 2, "findings": []}',
        "null",
        "[" * 10_000,
        '{"crisiskit-baseline": 1, "findings": [1]}',
        '{"crisiskit-baseline": 1, "findings": null}',
        '{"crisiskit-baseline": [], "findings": []}',
    ],
)
def test_what_is_no_baseline_says_how_to_get_one(text: str) -> None:
    with pytest.raises(FileError, match="baseline") as error:
        baseline.read(text, "base.json")
    assert error.value.path == "base.json"
