"""Severity as the matrix proposes it, with its reasons; a person sets it (domain.md 4.0)."""

from crisiskit.case.situation import Situation
from crisiskit.lean import dataclass
from crisiskit.playbook.plan import Dimension, Level


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed severity and the rows of the matrix that reach it."""

    level: str
    reasons: tuple[tuple[Dimension, Level], ...]
    unknown: tuple[Dimension, ...]

    @property
    def safe(self) -> bool:
        """Whether nobody has to look twice: it is grave already, or nothing can make it worse."""
        return self.level in GRAVE or not self.unknown


GRAVE = frozenset({"P1", "P2"})
"""The levels that call the executive team (domain.md 4.0): more is done about them, not less."""


def propose(situation: Situation) -> Proposal | None:
    """The worst level that any dimension reaches; None while nothing is known."""
    reached: dict[str, list[tuple[Dimension, Level]]] = {}
    unknown = []
    for dimension in situation.case.plan.severity:
        level = _reached(situation, dimension)
        if level is None:
            unknown.append(dimension)
        else:
            reached.setdefault(level, []).append((dimension, dimension.levels[level]))
    if not reached:
        return None
    worst = min(reached)
    return Proposal(worst, tuple(reached[worst]), tuple(unknown))


def _reached(situation: Situation, dimension: Dimension) -> str | None:
    """The worst level of a dimension that holds; None when what it asks about is not known."""
    levels = dimension.levels
    return next((name for name in sorted(levels) if situation.holds(levels[name].when)), None)
