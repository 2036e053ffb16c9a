"""Where the store is found, and that looking for it makes nothing."""

import sys
from pathlib import Path

import pytest

from crisiskit.case.location import store_path
from crisiskit.errors import UsageError


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "home").mkdir()
    return {"HOME": str(tmp_path / "home")}


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


def test_the_option_wins(tmp_path: Path, home: dict[str, str]) -> None:
    (tmp_path / "crisiskit.yaml").touch()
    environ = {**home, "CRISISKIT_STORE": "/elsewhere/b.db"}
    assert store_path("/somewhere/a.db", environ, tmp_path) == Path("/somewhere/a.db")
    assert store_path(None, environ, tmp_path) == Path("/elsewhere/b.db")


def test_a_relative_option_is_relative_to_where_it_was_typed(tmp_path: Path) -> None:
    assert store_path("a.db", {}, tmp_path) == tmp_path / "a.db"


def test_a_folder_stands_for_the_store_in_it(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert store_path("folder", {}, tmp_path) == tmp_path / "folder" / "cases.db"
    assert store_path("new/", {}, tmp_path) == tmp_path / "new" / "cases.db"


def test_home_is_expanded(tmp_path: Path, home: dict[str, str]) -> None:
    assert store_path("~/a.db", home, tmp_path) == Path(home["HOME"]) / "a.db"


def test_beside_the_nearest_workspace_upwards(tmp_path: Path, home: dict[str, str]) -> None:
    (tmp_path / "crisiskit.yaml").touch()
    inner = tmp_path / "team"
    deep = inner / "playbooks" / "parts"
    deep.mkdir(parents=True)
    assert store_path(None, home, deep) == tmp_path / ".crisiskit" / "cases.db"
    (inner / "crisiskit.yaml").write_text(": not YAML at all [")
    assert store_path(None, home, deep) == inner / ".crisiskit" / "cases.db"


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of XDG")
def test_else_the_user_data_folder(tmp_path: Path, home: dict[str, str]) -> None:
    data = Path(home["HOME"]) / ".local" / "share" / "crisiskit" / "cases.db"
    assert store_path(None, home, tmp_path) == data
    assert store_path(None, {**home, "XDG_DATA_HOME": "relative"}, tmp_path) == data
    xdg = {**home, "XDG_DATA_HOME": "/data", "CRISISKIT_STORE": ""}
    assert store_path(None, xdg, tmp_path) == Path("/data/crisiskit/cases.db")


def test_asking_makes_nothing(tmp_path: Path, home: dict[str, str]) -> None:
    (tmp_path / "crisiskit.yaml").touch()
    before = files(tmp_path)
    for option in (None, "a.db", "new/folder/", str(tmp_path / "x" / "y.db")):
        store_path(option, home, tmp_path)
    assert files(tmp_path) == before


@pytest.mark.parametrize("option", ["", "  ", "a\0b", "postgresql://host/db", "https://x/y"])
def test_what_is_no_path_is_refused(option: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refusal:
        store_path(option, {}, tmp_path)
    assert "--store" in (refusal.value.hint or "")
