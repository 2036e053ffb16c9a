"""Targets: when a step is due, and whether it was met (design section 3, "Time").

A target is the team's own deadline and is never confused with a statutory duty. Met or late is
judged by when things happened, not by when they were typed.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from crisiskit.case.situation import Situation
from crisiskit.case.state import Case
from crisiskit.case.stepstate import State
from crisiskit.clock import instant, stamp, zone_info
from crisiskit.lean import dataclass
from crisiskit.playbook.durations import add, before, rough, split
from crisiskit.playbook.plan import Due, Step


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a step is due, counted from `anchor`; `fallback`: that stands in for an unknown one."""

    at: str
    anchor: str
    fallback: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a target was met (None: neither met nor late), and how late it is."""

    met: bool | None
    by: timedelta


def deadline(situation: Situation, step: Step) -> Deadline | None:
    """When a step is due; None when it has no target, or its anchor is not known yet."""
    due = step.due
    if due is None:
        return None
    if due.anchor == "at":
        return Deadline(due.by or "", "at")
    anchored = _anchor(situation, step, due.anchor)
    if anchored is None:
        return None
    moment, name = anchored
    return Deadline(stamp(_count(situation.case, due, moment)), name, fallback=name != due.anchor)


def _anchor(situation: Situation, step: Step, anchor: str) -> tuple[datetime, str] | None:
    if anchor in {"broke", "aware"}:
        return _public_anchor(situation, anchor)
    kind, _colon, name = anchor.partition(":")
    if kind == "fact":
        moment = situation.moment(name)
        return None if moment is None else (moment, anchor)
    found = _anchor_time(situation, step, kind, name)
    return None if found is None else (instant(found), anchor)


def _public_anchor(situation: Situation, anchor: str) -> tuple[datetime, str]:
    """`broke` falls back to `aware`, and `aware` to the opening of the case."""
    for name in ("broke", "aware") if anchor == "broke" else ("aware",):
        moment = situation.moment(name)
        if moment is not None:
            return moment, name
    return instant(situation.case.opened_at), "opened"


def _anchor_time(situation: Situation, step: Step, kind: str, name: str) -> str | None:
    case = situation.case
    if kind == "self":
        return situation.times.ready_at(step)
    if kind == "opened":
        return case.opened_at
    if kind == "phase":
        return case.phases.get(name)
    other = case.step(name)
    if situation.state(other) is State.DONE:
        return situation.times.done_at(other)
    return case.record(name).skipped_at


def _count(case: Case, due: Due, moment: datetime) -> datetime:
    if due.before is not None:
        return before(moment, due.before)
    if due.by is not None:
        return _clock_time(due.by, moment, case.zone)
    length = _allowed(due.within, case.severity)
    number, unit = split(length)
    if unit == "wd":
        from crisiskit.calendar import add_working_days

        return add_working_days(moment, number, case.country, case.zone)
    return add(moment, length)


def _allowed(within: Mapping[str, str], severity: str | None) -> str:
    """The time a severity allows; an unknown severity gets the shortest."""
    if severity is None:
        return min(within.values(), key=rough)
    return within.get(severity) or within["else"]


def _clock_time(form: str, moment: datetime, zone: str) -> datetime:
    """`same-day 18:00` or `next-day 24:00`, in the time zone of the case."""
    day, _, time = form.partition(" ")
    hours, _, minutes = time.partition(":")
    midnight = moment.astimezone(zone_info(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    days = 1 if day == "next-day" else 0
    hours_later = timedelta(days=days, hours=int(hours), minutes=int(minutes))
    return (midnight.replace(tzinfo=None) + hours_later).replace(tzinfo=zone_info(zone))


def judge(situation: Situation, step: Step) -> Judgement | None:
    """Whether a step met its target; None when it has none or does not apply."""
    due = deadline(situation, step)
    state = situation.state(step)
    if due is None or state is State.NOT_APPLICABLE:
        return None
    end = _end(situation, step, state)
    by = max(instant(end) - instant(due.at), timedelta())
    if by:
        return Judgement(met=False, by=by)
    return Judgement(met=True if state is State.DONE else None, by=by)


def _end(situation: Situation, step: Step, state: State) -> str:
    """Until when lateness counts: the deed, the skip, the close, or now."""
    if state is State.DONE:
        return situation.times.done_at(step) or stamp(situation.now)
    if state is State.SKIPPED:
        return situation.case.record(step.id).skipped_at or stamp(situation.now)
    return situation.case.closed_at or stamp(situation.now)


def is_late(situation: Situation, step: Step) -> bool:
    """Whether a step is, or was, late."""
    judgement = judge(situation, step)
    return judgement is not None and judgement.met is False
