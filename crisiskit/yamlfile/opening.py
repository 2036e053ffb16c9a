"""Opening files that somebody else wrote: regular files inside a root, capped, UTF-8.

A folder from another team may hold a link to a private key, a FIFO that never answers or a device
without an end (threat table, row 17).
"""

import os
import stat
from pathlib import Path

from crisiskit.language import _
from crisiskit.text import trouble
from crisiskit.yamlfile.problems import BadFile, Mark, Problem

MAX_BYTES = 1 << 20
"""The largest file that is read (design 3: 1 MiB)."""

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)

_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")


def read_text(path: Path, root: Path | None = None) -> str:
    """The text of a file below `root` (default: its own folder).

    Raises BadFile when it is not a regular file, lies outside by a link, is larger than
    `MAX_BYTES` or is not UTF-8.
    """
    return decoded(_read(path, root or path.parent), str(path))


def decoded(source: bytes, path: str) -> str:
    """Bytes as UTF-8 text, without a byte order mark. Raises BadFile with the place."""
    if source.startswith(_UTF16_BOMS):
        raise BadFile(path, [Problem("encoding", _("This file is UTF-16."), None, _save_as_utf8())])
    source = source.removeprefix(_UTF8_BOM)
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8")
        mark = Mark(before.count("\n") + 1, error.start - source.rfind(b"\n", 0, error.start))
        message = _("Byte 0x{byte:02x} is not UTF-8.").format(byte=source[error.start])
        raise BadFile(path, [Problem("encoding", message, mark, _save_as_utf8())]) from None


def _save_as_utf8() -> str:
    return _("Save the file as UTF-8.")


def _read(path: Path, root: Path) -> bytes:
    try:
        inside = os.path.realpath(root)
        real = os.path.realpath(path)
        if os.path.commonpath([inside, real]) != inside:
            raise _refused(path, "outside-root", _("This link leads out of its folder."))
        return _read_regular(path, real)
    except (OSError, ValueError) as error:
        message = _("This file cannot be read: {reason}.").format(reason=trouble(error))
        raise _refused(path, "unreadable", message) from error


def _read_regular(path: Path, real: str) -> bytes:
    descriptor = os.open(real, _FLAGS)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise _refused(path, "not-a-file", _("This is not an ordinary file."))
        if status.st_size > MAX_BYTES:
            raise _too_large(path)
        return _capped(path, descriptor)
    finally:
        os.close(descriptor)


def _capped(path: Path, descriptor: int) -> bytes:
    read = bytearray()
    while chunk := os.read(descriptor, MAX_BYTES + 1 - len(read)):
        read += chunk
        if len(read) > MAX_BYTES:
            raise _too_large(path)
    return bytes(read)


def _too_large(path: Path) -> BadFile:
    return _refused(path, "too-large", too_large())


def too_large() -> str:
    """The sentence for a file beyond the cap."""
    return _("This file is larger than 1 MiB.")


def _refused(path: Path, rule: str, message: str) -> BadFile:
    return BadFile(str(path), [Problem(rule, message)])
