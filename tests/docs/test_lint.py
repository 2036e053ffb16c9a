"""docs/lint.md shows what is so: its settings, its waivers, its options and forms."""

import re
from pathlib import Path

from crisiskit.check.formats import FORMATS
from crisiskit.check.waiver_comments import in_yaml
from crisiskit.lint import configuration
from crisiskit.lint.rules import TABLE
from crisiskit.workspace.files import settings
from crisiskit.yamlfile import parse

PAGE = (Path(__file__).parents[2] / "docs" / "lint.md").read_text("utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_settings_are_settings() -> None:
    document = parse(next(block for block in BLOCKS if block.startswith("lint:")))
    assert list(configuration.unknown_rules(document, settings(document).lint)) == []


def test_the_waivers_are_waivers() -> None:
    found = [waiver for block in BLOCKS for waiver in in_yaml(block, "p")]
    assert len(found) == 2
    for waiver in found:
        assert waiver.wrong is None
        assert waiver.reason
        assert all(map(TABLE.find, waiver.rules))


def test_every_form_is_told() -> None:
    assert re.findall(r"^\| `(\w+)` \| \w", PAGE, re.MULTILINE)[-len(FORMATS) :] == list(FORMATS)
