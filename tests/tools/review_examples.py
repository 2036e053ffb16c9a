"""The examples of docs/examples/review: statements written badly on purpose, and their review.

A maintainer's tool, not part of the package:

    python tests/tools/review_examples.py       writes docs/examples/review again

Each statement of tests/review/bad becomes a file with what is known about it at its head, and
beside it what `crisiskit review` prints about that file, in the language of the statement.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from crisiskit.yamlfile import read
from tests.fakes.commandline import Cli
from tests.tools.measured import ROOT, statements

EXAMPLES = ROOT / "docs" / "examples" / "review"


def statement(data: dict[str, Any]) -> str:
    """A statement with its head, as somebody would hand it to the command."""
    head = {"kind": data["kind"], "language": data["language"], **data["context"]}
    if "facts" in head:
        head["facts"] = {one["id"]: one["value"] for one in head["facts"]}
    told = yaml.safe_dump(head, allow_unicode=True, sort_keys=False).replace("'", "")
    return f"---\n{told}---\n\n{data['text']}\n"


def files() -> Iterator[tuple[Path, str]]:
    """Every file of docs/examples/review that is written here, and what it should hold."""
    with tempfile.TemporaryDirectory() as folder:
        cli = Cli(Path(folder), Path(folder) / "cases.db", {"TZ": "Asia/Shanghai"})
        for path in statements("bad"):
            data = read(path).data
            name = f"{path.stem}.md"
            text = statement(data)
            (cli.folder / name).write_text(text, "utf-8")
            ended = cli("review", name, "--lang", data["language"][:2])
            yield EXAMPLES / name, text
            yield (
                EXAMPLES / f"{path.stem}.txt",
                f"$ crisiskit review {name}\n{ended.out}{ended.err}",
            )


def main() -> None:
    """Write the files."""
    EXAMPLES.mkdir(parents=True, exist_ok=True)
    for path, text in files():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
