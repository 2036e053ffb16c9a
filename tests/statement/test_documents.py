"""What a version of a document is."""

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from crisiskit.statement.documents import digest, manifest, version_id
from crisiskit.statement.gaps import placeholders

TEXTS = {("zh", None): "好\n", ("en", "sms"): "good", ("en", None): "good", ("zh", "weibo"): "好"}


def test_the_manifest_is_in_order() -> None:
    assert [(entry["language"], entry["channel"]) for entry in manifest(TEXTS)] == [
        ("en", None),
        ("en", "sms"),
        ("zh", None),
        ("zh", "weibo"),
    ]


def test_the_id_can_be_worked_out_by_anybody() -> None:
    entry = {
        "channel": None,
        "language": "zh",
        "sha256": hashlib.sha256("好\n".encode()).hexdigest(),
    }
    canonical = json.dumps([entry], separators=(",", ":"), sort_keys=True).encode()
    assert version_id(manifest({("zh", None): "好"})) == hashlib.sha256(canonical).hexdigest()


def test_order_line_ends_and_an_empty_channel_make_no_difference() -> None:
    turned = dict(reversed(TEXTS.items()))
    assert version_id(manifest(TEXTS)) == version_id(manifest(turned))
    assert digest("a \r\nb") == digest("a\nb\n")
    assert manifest({("zh", ""): "x"}) == manifest({("zh", None): "x"})


@given(st.text(), st.text())
def test_another_text_is_another_version(one: str, other: str) -> None:
    same = digest(one) == digest(other)
    ids = [version_id(manifest({("zh", None): text})) for text in (one, other)]
    assert (ids[0] == ids[1]) == same


def test_placeholders_are_found_in_a_text_that_was_edited() -> None:
    text = "有【待核实：受影响人数】，cause: [to be translated: cause]【注】[x]\n"
    assert placeholders(text) == ["【待核实：受影响人数】", "[to be translated: cause]"]
