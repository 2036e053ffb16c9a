"""A playbook as an outline: phases, steps, who does them, what they wait for."""

from collections.abc import Iterator

from crisiskit.case.explain import phase_name
from crisiskit.language import _, pick
from crisiskit.playbook.plan import PHASES, Decide, Due, Plan, Step
from crisiskit.text import safe
from crisiskit.ui.cards import Line, anchor_name, heading


def lines(plan: Plan) -> Iterator[Line]:
    """The whole outline."""
    yield (("heading", f"{plan.playbook} {plan.version}  {safe(pick(plan.title), 120)}"),)
    if plan.summary:
        yield (safe(pick(plan.summary)),)
    yield (_("led by {role}").format(role=_role(plan, plan.lead)),)
    for phase in PHASES:
        steps = [step for step in plan.steps.values() if step.phase == phase]
        if steps:
            yield ("",)
            yield (("heading", phase_name(phase)),)
        for step in steps:
            yield from _step(plan, step)


def _role(plan: Plan, role: str) -> str:
    return safe(pick(plan.roles.get(role)) or role, 80)


def _step(plan: Plan, step: Step) -> Iterator[Line]:
    marks = [mark for mark, on in _marks(step) if on]
    more = f"  [{_(', ').join(marks)}]" if marks else ""
    title = f"  {heading(step)}  "
    yield ("  ", ("command", step.id), title, ("quiet", _role(plan, step.role) + more))
    for words in _conditions(step):
        yield (("quiet", f"      {words}"),)
    if isinstance(step.action, Decide):
        for name, option in step.action.options.items():
            back = _(" (reopens {steps})").format(steps=", ".join(option.reopens))
            label = safe(pick(option.label), 120)
            yield (f"      - {name}: {label}", back if option.reopens else "")


def _marks(step: Step) -> Iterator[tuple[str, bool]]:
    yield step.kind, step.kind != "task"
    yield _("optional"), step.optional
    yield _("in the background"), step.background


def _conditions(step: Step) -> Iterator[str]:
    if step.when is not None:
        yield _("when {condition}").format(condition=step.when.text)
    if step.needs:
        yield _("after {steps}").format(steps=", ".join(need.step for need in step.needs))
    if step.due is not None:
        yield _("due {time}").format(time=due_words(step.due))


def due_words(due: Due) -> str:
    """A target as the file has it: `1h from aware`."""
    if due.before is not None:
        return _("{time} before {anchor}").format(time=due.before, anchor=anchor_name(due.anchor))
    if due.by is not None:
        return _("by {time} from {anchor}").format(time=due.by, anchor=anchor_name(due.anchor))
    if set(due.within) == {"else"}:
        words = due.within["else"]
    else:
        words = ", ".join(f"{level} {time}" for level, time in due.within.items())
    return _("{time} from {anchor}").format(time=words, anchor=anchor_name(due.anchor))
