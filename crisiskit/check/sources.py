"""The texts that findings are about, read again when a line of them is to be shown."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path

from crisiskit.check.findings import Diagnostic
from crisiskit.errors import FileError
from crisiskit.yamlfile import read_text


class Sources:
    """Texts by path. What cannot be read has no lines: that is a finding already.

    Findings come file by file, so only the text of the latest file is kept.
    """

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        self._given = dict(given or {})
        self._read = ("", "")
        self._split: tuple[str, Sequence[str]] = ("", [""])
        self._starts: tuple[str, Sequence[int]] = ("", [0])

    def text(self, path: str) -> str:
        """The whole text; empty when it cannot be read."""
        if path in self._given:
            return self._given[path]
        if path != self._read[0]:
            self._read = path, _text(path)
        return self._read[1]

    def line(self, path: str, number: int | None) -> str:
        """A line, counted from 1, without its end; empty when there is none."""
        if path != self._split[0]:
            self._split = path, self.text(path).split("\n")
        lines = self._split[1]
        return lines[number - 1].rstrip("\r") if number and 0 < number <= len(lines) else ""

    def offset(self, path: str, line: int, column: int) -> int:
        """The place of a character in the whole text, counted from 0."""
        if path != self._starts[0]:
            ends = accumulate(len(one) + 1 for one in self.text(path).split("\n"))
            self._starts = path, [0, *ends]
        return self._starts[1][line - 1] + column - 1

    def of(self, finding: Diagnostic) -> str:
        """The line a finding is about."""
        return self.line(finding.path, finding.line)

    def place(self, path: str, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of the character at an offset."""
        before = self.text(path)[:offset]
        return before.count("\n") + 1, offset - before.rfind("\n")


def _text(path: str) -> str:
    try:
        return read_text(Path(path))
    except FileError:
        return ""
