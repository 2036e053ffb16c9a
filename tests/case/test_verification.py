"""What verifying finds: every change in the middle, named; and what it cannot find."""

from collections.abc import Sequence
from typing import Any

import pytest

from crisiskit.case import chain, verification
from crisiskit.case.chain import Blob
from crisiskit.case.events import NewEvent, Seal, Signature
from crisiskit.case.journal import Verdict
from crisiskit.case.verification import Row

AT = "2026-11-21T02:10:56Z"
UID, OTHER = "a" * 32, "b" * 32


def rows(uid: str, *data: dict[str, Any], kind: str = "note_added") -> tuple[list[Row], list[Blob]]:
    signature = Signature("王律师", "李四", "li", "laptop", AT, "c")
    news = [NewEvent(kind, item, AT) for item in data]
    entries, blobs = chain.extend(uid, chain.origin(uid), news, signature, chain.new_salt)
    return [(entry.event.seq, entry.body, entry.digest) for entry in entries], blobs


def numbered(uid: str, length: int = 8) -> list[Row]:
    return rows(uid, *({"n": n, "t": "事实"} for n in range(1, length + 1)))[0]


def verify(uid: str, stored: Sequence[Row], blobs: Sequence[Blob] = ()) -> Verdict:
    kept = {blob.digest: blob for blob in blobs}
    return verification.verify(uid, lambda: stored, kept.get)


def found(stored: Sequence[Row], blobs: Sequence[Blob] = (), uid: str = UID) -> tuple[int, str]:
    flaw = verify(uid, stored, blobs).flaw
    assert flaw is not None
    assert str(flaw.seq) in flaw.message
    return flaw.seq, flaw.kind


def linked_anew(uid: str, stored: Sequence[Row]) -> list[Row]:
    """What somebody makes who knows how the hashes are computed."""
    head, made = chain.origin(uid).digest, []
    for seq, body, _digest in stored:
        head = chain.link(head, body)
        made.append((seq, body, head))
    return made


def test_an_untouched_chain_holds() -> None:
    stored = numbered(UID)
    verdict = verify(UID, stored)
    assert verdict == Verdict(8, stored[-1][2].hex(), None)
    assert verify(UID, []) == Verdict(0, chain.origin(UID).digest.hex(), None)


def test_every_single_bit_of_every_body_and_hash_counts() -> None:
    stored = numbered(UID, 4)
    for position, (seq, body, digest) in enumerate(stored):
        for field, value in ((1, body), (2, digest)):
            for bit in range(len(value) * 8):
                changed = bytearray(value)
                changed[bit // 8] ^= 1 << bit % 8
                row = (seq, bytes(changed), digest) if field == 1 else (seq, body, bytes(changed))
                tampered = [*stored[:position], row, *stored[position + 1 :]]
                assert found(tampered)[0] == seq


def test_other_words_are_an_edit() -> None:
    stored = numbered(UID)
    seq, body, digest = stored[2]
    stored[2] = (seq, body.replace(b'"n":3', b'"n":4'), digest)
    assert found(stored) == (3, "edited")


@pytest.mark.parametrize(
    "spelling",
    [(b'"n":3', b'"n": 3'), ("事".encode(), b"\\u4e8b"), (b'{"actor"', b'{"seq":3,"actor"')],
)
def test_the_same_words_in_other_bytes_are_told_apart(spelling: tuple[bytes, bytes]) -> None:
    stored = numbered(UID)
    seq, body, digest = stored[2]
    stored[2] = (seq, body.replace(*spelling), digest)
    assert found(stored) == (3, "not-canonical")


def test_removing_swapping_doubling() -> None:
    stored = numbered(UID)
    without = stored[:3] + stored[4:]
    assert found(without) == (4, "missing")
    assert found([(n, *row[1:]) for n, row in enumerate(without, 1)]) == (4, "missing")
    swapped = [*stored[:2], (3, *stored[3][1:]), (4, *stored[2][1:]), *stored[4:]]
    assert found(swapped) == (3, "reordered")
    doubled = [*stored[:3], *((seq + 1, *rest) for seq, *rest in stored[2:])]
    assert found(doubled) == (4, "reordered")  # type: ignore[arg-type]
    assert found(stored[1:]) == (1, "missing")


def test_entries_of_another_case_do_not_pass_even_with_hashes_computed_anew() -> None:
    stored, foreign = numbered(UID), numbered(OTHER)
    spliced = [*stored[:4], foreign[4], *stored[5:]]
    assert found(spliced) == (5, "foreign")
    assert found(linked_anew(UID, spliced)) == (5, "foreign")
    assert found(linked_anew(UID, foreign)) == (1, "foreign")
    assert found(foreign) == (1, "foreign")


def test_numbers_in_the_bytes_count_even_with_hashes_computed_anew() -> None:
    stored = numbered(UID)
    swapped = [*stored[:2], (3, *stored[3][1:]), (4, *stored[2][1:]), *stored[4:]]
    assert found(linked_anew(UID, swapped)) == (3, "reordered")
    without = [(n, *row[1:]) for n, row in enumerate(stored[:3] + stored[4:], 1)]
    assert found(linked_anew(UID, without)) == (4, "missing")


def test_bytes_that_are_no_entry() -> None:
    stored = numbered(UID)
    for body in (b"", b"null", b"\xff\xfe", b"[" * 50_000):
        stored[5] = (6, body, stored[5][2])
        assert found(stored) == (6, "edited")
    for forged in (None, 7, "text"):
        stored[5] = (6, forged, stored[5][2])  # type: ignore[assignment]
        assert found(stored) == (6, "edited")


def test_a_cut_tail_and_a_wholly_rewritten_chain_cannot_be_seen() -> None:
    """What a chain does not prove: keep the head's hash elsewhere (reliability_scale.md 1.2)."""
    stored = numbered(UID)
    assert verify(UID, stored[:5]).flaw is None
    assert verify(UID, stored[:5]).head != verify(UID, stored).head
    seq, body, digest = stored[2]
    stored[2] = (seq, body.replace(b'"n":3', b'"n":9'), digest)
    assert verify(UID, linked_anew(UID, stored)).flaw is None


def test_sealed_content_is_looked_at() -> None:
    stored, blobs = rows(UID, {"a": Seal(b"one")}, {"b": [Seal(b"two")]}, {"c": 1})
    assert verify(UID, stored, blobs).flaw is None
    assert found(stored, blobs[:1]) == (2, "content-missing")
    changed = Blob(blobs[0].digest, blobs[0].salt, b"One")
    assert found(stored, [changed, blobs[1]]) == (1, "content-edited")
    resalted = Blob(blobs[0].digest, bytes(16), b"one")
    assert found(stored, [resalted, blobs[1]]) == (1, "content-edited")


def test_redacted_content_may_be_gone_when_an_entry_says_so() -> None:
    _, blobs = rows(UID, {"a": Seal(b"one")})
    reference = {"sealed": blobs[0].digest, "size": 3}
    named = rows(UID, {"a": reference}, {"hashes": [blobs[0].digest]}, kind="redacted")[0]
    assert verify(UID, named).flaw is None
    unnamed = rows(UID, {"a": reference}, {"hashes": ["0" * 64]}, kind="redacted")[0]
    assert found(unnamed) == (1, "content-missing")
    only_noted = rows(UID, {"a": reference}, {"hashes": [blobs[0].digest]})[0]
    assert found(only_noted) == (1, "content-missing")


def test_words_that_look_like_keys_do_not_mislead() -> None:
    words = '","case":"' + OTHER + '","seq":99,"type":"redacted"} "sealed":"' + "0" * 64 + '"'
    assert verify(UID, rows(UID, {"t": words}, {"t": words})[0]).flaw is None
