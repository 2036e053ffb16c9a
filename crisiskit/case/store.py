"""The store on disk: one SQLite file, a dozen statements, and "saved" said only when it is.

An append takes the store's lock, begins an immediate transaction, decides on the newest head,
writes, and commits with every sync there is (`TRUNCATE`, `EXTRA`). After an error of the disk the
handle is given up and nothing is tried again on it: a second fsync would report a success that
never was (PostgreSQL's fsyncgate, reliability_scale.md 1.1).
"""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from crisiskit.case import appending, storefile, storeschema
from crisiskit.case.chain import content_digest, new_salt, new_uid
from crisiskit.case.events import Event, NewEvent, Signature
from crisiskit.case.journal import Appended, CaseHead, Decision, Flaw, Verdict
from crisiskit.case.storelock import PATIENCE, StoreLock
from crisiskit.case.storeshelf import SqliteShelf
from crisiskit.case.storetrouble import damaged, not_certain, not_readable, not_saved
from crisiskit.errors import StorageError
from crisiskit.language import _

T = TypeVar("T")

_Question = Callable[[SqliteShelf], bool]


class SqliteJournal:
    """A Journal in one file. Nothing is made before the first case is opened.

    A journal belongs to one thread; any number of them, in any processes, share a file. With
    `drill` the file is one of drills. Uids and salts can be given, for fixed hashes in tests.
    """

    def __init__(
        self,
        path: Path,
        *,
        drill: bool = False,
        new_uid: Callable[[], str] = new_uid,
        new_salt: Callable[[], bytes] = new_salt,
        patience: float = PATIENCE,
    ) -> None:
        self.path = path.absolute()
        self._drill = drill
        self._new_uid = new_uid
        self._new_salt = new_salt
        self._lock = StoreLock(storefile.beside(self.path, ".lock"), patience)
        self._opened: SqliteShelf | None = None
        self._may_write = False

    def close(self) -> None:
        """Give up the files; the next call opens them again."""
        self._give_up()
        self._lock.close()

    def _give_up(self) -> None:
        """Close the database, which rolls back what is not committed."""
        opened, self._opened, self._may_write = self._opened, None, False
        if opened is not None:
            opened.close()

    def cases(self) -> Sequence[CaseHead]:
        """All cases, oldest first; none when there is no store yet."""
        shelf = self._shelf()
        return self._reading(shelf.cases) if shelf else []

    def read(self, case: str, after: int = 0) -> list[Event]:
        """The events of a case with a number above `after`, in order."""
        shelf = self._shelf_with(case)
        return self._reading(lambda: shelf.read(case, after))

    def latest(self, case: str, wanted: Callable[[Event], bool]) -> Event | None:
        """The last event of a case that is wanted; those before it are not read."""
        shelf = self._shelf_with(case)
        return self._reading(lambda: next(filter(wanted, shelf.backwards(case)), None))

    def content(self, digest: str) -> bytes | None:
        """Sealed content by its hash; None when it was redacted.

        Raises StorageError when it is gone without that, or is not what was recorded.
        """
        shelf = self._shelf()
        if shelf is None:
            raise damaged(self.path, _("it was removed"))
        blob = self._reading(lambda: shelf.blob(digest))
        if blob is None:
            if not self._reading(lambda: shelf.is_removed(digest)):
                raise damaged(self.path, _("sealed words or a file are gone"))
            return None
        if content_digest(blob.salt, blob.content) != digest:
            raise damaged(self.path, _("sealed words or a file were changed"))
        return blob.content

    def verify(self, case: str) -> Verdict:
        """Read every entry, every link, every content; then look whether the guards stand."""
        from crisiskit.case import verification

        shelf = self._shelf_with(case)
        verdict = self._reading(
            lambda: verification.verify(case, lambda: shelf.rows(case), shelf.blob)
        )
        missing = self._reading(lambda: storeschema.missing_guards(shelf.connection))
        if verdict.flaw is not None or not missing:
            return verdict
        words = _("Every entry holds, but the store's guard {name} against changes was removed.")
        flaw = Flaw(0, "guard-missing", words.format(name=missing[0]))
        return Verdict(verdict.events, verdict.head, flaw)

    def open_case(
        self, decide: Callable[[str, str], Sequence[NewEvent]], signature: Signature, month_day: str
    ) -> tuple[CaseHead, Appended]:
        """Begin a case, and the store with the first one; see `Journal.open_case`."""
        if self._shelf() is None:
            self._create()
        uid = self._new_uid()
        command = signature.command
        return self._writing(
            lambda shelf: shelf.opened_by(command) is not None,
            lambda shelf: appending.open_case(
                shelf, decide, signature, month_day, uid=uid, salts=self._new_salt
            ),
        )

    def append(self, case: str, *, seen: int, signature: Signature, decide: Decision) -> Appended:
        """Append what `decide` gives, durably; see `Journal.append`."""
        if self._opened is None:
            self._shelf_with(case)
        command = signature.command
        return self._writing(
            lambda shelf: shelf.position(case, command)[1] is not None,
            lambda shelf: appending.append(
                shelf, case, seen=seen, signature=signature, decide=decide, salts=self._new_salt
            ),
        )

    def _writing(self, wrote: _Question, act: Callable[[SqliteShelf], T]) -> T:
        """One transaction under the lock. Whatever ends it early, nothing was written.

        `wrote` tells afterwards whether it is in the store, when the commit itself failed.
        """
        with self._lock:
            shelf = self._writable_shelf()
            try:
                shelf.connection.execute("BEGIN IMMEDIATE")
                result = act(shelf)
            except sqlite3.Error as error:
                self._give_up()
                raise not_saved(self.path, error) from error
            except BaseException:
                self._give_up()
                raise
            try:
                shelf.connection.execute("COMMIT")
            except sqlite3.Error as error:
                self._give_up()
                raise self._after_failed_commit(wrote, error) from error
            return result

    def _after_failed_commit(self, wrote: _Question, error: sqlite3.Error) -> StorageError:
        """Look, on a new handle, whether the act is in the store, and say which."""
        try:
            shelf = self._shelf()
            written = shelf is not None and wrote(shelf)
        except (sqlite3.Error, StorageError):
            return not_certain(self.path, _("the store cannot be read now"))
        if written:
            return not_certain(self.path, _("it can be read, but may not outlast a power failure"))
        return not_saved(self.path, error)

    def _create(self) -> None:
        try:
            storefile.make_folder(self.path.parent)
            storefile.check_writable(self.path)
            with self._lock:
                if not storefile.exists(self.path):
                    storefile.create(
                        self.path, lambda draft: storeschema.build(draft, drill=self._drill)
                    )
        except (OSError, sqlite3.Error) as error:
            raise not_saved(self.path, error) from error

    def _writable_shelf(self) -> SqliteShelf:
        """The store, once it is known that it may be written to."""
        shelf = self._shelf()
        if shelf is None:
            raise damaged(self.path, _("it was removed"))
        if not self._may_write:
            try:
                storefile.check_writable(self.path)
                storefile.make_private(self.path)
                shelf.check_guards()
            except (OSError, sqlite3.Error) as error:
                raise not_saved(self.path, error) from error
            self._may_write = True
        return shelf

    def _shelf(self) -> SqliteShelf | None:
        """The store that stands at the path now; None when there is none."""
        if self._opened is not None and self._opened.is_current():
            return self._opened
        self._give_up()
        if not storefile.exists(self.path):
            return None
        try:
            connection = storeschema.open_database(self.path, drill=self._drill)
            self._opened = SqliteShelf(self.path, connection)
        except (OSError, sqlite3.Error) as error:
            raise not_readable(self.path, error) from error
        return self._opened

    def _shelf_with(self, case: str) -> SqliteShelf:
        shelf = self._shelf()
        if shelf is None:
            raise appending.unknown_case(case)
        return shelf

    def _reading(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except sqlite3.Error as error:
            self._give_up()
            raise not_readable(self.path, error) from error
