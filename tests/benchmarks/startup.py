"""What a command costs, as a multiple of a bare interpreter: whole processes, from outside.

Each command takes turns with `python -c pass` in one run, so that what else the machine does hits
both; a ratio is of neighbours. `best` is the quickest run over the quickest bare one; `cpu` counts
only the time on a processor, which neighbours disturb least. The cases lie on disk, with every
sync. Run it where crisiskit is installed and no development tool hooks into the interpreter:
`python tests/benchmarks/startup.py [ROUNDS]`.
"""

import fcntl
import os
import shutil
import signal
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import NamedTuple

import incident  # type: ignore[import-not-found]  # beside this file

ENTRY = "import sys; from crisiskit.__main__ import main; sys.exit(main())"
"""What an installed `crisiskit` script does."""

PROMPT = b"> "
LINES_AND_CELLS = (24, 80)
CLOSED = 20
"""Closed cases of 1000 events in a store where one is open."""

Stores = Mapping[str, Path]


class Taken(NamedTuple):
    """Seconds of one process: on the clock, and on a processor."""

    wall: float
    cpu: float


@dataclass(slots=True)
class Command:
    """A command, the store it works on, and how many times the bare interpreter it may take.

    `records`: it works on a fresh copy each time. `screen`: it runs at a terminal, and with
    `asks` it has ended when it asks for the first time.
    """

    words: str
    target: float
    store: str = ""
    records: bool = False
    screen: bool = False
    asks: bool = False
    bare: list[Taken] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The row of the table."""
        return f"{self.words}{f', {self.store}' if self.store else ''}"

    @property
    def best(self) -> float:
        """The quickest run over the quickest bare one."""
        return min(self.taken).wall / min(self.bare).wall

    @property
    def ratios(self) -> list[float]:
        """Each run over the bare run before it."""
        return [taken.wall / bare.wall for taken, bare in zip(self.taken, self.bare, strict=True)]

    @property
    def cpu(self) -> float:
        """The same of the time on a processor, in the middle."""
        return median(t.cpu / b.cpu for t, b in zip(self.taken, self.bare, strict=True))

    @property
    def passes(self) -> bool:
        """Whether the target is met, by the median of the clock."""
        return median(self.ratios) <= self.target


def commands() -> list[Command]:
    return [
        Command("--version", 1.5),
        Command("--help", 8),
        Command("next --json", 10, "1000 events"),
        Command("done freeze --as lead", 10, "1000 events", records=True),
        Command("status", 14, "1000 events", screen=True),
        Command("resume", 20, "10000 events", screen=True, asks=True),
        Command("next --json", 10, f"1000 events and {CLOSED} closed cases"),
    ]


def stores(folder: Path) -> Stores:
    wanted = {"1000 events": (1000, 0), "10000 events": (10_000, 0)}
    wanted[f"1000 events and {CLOSED} closed cases"] = (1000, CLOSED)
    made = {}
    for number, (name, (events, closed)) in enumerate(wanted.items()):
        print(f"making a store: {name}", file=sys.stderr)
        made[name] = folder / f"{number}" / "cases.db"
        incident.store(made[name], events, closed)
    return made


def environment(folder: Path, store: Path) -> dict[str, str]:
    own = {"CRISISKIT_STORE": str(store), "CRISISKIT_LANG": "zh", "CRISISKIT_PLAIN": "1"}
    world = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return {"HOME": str(folder), "LANG": "C.UTF-8", "TERM": "xterm-256color", **world, **own}


def bare(environ: Mapping[str, str]) -> Taken:
    return quiet(["-c", "pass"], environ)


def quiet(words: Sequence[str], environ: Mapping[str, str]) -> Taken:
    """A process whose output nobody reads."""
    nothing = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]
    began = time.perf_counter()
    pid = os.posix_spawn(sys.executable, [sys.executable, *words], environ, file_actions=nothing)
    code, cpu = _ended(pid)
    taken = Taken(time.perf_counter() - began, cpu)
    assert code == 0, words
    return taken


def shown(words: Sequence[str], environ: Mapping[str, str], *, asks: bool) -> Taken:
    """A process at a terminal, to its end or its first question."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *LINES_AND_CELLS, 0, 0))
    terminal = os.ttyname(theirs)
    at_it = [(os.POSIX_SPAWN_OPEN, fd, terminal, os.O_RDWR, 0) for fd in (0, 1, 2)]
    began = time.perf_counter()
    pid = os.posix_spawn(
        sys.executable, [sys.executable, *words], environ, file_actions=at_it, setsid=True
    )
    os.close(theirs)
    seen = _read(ours, until=PROMPT if asks else None)
    taken = time.perf_counter() - began
    if asks:
        os.kill(pid, signal.SIGKILL)
    code, cpu = _ended(pid)
    os.close(ours)
    assert seen.endswith(PROMPT) if asks else code == 0, seen.decode()
    return Taken(taken, cpu)


def _ended(pid: int) -> tuple[int, float]:
    """How a process ended, and its seconds on a processor."""
    _pid, status, used = os.wait4(pid, 0)
    return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime


def _read(terminal: int, *, until: bytes | None) -> bytes:
    seen = b""
    while until is None or not seen.endswith(until):
        try:
            more = os.read(terminal, 65536)
        except OSError:  # Linux, when nobody holds the other end any more
            return seen
        if not more:
            return seen
        seen += more
    return seen


def run(command: Command, made: Stores, folder: Path) -> Taken:
    store = made.get(command.store, folder / "none" / "cases.db")
    if command.records:
        shutil.rmtree(folder / "copy", ignore_errors=True)
        (folder / "copy").mkdir()
        store = Path(shutil.copy2(store, folder / "copy" / store.name))
    words = ["-c", ENTRY, *command.words.split()]
    environ = environment(folder, store)
    if command.screen:
        return shown(words, environ, asks=command.asks)
    return quiet(words, environ)


def measure(rows: Sequence[Command], made: Stores, folder: Path, rounds: int) -> None:
    plain = environment(folder, folder)
    for row in rows:
        run(row, made, folder)  # compiles the bytecode, fills the page cache
    for _ in range(rounds):
        for row in rows:
            row.bare.append(bare(plain))
            row.taken.append(run(row, made, folder))


def table(rows: Sequence[Command]) -> None:
    everything = [1000 * taken.wall for row in rows for taken in row.bare]
    print(f"{sys.version.split()[0]}, bare interpreter {_span(everything)} ms (min / median / max)")
    print(f"{'':46}{'best':>7}{'min / median / max':>24}{'cpu':>7}{'ms':>7}{'target':>8}")
    for row in rows:
        middle = 1000 * median(taken.wall for taken in row.taken)
        print(
            f"{row.name:46}{row.best:7.1f}{_span(row.ratios):>24}{row.cpu:7.1f}{middle:7.0f}"
            f"{row.target:8.1f}  {'PASS' if row.passes else 'FAIL'}"
        )


def _span(numbers: Sequence[float]) -> str:
    return " / ".join(f"{n:.1f}" for n in (min(numbers), median(numbers), max(numbers)))


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    rows = commands()
    with tempfile.TemporaryDirectory() as name:
        made = stores(Path(name))
        measure(rows, made, Path(name), rounds)
    table(rows)
    return 0 if all(row.passes for row in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
