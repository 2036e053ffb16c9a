"""The bench on which an act is decided: a copy of the case on which its events take effect at once.

The case that was handed in is never touched, so deciding is pure.
"""

from copy import copy
from datetime import datetime
from typing import Any

from crisiskit.case.events import Event, NewEvent
from crisiskit.case.fold import apply
from crisiskit.case.records import Document, StepRecord
from crisiskit.case.situation import Situation
from crisiskit.case.state import Case
from crisiskit.clock import stamp
from crisiskit.errors import AnswerNeeded, UsageError
from crisiskit.language import _
from crisiskit.playbook.plan import Step
from crisiskit.text import did_you_mean, quote


class Working:
    """A case, the moment, who acts, and the events so far."""

    def __init__(
        self, case: Case, *, actor: str, now: datetime, at: datetime | None = None
    ) -> None:
        self.case = fork(case)
        self.actor = actor
        self.now = now
        self.at = stamp(at or now)
        self.events: list[NewEvent] = []

    @property
    def situation(self) -> Situation:
        """The case as it now stands, judged at the present moment."""
        return Situation(self.case, self.now)

    def emit(self, kind: str, **data: Any) -> None:
        """Decide an event; what follows sees its effect."""
        kept = {name: value for name, value in data.items() if value is not None}
        event = NewEvent(kind, kept, self.at)
        self.events.append(event)
        provisional = Event(
            self.case.uid,
            self.case.seq + 1,
            kind,
            self.at,
            stamp(self.now),
            self.actor,
            "",
            "",
            "",
            "",
            kept,
        )
        apply(self.case, [provisional])

    def step(self, name: str) -> Step:
        """The step of that id. Raises UsageError with the nearest name."""
        try:
            step = self.case.step(name)
        except KeyError:
            raise unknown_step(self.case, name) from None
        if not self.case.is_walked(step):
            raise UsageError(
                _("Step {step} belongs to a phase that this case does not walk.").format(step=name),
                hint=_("This case began in the phase {phase}.").format(phase=self.case.entry),
            )
        return step


def unknown_step(case: Case, name: str) -> UsageError:
    """The error for a step id nobody has."""
    if name in case.plan.groups:
        members = ", ".join(case.plan.groups[name].members)
        return UsageError(
            _("{group} is a group of steps.").format(group=name),
            hint=_("Its steps: {steps}").format(steps=members),
        )
    return UsageError(
        _("There is no step {step} in this case.").format(step=quote(name)),
        hint=did_you_mean(
            name,
            [*case.plan.steps, *case.plan.groups, *case.tasks],
            _("`crisiskit next` lists what can be done now."),
        ),
    )


def needed(words: str | None, flag: str) -> str:
    """Words that must be there. Raises AnswerNeeded naming the flag."""
    if words is None or not words.strip():
        raise AnswerNeeded(_("A reason is needed."), hint=_("{flag} '…'").format(flag=flag))
    return words


def unknown_role(case: Case, role: str) -> UsageError:
    """The error for a role nobody knows."""
    return UsageError(
        _("There is no role {role}.").format(role=quote(role)),
        hint=did_you_mean(
            role,
            list(case.plan.roles),
            _("Roles: {roles}").format(roles=", ".join(case.plan.roles)),
        ),
    )


def fork(case: Case) -> Case:
    """A copy whose records can change without touching the original."""
    twin = copy(case)
    twin.phases = dict(case.phases)
    twin.roster = dict(case.roster)
    twin.tasks = dict(case.tasks)
    twin.facts = dict(case.facts)
    twin.assessed = dict(case.assessed)
    twin.outcomes = dict(case.outcomes)
    twin.decided = dict(case.decided)
    twin.notes = list(case.notes)
    twin.evidence = dict(case.evidence)
    twin.duties = dict(case.duties)
    twin.touched = dict(case.touched)
    twin.steps = {name: _fork_step(record) for name, record in case.steps.items()}
    twin.documents = {name: _fork_document(document) for name, document in case.documents.items()}
    return twin


def _fork_step(record: StepRecord) -> StepRecord:
    twin = copy(record)
    twin.ticked = dict(record.ticked)
    twin.rounds = list(record.rounds)
    twin.evidence = list(record.evidence)
    twin.published = dict(record.published)
    twin.waived = dict(record.waived)
    return twin


def _fork_document(document: Document) -> Document:
    twin = copy(document)
    twin.versions = list(document.versions)
    twin.approvals = list(document.approvals)
    twin.rejections = list(document.rejections)
    twin.overrulings = list(document.overrulings)
    twin.publications = list(document.publications)
    return twin
