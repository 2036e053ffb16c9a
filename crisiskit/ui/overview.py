"""A case on one line, for lists."""

from typing import TYPE_CHECKING, Any

from crisiskit.case.deadlines import is_late
from crisiskit.case.explain import phase_name
from crisiskit.case.situation import Situation
from crisiskit.case.state import Case
from crisiskit.clock import local
from crisiskit.language import _
from crisiskit.playbook.plan import Step, rank
from crisiskit.text import safe
from crisiskit.ui.cards import Line

if TYPE_CHECKING:
    from crisiskit.ui.console import Words


def phase_of(case: Case) -> str:
    """The latest phase that is open."""
    return max(case.phases, key=rank, default=case.entry)


def late_steps(situation: Situation) -> list[Step]:
    """What is not settled and past its target."""
    return [
        step
        for step in situation.steps()
        if not situation.state(step).settled and is_late(situation, step)
    ]


def line(situation: Situation) -> Line:
    """Code, severity, title, where it stands."""
    case = situation.case
    words: list[Words] = [("command", case.code), f"  {case.severity or '--'}  "]
    if case.drill:
        words += [("drill", _("DRILL")), "  "]
    words += [safe(case.words(case.title), 80), "  "]
    if case.closed_at is not None:
        closed = local(case.closed_at, case.zone).strftime("%Y-%m-%d %H:%M")
        return (*words, ("quiet", _("closed {time}").format(time=closed)))
    able = len(situation.available())
    words.append(("quiet", f"{phase_name(phase_of(case))}  "))
    words.append(_("{count} to do").format(count=able))
    late = len(late_steps(situation))
    if late:
        words += ["  ", ("late", _("{count} late").format(count=late))]
    return tuple(words)


def as_json(situation: Situation) -> dict[str, Any]:
    """A case for scripts."""
    case = situation.case
    return {
        "code": case.code,
        "title": case.words(case.title),
        "playbook": case.plan.playbook,
        "version": case.plan.version,
        "drill": case.drill,
        "severity": case.severity,
        "responsibility": case.responsibility,
        "phase": phase_of(case),
        "phases": dict(case.phases),
        "opened_at": case.opened_at,
        "closed_at": case.closed_at,
        "available": len(situation.available()) if case.closed_at is None else 0,
        "late": [step.id for step in late_steps(situation)],
        "entries": case.seq,
    }
