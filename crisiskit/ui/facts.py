"""The ledger as a list: each fact with its value, its status, where it comes from."""

from collections.abc import Iterator
from typing import Any

from crisiskit.case.explain import role_name
from crisiskit.case.records import FactEntry
from crisiskit.case.situation import Situation
from crisiskit.clock import local
from crisiskit.language import _, pick
from crisiskit.playbook import values
from crisiskit.playbook.plan import FactSpec
from crisiskit.text import safe
from crisiskit.ui.cards import Line
from crisiskit.ui.log import status_name

_STYLES = {"confirmed": "done", "disputed": "late", "retracted": "quiet"}


def lines(situation: Situation, *, everything: bool = False) -> Iterator[Line]:
    """One line for each fact that was recorded; with `everything` also for the others."""
    for spec, entry in _facts(situation, everything=everything):
        yield _line(situation, spec, entry)


def _facts(
    situation: Situation, *, everything: bool
) -> Iterator[tuple[FactSpec, FactEntry | None]]:
    case = situation.case
    for name, spec in case.plan.facts.items():
        entry = case.facts.get(name)
        if entry is not None or everything:
            yield spec, entry


def _line(situation: Situation, spec: FactSpec, entry: FactEntry | None) -> Line:
    name: Line = (("command", spec.id), "  ", safe(pick(spec.label), 120))
    if entry is None:
        owner = role_name(situation, situation.owner_of(spec.id))
        return (*name, "  ", ("quiet", _("not recorded") + (f" ({owner})" if owner else "")))
    case = situation.case
    value = case.value(entry)
    shown = "" if value is None else values.shown(spec, value, case.language, case.zone)
    status = (_STYLES.get(entry.status, "due"), status_name(entry.status))
    when = local(entry.happened_at, case.zone).strftime("%m-%d %H:%M")
    source = safe(case.words(entry.source), 200)
    said = f"{safe(entry.by, 40)} {when}" + (f"{_('; ')}{source}" if source else "")
    joined = " ".join(shown.split())
    return (*name, *((" = ", joined) if joined else ()), "  ", status, "  ", ("quiet", said))


def as_json(situation: Situation, *, everything: bool = False) -> list[dict[str, Any]]:
    """The ledger for scripts, values as stored."""
    return [
        {
            "fact": spec.id,
            "label": dict(spec.label),
            "type": spec.type,
            "status": entry.status if entry else None,
            "value": situation.case.value(entry) if entry else None,
            "source": (situation.case.words(entry.source) or None) if entry else None,
            "at": entry.happened_at if entry else None,
            "by": entry.by if entry else None,
            "personal": spec.personal,
            "owner": situation.owner_of(spec.id),
            "options": {name: dict(label) for name, label in spec.options.items()},
            "columns": {name: column.type for name, column in spec.columns.items()},
        }
        for spec, entry in _facts(situation, everything=everything)
    ]
