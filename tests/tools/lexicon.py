"""Write the lexicon as it is looked up: `python tests/tools/lexicon.py`."""

import json
from typing import Any

from crisiskit.review.lexicon import compiled, kept_in
from crisiskit.review.matching import DATA
from crisiskit.yamlfile import read


def made() -> dict[str, str]:
    """The terms of all files by language, a line for each key: a change shows where it is."""
    files: list[Any] = [read(path).data for path in sorted(DATA.glob("*.yaml"))]
    return {language: _lines(index) for language, index in compiled(files).items()}


def _lines(index: dict[str, Any]) -> str:
    lines = [
        f"{json.dumps(key, ensure_ascii=False)}:"
        f"{json.dumps(terms, ensure_ascii=False, separators=(',', ':'))}"
        for key, terms in sorted(index.items())
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    """Write them."""
    for language, words in made().items():
        kept_in(language).write_text(words, encoding="utf-8")


if __name__ == "__main__":
    main()
