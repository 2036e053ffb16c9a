"""docs/cli.md says what the commands are: its generated part is compared, its tables counted."""

import io
import os
import re
from pathlib import Path

import pytest

from crisiskit.cli.app import Entry, Group
from crisiskit.cli.commands import COMMANDS
from crisiskit.cli.main import run
from crisiskit.clock import SystemClock
from crisiskit.errors import ExitCode

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "cli.md"
MARK = "\n## Commands\n"


def help_of(*command: str) -> str:
    out = io.StringIO()
    code = run(
        [*command, "--help"],
        stdin=io.StringIO(),
        stdout=out,
        stderr=io.StringIO(),
        environ={"CRISISKIT_LANG": "en", "COLUMNS": "92"},
        cwd=ROOT,
        clock=SystemClock(),
    )
    assert code == 0
    return out.getvalue().rstrip()


def brief_help_of(name: tuple[str, ...]) -> str:
    """The page of a command; its common options, which every page has, only named."""
    page = re.sub(r"\nCommon options\n((?:  .*\n?)+)", _named, help_of(*name) + "\n")
    return page.rstrip()


def _named(found: re.Match[str]) -> str:
    return f"\nCommon options: {' '.join(re.findall(r'--[a-z-]+', _firsts(found[1])))}\n"


def _firsts(options: str) -> str:
    return "\n".join(line.split("  ")[1] for line in options.splitlines())


def names() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for entry in COMMANDS:
        found.append((entry.name,))
        if isinstance(entry, Group):
            found += [(entry.name, inner.name) for inner in entry.entries]
    return found


def generated() -> str:
    sections = [f"```\n{help_of()}\n```"]
    sections += [
        f"### `crisiskit {' '.join(name)}`\n\n```\n{brief_help_of(name)}\n```" for name in names()
    ]
    return "\n\n".join(sections) + "\n"


def test_the_commands_are_described_as_they_are() -> None:
    written, mark, commands = PAGE.read_text(encoding="utf-8").partition(MARK)
    if os.environ.get("WRITE_DOCS"):
        PAGE.write_text(f"{written}{mark}\n{generated()}", encoding="utf-8")
        return
    assert commands == f"\n{generated()}", "stale: WRITE_DOCS=1 pytest tests/cli/test_reference.py"


def test_every_exit_code_is_described() -> None:
    codes = [int(code) for code in re.findall(r"^\| (\d+) \|", PAGE.read_text(), re.MULTILINE)]
    assert codes == [int(code) for code in ExitCode]


def test_every_variable_is_described() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "crisiskit").rglob("*.py"))
    used = set(re.findall(r"CRISISKIT_[A-Z_]+", source))
    assert used <= set(re.findall(r"CRISISKIT_[A-Z_]+", PAGE.read_text("utf-8")))


def entries() -> list[Entry]:
    inner = [e for entry in COMMANDS if isinstance(entry, Group) for e in entry.entries]
    return [*(entry for entry in COMMANDS if isinstance(entry, Entry)), *inner]


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.name)
def test_examples_name_their_command(entry: Entry) -> None:
    for example in entry.examples:
        assert entry.name in example.split()
        assert example.startswith("crisiskit ")


@pytest.mark.parametrize("name", names(), ids=" ".join)
def test_every_option_says_what_it_is_for(name: tuple[str, ...]) -> None:
    page = help_of(*name)
    for line in page.splitlines():
        assert not re.fullmatch(r"  --?[\w-]+( [A-Z|…=.a-z0-9]+)?", line), line
