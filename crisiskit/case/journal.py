"""The journal: the small protocol behind which a store stands.

Only `append` changes anything. It takes the decision itself, so that what is still allowed is
judged under the lock, on the newest head, and the answer is on disk when it returns.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from crisiskit.case.events import Event, NewEvent, Signature
from crisiskit.lean import dataclass

Decision = Callable[[Sequence[Event]], Sequence[NewEvent]]
"""Given the events that came after those the responder saw, the events to append.

Raises Conflict or Refused to append nothing.
"""


class Appended(NamedTuple):
    """What an append did. `newer`: events of others since `seen`; `own`: those of this command."""

    newer: tuple[Event, ...]
    own: tuple[Event, ...]
    repeated: bool = False
    """The command id was known: nothing was written, `own` is what it wrote then."""


@dataclass(frozen=True, slots=True)
class CaseHead:
    """A case of a store. `uid` starts its chain; `code` is what people type."""

    uid: str
    code: str


@dataclass(frozen=True, slots=True)
class Flaw:
    """What `verify` found first: the number of the entry and what is wrong with it."""

    seq: int
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` read: how many entries, the head's hash, and the first flaw if there is one."""

    events: int
    head: str
    flaw: Flaw | None = None


class Journal(Protocol):
    """A store of cases."""

    def cases(self) -> Sequence[CaseHead]:
        """All cases, oldest first."""
        ...

    def open_case(
        self, decide: Callable[[str, str], Sequence[NewEvent]], signature: Signature, month_day: str
    ) -> tuple[CaseHead, Appended]:
        """Begin a case: `decide(uid, code)` gives its first events.

        `month_day` is the `MMDD` of the code. A known `signature.command` returns the case
        that it opened then.
        """
        ...

    def read(self, case: str, after: int = 0) -> list[Event]:
        """The events of a case (uid) with a number above `after`, in order."""
        ...

    def latest(self, case: str, wanted: Callable[[Event], bool]) -> Event | None:
        """The last event of a case that is wanted; those before it are not read."""
        ...

    def append(self, case: str, *, seen: int, signature: Signature, decide: Decision) -> Appended:
        """Append what `decide` gives, durably, or raise and append nothing.

        Raises StorageError (`saved` tells whether it is certain that nothing was written), and
        whatever `decide` raises.
        """
        ...

    def content(self, digest: str) -> bytes | None:
        """Sealed content by its hash; None when it was redacted."""
        ...

    def verify(self, case: str) -> Verdict:
        """Read every entry and every link of a case's chain."""
        ...
