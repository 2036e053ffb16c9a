"""The baseline: findings a team has decided to live with for now, so that new ones stand out.

A file of fingerprints with how often each occurs. What is in it is not told; what is in it and not
found any more is, so that it only ever shrinks.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from crisiskit.check.findings import Diagnostic, Severity
from crisiskit.check.fingerprints import Shown, fingerprint, subject
from crisiskit.check.rules import warnings
from crisiskit.check.sources import Sources
from crisiskit.errors import FileError
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.text import quote

RULES = warnings("min", CK910="baseline-stale")

FILE = ".crisiskit-baseline.json"
"""Where it is written when nothing else is said."""

_MARK = "crisiskit-baseline"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Known:
    """A finding that is lived with: `about` is for the reader, `line` where it stands."""

    path: str
    rule: str
    about: str
    fingerprint: str
    count: int
    line: int | None = None


def made(findings: Iterable[Diagnostic], sources: Sources, shown: Shown) -> list[Known]:
    """The baseline that makes a run find nothing but files that cannot be used."""
    counted: Counter[tuple[str, str, str, str]] = Counter()
    for one in findings:
        if not one.unusable:
            about = subject(one, sources)[:80]
            key = (shown(one.path), one.rule, about, fingerprint(one, sources, shown))
            counted[key] += 1
    return [Known(*key, count) for key, count in sorted(counted.items())]


def written(known: Iterable[Known]) -> str:
    """The baseline as a file: a line for each entry, so that merges are easy to read."""
    rows = [
        json.dumps(
            {
                "path": one.path,
                "rule": one.rule,
                "about": one.about,
                "fingerprint": one.fingerprint,
                "count": one.count,
            },
            ensure_ascii=False,
        )
        for one in known
    ]
    body = ",\n".join(f"    {row}" for row in rows)
    listed = f"[\n{body}\n  ]" if rows else "[]"
    return f'{{\n  "{_MARK}": {VERSION},\n  "findings": {listed}\n}}\n'


def read(text: str, path: str) -> list[Known]:
    """The entries of a baseline file. Raises FileError when it is none."""
    try:
        data = json.loads(text)
        rows = {VERSION: data["findings"]}[data[_MARK]]
        lines = {line.strip(): number for number, line in enumerate(text.split("\n"), 1)}
        return [_entry(row, lines) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise FileError(
            _("This is not a baseline that this crisiskit can read."),
            hint=_("Write it again: `crisiskit lint --write-baseline`."),
            path=path,
        ) from None


def _entry(row: dict[str, Any], lines: dict[str, int]) -> Known:
    own = json.dumps(row, ensure_ascii=False)
    return Known(
        str(row["path"]),
        str(row["rule"]),
        str(row["about"]),
        str(row["fingerprint"]),
        int(row["count"]),
        lines.get(own) or lines.get(f"{own},"),
    )


def new(
    findings: Iterable[Diagnostic], known: Iterable[Known], sources: Sources, shown: Shown
) -> tuple[list[Diagnostic], list[tuple[Known, int]]]:
    """The findings that no entry covers, and the entries with how many of theirs were not found."""
    entries = list(known)
    left: Counter[str] = Counter()
    for one in entries:
        left[one.fingerprint] += one.count
    fresh: list[Diagnostic] = []
    for finding in findings:
        print_ = fingerprint(finding, sources, shown)
        if not finding.unusable and left[print_] > 0:
            left[print_] -= 1
        else:
            fresh.append(finding)
    return fresh, [(one, left[one.fingerprint]) for one in entries if left[one.fingerprint] > 0]


def stale(
    rest: Sequence[tuple[Known, int]], path: str, judged: Callable[[Known], bool]
) -> list[Diagnostic]:
    """Findings about entries that nothing answers to any more; `judged`: this run could tell."""
    return [
        Diagnostic(
            "baseline-stale",
            Severity.WARNING,
            _("{rule} in {path} ({about}) is not found any more.").format(
                rule=one.rule, path=quote(one.path), about=quote(one.about)
            ),
            path,
            one.line,
            1 if one.line else None,
            hint=_("Write the baseline again: `crisiskit lint --write-baseline`."),
            about=one.fingerprint,
        )
        for one, _count in rest
        if judged(one)
    ]
