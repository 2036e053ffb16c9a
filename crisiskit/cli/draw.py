"""A playbook drawn: on the terminal, for Markdown, for Graphviz, as a picture for the wall."""

from typing import Annotated

import typer

from crisiskit.cli import reach
from crisiskit.cli.options import N_, context_of
from crisiskit.errors import UsageError
from crisiskit.language import _
from crisiskit.text import quote

FORMS = ("text", "mermaid", "dot", "svg", "json")


def graph(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="PLAYBOOK", help=N_("A playbook by its id."))],
    form: Annotated[
        str, typer.Option("--format", metavar="FORM", help=N_("text, mermaid, dot, svg or json."))
    ] = "text",
) -> None:
    """Draw a playbook: phases as lanes, decisions, joins, ways back, the critical path."""
    from crisiskit.ui.graph import notations
    from crisiskit.ui.graph.picture import picture

    context = context_of(ctx)
    if form not in FORMS:
        raise UsageError(
            _("{option} cannot be {value}.").format(option="--format", value=quote(form)),
            hint=_("Use one of: {known}.").format(known=", ".join(FORMS)),
        )
    drawn = picture(reach.catalogue(reach.workspace(context)).plan(name))
    if form == "json":
        context.screen.data(notations.data(drawn))
    elif form == "text":
        for line in notations.text(drawn):
            context.screen.out(line)
    elif form == "svg":
        from crisiskit.ui.graph.svg import svg

        context.screen.document(svg(drawn))
    else:
        write = notations.mermaid if form == "mermaid" else notations.dot
        context.screen.document(write(drawn))
