"""A case at a moment: the state of every step, derived and never stored (design section 3).

Everything is a pure function of the case and `now`, remembered for the life of the object; an act
makes a new situation.
"""

from collections.abc import Container, Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any

from crisiskit.case.records import StepRecord
from crisiskit.case.state import Case
from crisiskit.case.surroundings import Surroundings, since
from crisiskit.clock import instant, stamp
from crisiskit.lean import dataclass
from crisiskit.playbook import conditions
from crisiskit.playbook.durations import add
from crisiskit.playbook.plan import Approve, Condition, Need, Publish, Repeat, Step, Wait


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


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a step cannot be done: the step, phase, fact or time that it waits for."""

    kind: str
    name: str
    owner: str | None = None


class Situation:
    """The case at `now`."""

    def __init__(self, case: Case, now: datetime) -> None:
        self.case = case
        self.now = now
        self._env = Surroundings(case, now)
        self._truths: dict[str, bool | None] = {}
        self._states: dict[str, State] = {}
        self._met: dict[str, bool] = {}
        self._settled_at: dict[str, tuple[str | None, str | None]] = {}

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
            for each in self._needs_first(step, self._states):
                self._states[each.id] = state = self._state(each)
                if state in _FALLEN_OUT:
                    self._handed_on(each)
        return self._states[step.id]

    def _needs_first(self, step: Step, known: Container[str]) -> Iterator[Step]:
        """A step after all it rests on, as far as not known: long chains are not deep calls."""
        pending = [(step, iter(step.needs))]
        seen = {step.id}
        while pending:
            current, needs = pending[-1]
            need = next((n for n in needs if n.step not in seen and n.step not in known), None)
            if need is None:
                pending.pop()
                yield current
            else:
                seen.add(need.step)
                other = self.case.step(need.step)
                pending.append((other, iter(other.needs)))

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
            return self._waited(step, action)
        if isinstance(action, Repeat) and self.truth(step) is not False:
            ended = self.case.closed_at is not None
            return ended or (action.until is not None and self.holds(action.until) is True)
        return False

    def _drafted(self, step: Step, record: StepRecord) -> bool:
        document = self.case.document_of(step.id)
        if document is None or document.rejected is not None:
            return False
        return document.current.seq > record.since and not document.current.gaps

    def _waited(self, step: Step, action: Wait) -> bool:
        if self.truth(step) is not True or not self.may_start(step):
            return False
        if action.until is not None:
            return self.holds(action.until) is True
        ready = self.ready_at(step)
        return ready is not None and add(instant(ready), action.lasts or "0m") <= self.now

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

    # When -----------------------------------------------------------------------------------

    def done_at(self, step: Step) -> str | None:
        """When a step was done, by when it happened."""
        record = self.case.record(step.id)
        if record.done_at or record.settled_at:
            return record.done_at or record.settled_at
        if self.state(step) is not State.DONE:
            return None
        if step.kind == "draft":
            document = self.case.document_of(step.id)
            return document.current.at if document else None
        if isinstance(step.action, Approve):
            return self._signed_at(step.action, record.since)
        if isinstance(step.action, Publish):
            return record.published_at or self.ready_at(step)
        if isinstance(step.action, Wait):
            return self._wait_ended(step, step.action)
        return self._repeat_ended(step)

    def _signed_at(self, action: Approve, after: int) -> str | None:
        document = self.case.document_of(action.draft)
        roles = {approver.role for approver in action.roles}
        signed = document.signed(after) if document else []
        times = sorted(sign_off.at for sign_off in signed if sign_off.role in roles)
        return times[action.need - 1] if len(times) >= action.need else None

    def _wait_ended(self, step: Step, action: Wait) -> str | None:
        ready = self.ready_at(step) or self.case.opened_at
        if action.until is None:
            return stamp(add(instant(ready), action.lasts or "0m"))
        return max(ready, since(action.until, self._env, _is_true) or ready)

    def _repeat_ended(self, step: Step) -> str | None:
        until = getattr(step.action, "until", None)
        if until is None or self.holds(until) is not True:
            return self.case.closed_at
        return since(until, self._env, _is_true)

    def settled_at(self, need: Need) -> str | None:
        """When a need was met; None while it is not."""
        if need.step not in self._settled_at:
            first = self.case.step(need.step)
            for step in self._needs_first(first, self._settled_at):
                self._settled_at[step.id] = self._when_settled(step)
        named, default = self._settled_at[need.step]
        return named if need.named else default

    def _when_settled(self, step: Step) -> tuple[str | None, str | None]:
        """For those that name it, and for those that need it by default."""
        fallen = self.state(step) in {State.NOT_APPLICABLE, State.UNDECIDED}
        if fallen and step.when is not None and self.case.is_walked(step):
            begin = self._begin(step)
            false = since(step.when, self._env, _is_false)
            return _latest(begin, false), _latest(begin, since(step.when, self._env, _is_not_true))
        time = self._when_left(step)
        return time, time

    def _when_left(self, step: Step) -> str | None:
        """When somebody was through with it; None while nobody is."""
        record = self.case.record(step.id)
        if not self.case.is_walked(step):
            return self.case.opened_at
        if self.state(step) is State.DONE:
            return _latest(self.done_at(step), record.checked_at)
        if self.state(step) is State.SKIPPED:
            return _latest(record.skipped_at, *self._needs_settled(step))
        return None

    def ready_at(self, step: Step) -> str | None:
        """When a step became ready; None while it waits or nobody knows whether it applies."""
        if not self.may_start(step):
            return None
        begin = self._begin(step)
        if step.when is None:
            return begin
        if self.truth(step) is not True and self.state(step) in _FALLEN_OUT - {State.SKIPPED}:
            return None
        record = self.case.record(step.id)
        upto = record.done_at or record.skipped_at
        return _latest(begin, since(step.when, self._env, _is_true, upto))

    def _begin(self, step: Step) -> str | None:
        """When nothing that comes before a step held it any more."""
        record = self.case.record(step.id)
        times = [self.case.opened_at, self.case.phases.get(step.phase), record.reopened_at]
        return _latest(*times, *self._needs_settled(step))

    def _needs_settled(self, step: Step) -> list[str | None]:
        return [self.settled_at(need) for need in step.needs]

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


def _latest(*times: str | None) -> str | None:
    return max((time for time in times if time is not None), default=None)


def _is_true(truth: bool | None) -> bool:
    return truth is True


def _is_false(truth: bool | None) -> bool:
    return truth is False


def _is_not_true(truth: bool | None) -> bool:
    return truth is not True
