"""Looking at a rehearsal at any of its moments, and at what was recorded between two of them.

The state of a step follows from the entries and the time, so it is asked at the time of every act,
just before it and just after it, and at the bounds of what is asked about.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cached_property

from crisiskit.case.events import Event
from crisiskit.case.situation import Situation
from crisiskit.clock import instant
from crisiskit.drill.replay import Rehearsal
from crisiskit.lean import dataclass

_INSTANT = timedelta(seconds=1)
"""The smallest step of the clock."""


@dataclass(frozen=True, slots=True)
class Window:
    """From `after` on, and before what happens at `until`; None: unbounded."""

    after: datetime | None = None
    until: datetime | None = None

    def __contains__(self, moment: datetime) -> bool:
        return (self.after is None or moment >= self.after) and (
            self.until is None or moment < self.until
        )


class Probes:
    """The situations of a rehearsal. One is worked out once."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        self.rehearsal = rehearsal
        self._known: dict[tuple[datetime, int], Situation] = {}

    def at_end_of(self, window: Window) -> Situation:
        """How things stood when a window closed: before the acts at `until`, else at the end."""
        return self._last if window.until is None else self.before(window.until)

    def before(self, moment: datetime) -> Situation:
        """How things stood just before a moment."""
        return self._situation(moment - _INSTANT, self._held(moment))

    def within(self, window: Window) -> list[Situation]:
        """Every situation in a window, in order of time."""
        entry = (
            []
            if window.after is None
            else [self._situation(window.after, self._held(window.after))]
        )
        return [*entry, *(one for one in self._all if one.now in window)]

    def first(self, window: Window, holds: Callable[[Situation], bool]) -> Situation | None:
        """The first situation in a window at which something came to hold that did not before."""
        held = window.after is not None and holds(self.before(window.after))
        for situation in self.within(window):
            holding = holds(situation)
            if holding and not held:
                return situation
            held = holding
        return None

    def events(self, kind: str, window: Window) -> list[Event]:
        """The entries of a type that were recorded in a window."""
        return [
            event
            for event in self.rehearsal.events
            if event.type == kind and instant(event.happened_at) in window
        ]

    @cached_property
    def _last(self) -> Situation:
        return self._all[-1]

    @cached_property
    def _all(self) -> list[Situation]:
        return list(self._sequence())

    def _sequence(self) -> Iterator[Situation]:
        moments = self.rehearsal.moments
        for number, moment in enumerate(moments):
            if number and moment.at > moments[number - 1].at:
                yield self._situation(moment.at, number - 1)
            yield self._situation(moment.at, number)

    def _held(self, moment: datetime) -> int:
        """The last act before a moment. Before the opening there is no case but the opening's."""
        earlier = [n for n, one in enumerate(self.rehearsal.moments) if one.at < moment]
        return earlier[-1] if earlier else 0

    def _situation(self, now: datetime, number: int) -> Situation:
        if (now, number) not in self._known:
            case = self.rehearsal.moments[number].case
            self._known[now, number] = Situation(case, now)
        return self._known[now, number]
