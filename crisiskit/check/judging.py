"""From what was found to what is told: waivers, then selection, then the baseline."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from crisiskit.check.findings import Diagnostic, in_order
from crisiskit.check.fingerprints import Shown
from crisiskit.check.rules import RuleTable
from crisiskit.check.selection import Selection
from crisiskit.check.sources import Sources
from crisiskit.check.waivers import Entitled, Waiver, anybody, applied
from crisiskit.lean import dataclass

if TYPE_CHECKING:
    from crisiskit.check.baseline import Known


@dataclass(frozen=True, slots=True)
class Found:
    """What files say by themselves: every finding of every rule, the waivers, and which files."""

    findings: Sequence[Diagnostic]
    waivers: Sequence[Waiver]
    files: Sequence[str]


@dataclass(frozen=True, slots=True)
class Lived:
    """A baseline: its file, its entries, and which of them a run can judge."""

    path: str
    known: "Sequence[Known]"
    judged: "Callable[[Known], bool]"


def judge(
    found: Found,
    table: RuleTable,
    selection: Selection,
    today: date,
    sources: Sources,
    shown: Shown,
    lived: Lived | None = None,
    entitled: Entitled = anybody,
) -> list[Diagnostic]:
    """The findings that are told. Waivers come first, so that their use is known for every rule."""
    unwaived = applied(found.findings, found.waivers, table, today, entitled)
    told = _chosen(unwaived, selection, shown)
    if lived is not None:
        from crisiskit.check import baseline

        told, rest = baseline.new(told, lived.known, sources, shown)
        told += _chosen(baseline.stale(rest, lived.path, lived.judged), selection, shown)
    return in_order(told)


def _chosen(findings: Sequence[Diagnostic], selection: Selection, shown: Shown) -> list[Diagnostic]:
    kept = (selection.chosen(finding, shown(finding.path)) for finding in findings)
    return [finding for finding in kept if finding is not None]
