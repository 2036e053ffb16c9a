"""Judging whether targets were met: `late` and `met`."""

from collections.abc import Iterable
from datetime import timedelta

from crisiskit.case.deadlines import judge
from crisiskit.case.situation import Situation
from crisiskit.drill.bench import Bench, Finding
from crisiskit.language import _
from crisiskit.playbook.durations import elapsed
from crisiskit.playbook.plan import Step
from crisiskit.scenario import naming
from crisiskit.scenario.form import Expectation
from crisiskit.text import duration_words

_NOT_LATE = timedelta(-1)


def late(bench: Bench, expected: Expectation) -> Finding:
    """Whether a target was missed, by at least so much."""
    steps = naming.targets(bench.plan, expected.late or "")
    least = elapsed(expected.by_at_least or "0m")

    def holds(situation: Situation) -> bool:
        return all(_lateness(situation, step) >= least for step in steps)

    return Finding(bench.came_about(expected, holds), _standings(bench, expected, steps))


def _lateness(situation: Situation, step: Step) -> timedelta:
    """How late a step is; negative when it is not."""
    judgement = judge(situation, step)
    late = judgement is not None and judgement.met is False
    return judgement.by if judgement is not None and late else _NOT_LATE


def met(bench: Bench, expected: Expectation) -> Finding:
    """Whether a target was met: done, and in time."""
    steps = naming.targets(bench.plan, expected.met or "")

    def holds(situation: Situation) -> bool:
        judgements = [judge(situation, step) for step in steps]
        return all(judgement is not None and judgement.met is True for judgement in judgements)

    return Finding(bench.came_about(expected, holds), _standings(bench, expected, steps))


def _standings(bench: Bench, expected: Expectation, steps: Iterable[Step]) -> str:
    situation = bench.end(expected)
    return " ".join(_standing(situation, step) for step in steps)


def _standing(situation: Situation, step: Step) -> str:
    judgement = judge(situation, step)
    if judgement is None:
        return _("{step} has no target that runs.").format(step=step.id)
    if judgement.met is None:
        return _("{step} is neither met nor late.").format(step=step.id)
    if judgement.met:
        return _("{step} met its target.").format(step=step.id)
    by = duration_words(int(judgement.by.total_seconds()))
    return _("{step} was late by {by}.").format(step=step.id, by=by)
