"""Run command lines, each in a fork of one warm process; some are killed where they append.

    python tests/cli/warm.py

Reads an order on each line of standard input, a JSON object, and answers it on a line: `code`,
`out` and `err`, or `signal`. An order names the command line, its `environ`, folder and time, a
number from which salts follow, and when it is to die: before a commit, after it, or never.
"""

import io
import json
import os
import pkgutil
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

import crisiskit
from crisiskit.case import appending
from crisiskit.case.journal import Appended, Journal
from crisiskit.case.store import SqliteJournal
from crisiskit.cli.main import run
from crisiskit.clock import VirtualClock

UID = f"{1:032x}"


def dying(act: Callable[..., Any]) -> Callable[..., Any]:
    """An append that is the last thing the process does, if it adds anything."""

    def appends(*args: Any, **more: Any) -> Any:
        result = act(*args, **more)
        appended = result if isinstance(result, Appended) else result[1]
        if appended.own and not appended.repeated:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return appends


def doomed(moment: str) -> None:
    """Let this process die when all is written and nothing committed, or right after the commit."""
    place: Any = {"before": appending, "after": SqliteJournal}[moment]
    for name in ("append", "open_case"):
        setattr(place, name, dying(getattr(place, name)))


def carried_out(order: dict[str, Any]) -> dict[str, Any]:
    """One command line in this process, on a journal that nobody else has."""
    salts = (number.to_bytes(16, "big") for number in count(order["number"] << 32))

    def journal(path: Path) -> Journal:
        return SqliteJournal(path, new_uid=lambda: UID, new_salt=lambda: next(salts))

    if order["moment"] != "never":
        doomed(order["moment"])
    out, err = io.StringIO(), io.StringIO()
    code = run(
        order["argv"],
        stdin=io.StringIO(),
        stdout=out,
        stderr=err,
        environ=order["environ"],
        cwd=Path(order["cwd"]),
        clock=VirtualClock(datetime.fromisoformat(order["at"])),
        journal=journal,
    )
    return {"code": int(code), "out": out.getvalue(), "err": err.getvalue()}


def forked(order: dict[str, Any]) -> dict[str, Any]:
    """The same in a child; `signal` when that was killed."""
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        with os.fdopen(there, "w", encoding="utf-8") as answer:
            json.dump(carried_out(order), answer)
        os._exit(0)
    os.close(there)
    with os.fdopen(here, encoding="utf-8") as answer:
        said = answer.read()
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return {"signal": os.WTERMSIG(status)}
    found: dict[str, Any] = json.loads(said)
    return found


def main() -> None:
    """Warm up, then do as told until the orders end."""
    for module in pkgutil.walk_packages(crisiskit.__path__, "crisiskit."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(forked(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
