"""The case on one screen, in twelve lines, on one line; the ledger as a list."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest

from crisiskit import language
from crisiskit.case.commands import File
from crisiskit.desk import acts
from crisiskit.desk.acts import Typed
from crisiskit.text import width
from crisiskit.ui import brief, facts, overview, status
from crisiskit.ui.cards import Line

Room = Any


def page(lines: Iterable[Line]) -> str:
    return "\n".join(
        "".join(part if isinstance(part, str) else part[1] for part in line) for line in lines
    )


def busy(room: Room) -> Room:
    """A case with a bit of everything."""
    desk = room.desk
    acts.set_facts(desk, Typed({"people": "3000", "aware": "09:30", "broke": "08:00"}))
    acts.set_facts(desk, Typed({"cause": "A wrong setting"}, confirmed=True, source="IT"))
    acts.set_facts(desk, Typed({"victims": "王某"}))
    acts.claim(desk, "how-bad")
    room.write()
    room.sign("legal", reported_for="王律师", via="WeCom 10:05")
    room.sign("lead")
    room.publish("weibo")
    for number in range(8):
        acts.task(desk, f"Task {number}", "pr", room.clock.at + timedelta(hours=number + 1))
    room.clock.at += timedelta(minutes=90)
    return room


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_a_busy_case_fits_a_screen(room: Room, tongue: str) -> None:
    busy(room)
    language.speak(tongue)
    lines = status.lines(room.desk.situation(), 80)
    assert len(lines) < status.SCREEN
    assert all(width(line) <= 80 for line in page(lines).splitlines())


def test_what_the_screen_says(room: Room) -> None:
    shown = page(status.lines(busy(room).desk.situation()))
    for words in (
        "1121-01  Phones leaked",
        "severity not set · responsibility: not clear yet · Emergency · small 1.2.0",
        "public since 08:00 · known since 09:30 · case opened 10:10 · 1h30m ago",
        "call  Call the team  incident lead  1h40m late (was due 10:00)",
        "how-bad  Tell people or not: lead",
        "approved: counsel (reported for 王律师, WeCom 10:05, by lead), incident lead;",
        "published: Weibo 10:10",
        "1 confirmed · 4 unconfirmed",
        "Report: within four hours [Act X, art. 1; NOT checked]",
        "not legal advice",
        "Task 7",
    ):
        assert words in shown, words


def test_what_waits_for_a_fact_names_its_owner(room: Room) -> None:
    shown = page(status.lines(room.desk.situation()))
    assert "until “people affected” is known (security): authority" in shown


def test_corrections_and_changed_versions(room: Room) -> None:
    busy(room)
    acts.reopen(room.desk, "write", "a wrong number")
    room.write("people")
    shown = page(status.lines(room.desk.situation()))
    assert "release  Publish it: went out, check for correction" in shown
    assert "d1 holding version 2; gaps: 1; published: Weibo 10:10 (an earlier version)" in shown


def test_a_discharged_duty_and_a_closed_case(room: Room, proof: File) -> None:
    acts.set_facts(room.desk, Typed({"people": "3000"}))
    acts.done(room.desk, "authority", evidence=[proof])
    acts.close(room.desk, "a test")
    shown = page(status.lines(room.desk.situation()))
    assert "Report: discharged 10:10" in shown
    assert "closed 10:10" in shown
    assert status.as_json(room.desk.situation())["case"]["closed_at"] is not None


def test_a_duty_that_does_not_apply_is_left_out(room: Room) -> None:
    acts.set_facts(room.desk, Typed({"people": "3"}))
    shown = page(status.lines(room.desk.situation()))
    assert "Act X" not in shown
    assert status.as_json(room.desk.situation())["duties"][0]["applies"] is False


def test_a_drill_says_so_everywhere(another_room: Callable[..., Room]) -> None:
    situation = another_room(drill=True).desk.situation()
    assert page(status.lines(situation)).startswith("DRILL")
    assert brief.brief(situation)[0].startswith("[DRILL]")
    assert "DRILL" in page([overview.line(situation)])


@pytest.mark.parametrize("audience", brief.AUDIENCES)
def test_a_brief(room: Room, audience: str) -> None:
    lines = brief.brief(busy(room).desk.situation(), audience)
    assert len(lines) <= brief.MOST
    shown = "\n".join(lines)
    assert "Confirmed: cause: A wrong setting" in shown
    assert "王某" not in shown
    assert "names of the injured" not in shown
    assert "Published: holding statement Weibo 10:10" in shown
    assert lines[-1] == "Next update: by 12:10 (Task 1)"
    assert ("3,000" in shown) is (audience != "cs")
    assert ("Responsibility: not clear yet" in shown) is (audience == "ceo")


def test_a_brief_of_a_closed_case(room: Room) -> None:
    acts.close(room.desk, "a test")
    lines = brief.brief(room.desk.situation())
    assert "closed" in lines[0]
    assert lines[-1] == "No further update: the case is closed."


def test_cases_on_a_line(room: Room) -> None:
    assert page([overview.line(room.desk.situation())]) == (
        "1121-01  --  Phones leaked  Emergency  3 to do"
    )
    room.clock.at += timedelta(hours=1)
    assert page([overview.line(room.desk.situation())]).endswith("3 to do  1 late")


def test_the_ledger(room: Room) -> None:
    busy(room)
    lines = page(facts.lines(room.desk.situation())).splitlines()
    assert lines[0].startswith("people  people affected = 3,000 people  unconfirmed  lead 11-21")
    assert lines[1].endswith("confirmed  lead 11-21 10:10; IT")
    assert "王某" in lines[2]
    assert len(lines) == 5
    everything = facts.as_json(room.desk.situation(), everything=True)
    assert [fact["status"] for fact in everything][:2] == ["unconfirmed", "confirmed"]
