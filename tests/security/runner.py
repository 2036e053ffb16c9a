"""Run the attack corpus through the command line, each attack in a fork of one warm process.

    python tests/security/runner.py FOLDER

Prints one JSON object: name -> how it ended (code or signal), milliseconds by the clock and of
processor time, kilobytes on top of what the warm process had. For `test_limits.py`, and for people
`tests/benchmarks/attacks.py`.
"""

import json
import os
import resource
import runpy
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.fakes.commandline import Cli

SECONDS = 20
"""Processor time for one attack."""

Files = dict[str, bytes]
Attack = tuple[str, Files, Sequence[str], str]
"""Name, files that are written first, command line, standard input."""


def attacks(corpus: dict[str, Any]) -> Iterator[Attack]:
    """Every attack of the corpus with the command that meets it."""
    for name, content in corpus["YAML"].items():
        files = {"playbooks/evil.yaml": content}
        yield f"lint {name}", files, ["lint", "--no-cache", "playbooks/evil.yaml"], ""
        yield f"start {name}", files, ["start", "evil", "--no-walk"], ""
    for name, content in corpus["PLAYBOOKS"].items():
        files = {"playbooks/evil.yaml": content.encode()}
        yield f"start {name}", files, ["start", "evil", "--no-walk"], ""
    for number, body in enumerate(corpus["TEMPLATES"]):
        content = (corpus["TEMPLATE_HEAD"] + body).encode()
        files = {"templates/en/evil.md.j2": content}
        short = body[:30].replace("\n", " ")
        lint = ["lint", "--no-cache", "templates/en/evil.md.j2"]
        yield f"template {number} {short}", files, lint, ""
        yield f"draft {number} {short}", files, ["draft", "evil", "--no-case"], ""
    for name, word in corpus["WORDS"].items():
        yield f"note {name}", {}, ["note", "--", word], ""
        yield f"fact {name}", {}, ["fact", "set", f"event={word}"], ""
        yield f"command {name}", {}, [word or "x", word], ""
    for name, flood in corpus["FLOODS"].items():
        yield f"edit {name}", {}, ["edit", "d1", "--file", "-"], flood
        yield (
            f"facts {name}",
            {"facts.json": flood.encode()},
            [*["draft", "holding", "--no-case", "--facts", "facts.json"]],
            "",
        )


def command(folder: Path, argv: Sequence[str], stdin: str = "") -> int:
    """One command line in this process."""
    cli = Cli(folder, folder / "store" / "cases.db", environ={"TZ": "Asia/Shanghai"})
    return cli(*argv, stdin=stdin).code


def forked(act: Callable[[], int]) -> dict[str, Any]:
    """How an act ended in a process of its own, how long it took, what memory it needed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began, worked = time.perf_counter(), time.process_time()
        code = act()
        took, cpu = time.perf_counter() - began, time.process_time() - worked
        more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        told = {"code": int(code), "ms": round(took * 1000, 1), "cpu": round(cpu * 1000, 1)}
        told["kilobytes"] = more
        os.write(writing, json.dumps(told).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = json.loads(pipe.read() or b"{}")
    _child, status = os.waitpid(child, 0)
    return told or {"code": None, "signal": os.WTERMSIG(status), "ms": 0, "cpu": 0, "kilobytes": 0}


def warmed(folder: Path, corpus: dict[str, Any]) -> None:
    """Everything imported, a case with a document open, a workspace with nothing in it."""
    typo = folder / "playbooks/typo.yaml"
    for name in ("playbooks", "templates/en"):
        (folder / name).mkdir(parents=True)
    (folder / "crisiskit.yaml").write_text("languages: [en, zh]\ntimezone: Asia/Shanghai\n")
    # What says where a file does not fit is made for the first one that does not.
    typo.write_text(corpus["playbook"]("    - {id: a, titel: {zh: 甲, en: A}}\n"))
    for argv in (
        ["lint", "--no-cache"],
        ["start", "data-leak", "--no-walk", "--title", "t"],
        ["draft", "holding"],
        ["draft", "holding", "--no-case"],
        ["note", "x"],
        ["fact", "set", "event=x"],
        ["log"],
        ["nonsense"],
    ):
        command(folder, argv)
    typo.unlink()


def main(folder: Path) -> dict[str, Any]:
    """All results."""
    corpus = runpy.run_path(str(Path(__file__).with_name("corpus.py")))
    warmed(folder, corpus)
    results = {}
    for name, files, argv, stdin in attacks(corpus):
        for path, content in files.items():
            (folder / path).write_bytes(content)
        results[name] = forked(lambda argv=argv, stdin=stdin: command(folder, argv, stdin))  # type: ignore[misc]
        for path in files:
            (folder / path).unlink()
    return results


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
