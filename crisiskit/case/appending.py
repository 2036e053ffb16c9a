"""Appending: the order of things inside one transaction, the same for every store.

Read the head; a command that is known returns what it wrote; show the decision what came after
`seen`; chain, and hand to the store what is to be written. A store supplies the few reads and
writes (`Shelf`) and makes them one transaction under one lock.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from crisiskit.case.chain import Blob, Entry, Link, extend, origin, redacted
from crisiskit.case.events import Event, NewEvent, Signature
from crisiskit.case.journal import Appended, CaseHead, Decision
from crisiskit.errors import StorageError, UsageError
from crisiskit.language import _
from crisiskit.text import quote


class Addition(NamedTuple):
    """What one command adds: entries, sealed contents, and the hashes of contents to take out."""

    command: str
    entries: Sequence[Entry]
    blobs: Sequence[Blob]
    removed: Sequence[str]

    @property
    def events(self) -> tuple[Event, ...]:
        """The events of the entries."""
        return tuple(entry.event for entry in self.entries)


class Shelf(Protocol):
    """The reads and writes of a store inside a transaction."""

    def cases(self) -> Sequence[CaseHead]:
        """All cases, oldest first."""
        ...

    def opened_by(self, command: str) -> CaseHead | None:
        """The case that a command opened."""
        ...

    def position(self, case: str, command: str) -> tuple[Link, int | None]:
        """The last entry of a case; and the number of the first one that a command wrote there.

        Raises UsageError when there is no such case.
        """
        ...

    def read(self, case: str, after: int = 0) -> list[Event]:
        """The events of a case with a number above `after`, in order."""
        ...

    def add_case(self, case: CaseHead, command: str) -> None:
        """Begin a case, opened by a command."""
        ...

    def add(self, case: str, addition: Addition) -> None:
        """Write what a command adds.

        Raises UsageError when the case does not hold a content that is to be taken out.
        """
        ...


def append(
    shelf: Shelf,
    case: str,
    *,
    seen: int,
    signature: Signature,
    decide: Decision,
    salts: Callable[[], bytes],
) -> Appended:
    """One act on a case; see `Journal.append`."""
    head, first = shelf.position(case, signature.command)
    if first is not None:
        return _repeated(shelf, case, first, seen)
    if seen > head.seq:
        raise StorageError(
            _("NOT saved: entry {seen} was seen, but the record ends at {last}.").format(
                seen=seen, last=head.seq
            ),
            hint=_("An older copy of the store may have been put back. Look at the case again."),
        )
    newer = shelf.read(case, seen) if seen < head.seq else []
    addition = _addition(case, head, decide(newer), signature, salts)
    if addition.entries:
        shelf.add(case, addition)
    return Appended(tuple(newer), addition.events)


def open_case(
    shelf: Shelf,
    decide: Callable[[str, str], Sequence[NewEvent]],
    signature: Signature,
    month_day: str,
    *,
    uid: str,
    salts: Callable[[], bytes],
) -> tuple[CaseHead, Appended]:
    """Begin a case under a code that no case of the store has had; see `Journal.open_case`."""
    known = shelf.opened_by(signature.command)
    if known is not None:
        head, _first = shelf.position(known.uid, signature.command)
        return known, _repeated(shelf, known.uid, 1, head.seq)
    code = f"{month_day}-{len(shelf.cases()) + 1:02d}"
    addition = _addition(uid, origin(uid), decide(uid, code), signature, salts)
    if not addition.entries:
        raise ValueError("a case begins with an event")
    case = CaseHead(uid, code)
    shelf.add_case(case, signature.command)
    shelf.add(uid, addition)
    return case, Appended((), addition.events)


def _addition(
    case: str,
    head: Link,
    news: Sequence[NewEvent],
    signature: Signature,
    salts: Callable[[], bytes],
) -> Addition:
    entries, blobs = extend(case, head, news, signature, salts)
    removed = [digest for entry in entries for digest in redacted(entry.event)]
    return Addition(signature.command, entries, blobs, removed)


def _repeated(shelf: Shelf, case: str, first: int, seen: int) -> Appended:
    events = shelf.read(case, min(seen, first - 1))
    command = next(event.command for event in events if event.seq == first)
    return Appended(
        newer=tuple(e for e in events if e.command != command and e.seq > seen),
        own=tuple(e for e in events if e.command == command),
        repeated=True,
    )


def unknown_case(case: str) -> UsageError:
    """The error for a case that a store does not hold."""
    return UsageError(_("There is no case {case} in this store.").format(case=quote(case)))


def unknown_content(digest: str) -> UsageError:
    """The error for content that a case does not hold."""
    return UsageError(
        _("NOT saved: the case holds no sealed content {digest}.").format(digest=quote(digest[:12]))
    )
