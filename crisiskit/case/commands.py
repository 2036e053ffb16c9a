"""What a responder can ask for: one small value per act. Only the engine interprets them."""

from collections.abc import Mapping
from typing import Any

from crisiskit.lean import dataclass


@dataclass(frozen=True, slots=True)
class FactInput:
    """A word on a fact. `value` is in stored form; None keeps the value and changes the status."""

    fact: str
    status: str = "unconfirmed"
    value: Any = None
    source: str | None = None
    translation: bool = False
    """Adds the languages of a text instead of replacing it."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to be kept: its name and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Claim:
    """Take a step on, or let it go."""

    step: str
    release: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """Tick items of a step's checklist, or clear them."""

    step: str
    items: tuple[str, ...]
    clear: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """A step was done; `still_true`: what went out, and is to be checked, holds."""

    step: str
    facts: tuple[FactInput, ...] = ()
    evidence: tuple[File, ...] = ()
    note: str | None = None
    reference: str | None = None
    still_true: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave a step, or all open steps of a group, undone, with the reason."""

    step: str
    because: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """Do a step, and all that followed from it, again."""

    step: str
    because: str


@dataclass(frozen=True, slots=True)
class Choose:
    """Pick an option of a decision and say why."""

    step: str
    option: str
    because: str
    facts: tuple[FactInput, ...] = ()


@dataclass(frozen=True, slots=True)
class Advance:
    """Open a phase, and those between, before its gate is satisfied."""

    phase: str
    because: str


@dataclass(frozen=True, slots=True)
class AddTask:
    """Something the playbook does not have. `due` is an instant."""

    text: str
    role: str
    due: str | None = None


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """Words on facts of the ledger."""

    facts: tuple[FactInput, ...]


@dataclass(frozen=True, slots=True)
class SetSeverity:
    """`P1`..`P4`, set by a person."""

    level: str
    because: str


@dataclass(frozen=True, slots=True)
class SetResponsibility:
    """Whose doing this is: undetermined, victim, accidental, preventable (SCCT, domain.md 1.3)."""

    value: str
    because: str


@dataclass(frozen=True, slots=True)
class Assign:
    """Who holds a role: people in order, each `{name, contact?}`."""

    role: str
    people: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class AddNote:
    """A line for the log. A privileged one stays out of exports."""

    text: str
    privileged: bool = False
    source: str | None = None
    answer_by: str | None = None


@dataclass(frozen=True, slots=True)
class AddEvidence:
    """A file kept by its hash."""

    file: File
    step: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """One rendered text of a version."""

    language: str
    channel: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Write:
    """A new version of a document: drafted from a template, or edited by hand."""

    texts: tuple[Written, ...]
    manifest: tuple[Mapping[str, Any], ...]
    version: str
    step: str | None = None
    document: str | None = None
    template: str | None = None
    template_hash: str | None = None
    gaps: tuple[Mapping[str, Any], ...] = ()
    facts: tuple[str, ...] = ()
    edited: bool = False
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Objection:
    """What the review has against a version: the code of the rule, the sentence, who lifts it."""

    code: str
    said: str
    lifted_by: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A role approves the current version, or rejects it with a reason."""

    document: str
    role: str
    approved: bool = True
    because: str | None = None
    reported_for: str | None = None
    via: str | None = None
    evidence: File | None = None
    objections: tuple[Objection, ...] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """The lead lets the current version go out in spite of the review."""

    document: str
    because: str
    objections: tuple[Objection, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """The current version of a document went out on a channel; or the channel is waived."""

    document: str
    channel: str
    step: str | None = None
    because: str | None = None
    unapproved: bool = False
    waive: bool = False
    objections: tuple[Objection, ...] = ()


@dataclass(frozen=True, slots=True)
class Discharge:
    """A statutory notification was made, with what proves it."""

    duty: str
    reference: str | None = None
    evidence: File | None = None


@dataclass(frozen=True, slots=True)
class Close:
    """Close the case; with open ends only for a reason."""

    because: str | None = None
    handover: str | None = None


@dataclass(frozen=True, slots=True)
class ReopenCase:
    """Go on with a closed case."""

    because: str


@dataclass(frozen=True, slots=True)
class Open:
    """Begin a case: everything that is pinned in it, and what is known at the start."""

    plan: bytes
    templates: bytes
    roster: Mapping[str, Any]
    settings: Mapping[str, Any]
    title: str
    timezone: str
    country: str
    language: str
    drill: bool = False
    phase: str = "emergency"
    facts: tuple[FactInput, ...] = ()
    severity: SetSeverity | None = None
    responsibility: SetResponsibility | None = None


Command = (
    Claim
    | Check
    | Done
    | Skip
    | Reopen
    | Choose
    | Advance
    | AddTask
    | RecordFacts
    | SetSeverity
    | SetResponsibility
    | Assign
    | AddNote
    | AddEvidence
    | Write
    | Sign
    | Override
    | Release
    | Discharge
    | Close
    | ReopenCase
)
