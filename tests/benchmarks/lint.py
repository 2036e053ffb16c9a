"""What a lint costs, as a multiple of `yaml.load(CSafeLoader)` over the same files.

Whole processes, in turns within one run. The corpus is made anew (`corpus.py`). Other linters are
measured beside it if their commands are found on PATH: yamllint, check-jsonschema, spectral,
ansible-lint. Run where crisiskit is installed:

    python tests/benchmarks/lint.py [ROUNDS]
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import branching  # type: ignore[import-not-found]  # beside this file
import corpus  # type: ignore[import-not-found]  # beside this file

FLOOR = (
    "import glob, sys, yaml\n"
    "for path in sorted(glob.glob(sys.argv[1] + '/playbooks/*.yaml')):\n"
    "    with open(path, 'rb') as file:\n"
    "        yaml.load(file.read(), Loader=yaml.CSafeLoader)\n"
)
LINT = "import sys; from crisiskit.__main__ import main; sys.exit(main())"
TASK = """\
- name: Tell the team about step {number}
  ansible.builtin.debug:
    msg: "Step {number} is done; record when, who and the proof"
  when: people_affected | int > {number}
"""


@dataclass
class Row:
    """A command beside the one it is held against, and how many times that it may take."""

    name: str
    command: Sequence[str]
    beside: Sequence[str]
    target: str
    cwd: Path
    ratios: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    megabytes: float = 0

    def turn(self) -> None:
        """One run of each, one after the other."""
        base, _memory = timed(self.beside, self.cwd)
        taken, memory = timed(self.command, self.cwd)
        self.ratios.append(taken / base)
        self.seconds.append(taken)
        self.megabytes = max(self.megabytes, memory)


def timed(command: Sequence[str], cwd: Path) -> tuple[float, float]:
    """Seconds of a whole process, and the megabytes that its largest one had."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environ()
    )
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1, 2), (command, process.returncode)
    return time.perf_counter() - began, used.ru_maxrss / 1024


def environ() -> dict[str, str]:
    """The world without the settings of whoever runs this; a cache of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CRISISKIT")}
    return kept | {"XDG_CACHE_HOME": str(CACHE)}


CACHE = Path(tempfile.mkdtemp(prefix="crisiskit-lint-cache"))


def lint(*words: str) -> list[str]:
    """A lint as the installed script runs it."""
    return [sys.executable, "-c", LINT, "lint", *words]


def floor(folder: Path) -> list[str]:
    """Reading the same files, and nothing else."""
    return [sys.executable, "-c", FLOOR, str(folder)]


def rows(small: Path, large: Path) -> Iterator[Row]:
    """Everything that is measured."""
    cold, bare = ("--no-cache",), [sys.executable, "-c", "pass"]
    one = str(min((small / "playbooks").iterdir()))
    yield Row("200 files, cold", lint(*cold), floor(small), "1.6", small)
    yield Row("200 files, cold, --jobs 1", lint(*cold, "--jobs", "1"), floor(small), "", small)
    yield Row("200 files, nothing changed", lint(), floor(small), "0.5", small)
    yield Row("2,000 files, cold", lint(*cold), floor(large), "0.9", large)
    yield Row("2,000 files, nothing changed", lint(), floor(large), "", large)
    yield Row("1 file, over a bare interpreter", lint(*cold, one), bare, "20", small)
    for count in (200, 800):
        team = small.parent / f"branching-{count}"
        branching.write(team, count)
        yield Row(f"1 file of {count} steps, 30 facts", lint(*cold), bare, "", team)
    for name, command, target in peers(small):
        yield Row(f"{name}, over lint", command, lint(*cold), target, small)


def peers(folder: Path) -> Iterator[tuple[str, list[str], str]]:
    """Other linters on the same files, as far as they are installed."""
    files = [str(path) for path in sorted((folder / "playbooks").iterdir())]
    if shutil.which("yamllint"):
        yield "yamllint", ["yamllint", *files], "at least 10"
    schema = folder / "schema.json"
    schema.write_bytes(
        subprocess.run(
            [sys.executable, "-c", LINT, "schema", "playbook"], capture_output=True, check=True
        ).stdout
    )
    if shutil.which("check-jsonschema"):
        command = ["check-jsonschema", "--schemafile", str(schema), *files]
        yield "check-jsonschema", command, "at least 8"
    if shutil.which("spectral"):
        rules = folder / ".spectral.json"
        whole = {
            "function": "schema",
            "functionOptions": {"schema": json.loads(schema.read_text())},
        }
        rules.write_text(json.dumps({"rules": {"playbook": {"given": "$", "then": whole}}}))
        yield "spectral", ["spectral", "lint", "-r", str(rules), *files], "at least 14"
    if shutil.which("ansible-lint"):
        tasks = task_files(folder.parent / "tasks", [Path(file).stat().st_size for file in files])
        yield "ansible-lint", ["ansible-lint", "--offline", *tasks], "at least 150"


def task_files(folder: Path, sizes: Sequence[int]) -> list[str]:
    """Ansible's own kind of file, as large as the playbooks: it knows no other."""
    folder.mkdir()
    paths = [folder / f"tasks-{number}.yml" for number in range(len(sizes))]
    for path, size in zip(paths, sizes, strict=True):
        text, number = "---\n", 0
        while len(text) < size:
            number += 1
            text += TASK.format(number=number)
        path.write_text(text, encoding="utf-8")
    return [str(path) for path in paths]


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as name:
        small, large = Path(name) / "small", Path(name) / "large"
        corpus.write(small, 200)
        corpus.write(large, 2000)
        measured = list(rows(small, large))
        for row in measured:
            timed(row.command, row.cwd)
            few = max(3, rounds // 3) if "2,000" in row.name or "over lint" in row.name else rounds
            if "ansible" in row.name:  # minutes
                few = 1
            for _turn in range(few):
                row.turn()
    print("| what | target | ratio min / median / max | median ms | MB |")
    print("| --- | --- | --- | --- | --- |")
    for row in measured:
        middle = f"{min(row.ratios):.2f} / {median(row.ratios):.2f} / {max(row.ratios):.2f}"
        print(
            f"| {row.name} | {row.target} | {middle} | {median(row.seconds) * 1000:.0f} "
            f"| {row.megabytes:.0f} |"
        )
    shutil.rmtree(CACHE)


if __name__ == "__main__":
    main()
