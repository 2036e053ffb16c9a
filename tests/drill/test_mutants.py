"""Every expectation of every bundled scenario can fail: one thing changed, and it flips.

A mutant changes exactly one act, one time or one fact, and the engine accepts the result. An
expectation without a mutant that flips it would say nothing.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from crisiskit.drill.outcome import Judged, play
from crisiskit.playbook.catalogue import Catalogue
from crisiskit.scenario.reading import of
from crisiskit.yamlfile import Document, read


@dataclass(frozen=True)
class Mutant:
    """One act (found by its time, what it does and its step) with some keys changed.

    `{"set": {"quantity": None}}` takes a key away. `flips` are the expectations it flips, by their
    first keys.
    """

    at: str
    do: str
    change: Mapping[str, Any]
    flips: tuple[str, ...]
    step: str | None = None


def act(at: str, do: str, step: str | None, change: dict[str, Any], *flips: str) -> Mutant:
    return Mutant(at, do, change, flips, step)


NOT_CLOSED = {"do": "note", "text": "先不关"}


def skipped(**change: Any) -> dict[str, Any]:
    return {"do": "skip", "because": "来不及", **change}


RECALL_PATH = (
    "path: [halt-sale, test, verdict, recall.report-plan, recall.to-buyers, recall.to-public]"
)

MUTANTS: dict[str, list[Mutant]] = {
    "mooncake-2016": [
        act(
            "2016-09-14T20:40",
            "skip",
            "first-word",
            {"at": "2016-09-14T18:06"},
            "late: first-word, by_at_least: 20h",
        ),
        act(
            "2016-09-14T20:30",
            "publish",
            "letter.release",
            {"at": "2016-09-15T08:30"},
            "warning: holiday-eve, on: letter.release",
            "published: letter.release, channel: intranet, approved: true",
        ),
        act(
            "2016-09-14T20:30",
            "publish",
            "letter.release",
            {"at": "2016-09-14T22:10"},
            "not: {warning: night, on: letter.release}",
            "met: letter",
        ),
        act(
            "2016-09-13T11:00",
            "done",
            "facts",
            {"set": {"quantity": None}, "unknown": ["quantity"]},
            "document: letter.write",
        ),
        act(
            "2016-09-13T14:00",
            "done",
            "hear",
            skipped(evidence=None),
            "path: [sweep, facts, hear, keep-decision, letter.write, letter.sign, letter.release]",
        ),
        act(
            "2016-09-13T15:00",
            "inject",
            None,
            skipped(step="redo", text=None, **{"from": None}),
            "not_applicable: redo",
        ),
        act("2016-09-18T10:30", "close", None, NOT_CLOSED, "closed: true"),
    ],
    "mooncake-well": [
        act(
            "2016-09-13T11:41",
            "publish",
            "first-word.release",
            {"at": "2016-09-14T09:00", "because": "知乎的账号昨天登录不上"},
            "met: first-word",
            "not: {late: first-word}",
            "not: {warning: holiday-eve, on: first-word.release}",
            "published: first-word.release, approved: true",
        ),
        act(
            "2016-09-13T11:10",
            "draft",
            "first-word.write",
            {"set": {"unknown": None}},
            "document: first-word.write",
        ),
        act(
            "2016-09-13T09:30",
            "done",
            "staff-line",
            {"at": "2016-09-13T11:35"},
            "path: [staff-line, facts, first-word.sign, first-word.release]",
        ),
    ],
    "leak-grows": [
        act(
            "2026-03-10T02:36",
            "done",
            "verify",
            {"set": {"people_affected": "1300000"}},
            "not_applicable: report-cac",
            "appears: report-cac",
        ),
        act(
            "2026-03-10T02:36",
            "done",
            "verify",
            {"confirmed": "no"},
            "document: response.write",
        ),
        act(
            "2026-03-10T09:30",
            "done",
            "report-cac",
            {"at": "2026-03-10T08:20"},
            "late: report-cac, by_at_least: 3h",
        ),
        act(
            "2026-03-10T09:30",
            "done",
            "report-cac",
            skipped(reference=None),
            "discharged: cn.cac.cyber-incident.general",
        ),
        act(
            "2026-03-10T05:20",
            "done",
            "report-pipl",
            {"at": "2026-03-10T06:10"},
            "met: report-pipl",
        ),
        act(
            "2026-03-10T02:47",
            "publish",
            "response.release",
            {"at": "2026-03-10T06:30"},
            "met: response",
            "warning: night, on: response.release",
            "published: response.release, channel: app, approved: true",
        ),
        act("2026-03-10T08:05", "set", None, {"set": {"severity": "P2"}}, "severity: P1"),
        act(
            "2026-03-10T02:28",
            "done",
            "duty-check",
            {"set": {"critical_system": "yes"}},
            "not_applicable: report-cii",
        ),
        act(
            "2026-03-10T09:40",
            "note",
            None,
            {"do": "close", "because": "误报", "text": None},
            "closed: no",
        ),
    ],
    "quality-recall": [
        act(
            "2026-01-12T11:20",
            "publish",
            "response.release",
            {"at": "2026-01-12T12:20"},
            "met: response",
        ),
        act(
            "2026-01-12T13:00",
            "done",
            "hazard-screen",
            {"at": "2026-01-12T13:40"},
            "appears: use-warning",
        ),
        act(
            "2026-01-12T17:00",
            "done",
            "report-danger",
            {"at": "2026-01-12T23:00"},
            "discharged: cn.consumer.19",
        ),
        act(
            "2026-01-16T14:00",
            "done",
            "recall.report-plan",
            skipped(reference=None, set=None, confirmed=None),
            "discharged: cn.recall.consumer.plan",
            "document: recall.notice",
            RECALL_PATH,
        ),
        act(
            "2026-01-13T10:00",
            "done",
            "report-suspected",
            {"at": "2026-01-15T10:00"},
            "met: report-suspected",
        ),
        act(
            "2026-01-12T12:30",
            "inject",
            None,
            skipped(step="report-eu", text=None, **{"from": None}),
            "not_applicable: report-eu",
        ),
        act(
            "2026-01-12T12:30",
            "inject",
            None,
            skipped(step="withdraw", text=None, **{"from": None}),
            "not_applicable: withdraw",
        ),
        act(
            "2026-01-16T14:50",
            "publish",
            "recall.to-buyers",
            {"at": "2026-01-16T15:05"},
            "published: recall.to-buyers, channel: sms, approved: true",
        ),
        act(
            "2026-01-16T16:00",
            "publish",
            "sorry.apology.release",
            {"at": "2026-01-17T09:40"},
            "met: sorry",
        ),
        act(
            "2026-01-16T16:00",
            "publish",
            "sorry.apology.release",
            {"waive": "yes", "because": "召回公告里已经道歉"},
            "published: sorry.apology.release, approved: true",
        ),
        act(
            "2026-01-16T09:05",
            "set",
            None,
            {"set": {"responsibility": "accidental"}},
            "responsibility: preventable",
        ),
        act(
            "2026-02-24T10:00",
            "done",
            "review.meet",
            {"at": "2026-03-01T10:00"},
            "met: review.meet",
        ),
        act("2026-03-27T16:00", "close", None, NOT_CLOSED, "closed: true"),
    ],
    "wrong-text": [
        act(
            "2026-03-03T10:00",
            "publish",
            "response.release",
            {"at": "2026-03-03T13:30"},
            "met: response",
        ),
        act(
            "2026-03-03T20:40",
            "reopen",
            "remedy",
            {"at": "2026-03-03T19:55"},
            "reopened: notice",
            "check: notice.release, is: raised",
        ),
        act(
            "2026-03-03T21:50",
            "publish",
            "notice.release",
            {"at": "2026-03-03T22:10", "because": "不能让错的话过夜"},
            "check: notice.release, is: resolved",
            "published: notice.release, approved: true",
            "not: {warning: night, on: notice.release}",
        ),
        act(
            "2026-03-03T21:30",
            "done",
            "own-it.apology.release",
            {"at": "2026-03-03T21:40"},
            "check: own-it.apology.release, is: resolved",
        ),
        act(
            "2026-03-03T14:00",
            "done",
            "find-cause",
            {"set": {"cause": None}, "unknown": ["cause"]},
            "document: notice.write",
        ),
        act(
            "2026-03-03T09:11",
            "inject",
            None,
            skipped(step="accident", text=None, **{"from": None}),
            "not_applicable: accident.report-hour",
        ),
        act(
            "2026-03-03T11:40",
            "done",
            "plan",
            skipped(),
            "path: [plan, remedy, answers, own-it, notice, settled]",
        ),
        act("2026-03-31T11:00", "close", None, NOT_CLOSED, "closed: true"),
    ],
}

CASES = [
    pytest.param(drill, mutant, id=f"{drill}:{mutant.at}:{mutant.step or mutant.do}")
    for drill, mutants in MUTANTS.items()
    for mutant in mutants
]


def test_every_bundled_scenario_turns_out_as_expected(
    drills: dict[str, Path], bundled: Catalogue
) -> None:
    for path in drills.values():
        unmet = [one for one in _judged(read(path), bundled) if not one.met]
        assert not unmet, f"{path.name}: {unmet}"


def test_every_expectation_has_a_mutant(drills: dict[str, Path], bundled: Catalogue) -> None:
    assert set(MUTANTS) == set(drills)
    for name, path in drills.items():
        listed = [words for mutant in MUTANTS[name] for words in mutant.flips]
        expected = [one.words for one in _judged(read(path), bundled)]
        without = [one for one in expected if not any(_begins(one, words) for words in listed)]
        assert without == []


@pytest.mark.parametrize(("drill", "mutant"), CASES)
def test_the_mutant_flips_what_it_is_listed_for(
    drill: str, mutant: Mutant, drills: dict[str, Path], bundled: Catalogue
) -> None:
    judged = _judged(mutated(read(drills[drill]), mutant), bundled)
    for words in mutant.flips:
        flipped = [one.met for one in judged if _begins(one.words, words)]
        assert flipped, f"no expectation begins with {words!r}"
        assert not any(flipped), f"{words!r} still holds"


def mutated(document: Document, mutant: Mutant) -> Document:
    """The scenario with one act changed, in order of time again."""
    data = copy.deepcopy(document.data)
    (number,) = [
        number
        for number, given in enumerate(data["then"])
        if (given["at"], given["do"], given.get("step")) == (mutant.at, mutant.do, mutant.step)
    ]
    data["then"][number] = _changed(data["then"][number], mutant.change)
    data["then"].sort(key=lambda given: given["at"])
    return replace(document, data=data)


def _changed(given: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    changed = dict(given)
    for key, value in change.items():
        if isinstance(value, Mapping):
            changed[key] = _changed(given.get(key, {}), value)
        elif value is None:
            changed.pop(key, None)
        else:
            changed[key] = value
    return changed


def _judged(document: Document, catalogue: Catalogue) -> tuple[Judged, ...]:
    _rehearsal, judged = play(of(document), catalogue)
    return judged


def _begins(words: str, start: str) -> bool:
    """Whether an expectation is the one meant, by its first keys."""
    return words == start or words.startswith(f"{start}, ")
