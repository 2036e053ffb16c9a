"""Statements of the tests: what a text is told about itself, and which rules speak of it."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from crisiskit.check import Diagnostic
from crisiskit.review.context import Context, Fact, Standing
from crisiskit.review.reviewing import read, review
from crisiskit.yamlfile import read as read_yaml

HERE = Path(__file__).parent
EXAMPLES = HERE / "examples"
LANGUAGES = ("zh-Hans", "zh-Hant", "en")


class Example(NamedTuple):
    """A short text with what the reviewer is told, and whether a rule speaks of it."""

    rule: str
    language: str
    fires: bool
    text: str
    context: Context


def context(kind: str, language: str, told: dict[str, Any]) -> Context:
    """What a reviewer is told, from the words of a file: `yes` for true."""
    given: dict[str, Any] = {**told}
    for name in ("published", "broke"):
        if name in given:
            given[name] = datetime.fromisoformat(given[name])
    for name in ("listed", "filed", "minors", "authority", "excerpt"):
        if name in given:
            given[name] = given[name] in {"yes", "true"}
    facts = {
        one["id"]: Fact(one["id"], one["value"], one["status"]) for one in given.pop("facts", ())
    }
    return Context(kind, language, facts=facts, standing=_standing(given), **given)


def _standing(given: dict[str, Any]) -> Standing | None:
    """What is told of the case: `standing: {…}`, or `standing.out=yes` on a page; taken out."""
    told = {**given.pop("standing", {})}
    for name in [name for name in given if name.startswith("standing.")]:
        told[name.removeprefix("standing.")] = given.pop(name)
    for name in ("now", "announced", "overdue"):
        if name in told:
            told[name] = datetime.fromisoformat(told[name])
    for name in ("out", "signed", "staff_told"):
        if name in told:
            told[name] = told[name] in {"yes", "true"}
    for name in ("same_hand", "unsigned", "answered_on"):
        if name in told:
            told[name] = tuple(told[name].split(","))
    if "replaced" in told:
        told["replaced"] = ((told["replaced"], None),)
    return Standing(**told) if told else None


@cache
def examples(folder: Path = EXAMPLES) -> list[Example]:
    """Every short example of a folder."""
    return [one for path in sorted(folder.glob("*.yaml")) for one in _of(read_yaml(path).data)]


def _of(data: dict[str, Any]) -> Iterator[Example]:
    for language in LANGUAGES:
        for side, texts in data.get(language, {}).items():
            for entry in texts:
                one = {"text": entry} if isinstance(entry, str) else {**entry}
                text = one.pop("text")
                told = {**data.get("context", {}), **one}
                kind = told.pop("kind", data["kind"])
                made = context(kind, language, told)
                yield Example(data["rule"], language, side == "fires", text, made)


def found(text: str, told: Context) -> list[Diagnostic]:
    """What the review finds."""
    return review(read(text, told))


def rules(text: str, told: Context) -> set[str]:
    """The rules that speak of a text."""
    return {finding.rule for finding in found(text, told)}
