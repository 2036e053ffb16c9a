"""A case: everything the journal says, in the form questions are asked of it.

Only `fold` writes to it. What follows from it at a moment (which step is ready, what is late) is
`situation.Situation`.
"""

import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any

from crisiskit.case import entries
from crisiskit.case.events import Seal, sealed
from crisiskit.case.records import Document, Evidence, FactEntry, Note, StepRecord
from crisiskit.errors import StorageError
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.playbook import codec
from crisiskit.playbook.plan import Plan, Step, rank
from crisiskit.playbook.stored import fits

Contents = Callable[[str], bytes | None]

REDACTED = "\N{FULL BLOCK}" * 4
"""What stands where sealed words were removed."""


@dataclass(slots=True)
class Case:
    """One incident being handled, as of its entry `seq`."""

    uid: str
    contents: Contents
    code: str = ""
    seq: int = 0
    plan: Plan = field(init=False)
    title: Any = None
    opened_at: str = ""
    closed_at: str | None = None
    zone: str = "UTC"
    country: str = "CN"
    language: str = "zh"
    drill: bool = False
    entry: str = "emergency"
    phases: dict[str, str] = field(default_factory=dict)
    """Opened phases -> when."""
    severity: str | None = None
    responsibility: str = "undetermined"
    settings: Mapping[str, Any] = field(default_factory=dict)
    roster: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    steps: dict[str, StepRecord] = field(default_factory=dict)
    tasks: dict[str, Step] = field(default_factory=dict)
    facts: dict[str, FactEntry] = field(default_factory=dict)
    assessed: dict[str, FactEntry] = field(default_factory=dict)
    """The latest words on `severity` and `responsibility`."""
    outcomes: dict[str, str] = field(default_factory=dict)
    decided: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Outcome -> when it was decided, and the entry."""
    documents: dict[str, Document] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    duties: dict[str, str] = field(default_factory=dict)
    """Discharged duties -> when."""
    templates_ref: Any = None
    touched: dict[str, int] = field(default_factory=dict)
    """Subject -> the last entry about it."""

    def record(self, step: str) -> StepRecord:
        """The record of a step; a fresh one if nothing happened to it yet."""
        return self.steps.get(step) or StepRecord()

    def step(self, step: str) -> Step:
        """A step of the plan or a task that was added. Raises KeyError."""
        return self.plan.steps.get(step) or self.tasks[step]

    def walked(self) -> Iterable[Step]:
        """The steps of the phases that are walked, in order, then the tasks."""
        first = rank(self.entry)
        yield from (step for step in self.plan.steps.values() if rank(step.phase) >= first)
        yield from self.tasks.values()

    def is_walked(self, step: Step) -> bool:
        """Whether a step lies in a phase that this case walks."""
        return rank(step.phase) >= rank(self.entry)

    def needs_first(self, step: Step, known: Container[str]) -> Iterator[Step]:
        """A step after all it rests on, as far as not known: long chains are not deep calls."""
        pending = [(step, iter(step.needs))]
        seen = {step.id}
        while pending:
            current, needs = pending[-1]
            need = next((n for n in needs if n.step not in seen and n.step not in known), None)
            if need is None:
                pending.pop()
                yield current
            else:
                seen.add(need.step)
                other = self.step(need.step)
                pending.append((other, iter(other.needs)))

    def document_of(self, step: str) -> Document | None:
        """The document a draft step made."""
        for document in self.documents.values():
            if document.step == step:
                return document
        return None

    def content(self, value: Any) -> bytes | None:
        """Sealed content; None when it was removed, or is no reference to any."""
        if isinstance(value, Seal):
            return value.content
        digest = sealed(value)
        return None if digest is None else self.contents(digest)

    def words(self, value: Any) -> str:
        """Sealed or plain words as text; a visible mark where they were removed."""
        if value is None or isinstance(value, str):
            return value or ""
        content = self.content(value)
        return REDACTED if content is None else content.decode(errors="replace")

    def tree(self, value: Any, form: Callable[[Any], bool], removed: Any) -> Any:
        """The JSON in sealed or plain words, of a form; `removed` when it was taken out.

        Raises StorageError when it is not of that form.
        """
        content = value.encode() if isinstance(value, str) else self.content(value)
        if content is None:
            return removed
        try:
            found = json.loads(content)
            if form(found):
                return found
        except (ValueError, RecursionError) as error:
            raise _unreadable() from error
        raise _unreadable()

    def value(self, entry: FactEntry) -> Any:
        """The value of a fact, unsealed if it is personal; None when it was removed.

        Raises StorageError when what was sealed is no value of that fact.
        """
        if isinstance(entry.value, Seal) or sealed(entry.value) is not None:
            spec = self.plan.facts[entry.fact]
            return self.tree(entry.value, lambda value: fits(spec, value), None)
        return entry.value

    @property
    def constants(self) -> Mapping[str, Any]:
        """The company's constants that were pinned with the case, in stored form."""
        return dict(self.settings.get("facts", {}))

    def knows(self, fact: str) -> bool:
        """Whether there is a word on a fact, if only 还不知道, or it is a constant."""
        return fact in self.facts or fact in self.constants

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which this case speaks; its own first."""
        wanted = self.settings.get("languages") or [self.language]
        return tuple(dict.fromkeys([self.language, *wanted]))

    def templates(self) -> dict[str, str]:
        """The templates in force, pinned when the case was opened: `language/id` -> source."""
        return dict(self.tree(self.templates_ref, entries.templates, {}))

    def people(self, role: str) -> list[dict[str, Any]]:
        """Who holds a role, in order."""
        return self.roster.get(role, [])

    def roles_of(self, name: str) -> set[str]:
        """The roles that the roster gives to a name; a role's own id counts as its holder."""
        held = {
            role
            for role, people in self.roster.items()
            if any(p.get("name") == name for p in people)
        }
        return held | ({name} if name in self.plan.roles else set())

    def adopt(self, plan: bytes) -> None:
        """Take a plan as the one in force."""
        self.plan = codec.load(plan)


def _unreadable() -> StorageError:
    return StorageError(
        _("What is sealed in this case cannot be understood."),
        hint=_("`crisiskit verify` tells whether it is as it was written."),
    )
