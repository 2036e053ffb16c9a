"""The screen: data on standard output, talk on standard error.

Every text passes `crisiskit.text.safe` on its way to a terminal, and markup does not exist: a style
is given beside the words, never inside them.
"""

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from crisiskit.text import safe

if TYPE_CHECKING:
    from rich.text import Text

STYLES: Mapping[str, str] = {
    "heading": "1",
    "quiet": "2",
    "done": "32",
    "due": "33",
    "late": "1;31",
    "command": "36",
    "drill": "7",
}
"""What can be set off, as SGR codes of the sixteen colours every terminal has. Colour never says
anything alone: the words do. Written here because importing rich costs 5x a bare interpreter:
only `table` does, where a list is read at leisure."""

_RICH_STYLES: Mapping[str, str] = {
    "": "",
    "heading": "bold",
    "quiet": "dim",
    "done": "green",
    "due": "yellow",
    "late": "bold red",
    "command": "cyan",
    "drill": "reverse",
}

Words = str | tuple[str, str]
"""A piece of a line: text, or a style of `STYLES` and the text that has it."""

COLORS = ("auto", "always", "never")


class Screen:
    """Where a command shows things. Raises BrokenPipeError when the reader has gone."""

    def __init__(
        self,
        stdout: TextIO,
        stderr: TextIO,
        *,
        environ: Mapping[str, str],
        color: str = "auto",
    ) -> None:
        self._stdout = stdout
        self._stderr = stderr
        self._environ = environ
        self.color = color
        self._out_colored = _colored(stdout, color, environ)
        self._say_colored = _colored(stderr, color, environ)

    def on(self, stdout: Any, stderr: Any) -> "Screen":
        """A screen like this on other streams."""
        return Screen(stdout, stderr, environ=self._environ, color=self.color)

    @property
    def width(self) -> int:
        """Cells of a line: COLUMNS, else the terminal's, else 80."""
        columns = self._environ.get("COLUMNS", "")
        if columns.isdecimal() and len(columns) < 6 and int(columns) > 0:
            return int(columns)
        for stream in (self._stdout, self._stderr):
            if stream.isatty():
                return os.get_terminal_size(stream.fileno()).columns or 80
        return 80

    def out(self, *words: Words) -> None:
        """A line of data."""
        self._stdout.write(_line(words, colored=self._out_colored) + "\n")

    def table(self, rows: Sequence[Sequence[Words]]) -> None:
        """Rows of data: on a terminal in columns that wrap, elsewhere a plain line each."""
        if rows and self._stdout.isatty():
            self._stdout.flush()
            self._grid(rows)
            return
        for row in rows:
            cells = [_piece(cell, colored=self._out_colored) for cell in row]
            self._stdout.write("  ".join(cell for cell in cells if cell) + "\n")

    def _grid(self, rows: Sequence[Sequence[Words]]) -> None:
        from rich.console import Console
        from rich.table import Table

        grid = Table.grid(padding=(0, 2))
        for number in range(max(map(len, rows))):
            grid.add_column(overflow="fold", no_wrap=number == 0)
        for row in rows:
            grid.add_row(*map(_rich_text, row))
        Console(
            file=self._stdout,
            width=self.width,
            force_terminal=True,
            color_system="standard" if self._out_colored else None,
            markup=False,
            emoji=False,
            highlight=False,
        ).print(grid)

    def say(self, *words: Words) -> None:
        """A line of talk; what is on standard output already comes first."""
        self._stdout.flush()
        self._stderr.write(_line(words, colored=self._say_colored) + "\n")
        self._stderr.flush()

    def document(self, text: str) -> None:
        """A text that must leave exactly as it is; only a terminal sees it made visible."""
        self._stdout.write(safe(text, None, lines=True) if self._stdout.isatty() else text)

    def data(self, value: Any) -> None:
        """JSON; what a terminal would obey or hide is escaped, so it reads back the same."""
        self._stdout.write(json_text(value) + "\n")


def json_text(value: Any, indent: int | None = 2) -> str:
    """JSON for people and scripts: Chinese as it is, everything invisible as JSON escapes."""
    import json

    plain = json.dumps(value, ensure_ascii=False, indent=indent)
    if plain.isascii() and "\x7f" not in plain:
        return plain
    return "".join(
        char if char == "\n" or safe(char) == char else _json_escape(char) for char in plain
    )


def _json_escape(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _rich_text(cell: Words) -> "Text":
    from rich.text import Text

    style, text = cell if isinstance(cell, tuple) else ("", cell)
    return Text(safe(text, None), style=_RICH_STYLES[style])


def _line(words: tuple[Words, ...], *, colored: bool) -> str:
    return "".join(_piece(piece, colored=colored) for piece in words)


def _piece(piece: Words, *, colored: bool) -> str:
    if isinstance(piece, str):
        return safe(piece, None, lines=True)
    style, text = piece
    shown = safe(text, None, lines=True)
    return f"\x1b[{STYLES[style]}m{shown}\x1b[0m" if colored else shown


def _colored(stream: TextIO, color: str, environ: Mapping[str, str]) -> bool:
    """no-color.org first, then FORCE_COLOR, then whether a terminal is there."""
    if color != "auto":
        return color == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR", "") not in ("", "0"):
        return True
    return environ.get("TERM") != "dumb" and stream.isatty()
