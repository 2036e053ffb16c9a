"""The store's file: where it may stand, who may read it, and how it comes into being.

The folder is 0700 when we make it, the file 0600 always, whatever the umask. Symbolic links are
refused, network file systems are not written to. A new store is built beside its place and moved
there when it is complete and on disk: nobody ever sees half of one.
"""

import os
import re
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from crisiskit.case.storetrouble import not_readable, refused
from crisiskit.errors import StorageError
from crisiskit.language import _
from crisiskit.text import quote

MOUNTS = Path("/proc/mounts")

_NETWORK = {"9p", "afs", "ceph", "cifs", "glusterfs", "lustre", "nfs", "nfs4", "smb3", "smbfs"}
_POSIX = os.name == "posix"


def beside(path: Path, ending: str) -> Path:
    """A file that belongs to the store: its lock, its rollback journal."""
    return path.with_name(path.name + ending)


def exists(path: Path) -> bool:
    """Is there a store? Looks without following a link.

    Raises StorageError for what can be no store of ours: a link, a folder, an empty file, or a
    write-ahead log beside it (crisiskit never writes one).
    """
    for part in (path, beside(path, "-journal"), beside(path, ".lock")):
        there = _look(part)
        if there is not None and stat.S_ISLNK(there.st_mode):
            raise refused(path, _("{part} is a symbolic link").format(part=quote(part.name)))
    if _look(beside(path, "-wal")) is not None:
        raise refused(path, _("another program has written a log beside it"))
    store = _look(path)
    if store is not None and not stat.S_ISREG(store.st_mode):
        raise refused(path, _("it is not a regular file"))
    if store is not None and store.st_size == 0:
        raise refused(path, _("it is empty"))
    return store is not None


def _look(path: Path) -> os.stat_result | None:
    """What is there, links not followed. Raises StorageError when that cannot be told."""
    try:
        return path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise not_readable(path, error) from error


if sys.platform == "win32":

    def file_header(path: Path, size: int) -> bytes:
        """The first bytes of the store. Raises OSError."""
        with path.open("rb") as file:
            return file.read(size)
else:
    _kept_open: dict[tuple[int, int], int] = {}

    def file_header(path: Path, size: int) -> bytes:
        """The first bytes of the store. Raises OSError.

        One handle of each store stays open until the process ends: closing any handle of a file
        drops every lock that the process has on it, SQLite's own of another thread included.
        """
        there = path.lstat()
        file = (there.st_dev, there.st_ino)
        if file not in _kept_open:
            _kept_open[file] = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        return os.pread(_kept_open[file], size, 0)


def make_folder(folder: Path) -> None:
    """Make the folder and what is missing above it, private and on disk. Raises OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    sync_folder(folder.parent)


def check_writable(path: Path) -> None:
    """Refuse to write where the store would not be safe.

    Raises StorageError on a network file system (locks and syncs there cannot be relied on) and
    in a folder where others could put another file in the store's place.
    """
    folder = path.parent.resolve()
    kind = _network_kind(folder, MOUNTS)
    if kind is not None:
        raise StorageError(
            _("NOT saved: {folder} is on a network file system ({kind}).").format(
                folder=quote(folder), kind=kind
            ),
            hint=_("Choose a folder on a disk of this machine: --store PATH."),
            path=str(path),
        )
    if _POSIX and _open_to_others(folder.stat()):
        raise StorageError(
            _("NOT saved: others can replace files in the folder {folder}.").format(
                folder=quote(folder)
            ),
            hint=_("chmod 700 the folder, or choose another one with --store."),
            path=str(path),
        )


def _open_to_others(folder: os.stat_result) -> bool:
    if os.geteuid() not in (0, folder.st_uid) and folder.st_uid != 0:
        return True
    return bool(folder.st_mode & stat.S_IWOTH) and not folder.st_mode & stat.S_ISVTX


def _network_kind(folder: Path, mounts: Path) -> str | None:
    """The kind of network file system a folder is on; None on a local one or where nobody tells."""
    try:
        table = mounts.read_text(encoding="utf-8", errors="surrogateescape")
    except FileNotFoundError:
        return None
    within = {str(folder), *map(str, folder.parents)}
    lines = [line.split(" ") for line in table.splitlines()]
    here = [(_unescaped(line[1]), line[2]) for line in lines if _unescaped(line[1]) in within]
    # Of several on one place the last is on top.
    _place, kind = max(reversed(here), key=lambda mount: len(mount[0]), default=("", ""))
    return kind if kind in _NETWORK or kind.startswith("fuse.") else None


def _unescaped(field: str) -> str:
    return re.sub(r"\\(\d{3})", lambda found: chr(int(found[1], 8)), field)


def make_private(path: Path) -> None:
    """Take away what others may do with the file. Raises OSError."""
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        path.chmod(0o600)


def create(path: Path, build: Callable[[Path], None]) -> None:
    """Make a new store: built beside its place, synced, moved there. Raises OSError.

    To be called under the store's lock; what a process that was killed left behind is removed.
    """
    draft = beside(path, ".new")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    draft.chmod(0o600)
    build(draft)
    _sync(draft, os.O_RDWR)
    draft.rename(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put the folder's entries on disk. Raises OSError."""
    if _POSIX:
        _sync(folder, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
