"""Start-up is a feature: what a running case needs imports nothing heavy."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import crisiskit

Cli = Any

HEAVY = ("yaml", "pydantic", "jinja2", "rich", "holidays", "prompt_toolkit", "importlib.metadata")

PROBE = f"""
import sys
from crisiskit.__main__ import main
code = main()
found = [name for name in {HEAVY!r} if name in sys.modules]
sys.stderr.write(f"\\ncode {{code}} heavy {{found}}\\n")
"""


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["next"],
        ["next", "--json"],
        ["status"],
        ["brief"],
        ["why", "call"],
        ["log"],
        ["verify"],
        ["cases"],
        ["claim", "call"],
        ["check", "call", "1"],
        ["done", "call"],
        ["skip", "call", "--because", "x"],
        ["fact", "set", "people_affected=3"],
        ["fact", "list"],
        ["note", "x"],
        ["close", "--because", "x"],
    ],
    ids=" ".join,
)
def test_nothing_heavy_is_imported(cli: Cli, words: list[str]) -> None:
    cli.open()
    root = Path(crisiskit.__file__).parent.parent
    own = {"CRISISKIT_STORE": str(cli.store), "CRISISKIT_LANG": "en", "PYTHONPATH": str(root)}
    ended = subprocess.run(
        [sys.executable, "-c", PROBE, *words],
        env=os.environ | own,
        cwd=cli.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stderr.splitlines()[-1] == "code 0 heavy []"
