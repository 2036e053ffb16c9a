"""README and docs name only commands, options and files there are; both languages agree."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from crisiskit.cli.app import Commands, Group
from crisiskit.cli.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
SPOKEN = [
    ROOT / "README.md",
    *(ROOT / "docs" / name for name in ("contributing.md", "format.md", "lint.md", "review.md")),
]

_LINE = re.compile(r"`crisiskit((?: [^`]*)?)`|^[^#\n]*/crisiskit (.*)$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
"""What a page shows is no link of its own."""
_SET_UP = re.compile(r"^python3 -m venv .*$", re.MULTILINE)


def _command_lines(page: Path) -> list[str]:
    found = _LINE.findall(page.read_text("utf-8"))
    return [line.strip() for pair in found for line in pair if line.strip()]


def _page_ids(paths: list[Path]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


def _options(command: Any) -> set[str]:
    return {name for param in command.params for name in (*param.opts, *param.secondary_opts)}


@pytest.mark.parametrize("page", SPOKEN, ids=_page_ids(SPOKEN))
def test_every_command_line_is_one(page: Path) -> None:
    table = Commands(COMMANDS, summary="")
    for line in _command_lines(page):
        words = shlex.split(line)
        words = words[2:] if words[0] == "--lang" else words
        if words[0].startswith("-") or words[0] == "COMMAND":
            continue
        assert words[0] in table.table, line
        entry = table.table[words[0]]
        command = table.get_command(None, words[0])
        if isinstance(entry, Group):
            continue
        given = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert given - _options(command) == set(), line


@pytest.mark.parametrize("page", PAGES, ids=_page_ids(PAGES))
def test_every_link_leads_somewhere(page: Path) -> None:
    words = _FENCED.sub("", page.read_text("utf-8"))
    links = [link for link in _LINK.findall(words) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_sets_up_and_tests_the_same_way_in_both_languages() -> None:
    english, chinese = README.split("\n## 中文\n")
    lines = [_SET_UP.findall(half) for half in (english, chinese)]
    assert [line.replace(" --lang zh", "") for line in lines[1]] == lines[0]
    assert len(lines[0]) == 2


def test_ci_can_be_run() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111 == 0o111


def test_constraints_are_names_and_exact_versions_only() -> None:
    lines = (ROOT / ".ci" / "constraints.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
