"""The wheel works where there is no checkout: it holds all it needs, and runs from elsewhere."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import crisiskit

ROOT = Path(__file__).resolve().parents[2]

HOLDING = [
    "draft",
    "holding",
    "--no-case",
    "--lang",
    "zh",
    "--set",
    "company=云杉科技",
    "--set",
    "hotline=400-000-0000",
]


def _run(*words: str | Path, cwd: Path) -> str:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CRISISKIT_", "PYTHON", "VIRTUAL_ENV"))
    }
    run = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env={**clean, "PYTHONUTF8": "1", "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, f"{words}: {run.returncode}\n{run.stdout}\n{run.stderr}"
    return run.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without a network."""
    out = tmp_path_factory.mktemp("wheel")
    options: list[str | Path] = ["--wheel", "--no-isolation", "--outdir", out]
    _run(sys.executable, "-m", "build", *options, ROOT, cwd=out)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`crisiskit` of an environment that holds the wheel, and what it depends on by a .pth."""
    folder = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    site = Path(_run(python, "-c", _SITE, cwd=folder).strip())
    install: list[str | Path] = [
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "-q",
        "--no-index",
        "--no-deps",
        wheel,
    ]
    _run(sys.executable, *install, cwd=folder)
    # The path alone: .pth files found there (an editable crisiskit) have no effect.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin" / "crisiskit"


_SITE = "import sysconfig; print(sysconfig.get_path('purelib'))"


def _names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("folder", ["playbooks", "templates"])
def test_the_wheel_holds_every_file_of_the_plan(wheel: Path, folder: str) -> None:
    files = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    expected = {f"crisiskit/_bundled/{path.relative_to(ROOT).as_posix()}" for path in files}
    assert expected
    assert expected - _names(wheel) == set()


def test_the_wheel_holds_the_pages_of_the_rules(wheel: Path) -> None:
    pages = {f"crisiskit/_bundled/rules/{path.name}" for path in (ROOT / "docs/rules").iterdir()}
    assert pages
    assert pages - _names(wheel) == set()


def test_the_wheel_holds_words_types_and_licence(wheel: Path) -> None:
    names = _names(wheel)
    assert "crisiskit/locale/zh/LC_MESSAGES/crisiskit.mo" in names
    assert "crisiskit/py.typed" in names
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    strangers = [
        name
        for name in _names(wheel)
        if not name.startswith(("crisiskit/", f"crisiskit-{crisiskit.__version__}.dist-info/"))
        or "__pycache__" in name
    ]
    assert strangers == []


def test_it_runs_from_the_wheel_and_not_from_the_checkout(command: Path, tmp_path: Path) -> None:
    python = command.parent / "python"
    where = _run(python, "-c", "import crisiskit; print(crisiskit.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(command.parent.parent)


def test_version(command: Path, tmp_path: Path) -> None:
    assert _run(command, "--version", cwd=tmp_path) == f"crisiskit {crisiskit.__version__}\n"


def test_the_help_speaks_chinese(command: Path, tmp_path: Path) -> None:
    assert "用法" in _run(command, "--help", "--lang", "zh", cwd=tmp_path)


def test_playbook_list(command: Path, tmp_path: Path) -> None:
    listed = _run(command, "playbook", "list", cwd=tmp_path)
    playbooks = [path.stem for path in (ROOT / "playbooks").glob("*.yaml")]
    assert playbooks
    assert [name for name in playbooks if name not in listed] == []


def test_a_rule_is_explained(command: Path, tmp_path: Path) -> None:
    page = _run(command, "explain", "CK202", "--lang", "zh", cwd=tmp_path)
    assert page.startswith("# CK202 cycle\n")
    assert "## 为什么" in page


def test_lint_of_a_file(command: Path, tmp_path: Path) -> None:
    own = tmp_path / "playbooks" / "general.yaml"
    own.parent.mkdir()
    own.write_bytes((ROOT / "playbooks" / "general.yaml").read_bytes())
    _run(command, "lint", "playbooks", cwd=tmp_path)


def test_a_holding_statement(command: Path, tmp_path: Path) -> None:
    text = _run(command, *HOLDING, cwd=tmp_path)
    assert "云杉科技" in text
    assert "{{" not in text
    assert [path.name for path in tmp_path.iterdir()] == []
