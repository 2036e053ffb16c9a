"""Row T9 and oracle 17: linting, drafting and opening hostile packs starts nothing, calls nobody,
writes nowhere but the store and, for lint, the cache.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

Cli = Any

STRACE = shutil.which("strace")
ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(STRACE is None, reason="strace is not installed")


@pytest.fixture
def packed(workspace: Cli, corpus: Mapping[str, Any]) -> Cli:
    """A workspace that holds the whole corpus of files."""
    for number, content in enumerate(corpus["YAML"].values()):
        workspace.write(f"playbooks/yaml{number}.yaml", content)
    for number, content in enumerate(corpus["PLAYBOOKS"].values()):
        workspace.write(f"playbooks/plan{number}.yaml", content)
        workspace.write(f"playbooks/drills/plan{number}.yaml", content)
    for number, body in enumerate(corpus["TEMPLATES"]):
        head = corpus["TEMPLATE_HEAD"].replace("template: evil", f"template: evil{number}")
        workspace.write(f"templates/en/evil{number}.md.j2", head + body)
    workspace.write("playbooks/evil.yaml", corpus["hostile_but_valid"](corpus["WORDS"]["shell"]))
    return workspace


def calls(cli: Cli, *argv: str) -> list[str]:
    """The system calls of one command that start, call or write."""
    log = cli.folder / "strace.log"
    watched = "execve,execveat,connect,sendto,bind,openat,open,creat,unlink,rename,mkdir,fork,vfork"
    subprocess.run(
        [
            *[str(STRACE), "-f", "--seccomp-bpf", "-o", str(log), "-e", f"trace={watched}"],
            *[sys.executable, "-m", "crisiskit", *argv],
        ],
        cwd=cli.folder,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "CRISISKIT_STORE": str(cli.store),
            "CRISISKIT_LANG": "en",
            "XDG_STATE_HOME": str(cli.folder / "state"),
            "XDG_CACHE_HOME": str(cli.folder / "cache"),
        },
        capture_output=True,
        check=False,
    )
    found: list[str] = log.read_text(errors="replace").splitlines()
    log.unlink()
    return found


def of(kinds: Sequence[str], lines: Sequence[str]) -> list[str]:
    return [line for line in lines if re.match(rf"\d+ +(?:{'|'.join(kinds)})\(", line)]


def looks_up_the_user(line: str) -> bool:
    """What the C library does to find the name of the user who records something."""
    return "/nscd/" in line or '"/etc/passwd", O_RDONLY|O_CLOEXEC' in line


@pytest.mark.parametrize(
    "argv",
    [
        ["lint"],
        ["lint", "--json"],
        ["playbook", "list"],
        ["test"],
        ["start", "evil", "--no-walk", "--title", "$(id) `id`"],
        ["start", "plan0", "--no-walk"],
        ["draft", "evil0", "--no-case"],
        ["draft", "evil60", "--no-case"],
        ["draft", "holding", "--no-case", "--set", "event=$(id)"],
    ],
    ids=" ".join,
)
def test_nothing_is_started_and_nobody_called(packed: Cli, argv: list[str]) -> None:
    lines = calls(packed, *argv)
    started = of(["execve", "execveat"], lines)
    assert len(started) == 1, started  # the interpreter itself
    lines = [line for line in lines if not looks_up_the_user(line)]
    assert of(["connect", "sendto", "bind", "fork", "vfork"], lines) == []
    written = [
        line
        for line in of(["openat", "open", "creat"], lines)
        if re.search(r"O_WRONLY|O_RDWR|O_CREAT", line)
        and str(packed.store.parent) not in line
        and str(packed.folder / "cache") not in line  # what a lint said, to be said again
        and '"/dev/null"' not in line
    ]
    assert written == []
    secrets = [line for line in lines if re.search(r"/etc/passwd|/environ\"|id_rsa", line)]
    assert secrets == []
