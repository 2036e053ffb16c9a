"""What a drawing of a playbook shows: lanes, steps, and what leads from one to another."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import pairwise

from crisiskit.case.explain import phase_name
from crisiskit.language import pick
from crisiskit.lean import dataclass
from crisiskit.playbook.durations import rough
from crisiskit.playbook.graph import names_of
from crisiskit.playbook.plan import PHASES, Approve, Decide, Plan, Publish, Step
from crisiskit.text import duration_words, safe
from crisiskit.ui.outline import due_words

NEED, CONDITION, BACK = "need", "condition", "back"
"""Kinds of arrows: comes before; its outcome decides; a decision leads back."""


@dataclass(frozen=True, slots=True)
class Box:
    """A step as it is drawn; `critical`: on the way that decides when the first word goes out."""

    id: str
    phase: str
    kind: str
    title: str
    role: str
    heading: str
    due: str
    when: str
    options: tuple[str, ...]
    critical: bool
    background: bool
    optional: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one step to another; `label` is the option that leads back."""

    source: str
    target: str
    kind: str
    label: str = ""
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn, in the order of the playbook."""

    title: str
    summary: str
    lanes: Mapping[str, str]
    boxes: Mapping[str, Box]
    arrows: tuple[Arrow, ...]
    takes: str
    """How long the critical way takes, in words; empty when nothing says how long."""


def picture(plan: Plan) -> Picture:
    """A playbook as a picture, in the language that is spoken."""
    way = critical_way(plan)
    boxes = {step.id: _box(plan, step, critical=step.id in way) for step in plan.steps.values()}
    used = {box.phase for box in boxes.values()}
    return Picture(
        title=f"{safe(pick(plan.title), 120)}  {plan.playbook} {plan.version}",
        summary=safe(pick(plan.summary), 300),
        lanes={phase: phase_name(phase) for phase in PHASES if phase in used},
        boxes=boxes,
        arrows=tuple(_arrows(plan, way)),
        takes=_length(plan, way),
    )


def _box(plan: Plan, step: Step, *, critical: bool) -> Box:
    options = step.action.options if isinstance(step.action, Decide) else {}
    return Box(
        id=step.id,
        phase=step.phase,
        kind=step.kind,
        title=safe(pick(step.title), 120),
        role=safe(pick(plan.roles.get(step.role)) or step.role, 60),
        heading=safe(pick(step.heading), 60),
        due=due_words(step.due) if step.due else "",
        when=safe(step.when.text, 120) if step.when else "",
        options=tuple(safe(pick(option.label), 60) for option in options.values()),
        critical=critical,
        background=step.background,
        optional=step.optional,
    )


def _arrows(plan: Plan, way: tuple[str, ...]) -> Iterator[Arrow]:
    deciders = {
        step.action.outcome: step.id
        for step in plan.steps.values()
        if isinstance(step.action, Decide)
    }
    on_the_way = set(pairwise(way))
    for step in plan.steps.values():
        needs = dict.fromkeys(need.step for need in step.needs)
        for need in needs:
            yield Arrow(need, step.id, NEED, critical=(need, step.id) in on_the_way)
        for name in dict.fromkeys(names_of(step)):
            decider = deciders.get(name)
            if decider is not None and decider != step.id and decider not in needs:
                yield Arrow(decider, step.id, CONDITION)
        if isinstance(step.action, Decide):
            for option in step.action.options.values():
                for target in option.reopens[:1]:
                    yield Arrow(step.id, target, BACK, safe(pick(option.label), 60))


# --- the critical way --------------------------------------------------------------------------


def critical_way(plan: Plan) -> tuple[str, ...]:
    """The longest chain of steps, by `takes`, to the first word to the public; else to any step."""
    ends = [step.id for step in _first_words(plan)] or list(plan.steps)
    reached = _lengths(plan)
    end = max(ends, key=lambda name: reached[name][0], default=None)
    way: list[str] = []
    while end is not None:
        way.append(end)
        end = reached[end][1]
    return tuple(reversed(way))


def _first_words(plan: Plan) -> list[Step]:
    """The first publication to the public in the first phase that has one."""
    for phase in PHASES:
        for step in plan.steps.values():
            action = step.action
            if step.phase == phase and isinstance(action, Publish) and action.audience == "public":
                return [step]
    return []


def _lengths(plan: Plan) -> dict[str, tuple[timedelta, str | None]]:
    """For each step, how long the longest chain to its end takes, and the step before it there."""
    found: dict[str, tuple[timedelta, str | None]] = {}
    for name in _needs_first(plan):
        step = plan.steps[name]
        before = [need.step for need in step.needs if need.step in found]
        last = max(before, key=lambda other: found[other][0], default=None)
        so_far = found[last][0] if last is not None else timedelta()
        found[name] = (so_far + own_time(step), last)
    return found


def _needs_first(plan: Plan) -> Iterator[str]:
    seen: set[str] = set()
    for first in plan.steps:
        waiting = [first]
        while waiting:
            name = waiting[-1]
            more = [n.step for n in plan.steps[name].needs if n.step not in seen]
            if name in seen or not more:
                waiting.pop()
                if name not in seen:
                    seen.add(name)
                    yield name
            else:
                waiting += more


def own_time(step: Step) -> timedelta:
    """How long a step takes by itself; signatures one after the other, or the longest of them."""
    own = rough(step.takes) if step.takes else timedelta()
    if isinstance(step.action, Approve):
        signing = [rough(a.takes) for a in step.action.roles if a.takes]
        if signing:
            together = sum(signing, timedelta()) if step.action.order == "listed" else max(signing)
            own = max(own, together)
    return own


def _length(plan: Plan, way: tuple[str, ...]) -> str:
    total = sum((own_time(plan.steps[name]) for name in way), timedelta())
    return duration_words(int(total.total_seconds())) if total else ""
