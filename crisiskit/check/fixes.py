"""Fixes: edits that findings propose, made on a text as it is written. Nothing is read or stored.

Comments and layout stay, because only the characters of an edit change. A round takes the edits
that do not overlap, and the result is looked at again, until nothing is left to fix.
"""

import difflib
from collections.abc import Callable, Iterable, Sequence

from crisiskit.check.findings import Diagnostic, Edit
from crisiskit.lean import dataclass

ROUNDS = 5
"""How often a text is looked at again: edits that overlap wait for the next round."""

Look = Callable[[str], Sequence[Diagnostic]]
"""The findings about a text."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text after its fixes, how many were made, and what is still found in it."""

    text: str
    count: int
    left: Sequence[Diagnostic]


def fixed(text: str, look: Look) -> Fixed:
    """A text with all that can be fixed in it. Fixing the result again changes nothing.

    A round after which a file that could be used cannot be used any more is dropped.
    """
    found, count = look(text), 0
    for _round in range(ROUNDS):
        edits = [finding.fix for finding in found if finding.fix is not None]
        changed, made = applied(text, edits)
        if changed == text:
            break
        after = look(changed)
        if _unusable(after) and not _unusable(found):
            break
        text, found, count = changed, after, count + made
    return Fixed(text, count, found)


def applied(text: str, edits: Iterable[Edit]) -> tuple[str, int]:
    """A text with edits made, in order of place, and how many; of two that overlap the first one.

    An edit that reaches beyond the text is left out.
    """
    pieces: list[str] = []
    end = count = 0
    for edit in sorted(dict.fromkeys(edits), key=lambda one: (one.start, one.end, one.text)):
        if edit.start < end or not edit.start <= edit.end <= len(text):
            continue
        if count and edit.start == end == edit.end:  # two insertions at one place
            continue
        pieces += [text[end : edit.start], edit.text]
        end, count = edit.end, count + 1
    return "".join([*pieces, text[end:]]), count


def _unusable(findings: Iterable[Diagnostic]) -> bool:
    return any(finding.unusable for finding in findings)


def difference(before: str, after: str, path: str) -> str:
    """The change of a text as a unified diff."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        f"a/{path}",
        f"b/{path}",
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
