"""Write the lexicon as it is looked up: `python tests/tools/lexicon.py`."""

from typing import Any

from crisiskit.review.lexicon import compiled, kept_in
from crisiskit.review.matching import DATA
from crisiskit.yamlfile import read


def made() -> dict[str, str]:
    """The terms of all files by language, a line for each key: a change shows where it is."""
    files: list[Any] = [read(path).data for path in sorted(DATA.glob("*.yaml"))]
    return compiled(files)


def main() -> None:
    """Write them."""
    for language, words in made().items():
        kept_in(language).write_text(words, encoding="utf-8")


if __name__ == "__main__":
    main()
