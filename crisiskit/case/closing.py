"""Deciding the beginning and the end of a case."""

import json
from collections.abc import Mapping
from typing import Any

from crisiskit.case.commands import Close, Open, ReopenCase
from crisiskit.case.events import Seal
from crisiskit.case.explain import why_not
from crisiskit.case.situation import Situation
from crisiskit.case.working import Working, needed
from crisiskit.errors import Refused
from crisiskit.language import _, pick
from crisiskit.playbook.plan import Notify, Step


def opening(command: Open, code: str) -> dict[str, Any]:
    """What the first entry holds: everything in force is pinned in it (invariant 5)."""
    return {
        "code": code,
        "title": Seal.text(command.title),
        "plan": Seal(command.plan),
        "templates": Seal(command.templates),
        "roster": _sealed_json(command.roster),
        "settings": _sealed_json(command.settings),
        "timezone": command.timezone,
        "country": command.country,
        "language": command.language,
        "phase": command.phase,
        "drill": command.drill,
    }


def _sealed_json(value: Mapping[str, Any]) -> Seal:
    return Seal.text(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def close(work: Working, command: Close) -> None:
    """Close the case; what is still open needs a reason."""
    ends = open_ends(work.situation)
    if ends and not (command.because or "").strip():
        raise Refused(
            _("The case cannot be closed yet:\n{ends}").format(
                ends="\n".join(f"- {end}" for end in ends)
            ),
            hint=_("Finish or skip them, or close with --because '…' (and --handover WHO)."),
        )
    work.emit(
        "case_closed",
        because=Seal.words(command.because),
        handover=command.handover,
        open=[step.id for step in work.situation.open_required()] or None,
    )


def open_ends(situation: Situation) -> list[str]:
    """What a case still owes, a line each."""
    lines = []
    for step in (*situation.open_required(), *_owed(situation)):
        reasons = _("; ").join(why_not(situation, step))
        title = pick(step.title)
        why = _(" ({reasons})").format(reasons=reasons) if reasons else ""
        lines.append(f"{step.id}  {title}{why}")
    lines.extend(
        _("{step}  {title} (check for correction)").format(step=step.id, title=pick(step.title))
        for step in situation.to_check()
    )
    return lines


def _owed(situation: Situation) -> list[Step]:
    """Open steps that discharge a duty though the playbook does not hold the case for them."""
    return [
        step
        for step in situation.steps()
        if (step.optional or step.background)
        and isinstance(step.action, Notify)
        and step.action.duty is not None
        and step.action.duty not in situation.case.duties
        and situation.state(step).open
    ]


def reopen_case(work: Working, command: ReopenCase) -> None:
    """Go on with a closed case."""
    if work.case.closed_at is None:
        raise Refused(_("The case is open."))
    work.emit("case_reopened", because=Seal.text(needed(command.because, "--because")))
