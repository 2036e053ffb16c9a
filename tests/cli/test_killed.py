"""Invariant 1: a whole incident whose every append is killed twice, and loses nothing by it."""

import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, TextIO

import pytest

from crisiskit.case.events import Event
from crisiskit.case.store import SqliteJournal

Cli = Any
Leak = Callable[[Cli, str], str]
Answer = dict[str, Any]

LOOKING = ("next", "status", "cases", "log", "verify", "fact list", "review")
"""Commands of the walk that record nothing, and take no `--command`."""


class Typist:
    """Hands each command line to a process of its own, forked from a warm one.

    Every act has an id. With `kill` it is typed three times: one process is killed in the append
    before its commit, one right after, the third may end.
    """

    def __init__(self, warm: "subprocess.Popen[str]", store: Path, *, kill: bool) -> None:
        self.warm = warm
        self.store = store
        self.kill = kill
        self.acts = 0
        self.kills: Counter[str] = Counter()
        self.known: list[Event] = []

    def __call__(
        self, argv: Sequence[str], *, stdout: TextIO, stderr: TextIO, **around: Any
    ) -> int:
        words = list(argv)
        if not " ".join(words).startswith(LOOKING):
            self.acts += 1
            words += ["--command", f"act-{self.acts}"]
        ended = self.survived(words, around) if self.kill else self.sent(words, "never", around)
        stdout.write(ended["out"])
        stderr.write(ended["err"])
        code: int = ended["code"]
        return code

    def sent(self, words: Sequence[str], moment: str, around: dict[str, Any]) -> Answer:
        """How one process ended with it."""
        order = {
            "argv": words,
            "environ": around["environ"],
            "cwd": str(around["cwd"]),
            "at": around["clock"].now().isoformat(),
            "number": self.acts,
            "moment": moment,
        }
        assert self.warm.stdin is not None
        assert self.warm.stdout is not None
        self.warm.stdin.write(json.dumps(order) + "\n")
        self.warm.stdin.flush()
        answer: Answer = json.loads(self.warm.stdout.readline())
        return answer

    def survived(self, words: Sequence[str], around: dict[str, Any]) -> Answer:
        """What the first process said that was not killed: it found nothing left to append."""
        while "signal" in (ended := self.sent(words, "before", around)):
            assert ended["signal"] == signal.SIGKILL
            assert entries(self.store) == self.known  # what was acknowledged, and no more
            ended = self.sent(words, "after", around)
            assert ended == {"signal": signal.SIGKILL}
            there = entries(self.store)
            added = there[len(self.known) :]
            assert there == [*self.known, *added]
            assert {event.command for event in added} == {f"act-{self.acts}"}
            self.known = there
            self.kills.update(before=1, after=1)
        assert entries(self.store) == self.known  # typed again, it is there once
        return ended


def entries(store: Path) -> list[Event]:
    """What stands in a store, in a chain that holds in every link; nothing before a case."""
    with closing(SqliteJournal(store)) as journal:
        heads = journal.cases()
        for head in heads:
            assert journal.verify(head.uid).flaw is None
        return [event for head in heads for event in journal.read(head.uid)]


@pytest.fixture
def warm() -> Iterator["subprocess.Popen[str]"]:
    """A process that has imported everything and opened nothing."""
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("warm.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        yield process


def walked(cli: Cli, leak: Leak, warm: "subprocess.Popen[str]", *, kill: bool) -> Typist:
    """The leak up to its close, with a note and a task, in a store of its own."""
    cli.store = cli.folder / ("killed" if kill else "spared") / "cases.db"
    typist = cli.run = Typist(warm, cli.store, kill=kill)
    begun = cli.clock.at
    leak(cli, "zh")
    cli.ok("note", "媒体来电：何时答复？", "--from", "媒体")
    cli.ok("task", "给主播同步口径", "--role", "pr")
    cli.ok("done", "t1", "--as", "pr")
    cli.ok("close", "--as", "lead")
    cli.clock.at = begun
    return typist


@pytest.mark.slow
def test_kill_at_every_append_of_an_incident_loses_nothing_and_repeats_nothing(
    cli: Cli, leak: Leak, warm: "subprocess.Popen[str]"
) -> None:
    killed = walked(cli, leak, warm, kill=True)
    spared = walked(cli, leak, warm, kill=False)
    acts = list(dict.fromkeys(event.command for event in killed.known))
    assert len(acts) > 50
    assert killed.kills == {"before": len(acts), "after": len(acts)}
    assert "case_closed" in {event.type for event in killed.known if event.command == acts[-1]}
    assert entries(killed.store) == entries(spared.store)
