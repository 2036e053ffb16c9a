"""The house stands as drawn: each row imports only rows below it, each library only in its room."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def test_the_contracts_of_pyproject_hold() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _LINT, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert " 0 broken." in run.stdout


def test_every_module_stands_in_a_row() -> None:
    """A new package that no contract names would be free to import anything."""
    config = (ROOT / "pyproject.toml").read_text("utf-8")
    top = [
        path.stem
        for path in (ROOT / "crisiskit").iterdir()
        if not path.name.startswith("__init__")
        and (path.suffix == ".py" or (path / "__init__.py").is_file())
    ]
    layers = config.partition("layers = [")[2].partition("]")[0]
    assert [name for name in sorted(top) if f"crisiskit.{name}" not in layers] == []
