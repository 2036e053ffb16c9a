"""review --score: the components of an apology, each with its sentence, and what is demanded."""

from collections.abc import Iterator, Mapping
from typing import Any

from crisiskit.language import _
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.score import demands, name, score, total
from crisiskit.text import clip, safe
from crisiskit.ui.console import Words

CELLS = 60
"""Cells of a sentence that are shown beside its component."""


def scored(reading: Reading) -> dict[str, Any]:
    """The score of a text as plain data; a component that is not there has no sentence."""
    components = score(reading)
    return {
        "total": round(total(components), 2),
        "components": [
            {"id": one.id, "weight": one.weight, **_sentence(reading, one.piece)}
            for one in components
        ],
        "demands": [{"id": one.id, **_sentence(reading, one.piece)} for one in demands(reading)],
    }


def _sentence(reading: Reading, piece: Piece | None) -> dict[str, Any]:
    if piece is None:
        return {"line": None, "span": None, "sentence": None}
    line = reading.text.count("\n", 0, piece.start) + 1
    return {"line": line, "span": [piece.start, piece.end], "sentence": piece.words}


def lines(path: str, responsibility: str | None, found: Mapping[str, Any]) -> Iterator[list[Words]]:
    """The score for people."""
    words = _("{path}: {percent} of 100, by the six components of an apology")
    yield [("heading", words.format(path=path, percent=round(100 * found["total"])))]
    for one in found["components"]:
        yield from _component(one)
    missing = [name(one["id"]) for one in found["demands"] if one["sentence"] is None]
    if missing:
        words = _("The responsibility ({class_}) demands besides: {missing}.")
        shown = words.format(class_=responsibility, missing=_("; ").join(missing))
        yield [("late", shown)]
    elif found["demands"]:
        yield [
            _("The responsibility ({class_}) demands nothing more.").format(class_=responsibility)
        ]
    else:
        yield [("quiet", _("What it must have depends on whose doing it is: --responsibility."))]


def _component(one: Mapping[str, Any]) -> Iterator[list[Words]]:
    there = one["sentence"] is not None
    mark: Words = "  +" if there else ("due", "  -")
    yield [mark, f" {one['weight']}  {name(one['id'])}"]
    if there:
        sentence = clip(safe(" ".join(one["sentence"].split())), CELLS)
        yield [("quiet", f"         {one['line']} | {sentence}")]
