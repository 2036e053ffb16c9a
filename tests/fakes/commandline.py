"""The command line in process: a test types, time stands still, and what was said comes back."""

import io
import json
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from crisiskit.case.store import SqliteJournal
from crisiskit.cli.main import run
from crisiskit.clock import VirtualClock
from crisiskit.ui.prompter import Prompter
from crisiskit.ui.scripted import ScriptedPrompter
from tests.fakes.streams import Terminal

NOW = datetime(2026, 11, 21, 2, 10, 0, tzinfo=UTC)
"""10:10 on a Saturday in Shanghai."""


@dataclass(frozen=True)
class Ended:
    """How a command line ended, and what the prompter had said by then."""

    code: int
    out: str
    err: str
    said: Sequence[str] = field(default=(), compare=False)

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Cli:
    """Types command lines in a folder; `clock.at` moves only when a test moves it.

    `run` is what a command line is handed to, with `machine` and `journal`. What that has opened is
    closed when the command has ended, as with a process.
    """

    folder: Path
    store: Path
    environ: dict[str, str] = field(default_factory=dict)
    clock: VirtualClock = field(default_factory=lambda: VirtualClock(NOW))
    machine: tuple[str, str] | None = None
    journal: Callable[[Path], SqliteJournal] = SqliteJournal
    run: Callable[..., int] = run

    def __call__(
        self,
        *argv: str,
        answers: Sequence[str] | None = None,
        prompter: Prompter | None = None,
        stdin: str = "",
        terminal: bool = False,
        **environ: Any,
    ) -> Ended:
        """One command; a `terminal` is told to be one by standard output."""
        out, err = (Terminal() if terminal else io.StringIO()), io.StringIO()
        scripted = None if answers is None else ScriptedPrompter(answers)
        with ExitStack() as opened:
            code = self.run(
                argv,
                stdin=io.StringIO(stdin),
                stdout=out,
                stderr=err,
                environ={
                    "CRISISKIT_LANG": "en",
                    "CRISISKIT_STORE": str(self.store),
                    "XDG_STATE_HOME": str(self.folder / "state"),
                    "XDG_CACHE_HOME": str(self.folder / ".cache"),
                    "COLUMNS": "80",
                    **self.environ,
                    **environ,
                },
                cwd=self.folder,
                clock=self.clock,
                prompter=scripted or prompter,
                machine=self.machine,
                journal=lambda path: opened.enter_context(closing(self.journal(path))),
            )
        return Ended(code, out.getvalue(), err.getvalue(), scripted.said if scripted else ())

    def ok(self, *argv: str, **more: Any) -> Ended:
        """A command that must go well."""
        ended = self(*argv, **more)
        assert ended.code == 0, (argv, ended.err)
        return ended

    def data(self, *argv: str, **more: Any) -> Any:
        """What a command gives as JSON."""
        return self.ok(*argv, "--json", **more).json

    def write(self, name: str, content: str | bytes) -> Path:
        """A file of the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def later(self, **delta: float) -> None:
        """Let time pass."""
        self.clock.at += timedelta(**delta)
