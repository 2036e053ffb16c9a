"""The gate between phases: when the next one opens (design section 3, "Order")."""

from datetime import datetime

from crisiskit.case.situation import Situation
from crisiskit.case.state import Case
from crisiskit.case.stepstate import State
from crisiskit.clock import stamp
from crisiskit.playbook.plan import PHASES, Need, Step, rank


def next_phase(case: Case) -> str | None:
    """The phase after the last one that is open; None in the last."""
    last = max((rank(phase) for phase in case.phases), default=-1)
    return PHASES[last + 1] if last + 1 < len(PHASES) else None


def holding(situation: Situation) -> list[Step]:
    """The steps that keep the next phase from opening."""
    open_phase = max(situation.case.phases, key=rank)
    return [
        step for step in situation.steps() if step.phase == open_phase and _holds(situation, step)
    ]


def _holds(situation: Situation, step: Step) -> bool:
    """Whether a step holds its phase: it can be worked on, or waits for one that can."""
    if situation.flagged(step):
        return True
    if step.optional or step.background or step.kind == "wait":
        return False
    state = situation.state(step)
    return state.open or (state is State.WAITING and _waits_for_work(situation, step))


def _waits_for_work(situation: Situation, step: Step) -> bool:
    """Whether a step waits, directly or through others, for one that can be worked on."""
    pending = [step]
    seen = {step.id}
    while pending:
        for need in situation.unmet(pending.pop()):
            other = situation.case.step(need.step)
            if need.step in seen or other.kind == "wait":
                continue
            seen.add(need.step)
            state = situation.state(other)
            if state.open or situation.flagged(other):
                return True
            if state is not State.UNDECIDED:
                pending.append(other)
    return False


def to_open(case: Case, now: datetime) -> str | None:
    """The phase whose gate is satisfied at this moment, if there is one."""
    wanted = next_phase(case)
    if wanted is None or case.closed_at is not None or not case.phases:
        return None
    return None if holding(Situation(case, now)) else wanted


def through_at(situation: Situation, at: str) -> str:
    """When the gate was satisfied: with an act of that time, or later with what it missed."""
    case = situation.case
    last = max(case.phases, key=rank)
    settled = [
        situation.times.settled_at(Need(step.id, named=False))
        for step in situation.steps()
        if step.phase == last and not (step.optional or step.background or step.kind == "wait")
    ]
    times = [at, case.phases[last], case.opened_at, *(time for time in settled if time)]
    return min(max(times), max(at, stamp(situation.now)))
