"""Canonical bytes, links, seals."""

import json
import unicodedata
from collections.abc import Callable
from hashlib import sha256
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisiskit.case import chain
from crisiskit.case.events import NewEvent, Seal, Signature
from crisiskit.errors import CrisiskitError, StorageError, UsageError

AT = "2026-11-21T02:10:56Z"
SIGNATURE = Signature("王律师", "李四", "li", "duty-laptop", AT, "c1")
UID = "0" * 32

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63) + 1, 2**63 - 1) | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=20,
)


def salts() -> Callable[[], bytes]:
    numbers = count()
    return lambda: next(numbers).to_bytes(chain.SALT_BYTES)


def one_key_when_normal(value: Any) -> bool:
    """Whether NFC makes one key of two somewhere."""
    if isinstance(value, dict):
        keys = {unicodedata.normalize("NFC", key) for key in value}
        return len(keys) < len(value) or any(map(one_key_when_normal, value.values()))
    return isinstance(value, list) and any(map(one_key_when_normal, value))


@given(values)
def test_what_is_canonical_stays_as_it_is(value: Any) -> None:
    if one_key_when_normal(value):
        with pytest.raises(UsageError):
            chain.canonical(value)
        return
    written = chain.canonical(value)
    assert chain.canonical(json.loads(written)) == written
    assert unicodedata.is_normalized("NFC", written.decode())


@given(st.dictionaries(text, st.integers(0, 9)))
def test_the_order_of_keys_does_not_matter(table: dict[str, int]) -> None:
    table = {unicodedata.normalize("NFC", key): value for key, value in table.items()}
    backwards = dict(reversed(table.items()))
    assert chain.canonical(table) == chain.canonical(backwards)


def test_the_canonical_form() -> None:
    value = {"b": [1, True, None], "a": "e\u0301 “”\n", "汉": {"é": -1}}
    assert chain.canonical(value) == '{"a":"é “”\\n","b":[1,true,null],"汉":{"é":-1}}'.encode()


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        b"bytes",
        "\ud800",
        {"k": "\udcff"},
        {1: "key"},
        {"é": 1, "e\u0301": 2},
        2**63,
        -(2**64),
        {1, 2},
        object(),
        Seal(b""),
    ],
)
def test_what_has_no_canonical_form_is_refused(value: Any) -> None:
    for wrapped in (value, [value], {"deep": [{"er": value}]}):
        with pytest.raises(UsageError, match="NOT saved"):
            chain.canonical(wrapped)


def test_deep_nesting_is_refused_before_anything_breaks() -> None:
    deep: Any = "x"
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(UsageError):
        chain.canonical(deep)


def test_the_hashes_of_a_known_chain() -> None:
    """Pinned: a change here is a change of the format, and old stores no longer verify."""
    news = [
        NewEvent("case_opened", {"code": "1121-01", "title": {"zh": "月饼"}}, AT),
        NewEvent("note_added", {"text": Seal.text("数据"), "n": 1}, AT),
    ]
    entries, blobs = chain.extend(UID, chain.origin(UID), news, SIGNATURE, salts())
    assert entries[1].body.decode() == (
        '{"actor":"王律师","case":"00000000000000000000000000000000","command":"c1","data":{"n":1,'
        '"text":{"sealed":"'
        + blobs[0].digest
        + '","size":6}},"happened_at":"2026-11-21T02:10:56Z",'
        '"host":"duty-laptop","os_user":"li","recorded_at":"2026-11-21T02:10:56Z",'
        '"recorded_by":"李四","seq":2,"type":"note_added"}'
    )
    origin = sha256(b"crisiskit case\n" + UID.encode()).digest()
    first = sha256(origin + entries[0].body).digest()
    assert entries[0].digest == first
    assert entries[1].digest == sha256(first + entries[1].body).digest()
    assert entries[1].digest.hex() == (
        "08c78029f855d8b34d09d8b63b9e64a7049d46ce439406616fd8cc21e0efcec7"
    )


def test_an_event_is_read_back_as_it_was_given() -> None:
    data = {"t": ("e\u0301", 1), "nested": {"b": [None, True]}}
    (entry,), _ = chain.extend(
        UID, chain.origin(UID), [NewEvent("no_such_type", data, AT)], SIGNATURE, salts()
    )
    assert entry.event == chain.event_of(entry.body)
    assert entry.event.data == {"t": ["é", 1], "nested": {"b": [None, True]}}
    assert (entry.event.case, entry.event.seq, entry.event.command) == (UID, 1, "c1")


def test_every_seal_becomes_a_reference() -> None:
    data = {"a": Seal(b"one"), "list": [{"deep": (Seal(b""), "plain")}], "n": 1}
    sealed, blobs = chain.seal(data, salts())
    assert [blob.content for blob in blobs] == [b"one", b""]
    for blob in blobs:
        assert blob.digest == sha256(blob.salt + blob.content).hexdigest()
    assert sealed == {
        "a": {"sealed": blobs[0].digest, "size": 3},
        "list": [{"deep": [{"sealed": blobs[1].digest, "size": 0}, "plain"]}],
        "n": 1,
    }


def test_the_same_words_sealed_twice_cannot_be_told_to_be_the_same() -> None:
    _, blobs = chain.seal({"a": Seal(b"x"), "b": Seal(b"x")}, chain.new_salt)
    assert blobs[0].digest != blobs[1].digest
    assert {len(blob.salt) for blob in blobs} == {16}


def test_what_is_too_large_is_not_saved() -> None:
    long = NewEvent("note_added", {"text": "字" * (chain.ENTRY_LIMIT // 3)}, AT)
    with pytest.raises(StorageError, match="KiB") as refusal:
        chain.extend(UID, chain.origin(UID), [long], SIGNATURE, salts())
    assert refusal.value.saved is False
    file = Seal(bytes(chain.CONTENT_LIMIT + 1))
    with pytest.raises(StorageError, match="MiB"):
        chain.seal({"file": file}, salts())


@pytest.mark.parametrize(
    "at",
    [
        "",
        "2026-11-21",
        "2026-11-21T02:10:56",
        "2026-11-21T02:10:56+00:00",
        "2026-02-30T00:00:00Z",
        "2026-11-21T24:00:00Z",
        "2026-11-21T23:59:60Z",
        "2026-11-21T02:10:56.5Z",
        "2026-W47-6T02:10:56Z",
        "２026-11-21T02:10:56Z",
        "2026-11-21T02:10:56Z\n",
    ],
)
def test_only_utc_stamps_are_recorded(at: str) -> None:
    with pytest.raises(CrisiskitError):
        chain.extend(UID, chain.origin(UID), [NewEvent("x", {}, at)], SIGNATURE, salts())


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"seq":' + b"9" * 5000 + b"}", b"\x00"],
)
def test_what_is_no_entry_is_no_event(body: bytes) -> None:
    with pytest.raises(ValueError):
        chain.event_of(body)


@pytest.mark.parametrize(
    "change",
    [
        (b'"seq":1', b'"seq":"1"'),
        (b'"data":{}', b'"data":[]'),
        (b'"host":"duty-laptop"', b'"host":null'),
        (b"}", b"} "),
    ],
)
def test_an_envelope_of_other_types_is_no_event(change: tuple[bytes, bytes]) -> None:
    (entry,), _ = chain.extend(UID, chain.origin(UID), [NewEvent("x", {}, AT)], SIGNATURE, salts())
    assert change[0] in entry.body
    with pytest.raises(ValueError):
        chain.event_of(entry.body.replace(*change))


def test_fields_of_a_newer_envelope_are_left_out() -> None:
    (entry,), _ = chain.extend(UID, chain.origin(UID), [NewEvent("x", {}, AT)], SIGNATURE, salts())
    assert chain.event_of(entry.body.replace(b'{"actor"', b'{"a_new_one":1,"actor"')) == entry.event


def test_only_a_redacted_entry_takes_content_out() -> None:
    def event(kind: str, data: dict[str, Any]) -> list[str]:
        news = [NewEvent(kind, data, AT)]
        entries, _ = chain.extend(UID, chain.origin(UID), news, SIGNATURE, salts())
        return chain.redacted(entries[0].event)

    assert event("redacted", {"hashes": ["aa", "bb"], "because": Seal(b"PIPL 47")}) == ["aa", "bb"]
    assert event("note_added", {"hashes": ["aa"]}) == []
    assert event("redacted", {"hashes": "aa"}) == []
