"""What the store says when it cannot read or save: what happened, what is saved, what to do."""

import sqlite3
from pathlib import Path

from crisiskit.errors import StorageError
from crisiskit.language import _
from crisiskit.text import quote, trouble


def not_saved(path: Path, error: OSError | sqlite3.Error) -> StorageError:
    """Nothing of the act is on disk."""
    return StorageError(
        _("NOT saved: {why}.").format(why=_reason(error)),
        hint=_("Free the disk or mend the file, or choose another place with --store."),
        path=str(path),
    )


def not_certain(path: Path, why: str) -> StorageError:
    """The commit failed in a way that leaves open whether the act is on disk."""
    return StorageError(
        _("NOT CERTAIN whether it is saved: the disk reported an error; {why}.").format(why=why),
        saved=None,
        hint=_("Repeat the command with the same --command: it is recognised if it was saved."),
        path=str(path),
    )


def not_readable(path: Path, error: OSError | sqlite3.Error) -> StorageError:
    """The store is there and cannot be read."""
    return StorageError(
        _("The store {path} cannot be read: {why}.").format(path=quote(path), why=_reason(error)),
        hint=_("Mend the file or put back a copy, or choose another place with --store."),
        path=str(path),
    )


def damaged(path: Path, why: str) -> StorageError:
    """What the store holds is not what was written."""
    return StorageError(
        _("The store {path} is damaged: {why}.").format(path=quote(path), why=why),
        hint=_("Keep the file as it is, run `crisiskit verify`, and put back a copy."),
        path=str(path),
    )


def refused(path: Path, why: str) -> StorageError:
    """The file is no store of ours."""
    return StorageError(
        _("{path} is not used as a store: {why}. Nothing was written.").format(
            path=quote(path), why=why
        ),
        hint=_("Give the right file with --store, or put back a copy of the store."),
        path=str(path),
    )


def guard_removed(path: Path, guard: str) -> StorageError:
    """Someone took away what keeps entries from being changed."""
    return StorageError(
        _("NOT saved: the store's guard {name} was removed.").format(name=guard),
        hint=_("Someone has changed the store. Keep the file and run `crisiskit verify`."),
        path=str(path),
    )


def _reason(error: OSError | sqlite3.Error) -> str:
    if isinstance(error, OSError):
        return trouble(error)
    name = getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_").partition("_")[0]
    reasons = {
        "FULL": _("the disk is full"),
        "IOERR": _("the disk reported an error"),
        "BUSY": _("another program holds the file"),
        "READONLY": _("the file may not be written"),
        "CANTOPEN": _("the file or its folder cannot be opened"),
        "CORRUPT": _("the file is damaged"),
        "NOTADB": _("the file is damaged"),
    }
    return reasons.get(name) or quote(error)
