"""The plan: the playbooks and templates within reach."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from crisiskit.cli import reach
from crisiskit.cli.options import N_, Context, context_of
from crisiskit.errors import CrisiskitError
from crisiskit.language import _, pick, spoken
from crisiskit.text import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisiskit.playbook.catalogue import Entry
    from crisiskit.playbook.plan import Plan
    from crisiskit.statement.library import Library
    from crisiskit.ui.cards import Line
    from crisiskit.ui.console import Words

Name = Annotated[str, typer.Argument(metavar="ID", help=N_("Its id, as the list shows it."))]


def playbook_list(ctx: typer.Context) -> None:
    """The playbooks within reach."""
    context = context_of(ctx)
    entries = reach.catalogue(reach.workspace(context)).entries()
    if context.json:
        listed = [
            {
                "playbook": entry.id,
                "title": dict(entry.title),
                "summary": dict(entry.summary),
                "origin": entry.origin,
                "path": str(entry.path),
            }
            for entry in entries
        ]
        context.screen.data({"playbooks": listed})
        return
    context.screen.table([_playbook_row(entry) for entry in entries])


def _playbook_row(entry: "Entry") -> "tuple[Words, ...]":
    """Its id, its title, and what it is for; a team's own with the path of its file."""
    about = pick(entry.summary)
    if entry.origin != "bundled":
        about = f"{about} ({entry.path})"
    return (("command", safe(entry.id)), safe(pick(entry.title)), ("quiet", safe(about)))


def playbook_show(ctx: typer.Context, name: Name) -> None:
    """A playbook: its phases and steps."""
    from crisiskit.playbook.plan import to_json
    from crisiskit.ui import outline

    context = context_of(ctx)
    plan: Plan = reach.catalogue(reach.workspace(context)).plan(name)
    if context.json:
        context.screen.data(to_json(plan))
        return
    for line in outline.lines(plan):
        context.screen.out(*line)


def template_list(ctx: typer.Context) -> None:
    """The templates within reach."""
    context = context_of(ctx)
    library = _library(context)
    if context.json:
        listed = [_template_or_error(library, name) for name in library.ids()]
        context.screen.data({"templates": listed})
        return
    context.screen.table([_template_row(library, name) for name in library.ids()])


def _template_row(library: "Library", name: str) -> "tuple[Words, ...]":
    try:
        head = library.get(_tongue(library, name), name)
    except CrisiskitError as error:  # one that cannot be used does not hide the others
        return (("command", safe(name)), ("late", safe(error.message)), safe(error.place or ""))
    tongues = ", ".join(library.languages(name))
    return (("command", safe(name)), safe(head.title or ""), ("quiet", tongues))


def template_show(ctx: typer.Context, name: Name) -> None:
    """A template: its source, and the facts it speaks of."""
    context = context_of(ctx)
    library = _library(context)
    language = _tongue(library, name)
    if context.json:
        shown = _template_json(library, name)
        context.screen.data({**shown, "source": library.source(language, name)})
        return
    # Before the source: one that cannot be used is not shown.
    about = list(_about(context, library, language, name))
    context.screen.document(library.source(language, name))
    for line in about:
        context.screen.say(*line)


def _library(context: Context) -> "Library":
    from crisiskit.statement.library import Library

    sources = reach.catalogue(reach.workspace(context)).templates()
    return Library(
        {key: one.text for key, one in sources.items()},
        {key: one.path for key, one in sources.items()},
    )


def _tongue(library: "Library", name: str) -> str:
    """The language that is spoken, if the template has it."""
    tongues = library.languages(name)
    return tongues[0] if tongues and spoken() not in tongues else spoken()


def _template_json(library: "Library", name: str) -> dict[str, Any]:
    language = _tongue(library, name)
    template = library.get(language, name)
    needs, uses = library.declared(language, name)
    return {
        "template": name,
        "kind": template.kind,
        "title": template.title,
        "language": language,
        "languages": library.languages(name),
        "needs": needs,
        "uses": uses,
        "channels": dict(template.channels),
        "path": library.path(language, name),
    }


def _template_or_error(library: "Library", name: str) -> dict[str, Any]:
    try:
        return _template_json(library, name)
    except CrisiskitError as error:
        return {"template": name, **error.as_json()}


def _about(context: Context, library: "Library", language: str, name: str) -> "Iterator[Line]":
    facts = reach.catalogue(reach.workspace(context)).dictionary.facts
    needs, uses = library.declared(language, name)
    for label, names in ((_("needs"), needs), (_("uses"), uses)):
        known = [f"{fact} ({pick(facts[fact].label)})" if fact in facts else fact for fact in names]
        if known:
            yield (("quiet", f"{label}{_(': ')}"), _(", ").join(known))
