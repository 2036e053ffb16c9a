"""Finding the bundled files and the workspace; settings and roster."""

import subprocess
import sys
from pathlib import Path

import pytest

from crisiskit.errors import FileError
from crisiskit.workspace import Workspace, bundled_root, find_workspace
from crisiskit.workspace.files import Settings
from crisiskit.yamlfile import BadFile

SETTINGS = """\
facts:
  company: {zh: 星河科技, en: Galaxy}
  hotline: 400-000-0000
languages: [en, zh]
jurisdictions: [cn, eu]
"""


def workspace(tmp_path: Path, settings: str = SETTINGS, roster: str | None = None) -> Workspace:
    (tmp_path / "crisiskit.yaml").write_text(settings, encoding="utf-8")
    if roster is not None:
        (tmp_path / "roster.yaml").write_text(roster, encoding="utf-8")
    return Workspace(tmp_path)


def test_a_checkout_is_preferred_to_what_the_wheel_brought(tmp_path: Path) -> None:
    package = tmp_path / "crisiskit"
    (package / "_bundled" / "playbooks").mkdir(parents=True)
    (tmp_path / "playbooks").mkdir()
    assert bundled_root(package) == package / "_bundled"
    (tmp_path / "pyproject.toml").touch()
    assert bundled_root(package) == tmp_path


def test_without_either_the_installation_is_broken(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        bundled_root(tmp_path / "crisiskit")


def test_the_bundled_files_are_there() -> None:
    assert (bundled_root() / "playbooks" / "shared" / "facts.yaml").is_file()


def test_the_nearest_workspace_upwards(tmp_path: Path) -> None:
    workspace(tmp_path)
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert find_workspace(inner) == Workspace(tmp_path.resolve())
    (tmp_path / "a" / "crisiskit.yaml").touch()
    assert find_workspace(inner) == Workspace((tmp_path / "a").resolve())


def test_settings(tmp_path: Path) -> None:
    settings = workspace(tmp_path).settings()
    assert settings.facts["company"] == {"zh": "星河科技", "en": "Galaxy"}
    assert settings.facts["hotline"] == {"zh": "400-000-0000", "en": "400-000-0000"}
    assert settings.languages == ("en", "zh")
    assert settings.zone == "UTC"


def test_settings_have_defaults(tmp_path: Path) -> None:
    assert workspace(tmp_path, "").settings() == Settings()
    assert Settings().zone == "Asia/Shanghai"
    assert Settings(timezone="Europe/Berlin").zone == "Europe/Berlin"


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "/etc/localtime", "Asia"])
def test_a_time_zone_must_exist(zone: str, tmp_path: Path) -> None:
    with pytest.raises(BadFile) as caught:
        workspace(tmp_path, f"timezone: {zone}\n").settings()
    assert (caught.value.problems[0].rule, caught.value.line) == ("unknown-name", 1)


def test_the_roster_keeps_the_order(tmp_path: Path) -> None:
    people = "lead:\n  - {name: 陈安, phone: '138'}\n  - {name: 李明, hours: 9-18}\n"
    roster = workspace(tmp_path, roster=people).roster()
    assert [person.name for person in roster["lead"]] == ["陈安", "李明"]
    assert roster["lead"][0].phone == "138"


def test_no_roster_is_an_empty_one(tmp_path: Path) -> None:
    assert workspace(tmp_path).roster() == {}


@pytest.mark.parametrize("roster", ["lead: []\n", "lead: [{phone: '1'}]\n", "Lead: [{name: a}]\n"])
def test_a_roster_that_names_nobody(roster: str, tmp_path: Path) -> None:
    with pytest.raises(BadFile):
        workspace(tmp_path, roster=roster).roster()


def test_finding_a_workspace_reads_no_yaml(tmp_path: Path) -> None:
    workspace(tmp_path)
    code = (
        "import sys; from pathlib import Path\n"
        "from crisiskit.workspace import bundled_root, find_workspace\n"
        f"assert find_workspace(Path({str(tmp_path)!r})) and bundled_root()\n"
        "print(sorted({'yaml', 'pydantic', 'zoneinfo'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[1]
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )
    assert ran.stdout.strip() == "[]"
