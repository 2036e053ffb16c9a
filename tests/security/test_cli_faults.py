"""One whole command, `done STEP --set … --command ID`, while the disk fails or the process dies.

Every call on the store's files, also one that only looks, fails once with EIO or ENOSPC, or is the
last thing the process does. What was acknowledged is there; what was not is there once after the
command is typed again as it was printed.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crisiskit.case.store import SqliteJournal

Cli = Any

STRACE = shutil.which("strace")
ROOT = Path(__file__).parents[2]
ACT = ["done", "team.call", "--set", "people_affected=5", "--as", "王律师", "--command", "c1"]
ENDINGS = ("", ".lock", "-journal", "-wal")
"""The files of a store, by what their names add to its own."""
ASKING = {"fcntl", "newfstatat"}
"""One half of the calls: a test for each half keeps two workers busy."""

pytestmark = pytest.mark.skipif(STRACE is None, reason="strace is not installed")


def traced(cli: Cli, calls: str, *options: str) -> subprocess.CompletedProcess[str]:
    """The act in a process of its own, its calls on the store's files watched or hurt."""
    beside = [cli.store.with_name(cli.store.name + end) for end in ENDINGS]
    return subprocess.run(
        [
            *[str(STRACE), "-f", "-e", f"trace={calls}", *options],
            *[word for file in (cli.store.parent, *beside) for word in ("-P", str(file))],
            *[sys.executable, "-m", "crisiskit", *ACT],
        ],
        cwd=cli.folder,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "",  # compiled once, not for each call
            "PYTHONPYCACHEPREFIX": str(cli.folder / "compiled"),
            "PYTHONHASHSEED": "0",
            "CRISISKIT_STORE": str(cli.store),
            "CRISISKIT_LANG": "en",
            "XDG_STATE_HOME": str(cli.folder / "state"),
        },
        capture_output=True,
        text=True,
        check=False,
    )


def points(cli: Cli) -> list[tuple[str, int]]:
    """The calls on the store's files: name, and which of that name it is."""
    log = cli.folder / "strace.log"
    done = traced(cli, "%file,%desc", "-o", str(log))
    assert done.returncode == 0, done.stderr
    counted: Counter[str] = Counter()
    found = []
    for name in re.findall(r"^\d+ +(\w+)\(", log.read_text(errors="replace"), re.MULTILINE):
        counted[name] += 1
        found.append((name, counted[name]))
    return found


def entries(cli: Cli) -> Counter[str]:
    """What the act wrote, in a store that holds in every link."""
    journal = SqliteJournal(cli.store)
    try:
        (head,) = journal.cases()
        assert journal.verify(head.uid).flaw is None
        return Counter(e.type for e in journal.read(head.uid) if e.command == "c1")
    finally:
        journal.close()


def now() -> datetime:
    """The machine's time, which the other process has too."""
    return datetime.now(UTC).replace(microsecond=0)


ONCE = Counter({"fact_recorded": 1, "step_done": 1})


def again(cli: Cli, ended: subprocess.CompletedProcess[str]) -> list[str]:
    """The command to type again: as it was printed, or as it was typed if nothing was said."""
    printed = [line.strip() for line in ended.stderr.splitlines() if "crisiskit done" in line]
    return shlex.split(printed[0])[1:] if printed else ACT


@pytest.mark.slow
@pytest.mark.parametrize("asking", [True, False])
@pytest.mark.parametrize("fault", ["error=EIO", "error=ENOSPC", "signal=KILL"])
def test_each_call_on_the_store_failing_once(cli: Cli, fault: str, asking: bool) -> None:
    cli.clock.at = now()
    cli.open("data-leak")
    whole = cli.folder / "whole"
    shutil.copytree(cli.store.parent, whole)
    todo = [point for point in points(cli) if (point[0] in ASKING) is asking]
    assert len(todo) > 50
    # Faster; but with it strace sends no signal.
    filtered = [] if fault == "signal=KILL" else ["--seccomp-bpf"]
    outcomes: Counter[int] = Counter()
    for name, number in todo:
        shutil.rmtree(cli.store.parent)
        shutil.copytree(whole, cli.store.parent)
        inject = f"inject={name}:{fault}:when={number}"
        ended = traced(cli, name, *filtered, "-o", "/dev/null", "-e", inject)
        outcomes[ended.returncode] += 1
        judge(cli, ended, f"{inject}\n{ended.stderr}")
    if fault == "signal=KILL":
        assert set(outcomes) == {-9}
    else:
        assert outcomes[74] > 10


def judge(cli: Cli, ended: subprocess.CompletedProcess[str], point: str) -> None:
    """Hold what was said against what is there; then type it again."""
    assert "Traceback" not in ended.stderr, point
    assert ended.returncode in (0, 74, -9), point
    there = entries(cli)
    assert there in (ONCE, Counter()), point  # all of an act or nothing
    if ended.returncode == 0:
        assert there == ONCE, point
    if ended.returncode == 74:
        said = ended.stderr
        assert "NOT saved" not in said or there == Counter(), point
        assert any(w in said for w in ("NOT saved", "NOT CERTAIN", "cannot be read", "not used"))
        assert "--command c1" in said, point
    cli.clock.at = now()
    cli.ok(*again(cli, ended))
    assert entries(cli) == ONCE, point
