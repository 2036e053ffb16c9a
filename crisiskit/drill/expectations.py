"""Judging a rehearsal by what was expected of it.

Only structured results are read: states, deadlines, entries. Never a text that somebody sees.
"""

from collections.abc import Callable, Mapping

from crisiskit.drill import about_case, about_steps, about_targets, about_words
from crisiskit.drill.bench import Bench, Finding
from crisiskit.scenario.form import Expectation

_KINDS: Mapping[str, Callable[[Bench, Expectation], Finding]] = {
    "late": about_targets.late,
    "met": about_targets.met,
    "appears": about_steps.appears,
    "not_applicable": about_steps.not_applicable,
    "path": about_steps.path,
    "reopened": about_steps.reopened,
    "refused": about_steps.refused,
    "document": about_words.document,
    "published": about_words.published,
    "warning": about_words.warning,
    "check": about_words.check,
    "closed": about_case.closed,
    "discharged": about_case.discharged,
    "severity": about_case.severity,
    "responsibility": about_case.responsibility,
}


def judge(bench: Bench, expected: Expectation) -> Finding:
    """Judge one expectation."""
    if expected.negated is not None:
        inner = judge(bench, expected.negated)
        return Finding(met=not inner.met, why=inner.why)
    return _KINDS[expected.kind](bench, expected)
