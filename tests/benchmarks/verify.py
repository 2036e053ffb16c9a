"""The rate of `verify`, as a share of bare SHA-256 over the same bytes; and the rate of `read`.

The bytes have to come from the file for both. The first line, over bytes that are in memory
already, shows what the reading alone costs.

Run: `python tests/benchmarks/verify.py [EVENTS]`.
"""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from crisiskit.case.events import NewEvent, Signature
from crisiskit.case.store import SqliteJournal

TARGET = 0.5
BATCH = 2000
ROUNDS = 7
AT = "2026-11-21T02:10:56Z"
DATA = {
    "fact": "people_affected",
    "value": 133,
    "status": "confirmed",
    "source": "后台日志第三次核对，安全部与法务部共同确认，截至今日零时" * 6,
}


def filled(path: Path, events: int) -> tuple[SqliteJournal, str]:
    journal = SqliteJournal(path)
    who = ("王律师", "李四", "wang", "duty-laptop", AT)
    news = [NewEvent("fact_recorded", DATA, AT)] * BATCH
    case, _ = journal.open_case(lambda _uid, _code: news, Signature(*who, "c0"), "1121")
    for number in range(1, events // BATCH):
        journal.append(
            case.uid,
            seen=number * BATCH,
            signature=Signature(*who, f"c{number}"),
            decide=lambda _newer: news,
        )
    return journal, case.uid


def hashed(bodies: list[bytes]) -> None:
    for body in bodies:
        sha256(body).digest()


def fetched_and_hashed(path: Path) -> None:
    for (body,) in sqlite3.connect(path).execute("SELECT body FROM event"):
        sha256(body).digest()


def timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def main() -> int:
    events = max(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, BATCH)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "cases.db"
        journal, case = filled(path, events)
        assert journal.verify(case).flaw is None
        bodies = [body for (body,) in sqlite3.connect(path).execute("SELECT body FROM event")]
        acts: dict[str, Callable[[], object]] = {
            "SHA-256 of bytes in memory": lambda: hashed(bodies),
            "SHA-256 of bytes in the file": lambda: fetched_and_hashed(path),
            "verify": lambda: journal.verify(case),
            "read": lambda: journal.read(case),
        }
        turns = [{name: timed(act) for name, act in acts.items()} for _ in range(ROUNDS)]
    seconds = {name: min(turn[name] for turn in turns) for name in acts}
    bare = seconds["SHA-256 of bytes in the file"]
    print(
        f"{len(bodies)} events, {sum(map(len, bodies)) // len(bodies)} bytes each, best of {ROUNDS}"
    )
    print(f"{'':30}{'s':>8}{'events/s':>12}{'share':>8}")
    for name, taken in seconds.items():
        print(f"{name:30}{taken:8.3f}{events / taken:12.0f}{bare / taken:8.2f}")
    share = bare / seconds["verify"]
    print(f"target {TARGET}: {'reached' if share >= TARGET else 'MISSED'}")
    return 0 if share >= TARGET else 1


if __name__ == "__main__":
    raise SystemExit(main())
