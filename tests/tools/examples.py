"""The examples of docs/examples: every bundled template, in both languages, as it prints.

A maintainer's tool, not part of the package:

    python tests/tools/examples.py       writes docs/examples again

Each template is shown twice: with all facts of an invented incident (docs/examples/facts), and with
what is known at triage, where every gap shows. Under the long form stands what differs by channel.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from crisiskit.playbook.catalogue import Catalogue
from crisiskit.playbook.values import parse
from crisiskit.statement import normalise
from crisiskit.statement.checklists import checklist_view
from crisiskit.statement.library import Library
from crisiskit.statement.render import LedgerFact, Rendered, render
from crisiskit.yamlfile import read

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "examples"
LANGUAGES = ("zh", "en")
STAGES = ("complete", "triage")
TRIAGE = ("company", "event")
"""What is known at two in the morning: who we are, and what happened."""
ZONE = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Incident:
    """An invented incident: its facts (a file of docs/examples/facts), the day, whose fault."""

    facts: str
    today: str
    responsibility: str
    harm: str
    """The gravest, as a reviewer is told."""
    title: Mapping[str, str] = field(hash=False)


LEAK = Incident(
    "data-leak", "2026-03-05", "preventable", "privacy", {"zh": "信息泄露", "en": "Data leak"}
)
RECALL = Incident(
    "recall", "2026-04-08", "accidental", "injury", {"zh": "产品质量", "en": "Product quality"}
)
STAFF = Incident(
    *("employee-matter", "2026-09-16", "preventable", "none"),
    {"zh": "员工行为", "en": "Employee conduct"},
)
FITTING = {
    "apology": LEAK,
    "breach-notice": LEAK,
    "handling": LEAK,
    "holding": RECALL,
    "internal-letter": STAFF,
    "press-conference": LEAK,
    "press-opening": LEAK,
    "qa": LEAK,
    "recall-notice": RECALL,
    "staff-notice": RECALL,
}
"""The incident that each template is shown with."""


@cache
def catalogue() -> Catalogue:
    """The bundled files."""
    return Catalogue.open()


@cache
def library() -> Library:
    """The bundled templates."""
    sources = catalogue().templates()
    return Library({key: found.text for key, found in sources.items()})


@cache
def values(incident: Incident) -> Mapping[str, Any]:
    """The facts of an incident, as stored."""
    specs = catalogue().dictionary.facts
    typed = read(EXAMPLES / "facts" / f"{incident.facts}.yaml").data
    now = datetime.fromisoformat(incident.today).replace(tzinfo=UTC)
    return {
        name: parse(specs[name], _in_both(specs[name].type, raw), language="zh", zone=ZONE, now=now)
        for name, raw in typed.items()
    }


def _in_both(kind: str, raw: Any) -> Any:
    """An address is the same in both languages and stands there once."""
    return dict.fromkeys(LANGUAGES, raw) if kind == "text" and isinstance(raw, str) else raw


def ledger(incident: Incident, stage: str) -> dict[str, LedgerFact]:
    """The facts of an incident at a stage; every other fact without an entry."""
    stored = values(incident)
    told = stored if stage == "complete" else {name: stored[name] for name in TRIAGE}
    return {
        name: LedgerFact(spec, "confirmed", told[name], 1) if name in told else LedgerFact(spec)
        for name, spec in catalogue().dictionary.facts.items()
    }


def rendered(
    language: str,
    template: str,
    stage: str,
    channel: str = "",
    *,
    facts: Mapping[str, LedgerFact] | None = None,
    responsibility: str | None = None,
) -> Rendered:
    """A template with the facts of its incident, or with others, and another responsibility."""
    incident = FITTING[template]
    usual = incident.responsibility if stage == "complete" else "undetermined"
    told = ledger(incident, stage) if facts is None else facts
    names = {
        "today": incident.today,
        "now": f"{incident.today}T08:00:00Z",
        "playbook_title": incident.title,
        "responsibility": responsibility or usual,
        "severity": "P2",
        "checklist": _checklist(language, template, incident, stage),
    }
    return render(library(), template, language, channel, told, names=names, zone=ZONE)


def _checklist(language: str, template: str, incident: Incident, stage: str) -> Any:
    dictionary = catalogue().dictionary
    name = library().get(language, template).head.checklist
    if name is None:
        return []
    found = dictionary.checklists[name]
    at = values(incident).get(found.of) if found.of and stage == "complete" else None
    return checklist_view(found, (), at, dictionary.roles, language, ZONE)


def page(language: str, template: str, stage: str) -> str:
    """The long form, and under it the text of each channel where it reads differently."""
    long_form = rendered(language, template, stage).text
    parts = [long_form]
    for text, channels in _by_channel(language, template, stage).items():
        if normalise.plain(text) != normalise.plain(long_form):
            parts.append(f"---\n\n`{'` `'.join(channels)}`, {normalise.length(text)}\n\n{text}")
    return "\n".join(parts)


def _by_channel(language: str, template: str, stage: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for channel in library().get(language, template).channels:
        found.setdefault(rendered(language, template, stage, channel).text, []).append(channel)
    return found


def pages() -> Iterator[tuple[Path, str]]:
    """Every file of docs/examples that is written here, and what it should hold."""
    for template in library().ids():
        for language in LANGUAGES:
            for stage in STAGES:
                path = EXAMPLES / language / f"{template}.{stage}.md"
                yield path, page(language, template, stage)


def main() -> int:
    """Write the pages. Returns the exit code."""
    for path, text in pages():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
