"""The fold: what each type of entry does to a case, and which subject it is about.

It never judges: an entry was judged when it was appended. It holds each entry against the format
(`entries`), since a store may come from anybody. Unknown types are kept by the store and change
nothing here.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from crisiskit import collector
from crisiskit.case import entries
from crisiskit.case.events import Event
from crisiskit.case.journal import CaseHead, Journal
from crisiskit.case.records import (
    KNOWN,
    Document,
    Evidence,
    FactEntry,
    Note,
    Overruling,
    Publication,
    SignOff,
    StepRecord,
    Version,
)
from crisiskit.case.state import Case
from crisiskit.errors import StorageError
from crisiskit.language import _
from crisiskit.playbook.plan import Due, Step
from crisiskit.playbook.stored import fits
from crisiskit.text import quote

Data = Mapping[str, Any]


def subjects(event: Event) -> Sequence[str]:
    """What an entry is about: conflicts are between entries about the same subject."""
    about = _ABOUT.get(event.type)
    return () if about is None else about(event.data)


def _about_step(data: Data) -> Sequence[str]:
    return (f"step:{data['step']}",)


def _about_text(data: Data) -> Sequence[str]:
    document = f"document:{data['document']}"
    return (document, f"step:{data['step']}") if data.get("step") else (document,)


def _about_case(_data: Data) -> Sequence[str]:
    return ("case",)


_ABOUT: Mapping[str, Callable[[Data], Sequence[str]]] = {
    "step_claimed": _about_step,
    "step_done": _about_step,
    "step_skipped": _about_step,
    "step_reopened": lambda data: [f"step:{entry['step']}" for entry in data["affected"]],
    "decision_made": _about_step,
    "correction_checked": _about_step,
    "fact_recorded": lambda data: (f"fact:{data['fact']}",),
    "document_drafted": _about_text,
    "document_edited": _about_text,
    "document_rejected": _about_text,
    "document_approved": lambda data: (f"signed:{data['document']}:{data['role']}",),
    "review_overridden": lambda data: (f"overruled:{data['document']}",),
    "document_published": lambda data: (f"published:{data['document']}:{data['channel']}",),
    "severity_set": _about_case,
    "responsibility_set": _about_case,
    "case_closed": _about_case,
    "case_reopened": _about_case,
}


def _record(case: Case, step: str) -> StepRecord:
    record = case.steps.get(step)
    if record is None:
        record = case.steps[step] = StepRecord()
    return record


def _case_opened(case: Case, event: Event) -> None:
    data = event.data
    plan = case.content(data["plan"])
    if event.seq != 1 or plan is None:
        raise ValueError(event.type)
    case.adopt(plan)
    case.code = data["code"]
    case.title = data["title"]
    case.opened_at = event.happened_at
    case.zone = data["timezone"]
    case.country = data["country"]
    case.language = data["language"]
    case.drill = data.get("drill", False)
    case.entry = data["phase"]
    case.phases = {case.entry: event.happened_at}
    case.templates_ref = data["templates"]
    case.settings = case.tree(data["settings"], entries.settings, {})
    case.roster = case.tree(data["roster"], entries.roster, {})
    for name, value in case.constants.items():
        _fitting(case, name, value)


def _phase_opened(case: Case, event: Event) -> None:
    case.phases.setdefault(event.data["phase"], event.happened_at)


def _severity_set(case: Case, event: Event) -> None:
    case.severity = event.data["level"]
    _take_word(case.assessed, "severity", {"status": "confirmed", "value": case.severity}, event)


def _responsibility_set(case: Case, event: Event) -> None:
    case.responsibility = event.data["value"]
    word = {"status": "confirmed", "value": case.responsibility}
    _take_word(case.assessed, "responsibility", word, event)


def _role_assigned(case: Case, event: Event) -> None:
    case.roster[event.data["role"]] = case.tree(event.data["people"], entries.people, [])


def _fact_recorded(case: Case, event: Event) -> None:
    data = event.data
    if "value" in data:
        _fitting(case, data["fact"], data["value"])
    _take_word(case.facts, data["fact"], data, event)


def _fitting(case: Case, fact: str, value: Any) -> None:
    """A value has the form of its fact's type, a personal one is sealed."""
    spec = case.plan.facts[fact]
    if not (entries.sealed(value) if spec.personal else fits(spec, value)):
        raise ValueError(fact)


def _take_word(words: dict[str, FactEntry], name: str, data: Data, event: Event) -> None:
    status, value = data["status"], data.get("value")
    since, before = event.happened_at, words.get(name)
    if before is not None and before.value == value and before.known == (status in KNOWN):
        since, before = before.since, before.before
    words[name] = FactEntry(
        name,
        status,
        value,
        event.seq,
        event.happened_at,
        event.actor,
        data.get("source"),
        since,
        before,
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


def _review_overridden(case: Case, event: Event) -> None:
    data = event.data
    overruling = Overruling(data["version"], tuple(data["rules"]), event.seq)
    case.documents[data["document"]].overrulings.append(overruling)


def _document_published(case: Case, event: Event) -> None:
    data = event.data
    step = data.get("step")
    if data.get("waived"):
        record = _record(case, data["step"])
        record.waived[data["channel"]] = data.get("because")
        _correct(record, case.documents[data["document"]], event)
        return
    document = case.documents[data["document"]]
    document.publications.append(
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
    if data["channel"] not in record.published:
        record.published_at = max(record.published_at or "", event.happened_at)
    record.published[data["channel"]] = event.seq
    record.waived.pop(data["channel"], None)
    _correct(record, document, event)


def _correct(record: StepRecord, document: Document, event: Event) -> None:
    """A flag goes when an approved version is out since, wherever the step still speaks."""
    approved = any(p.approved and p.seq > record.check for p in document.publications)
    stale = {channel for channel, seq in record.published.items() if seq < record.check}
    if record.check and approved and not stale - record.waived.keys():
        record.check = 0
        record.checked_at = event.happened_at


def _correction_checked(case: Case, event: Event) -> None:
    record = _record(case, event.data["step"])
    record.check = 0
    record.checked_at = event.happened_at
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
    "review_overridden": _review_overridden,
    "document_published": _document_published,
    "correction_checked": _correction_checked,
    "duty_discharged": _duty_discharged,
    "note_added": _note_added,
    "evidence_added": _evidence_added,
    "case_closed": _case_closed,
    "case_reopened": _case_reopened,
}


AFTER_CLOSE = frozenset({"note_added", "evidence_added", "phase_opened", "redacted"})
"""What is still recorded of a case that is closed (see `engine`)."""


def apply(case: Case, events: Sequence[Event]) -> None:
    """Take in entries of this process. Raises ValueError and its like for what is none."""
    for event in events:
        entries.check(event)
        handler = HANDLERS.get(event.type)
        if handler is not None:
            handler(case, event)
        about = _ABOUT.get(event.type)
        if about is not None:
            for subject in about(event.data):
                case.touched[subject] = event.seq
        case.seq = event.seq


def load(journal: Journal, head: CaseHead) -> Case:
    """Fold a case from its journal. Raises StorageError for entries that crisiskit never wrote."""
    case = Case(uid=head.uid, contents=journal.content)
    events = journal.read(head.uid)
    if not events or events[0].type != "case_opened":
        raise _not_understood(1, head.code)
    take_in(case, events, head)
    return case


def take_in(case: Case, events: Sequence[Event], head: CaseHead) -> None:
    """Take in entries that were stored. Raises StorageError for what crisiskit never wrote.

    Hashes hold in somebody else's store whatever its entries say.
    """
    try:
        with collector.at_rest():
            apply(case, events)
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise _not_understood(case.seq + 1, head.code) from error


def _not_understood(seq: int, code: str) -> StorageError:
    return StorageError(
        _("Entry {seq} of case {code} cannot be understood.").format(seq=seq, code=quote(code)),
        hint=_("`crisiskit verify` tells whether it is as it was written."),
    )


def is_closed(journal: Journal, head: CaseHead) -> bool:
    """Whether a case is closed, from its last entries, without folding it."""
    last = journal.latest(head.uid, _tells_whether_closed)
    return last is not None and last.type == "case_closed"


def _tells_whether_closed(event: Event) -> bool:
    return event.type in HANDLERS and event.type not in AFTER_CLOSE
