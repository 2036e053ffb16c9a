"""Write the lexicon as it is looked up: `python tests/tools/lexicon.py`."""

import json
from pathlib import Path
from typing import Any

from crisiskit.review.lexicon import compiled
from crisiskit.review.matching import DATA
from crisiskit.yamlfile import read

TERMS = DATA / "terms.json"


def made() -> str:
    """The terms of all files, a line for each key: a change shows where it is."""
    files: list[Any] = [read(path).data for path in sorted(DATA.glob("*.yaml"))]
    languages = []
    for language, index in compiled(files).items():
        lines = [
            f"  {json.dumps(key, ensure_ascii=False)}: {json.dumps(terms, ensure_ascii=False)}"
            for key, terms in sorted(index.items())
        ]
        languages.append(f"{json.dumps(language)}: {{\n" + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(languages) + "\n}\n"


def main() -> None:
    """Write them."""
    Path(TERMS).write_text(made(), encoding="utf-8")


if __name__ == "__main__":
    main()
