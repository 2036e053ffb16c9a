"""Findings: what is wrong with a file or a text, where, and what to do."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import groupby

from crisiskit.errors import FileError
from crisiskit.lean import dataclass
from crisiskit.yamlfile import BadFile


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


_GRAVEST_FIRST = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding is about, such as the first of two equal ids."""

    message: str
    path: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that resolves a finding: `text` instead of the characters from start to end."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding. Lines and columns count from 1, columns in characters; `end` is line and column.

    `unusable` says that the file could not be read as what it is, so that nothing else is known
    of it (`lint` ends with code 3 then). `about` is what stays the same when lines move: the id of
    a step, or a way of keys; empty where the text of the line has to do.
    """

    rule: str
    severity: Severity
    message: str
    path: str = ""
    line: int | None = None
    column: int | None = None
    end: tuple[int, int] | None = None
    hint: str | None = None
    related: tuple[Related, ...] = ()
    fix: Edit | None = None
    unusable: bool = False
    about: str = ""


def from_error(error: FileError) -> list[Diagnostic]:
    """A file that cannot be used, as findings: one for each of its problems."""
    if not isinstance(error, BadFile):
        return [
            Diagnostic(
                "unreadable",
                Severity.ERROR,
                error.message,
                error.path or "",
                error.line,
                error.column,
                hint=error.hint,
                unusable=True,
            )
        ]
    return [
        Diagnostic(
            problem.rule,
            Severity.ERROR,
            problem.message,
            error.path or "",
            problem.mark.line if problem.mark else None,
            problem.mark.column if problem.mark else None,
            hint=problem.hint,
            unusable=True,
        )
        for problem in error.problems
    ]


def in_order(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """By file and place, each once; at one place the gravest first."""
    ordered: list[Diagnostic] = []
    for _at, there in groupby(sorted(findings, key=_place), key=_place):
        alike = list(there)
        ordered += alike if len(alike) == 1 else dict.fromkeys(alike)
    return ordered


def _place(finding: Diagnostic) -> tuple[str, int, int, int, str]:
    return (
        finding.path,
        finding.line or 0,
        finding.column or 0,
        _GRAVEST_FIRST.index(finding.severity),
        finding.rule,
    )


def at_least(severity: Severity, level: str) -> bool:
    """Whether a severity is as grave as a level; nothing is as grave as `never`."""
    order = [str(one) for one in _GRAVEST_FIRST]
    return level in order and order.index(severity) <= order.index(level)


def worst(findings: Iterable[Diagnostic]) -> Severity | None:
    """The gravest severity among findings; None when there are none."""
    return min((finding.severity for finding in findings), key=_GRAVEST_FIRST.index, default=None)
