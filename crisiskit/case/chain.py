"""The chain: canonical bytes of an entry, the hash that links it to the one before, and seals.

The same entries have the same hashes in any store. `hash_n = SHA-256(hash_{n-1} || body_n)`, where
the body is the canonical JSON of the whole entry and `hash_0` comes from the case's random uid.
A chain shows any edit, removal, insertion or reordering; it cannot show that its tail was cut off,
nor that it was written anew as a whole: for that, keep the head hash elsewhere
(reliability_scale.md 1.2).
"""

import hashlib
import json
import os
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from crisiskit.case.events import Event, NewEvent, Seal, Signature
from crisiskit.errors import StorageError, UsageError
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.playbook.stored import is_stamp
from crisiskit.text import quote

ENTRY_LIMIT = 256 * 1024
"""Bytes of one entry; longer words are sealed (reliability_scale.md, row 44)."""

CONTENT_LIMIT = 64 * 1024 * 1024
"""Bytes of one sealed content."""

SALT_BYTES = 16
"""128 bits: a phone number under an unsalted hash is found by trying them all."""

DEPTH_LIMIT = 64
"""Nesting of an entry; the same as for the files of a playbook."""

_Keeper = Callable[[Seal], Any]
_GREATEST = 2**63 - 1
_ORIGIN = b"crisiskit case\n"

_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
).encode
_decode = json.JSONDecoder().raw_decode
_envelope = itemgetter(*Event._fields)
_TYPES = (str, int, *[str] * 8, dict)


@dataclass(frozen=True, slots=True)
class Blob:
    """Sealed content as it is kept: `digest` is SHA-256(salt || content), hex."""

    digest: str
    salt: bytes
    content: bytes


class Link(NamedTuple):
    """The last entry of a chain: its number (0 before the first) and its hash."""

    seq: int
    digest: bytes


class Entry(NamedTuple):
    """An event with the bytes that were hashed and the hash that links them to what came before."""

    event: Event
    body: bytes
    digest: bytes


def new_uid() -> str:
    """A random name for a case: 128 bits, hex."""
    return os.urandom(16).hex()


def new_salt() -> bytes:
    """A random salt. `secrets` would take the same bytes from here and 10 ms to import."""
    return os.urandom(SALT_BYTES)


def origin(uid: str) -> Link:
    """Where the chain of a case begins."""
    return Link(0, hashlib.sha256(_ORIGIN + uid.encode()).digest())


def link(previous: bytes, body: bytes) -> bytes:
    """The hash of an entry after the entry whose hash is `previous`."""
    return hashlib.sha256(previous + body).digest()


def content_digest(salt: bytes, content: bytes) -> str:
    """The hash that stands in an entry for sealed content, hex."""
    return hashlib.sha256(salt + content).hexdigest()


def canonical(value: Any) -> bytes:
    """The one way to write a JSON value: sorted keys, NFC, no blanks, UTF-8, integers only.

    Keys are sorted by code point. Raises UsageError for what has no such form: a float, a lone
    surrogate, an integer beyond 64 bits, two keys that NFC makes one, deep nesting.
    """
    return _written(_normal(value, DEPTH_LIMIT, _no_seals))


def _written(normal: Any) -> bytes:
    try:
        return _encode(normal).encode()
    except UnicodeEncodeError as error:
        raise _unfit(_("a character that is no Unicode text")) from error


def _normal(value: Any, room: int, keep: _Keeper) -> Any:
    """The value in plain lists and dicts, NFC; Seals as what `keep` makes of them."""
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if value is None or value is True or value is False:
        return value
    if isinstance(value, int):
        if abs(value) > _GREATEST:
            raise _unfit(_("a whole number of more than 64 bits"))
        return value
    if isinstance(value, Seal):
        return keep(value)
    if room == 0:
        raise _unfit(_("lists or tables nested too deeply"))
    if isinstance(value, dict | Mapping):
        return _normal_mapping(value, room - 1, keep)
    if isinstance(value, list | tuple):
        return [_normal(item, room - 1, keep) for item in value]
    raise _unfit(type(value).__name__)


def _normal_mapping(value: Mapping[Any, Any], room: int, keep: _Keeper) -> dict[str, Any]:
    normal: dict[str, Any] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise _unfit(_("a key that is no text"))
        name = key if key.isascii() else unicodedata.normalize("NFC", key)
        plain = type(item) is str and item.isascii()  # most are, and an append has no time to lose
        normal[name] = item if plain else _normal(item, room, keep)
    if len(normal) != len(value):
        raise _unfit(_("two keys that are the same text"))
    return normal


def _no_seals(_seal: Seal) -> Any:
    raise _unfit(Seal.__name__)


def _unfit(what: str) -> UsageError:
    return UsageError(
        _("NOT saved: an entry cannot hold {what}.").format(what=what),
        hint=_("Numbers are whole, or decimal text such as 1.5 in quotation marks."),
    )


def seal(data: Mapping[str, Any], salts: Callable[[], bytes]) -> tuple[dict[str, Any], list[Blob]]:
    """The data in normal form, every Seal in it replaced by its reference; and what to keep.

    Raises StorageError for content above `CONTENT_LIMIT`, UsageError like `canonical`.
    """
    blobs: list[Blob] = []

    def keep(sealed: Seal) -> dict[str, Any]:
        blobs.append(_blob(sealed.content, salts()))
        return {"sealed": blobs[-1].digest, "size": len(sealed.content)}

    return _normal_mapping(data, DEPTH_LIMIT, keep), blobs


def _blob(content: bytes, salt: bytes) -> Blob:
    if len(content) > CONTENT_LIMIT:
        raise StorageError(
            _("NOT saved: the attachment has {size} MiB; {limit} MiB is the most.").format(
                size=-(-len(content) // 2**20), limit=CONTENT_LIMIT // 2**20
            ),
            hint=_("Keep the file elsewhere and record where, in a note."),
        )
    return Blob(content_digest(salt, content), salt, content)


def extend(
    uid: str,
    head: Link,
    news: Sequence[NewEvent],
    signature: Signature,
    salts: Callable[[], bytes],
) -> tuple[list[Entry], list[Blob]]:
    """The entries that the new events become after `head`, and the contents sealed in them.

    Raises UsageError and StorageError for what cannot be recorded; see `canonical` and the limits.
    """
    entries: list[Entry] = []
    blobs: list[Blob] = []
    for new in news:
        data, sealed = seal(new.data, salts)
        fields = _fields(uid, head.seq + 1, new, data, signature)
        body = _body(fields)
        head = Link(head.seq + 1, link(head.digest, body))
        entries.append(Entry(Event._make(_envelope(fields)), body, head.digest))
        blobs.extend(sealed)
    return entries, blobs


def _fields(
    uid: str, seq: int, new: NewEvent, data: dict[str, Any], signature: Signature
) -> dict[str, Any]:
    """The entry in its normal form: what is read back later is equal to it."""
    envelope = {
        "type": new.type,
        "happened_at": _utc(new.happened_at),
        "recorded_at": _utc(signature.recorded_at),
        "actor": signature.actor,
        "recorded_by": signature.recorded_by,
        "os_user": signature.os_user,
        "host": signature.host,
        "command": signature.command,
    }
    return {"case": uid, "seq": seq, "data": data, **_normal_mapping(envelope, 1, _no_seals)}


def _body(fields: dict[str, Any]) -> bytes:
    body = _written(fields)
    if len(body) > ENTRY_LIMIT:
        raise StorageError(
            _("NOT saved: the entry has {size} KiB; {limit} KiB is the most.").format(
                size=-(-len(body) // 1024), limit=ENTRY_LIMIT // 1024
            ),
            hint=_("Put the long text into a file and add it as evidence."),
        )
    return body


def _utc(stamped: str) -> str:
    try:
        if is_stamp(stamped):
            return stamped
    except ValueError:
        pass  # the 30th of February
    raise UsageError(
        _("NOT saved: {value} is not a time in UTC such as 2026-11-21T02:10:56Z.").format(
            value=quote(stamped)
        )
    )


def event_of(body: bytes) -> Event:
    """The event that a body holds; what else stands in the envelope is left out.

    Raises ValueError when it is not the body of an entry.
    """
    try:
        words = body.decode()
        fields, end = _decode(words)
        values = _envelope(fields)
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if end != len(words) or tuple(map(type, values)) != _TYPES:
        raise ValueError(words)
    return Event._make(values)


def redacted(event: Event) -> list[str]:
    """The hashes of sealed content that an entry takes out: `hashes` of a `redacted` event."""
    hashes = event.data.get("hashes") if event.type == "redacted" else None
    return [item for item in hashes if isinstance(item, str)] if isinstance(hashes, list) else []
