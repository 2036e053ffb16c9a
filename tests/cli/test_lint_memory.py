"""A lint of files that have not changed says the same at once; of others it looks again."""

import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from crisiskit.cli import lint_run

Cli = Any

BROKEN = "playbook: mine\nversion: 1.0.0\ntitle: 我的\nlead: lead\nphases: {}\n"


@pytest.fixture
def looks(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each lint that really looked at files."""
    seen: list[int] = []
    real = lint_run.run

    def run(*given: Any) -> Any:
        seen.append(1)
        return real(*given)

    monkeypatch.setattr(lint_run, "run", run)
    cli.environ["XDG_CACHE_HOME"] = str(cli.folder / ".cache")
    cli.write("crisiskit.yaml", "languages: [zh]\n")
    cli.write("playbooks/mine.yaml", BROKEN)
    return seen


def test_the_second_time_the_same_is_said_without_looking(cli: Cli, looks: list[int]) -> None:
    first, second = cli("lint"), cli("lint")
    assert first == second
    assert first.code == 3
    assert len(looks) == 1


@pytest.mark.parametrize(
    "name",
    [
        *("crisiskit.yaml", "playbooks/mine.yaml", "roster.yaml", "templates/zh/x.md.j2"),
        "review/ours.yaml",
    ],
)
def test_any_file_that_changes_is_looked_at(cli: Cli, looks: list[int], name: str) -> None:
    cli("lint")
    path = cli.folder / name
    cli.write(name, (path.read_text("utf-8") if path.exists() else "") + "# more\n")
    cli("lint")
    assert len(looks) == 2


@pytest.mark.parametrize("name", ["terms.zh.txt", "blame.py"])
def test_the_review_is_part_of_the_program(
    cli: Cli, looks: list[int], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    cli("lint")
    real = os.stat

    def touched(path: Any, **more: Any) -> Any:
        found = real(path, **more)
        if str(path).endswith(name):
            return SimpleNamespace(st_mtime_ns=found.st_mtime_ns + 1, st_size=found.st_size)
        return found

    monkeypatch.setattr(os, "stat", touched)
    cli("lint")
    assert len(looks) == 2


@pytest.mark.parametrize(
    "more",
    [
        ("--select", "cycle"),
        ("--profile", "strict"),
        ("--format", "json"),
        ("--color", "always"),
        ("--lang", "zh"),
    ],
)
def test_another_question_is_another_answer(
    cli: Cli, looks: list[int], more: tuple[str, ...]
) -> None:
    cli("lint")
    cli("lint", *more)
    assert len(looks) == 2


def test_the_day_is_part_of_the_question(cli: Cli, looks: list[int]) -> None:
    cli("lint")
    cli.later(days=1)
    cli("lint")
    assert len(looks) == 2


def test_without_the_cache(cli: Cli, looks: list[int]) -> None:
    cli("lint")
    cli("lint", "--no-cache")
    cli("lint", "--output", "json=report.json")
    cli("lint", GITHUB_ACTIONS="true")
    assert len(looks) == 4


@pytest.mark.parametrize(
    "answer", [b"", b"[]", b"{}", b"\xff", json.dumps({"out": "", "err": "", "code": 99}).encode()]
)
def test_an_answer_that_was_spoilt_is_none(cli: Cli, looks: list[int], answer: bytes) -> None:
    first = cli("lint")
    (kept,) = Path(cli.folder, ".cache/crisiskit/lint").iterdir()
    kept.write_bytes(answer)
    assert cli("lint") == first
    assert len(looks) == 2


@pytest.mark.parametrize("name", ["x" * 5000 + ".yaml", "nothing.yaml"])
def test_a_name_that_no_file_has(cli: Cli, looks: list[int], name: str) -> None:
    assert cli("lint", name).code == 3
    assert cli("lint", name).code == 3
    assert looks


def test_where_nothing_can_be_kept_it_still_lints(cli: Cli, looks: list[int]) -> None:
    cli.environ["XDG_CACHE_HOME"] = str(cli.write("file", "x"))
    assert cli("lint") == cli("lint")
    assert len(looks) == 2
