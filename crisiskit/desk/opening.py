"""Opening a case: what is in force is pinned, what is known is recorded."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any

from crisiskit.case import engine
from crisiskit.case.commands import FactInput, Open, SetResponsibility, SetSeverity
from crisiskit.case.events import NewEvent
from crisiskit.case.journal import Journal
from crisiskit.clock import Clock, zone_info
from crisiskit.desk.desk import Desk, Who, new_command
from crisiskit.lean import dataclass
from crisiskit.playbook import codec, values
from crisiskit.playbook.plan import Plan


@dataclass(frozen=True, slots=True)
class InForce:
    """The files a case is opened with: the plan, the templates, the roster, the settings.

    `templates` is `language/id` -> source. `settings` holds `languages`, and `facts`: company
    constants in stored form.
    """

    plan: Plan
    templates: Mapping[str, str]
    roster: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Alarm:
    """What is known when the case is opened; facts and anchors as typed."""

    title: str
    zone: str
    language: str
    country: str = "CN"
    facts: Mapping[str, Any] = field(default_factory=dict)
    confirmed: bool = False
    broke: str | None = None
    aware: str | None = None
    severity: SetSeverity | None = None
    responsibility: SetResponsibility | None = None
    phase: str = "emergency"
    drill: bool = False


def open_case(
    journal: Journal,
    clock: Clock,
    who: Who,
    force: InForce,
    alarm: Alarm,
    *,
    at: datetime | None = None,
    command: str | None = None,
) -> Desk:
    """Open a case and sit down at it; `at`: it was opened earlier, on paper.

    Raises UsageError for a fact that does not read.
    """
    now = clock.now()
    request = Open(
        plan=codec.dump(force.plan),
        templates=json.dumps(dict(force.templates), ensure_ascii=False, sort_keys=True).encode(),
        roster={role: [dict(p) for p in people] for role, people in force.roster.items()},
        settings=force.settings,
        title=alarm.title,
        timezone=alarm.zone,
        country=alarm.country,
        language=alarm.language,
        drill=alarm.drill,
        phase=alarm.phase,
        facts=_known(force.plan, alarm, now),
        severity=alarm.severity,
        responsibility=alarm.responsibility,
    )

    def decide(uid: str, code: str) -> list[NewEvent]:
        return engine.begin(request, code, uid, actor=who.actor, now=now, at=at)

    signature = who.signature(clock, command or new_command())
    month_day = now.astimezone(zone_info(alarm.zone)).strftime("%m%d")
    head, _appended = journal.open_case(decide, signature, month_day)
    return Desk(journal, head, clock, who)


def _known(plan: Plan, alarm: Alarm, now: datetime) -> tuple[FactInput, ...]:
    status = "confirmed" if alarm.confirmed else "unconfirmed"
    anchors = {"broke": alarm.broke, "aware": alarm.aware}
    given = {name: value for name, value in anchors.items() if value is not None}
    found = [_read(plan, name, raw, "confirmed", alarm, now) for name, raw in given.items()]
    return (
        *found,
        *(_read(plan, name, raw, status, alarm, now) for name, raw in alarm.facts.items()),
    )


def _read(plan: Plan, name: str, raw: Any, status: str, alarm: Alarm, now: datetime) -> FactInput:
    spec = plan.facts.get(name)
    if spec is None:
        return FactInput(name, status, raw)  # the engine names the nearest fact
    value = values.parse(spec, raw, language=alarm.language, zone=alarm.zone, now=now)
    return FactInput(name, status, value)
