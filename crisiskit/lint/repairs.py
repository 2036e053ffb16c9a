"""Fixes for what stops a file from being read: proposed only where one cure is certain.

The reader says what is wrong and where; what to write instead is worked out here, from the line.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from crisiskit.check import Diagnostic, Edit
from crisiskit.text import is_han

_HANGING = re.compile(
    r"^(?P<before> *(?:- +)*(?:[A-Za-z_][\w-]*: +))(?P<words>[^\s'\"|>{\[].*?) *$"
)
"""A key and its words on one line, in block style."""

_ITEM = re.compile(r"^(?P<before> *(?:- +)+)(?P<words>[^\s'\"|>{\[].*?) *$")
_KEY_WITHIN = re.compile(r": |:$")
_VALUE = re.compile(r"[^\s,\]}#:]+")


def proposed(findings: Iterable[Diagnostic], path: str, text: str) -> list[Diagnostic]:
    """The findings, those about the text of this path with a fix where there is a certain one."""
    return [_with_fix(one, text) if one.path == path else one for one in findings]


def _with_fix(finding: Diagnostic, text: str) -> Diagnostic:
    cure = _CURES.get(finding.rule)
    if cure is None or finding.fix is not None or finding.line is None or finding.column is None:
        return finding
    start = _start_of(text, finding.line)
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)].rstrip("\r")
    edit = cure(line, finding.column - 1)
    if edit is None:
        return finding
    return replace(finding, fix=Edit(start + edit.start, start + edit.end, edit.text))


def _start_of(text: str, line: int) -> int:
    start = 0
    for _line in range(line - 1):
        start = text.find("\n", start) + 1
        if start == 0:
            return len(text)
    return start


def _tab(line: str, column: int) -> Edit | None:
    """A tab after words is one blank; at the end of a line, nothing. An indentation is a guess."""
    if not line[:column].strip() or line[column : column + 1] != "\t":
        return None
    end = column
    while line[end : end + 1] in ("\t", " ") and end < len(line):
        end += 1
    return Edit(column, end, "" if end == len(line) else " ")


def _comment(line: str, column: int) -> Edit | None:
    """Words with ` #more` go into quotation marks, if they stand alone with their key."""
    found = _HANGING.match(line) or _ITEM.match(line)
    if found is None or not found.start("words") < column <= found.end("words"):
        return None
    words = found["words"]
    if _KEY_WITHIN.search(words):
        return None
    quoted = "'" + words.replace("'", "''") + "'"
    return Edit(found.start("words"), found.end("words"), quoted)


def _comma(line: str, column: int) -> Edit | None:
    """The comma that ends `先停售,再核实` in braces: between Chinese it was meant in full width."""
    around = (line[column - 2 : column - 1], line[column : column + 1])
    if line[column - 1 : column] != "," or not all(map(is_han, around)):
        return None
    return Edit(column - 1, column, "，")


def _full_width(line: str, column: int) -> Edit | None:
    """`３０ｍ` and `verify－facts` as they are typed without a Chinese input method."""
    found = _VALUE.match(line, column)
    if found is None:
        return None
    plain = unicodedata.normalize("NFKC", found[0])
    if plain == found[0] or not re.fullmatch(r"[a-z0-9][a-z0-9._:-]*", plain):
        return None
    return Edit(found.start(), found.end(), plain)


_CURES: Mapping[str, Callable[[str, int], Edit | None]] = {
    "tab": _tab,
    "comment-in-text": _comment,
    "comma-in-text": _comma,
    "bad-form": _full_width,
    "unknown-name": _full_width,
}
"""By rule."""
