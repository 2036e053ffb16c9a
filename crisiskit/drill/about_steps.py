"""Judging what became of steps: `appears not_applicable path reopened refused`."""

from functools import partial

from crisiskit.case.explain import state_name
from crisiskit.case.situation import Situation
from crisiskit.case.stepstate import State
from crisiskit.drill.bench import Bench, Finding
from crisiskit.drill.replay import expects_refusal
from crisiskit.language import _
from crisiskit.playbook.plan import Step
from crisiskit.scenario import naming
from crisiskit.scenario.form import Expectation


def appears(bench: Bench, expected: Expectation) -> Finding:
    """Whether each step became something that can be done, in that time."""
    window = bench.window(expected)
    sentences = []
    met = True
    for step in naming.steps(bench.plan, expected.appears or ""):
        found = bench.probes.first(window, partial(_can_be_done, step))
        met = met and found is not None
        sentences.append(
            _("{step} could be done from {time}.").format(step=step.id, time=bench.clock(found.now))
            if found
            else _("{step} did not become something to be done.").format(step=step.id)
        )
    return Finding(met, " ".join(sentences))


def _can_be_done(step: Step, situation: Situation) -> bool:
    return situation.state(step).open


def not_applicable(bench: Bench, expected: Expectation) -> Finding:
    """It never had to be done in that time, and its end finds it out of play."""
    window = bench.window(expected)
    for step in naming.steps(bench.plan, expected.not_applicable or ""):
        for seen in [*bench.probes.within(window), bench.probes.at_end_of(window)]:
            state = seen.state(step)
            if state.open or state in {State.DONE, State.SKIPPED}:
                return Finding(False, _stood(bench, seen, step))
        if state is not State.NOT_APPLICABLE:
            return Finding(False, _stood(bench, seen, step))
    return Finding(True, _("{name} did not apply.").format(name=expected.not_applicable))


def _stood(bench: Bench, situation: Situation, step: Step) -> str:
    return _("{step} was {state} at {time}.").format(
        step=step.id, state=state_name(situation.state(step)), time=bench.clock(situation.now)
    )


def path(bench: Bench, expected: Expectation) -> Finding:
    """Whether steps and groups were finished (not skipped) in this order."""
    window = bench.window(expected)
    earlier = [bench.probes.before(window.after)] if window.after else []
    situations = [*earlier, *bench.probes.within(window)]
    place = len(earlier)
    for name in expected.path or ():
        found = _finished(bench, situations, place, name)
        if found is None:
            return Finding(
                False, _("{step} was not finished after those before it.").format(step=name)
            )
        place = found
    return Finding(True, _("All were finished in this order."))


def _finished(bench: Bench, situations: list[Situation], place: int, name: str) -> int | None:
    """Where, from a place on, a step or group was finished that was not before."""
    steps = naming.steps(bench.plan, name)
    held = place > 0 and _is_finished(situations[place - 1], steps)
    for number in range(place, len(situations)):
        holds = _is_finished(situations[number], steps)
        if holds and not held:
            return number
        held = holds
    return None


def _is_finished(situation: Situation, steps: tuple[Step, ...]) -> bool:
    states = [situation.state(step) for step in steps]
    return State.DONE in states and all(state.settled for state in states)


def reopened(bench: Bench, expected: Expectation) -> Finding:
    """Whether each step was reopened, or, where it went out, flagged."""
    events = bench.events(expected, "step_reopened")
    affected = {entry["step"] for event in events for entry in event.data["affected"]}
    missing = [
        step.id
        for step in naming.steps(bench.plan, expected.reopened or "")
        if step.id not in affected
    ]
    if missing:
        return Finding(False, _("Not reopened: {steps}.").format(steps=_(", ").join(missing)))
    return Finding(True, _("{name} was reopened.").format(name=expected.reopened))


def refused(bench: Bench, expected: Expectation) -> Finding:
    """Whether an act was refused with this code, as the scenario foresaw."""
    rehearsal = bench.rehearsal
    for turndown in rehearsal.turndowns:
        if expects_refusal(
            rehearsal.scenario, rehearsal.plan, expected, turndown.act, turndown.code
        ):
            return Finding(
                True,
                _("Refused at {time}: {why}").format(
                    time=bench.clock(turndown.at), why=turndown.message
                ),
            )
    return Finding(False, _("No such act was refused."))
