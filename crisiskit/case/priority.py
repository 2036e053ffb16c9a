"""In which order cards are shown: overdue and due first, then what leads to an outward act.

What was left open in earlier phases comes before what belongs to the phase that is open. Own role
comes before others' where that does not hold up an outward act. An outward act that has time does
not come before what is due earlier: evidence is not kept waiting by a letter for tomorrow.
"""

from collections.abc import Callable, Collection
from datetime import timedelta

from crisiskit.case.deadlines import deadline
from crisiskit.case.situation import Situation
from crisiskit.clock import instant, stamp
from crisiskit.playbook.durations import add
from crisiskit.playbook.graph import descendants
from crisiskit.playbook.plan import Repeat, Step, rank

SOON = timedelta(minutes=10)
"""A step due within this time is shown before everything that is not."""

OUTWARD_SOON = timedelta(hours=2)
"""The longest a first word may take (domain.md 1.5: 60 to 120 minutes)."""

NEVER = "9999"


def cards(situation: Situation, roles: Collection[str] = ()) -> list[Step]:
    """What can be done now, the most pressing first; `roles` are the responder's own."""
    steps = situation.available()
    return sorted(steps, key=_order(situation, roles, steps))


def _order(
    situation: Situation, roles: Collection[str], steps: list[Step]
) -> Callable[[Step], tuple[object, ...]]:
    soon = stamp(situation.now + SOON)
    first_words = stamp(situation.now + OUTWARD_SOON)
    latest = max(map(rank, situation.case.phases))
    place = {step.id: number for number, step in enumerate(steps)}

    def key(step: Step) -> tuple[object, ...]:
        due = _due(situation, step)
        pressing = due is not None and due <= soon
        outward = _outward_due(situation, step)
        outward = outward if outward <= first_words else NEVER
        return (
            not pressing,
            due if pressing else "",
            step.background,
            rank(step.phase) >= latest,
            outward,
            outward == NEVER or step.kind != "draft",
            step.role not in roles,
            due or NEVER,
            place[step.id],
        )

    return key


def _due(situation: Situation, step: Step) -> str | None:
    """When a step is due; a round, when the one before it is as old as rounds are apart."""
    if isinstance(step.action, Repeat):
        rounds = situation.case.record(step.id).rounds
        last = max(rounds) if rounds else situation.times.ready_at(step)
        return stamp(add(instant(last), step.action.every)) if last else None
    due = deadline(situation, step)
    return due.at if due else None


def _outward_due(situation: Situation, step: Step) -> str:
    """The earliest target of a publication or notification that waits for this step, or NEVER."""
    plan = situation.case.plan
    if step.id not in plan.steps:
        return NEVER
    ids = {step.id, *descendants(plan, step.id)}
    outward = (plan.steps[x] for x in ids if plan.steps[x].kind in {"publish", "notify"})
    times = (_due(situation, other) for other in outward if not situation.state(other).settled)
    return min((time for time in times if time is not None), default=NEVER)
