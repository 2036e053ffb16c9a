"""Judging the case as a whole: `closed discharged severity responsibility`."""

from collections.abc import Callable
from typing import Any

from crisiskit.case.situation import Situation
from crisiskit.drill.bench import Bench, Finding
from crisiskit.language import _
from crisiskit.scenario.form import Expectation


def closed(bench: Bench, expected: Expectation) -> Finding:
    """Whether the case is closed, or open, at the end."""
    met = bench.came_about(
        expected, lambda seen: (seen.case.closed_at is not None) is expected.closed
    )
    closed = bench.end(expected).case.closed_at is not None
    return Finding(met, _("The case is closed.") if closed else _("The case is open."))


def discharged(bench: Bench, expected: Expectation) -> Finding:
    """Whether a statutory duty was discharged in that time."""
    found = [
        event
        for event in bench.events(expected, "duty_discharged")
        if event.data["duty"] == expected.discharged
    ]
    if found:
        return Finding(True, _("{duty} was discharged.").format(duty=expected.discharged))
    return Finding(False, _("{duty} was not discharged.").format(duty=expected.discharged))


def severity(bench: Bench, expected: Expectation) -> Finding:
    """Whether the severity is this one at the end."""
    return _judged(bench, expected, expected.severity, lambda seen: seen.case.severity)


def responsibility(bench: Bench, expected: Expectation) -> Finding:
    """Whether the responsibility is this one at the end."""
    return _judged(bench, expected, expected.responsibility, lambda seen: seen.case.responsibility)


def _judged(
    bench: Bench, expected: Expectation, wanted: Any, read: Callable[[Situation], Any]
) -> Finding:
    met = bench.came_about(expected, lambda seen: read(seen) == wanted)
    value = read(bench.end(expected)) or _("not set")
    return Finding(met, _("It is {value}.").format(value=value))
