"""Playing a scenario: each act at its time, on a virtual clock, in a journal of its own.

The acts go through the desk like anybody's, so a rehearsal cannot do what a responder could not.
Nothing leaves the machine: the journal is in memory and the case is marked as a drill.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from crisiskit.case.commands import SetSeverity
from crisiskit.case.events import Event
from crisiskit.case.memory import MemoryJournal
from crisiskit.case.state import Case
from crisiskit.case.working import fork
from crisiskit.clock import VirtualClock
from crisiskit.desk.desk import Desk, Who
from crisiskit.desk.opening import Alarm, InForce, open_case
from crisiskit.drill.acting import perform
from crisiskit.errors import CrisiskitError, ExitCode, UsageError
from crisiskit.language import LANGUAGES, _
from crisiskit.lean import dataclass
from crisiskit.playbook.catalogue import Catalogue
from crisiskit.playbook.plan import FactSpec, Plan
from crisiskit.scenario.form import Act, Expectation
from crisiskit.scenario.reading import Scenario


@dataclass(frozen=True, slots=True)
class Moment:
    """The case as it stood after an act."""

    at: datetime
    case: Case


@dataclass(frozen=True, slots=True)
class Turndown:
    """An act that was refused, as the scenario expects."""

    at: datetime
    act: Act
    code: ExitCode
    message: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A scenario that was played: the case after each act, and everything that was recorded."""

    scenario: Scenario
    plan: Plan
    moments: tuple[Moment, ...]
    events: tuple[Event, ...]
    turndowns: tuple[Turndown, ...]

    @property
    def case(self) -> Case:
        """The case as it ended."""
        return self.moments[-1].case


def replay(
    scenario: Scenario,
    plan: Plan,
    catalogue: Catalogue,
    constants: Mapping[str, Any] | None = None,
) -> Rehearsal:
    """Play a scenario. `constants` are the team's company facts, in stored form.

    Raises FileError for an act or a fact that the desk refuses, with its place in the scenario.
    """
    desk, clock = _opened(scenario, plan, _force(scenario, plan, catalogue, constants or {}))
    moments = [Moment(clock.at, fork(desk.case))]
    turndowns: list[Turndown] = []
    for number, act in enumerate(scenario.form.then):
        clock.at = scenario.moment(act.at)
        desk.who = _who(scenario, act.role)
        try:
            perform(desk, act)
        except CrisiskitError as error:
            if not _foreseen(scenario, plan, act, error.code):
                raise _refused(scenario, number, error) from error
            turndowns.append(Turndown(clock.at, act, error.code, error.message))
        moments.append(Moment(clock.at, fork(desk.case)))
    events = tuple(desk.journal.read(desk.head.uid))
    return Rehearsal(scenario, plan, tuple(moments), events, tuple(turndowns))


def plan_of(scenario: Scenario, catalogue: Catalogue) -> Plan:
    """The playbook of a scenario. Raises FileError."""
    try:
        return catalogue.plan(scenario.form.playbook)
    except UsageError as error:
        raise scenario.refusal(("playbook",), error.message, error.hint) from error


def _force(
    scenario: Scenario, plan: Plan, catalogue: Catalogue, constants: Mapping[str, Any]
) -> InForce:
    templates = {
        f"{language}/{name}": source.text
        for (language, name), source in catalogue.templates().items()
    }
    roster = {role: ({"name": person},) for role, person in scenario.form.roster.items()}
    settings = {"languages": list(languages(scenario, plan)), "facts": dict(constants)}
    return InForce(plan, templates, roster, settings)


def _opened(scenario: Scenario, plan: Plan, force: InForce) -> tuple[Desk, VirtualClock]:
    form = scenario.form
    clock = VirtualClock(scenario.moment(form.opened))
    spoken = force.settings["languages"]
    alarm = Alarm(
        title=form.title.get(spoken[0]) or next(iter(form.title.values())),
        zone=form.timezone,
        language=spoken[0],
        country=form.country,
        facts=form.facts,
        confirmed=True,
        broke=form.anchors.get("broke"),
        aware=form.anchors.get("aware"),
        severity=form.severity and SetSeverity(form.severity, _("as the scenario has it")),
        drill=True,
    )
    try:
        return open_case(MemoryJournal(), clock, _who(scenario, plan.lead), force, alarm), clock
    except CrisiskitError as error:
        raise scenario.refusal(("facts",), error.message, error.hint) from error


def _who(scenario: Scenario, role: str | None) -> Who:
    roster = scenario.form.roster
    return Who(roster.get(role or "") or next(iter(roster.values())), "drill", "drill")


def _foreseen(scenario: Scenario, plan: Plan, act: Act, code: ExitCode) -> bool:
    """Whether an expectation says that this act is refused."""
    return any(
        expects_refusal(scenario, plan, expected, act, code) for expected in scenario.form.expect
    )


def expects_refusal(
    scenario: Scenario, plan: Plan, expected: Expectation, act: Act, code: ExitCode
) -> bool:
    """Whether `expected` is about the refusal of this act, with this code."""
    at = scenario.moment(act.at)
    return (
        expected.refused is not None
        and int(expected.refused) == code
        and (expected.do is None or expected.do == act.do)
        and (expected.on is None or act.step in (expected.on, *plan.leaves(expected.on)))
        and (expected.after is None or at >= scenario.moment(expected.after))
        and (expected.until is None or at < scenario.moment(expected.until))
    )


def _refused(scenario: Scenario, number: int, error: CrisiskitError) -> CrisiskitError:
    act = scenario.form.then[number]
    what = f"{act.do} {act.step}" if act.step else act.do
    return scenario.refusal(
        ("then", number),
        _("Act {number} ({what}) is refused: {why}").format(
            number=number + 1, what=what, why=error.message
        ),
        error.hint,
        rule="act-refused",
    )


def languages(scenario: Scenario, plan: Plan) -> tuple[str, ...]:
    """The languages of a scenario's documents: as written, else both when its facts carry both."""
    if scenario.form.languages:
        return scenario.form.languages
    carried = [held for name, raw in _given(scenario) for held in _held(plan.facts.get(name), raw)]
    both = carried and all(held == set(LANGUAGES) for held in carried)
    return LANGUAGES if both else ("zh",)


def _given(scenario: Scenario) -> Iterator[tuple[str, Any]]:
    yield from scenario.form.facts.items()
    for act in scenario.form.then:
        yield from act.facts.items()


def _held(spec: FactSpec | None, raw: Any) -> Iterator[set[str]]:
    """For each wording in a value, the languages it is given in."""
    kind = spec.type if spec else ""
    if kind in {"text", "list"}:
        yield _tongues(raw)
    rows: Iterable[Any] = raw if isinstance(raw, list) else ()
    for row in rows:
        if kind == "people":
            cells = [row[key] for key in ("title", "unit") if key in row] if _map(row) else [row]
            yield from map(_tongues, cells)
        elif kind == "table" and spec is not None and _map(row):
            worded = [name for name, column in spec.columns.items() if column.type == "text"]
            yield from (_tongues(row[name]) for name in worded if name in row)


def _map(value: Any) -> bool:
    return isinstance(value, Mapping)


def _tongues(raw: Any) -> set[str]:
    """A plain text is in the language of the case, whichever that is."""
    return set(raw) if isinstance(raw, Mapping) else set()
