"""The log: one line for each entry, however it was typed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisiskit.case import commands as c
from crisiskit.case.events import TYPES, Event
from crisiskit.clock import instant
from crisiskit.desk import acts
from crisiskit.desk.acts import Typed
from crisiskit.text import safe, width
from crisiskit.ui import log

Room = Any


def last(room: Room, count: int = 1) -> list[str]:
    events = room.desk.journal.read(room.desk.head.uid)
    return list(log.lines(room.desk.case, events[-count:]))


def test_the_opening(room: Room) -> None:
    assert last(room, 2) == [
        "11-21 10:10 incident lead  opened case 1121-01, playbook small 1.2.0: Phones leaked",
        "11-21 10:10 incident lead  opened the phase Emergency",
    ]


def test_a_drill_says_so(another_room: Callable[..., Room]) -> None:
    assert "opened drill 1121-01" in last(another_room(drill=True), 2)[0]


def test_facts_with_their_status(room: Room) -> None:
    acts.set_facts(room.desk, Typed({"people": "3000"}, unknown=["cause"]))
    assert last(room, 2) == [
        "11-21 10:10 incident lead  fact “people affected” = 3,000 people (unconfirmed)",
        "11-21 10:10 incident lead  fact “cause”: not known yet",
    ]
    acts.restate(room.desk, ["people"], "retracted")
    assert last(room)[0].endswith("(retracted)")


def test_a_personal_fact_shows_no_value(room: Room) -> None:
    acts.set_facts(room.desk, Typed({"victims": "王某"}))
    assert "王某" not in last(room)[0]
    assert "personal" in last(room)[0]


def test_work_on_steps(room: Room) -> None:
    desk = room.desk
    acts.claim(desk, "call")
    acts.unclaim(desk, "call")
    acts.check(desk, "call", ["ring"])
    acts.check(desk, "call", ["ring"], clear=True)
    acts.done(desk, "call", note="all there")
    acts.reopen(desk, "call", "one missing")
    acts.skip(desk, "call", "enough are there")
    acts.task(desk, "Ring the bank", "legal")
    acts.advance(desk, "disposal", "contained")
    sentences = [line.partition("  ")[2] for line in last(room, 11)]
    assert sentences == [
        "took on call “Call the team”",
        "let go of call “Call the team”",
        "ticked ring of call",
        "cleared ring of call",
        "note: all there",
        "done: call “Call the team” (checklist items open: 2)",
        "reopened call (steps again: 1, to check for correction: 0): one missing",
        "skipped call “Call the team”: enough are there",
        "added task t1 for counsel: Ring the bank",
        "opened the phase Handling: contained",
        "opened the phase Recovery",
    ]


def test_documents(room: Room) -> None:
    room.write("people")
    room.write()
    room.sign("legal", reported_for="王律师", via="WeCom")
    room.sign("lead", approved=False, because="no number")
    room.write()
    room.publish("weibo", unapproved=True, because="by mistake")
    sentences = [line.partition("  ")[2] for line in last(room, 7)]
    assert sentences[:6] == [
        "drafted d1 version 1 (holding), gaps: 1",
        "drafted d1 version 2 (holding)",
        "approved d1 as counsel, reported for 王律师 (WeCom)",
        "rejected d1 as incident lead: no number",
        "drafted d1 version 3 (holding)",
        "published d1 on Weibo WITHOUT approval: by mistake",
    ]


def test_decisions_people_evidence_and_the_end(room: Room, proof: c.File) -> None:
    desk = room.desk
    acts.decide(desk, "how-bad", "yes", "phones too")
    acts.severity(desk, "P2", "many")
    acts.responsibility(desk, "victim", "a supplier")
    acts.assign(desk, "legal", [{"name": "王律师"}])
    acts.add_evidence(desk, proof)
    acts.close(desk, "counsel goes on")
    acts.reopen_case(desk, "a new post")
    sentences = [line.partition("  ")[2] for line in last(room, 7)]
    assert sentences[0] == "decided how-bad “Tell people or not” = Tell them: phones too"
    assert sentences[1:4] == [
        "set severity P2: many",
        "set responsibility to “we are victims too”: a supplier",
        "assigned counsel: 王律师",
    ]
    assert sentences[4].startswith("kept evidence e1 post.png (4 bytes, sha256 ")
    assert sentences[5].startswith("closed the case (steps left open: 6)")
    assert sentences[6] == "reopened the case: a new post"


def test_both_times_of_what_was_typed_late(room: Room) -> None:
    room.clock.at += timedelta(hours=1)
    acts.claim(room.desk, "call", Typed(at=instant("2026-11-21T02:30:00Z")))
    assert last(room)[0].startswith("11-21 10:30 (typed 11:10) ")
    acts.unclaim(room.desk, "call", Typed(at=instant("2026-11-21T03:06:00Z")))
    assert last(room)[0].startswith("11-21 11:06 incident lead")
    room.clock.at += timedelta(days=1)
    acts.claim(room.desk, "call", Typed(at=instant("2026-11-21T03:30:00Z")))
    assert last(room)[0].startswith("11-21 11:30 (typed 11-22 11:10) ")


@given(words=st.text(min_size=1, max_size=300).filter(str.strip), actor=st.text(min_size=1))
def test_nobody_can_forge_a_line(words: str, actor: str) -> None:
    from crisiskit.case.fold import load

    room = _room()
    event = _note(room, words, actor)
    (line,) = log.lines(load(room.desk.journal, room.desk.head), [event])
    assert width(line) <= log.WIDTH
    assert safe(line) == line


def _note(room: Room, words: str, actor: str) -> Event:
    return Event(
        room.desk.head.uid,
        3,
        "note_added",
        "2026-11-21T02:10:00Z",
        "2026-11-21T02:10:00Z",
        actor,
        actor,
        "u",
        "h",
        "c",
        {"text": words},
    )


_ROOMS: list[Room] = []


def _room() -> Room:
    return _ROOMS[0]


@pytest.fixture(autouse=True)
def _keep(room: Room) -> None:
    _ROOMS[:] = [room]


def test_every_type_of_entry_has_a_sentence() -> None:
    later = {"promise_made", "promise_kept", "playbook_amended", "redacted"}
    assert set(log._SENTENCES) == TYPES - later


def test_an_entry_for_scripts(room: Room) -> None:
    event = room.desk.journal.read(room.desk.head.uid)[1]
    found = log.as_json(event, room.desk.case)
    assert found["text"] == "opened the phase Emergency"
    assert (found["seq"], found["type"], found["host"]) == (2, "phase_opened", "desk-1")
