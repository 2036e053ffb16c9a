"""What each form says, and to whom."""

import json
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from crisiskit.check import Diagnostic, Severity
from crisiskit.check.formats import FORMATS, github, written
from crisiskit.text import width
from tests.check.conftest import TEXTS

Reported = Any

GOLDEN = """\
playbooks/a.yaml:2:34: error: No step is called "nowhere": 100%, <really> & truly.
  None. [dangling-need]
    2 | - {id: 核实, title: 核实情况😀, needs: [nowhere]}
      |                                         ^^^^^^^
    playbooks/含 空格.yaml:1: First here.
    b.yaml: There.
    It may be: 核实.
"""


def test_a_line_is_shown_once_for_findings_that_stand_at_the_same_place(report: Reported) -> None:
    one = Diagnostic("too-late", Severity.WARNING, "Late.", "a", 1, 2, (1, 3), hint="Hurry.")
    other = replace(one, rule="nice-to-have", message="And slow.")
    rows = written("text", report([one, other, replace(one, end=(1, 2))], {"a": "abc"}))
    assert rows.splitlines() == [
        *("a:1:2: warning: Late. [too-late]", "    1 | abc", "      |  ^", "    Hurry."),
        *("a:1:2: warning: And slow. [nice-to-have]", "    Hurry."),
        *("a:1:2: warning: Late. [too-late]", "    1 | abc", "      |  ^", "    Hurry."),
    ]


def test_text_with_the_line_and_a_caret_below_the_place(report: Reported) -> None:
    (finding, *_) = report().findings
    assert written("text", report([finding])) == GOLDEN


@pytest.mark.parametrize("column", [1, 30, 200, 400])
def test_a_long_line_is_cut_around_the_place(column: int, report: Reported) -> None:
    text = "".join("核实x"[n % 3] for n in range(column - 1)) + "错" + "后" * 200
    found = Diagnostic("too-late", Severity.ERROR, "Bad.", "a", 1, column, (1, column + 1))
    _head, line, caret = written("text", report([found], {"a": text})).splitlines()
    assert width(line) <= 110
    at = width(caret.rstrip("^"))
    seen = ""
    for char in line:
        if width(seen) == at:
            assert char == "错"
        seen += char
    assert caret.endswith("^^")


def test_a_finding_without_a_place_or_with_a_file_that_is_gone_has_no_excerpt(
    report: Reported,
) -> None:
    whole = Diagnostic("too-late", Severity.INFO, "Whole.", "playbooks/a.yaml")
    gone = Diagnostic("too-late", Severity.INFO, "Gone.", "gone.yaml", 7, 2)
    assert written("text", report([whole, gone])).splitlines() == [
        "playbooks/a.yaml: info: Whole. [too-late]",
        "gone.yaml:7:2: info: Gone. [too-late]",
    ]


def test_a_path_cannot_speak_to_the_terminal_nor_forge_a_line(report: Reported) -> None:
    found = Diagnostic("x", Severity.ERROR, "Bad.\x1b[2J", "a\x1b[2J\nb.yaml")
    for form in ("text", "concise"):
        text = written(form, report([found]))
        assert "\x1b" not in text
        assert len(text.splitlines()) == 1


def test_concise_is_a_line_each(report: Reported) -> None:
    lines = written("concise", report()).splitlines()
    assert len(lines) == len(report().findings)
    assert lines[0].startswith('playbooks/a.yaml:2:34: error: No step is called "nowhere"')
    assert lines[0].endswith("truly. None. [dangling-need]")


def test_json_has_everything(report: Reported) -> None:
    data = json.loads(written("json", report()))
    assert (data["errors"], data["warnings"], data["infos"], data["files"]) == (3, 2, 1, 3)
    first = data["findings"][0]
    assert (first["code"], first["end"]) == ("CK200", [2, 41])
    assert first["related"][1]["path"] == "b.yaml"
    assert data["findings"][4]["code"] is None


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_ends_its_last_line(form: str, report: Reported) -> None:
    assert written(form, report()).endswith("\n")


def test_github_escapes_what_would_end_a_command(report: Reported) -> None:
    found = Diagnostic(
        "too-late", Severity.ERROR, "50%\r\nnext: a, b", "a:b,c%.yaml", 3, 2, (3, 9), hint="Mend."
    )
    assert github.written(report([found])) == (
        "::error file=a%3Ab%2Cc%25.yaml,line=3,endLine=3,col=2,endColumn=9,"
        "title=CK301 too-late::50%25%0Anext: a, b%0AMend.\n"
    )


def test_github_shows_ten_of_a_kind_the_gravest_first_and_counts_the_rest(
    report: Reported,
) -> None:
    many = [Diagnostic("x", s, "m", "a", n) for n in range(1, 26) for s in Severity]
    many.append(Diagnostic("x", Severity.ERROR, "unusable", "z", unusable=True))
    lines = github.written(report(many)).splitlines()
    kinds = [line.split(" ")[0] for line in lines]
    assert kinds == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 10
    assert lines[0].endswith("::unusable")
    assert lines[-1] == (
        "::notice title=crisiskit::47 more findings: see the log or the summary of this step."
    )


def test_the_summary_of_a_step_is_a_table(report: Reported) -> None:
    page = github.summary(report([Diagnostic("x", Severity.ERROR, "a | <b>\nc", "p.yaml", 3)]))
    assert "| error | `p.yaml:3` | a \\| &lt;b> c | `x` |" in page
    assert "1 errors, 0 warnings, 0 notes in 3 files" in page
    assert "|" not in github.summary(report([]))


def test_gitlab_fingerprints_are_unique_and_stay_when_lines_move(report: Reported) -> None:
    before = json.loads(written("gitlab", report()))
    known_by = [one["fingerprint"] for one in before]
    assert len(set(known_by)) == len(known_by)
    texts = {"playbooks/a.yaml": "\n\n# new\nplaybook: a\nx: [y]\n"}
    old = Diagnostic("x", Severity.ERROR, "m", "playbooks/a.yaml", 2, 1)
    moved = Diagnostic("x", Severity.ERROR, "another language", "playbooks/a.yaml", 5, 1)
    first = json.loads(written("gitlab", report([old], {"playbooks/a.yaml": "p: 1\nx:  [y]"})))
    second = json.loads(written("gitlab", report([moved], texts)))
    assert first[0]["fingerprint"] == second[0]["fingerprint"]


def test_sarif_says_where_in_characters_and_relative_to_the_root(report: Reported) -> None:
    run = json.loads(written("sarif", report()))["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert rules[0]["help"]["markdown"].startswith("# CK200 dangling-need")
    first, second, *_ = run["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 2, "startColumn": 34, "endLine": 2, "endColumn": 41}
    assert rules[first["ruleIndex"]]["id"] == "dangling-need"
    where = second["locations"][0]["physicalLocation"]["artifactLocation"]
    assert where["uri"] == "playbooks/%E5%90%AB%20%E7%A9%BA%E6%A0%BC.yaml"
    outside = run["results"][5]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert outside == {"uri": "file:///elsewhere/x.yaml"}
    assert [one["message"]["text"] for one in first["relatedLocations"]] == [
        "First here.",
        "There.",
    ]
    region = first["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"]
    assert region == {"charOffset": 45, "charLength": 7}


def test_rdjson_counts_bytes(report: Reported) -> None:
    first = json.loads(written("rdjson", report()))["diagnostics"][0]
    span = first["location"]["range"]
    line = "- {id: 核实, title: 核实情况😀, needs: [nowhere]}"
    assert line.encode()[span["start"]["column"] - 1 : span["end"]["column"] - 1] == b"nowhere"
    assert first["suggestions"][0]["range"] == span


def test_junit_is_red_exactly_when_the_run_fails(report: Reported) -> None:
    def read(fail_on: str) -> Any:
        return ET.fromstring(written("junit", report(fail_on=fail_on)))

    suites = read("error")
    assert [suites.get(name) for name in ("tests", "failures", "errors")] == ["7", "2", "1"]
    clean = next(suite for suite in suites if suite.get("name") == "clean.yaml")
    assert [len(case) for case in clean] == [0]
    assert read("info").get("failures") == "5"
    never = read("never")
    assert (never.get("failures"), never.get("errors")) == ("0", "1")
    assert len(never.findall(".//system-out")) == 5


def test_checkstyle_has_a_file_for_each(report: Reported) -> None:
    root = ET.fromstring(written("checkstyle", report()))
    assert [one.get("name") for one in root] == [
        "playbooks/a.yaml",
        "playbooks/含 空格.yaml",
        "gone.yaml",
        "/elsewhere/x.yaml",
    ]
    assert root[0][0].get("source") == "crisiskit.dangling-need"


def test_json_gives_the_span_and_what_the_command_adds(report: Reported) -> None:
    made = replace(report(), about={"texts": [1]})
    data = json.loads(written("json", made))
    first = data["findings"][0]["span"]
    assert TEXTS["playbooks/a.yaml"][slice(*first)] == "nowhere"
    assert [one["span"] for one in data["findings"][1:]] == [None] * 5
    assert data["texts"] == [1]


def test_a_place_in_a_line_of_a_megabyte_is_shown_at_once(report: Reported) -> None:
    text = "如有不便，深表歉意。" * 100_000
    found = [
        Diagnostic("too-late", Severity.ERROR, "Bad.", "a", 1, column, (1, column + 4))
        for column in range(1, 1_000_000, 5000)
    ]
    rows = written("text", report(found, {"a": text})).splitlines()
    assert len(rows) == 3 * len(found)
    assert all(width(row) <= 110 for row in rows)


def test_forms_name_the_command(report: Reported) -> None:
    made = replace(report(), command="review")
    assert 'name="crisiskit review"' in written("junit", made)
    assert github.summary(made).startswith("### crisiskit review\n")
    assert "that review was run in" in written("sarif", made)
