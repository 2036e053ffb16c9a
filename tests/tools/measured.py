"""How well the review does on whole statements: `python tests/tools/measured.py seen|unseen`.

A finding hits when it is of a rule that the statement deserves, in the line that deserves it. What
is arguable is neither a hit nor a false alarm (`tests/review/statements/README.md`).
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crisiskit.check import Diagnostic
from crisiskit.yamlfile import read
from tests.review.cases import context, found

STATEMENTS = Path(__file__).parents[1] / "review" / "statements"


@dataclass
class Measured:
    """What was found, missed, and found where nothing is; by rule."""

    hits: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    def precision(self) -> float:
        """The share of what was said that was deserved."""
        said = self.hits.total() + self.false.total()
        return self.hits.total() / said if said else 1.0

    def recall(self) -> float:
        """The share of what was deserved that was said."""
        deserved = self.hits.total() + self.missed.total()
        return self.hits.total() / deserved if deserved else 1.0


def measured(half: str) -> Measured:
    """The review of one half of the statements against their notes."""
    result = Measured()
    for path in sorted((STATEMENTS / half).glob("*.yaml")):
        _compare(path.stem, read(path).data, result)
    return result


def _compare(name: str, data: dict[str, Any], result: Measured) -> None:
    text = data["text"]
    left = found(text, context(data["kind"], data["language"], dict(data.get("context", {}))))
    for wanted in data.get("findings", ()):
        hit = next((one for one in left if _is_hit(one, wanted, text)), None)
        if hit is None:
            result.missed[wanted["rule"]] += 1
            result.told.append(f"{name}: MISSED {wanted['rule']}: {wanted['on']}")
        else:
            result.hits[wanted["rule"]] += 1
            left.remove(hit)
    arguable = {one["rule"] for one in data.get("arguable", ())}
    deserved = {one["rule"] for one in data.get("findings", ()) if one["on"] == "null"}
    for one in left:
        if one.rule not in arguable | deserved:
            result.false[one.rule] += 1
            result.told.append(f"{name}: FALSE {one.rule}: {one.about[:60]!r}")


def _is_hit(one: Diagnostic, wanted: dict[str, Any], text: str) -> bool:
    if one.rule != wanted["rule"]:
        return False
    return wanted["on"] == "null" or one.line in set(_lines(text, wanted["on"]))


def _lines(text: str, words: str) -> Iterator[int]:
    """The lines in which words stand."""
    start = text.find(words)
    while start >= 0:
        yield text.count("\n", 0, start) + 1
        start = text.find(words, start + 1)


def main() -> None:
    """Print the sums, the rules, and each miss and false alarm."""
    result = measured(sys.argv[1])
    print("\n".join(result.told))
    for rule in sorted({*result.hits, *result.missed, *result.false}):
        print(f"{rule:28} {result.hits[rule]:3} {result.missed[rule]:3} {result.false[rule]:3}")
    print(f"precision {result.precision():.2f}, recall {result.recall():.2f}")


if __name__ == "__main__":
    main()
