"""The gate between phases: when the next one opens (design section 3, "Order")."""

from datetime import datetime

from crisiskit.case.situation import Situation, State
from crisiskit.case.state import Case
from crisiskit.playbook.plan import PHASES, Step, rank


def next_phase(case: Case) -> str | None:
    """The phase after the last one that is open; None in the last."""
    last = max((rank(phase) for phase in case.phases), default=-1)
    return PHASES[last + 1] if last + 1 < len(PHASES) else None


def holding(situation: Situation) -> list[Step]:
    """The steps that keep the next phase from opening."""
    open_phase = max(situation.case.phases, key=rank)
    return [
        step
        for step in situation.steps()
        if step.phase == open_phase
        and not (step.optional or step.background)
        and _holds(situation, step, frozenset())
    ]


def _holds(situation: Situation, step: Step, seen: frozenset[str]) -> bool:
    """Whether a step holds its phase: it can be worked on, or waits for one that can."""
    if situation.case.record(step.id).check:
        return True
    if step.kind == "wait":
        return False
    state = situation.state(step)
    if state.open:
        return True
    return state is State.WAITING and _waits_for_work(situation, step, seen)


def _waits_for_work(situation: Situation, step: Step, seen: frozenset[str]) -> bool:
    if step.id in seen:
        return False
    others = (situation.case.step(need.step) for need in situation.unmet(step))
    return any(_blocks(situation, other, seen | {step.id}) for other in others)


def _blocks(situation: Situation, step: Step, seen: frozenset[str]) -> bool:
    if situation.state(step).settled and not situation.case.record(step.id).check:
        return _waits_for_work(situation, step, seen)
    return _holds(situation, step, seen)


def to_open(case: Case, now: datetime) -> str | None:
    """The phase whose gate is satisfied at this moment, if there is one."""
    wanted = next_phase(case)
    if wanted is None or case.closed_at is not None or not case.phases:
        return None
    return None if holding(Situation(case, now)) else wanted
