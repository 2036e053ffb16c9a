"""The fold: what each type of entry does to a case, and which subject it is about.

It never judges: an entry was judged when it was appended. Unknown types are kept by the store and
change nothing here.
"""

import json
from collections.abc import Callable, Iterator, Sequence

from crisiskit.case.events import Event
from crisiskit.case.journal import CaseHead, Journal
from crisiskit.case.records import (
    Document,
    Evidence,
    FactEntry,
    Note,
    Publication,
    SignOff,
    StepRecord,
    Version,
)
from crisiskit.case.state import Case
from crisiskit.playbook.plan import Due, Step


def subjects(event: Event) -> Iterator[str]:
    """What an entry is about: conflicts are between entries about the same subject."""
    data = event.data
    match event.type:
        case "step_reopened":
            yield from (f"step:{entry['step']}" for entry in data["affected"])
        case "document_drafted" | "document_edited" | "document_rejected":
            yield f"document:{data['document']}"
            if data.get("step"):
                yield f"step:{data['step']}"
        case "document_approved":
            yield f"signed:{data['document']}:{data['role']}"
        case "document_published":
            yield f"published:{data['document']}:{data['channel']}"
        case "fact_recorded":
            yield f"fact:{data['fact']}"
        case "severity_set" | "responsibility_set" | "case_closed" | "case_reopened":
            yield "case"
        case "step_claimed" | "step_done" | "step_skipped" | "decision_made" | "correction_checked":
            yield f"step:{data['step']}"


def _record(case: Case, step: str) -> StepRecord:
    record = case.steps.get(step)
    if record is None:
        record = case.steps[step] = StepRecord()
    return record


def _case_opened(case: Case, event: Event) -> None:
    data = event.data
    case.code = data["code"]
    case.title = data["title"]
    case.opened_at = event.happened_at
    case.opened_by = event.actor
    case.zone = data["timezone"]
    case.country = data["country"]
    case.language = data["language"]
    case.drill = data.get("drill", False)
    case.entry = data["phase"]
    case.templates_ref = data["templates"]
    case.settings = json.loads(case.words(data["settings"]) or "{}")
    case.roster = json.loads(case.words(data["roster"]) or "{}")
    plan = case.content(data["plan"])
    if plan is not None:
        case.adopt(plan)


def _phase_opened(case: Case, event: Event) -> None:
    case.phases.setdefault(event.data["phase"], event.happened_at)


def _severity_set(case: Case, event: Event) -> None:
    case.severity = event.data["level"]


def _responsibility_set(case: Case, event: Event) -> None:
    case.responsibility = event.data["value"]


def _role_assigned(case: Case, event: Event) -> None:
    case.roster[event.data["role"]] = json.loads(case.words(event.data["people"]) or "[]")


def _fact_recorded(case: Case, event: Event) -> None:
    data = event.data
    case.facts[data["fact"]] = FactEntry(
        data["fact"],
        data["status"],
        data.get("value"),
        event.seq,
        event.happened_at,
        event.actor,
        data.get("source"),
    )


def _step_claimed(case: Case, event: Event) -> None:
    record = _record(case, event.data["step"])
    released = event.data.get("released", False)
    record.claimed_by = None if released else event.actor
    record.claimed_at = None if released else event.happened_at


def _item_checked(case: Case, event: Event) -> None:
    ticked = _record(case, event.data["step"]).ticked
    if event.data.get("cleared"):
        ticked.pop(event.data["item"], None)
    else:
        ticked[event.data["item"]] = event.happened_at


def _step_done(case: Case, event: Event) -> None:
    record = _record(case, event.data["step"])
    if event.data.get("round"):
        record.rounds.append(event.happened_at)
        return
    record.done_at = event.happened_at
    record.done_by = event.actor


def _step_skipped(case: Case, event: Event) -> None:
    record = _record(case, event.data["step"])
    record.skipped_at = event.happened_at
    record.skipped_by = event.actor
    record.skipped_because = event.data["because"]


def _step_reopened(case: Case, event: Event) -> None:
    for entry in event.data["affected"]:
        old = _record(case, entry["step"])
        if entry["effect"] == "check":
            old.check = event.seq
            continue
        case.steps[entry["step"]] = StepRecord(
            iteration=old.iteration + 1,
            since=event.seq,
            reopened_at=event.happened_at,
            evidence=old.evidence,
            rounds=old.rounds,
        )
        outcome = entry.get("outcome")
        if outcome:
            case.outcomes.pop(outcome, None)
            case.decided.pop(outcome, None)


def _decision_made(case: Case, event: Event) -> None:
    data = event.data
    record = _record(case, data["step"])
    record.done_at = event.happened_at
    record.done_by = event.actor
    record.option = data["option"]
    case.outcomes[data["outcome"]] = data["option"]
    case.decided[data["outcome"]] = (event.happened_at, event.seq)


def _task_added(case: Case, event: Event) -> None:
    data = event.data
    words = case.words(data["text"])
    due = data.get("due")
    case.tasks[data["task"]] = Step(
        id=data["task"],
        phase=data["phase"],
        title={"zh": words, "en": words},
        role=data["role"],
        due=None if due is None else Due(anchor="at", by=due),
        optional=bool(data.get("optional", False)),
    )
    _record(case, data["task"]).reopened_at = event.happened_at


def _version(event: Event, number: int) -> Version:
    data = event.data
    return Version(
        number=number,
        id=data["version"],
        seq=event.seq,
        at=event.happened_at,
        by=event.actor,
        manifest=data["manifest"],
        texts=data["texts"],
        gaps=data.get("gaps", []),
        facts=data.get("facts", {}),
        edited=event.type == "document_edited",
    )


def _document_written(case: Case, event: Event) -> None:
    data = event.data
    document = case.documents.get(data["document"])
    if document is None:
        document = Document(data["document"], data.get("step"), data.get("template"))
        case.documents[document.id] = document
    document.versions.append(_version(event, len(document.versions) + 1))
    if document.step is not None:
        _text_changed(case, document, event)


def _text_changed(case: Case, document: Document, event: Event) -> None:
    """A version after publication: what is out there is no longer what we say."""
    for step in case.plan.steps.values():
        if getattr(step.action, "draft", None) != document.step and step.id != document.step:
            continue
        record = case.steps.get(step.id)
        if record is None:
            continue
        record.settled_at = None
        if step.kind == "publish" and record.published:
            record.check = event.seq


def _sign_off(event: Event) -> SignOff:
    data = event.data
    return SignOff(
        role=data["role"],
        version=data["version"],
        seq=event.seq,
        at=event.happened_at,
        by=event.actor,
        reported_for=data.get("reported_for"),
        via=data.get("via"),
        because=data.get("because"),
    )


def _document_approved(case: Case, event: Event) -> None:
    case.documents[event.data["document"]].approvals.append(_sign_off(event))


def _document_rejected(case: Case, event: Event) -> None:
    case.documents[event.data["document"]].rejections.append(_sign_off(event))


def _document_published(case: Case, event: Event) -> None:
    data = event.data
    step = data.get("step")
    if data.get("waived"):
        _record(case, data["step"]).waived[data["channel"]] = data.get("because")
        return
    case.documents[data["document"]].publications.append(
        Publication(
            data["channel"],
            data["version"],
            event.seq,
            event.happened_at,
            event.actor,
            data["approved"],
            tuple(data.get("warnings", ())),
        )
    )
    if step is None:
        return
    record = _record(case, step)
    record.published[data["channel"]] = event.seq
    record.published_at = max(record.published_at or "", event.happened_at)
    corrected = all(seq > record.check for seq in record.published.values())
    if record.check and data["approved"] and corrected:
        record.check = 0


def _correction_checked(case: Case, event: Event) -> None:
    _record(case, event.data["step"]).check = 0
    for step in event.data.get("settles", ()):
        _record(case, step).settled_at = event.happened_at


def _duty_discharged(case: Case, event: Event) -> None:
    case.duties[event.data["duty"]] = event.happened_at


def _note_added(case: Case, event: Event) -> None:
    data = event.data
    case.notes.append(
        Note(
            event.seq,
            data["text"],
            data.get("privileged", False),
            data.get("from"),
            data.get("answer_by"),
        )
    )


def _evidence_added(case: Case, event: Event) -> None:
    data = event.data
    evidence = Evidence(
        data["evidence"],
        event.seq,
        data.get("step"),
        case.words(data["name"]),
        data["sha256"],
        data["size"],
        data["content"],
    )
    case.evidence[evidence.id] = evidence
    if evidence.step is not None:
        _record(case, evidence.step).evidence.append(evidence.id)


def _case_closed(case: Case, event: Event) -> None:
    case.closed_at = event.happened_at


def _case_reopened(case: Case, _event: Event) -> None:
    case.closed_at = None


HANDLERS: dict[str, Callable[[Case, Event], None]] = {
    "case_opened": _case_opened,
    "phase_opened": _phase_opened,
    "severity_set": _severity_set,
    "responsibility_set": _responsibility_set,
    "role_assigned": _role_assigned,
    "fact_recorded": _fact_recorded,
    "step_claimed": _step_claimed,
    "item_checked": _item_checked,
    "step_done": _step_done,
    "step_skipped": _step_skipped,
    "step_reopened": _step_reopened,
    "decision_made": _decision_made,
    "task_added": _task_added,
    "document_drafted": _document_written,
    "document_edited": _document_written,
    "document_approved": _document_approved,
    "document_rejected": _document_rejected,
    "document_published": _document_published,
    "correction_checked": _correction_checked,
    "duty_discharged": _duty_discharged,
    "note_added": _note_added,
    "evidence_added": _evidence_added,
    "case_closed": _case_closed,
    "case_reopened": _case_reopened,
}


def apply(case: Case, events: Sequence[Event]) -> None:
    """Take further entries in."""
    for event in events:
        handler = HANDLERS.get(event.type)
        if handler is not None:
            handler(case, event)
        for subject in subjects(event):
            case.touched[subject] = event.seq
        case.seq = event.seq


def load(journal: Journal, head: CaseHead) -> Case:
    """Fold a case from its journal."""
    case = Case(uid=head.uid, contents=journal.content)
    apply(case, journal.read(head.uid))
    return case
