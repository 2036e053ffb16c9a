"""Judging documents and what went out: `document published warning check`."""

from collections.abc import Iterable

from crisiskit.case.events import Event
from crisiskit.case.records import Version
from crisiskit.case.situation import Situation
from crisiskit.drill.bench import Bench, Finding
from crisiskit.drill.probes import Window
from crisiskit.language import _
from crisiskit.playbook.plan import Publish, Step
from crisiskit.scenario import naming
from crisiskit.scenario.form import Expectation


def document(bench: Bench, expected: Expectation) -> Finding:
    """Whether the current version used facts as confirmed, and has no gaps."""
    steps = naming.drafting(bench.plan, expected.document or "")

    def flaws(situation: Situation) -> list[str]:
        return [flaw for step in steps for flaw in _flaws(bench, expected, situation, step)]

    met = bench.came_about(expected, lambda situation: not flaws(situation))
    why = " ".join(flaws(bench.end(expected)))
    return Finding(
        met, why or _("{step} holds what was asked of it.").format(step=expected.document)
    )


def _flaws(bench: Bench, expected: Expectation, situation: Situation, step: Step) -> Iterable[str]:
    document = situation.case.document_of(step.id)
    if document is None:
        yield _("{step} has made no document.").format(step=step.id)
        return
    version = document.current
    lacking = [name for name in expected.facts if not _used(bench, version, name)]
    if lacking:
        yield _("{step} does not use as confirmed: {facts}.").format(
            step=step.id, facts=_(", ").join(lacking)
        )
    if expected.no_placeholder and version.gaps:
        gaps = _(", ").join(str(gap["fact"]) for gap in version.gaps)
        yield _("{step} has gaps: {facts}.").format(step=step.id, facts=gaps)


def _used(bench: Bench, version: Version, fact: str) -> bool:
    """Whether a version speaks of a fact that was confirmed when it was written."""
    number = version.facts.get(fact)
    return number is not None and any(
        event.seq == number and event.data["status"] == "confirmed"
        for event in bench.rehearsal.events
    )


def published(bench: Bench, expected: Expectation) -> Finding:
    """Whether a step's document went out, on the channels asked for."""
    lacking = []
    for step in naming.publishing(bench.plan, expected.published or ""):
        out = {event.data["channel"] for event in _publications(bench, expected, [step])}
        lacking += [
            f"{step.id} ({channel})"
            for channel in _asked(bench, expected, step)
            if channel not in out
        ]
    if lacking:
        missing = _(", ").join(lacking)
        return Finding(False, _("Not published: {steps}.").format(steps=missing))
    return Finding(True, _("{name} was published.").format(name=expected.published))


def _publications(bench: Bench, expected: Expectation, steps: Iterable[Step]) -> list[Event]:
    ids = {step.id for step in steps}
    return [
        event
        for event in bench.events(expected, "document_published")
        if event.data.get("step") in ids
        and not event.data.get("waived")
        and expected.approved in (None, event.data["approved"])
    ]


def _asked(bench: Bench, expected: Expectation, step: Step) -> tuple[str, ...]:
    """The channels asked for: the one that is named, else all that were not given up."""
    if expected.channel is not None:
        return (expected.channel,)
    assert isinstance(step.action, Publish)
    waived = bench.end(expected).case.record(step.id).waived
    kept = tuple(channel for channel in step.action.channels if channel not in waived)
    # A step that gave up every channel published nothing.
    return kept or step.action.channels


def warning(bench: Bench, expected: Expectation) -> Finding:
    """Whether something went out in spite of this warning."""
    out = _publications(bench, expected, naming.steps(bench.plan, expected.on or ""))
    if not out:
        return Finding(False, _("{step} was not published.").format(step=expected.on))
    given = sorted({warning for event in out for warning in event.data.get("warnings", ())})
    if not given:
        why = _("{step} was published without a warning.").format(step=expected.on)
    else:
        why = _("{step} was published with these warnings: {warnings}.").format(
            step=expected.on, warnings=_(", ").join(given)
        )
    return Finding(expected.warning in given, why)


def check(bench: Bench, expected: Expectation) -> Finding:
    """Whether the flag `check-for-correction` went up; or went down again."""
    for step in naming.outward(bench.plan, expected.check or ""):
        if not _flagged(bench, expected, step):
            if expected.flag == "raised":
                why = _("{step} was not flagged to be checked for correction.")
            else:
                why = _("{step} was not flagged and then settled.")
            return Finding(False, why.format(step=step.id))
    if expected.flag == "raised":
        why = _("{step} was flagged to be checked for correction.")
    else:
        why = _("{step} was flagged, and the flag was settled.")
    return Finding(True, why.format(step=expected.check))


def _flagged(bench: Bench, expected: Expectation, step: Step) -> bool:
    """Whether the flag went up in that time; or went down, and stayed down."""

    def up(situation: Situation) -> bool:
        return bool(situation.case.record(step.id).check)

    window = bench.window(expected)
    if expected.flag == "raised":
        return bench.probes.first(window, up) is not None
    raised = bench.probes.first(Window(until=window.until), up)
    if raised is None or up(bench.probes.at_end_of(window)):
        return False
    since = max(window.after or raised.now, raised.now)
    lowered = bench.probes.first(Window(since, window.until), lambda seen: not up(seen))
    return lowered is not None
