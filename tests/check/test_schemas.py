"""Each form that another tool reads is what its format says. See schemas/README.md."""

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xmlschema

from crisiskit import language
from crisiskit.check.formats import written

SCHEMAS = Path(os.environ.get("PUBLISHED_SCHEMAS") or Path(__file__).parent / "schemas")

Reported = Any


@pytest.mark.parametrize("empty", [False, True])
@pytest.mark.parametrize("spoken", ["en", "zh"])
@pytest.mark.parametrize("form", ["sarif", "gitlab", "rdjson"])
def test_json(form: str, spoken: str, empty: bool, report: Reported) -> None:
    schema = json.loads((SCHEMAS / f"{form}.json").read_text("utf-8"))
    language.speak(spoken)
    try:
        data = json.loads(written(form, report(()) if empty else report()))
    finally:
        language.speak("en")
    jsonschema.validate(data, schema)


@pytest.mark.parametrize("empty", [False, True])
@pytest.mark.parametrize("form", ["junit", "checkstyle"])
def test_xml(form: str, empty: bool, report: Reported) -> None:
    schema = xmlschema.XMLSchema(str(SCHEMAS / f"{form}.xsd"))
    schema.validate(written(form, report(()) if empty else report()))
