"""Findings as text and as JSON."""

import json

from crisiskit.check import Diagnostic, Related, Severity
from crisiskit.check.formats import as_json, as_text

FINDING = Diagnostic(
    "duplicate-id",
    Severity.WARNING,
    "Twice.",
    "a.yaml",
    3,
    5,
    hint="Keep one.\nOr none.",
    related=(Related("First here.", "b.yaml", 1),),
)


def test_a_paragraph_with_place_rule_and_hint() -> None:
    assert as_text([FINDING]).splitlines() == [
        "a.yaml:3:5: warning: Twice. [duplicate-id]",
        "    b.yaml:1: First here.",
        "    Keep one.",
        "    Or none.",
    ]


def test_a_path_cannot_speak_to_the_terminal_nor_forge_a_line() -> None:
    text = as_text([Diagnostic("x", Severity.ERROR, "Bad.\x1b[2J", "a\x1b[2J\nb.yaml")])
    assert "\x1b" not in text
    assert len(text.splitlines()) == 1


def test_json_is_plain_data() -> None:
    (data,) = json.loads(json.dumps(as_json([FINDING])))
    assert data["severity"] == "warning"
    assert data["related"][0]["path"] == "b.yaml"
    assert data["end"] is None
