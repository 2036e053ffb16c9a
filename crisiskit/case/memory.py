"""A journal in memory: for scenarios and tests. Same rules and same hashes as the store on disk."""

from collections.abc import Callable, Sequence

from crisiskit.case import appending, verification
from crisiskit.case.appending import Addition
from crisiskit.case.chain import Blob, Entry, Link, event_of, new_salt, new_uid, origin
from crisiskit.case.events import Event, NewEvent, Signature
from crisiskit.case.journal import Appended, CaseHead, Decision, Verdict


class MemoryJournal:
    """A Journal that ends with the process. Uids and salts can be given, for fixed hashes."""

    def __init__(
        self,
        *,
        new_uid: Callable[[], str] = new_uid,
        new_salt: Callable[[], bytes] = new_salt,
    ) -> None:
        self._new_uid = new_uid
        self._new_salt = new_salt
        self._shelf = _MemoryShelf()

    def cases(self) -> Sequence[CaseHead]:
        """All cases, oldest first."""
        return self._shelf.cases()

    def open_case(
        self, decide: Callable[[str, str], Sequence[NewEvent]], signature: Signature, month_day: str
    ) -> tuple[CaseHead, Appended]:
        """Begin a case; see `Journal.open_case`."""
        return appending.open_case(
            self._shelf,
            decide,
            signature,
            month_day,
            uid=self._new_uid(),
            salts=self._new_salt,
        )

    def read(self, case: str, after: int = 0) -> list[Event]:
        """The events of a case with a number above `after`, in order."""
        return self._shelf.read(case, after)

    def latest(self, case: str, wanted: Callable[[Event], bool]) -> Event | None:
        """The last event of a case that is wanted."""
        return next(filter(wanted, reversed(self._shelf.read(case))), None)

    def append(self, case: str, *, seen: int, signature: Signature, decide: Decision) -> Appended:
        """Append what `decide` gives; see `Journal.append`."""
        return appending.append(
            self._shelf, case, seen=seen, signature=signature, decide=decide, salts=self._new_salt
        )

    def content(self, digest: str) -> bytes | None:
        """Sealed content by its hash; None when it was redacted."""
        kept = self._shelf.blob(digest)
        return kept.content if kept else None

    def verify(self, case: str) -> Verdict:
        """Read every entry and every link of a case's chain."""
        entries = self._shelf.entries(case)
        rows = [(entry.event.seq, entry.body, entry.digest) for entry in entries]
        return verification.verify(case, lambda: rows, self._shelf.blob)


class _MemoryShelf:
    def __init__(self) -> None:
        self._cases: dict[str, CaseHead] = {}
        self._entries: dict[str, list[Entry]] = {}
        self._opened: dict[str, CaseHead] = {}
        self._written: dict[tuple[str, str], int] = {}
        self._blobs: dict[str, tuple[str, Blob | None]] = {}

    def cases(self) -> Sequence[CaseHead]:
        return list(self._cases.values())

    def opened_by(self, command: str) -> CaseHead | None:
        return self._opened.get(command)

    def entries(self, case: str) -> list[Entry]:
        if case not in self._entries:
            raise appending.unknown_case(case)
        return self._entries[case]

    def position(self, case: str, command: str) -> tuple[Link, int | None]:
        entries = self.entries(case)
        head = Link(len(entries), entries[-1].digest) if entries else origin(case)
        return head, self._written.get((case, command))

    def read(self, case: str, after: int = 0) -> list[Event]:
        # Read anew each time: a reader who changes what he got changes nothing here.
        return [event_of(entry.body) for entry in self.entries(case)[after:]]

    def blob(self, digest: str) -> Blob | None:
        return self._blobs.get(digest, ("", None))[1]

    def add_case(self, case: CaseHead, command: str) -> None:
        self._opened[command] = case
        self._cases[case.uid] = case
        self._entries[case.uid] = []

    def add(self, case: str, addition: Addition) -> None:
        for digest in addition.removed:
            if self._blobs.get(digest, (None, None))[0] != case:
                raise appending.unknown_content(digest)
        self._blobs.update((blob.digest, (case, blob)) for blob in addition.blobs)
        self._blobs.update((digest, (case, None)) for digest in addition.removed)
        self._entries[case].extend(addition.entries)
        self._written[case, addition.command] = addition.entries[0].event.seq
