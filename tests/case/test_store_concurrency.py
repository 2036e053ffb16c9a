"""Several responders at once: nobody's entry is lost, doubled, or kept waiting for ever."""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

import crisiskit
from crisiskit.case.events import Event, NewEvent, Signature
from crisiskit.case.journal import CaseHead
from crisiskit.case.store import SqliteJournal

ROOT = str(Path(crisiskit.__file__).parent.parent)
AT = "2026-11-21T02:10:56Z"

WRITER = """
import sys, time
from pathlib import Path
from crisiskit.case.events import NewEvent, Signature
from crisiskit.case.store import SqliteJournal

path, me, acts, seconds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
at = "2026-11-21T02:10:56Z"
journal = SqliteJournal(path)
(case,) = journal.cases()
print("READY", flush=True)
sys.stdin.readline()
seen, until = 1, time.monotonic() + seconds
for number in range(acts):
    if time.monotonic() > until:
        break
    sign = Signature(me, me, "u", "h", at, f"{me}-{number}")
    def decide(newer):
        assert [e.seq for e in newer] == list(range(seen + 1, seen + 1 + len(newer)))
        return [NewEvent("note_added", {"n": number, "after": seen + len(newer)}, at)]
    done = journal.append(case.uid, seen=seen, signature=sign, decide=decide)
    assert done.own[0].data["after"] == done.own[0].seq - 1
    seen = done.own[-1].seq
    print(seen, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cases.db"


@pytest.fixture
def case(path: Path) -> CaseHead:
    with closing(SqliteJournal(path)) as journal:
        return journal.open_case(
            lambda _u, _c: [NewEvent("case_opened", {}, AT)],
            Signature("w", "l", "u", "h", AT, "open"),
            "1121",
        )[0]


def race(path: Path, writers: int, acts: int, seconds: float) -> list[list[int]]:
    """The numbers each writer was told its entries got; all begin at once."""
    environment = {**os.environ, "PYTHONPATH": ROOT}
    started = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), f"w{me}", str(acts), str(seconds)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for me in range(writers)
    ]
    for each in started:
        assert each.stdout is not None
        assert each.stdout.readline() == "READY\n"
    for each in started:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    told: list[list[int]] = []
    for each in started:
        output, errors = each.communicate(timeout=60)
        assert (each.returncode, errors) == (0, "")
        told.append([int(line) for line in output.split()])
    return told


def entries(path: Path, case: CaseHead) -> list[Event]:
    with closing(SqliteJournal(path)) as journal:
        assert journal.verify(case.uid).flaw is None
        return journal.read(case.uid)


def test_two_processes_lose_nothing_of_each_other(path: Path, case: CaseHead) -> None:
    told = race(path, writers=2, acts=200, seconds=60)
    assert [len(each) for each in told] == [200, 200]
    assert sorted(told[0] + told[1]) == list(range(2, 402))
    events = entries(path, case)
    assert [event.seq for event in events] == list(range(1, 402))
    for me, numbers in enumerate(told):
        assert [events[seq - 1].command for seq in numbers] == [f"w{me}-{n}" for n in range(200)]


@pytest.mark.slow
def test_nobody_starves_among_writers_who_never_pause(path: Path, case: CaseHead) -> None:
    told = race(path, writers=4, acts=100_000, seconds=4)
    shares = sorted(len(each) for each in told)
    assert sum(shares) + 1 == len(entries(path, case))
    assert shares[0] * 4 > shares[-1]


def test_sixteen_responders_at_twenty_acts_a_second(path: Path, case: CaseHead) -> None:
    """Threads stand for responders: each with a journal, hence a file and a lock, of its own."""
    each, pause = 4, 0.8
    troubles: list[BaseException] = []

    def respond(me: int) -> None:
        try:
            with closing(SqliteJournal(path)) as journal:
                for number in range(each):
                    time.sleep(pause * (me + 1) / 16 if number == 0 else pause)
                    act(journal, case.uid, f"r{me}-{number}")
        except BaseException as trouble:  # noqa: BLE001 - carried to the test's thread
            troubles.append(trouble)

    responders = [threading.Thread(target=respond, args=(me,)) for me in range(16)]
    for responder in responders:
        responder.start()
    for responder in responders:
        responder.join()
    assert troubles == []
    commands = Counter(event.command for event in entries(path, case))
    assert commands == Counter(
        {f"r{me}-{n}": 1 for me in range(16) for n in range(each)}
    ) + Counter({"open": 1})


def act(journal: SqliteJournal, case: str, command: str) -> None:
    def decide(_newer: Sequence[Event]) -> list[NewEvent]:
        return [NewEvent("note_added", {}, AT)]

    sign = Signature("w", "l", "u", "h", AT, command)
    journal.append(case, seen=1, signature=sign, decide=decide)


def test_two_processes_open_the_store_at_the_same_moment(path: Path) -> None:
    opener = (
        "import sys\nfrom pathlib import Path\n"
        "from crisiskit.case.events import NewEvent, Signature\n"
        "from crisiskit.case.store import SqliteJournal\n"
        f"at = {AT!r}\n"
        "journal = SqliteJournal(Path(sys.argv[1]))\n"
        "print('READY', flush=True)\nsys.stdin.readline()\n"
        "sign = Signature('w', 'l', 'u', 'h', at, sys.argv[2])\n"
        "case, _ = journal.open_case(lambda u, c: [NewEvent('x', {}, at)], sign, '1121')\n"
        "print(case.code)\n"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", opener, str(path), f"c{me}"],
            env={**os.environ, "PYTHONPATH": ROOT},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for me in range(4)
    ]
    for each in started:
        assert each.stdout is not None
        each.stdout.readline()
    for each in started:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    codes = sorted(each.communicate(timeout=60)[0].strip() for each in started)
    assert codes == ["1121-01", "1121-02", "1121-03", "1121-04"]
    with closing(SqliteJournal(path)) as journal:
        assert sorted(case.code for case in journal.cases()) == codes
