"""Reading a file that a responder names, to be kept as evidence or recorded as published."""

import os
import stat
from pathlib import Path

from crisiskit.case.commands import File
from crisiskit.errors import UsageError
from crisiskit.language import _
from crisiskit.text import quote, trouble

LARGEST = 64 * 1024 * 1024
"""Bytes of one file; larger ones are kept elsewhere, and noted with their hash."""


def read_file(path: Path) -> File:
    """A regular file, whole. Raises UsageError for anything else, and for one that is too large."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError) as error:  # a name with a NUL is a ValueError
        raise _unreadable(path, error) from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise UsageError(_("{path} is not a file.").format(path=quote(path, 300)))
        if status.st_size > LARGEST:
            raise UsageError(
                _("{path} is larger than 64 MiB.").format(path=quote(path, 300)),
                hint=_("Keep it in a safe place and record its hash with `crisiskit note`."),
            )
        return File(path.name, _content(descriptor, path))
    finally:
        os.close(descriptor)


def _content(descriptor: int, path: Path) -> bytes:
    try:
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(LARGEST)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> UsageError:
    words = _("{path} cannot be read: {reason}.")
    return UsageError(words.format(path=quote(path, 300), reason=trouble(error)))
