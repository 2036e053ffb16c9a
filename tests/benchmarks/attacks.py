"""How long each attack of the corpus takes in process, and what memory; run by hand.

    python tests/benchmarks/attacks.py

The same command on a harmless file is measured beside it (one with a typing error, where attacks
are refused): a command that opens files reads the dictionaries first, and that is no attack.
Processor time, since other work on the machine is none either. Target (reliability_scale.md 2):
50 ms and 64 MB more.
"""

import runpy
import statistics
import tempfile
from pathlib import Path
from typing import Any

RUNNER: dict[str, Any] = runpy.run_path(
    str(Path(__file__).parents[1] / "security" / "runner.py"), run_name="runner"
)

CORPUS: dict[str, Any] = runpy.run_path(
    str(Path(__file__).parents[1] / "security" / "corpus.py"), run_name="corpus"
)

HARMLESS = {
    "lint": ["lint", "--no-cache", "crisiskit.yaml"],
    "template": ["lint", "--no-cache", "templates/en/fine.md.j2"],
    "start": ["start", "typo", "--no-walk"],
    "draft": ["draft", "holding", "--no-case"],
    "note": ["note", "x"],
    "fact": ["fact", "set", "event=x"],
    "edit": ["edit", "d1", "--file", "-"],
    "facts": ["draft", "holding", "--no-case"],
    "command": ["nonsense"],
}
ROUNDS = 5
SLOWEST = 12


def main() -> None:
    """Print the slowest attacks, and the harmless command of each kind."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "w"
        results = RUNNER["main"](folder)
        fine = (CORPUS["TEMPLATE_HEAD"] + "Fine.\n").replace("template: evil", "template: fine")
        (folder / "templates/en/fine.md.j2").write_text(fine)
        typo = CORPUS["playbook"]("    - {id: a, title: {zh: 甲, en: A}, role: leda}\n")
        typo = typo.replace("evil", "typo")
        (folder / "playbooks/typo.yaml").write_text(typo)
        usual = {kind: harmless(folder, argv) for kind, argv in HARMLESS.items()}
    print("harmless:", ", ".join(f"{kind} {ms:.0f} ms" for kind, ms in usual.items()))
    more = {name: told["cpu"] - usual[name.split()[0]] for name, told in results.items()}
    over = sum(ms > 50 for ms in more.values())
    print(f"{len(results)} attacks, {over} of them more than 50 ms over the harmless command")
    for attack in sorted(more, key=more.__getitem__, reverse=True)[:SLOWEST]:
        told = results[attack]
        print(
            f"{more[attack]:8.1f} ms more  {told['kilobytes'] / 1024:6.1f} MB  "
            f"code {told['code']}  {attack[:60]!r}"
        )


def harmless(folder: Path, argv: list[str]) -> float:
    """Processor time of a command that nobody attacks in ms, the middle of a few rounds."""
    rounds = [RUNNER["forked"](lambda: RUNNER["command"](folder, argv)) for _ in range(ROUNDS)]
    return float(statistics.median(told["cpu"] for told in rounds))


if __name__ == "__main__":
    main()
