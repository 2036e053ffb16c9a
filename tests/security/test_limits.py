"""Each attack is met with a code, without a crash or a hang, in little memory.

Time is not asserted; `python tests/benchmarks/attacks.py` prints it.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

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
