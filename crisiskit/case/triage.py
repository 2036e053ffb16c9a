"""Severity as the matrix proposes it, with its reasons; a person sets it (domain.md 4.0)."""

from crisiskit.case.situation import Situation
from crisiskit.lean import dataclass
from crisiskit.playbook.plan import Dimension, Level


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed severity and the rows of the matrix that reach it."""

    level: str
    reasons: tuple[tuple[Dimension, Level], ...]


def propose(situation: Situation) -> Proposal | None:
    """The worst level that any dimension reaches; None while nothing is known."""
    reached: dict[str, list[tuple[Dimension, Level]]] = {}
    for dimension in situation.case.plan.severity:
        for level in sorted(dimension.levels):
            if situation.holds(dimension.levels[level].when):
                reached.setdefault(level, []).append((dimension, dimension.levels[level]))
                break
    if not reached:
        return None
    worst = min(reached)
    return Proposal(worst, tuple(reached[worst]))
