"""What there is to be written about one run."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any

from crisiskit.check.findings import Diagnostic, Severity, at_least
from crisiskit.check.fingerprints import numbered
from crisiskit.check.rules import RuleTable
from crisiskit.check.sources import Sources
from crisiskit.lean import dataclass

if TYPE_CHECKING:
    from crisiskit.check.pages import Page


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of a run, in order, and what is needed to show them.

    `files` are all that were looked at, `here` the folder that paths are shown from, `root` the
    team's folder. `page` gives the page of a rule, None when there is none.
    """

    findings: Sequence[Diagnostic]
    files: Sequence[str]
    sources: Sources
    table: RuleTable
    here: str
    root: str
    fail_on: str
    version: str
    page: "Callable[[str], Page | None]"
    command: str = "lint"
    """What was run."""
    about: Mapping[str, Any] = field(default_factory=dict)
    """What JSON says besides, as plain data."""

    def shown(self, path: str) -> str:
        """A path from where the user stands, with `/`; one that lies elsewhere as it is."""
        return seen_from(self.here, path, self.here)

    def at_home(self, path: str) -> str:
        """A path as seen from the team's folder, wherever the user stands."""
        return seen_from(self.root, path, self.here)

    def code(self, rule: str) -> str | None:
        """The code of a rule; None for one that no table knows."""
        known = self.table.find(rule)
        return known.code if known else None

    def fingerprints(self) -> list[str]:
        """What each finding is known by, none twice."""
        return numbered(self.findings, self.sources, self.at_home)

    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity."""
        kinds = [finding.severity for finding in self.findings]
        return {
            "errors": kinds.count(Severity.ERROR),
            "warnings": kinds.count(Severity.WARNING),
            "infos": kinds.count(Severity.INFO),
        }

    def fails(self, finding: Diagnostic) -> bool:
        """Whether a finding makes the run fail."""
        return finding.unusable or at_least(finding.severity, self.fail_on)


def seen_from(folder: str, path: str, here: str) -> str:
    """A path as seen from a folder it lies in, with `/`; any other as it is.

    A path that is relative counts from `here`.
    """
    whole = os.path.normpath(os.path.join(here, path))  # noqa: PTH118 - a path that may be ""
    within = folder.rstrip(os.sep) + os.sep
    near = whole[len(within) :] if path and whole.startswith(within) else path
    return near.replace(os.sep, "/")
