"""JSON Schema of every kind of file, as editors use it for completion and hover."""

import re
from collections.abc import Mapping
from importlib import import_module
from typing import Annotated, Any

import typer

from crisiskit.cli.options import N_, context_of
from crisiskit.errors import UsageError
from crisiskit.language import _
from crisiskit.text import nearest, quote

_FORMS: Mapping[str, tuple[str, str]] = {
    "playbook": ("crisiskit.playbook.format", "PlaybookFile"),
    "part": ("crisiskit.playbook.format", "PartFile"),
    "scenario": ("crisiskit.scenario.form", "ScenarioFile"),
    "workspace": ("crisiskit.workspace.files", "Settings"),
    "roster": ("crisiskit.workspace.files", "RosterFile"),
    "facts": ("crisiskit.playbook.dictionary_format", "FactsFile"),
    "roles": ("crisiskit.playbook.dictionary_format", "RolesFile"),
    "channels": ("crisiskit.playbook.dictionary_format", "ChannelsFile"),
    "severity": ("crisiskit.playbook.dictionary_format", "SeverityFile"),
    "duties": ("crisiskit.playbook.dictionary_format", "DutiesFile"),
    "checklist": ("crisiskit.playbook.dictionary_format", "ChecklistFile"),
}
"""The formats by which the files are read; they are what the schemas are made of."""

KINDS = (*_FORMS, "template")

DRAFT = "http://json-schema.org/draft-07/schema#"
"""What the YAML language server of editors reads."""


def schema(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=N_("A kind of file: playbook, …"))],
) -> None:
    """Print the JSON Schema of a kind of file."""
    context_of(ctx).screen.data(schema_of(kind))


def schema_of(kind: str) -> dict[str, Any]:
    """The schema of a kind of file. Raises UsageError for a kind there is not."""
    if kind not in KINDS:
        meant = nearest(kind, KINDS)
        raise UsageError(
            _("There is no schema of {kind}.").format(kind=quote(kind)),
            hint=_("Did you mean {name}?").format(name=meant)
            if meant
            else _("There are: {names}.").format(names=", ".join(KINDS)),
        )
    if kind == "template":
        from crisiskit.statement.frontmatter import SCHEMA

        plain: Any = SCHEMA
    else:
        from crisiskit.yamlfile.misfits import schema_of as described

        module, form = _FORMS[kind]
        plain = described(getattr(import_module(module), form))
    return {"$schema": DRAFT, **_as_typed(plain)}


def _as_typed(node: Any) -> Any:
    """As editors see a file: they type `2` a number where crisiskit reads text."""
    if isinstance(node, list):
        return [_as_typed(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    made = {key: _as_typed(value) for key, value in node.items()}
    if made.get("type") == "string" and "pattern" in made and re.match(made["pattern"], "2"):
        made["type"] = ["string", "integer"]
    return made
