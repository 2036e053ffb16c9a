"""One function for each thing a responder does to steps, facts and the log.

Each takes what was typed, makes the command of it and records it through the desk. Acts on
documents are in `words`, opening a case is in `opening`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any

from crisiskit.case import commands as c
from crisiskit.clock import stamp
from crisiskit.desk import facts
from crisiskit.desk.desk import Desk, Receipt
from crisiskit.lean import dataclass


@dataclass(frozen=True, slots=True)
class Typed:
    """What comes with an act: facts, answers 还不知道, when it happened, the command's id."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    unknown: Sequence[str] = ()
    confirmed: bool = False
    source: str | None = None
    at: datetime | None = None
    command: str | None = None

    def read(self, desk: Desk) -> tuple[c.FactInput, ...]:
        """The facts in stored form."""
        return facts.read_all(
            desk, self.facts, self.unknown, confirmed=self.confirmed, source=self.source
        )


PLAIN = Typed()


def _act(desk: Desk, typed: Typed, *commands: c.Command) -> Receipt:
    return desk.act(*commands, at=typed.at, command=typed.command)


def claim(desk: Desk, step: str, typed: Typed = PLAIN) -> Receipt:
    """Take a step on."""
    return _act(desk, typed, c.Claim(step))


def unclaim(desk: Desk, step: str, typed: Typed = PLAIN) -> Receipt:
    """Let a step go."""
    return _act(desk, typed, c.Claim(step, release=True))


def check(
    desk: Desk, step: str, items: Sequence[str], typed: Typed = PLAIN, *, clear: bool = False
) -> Receipt:
    """Tick items of a step's checklist, or clear them."""
    return _act(desk, typed, c.Check(step, tuple(items), clear))


def done(
    desk: Desk,
    step: str,
    typed: Typed = PLAIN,
    *,
    evidence: Sequence[c.File] = (),
    note: str | None = None,
    reference: str | None = None,
    still_true: bool = False,
) -> Receipt:
    """A step was done, with the facts it collects and the evidence it asks for."""
    command = c.Done(step, typed.read(desk), tuple(evidence), note, reference, still_true)
    return _act(desk, typed, command)


def skip(desk: Desk, step: str, because: str, typed: Typed = PLAIN) -> Receipt:
    """Leave a step or a group undone, with the reason."""
    return _act(desk, typed, c.Skip(step, because))


def reopen(desk: Desk, step: str, because: str, typed: Typed = PLAIN) -> Receipt:
    """Do a step, and what followed from it, again."""
    return _act(desk, typed, c.Reopen(step, because))


def decide(desk: Desk, step: str, option: str, because: str, typed: Typed = PLAIN) -> Receipt:
    """Pick an option of a decision and say why."""
    return _act(desk, typed, c.Choose(step, option, because, typed.read(desk)))


def advance(desk: Desk, phase: str, because: str, typed: Typed = PLAIN) -> Receipt:
    """Open a phase before its gate is satisfied."""
    return _act(desk, typed, c.Advance(phase, because))


def task(
    desk: Desk, text: str, role: str, due: datetime | None = None, typed: Typed = PLAIN
) -> Receipt:
    """Add something the playbook does not have."""
    return _act(desk, typed, c.AddTask(text, role, stamp(due) if due else None))


def set_facts(desk: Desk, typed: Typed) -> Receipt:
    """Record facts of the ledger."""
    return _act(desk, typed, c.RecordFacts(typed.read(desk)))


def translate_fact(
    desk: Desk, name: str, text: str, language: str, typed: Typed = PLAIN
) -> Receipt:
    """Add a language to a text fact; its status stays."""
    entry = desk.case.facts.get(name)
    confirmed = entry is not None and entry.status == "confirmed"
    fact = facts.read(desk, name, text, confirmed=confirmed, language=language, translation=True)
    return _act(desk, typed, c.RecordFacts((fact,)))


def restate(desk: Desk, names: Iterable[str], status: str, typed: Typed = PLAIN) -> Receipt:
    """Confirm, dispute or retract facts that have a value."""
    inputs = tuple(
        c.FactInput(facts.spec(desk, name).id, status, source=typed.source) for name in names
    )
    return _act(desk, typed, c.RecordFacts(inputs))


def severity(desk: Desk, level: str, because: str, typed: Typed = PLAIN) -> Receipt:
    """Set the severity, whatever the matrix proposes."""
    return _act(desk, typed, c.SetSeverity(level, because))


def responsibility(desk: Desk, value: str, because: str, typed: Typed = PLAIN) -> Receipt:
    """Say whose doing this is."""
    return _act(desk, typed, c.SetResponsibility(value, because))


def assign(
    desk: Desk, role: str, people: Sequence[Mapping[str, Any]], typed: Typed = PLAIN
) -> Receipt:
    """Say who holds a role, in order."""
    return _act(desk, typed, c.Assign(role, tuple(people)))


def note(
    desk: Desk,
    text: str,
    typed: Typed = PLAIN,
    *,
    privileged: bool = False,
    source: str | None = None,
    answer_by: datetime | None = None,
) -> Receipt:
    """Write a line into the log."""
    by = stamp(answer_by) if answer_by else None
    return _act(desk, typed, c.AddNote(text, privileged, source, by))


def add_evidence(
    desk: Desk, file: c.File, step: str | None = None, typed: Typed = PLAIN
) -> Receipt:
    """Keep a file by its hash."""
    return _act(desk, typed, c.AddEvidence(file, step))


def discharge(
    desk: Desk,
    duty: str,
    typed: Typed = PLAIN,
    *,
    reference: str | None = None,
    evidence: c.File | None = None,
) -> Receipt:
    """A statutory notification was made."""
    return _act(desk, typed, c.Discharge(duty, reference, evidence))


def close(
    desk: Desk, because: str | None = None, handover: str | None = None, typed: Typed = PLAIN
) -> Receipt:
    """Close the case."""
    return _act(desk, typed, c.Close(because, handover))


def reopen_case(desk: Desk, because: str, typed: Typed = PLAIN) -> Receipt:
    """Go on with a closed case."""
    return _act(desk, typed, c.ReopenCase(because))
