"""Each attack is met with a code, without a crash or a hang, in little memory.

Time is not asserted; `python tests/benchmarks/attacks.py` prints it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from crisiskit.yamlfile import BadFile, parse

MEGABYTES = 64
AT_LEAST = 480
HERE = Path(__file__).parent


@pytest.mark.slow
def test_every_attack_of_the_corpus_is_refused_in_little_memory(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, str(HERE / "runner.py"), str(tmp_path / "w")],
        env={**os.environ, "PYTHONPATH": str(HERE.parents[1])},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    results = json.loads(ended.stdout)
    assert len(results) >= AT_LEAST
    wrong = {
        name: result
        for name, result in results.items()
        if result["code"] not in (0, 1, 2, 3, 7) or result["kilobytes"] >= MEGABYTES * 1024
    }
    assert wrong == {}
    accepted = {name for name, result in results.items() if result["code"] == 0}
    assert {name.split()[0] for name in accepted} <= {"draft", "note", "fact", "edit", "command"}


@pytest.mark.parametrize("name", ["15 a hundred thousand steps"])
def test_too_many_entries_never_meet_the_parser(
    corpus: Mapping[str, Any], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml, "parse", lambda *_args, **_more: pytest.fail("it was parsed"))
    with pytest.raises(BadFile) as refused:
        parse(corpus["PLAYBOOKS"][name])
    assert refused.value.problems[0].rule == "too-large"


def test_no_file_that_comes_along_needs_the_slow_loader() -> None:
    """PyYAML's pure loader takes 30 times as long as reading a file; `lint` asks it in doubt."""
    files = [path for folder in ("playbooks", "docs/examples") for path in _yaml(folder)]
    assert len(files) > 20
    assert [path for path in files if parse(path.read_text("utf-8"), str(path)).doubtful] == []


def _yaml(folder: str) -> list[Path]:
    return sorted((HERE.parents[1] / folder).rglob("*.yaml"))
