"""The store's statements, on an open file. Transactions, locks and errors are the journal's."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from crisiskit import collector
from crisiskit.case import storeschema
from crisiskit.case.appending import Addition, unknown_case, unknown_content
from crisiskit.case.chain import Blob, Link, event_of, origin
from crisiskit.case.events import Event
from crisiskit.case.journal import CaseHead
from crisiskit.case.storetrouble import damaged, guard_removed
from crisiskit.language import _

_BITS = 32
"""Bits of an event's id that hold its number; those above hold the row of its case."""

_LAST = (1 << _BITS) - 1

_BLOCK = 32
"""Entries of a case whose commands are entered into the index together: a power of two."""


class SqliteShelf:
    """A Shelf in one SQLite file."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._path = path
        self._file = path.stat(follow_symlinks=False)
        self._rows: dict[str, int] = {}

    def close(self) -> None:
        """Close the file; what is not committed is rolled back."""
        # When closing fails, whoever opens the file next rolls back.
        with suppress(sqlite3.Error):
            self.connection.close()

    def is_current(self) -> bool:
        """Whether the open file is still the one that stands at its path."""
        try:
            return os.path.samestat(os.lstat(self._path), self._file)
        except OSError:
            return False

    def check_guards(self) -> None:
        """Raise StorageError when a guard against changes is missing."""
        for name in storeschema.missing_guards(self.connection):
            raise guard_removed(self._path, name)

    def cases(self) -> Sequence[CaseHead]:
        """All cases, oldest first."""
        rows = self.connection.execute("SELECT uid, code FROM cases ORDER BY id")
        return [CaseHead(uid, code) for uid, code in rows]

    def opened_by(self, command: str) -> CaseHead | None:
        """The case that a command opened."""
        row = self.connection.execute(
            "SELECT uid, code FROM cases WHERE command = ?", (_key(command),)
        ).fetchone()
        return CaseHead(*row) if row else None

    def position(self, case: str, command: str) -> tuple[Link, int | None]:
        """The last entry of a case; and the number of the first one that a command wrote there.

        A command is looked up in the index, then among the entries since its last block.
        """
        row = self.connection.execute(
            "SELECT head.id, head.hash, coalesce("
            "(SELECT first FROM command WHERE case_id = ?1 AND command = ?2), "
            "(SELECT min(id) FROM event "
            "WHERE id > head.id & ~?3 AND id <= head.id AND command = ?2)"
            ") FROM event AS head WHERE head.id BETWEEN ?4 AND ?5 ORDER BY head.id DESC LIMIT 1",
            (self._row(case), _key(command), _BLOCK - 1, *self._span(case)),
        ).fetchone()
        if row is None:
            return origin(case), None
        last, digest, first = row
        return Link(last & _LAST, digest), None if first is None else first & _LAST

    def read(self, case: str, after: int = 0) -> list[Event]:
        """The events of a case with a number above `after`, in order.

        Raises StorageError when one of them is not what stands there by its number.
        """
        rows = self.connection.execute(
            "SELECT body FROM event WHERE id BETWEEN ? AND ? ORDER BY id", self._span(case, after)
        )
        with collector.at_rest():
            events = [self._event(body) for (body,) in rows]
        numbers = range(after + 1, after + 1 + len(events))
        if [event.seq for event in events] != list(numbers) or {e.case for e in events} - {case}:
            raise damaged(self._path, _("an entry is not in its place"))
        return events

    def backwards(self, case: str) -> Iterator[Event]:
        """The events of a case from the last to the first, read one by one."""
        rows = self.connection.execute(
            "SELECT body FROM event WHERE id BETWEEN ? AND ? ORDER BY id DESC", self._span(case)
        )
        return (self._event(body) for (body,) in rows)

    def _event(self, body: bytes) -> Event:
        try:
            return event_of(body)
        except ValueError as error:
            raise damaged(self._path, _("an entry cannot be read")) from error

    def rows(self, case: str) -> Iterable[tuple[int, bytes, bytes]]:
        """Each entry's number, body and hash, as stored."""
        return self.connection.execute(
            "SELECT id & 0xffffffff, body, hash FROM event WHERE id BETWEEN ? AND ? ORDER BY id",
            self._span(case),
        )

    def blob(self, digest: str) -> Blob | None:
        """Sealed content as it is kept."""
        row = self.connection.execute(
            "SELECT salt, content FROM blob WHERE hash = ?", (digest,)
        ).fetchone()
        return Blob(digest, *row) if row else None

    def is_removed(self, digest: str) -> bool:
        """Whether sealed content was redacted."""
        found = self.connection.execute("SELECT 1 FROM removed WHERE hash = ?", (digest,))
        return found.fetchone() is not None

    def add_case(self, case: CaseHead, command: str) -> None:
        """Begin a case, opened by a command."""
        self.connection.execute(
            "INSERT INTO cases(uid, code, command) VALUES (?, ?, ?)",
            (case.uid, case.code, _key(command)),
        )

    def add(self, case: str, addition: Addition) -> None:
        """Write what a command adds; see `Shelf.add`."""
        row, key = self._row(case), _key(addition.command)
        base = row << _BITS
        for entry in addition.entries:
            self.connection.execute(
                "INSERT INTO event(id, command, body, hash) VALUES (?, ?, ?, ?)",
                (base + entry.event.seq, key, entry.body, entry.digest),
            )
        self._index(row, addition.entries[0].event.seq, addition.entries[-1].event.seq)
        for blob in addition.blobs:
            self.connection.execute(
                "INSERT INTO blob VALUES (?, ?, ?, ?)", (blob.digest, row, blob.salt, blob.content)
            )
        for digest in addition.removed:
            self._remove(row, digest)

    def _index(self, row: int, first: int, last: int) -> None:
        """Enter the commands of the blocks that entries `first` to `last` filled."""
        base = row << _BITS
        begin, end = (first - 1) & ~(_BLOCK - 1), last & ~(_BLOCK - 1)
        if begin < end:
            self.connection.execute(
                "INSERT OR IGNORE INTO command SELECT ?, command, min(id) FROM event "
                "WHERE id > ? AND id <= ? GROUP BY command",
                (row, base + begin, base + end),
            )

    def _remove(self, row: int, digest: str) -> None:
        """Take content and salt out. The guard lets go only of what `removed` names."""
        held = self.connection.execute(
            "SELECT 1 FROM blob WHERE hash = ?1 AND case_id = ?2 "
            "UNION SELECT 1 FROM removed WHERE hash = ?1 AND case_id = ?2",
            (digest, row),
        )
        if held.fetchone() is None:
            raise unknown_content(digest)
        self.connection.execute("INSERT OR IGNORE INTO removed VALUES (?, ?)", (digest, row))
        self.connection.execute("DELETE FROM blob WHERE hash = ?", (digest,))

    def _span(self, case: str, after: int = 0) -> tuple[int, int]:
        base = self._row(case) << _BITS
        return base + after + 1, base + _LAST

    def _row(self, case: str) -> int:
        if case not in self._rows:
            uid = case.encode(errors="replace").decode()  # half a surrogate pair names no case
            found = self.connection.execute("SELECT id FROM cases WHERE uid = ?", (uid,)).fetchone()
            if found is None:
                raise unknown_case(case)
            self._rows[case] = found[0]
        return self._rows[case]


@lru_cache(maxsize=1)  # an append asks twice: whether it is known, and to write it
def _key(command: str) -> int:
    """A command id as 64 bits of its hash: an index of them stays small."""
    return int.from_bytes(
        sha256(command.encode("utf-8", "surrogatepass")).digest()[:8], signed=True
    )
