"""Deciding what is written to the ledger and the log: facts, severity, people, notes, evidence."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from crisiskit.case.commands import (
    AddEvidence,
    AddNote,
    AddTask,
    Assign,
    FactInput,
    File,
    RecordFacts,
    SetResponsibility,
    SetSeverity,
)
from crisiskit.case.entries import SEVERITIES
from crisiskit.case.events import Seal
from crisiskit.case.state import Case
from crisiskit.case.tasks import add_task
from crisiskit.case.working import Working, needed, unknown_role
from crisiskit.errors import Refused, UsageError
from crisiskit.language import _
from crisiskit.playbook.plan import FactSpec
from crisiskit.text import nearest, quote

STATUSES = ("unconfirmed", "confirmed", "disputed", "retracted", "unknown")
RESPONSIBILITIES = ("undetermined", "victim", "accidental", "preventable")
"""The clusters of SCCT (domain.md 1.3), and not knowing yet."""


def record(work: Working, command: RecordFacts) -> None:
    """Words on facts, one entry each."""
    record_facts(work, command.facts)


def record_facts(work: Working, facts: Iterable[FactInput]) -> None:
    """Record facts in the order given."""
    for fact in facts:
        _record_one(work, fact)


def spec_of(case: Case, name: str) -> FactSpec:
    """What a fact is. Raises UsageError for one nobody knows, and for the outcome of a decision."""
    spec = case.plan.facts.get(name)
    if spec is not None:
        return spec
    for step in case.plan.steps.values():
        if getattr(step.action, "outcome", None) == name:
            raise UsageError(
                _("{fact} is the outcome of a decision and cannot be set.").format(fact=name),
                hint=_("`crisiskit decide {step} OPTION --because '…'`").format(step=step.id),
            )
    guess = nearest(name, list(case.plan.facts))
    raise UsageError(
        _("There is no fact {fact} in this playbook.").format(fact=quote(name)),
        hint=_("Did you mean {guess}?").format(guess=guess)
        if guess
        else _(
            "`crisiskit fact list --all` shows every fact; `crisiskit note` keeps anything else."
        ),
    )


def _record_one(work: Working, fact: FactInput) -> None:
    spec = spec_of(work.case, fact.fact)
    if fact.status not in STATUSES:
        raise UsageError(_("There is no fact status {status}.").format(status=quote(fact.status)))
    value = fact.value if fact.value is not None else _present(work, fact)
    entry = work.case.facts.get(spec.id)
    if fact.translation and isinstance(fact.value, Mapping):
        value = {**(_present(work, fact) or {}), **fact.value}
    if spec.personal and value is not None:
        value = Seal.text(
            json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        )
    work.emit(
        "fact_recorded",
        fact=spec.id,
        status=entry.status if fact.translation and entry and entry.value else fact.status,
        value=value,
        source=Seal.words(fact.source),
    )


def _present(work: Working, fact: FactInput) -> Any:
    """The value there is; a word on the status of a fact that has none is refused."""
    if fact.status == "unknown":
        return None
    entry = work.case.facts.get(fact.fact)
    if entry is None or entry.value is None:
        if fact.translation:
            return {}
        raise Refused(
            _("{fact} has no value yet.").format(fact=fact.fact),
            hint=_("`crisiskit fact set {fact} VALUE`").format(fact=fact.fact),
        )
    return work.case.value(entry)


def set_severity(work: Working, command: SetSeverity) -> None:
    """A person sets the severity, whatever the matrix proposes."""
    if command.level not in SEVERITIES:
        raise UsageError(
            _("There is no severity {level}.").format(level=quote(command.level)),
            hint=_("P1, P2, P3 or P4"),
        )
    work.emit("severity_set", level=command.level, because=Seal.text(command.because))


def set_responsibility(work: Working, command: SetResponsibility) -> None:
    """Whose doing this is decides how much apology is due (domain.md 0.2 C-2)."""
    if command.value not in RESPONSIBILITIES:
        raise UsageError(
            _("There is no responsibility {value}.").format(value=quote(command.value)),
            hint=", ".join(RESPONSIBILITIES),
        )
    because = needed(command.because, "--because")
    work.emit("responsibility_set", value=command.value, because=Seal.text(because))


def assign(work: Working, command: Assign) -> None:
    """Who holds a role from now on."""
    if command.role not in work.case.plan.roles:
        raise unknown_role(work.case, command.role)
    people = [dict(person) for person in command.people]
    words = json.dumps(people, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    work.emit("role_assigned", role=command.role, people=Seal.text(words))


def add_note(work: Working, command: AddNote) -> None:
    """A line for the log; a question somebody asked may carry who asked and when to answer."""
    if not command.text.strip():
        raise UsageError(_("An empty note says nothing."), hint=_("`crisiskit note 'TEXT'`"))
    work.emit(
        "note_added",
        text=Seal.text(command.text),
        privileged=command.privileged or None,
        answer_by=command.answer_by,
        **({"from": command.source} if command.source else {}),
    )
    if command.answer_by is not None:
        _owe_answer(work, command, command.answer_by)


def _owe_answer(work: Working, command: AddNote, by: str) -> None:
    """A question with a time to answer it is a card until it is answered, not a line in the log."""
    asked = _("a privileged note") if command.privileged else quote(command.text)
    words = _("Answer {who}: {question}").format(who=command.source or _("them"), question=asked)
    role = "pr" if "pr" in work.case.plan.roles else work.case.plan.lead
    add_task(work, AddTask(words, role, by))


def add_evidence(work: Working, command: AddEvidence) -> None:
    """Keep a file, for a step or for the case."""
    step = None if command.step is None else work.step(command.step).id
    keep(work, command.file, step)


def keep(work: Working, file: File, step: str | None) -> str:
    """Keep a file by its hash, and give its id (`e1`): posts are deleted within minutes."""
    name = f"e{len(work.case.evidence) + 1}"
    work.emit(
        "evidence_added",
        evidence=name,
        step=step,
        name=Seal.text(file.name),
        sha256=hashlib.sha256(file.content).hexdigest(),
        size=len(file.content),
        content=Seal(file.content),
    )
    return name
