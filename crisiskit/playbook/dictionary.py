"""The shared dictionaries: facts, roles, channels, severity matrix, duties, checklists.

They lie in `playbooks/shared` of each source. Those of the workspace come after the bundled ones:
the same id overrides, a new id adds.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.playbook import dictionary_format as form
from crisiskit.playbook import specs
from crisiskit.playbook.plan import Checklist, Dimension, DutySpec, FactSpec, Text
from crisiskit.text import quote
from crisiskit.yamlfile import BadFile, Document, Problem, read

SHARED = Path("playbooks", "shared")
CHECKLISTS = SHARED / "checklists"


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What every playbook may name, by id."""

    facts: Mapping[str, FactSpec] = field(default_factory=dict)
    roles: Mapping[str, Text] = field(default_factory=dict)
    about: Mapping[str, Text] = field(default_factory=dict)
    """What each role is there for."""
    channels: Mapping[str, Text] = field(default_factory=dict)
    severity: tuple[Dimension, ...] = ()
    duties: Mapping[str, DutySpec] = field(default_factory=dict)
    checklists: Mapping[str, Checklist] = field(default_factory=dict)


def facts(document: Document) -> dict[str, FactSpec]:
    """The facts of a `facts.yaml`. Raises BadFile."""
    return {name: specs.fact(name, fields) for name, fields in form.facts(document).items()}


def duties(document: Document) -> dict[str, DutySpec]:
    """The duties of a `duties.yaml`. Raises BadFile."""
    return {name: specs.duty(name, fields) for name, fields in form.duties(document).items()}


def channels(document: Document) -> dict[str, Text]:
    """The channels of a `channels.yaml`. Raises BadFile."""
    return {name: channel.label for name, channel in form.channels(document).items()}


def severity(document: Document) -> dict[str, Dimension]:
    """The rows of a `severity.yaml`. Raises BadFile."""
    rows = form.severity(document)
    made = [specs.dimension(row, document, ("severity", i)) for i, row in enumerate(rows)]
    return {row.id: row for row in made}


def checklist(document: Document) -> Checklist:
    """The checklist of a file named after it. Raises BadFile."""
    file = form.checklist(document)
    named_after(document, "checklist")
    return specs.checklist(file, document)


READERS: Mapping[str, Callable[[Document], Mapping[str, Any]]] = {
    "facts": facts,
    "roles": form.roles,
    "channels": channels,
    "severity": severity,
    "duties": duties,
}
"""The files of `playbooks/shared`, by name."""


def named_after(document: Document, key: str) -> None:
    """Raises BadFile unless the id of a file is its name."""
    stem = Path(document.path).name.partition(".")[0]
    if document.data[key] != stem:
        message = _("The id {id} is not the name of the file, {name}.").format(
            id=quote(document.data[key]), name=quote(stem)
        )
        hint = _("Give both the same name: playbooks, parts, scenarios and lists are found by it.")
        raise BadFile(
            document.path, [Problem("id-is-file-name", message, document.mark((key,)), hint)]
        )


def load(roots: Iterable[Path]) -> Dictionary:
    """The dictionaries below each root merged, later ones over earlier ones. Raises BadFile."""
    merged: dict[str, dict[str, Any]] = {name: {} for name in READERS}
    lists: dict[str, Checklist] = {}
    for root in roots:
        for name, reader in READERS.items():
            path = root / SHARED / f"{name}.yaml"
            if os.path.lexists(path):  # a link to nowhere is not silently nothing
                merged[name].update(reader(read(path, root)))
        for path in sorted((root / CHECKLISTS).glob("*.yaml")):
            found = checklist(read(path, root))
            lists[found.id] = found
    roles: Mapping[str, form.RoleItem] = merged["roles"]
    return Dictionary(
        facts=merged["facts"],
        roles={name: role.label for name, role in roles.items()},
        about={name: role.about for name, role in roles.items()},
        channels=merged["channels"],
        severity=tuple(merged["severity"].values()),
        duties=merged["duties"],
        checklists=lists,
    )
