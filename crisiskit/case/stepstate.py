"""The states of a step: what `situation` finds, what screens and scripts name."""

from enum import StrEnum


class State(StrEnum):
    """What a step is at a moment."""

    WAITING = "waiting"
    UNDECIDED = "undecided"
    READY = "ready"
    ACTIVE = "active"
    DONE = "done"
    SKIPPED = "skipped"
    NOT_APPLICABLE = "not-applicable"

    @property
    def settled(self) -> bool:
        """Done, skipped or not applicable."""
        return self in {State.DONE, State.SKIPPED, State.NOT_APPLICABLE}

    @property
    def open(self) -> bool:
        """Can be worked on now."""
        return self in {State.READY, State.ACTIVE}
