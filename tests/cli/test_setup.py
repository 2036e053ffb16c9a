"""init, doctor, config, schema, graph: a team begins, and its editor knows the files."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from crisiskit.cli.schema import KINDS, schema_of
from crisiskit.playbook.catalogue import Catalogue
from crisiskit.workspace import bundled_root

Cli = Any

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_init_makes_a_workspace_that_lints_clean(cli: Cli, tongue: str) -> None:
    cli.environ["CRISISKIT_LANG"] = tongue
    cli.ok("init", "team", "--company", '云杉 "Spruce": Ltd', "--copy", "data-leak")
    team = cli.folder / "team"
    assert 'company: "云杉 \\"Spruce\\": Ltd"' in (team / "crisiskit.yaml").read_text("utf-8")
    workflow = yaml.safe_load((team / ".github/workflows/crisiskit.yml").read_text("utf-8"))
    commands = [step.get("run") for step in workflow["jobs"]["crisiskit"]["steps"]]
    assert "crisiskit lint" in commands
    hooks = yaml.safe_load((team / ".pre-commit-config.yaml").read_text("utf-8"))
    assert hooks["repos"][0]["hooks"][0]["entry"] == "crisiskit lint"
    ended = cli("lint", "team")
    assert (ended.code, ended.out) == (0, ""), ended.out


def test_init_never_touches_what_is_there(cli: Cli) -> None:
    (cli.folder / "roster.yaml").write_text("lead: [{name: 陈安}]\n", encoding="utf-8")
    first = cli.ok("init", "--ci", "gitlab", "--json").json
    assert first["left"] == ["roster.yaml"]
    assert (cli.folder / ".gitlab-ci.yml").is_file()
    assert (cli.folder / "roster.yaml").read_text("utf-8") == "lead: [{name: 陈安}]\n"
    assert cli.ok("init", "--ci", "gitlab", "--json").json["written"] == []


def test_init_with_nonsense(cli: Cli) -> None:
    assert cli("init", "--ci", "jenkins").code == 2
    assert cli("init", "--copy", "data-leek").code == 2
    assert not (cli.folder / "crisiskit.yaml").exists()
    (cli.folder / "file").write_text("x")
    assert cli("init", "file").code == 74


def test_doctor_says_what_is_wrong_and_the_cure(cli: Cli) -> None:
    signs = {sign["about"]: sign for sign in cli.ok("doctor", "--json").json["signs"]}
    assert signs["workspace"]["state"] == "doubt"
    assert "crisiskit init" in signs["workspace"]["cure"]
    assert signs["sqlite"]["state"] == "good"
    cli.ok("init")
    (cli.folder / "roster.yaml").write_text("leader: [{name: x}]\n")
    ended = cli("doctor")
    assert ended.code == 1
    assert "✗" in ended.out
    assert "crisiskit lint" in ended.out


def test_doctor_verifies_the_cases(cli: Cli) -> None:
    code = cli.open()
    assert f"Case {code}: every entry holds." in cli.ok("doctor").out
    assert code not in cli.ok("doctor", "--quick").out


def test_config_shows_what_is_in_force_and_where(cli: Cli) -> None:
    assert cli("config", "show").code == 7
    cli.ok("init", "--company", "Spruce")
    shown = yaml.safe_load(cli.ok("config", "show").out)
    assert shown["facts"]["company"]["en"] == "Spruce"
    paths = cli.ok("config", "path", "--json").json
    assert Path(paths["settings"]) == cli.folder / "crisiskit.yaml"
    assert Path(paths["store"]) == cli.store


def plain(path: Path) -> Any:
    """A file as an editor reads it (YAML 1.2): numbers are numbers, dates and `on` are text."""
    return _as_in_1_2(yaml.safe_load(path.read_text("utf-8")))


def _as_in_1_2(value: Any) -> Any:
    if isinstance(value, dict):
        return {("on" if k is True else k): _as_in_1_2(v) for k, v in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    return [_as_in_1_2(entry) for entry in value] if isinstance(value, list) else value


def test_every_bundled_file_fits_the_schema_of_its_kind() -> None:
    root = bundled_root() / "playbooks"
    files = {
        "playbook": root.glob("*.yaml"),
        "part": (root / "parts").glob("*.yaml"),
        "scenario": (root / "drills").glob("*.yaml"),
        "checklist": (root / "shared" / "checklists").glob("*.yaml"),
        **{
            kind: [root / "shared" / f"{kind}.yaml"]
            for kind in ("facts", "roles", "channels", "severity", "duties")
        },
    }
    for kind, paths in files.items():
        check = jsonschema.Draft7Validator(schema_of(kind))
        for path in paths:
            wrong = [f"{list(e.path)}: {e.message[:200]}" for e in check.iter_errors(plain(path))]
            assert wrong == [], (kind, path.name)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_describes_its_keys(cli: Cli, kind: str) -> None:
    made = json.loads(cli.ok("schema", kind).out)
    assert made["$schema"].endswith("draft-07/schema#")
    keys = made.get("properties", {})
    assert all(field.get("description") for field in keys.values()), kind


def test_a_schema_there_is_not(cli: Cli) -> None:
    ended = cli("schema", "playbok")
    assert ended.code == 2
    assert "Did you mean playbook?" in ended.err


@pytest.mark.parametrize("form", ["text", "mermaid", "dot", "svg", "json"])
def test_a_playbook_is_drawn_in_every_form(cli: Cli, form: str) -> None:
    out = cli.ok("graph", "general", "--format", form).out
    assert all(name in out for name in Catalogue.open().plan("general").steps) or form == "mermaid"
    assert cli("graph", "general", "--format", "png").code == 2


def test_what_ci_and_pre_commit_call_passes_in_a_new_workspace(cli: Cli) -> None:
    cli.ok("init", "--copy", "data-leak")
    workflow = yaml.safe_load((cli.folder / ".github/workflows/crisiskit.yml").read_text("utf-8"))
    (job,) = workflow["jobs"].values()
    called = [step["run"] for step in job["steps"] if step.get("run", "").startswith("crisiskit")]
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["require_serial"]
    assert called
    for line in (*called, hook["entry"]):
        assert cli(*line.split()[1:]).code == 0, line
