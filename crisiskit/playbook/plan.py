"""The plan: a playbook with its parts inlined and its names resolved.

This is what a case is opened with. It is plain data that goes to canonical JSON and back, so that
a running case needs no YAML and no validation library. How files become a plan is `compile.py`.
"""

from collections.abc import Mapping
from dataclasses import field, fields, is_dataclass
from enum import StrEnum
from typing import Any

from crisiskit.lean import dataclass

Text = Mapping[str, str]
"""Words per language."""


class Phase(StrEnum):
    """The four phases of a crisis (S1-21), in order."""

    PREVENTION = "prevention"
    EMERGENCY = "emergency"
    DISPOSAL = "disposal"
    RECOVERY = "recovery"


PHASES: tuple[str, ...] = tuple(Phase)

_RANKS = {phase: number for number, phase in enumerate(PHASES)}

GENERAL = "general"
"""The playbook for whatever no other one is for."""

TRIAGE = ("broke", "harm", "spread")
"""Facts that `start` asks before the first card: since when it is public, and what the severity
matrix can be answered with in the first minute. The rest is asked by steps."""


def rank(phase: str) -> int:
    """The place of a phase among the four."""
    return _RANKS[phase]


@dataclass(frozen=True, slots=True)
class Condition:
    """A `when`, `until` or `valid`: its words, and the tree that `conditions.evaluate` walks."""

    text: str
    tree: list[Any]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table fact."""

    type: str
    label: Text


@dataclass(frozen=True, slots=True)
class FactSpec:
    """What a fact of the ledger is: type, unit, question."""

    id: str
    type: str
    bucket: str
    label: Text
    ask: Text
    unit: Text | None = None
    options: Mapping[str, Text] = field(default_factory=dict)
    columns: Mapping[str, Column] = field(default_factory=dict)
    personal: bool = False


@dataclass(frozen=True, slots=True)
class DutySpec:
    """A statutory notification as the dictionary holds it. Not legal advice: see `verified`."""

    id: str
    title: Text
    citation: Text
    within: str
    words: Text
    recipient: Text
    verified: str
    source: str
    applies: Text | None = None
    checked_on: str | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """A step that must come first. `named` tells a need written in the file from a default one."""

    step: str
    named: bool = True


@dataclass(frozen=True, slots=True)
class Due:
    """A target: `within` (per severity, or `else`) or `by` from `anchor` on, or `before` it."""

    anchor: str = "self"
    within: Mapping[str, str] = field(default_factory=dict)
    by: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a checklist, ticked by id."""

    id: str
    text: Text
    role: str | None = None
    before: str | None = None
    after: str | None = None
    section: Text | None = None
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    """A long checklist of the dictionary; `of` is the time fact its items are counted from."""

    id: str
    title: Text
    items: tuple[Item, ...]
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to a decision, and the steps it reopens."""

    label: Text
    reopens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decide:
    """The role picks an option and says why; `outcome` is the fact it becomes."""

    question: Text
    options: Mapping[str, Option]
    outcome: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Makes a document: one text per language and channel."""

    template: str
    languages: tuple[str, ...]
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Approver:
    """A role that signs off, and how long it takes."""

    role: str
    takes: str | None = None


@dataclass(frozen=True, slots=True)
class Approve:
    """Sign-offs on the current version of the document that step `draft` makes."""

    draft: str
    roles: tuple[Approver, ...]
    need: int
    order: str = "any"


@dataclass(frozen=True, slots=True)
class Publish:
    """Records that the document of step `draft` went out, per channel."""

    draft: str
    channels: tuple[str, ...]
    audience: str


@dataclass(frozen=True, slots=True)
class Notify:
    """Tells people or an authority; discharges `duty` with evidence."""

    to: tuple[str, ...]
    duty: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """Comes back every so often until the condition holds; None: until the case is closed."""

    every: str
    until: Condition | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """Until a condition holds, or for a time from when it became ready."""

    until: Condition | None = None
    lasts: str | None = None


Action = Decide | Draft | Approve | Publish | Notify | Repeat | Wait

ACTIONS: dict[str, type[Any]] = {
    "decide": Decide,
    "draft": Draft,
    "approve": Approve,
    "publish": Publish,
    "notify": Notify,
    "repeat": Repeat,
    "wait": Wait,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a named role does. `kind` is `task` or a key of ACTIONS."""

    id: str
    phase: str
    title: Text
    role: str
    kind: str = "task"
    action: Action | None = None
    heading: Text | None = None
    do: Text | None = None
    why: Text | None = None
    source: tuple[str, ...] = ()
    consult: tuple[str, ...] = ()
    takes: str | None = None
    needs: tuple[Need, ...] = ()
    when: Condition | None = None
    due: Due | None = None
    checklist: tuple[Item, ...] = ()
    clock: str | None = None
    """The time fact that the checklist's `before` and `after` count from."""
    collect: tuple[str, ...] = ()
    evidence: str = "none"
    optional: bool = False
    background: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A use of a part or an anonymous group: what its id means from outside."""

    id: str
    title: Text | None
    members: tuple[str, ...]
    ends: tuple[str, ...]
    last_end: str | None


@dataclass(frozen=True, slots=True)
class Level:
    """One threshold of the severity matrix."""

    when: Condition
    text: Text


@dataclass(frozen=True, slots=True)
class Dimension:
    """One row of the severity matrix: levels `P1`..`P4`."""

    id: str
    label: Text
    levels: Mapping[str, Level]


@dataclass(frozen=True, slots=True)
class Plan:
    """A playbook as a case runs it."""

    playbook: str
    version: str
    title: Text
    summary: Text
    signals: Mapping[str, tuple[str, ...]]
    responsibility: str | None
    lead: str
    steps: Mapping[str, Step]
    groups: Mapping[str, Group]
    facts: Mapping[str, FactSpec]
    duties: Mapping[str, DutySpec]
    roles: Mapping[str, Text]
    channels: Mapping[str, Text]
    checklists: Mapping[str, Checklist]
    severity: tuple[Dimension, ...]

    def leaves(self, name: str) -> tuple[str, ...]:
        """The steps a step id or group id stands for; empty when nobody has that id."""
        if name in self.steps:
            return (name,)
        group = self.groups.get(name)
        return group.members if group else ()


def to_json(value: Any) -> Any:
    """Plain JSON data; fields that hold their default are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: to_json(getattr(value, f.name))
            for f in fields(value)
            if not _is_default(value, f)
        }
    if isinstance(value, Mapping):
        return {key: to_json(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [to_json(entry) for entry in value]
    return value


def _is_default(value: Any, f: Any) -> bool:
    current = getattr(value, f.name)
    if callable(f.default_factory):
        return bool(current == f.default_factory())
    return bool(current == f.default) and type(current) is type(f.default)
