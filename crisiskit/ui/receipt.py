"""What is said after an act: what was recorded, what others did meanwhile, what became possible."""

from collections.abc import Iterator, Sequence
from typing import Any

from crisiskit.case.situation import Situation
from crisiskit.desk.desk import Receipt
from crisiskit.language import _
from crisiskit.playbook.plan import Step
from crisiskit.ui import cards, log
from crisiskit.ui.cards import Line


def lines(
    situation: Situation,
    receipt: Receipt,
    new: Sequence[Step],
    most: int,
    heading: str | None = None,
) -> Iterator[Line]:
    """The confirming line, and at most so many of the cards that were not there before."""
    case = situation.case
    for entry in log.lines(case, receipt.newer):
        yield (("quiet", _("meanwhile: ") + entry),)
    if case.drill:
        yield (("drill", _("DRILL")),)
    said = _("; ").join(log.what(case, event) for event in receipt.events)
    yield (("done", heading or _heading(receipt, case.code)), said or _("nothing new"))
    for step in new[:most]:
        yield (_("now possible: "), *cards.short(situation, step)[1:])
    if len(new) > most:
        yield (_("and {count} more: `crisiskit next`").format(count=len(new) - most),)


def _heading(receipt: Receipt, code: str) -> str:
    if receipt.repeated:
        return _("recorded before, in {code}: ").format(code=code)
    return _("recorded in {code}: ").format(code=code)


def as_json(situation: Situation, receipt: Receipt, new: Sequence[Step]) -> dict[str, Any]:
    """The same for scripts; `available` are the cards that were not there before."""
    case = situation.case
    return {
        "case": case.code,
        "command": receipt.command,
        "repeated": receipt.repeated,
        "events": [log.as_json(event, case) for event in receipt.events],
        "available": [cards.as_json(situation, step) for step in new],
    }
