"""The engine: case + command + time in, events out. Pure: it reads nothing and changes nothing."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from crisiskit.case import (
    closing,
    ledger,
    objections,
    papers,
    phases,
    progress,
    release,
    reopening,
    tasks,
)
from crisiskit.case import commands as c
from crisiskit.case.events import NewEvent
from crisiskit.case.state import Case
from crisiskit.case.working import Working
from crisiskit.errors import Refused, UsageError
from crisiskit.language import _

TOLERANCE = timedelta(minutes=5)
"""How far another machine's clock may be ahead before `--at` counts as a time in the future."""

_RULES: dict[type[Any], Callable[[Working, Any], None]] = {
    c.Claim: progress.claim,
    c.Check: progress.check,
    c.Done: progress.done,
    c.Skip: progress.skip,
    c.Reopen: reopening.reopen,
    c.Choose: progress.choose,
    c.Advance: progress.advance,
    c.AddTask: tasks.add_task,
    c.RecordFacts: ledger.record,
    c.SetSeverity: ledger.set_severity,
    c.SetResponsibility: ledger.set_responsibility,
    c.Assign: ledger.assign,
    c.AddNote: ledger.add_note,
    c.AddEvidence: ledger.add_evidence,
    c.Write: papers.write,
    c.Sign: papers.sign,
    c.Override: objections.override,
    c.Release: release.release,
    c.Discharge: papers.discharge,
    c.Close: closing.close,
    c.ReopenCase: closing.reopen_case,
}

_AFTER_CLOSE = (c.AddNote, c.AddEvidence, c.ReopenCase)


def decide(
    case: Case,
    commands: Sequence[c.Command],
    *,
    actor: str,
    now: datetime,
    at: datetime | None = None,
) -> list[NewEvent]:
    """The events of an act (one command or several that belong together).

    Raises UsageError, AnswerNeeded or Refused when it is not possible, with what would be.
    """
    _refuse_future(at, now)
    work = Working(case, actor=actor, now=now, at=at)
    for command in commands:
        if work.case.closed_at is not None and not isinstance(command, _AFTER_CLOSE):
            raise Refused(
                _("Case {code} is closed.").format(code=case.code),
                hint=_(
                    "It takes notes and evidence; "
                    "`crisiskit reopen-case --because '…'` goes on with it."
                ),
            )
        _RULES[type(command)](work, command)
    _open_phases(work)
    return work.events


def begin(
    command: c.Open,
    code: str,
    uid: str,
    *,
    actor: str,
    now: datetime,
    at: datetime | None = None,
) -> list[NewEvent]:
    """The events that open a case. Raises UsageError for a fact that is none."""
    _refuse_future(at, now)
    work = Working(Case(uid=uid, contents=_nothing_stored), actor=actor, now=now, at=at)
    work.emit("case_opened", **closing.opening(command, code))
    work.emit("phase_opened", phase=command.phase)
    ledger.record_facts(work, command.facts)
    if command.severity is not None:
        ledger.set_severity(work, command.severity)
    if command.responsibility is not None:
        ledger.set_responsibility(work, command.responsibility)
    _open_phases(work)
    return work.events


def _nothing_stored(_digest: str) -> bytes | None:
    """Before a case is stored its words are still in its events."""
    return None


def _refuse_future(at: datetime | None, now: datetime) -> None:
    if at is not None and at > now + TOLERANCE:
        raise UsageError(
            _("--at lies in the future."), hint=_("Only what has happened is recorded.")
        )


def _open_phases(work: Working) -> None:
    """Open the phases whose gate this act, or the time since the last one, satisfied."""
    while (phase := phases.to_open(work.case, work.now)) is not None:
        work.at = phases.through_at(work.situation, work.at)
        work.emit("phase_opened", phase=phase)


def subjects(case: Case, command: c.Command) -> set[str]:
    """What an act is about: it conflicts with what others did to the same since it was seen."""
    match command:
        case c.Claim(step=s) | c.Skip(step=s) | c.Reopen(step=s):
            return {f"step:{leaf}" for leaf in case.plan.leaves(s) or (s,)}
        case c.Done(step=s, facts=facts) | c.Choose(step=s, facts=facts):
            return {f"step:{s}", *(f"fact:{fact.fact}" for fact in facts)}
        case c.Write(step=step, document=document, facts=facts):
            used = {f"fact:{fact}" for fact in facts}
            return used | _writing_subjects(case, step, document)
        case c.Sign(document=document, role=role):
            return _document_subjects(case, document) | {f"signed:{document}:{role}"}
        case c.Override(document=document):
            return _document_subjects(case, document) | {f"overruled:{document}"}
        case c.Release(document=document, channel=channel):
            return _document_subjects(case, document) | {f"published:{document}:{channel}"}
        case c.RecordFacts(facts=facts):
            return {f"fact:{fact.fact}" for fact in facts}
        case c.SetSeverity() | c.SetResponsibility() | c.Close() | c.ReopenCase():
            return {"case"}
        case _:
            return set()


def _writing_subjects(case: Case, step: str | None, document: str | None) -> set[str]:
    """A new version takes approvals away, so those given meanwhile are its subject too."""
    found = {f"step:{step}"} if step else set()
    paper = case.documents.get(document or "") or (case.document_of(step) if step else None)
    if paper is not None:
        found |= {
            f"document:{paper.id}",
            *(f"signed:{paper.id}:{role}" for role in case.plan.roles),
        }
    return found


def _document_subjects(case: Case, name: str) -> set[str]:
    """A document and the facts it speaks of: their change changes its subject."""
    document = case.documents.get(name)
    facts = document.current.facts if document else ()
    return {f"document:{name}", *(f"fact:{fact}" for fact in facts)}
