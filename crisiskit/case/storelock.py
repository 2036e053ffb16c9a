"""The store's lock: one writer at a time, among all processes and threads of the machine.

It is taken before SQLite's own: SQLite's busy timeout starves writers (5 commits of one against
12 618 of another, reliability_scale.md finding 2). `flock` is called directly where there is one:
the `filelock` package costs 40 ms of start-up (it imports asyncio), twenty times the lock itself.
"""

import os
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from crisiskit.errors import StorageError
from crisiskit.language import _
from crisiskit.text import quote, trouble

PATIENCE = 15.0
"""Seconds to wait for other writers; one of them needs about a millisecond."""

_PRIVATE = 0o600

if sys.platform == "win32":
    import msvcrt

    def _try(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _wait(handle: int, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while not _try(handle):
            if time.monotonic() > until:
                return False
            time.sleep(0.001)
        return True

    def _release(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _wait(handle: int, seconds: float) -> bool:
        """Wait in the kernel, which is fair, and give up after some time.

        A writer who polls finds the lock free a tenth as often as one who never pauses. flock
        has no time limit, hence the thread. Its handle is of the same open file: what it gets,
        `handle` has; if that was closed meanwhile, the lock goes when the thread closes its own.
        """
        from threading import Event, Thread

        own, done = os.dup(handle), Event()
        failures: list[OSError] = []

        def wait() -> None:
            try:
                fcntl.flock(own, fcntl.LOCK_EX)
            except OSError as error:
                failures.append(error)
            finally:
                os.close(own)
                done.set()

        Thread(target=wait, daemon=True).start()
        got = done.wait(seconds)
        for failure in failures:
            raise failure
        return got

    def _release(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


class StoreLock:
    """Held as a context. The kernel releases it when the process ends, however it ends.

    The file stays open between acts until `close`. It is never removed: a writer would lock a
    file that the next one no longer finds.
    """

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self._path = path
        self._patience = patience
        self._handle = -1
        self._file = (0, 0)

    def __enter__(self) -> None:
        """Wait for the lock. Raises StorageError when it is not to be had."""
        try:
            self._take()
        except OSError as error:
            self.close()
            raise self._unusable(trouble(error)) from error
        except BaseException:
            self.close()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            _release(self._handle)
        except OSError:  # What was saved is saved; closing the file releases it as well.
            self.close()

    def close(self) -> None:
        """Give up the file, and with it the lock."""
        handle, self._handle = self._handle, -1
        if handle >= 0:
            with suppress(OSError):  # The kernel has let go of it whatever it reports.
                os.close(handle)

    def _take(self) -> None:
        until = time.monotonic() + self._patience
        while True:
            if self._handle < 0:
                self._open()
            if not _try(self._handle) and not _wait(self._handle, until - time.monotonic()):
                raise self._held()
            if self._is_current():
                return
            self.close()  # The file was replaced while we waited: others lock the new one.

    def _open(self) -> None:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
        self._handle = os.open(self._path, flags, _PRIVATE)
        file = os.fstat(self._handle)
        if not stat.S_ISREG(file.st_mode):
            raise self._unusable(_("it is not a regular file"))
        if os.name == "posix" and file.st_uid == os.geteuid():
            os.fchmod(self._handle, _PRIVATE)  # whatever the umask
        self._file = (file.st_dev, file.st_ino)

    def _is_current(self) -> bool:
        try:
            there = os.lstat(self._path)
        except FileNotFoundError:
            return False
        return self._file == (there.st_dev, there.st_ino)

    def _unusable(self, why: str) -> StorageError:
        return StorageError(
            _("NOT saved: the lock file {path} cannot be used: {why}.").format(
                path=quote(self._path), why=why
            ),
            hint=_("Remove it if it is not crisiskit's, or choose another place with --store."),
            path=str(self._path),
        )

    def _held(self) -> StorageError:
        holder = _holder(self._handle)
        who = _("process {pid}").format(pid=holder) if holder else _("another process")
        return StorageError(
            _("NOT saved: {who} has held the store for {seconds} seconds.").format(
                who=who, seconds=round(self._patience)
            ),
            hint=_("Let it finish or end it, then repeat the command."),
            path=str(self._path),
        )


def _holder(handle: int) -> int | None:
    """The process that holds the lock, where the kernel tells (Linux)."""
    try:
        locks = Path("/proc/locks").read_text(encoding="ascii")
    except OSError:
        return None
    inode = str(os.fstat(handle).st_ino)
    for line in locks.splitlines():
        fields = line.split()
        if len(fields) > 5 and fields[1] == "FLOCK" and fields[5].rpartition(":")[2] == inode:
            return int(fields[4])
    return None
