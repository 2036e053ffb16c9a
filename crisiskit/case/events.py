"""Entries of the journal: what one is, and the closed list of their types.

An event is a line of the record that no one can change. Long or personal words never stand in it:
they are `Seal`ed, kept beside the journal under a salted hash, and can be taken out by `redact`
without breaking the chain.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from crisiskit.lean import dataclass

TYPES = frozenset(
    {
        "case_opened",
        "phase_opened",
        "severity_set",
        "responsibility_set",
        "role_assigned",
        "fact_recorded",
        "step_claimed",
        "item_checked",
        "step_done",
        "step_skipped",
        "step_reopened",
        "decision_made",
        "task_added",
        "document_drafted",
        "document_edited",
        "document_approved",
        "document_rejected",
        "review_overridden",
        "document_published",
        "correction_checked",
        "duty_discharged",
        "promise_made",
        "promise_kept",
        "note_added",
        "evidence_added",
        "playbook_amended",
        "redacted",
        "case_closed",
        "case_reopened",
    }
)
"""Closed: an unknown type in a store is shown as it stands and never acted on."""


@dataclass(frozen=True, slots=True)
class Seal:
    """Words or bytes to be kept beside the journal; the store puts a reference in their place."""

    content: bytes

    @classmethod
    def text(cls, words: str) -> "Seal":
        """Seal a text (UTF-8)."""
        return cls(words.encode())

    @classmethod
    def words(cls, words: str | None) -> "Seal | None":
        """Seal words that may not have been said."""
        return cls.text(words) if words else None


def sealed(reference: Any) -> str | None:
    """The hash of a reference to sealed content (`{"sealed": HASH, "size": BYTES}`), or None."""
    if isinstance(reference, Mapping):
        value = reference.get("sealed")
        return value if isinstance(value, str) else None
    return None


class NewEvent(NamedTuple):
    """An event as decided: no number, no envelope. `data` is JSON that may hold Seals."""

    type: str
    data: Mapping[str, Any]
    happened_at: str


class Signature(NamedTuple):
    """Who records, from where: the part of the envelope that an act has in common.

    Identity is claimed, not proved: `actor` did it, `recorded_by` typed it, `os_user`@`host` is
    what the machine says.
    """

    actor: str
    recorded_by: str
    os_user: str
    host: str
    recorded_at: str
    command: str


class Event(NamedTuple):
    """One entry as stored. Times are `clock.stamp` text, data is plain JSON.

    A tuple, because a case is ten thousand of them and no other value is made as quickly.
    """

    case: str
    seq: int
    type: str
    happened_at: str
    recorded_at: str
    actor: str
    recorded_by: str
    os_user: str
    host: str
    command: str
    data: dict[str, Any]
