"""What the fold remembers of a case: one small record for each step, fact, document and person.

Records are written by `fold` only. What can be derived from them (the state of a step, whether it
is late) is derived in `situation` and never stored.
"""

from dataclasses import field
from typing import Any, NamedTuple

from crisiskit.lean import dataclass


@dataclass(slots=True)
class StepRecord:
    """What happened to a step in its present iteration."""

    iteration: int = 1
    since: int = 0
    """The entry that reopened it: versions and approvals before it no longer count."""
    reopened_at: str | None = None
    claimed_by: str | None = None
    claimed_at: str | None = None
    done_at: str | None = None
    done_by: str | None = None
    skipped_at: str | None = None
    skipped_by: str | None = None
    skipped_because: Any = None
    settled_at: str | None = None
    """A reopened draft or approval whose published text was found to be still true."""
    check: int = 0
    """The entry since which what went out must be checked for correction; 0: nothing to check."""
    checked_at: str | None = None
    """When it was last found to be true or was corrected: what needs it waited until then."""
    option: str | None = None
    ticked: dict[str, str] = field(default_factory=dict)
    rounds: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    published: dict[str, int] = field(default_factory=dict)
    """Channel -> entry of the latest publication."""
    published_at: str | None = None
    """When it first was out on every channel so far; a correction does not change that."""
    waived: dict[str, Any] = field(default_factory=dict)


KNOWN = frozenset({"confirmed", "unconfirmed"})
"""The statuses of a fact whose value conditions and targets see."""


class FactEntry(NamedTuple):
    """The latest word on a fact; of the same form, one on the severity or the responsibility.

    A tuple, like a Note: most entries of a long case become one or the other.
    """

    fact: str
    status: str
    value: Any
    seq: int
    happened_at: str
    by: str
    source: Any = None
    since: str = ""
    """When it got its present value; a status that leaves the value standing changes nothing."""
    before: "FactEntry | None" = None
    """The latest word that said something else."""

    @property
    def known(self) -> bool:
        """Whether conditions and targets see the value."""
        return self.status in KNOWN


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document: what was reviewed and approved."""

    number: int
    id: str
    seq: int
    at: str
    by: str
    manifest: list[dict[str, Any]]
    texts: list[dict[str, Any]]
    """`{language, channel, sealed, size}`: where the words are."""
    gaps: list[dict[str, Any]]
    facts: dict[str, int]
    """Fact -> entry of the value that was used."""
    edited: bool


@dataclass(frozen=True, slots=True)
class SignOff:
    """An approval or a rejection, bound to a version."""

    role: str
    version: str
    seq: int
    at: str
    by: str
    reported_for: str | None = None
    via: str | None = None
    because: Any = None


@dataclass(frozen=True, slots=True)
class Overruling:
    """The lead's word that a version goes out in spite of rules of the review, by their codes."""

    version: str
    rules: tuple[str, ...]
    seq: int


@dataclass(frozen=True, slots=True)
class Publication:
    """A version that went out on a channel."""

    channel: str
    version: str
    seq: int
    at: str
    by: str
    approved: bool
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Document:
    """`d1`, `d2`, …: the versions of a text and what was said of them."""

    id: str
    step: str | None
    template: str | None
    versions: list[Version] = field(default_factory=list)
    approvals: list[SignOff] = field(default_factory=list)
    rejections: list[SignOff] = field(default_factory=list)
    overrulings: list[Overruling] = field(default_factory=list)
    publications: list[Publication] = field(default_factory=list)

    @property
    def current(self) -> Version:
        """The version that counts."""
        return self.versions[-1]

    @property
    def rejected(self) -> SignOff | None:
        """The rejection of the current version, if there is one."""
        for rejection in reversed(self.rejections):
            if rejection.version == self.current.id and rejection.seq > self.current.seq:
                return rejection
        return None

    def signed(self, since: int = 0) -> list[SignOff]:
        """Approvals of the current version given after entry `since`."""
        after = max(since, self.current.seq)
        return [a for a in self.approvals if a.version == self.current.id and a.seq > after]

    @property
    def overruled(self) -> set[str]:
        """The rules of the review, by code, in spite of which the current version may go out."""
        return {
            rule
            for one in self.overrulings
            if one.version == self.current.id and one.seq > self.current.seq
            for rule in one.rules
        }


class Note(NamedTuple):
    """A line of the log that somebody wrote."""

    seq: int
    text: Any
    privileged: bool
    source: str | None
    answer_by: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file kept by its hash."""

    id: str
    seq: int
    step: str | None
    name: str
    sha256: str
    size: int
    content: Any
