"""A case at a moment: the state of every step, derived and never stored (design section 3).

Everything is a pure function of the case and `now`, remembered for the life of the object; an act
makes a new situation.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from crisiskit.case.records import StepRecord
from crisiskit.case.state import Case
from crisiskit.case.stepstate import State
from crisiskit.case.surroundings import Surroundings
from crisiskit.case.timeline import SettledAt, Timeline
from crisiskit.clock import instant
from crisiskit.lean import dataclass
from crisiskit.playbook import conditions
from crisiskit.playbook.durations import add
from crisiskit.playbook.plan import Approve, Condition, Need, Publish, Repeat, Step, Wait


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a step cannot be done: the step, phase, fact or time that it waits for."""

    kind: str
    name: str
    owner: str | None = None


class Situation:
    """The case at `now`; when its steps became what they are is in `times`."""

    def __init__(self, case: Case, now: datetime) -> None:
        self.case = case
        self.now = now
        self._env = Surroundings(case, now)
        self._truths: dict[str, bool | None] = {}
        self._states: dict[str, State] = {}
        self._met: dict[str, bool] = {}
        self._settled_at: dict[str, SettledAt] = {}

    @property
    def times(self) -> Timeline:
        """When its steps became what they are.

        Made when asked for: a situation that kept it would be a ring, which only the collector
        frees, and that comes by rarely here.
        """
        return Timeline(self, self._env, self._settled_at)

    # Conditions -----------------------------------------------------------------------------

    def holds(self, condition: Condition | None) -> bool | None:
        """Whether a condition holds; None when a fact it needs is unknown."""
        return True if condition is None else conditions.evaluate(condition.tree, self._env)

    def moment(self, name: str) -> datetime | None:
        """A time that is known; of a date its first instant where the case is."""
        return self._env.moment(name)

    def truth(self, step: Step) -> bool | None:
        """Whether a step's `when` holds."""
        if step.id not in self._truths:
            self._truths[step.id] = self.holds(step.when)
        return self._truths[step.id]

    def unknowns(self, step: Step) -> tuple[str, ...]:
        """The facts that leave a step undecided."""
        if step.when is None:
            return ()
        return conditions.unknowns(step.when.tree, self._env)

    # State ----------------------------------------------------------------------------------

    def state(self, step: Step) -> State:
        """The state of a step."""
        if step.id not in self._states:
            for each in self.case.needs_first(step, self._states):
                self._states[each.id] = state = self._state(each)
                if state in _FALLEN_OUT:
                    self._handed_on(each)
        return self._states[step.id]

    def _state(self, step: Step) -> State:
        record = self.case.record(step.id)
        if record.skipped_at is not None:
            return State.SKIPPED
        if self.is_done(step, record):
            return State.DONE
        truth = self.truth(step)
        if truth is False:
            return State.NOT_APPLICABLE
        if not self.may_start(step):
            return State.WAITING
        if truth is None:
            return State.UNDECIDED
        if step.kind == "wait" or (step.kind == "repeat" and not self.round_due(step, record)):
            return State.WAITING
        return State.ACTIVE if self._begun(step, record) else State.READY

    def _begun(self, step: Step, record: StepRecord) -> bool:
        if record.claimed_by or record.ticked or record.published:
            return True
        if step.kind == "draft":
            document = self.case.document_of(step.id)
            return (
                document is not None
                and document.rejected is None
                and document.current.seq > record.since
            )
        return bool(self.signed(step))

    def is_done(self, step: Step, record: StepRecord) -> bool:
        """Whether a step has been done in its present iteration."""
        action = step.action
        if isinstance(action, Publish):
            return all(c in record.published or c in record.waived for c in action.channels)
        if record.done_at is not None or record.settled_at is not None:
            return True
        if step.kind == "draft":
            return self._drafted(step, record)
        if isinstance(action, Approve):
            return len(self.signed(step)) >= action.need
        if isinstance(action, Wait):
            return self.times.wait_is_over(step, action)
        if isinstance(action, Repeat) and self.truth(step) is not False:
            ended = self.case.closed_at is not None
            return ended or (action.until is not None and self.holds(action.until) is True)
        return False

    def _drafted(self, step: Step, record: StepRecord) -> bool:
        document = self.case.document_of(step.id)
        if document is None or document.rejected is not None:
            return False
        return document.current.seq > record.since and not document.current.gaps

    def signed(self, step: Step) -> list[str]:
        """The roles whose approval of the current version counts for an `approve` step."""
        action = step.action
        if not isinstance(action, Approve):
            return []
        document = self.case.document_of(action.draft)
        if document is None or document.rejected is not None:
            return []
        given = {a.role for a in document.signed(self.case.record(step.id).since)}
        return [a.role for a in action.roles if a.role in given]

    def round_due(self, step: Step, record: StepRecord) -> bool:
        """Whether the next round of a `repeat` step is due."""
        if not isinstance(step.action, Repeat) or not record.rounds:
            return True
        return add(instant(max(record.rounds)), step.action.every) <= self.now

    # Needs ----------------------------------------------------------------------------------

    def may_start(self, step: Step) -> bool:
        """Whether a step's needs are met, and its phase lets it start."""
        return self.allowed_by_phase(step) and all(self.met(need) for need in step.needs)

    def allowed_by_phase(self, step: Step) -> bool:
        """A step waits for its phase, unless it names a step of an earlier phase that is walked."""
        if step.phase in self.case.phases:
            return True
        return any(
            need.named and other.phase != step.phase and self.case.is_walked(other)
            for need in step.needs
            for other in (self.case.step(need.step),)
        )

    def met(self, need: Need) -> bool:
        """Whether a need is met: done, or fallen out with its own needs met."""
        step = self.case.step(need.step)
        if not self.case.is_walked(step):
            return True
        if self.flagged(step):
            return False
        state = self.state(step)
        if state is State.DONE:
            return True
        if state in {State.SKIPPED, State.NOT_APPLICABLE}:
            return self._handed_on(step)
        return not need.named and state is State.UNDECIDED and self._handed_on(step)

    def flagged(self, step: Step) -> bool:
        """Whether a step went out and must be checked for correction."""
        record = self.case.steps.get(step.id)  # asked of every step: no fresh record for it
        return record is not None and record.check > 0

    def _handed_on(self, step: Step) -> bool:
        if step.id not in self._met:
            self._met[step.id] = all(self.met(need) for need in step.needs)
        return self._met[step.id]

    def unmet(self, step: Step) -> list[Need]:
        """The needs of a step that are not met."""
        return [need for need in step.needs if not self.met(need)]

    def reasons(self, step: Step) -> list[Reason]:
        """Why a step cannot be done now."""
        state = self.state(step)
        if state is State.UNDECIDED:
            return [Reason("fact", name, self.owner_of(name)) for name in self.unknowns(step)]
        if state is not State.WAITING:
            return []
        found = [Reason("step", n.step, self.case.step(n.step).role) for n in self.unmet(step)]
        if not self.allowed_by_phase(step):
            found.append(Reason("phase", step.phase))
        if not found and isinstance(step.action, Wait) and step.action.until is not None:
            names = conditions.unknowns(step.action.until.tree, self._env)
            found = [Reason("fact", name, self.owner_of(name)) for name in names]
        return found or [Reason("time", self._waits_for(step))]

    def _waits_for(self, step: Step) -> str:
        action = step.action
        if isinstance(action, Wait):
            return action.until.text if action.until else (action.lasts or "")
        return action.every if isinstance(action, Repeat) else ""

    def owner_of(self, name: str) -> str | None:
        """The role that is to find out a fact: whoever collects or decides it, else the lead."""
        for step in self.case.plan.steps.values():
            decides = step.kind == "decide" and getattr(step.action, "outcome", None) == name
            if name in step.collect or decides:
                return step.role
        return self.case.plan.lead if name in {"severity", "responsibility"} else None

    # Lists ----------------------------------------------------------------------------------

    def steps(self) -> Iterable[Step]:
        """The steps of the walked phases, in order, and the tasks."""
        return self.case.walked()

    def to_check(self) -> list[Step]:
        """What went out and must be checked for correction."""
        return [step for step in self.steps() if self.flagged(step)]

    def available(self) -> list[Step]:
        """What waits for somebody: open steps, published ones to check, claims to let go."""
        return [
            step
            for step in self.steps()
            if self.state(step).open or self.flagged(step) or self.no_longer_needed(step)
        ]

    def open_required(self) -> list[Step]:
        """What closing waits for: every required step but a wait that is not settled."""
        return [
            step
            for step in self.steps()
            if not (
                step.optional or step.background or step.kind == "wait" or self.state(step).settled
            )
        ]

    def no_longer_needed(self, step: Step) -> bool:
        """Somebody claimed it, then its condition fell."""
        claimed = self.case.record(step.id).claimed_by is not None
        return claimed and self.state(step) is State.NOT_APPLICABLE

    def describe(self, step: Step) -> dict[str, Any]:
        """A step for scripts (`--json`)."""
        record = self.case.record(step.id)
        return {
            "step": step.id,
            "title": dict(step.title),
            "phase": step.phase,
            "role": step.role,
            "kind": step.kind,
            "state": str(self.state(step)),
            "iteration": record.iteration,
            "claimed_by": record.claimed_by,
            "check_for_correction": bool(record.check),
        }


_FALLEN_OUT = frozenset({State.SKIPPED, State.NOT_APPLICABLE, State.UNDECIDED})
"""States in which a step hands its needs on."""
