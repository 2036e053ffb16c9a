"""Invariants 1 and 3 at the desk: `kill -9` at every append, and many responders at once."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crisiskit.case.store import SqliteJournal
from crisiskit.clock import SystemClock
from crisiskit.desk.desk import Desk, Who, find

SCRIPT = '''
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from crisiskit.case import commands as c
from crisiskit.case.store import SqliteJournal
from crisiskit.clock import VirtualClock
from crisiskit.desk import acts, words
from crisiskit.desk.acts import Typed
from crisiskit.desk.desk import Desk, Who, find
from crisiskit.desk.opening import Alarm, InForce, open_case
from crisiskit.playbook.catalogue import Catalogue

store, victim, moment = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
clock = VirtualClock(datetime(2026, 3, 10, 2, 0, tzinfo=UTC))
who = Who("lead", "user", "host")
appends = 0


class Dying(SqliteJournal):
    """Dies inside the victim-th append, before its commit, or right after it."""

    def append(self, case, *, seen, signature, decide):
        global appends
        appends += 1
        mine = appends

        def judged(newer):
            events = decide(newer)
            if mine == victim and moment == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            return events

        done = super().append(case, seen=seen, signature=signature, decide=judged)
        if mine == victim and moment == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return done


journal = Dying(store)
if not list(journal.cases()):
    catalogue = Catalogue.open()
    templates = {f"{a}/{b}": s.text for (a, b), s in catalogue.templates().items()}
    force = InForce(catalogue.plan("data-leak"), templates, settings={"languages": ["zh"]})
    open_case(journal, clock, who, force, Alarm("t", "Asia/Shanghai", "zh"), command="open")
desk = Desk(journal, find(journal, None), clock, who)
facts = {"company": "云集市", "event": "数据外泄", "next_update_at": "+2h", "hotline": "400"}
LOG = c.File("a.log", b"x" * 5000)
walk = [
    lambda t: acts.set_facts(desk, Typed({"people_affected": "30万"}, command=t)),
    lambda t: words.draft(desk, "response.write", Typed(facts, confirmed=True, command=t)),
    lambda t: words.sign(desk, "d1", "legal", Typed(command=t)),
    lambda t: words.sign(desk, "d1", "lead", Typed(command=t), reported_for="李总", via="电话"),
    lambda t: acts.decide(desk, "response.speak", "now", "用户已收到诈骗电话", Typed(command=t)),
    lambda t: acts.done(desk, "team.call", Typed(command=t)),
    lambda t: acts.claim(desk, "freeze", Typed(command=t)),
    lambda t: acts.done(desk, "freeze", Typed(command=t)),
    lambda t: acts.done(desk, "preserve", Typed(command=t), evidence=[LOG]),
    lambda t: acts.note(desk, "媒体来电：何时答复？", Typed(command=t), source="媒体"),
    lambda t: acts.task(desk, "给主播同步口径", "pr", typed=Typed(command=t)),
    lambda t: acts.severity(desk, "P1", "热搜", Typed(command=t)),
]
for number, act in enumerate(walk, 1):
    act(f"command-{number}")
    print(number, flush=True)
'''
ACTS = 12

LONGEST_WAIT = 15
"""Seconds: what the store itself allows before it says NOT saved; nobody may come near it."""


def walk(store: Path, victim: int, moment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, str(store), str(victim), moment],
        capture_output=True,
        text=True,
        check=False,
    )


def commands_in(store: Path) -> list[str]:
    journal = SqliteJournal(store)
    head = find(journal, None)
    assert journal.verify(head.uid).flaw is None
    return list(dict.fromkeys(event.command for event in journal.read(head.uid)))


@pytest.mark.parametrize("moment", ["before", "after"])
def test_kill_at_every_append_loses_nothing_and_repeats_nothing(
    tmp_path: Path, moment: str
) -> None:
    """What was acknowledged is there; the rest can be repeated with its id, and is there once."""
    for victim in range(1, ACTS + 1):
        store = tmp_path / f"{victim}" / "cases.db"
        killed = walk(store, victim, moment)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        acknowledged = [f"command-{line}" for line in killed.stdout.split()]
        assert acknowledged == [f"command-{n}" for n in range(1, victim)]
        kept = commands_in(store)[1:]
        assert kept == acknowledged + ([f"command-{victim}"] if moment == "after" else [])
        again = walk(store, 0, "never")
        assert again.returncode == 0, again.stderr
        assert commands_in(store)[1:] == [f"command-{n}" for n in range(1, ACTS + 1)]


RESPONDER = """
import sys, time
from pathlib import Path
from crisiskit.case.store import SqliteJournal
from crisiskit.clock import SystemClock
from crisiskit.desk import acts
from crisiskit.desk.acts import Typed
from crisiskit.desk.desk import Desk, Who, find

store, name, count, pause = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
journal = SqliteJournal(store)
desk = Desk(journal, find(journal, None), SystemClock(), Who(name, "user", "host"))
worst = 0.0
for number in range(count):
    started = time.monotonic()
    if number % 2:
        acts.note(desk, f"{name} {number}")
    else:
        acts.set_facts(desk, Typed({sys.argv[5]: str(number)}))
    worst = max(worst, time.monotonic() - started)
    time.sleep(pause)
print(worst)
"""


def respond(store: Path, name: str, count: int, pause: float, fact: str) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", RESPONDER, str(store), name, str(count), str(pause), fact]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finished(processes: list[subprocess.Popen[str]]) -> list[float]:
    waits = []
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        waits.append(float(out))
    return waits


def test_two_processes_of_200_acts_each_lose_nothing(
    opened: Callable[[], Desk], tmp_path: Path
) -> None:
    opened()
    store = tmp_path / "store" / "cases.db"
    finished(
        [respond(store, "a", 200, 0, "people_affected"), respond(store, "b", 200, 0, "units_sold")]
    )
    journal = SqliteJournal(store)
    desk = Desk(journal, find(journal, None), SystemClock(), Who("x", "u", "h"))
    assert journal.verify(desk.head.uid).flaw is None
    events = journal.read(desk.head.uid)
    assert [e.seq for e in events] == list(range(1, len(events) + 1))
    for name in ("a", "b"):
        assert sum(event.actor == name for event in events) == 200


@pytest.mark.slow
def test_sixteen_responders_at_twenty_acts_a_second_are_all_served(
    opened: Callable[[], Desk], tmp_path: Path
) -> None:
    """Each acts on a fact of its own or the log: no conflict, nobody starved, nothing lost."""
    desk = opened()
    store = tmp_path / "store" / "cases.db"
    facts = [s.id for s in desk.case.plan.facts.values() if s.type == "text" and not s.personal]
    waits = finished([respond(store, f"r{n}", 10, 16 / 20, facts[n]) for n in range(16)])
    events = SqliteJournal(store).read(desk.head.uid)
    for n in range(16):
        assert sum(event.actor == f"r{n}" for event in events) == 10
    assert max(waits) < LONGEST_WAIT
