"""Rendering a document: the ledger meets the templates that were pinned with the case."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any

from crisiskit.case import commands as c
from crisiskit.clock import local, stamp
from crisiskit.desk.desk import Desk
from crisiskit.errors import UsageError
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.playbook.plan import Draft

if TYPE_CHECKING:
    from crisiskit.statement.gaps import Gap
    from crisiskit.statement.render import LedgerFact, Rendered


@dataclass(slots=True)
class Rendering:
    """The texts of a version as they come together, with what they lack and rest on."""

    texts: list[c.Written] = field(default_factory=list)
    gaps: dict[tuple[Any, ...], dict[str, Any]] = field(default_factory=dict)
    used: dict[str, None] = field(default_factory=dict)
    digest: str = ""
    """The hash of the templates that the texts were made with."""

    def add(self, language: str, channel: str | None, rendered: "Rendered") -> None:
        """Take one text in."""
        self.texts.append(c.Written(language, channel, rendered.text))
        self.used.update(dict.fromkeys(rendered.used))
        for gap in rendered.gaps:
            self.gaps[gap.fact, gap.kind, language] = _gap(gap, language)


def _gap(gap: "Gap", language: str) -> dict[str, Any]:
    from crisiskit.statement.gaps import placeholder

    shown = placeholder(gap.kind, gap.label, language) if gap.fact else gap.label
    return {"fact": gap.fact, "kind": str(gap.kind), "language": language, "placeholder": shown}


def render_all(
    desk: Desk, template: str, action: Draft | None, given: Sequence[c.FactInput]
) -> Rendering:
    """Every text of a version. Raises UsageError when the case speaks none of its languages."""
    from crisiskit.statement.library import Library
    from crisiskit.statement.render import render

    library = Library(_sources(desk))
    languages = [x for x in _languages(desk, action) if x in library.languages(template)]
    if not languages:
        raise UsageError(
            _("The template {name} is in none of this case's languages.").format(name=template),
            hint=_("Languages of the case: {languages}").format(
                languages=", ".join(desk.case.languages)
            ),
        )
    ledger = _ledger(desk, given)
    rendering = Rendering()
    for language in languages:
        names = _names(desk, library.get(language, template).checklist, language)
        for channel in (None, *(action.channels if action else ())):
            rendered = render(
                library, template, language, channel, ledger, names=names, zone=desk.case.zone
            )
            rendering.add(language, channel, rendered)
    digests = "\0".join(library.digest(language, template) for language in languages)
    rendering.digest = hashlib.sha256(digests.encode()).hexdigest()
    return rendering


def _sources(desk: Desk) -> dict[tuple[str, str], str]:
    """The templates that were pinned when the case was opened, by language and id."""
    found = {}
    for key, source in desk.case.templates().items():
        language, _slash, name = key.partition("/")
        found[language, name] = source
    return found


def _languages(desk: Desk, action: Draft | None) -> Sequence[str]:
    """The languages of the step that the case speaks; all of the case's for a step without."""
    wanted = [lang for lang in desk.case.languages if action and lang in action.languages]
    return wanted or desk.case.languages


def _ledger(desk: Desk, given: Sequence[c.FactInput]) -> dict[str, "LedgerFact"]:
    """Each fact with its status: what comes with the act, else the case, else the workspace."""
    from crisiskit.statement.render import LedgerFact

    case = desk.case
    constants = case.constants
    found = {}
    for name, spec in case.plan.facts.items():
        entry = case.facts.get(name)
        if entry is not None:
            found[name] = LedgerFact(spec, entry.status, case.value(entry), entry.seq)
        elif name in constants:
            found[name] = LedgerFact(spec, "confirmed", constants[name])
        else:
            found[name] = LedgerFact(spec)
    for fact in given:
        found[fact.fact] = LedgerFact(case.plan.facts[fact.fact], fact.status, fact.value)
    return found


def _names(desk: Desk, checklist: str | None, language: str) -> Mapping[str, Any]:
    """What a template sees besides facts."""
    case, now = desk.case, stamp(desk.clock.now())
    return {
        "today": local(now, case.zone).date().isoformat(),
        "now": now,
        "playbook_title": case.plan.title,
        "responsibility": case.responsibility,
        "severity": case.severity or "",
        "checklist": _checklist(desk, checklist, language) if checklist else [],
    }


def _checklist(desk: Desk, name: str, language: str) -> list[dict[str, Any]]:
    from crisiskit.statement.checklists import checklist_view

    case = desk.case
    checklist = case.plan.checklists[name]
    ticked = {item for step in case.plan.steps for item in case.record(step).ticked}
    entry = case.facts.get(checklist.of or "")
    known = entry is not None and entry.status in {"confirmed", "unconfirmed"}
    at = case.value(entry) if entry is not None and known else None
    return checklist_view(checklist, ticked, at, case.plan.roles, language, case.zone)
