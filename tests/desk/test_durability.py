"""Invariant 3 at the desk: many responders at once, in processes of their own."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crisiskit.case.store import SqliteJournal
from crisiskit.clock import SystemClock
from crisiskit.desk.desk import Desk, Who, find

LONGEST_WAIT = 15
"""Seconds: what the store itself allows before it says NOT saved; nobody may come near it."""


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
