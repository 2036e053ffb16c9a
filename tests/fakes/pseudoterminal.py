"""A program on a pseudo-terminal, and the screen on which a responder would see it."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
import pyte

ROOT = Path(__file__).parents[2]

PATIENCE = 60
"""Seconds for words to come, on a machine that is busy."""


class PseudoTerminal:
    """A terminal of 24 rows; everything it ever showed can be read."""

    def __init__(self, folder: Path, *command: str, columns: int, **environ: str) -> None:
        self.screen = pyte.HistoryScreen(columns, 24, history=5000)
        self._stream = pyte.Stream(self.screen)
        around = {
            "TERM": "xterm",
            "LANG": "C.UTF-8",
            "INPUTRC": "/dev/null",
            "VISUAL": "",
            "EDITOR": "",
        }
        around |= {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", **environ}
        ours = {name: os.environ[name] for name in os.environ.keys() - {"COLUMNS", "LC_ALL"}}
        self.process = pexpect.spawn(
            command[0],
            list(command[1:]),
            env=ours | around,
            cwd=str(folder),
            dimensions=(24, columns),
            encoding="utf-8",
            timeout=PATIENCE,
        )

    def read(self) -> bool:
        """Read what is being drawn; False when nothing is."""
        try:
            self._stream.feed(self.process.read_nonblocking(4096, timeout=0.1))
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        return True

    def settle(self) -> None:
        """Read until nothing more is drawn: the editor has the terminal now."""
        while self.read():
            pass

    def until(self, holds: Callable[[], bool]) -> None:
        """Read until something holds of what is shown."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"it never came:\n{self.text()}"
            self.read()

    def rows(self) -> list[str]:
        """Every row, those that have scrolled away first."""
        columns = range(self.screen.columns)
        gone = ["".join(row[x].data for x in columns) for row in self.screen.history.top]
        return [row.rstrip() for row in [*gone, *self.screen.display]]

    def text(self) -> str:
        """The rows as they stand."""
        return "\n".join(self.rows())

    def unwrapped(self) -> str:
        """The words whatever rows they stand on."""
        return "".join(self.rows())

    def type(self, keys: str) -> None:
        """Press keys."""
        self.process.send(keys)

    def ended(self) -> int:
        """The exit code, when everything was read."""
        self.until(lambda: not self.process.isalive())
        self.settle()
        status = self.process.exitstatus
        assert isinstance(status, int)
        return status

    def close(self) -> None:
        """End the program, however far it is."""
        self.process.close(force=True)
