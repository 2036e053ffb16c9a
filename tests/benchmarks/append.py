"""The rate of one durable chained append, as a share of a bare insert with the same pragmas.

Both are measured in turns within one run, so that what else the machine does hits both. Run:
`python tests/benchmarks/append.py [ROUNDS]`.
"""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from crisiskit.case.events import NewEvent, Signature
from crisiskit.case.store import SqliteJournal

TARGET = 0.85
BLOCK = 20
AT = "2026-11-21T02:10:56Z"
DATA = {
    "fact": "people_affected",
    "value": 133,
    "status": "confirmed",
    "source": "后台日志第三次核对，安全部与法务部共同确认，截至今日零时" * 6,
}


def bare(folder: Path, body: bytes) -> Callable[[], object]:
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    for pragma in ("journal_mode=TRUNCATE", "synchronous=EXTRA", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE event(id INTEGER PRIMARY KEY, body BLOB NOT NULL)")

    def insert() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO event(body) VALUES (?)", (body,))
        connection.execute("COMMIT")

    return insert


def chained(folder: Path) -> tuple[Callable[[], object], int]:
    journal = SqliteJournal(folder / "chained.db")
    numbers = iter(range(10**9))

    def signature() -> Signature:
        command = f"0192f0c1-5c1f-7c00-8000-{next(numbers):012d}"
        return Signature("王律师", "李四", "wang", "duty-laptop", AT, command)

    case, _ = journal.open_case(
        lambda _uid, _code: [NewEvent("case_opened", {}, AT)], signature(), "1121"
    )
    seen = 1

    def append() -> None:
        nonlocal seen
        done = journal.append(
            case.uid,
            seen=seen,
            signature=signature(),
            decide=lambda _newer: [NewEvent("fact_recorded", DATA, AT)],
        )
        seen = done.own[-1].seq

    append()
    size = (
        sqlite3.connect(journal.path).execute("SELECT max(length(body)) FROM event").fetchone()[0]
    )
    return append, size


def timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _ in range(BLOCK):
        act()
    return (time.perf_counter() - began) / BLOCK


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as name:
        append, size = chained(Path(name))
        insert = bare(Path(name), b"x" * size)
        timed(append), timed(insert)
        pairs = [(timed(insert), timed(append)) for _ in range(rounds)]
    bare_s, chained_s = median(b for b, _ in pairs), median(c for _, c in pairs)
    share = bare_s / chained_s
    print(f"one commit each, bodies of {size} bytes, {rounds * BLOCK} commits, medians of {BLOCK}")
    print(f"{'':24}{'µs':>8}{'per s':>10}{'share':>8}")
    print(f"{'bare insert':24}{bare_s * 1e6:8.0f}{1 / bare_s:10.0f}{1:8.2f}")
    print(f"{'chained append':24}{chained_s * 1e6:8.0f}{1 / chained_s:10.0f}{share:8.2f}")
    print(f"target {TARGET}: {'reached' if share >= TARGET else 'MISSED'}")
    return 0 if share >= TARGET else 1


if __name__ == "__main__":
    raise SystemExit(main())
