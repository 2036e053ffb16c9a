"""What is wrong with a file: problems with a place, and the error that carries them."""

from collections.abc import Sequence
from typing import NamedTuple

from crisiskit.errors import FileError
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.text import nearest, quote

Location = tuple[str | int, ...]
"""The way from the top of a file to a value: keys of maps, indexes of lists."""

MAX_PROBLEMS = 20
"""Problems of one file that are told; after so many one edits and tries again."""

SHOWN = 5
"""Further problems that the hint of an error lists."""

NAMES_SHOWN = 20
"""Right names that are listed for a wrong one."""


class Mark(NamedTuple):
    """A place in a file; both count from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that stops a file from being used."""

    rule: str
    message: str
    mark: Mark | None = None
    hint: str | None = None


class BadFile(FileError):  # noqa: N818 - named for the file, like the problems it carries
    """A file that cannot be used, with all that was found wrong; the first gives the message."""

    def __init__(self, path: str, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__(
            first.message,
            hint=_with_more(first.hint, problems[1:]),
            path=path,
            line=first.mark.line if first.mark else None,
            column=first.mark.column if first.mark else None,
        )
        self.problems = tuple(problems)


def _with_more(hint: str | None, further: Sequence[Problem]) -> str | None:
    lines = [hint] if hint else []
    lines += [
        _("Also in line {line}: {message}").format(line=problem.mark.line, message=problem.message)
        if problem.mark
        else problem.message
        for problem in further[:SHOWN]
    ]
    if len(further) > SHOWN:
        lines.append(_("… and {count} more.").format(count=len(further) - SHOWN))
    return "\n".join(lines) or None


def one_of(name: str, names: list[str]) -> str | None:
    """The cure for a wrong name: the nearest one, else all that are right."""
    meant = nearest(name, names)
    if meant is not None:
        return _("Did you mean {name}?").format(name=quote(meant))
    if not names:
        return None
    shown = ", ".join(names[:NAMES_SHOWN]) + (", …" if len(names) > NAMES_SHOWN else "")
    return _("It may be: {names}.").format(names=shown)
