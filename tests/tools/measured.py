"""How well the review does on whole statements.

    python tests/tools/measured.py seen            each miss and false alarm, and the table
    python tests/tools/measured.py seen --write    also puts the table into docs/review.md

Parts are `seen` and `held` (folders of `tests/review/statements`), and `bad`. A finding hits when
it is of a rule that the statement deserves, in the line that deserves it. What is arguable is
neither a hit nor a false alarm (`tests/review/statements/README.md`).
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crisiskit.check import Diagnostic
from crisiskit.yamlfile import read
from tests.review.cases import context, found

ROOT = Path(__file__).parents[2]
BAD = ROOT / "tests" / "review" / "bad"
STATEMENTS = ROOT / "tests" / "review" / "statements"
PAGE = ROOT / "docs" / "review.md"


@dataclass
class Measured:
    """What was found, missed, and found where nothing is; by rule."""

    hits: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    def precision(self, rule: str | None = None) -> float | None:
        """The share of what was said that was deserved, of a rule or of all; None without any."""
        return _share(self.hits, self.false, rule)

    def recall(self, rule: str | None = None) -> float | None:
        """The share of what was deserved that was said, of a rule or of all; None without any."""
        return _share(self.hits, self.missed, rule)

    def rules(self) -> list[str]:
        """The rules that were deserved or said, by name."""
        return sorted({*self.hits, *self.missed, *self.false})


def _share(good: Counter[str], bad: Counter[str], rule: str | None) -> float | None:
    hits = good.total() if rule is None else good[rule]
    both = hits + (bad.total() if rule is None else bad[rule])
    return hits / both if both else None


def statements(part: str) -> list[Path]:
    """The statements of a part; none when it is not there."""
    folder = BAD if part == "bad" else STATEMENTS / part
    return sorted(folder.glob("*.yaml"))


def measured(paths: Iterable[Path]) -> Measured:
    """The review of statements against their notes."""
    result = Measured()
    for path in paths:
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


HEADS = {
    "en": "| rule | hits | missed | false | precision | recall |",
    "zh": "| 规则 | 说中 | 漏报 | 误报 | 准确率 | 召回率 |",
}
ALL = {"en": "all", "zh": "合计"}


def table(result: Measured, language: str = "en") -> str:
    """Hits, misses and false alarms of each rule, as Markdown; the Chinese page has the sums."""
    rows = [HEADS[language], "| --- | --: | --: | --: | --: | --: |"]
    for rule in [None, *(result.rules() if language == "en" else ())]:
        cells = (
            f"`{rule}`" if rule else ALL[language],
            *(one.total() if rule is None else one[rule] for one in _counted(result)),
            _percent(result.precision(rule)),
            _percent(result.recall(rule)),
        )
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(rows)


def _counted(result: Measured) -> tuple[Counter[str], ...]:
    return result.hits, result.missed, result.false


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def block(page: str, part: str, language: str) -> tuple[int, int]:
    """Where the page has its place for the table of a part. Raises ValueError."""
    mark = f"<!-- measured: {part} {language} -->\n"
    begin = page.index(mark) + len(mark)
    return begin, page.index("<!-- /measured -->", begin)


def write(part: str, result: Measured) -> None:
    """Put the tables of a part into the page, in both languages."""
    page = PAGE.read_text("utf-8")
    for language in HEADS:
        begin, end = block(page, part, language)
        page = f"{page[:begin]}\n{table(result, language)}\n\n{page[end:]}"
    PAGE.write_text(page, "utf-8")


def main(part: str, *more: str) -> None:
    """Print each miss and false alarm, and the table; write it where `--write` stands."""
    result = measured(statements(part))
    print("\n".join([*result.told, "", table(result)]))
    if "--write" in more:
        write(part, result)


if __name__ == "__main__":
    main(*sys.argv[1:])
