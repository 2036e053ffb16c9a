"""What a text must not hold before any parser sees it."""

import re
from itertools import islice

from crisiskit.language import _
from crisiskit.text import quote
from crisiskit.yamlfile.problems import MAX_PROBLEMS, Mark, Problem

MAX_ENTRIES = 60_000
"""Entries of maps and lists: room for a thousand steps with all they may say."""

# YAML's parsers take NEL and the two Unicode separators for line ends, and editors do not. The
# bidirectional marks make a reader see another order than is there.
_BIDI = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROL = rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{_BIDI}\ufeff\ufffe\uffff\ud800-\udfff]"
CONTROL = re.compile(rf"\t|{_CONTROL}")
"""Characters that no text of a file may hold, not even escaped."""

_RAW = re.compile(rf"\t|(?!\r\n){_CONTROL}")
_SEPARATORS = (",", "\n", ":", "[", "{", "- ")


def unfit(text: str, first_line: int = 1) -> list[Problem]:
    """What stops a text from being parsed: tabs, control characters, too many entries."""
    problems = []
    if CONTROL.search(text):  # a quick look; it takes the line ends of Windows for one as well
        problems = [
            _character(found[0], _mark(text, found.start(), first_line))
            for found in islice(_RAW.finditer(text), MAX_PROBLEMS)
        ]
    if len(text) > MAX_ENTRIES and sum(map(text.count, _SEPARATORS)) > MAX_ENTRIES:
        problems.append(Problem("too-large", _("This file has more than 60,000 entries.")))
    return problems


def _character(found: str, mark: Mark) -> Problem:
    if found == "\t":
        return Problem("tab", _("A tab stands here."), mark, _("Indent with blanks."))
    message = _("A control character stands here: {found}.").format(found=quote(found))
    return Problem("control-character", message, mark, _("Delete it."))


def _mark(text: str, index: int, first_line: int) -> Mark:
    before = text.rfind("\n", 0, index)
    return Mark(text.count("\n", 0, index) + first_line, index - before)
