"""A good workspace, broken in many ways: each is caught by the rule that is there for it.

`team/` lints clean with every rule on. A breakage replaces one text of one of its files.
"""

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from crisiskit.lint import lint_paths

TEAM = Path(__file__).with_name("team")
TODAY = date(2026, 11, 28)
AT_LEAST = 60

BREAKAGES: list[dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("breakages.yaml").read_text("utf-8")
)


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """The good workspace, to be broken."""
    return Path(shutil.copytree(TEAM, tmp_path / "team"))


def test_the_good_workspace_is_clean_with_every_rule_on(team: Path) -> None:
    assert lint_paths([team], TODAY) == []


def test_there_are_enough_ways() -> None:
    assert len({breakage["what"] for breakage in BREAKAGES}) == len(BREAKAGES)
    assert len(BREAKAGES) >= AT_LEAST


@pytest.mark.parametrize("breakage", BREAKAGES, ids=lambda breakage: breakage["what"])
def test_each_is_caught_by_its_rule(team: Path, breakage: dict[str, str]) -> None:
    path = team / breakage["file"]
    text = path.read_text("utf-8")
    assert breakage["old"] in text, "the breakage breaks nothing"
    path.write_text(text.replace(breakage["old"], breakage["new"], 1), encoding="utf-8")
    found = lint_paths([team], TODAY)
    assert breakage["rule"] in {finding.rule for finding in found}, found
