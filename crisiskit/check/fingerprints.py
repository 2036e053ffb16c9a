"""Fingerprints: what a finding is known by when lines move and languages change.

The rule, the file, and the step or key it is about; without one, the text of its line. The line
number and the sentence are no part of it. Of equal ones the second is numbered, and so on.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from crisiskit.check.findings import Diagnostic
from crisiskit.check.sources import Sources

Shown = Callable[[str], str]
"""A path as seen from the team's folder."""


def subject(finding: Diagnostic, sources: Sources) -> str:
    """What a finding is about, in words that stay: a step or key, else its line."""
    return finding.about or " ".join(sources.of(finding).split())


def fingerprint(finding: Diagnostic, sources: Sources, shown: Shown) -> str:
    """The fingerprint, without the number of its occurrence."""
    import hashlib

    parts = (finding.rule, shown(finding.path), subject(finding, sources))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def numbered(findings: Iterable[Diagnostic], sources: Sources, shown: Shown) -> list[str]:
    """A fingerprint for each finding, none twice."""
    seen: Counter[str] = Counter()
    made: list[str] = []
    for finding in findings:
        plain = fingerprint(finding, sources, shown)
        seen[plain] += 1
        made.append(plain if seen[plain] == 1 else f"{plain}-{seen[plain]}")
    return made
