"""Start-up is a feature: what a command loads is pinned by what is in `sys.modules` afterwards."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

HEAVY = frozenset(
    {
        "babel",
        "holidays",
        "importlib.metadata",
        "jinja2",
        "platformdirs",
        "prompt_toolkit",
        "pydantic",
        "rich",
        "typer",
        "yaml",
    }
)

_AFTER = """
import json, sys
{code}
print("\\n" + json.dumps(sorted(sys.modules)))
"""

_COMMAND = """
import io, pathlib
from crisiskit.cli.main import run
from crisiskit.clock import SystemClock
for words in {lines!r}:
    code = run(words, stdin=io.StringIO(), stdout=io.StringIO(), stderr=(said := io.StringIO()),
        environ={environ!r}, cwd=pathlib.Path({cwd!r}), clock=SystemClock())
    assert code == 0, (words, said.getvalue())
"""


def _loaded(code: str) -> frozenset[str]:
    run = subprocess.run(
        [sys.executable, "-c", _AFTER.format(code=code)],
        capture_output=True,
        text=True,
        check=False,
        env={name: value for name, value in os.environ.items() if not name.startswith("COV_")},
    )
    assert run.returncode == 0, run.stderr
    return frozenset(json.loads(run.stdout.splitlines()[-1]))


@cache
def _bare() -> frozenset[str]:
    """What this Python loads before anybody asks it to (a `.pth` of an editable install, say)."""
    return _loaded("")


def _heavy(code: str, allowed: Iterable[str] = ()) -> list[str]:
    return sorted((_loaded(code) - _bare()) & (HEAVY - frozenset(allowed)))


@pytest.mark.parametrize(
    "module",
    [
        "crisiskit.errors",
        "crisiskit.clock",
        "crisiskit.language",
        "crisiskit.text",
        "crisiskit.workspace",
        "crisiskit.playbook.plan",
        "crisiskit.playbook.codec",
        "crisiskit.playbook.conditions",
        "crisiskit.playbook.values",
        "crisiskit.case.engine",
        "crisiskit.case.fold",
        "crisiskit.case.store",
        "crisiskit.case.location",
        "crisiskit.desk.desk",
        "crisiskit.desk.acts",
        "crisiskit.desk.opening",
        "crisiskit.ui.console",
        "crisiskit.ui.cards",
        "crisiskit.ui.log",
        "crisiskit.ui.session",
        "crisiskit.ui.prompter",
        "crisiskit.cli.main",
    ],
)
def test_what_a_case_is_worked_with_is_light(module: str) -> None:
    assert _heavy(f"import {module}") == []


def test_version_loads_nothing() -> None:
    code = "sys.argv = ['crisiskit', '--version']\nfrom crisiskit.__main__ import main\nmain()"
    assert _heavy(code) == []


def test_the_table_of_commands_imports_no_command() -> None:
    loaded = _loaded("import crisiskit.cli.commands")
    doors = {"app", "commands", "help", "main", "options", "usage"}
    others = {name for name in loaded if name.startswith("crisiskit.cli.")}
    assert others - {f"crisiskit.cli.{door}" for door in doors} == set()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one open case."""
    store = tmp_path_factory.mktemp("store") / "cases.db"
    words = ["start", "general", "--title", "起火", "--no-walk", "--store", str(store)]
    run = subprocess.run(
        [sys.executable, "-m", "crisiskit", *words], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return store


def _commands(*lines: list[str], store: Path) -> str:
    environ = {"CRISISKIT_STORE": str(store), "HOME": str(store.parent), "LANG": "zh_CN.UTF-8"}
    return _COMMAND.format(lines=lines, environ=environ, cwd=str(store.parent))


@pytest.mark.parametrize("line", [["next"], ["status"], ["log"], ["note", "电话打通了"]])
def test_work_on_a_case_reads_no_files_of_the_plan(line: list[str], store: Path) -> None:
    """The case carries its plan as JSON: no yaml, no pydantic, no jinja2, no rich."""
    assert _heavy(_commands(line, store=store), allowed=["typer"]) == []


def test_done_reads_no_files_of_the_plan(store: Path) -> None:
    step = subprocess.run(
        [sys.executable, "-m", "crisiskit", "next", "--json", "--store", str(store)],
        capture_output=True,
        text=True,
        check=True,
    )
    first = json.loads(step.stdout)["available"][0]["step"]
    because = ["--because", "试"]
    code = _commands(["claim", first], ["unclaim", first], ["skip", first, *because], store=store)
    assert _heavy(code, allowed=["typer"]) == []


def test_work_on_a_case_that_signs_nothing_reviews_nothing(store: Path) -> None:
    code = _commands(["next"], ["status"], ["log"], ["note", "电话打通了"], store=store)
    reviewing = {"crisiskit.review", "crisiskit.desk.reviewing"}
    assert {name for name in _loaded(code) if name.startswith("crisiskit.review")} == set()
    assert reviewing & _loaded(code) == set()


def test_a_review_reads_no_yaml_and_opens_no_store(tmp_path: Path) -> None:
    """It is asked for while somebody writes: 1.3 times `--help` for a thousand characters."""
    text = "我们让812位顾客多等了四天，对不起。<!-- crisiskit: ignore[cycle] x -->\n" * 30
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    lines = [["review", "a.md", "--ignore", "all"]]
    environ = {"HOME": str(tmp_path), "LANG": "zh_CN.UTF-8"}
    code = _COMMAND.format(lines=lines, environ=environ, cwd=str(tmp_path))
    assert _heavy(code, allowed=["typer"]) == []
    others = {"sqlite3", "hashlib", "crisiskit.lint", "crisiskit.case", "crisiskit.playbook"}
    assert others & (_loaded(code) - _bare()) == set()


def test_a_review_remembers_the_settings_and_terms_of_the_team(tmp_path: Path) -> None:
    (tmp_path / "crisiskit.yaml").write_text("lint: {profile: strict, ignore: [all]}\n")
    (tmp_path / "review").mkdir()
    (tmp_path / "review/ours.yaml").write_text("apology: {zh: [失礼]}\n", encoding="utf-8")
    (tmp_path / "a.md").write_text("失礼了。\n", encoding="utf-8")
    environ = {"HOME": str(tmp_path)}
    code = _COMMAND.format(lines=[["review", "a.md"]], environ=environ, cwd=str(tmp_path))
    assert "yaml" in _heavy(code, allowed=["typer"])
    assert _heavy(code, allowed=["typer"]) == []


def test_a_lint_that_finds_nothing_wrong_needs_no_pydantic(tmp_path: Path) -> None:
    """It takes as long as all else; a file that does not fit its format is worth it."""
    (tmp_path / "crisiskit.yaml").write_text("timezone: Asia/Shanghai\n")
    (tmp_path / "roster.yaml").write_text("lead: [{name: Wang}, {name: Li}]\n")
    bundled = Path(__file__).resolve().parents[2] / "playbooks"
    (tmp_path / "playbooks").mkdir()
    (tmp_path / "playbooks/data-leak.yaml").write_bytes((bundled / "data-leak.yaml").read_bytes())
    lines = [["lint", "--no-cache", "--ignore", "all"]]
    code = _COMMAND.format(lines=lines, environ={"HOME": str(tmp_path)}, cwd=str(tmp_path))
    assert not {"pydantic", "pydantic_core"} & (_loaded(code) - _bare())
