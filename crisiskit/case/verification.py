"""Verification: reading every link of a case's chain, and naming the first that does not hold.

Hashes are computed over the bytes as stored, never over anything written anew from them. Each
entry's number and case are read from its bytes as well, so that a chain that was computed anew
over entries of another case does not pass.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

from crisiskit.case.chain import (
    Blob,
    canonical,
    content_digest,
    event_of,
    link,
    origin,
    redacted,
)
from crisiskit.case.events import Event
from crisiskit.case.journal import Flaw, Verdict
from crisiskit.errors import UsageError
from crisiskit.language import _

Row = tuple[int, bytes, bytes]
"""An entry as stored: its number, its body, its hash."""

Rows = Callable[[], Iterable[Row]]
"""A case's entries in their stored order, read anew at each call."""

Contents = Callable[[str], Blob | None]
"""Sealed content by its hash, as it is kept; None when it is not there."""

_SEAL = b'"sealed":"'
_SEALS = re.compile(_SEAL + b'([0-9a-f]{64})"')
_REDACTED = b'"redacted"}'


def verify(uid: str, rows: Rows, contents: Contents) -> Verdict:
    """Read a case's entries, then the contents sealed in them.

    The verdict counts the entries that hold; its head is the hash of the last of them.
    """
    head = origin(uid).digest
    count = 0
    seals: dict[bytes, int] = {}
    # In canonical bytes quotation marks inside a text are escaped: these are keys, not words.
    own = b'"case":"%s"' % uid.encode()
    # `find` is quicker here than `in`, and this loop is what verifying takes.
    stored = iter(rows())
    for row in stored:
        seq, body, digest = row
        try:
            linked = sha256(head + body).digest() == digest
        except TypeError:  # no bytes: a table that was forged
            linked = False
        if (
            not linked
            or seq != count + 1
            or body.find(own) < 0
            # The last such key is the envelope's: after `data` there is none but plain text.
            or body.rfind(b',"seq":%d,"type":"' % seq) < 0
        ):
            return Verdict(count, head.hex(), _flaw(uid, head, count + 1, row, stored))
        count, head = seq, digest
        if body.find(_SEAL) >= 0:
            for found in _SEALS.findall(body):
                seals.setdefault(found, seq)
    return Verdict(count, head.hex(), _content_flaw(seals, rows, contents))


def _content_flaw(seals: dict[bytes, int], rows: Rows, contents: Contents) -> Flaw | None:
    removed: set[str] | None = None
    for found, seq in seals.items():
        digest = found.decode()
        blob = contents(digest)
        if blob is not None:
            if content_digest(blob.salt, blob.content) != digest:
                words = _("Words or a file sealed in entry {seq} are not what was recorded.")
                return Flaw(seq, "content-edited", words.format(seq=seq))
            continue
        removed = _removed(rows) if removed is None else removed
        if digest not in removed:
            words = _("Words or a file sealed in entry {seq} are gone, and no entry redacts them.")
            return Flaw(seq, "content-missing", words.format(seq=seq))
    return None


def _removed(rows: Rows) -> set[str]:
    bodies = (body for _seq, body, _digest in rows() if body.endswith(_REDACTED))
    return {digest for body in bodies for digest in redacted(event_of(body))}


def _flaw(uid: str, head: bytes, expected: int, row: Row, rest: Iterator[Row]) -> Flaw:
    """What is wrong with the entry that stands where entry `expected` should."""
    seq, body, digest = row
    event = _read(body)
    if seq != expected:
        return _missing(expected)
    if event is None:
        return _edited(expected)
    if event.case != uid:
        return _foreign(expected)
    if event.seq != expected:
        moved = event.seq < expected or any(_number(other) == expected for _s, other, _h in rest)
        return _reordered(expected, event.seq) if moved else _missing(expected)
    if _spelled_otherwise(head, body, digest):
        return _not_canonical(expected)
    return _edited(expected)


def _missing(seq: int) -> Flaw:
    return Flaw(seq, "missing", _("Entry {seq} is missing.").format(seq=seq))


def _edited(seq: int) -> Flaw:
    words = _("Entry {seq} is not what was recorded: it or its hash was changed.")
    return Flaw(seq, "edited", words.format(seq=seq))


def _reordered(seq: int, other: int) -> Flaw:
    words = _("Where entry {seq} should stand there is entry {other}.")
    return Flaw(seq, "reordered", words.format(seq=seq, other=other))


def _not_canonical(seq: int) -> Flaw:
    words = _("Entry {seq} says what was recorded, but in other bytes.")
    return Flaw(seq, "not-canonical", words.format(seq=seq))


def _foreign(seq: int) -> Flaw:
    return Flaw(seq, "foreign", _("Entry {seq} belongs to another case.").format(seq=seq))


def _spelled_otherwise(head: bytes, body: bytes, digest: bytes) -> bool:
    import json

    try:
        written = canonical(json.loads(body))
    except (UsageError, ValueError, RecursionError):
        return False
    return written != body and digest in (link(head, written), link(head, body))


def _read(body: object) -> Event | None:
    if not isinstance(body, bytes):
        return None
    try:
        return event_of(body)
    except ValueError:
        return None


def _number(body: bytes) -> int | None:
    event = _read(body)
    return event.seq if event is not None else None
