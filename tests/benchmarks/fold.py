"""Folding a case from its store: linear, and how many stored events a second.

What is timed is `fold.load` on a store that was just opened: SQLite, JSON, the fold. Run:
`python tests/benchmarks/fold.py [ROUNDS]`.
"""

import gc
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import incident  # type: ignore[import-not-found]  # beside this file

from crisiskit.case import fold
from crisiskit.case.store import SqliteJournal

TARGET = 100_000
"""Events a second."""

SIZES = (1_250, 2_500, 5_000, 10_000)
LINEAR = 1.1
"""How much longer an event may take in the longest case than in one half as long."""


def timed(path: Path) -> float:
    journal = SqliteJournal(path)
    (head,) = journal.cases()
    began = time.perf_counter()
    fold.load(journal, head)
    taken = time.perf_counter() - began
    journal.close()
    return taken


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as name:
        paths = {}
        for size in SIZES:
            print(f"making a store: {size} events", file=sys.stderr)
            paths[size] = Path(name) / f"{size}" / "cases.db"
            incident.store(paths[size], size)
        gc.freeze()  # what the making left behind is not for the fold's collector to walk
        turns = [{size: timed(path) for size, path in paths.items()} for _ in range(rounds)]
    return report(turns)


def report(turns: list[dict[int, float]]) -> int:
    print(f"{'events':>8}{'min ms':>10}{'median':>10}{'max':>10}{'events/s':>12}{'µs each':>10}")
    best = {size: min(turn[size] for turn in turns) for size in SIZES}
    for size in SIZES:
        taken = [turn[size] for turn in turns]
        print(
            f"{size:8}{1000 * min(taken):10.1f}{1000 * median(taken):10.1f}"
            f"{1000 * max(taken):10.1f}{size / median(taken):12.0f}{1e6 * best[size] / size:10.2f}"
        )
    *_shorter, half, longest = SIZES
    rate = longest / median(turn[longest] for turn in turns)
    growth = best[longest] / longest / (best[half] / half)
    print(f"{rate:.0f} events a second, target {TARGET}: {'PASS' if rate >= TARGET else 'FAIL'}")
    print(
        f"an event of the longest case takes {growth:.2f} of one of a case half as long, "
        f"at most {LINEAR}: {'PASS' if growth <= LINEAR else 'FAIL'}"
    )
    return 0 if rate >= TARGET and growth <= LINEAR else 1


if __name__ == "__main__":
    raise SystemExit(main())
