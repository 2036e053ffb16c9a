"""Why something is not possible yet, in sentences: for refusals, for `why`, for closing."""

from crisiskit.case.situation import Reason, Situation
from crisiskit.case.stepstate import State
from crisiskit.language import _, pick
from crisiskit.playbook.plan import Step
from crisiskit.text import safe


def role_name(situation: Situation, role: str | None) -> str:
    """A role in the language that is spoken."""
    return safe(pick(situation.case.plan.roles.get(role or "")) or role or "", 80)


def fact_name(situation: Situation, name: str) -> str:
    """A fact, or the decision whose outcome it is, in the language that is spoken."""
    spec = situation.case.plan.facts.get(name)
    if spec is not None:
        return safe(pick(spec.label), 120)
    for step in situation.case.plan.steps.values():
        if getattr(step.action, "outcome", None) == name:
            return safe(pick(step.title), 120)
    built_in = {"severity": _("severity"), "responsibility": _("responsibility")}
    return built_in.get(name, name)


def reason(situation: Situation, why: Reason) -> str:
    """One reason as a sentence."""
    owner = role_name(situation, why.owner)
    if why.kind == "step":
        title = safe(pick(situation.case.step(why.name).title), 120)
        return _("waits for “{title}” ({step}; {owner})").format(
            title=title, step=why.name, owner=owner
        )
    if why.kind == "phase":
        return _("its phase has not opened yet: {phase}").format(phase=phase_name(why.name))
    if why.kind == "fact":
        name = fact_name(situation, why.name)
        return _("undecided until “{fact}” is known ({name}; {owner})").format(
            fact=name, name=why.name, owner=owner or _("nobody is named to find it out")
        )
    return _("waits until {time}").format(time=why.name)


def phase_name(phase: str) -> str:
    """A phase in the language that is spoken (S1-21)."""
    names = {
        "prevention": _("Prevention"),
        "emergency": _("Emergency"),
        "disposal": _("Handling"),
        "recovery": _("Recovery"),
    }
    return names.get(phase, phase)


def state_name(state: State) -> str:
    """A state of a step in the language that is spoken."""
    names = {
        State.WAITING: _("waiting"),
        State.UNDECIDED: _("undecided"),
        State.READY: _("ready"),
        State.ACTIVE: _("under way"),
        State.DONE: _("done"),
        State.SKIPPED: _("skipped"),
        State.NOT_APPLICABLE: _("does not apply"),
    }
    return names[state]


def why_not(situation: Situation, step: Step) -> list[str]:
    """Why a step is not among those that can be done now, a sentence for each reason."""
    state = situation.state(step)
    if state is State.NOT_APPLICABLE and step.when is not None:
        return [_("does not apply: {condition} does not hold").format(condition=step.when.text)]
    if state in {State.DONE, State.SKIPPED}:
        return [state_name(state)]
    return [reason(situation, why) for why in situation.reasons(step)]
