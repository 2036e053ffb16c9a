"""What a rehearsal is judged with: its situations, its entries, the time that is asked about."""

from collections.abc import Callable
from datetime import datetime

from crisiskit.case.events import Event
from crisiskit.case.situation import Situation
from crisiskit.clock import local, stamp
from crisiskit.drill.probes import Probes, Window
from crisiskit.drill.replay import Rehearsal
from crisiskit.lean import dataclass
from crisiskit.scenario.form import Expectation


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether an expectation is met, and a sentence why."""

    met: bool
    why: str


class Bench:
    """A rehearsal, ready to be judged."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        self.rehearsal = rehearsal
        self.plan = rehearsal.plan
        self.probes = Probes(rehearsal)

    def window(self, expected: Expectation) -> Window:
        """The time that an expectation is bound to."""
        moment = self.rehearsal.scenario.moment
        return Window(
            moment(expected.after) if expected.after else None,
            moment(expected.until) if expected.until else None,
        )

    def end(self, expected: Expectation) -> Situation:
        """How things stood when that time was over."""
        return self.probes.at_end_of(self.window(expected))

    def came_about(self, expected: Expectation, holds: Callable[[Situation], bool]) -> bool:
        """Whether something holds at the end, and, with `after`, did not hold before."""
        window = self.window(expected)
        before = window.after is not None and holds(self.probes.before(window.after))
        return holds(self.probes.at_end_of(window)) and not before

    def events(self, expected: Expectation, kind: str) -> list[Event]:
        """The entries of a type in that time."""
        return self.probes.events(kind, self.window(expected))

    def clock(self, moment: datetime) -> str:
        """An instant as the scenario would write it."""
        zone = self.rehearsal.scenario.form.timezone
        return local(stamp(moment), zone).strftime("%Y-%m-%dT%H:%M")
