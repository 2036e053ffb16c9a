"""rules and explain: what lint looks for, and why."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from crisiskit.cli.options import N_, Context, context_of
from crisiskit.errors import UsageError
from crisiskit.language import _
from crisiskit.text import quote

if TYPE_CHECKING:
    from crisiskit.check.rules import Rule

Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="CATEGORY",
        help=N_("Only these: file, graph, time, people, crisis, template, workspace, waiver."),
    ),
]
Name = Annotated[str, typer.Argument(metavar="RULE", help=N_("Its name or its code."))]


def rules(ctx: typer.Context, kind: Kind = None) -> None:
    """The rules of lint."""
    context = context_of(ctx)
    found = [_about(rule) for rule in _of_kind(kind)]
    if context.json:
        context.screen.data({"rules": found})
        return
    context.screen.table(
        [
            (
                ("command", str(one["code"])),
                str(one["name"]),
                str(one["severity"]),
                ("quiet", f"{one['category']} {one['profile']}"),
                str(one["sentence"]),
            )
            for one in found
        ]
    )


def _of_kind(kind: str | None) -> "list[Rule]":
    from crisiskit.check.rules import CATEGORIES
    from crisiskit.lint.rules import TABLE

    known = list(CATEGORIES.values())
    if kind is not None and kind not in known:
        raise UsageError(
            _("{option} cannot be {value}.").format(option="--kind", value=quote(kind)),
            hint=_("Use one of: {known}.").format(known=", ".join(known)),
        )
    return [rule for rule in TABLE if kind in (None, rule.category)]


def _about(rule: "Rule") -> dict[str, Any]:
    from crisiskit.cli.check_output import page_of

    page = page_of(rule.name)
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": str(rule.severity),
        "category": rule.category,
        "profile": rule.profile,
        "sentence": page.title if page else "",
    }


def explain(ctx: typer.Context, name: Name) -> None:
    """A rule: why it is there, an example that breaks it, one that keeps it."""
    from crisiskit.check.pages import read
    from crisiskit.workspace import rule_pages

    context = context_of(ctx)
    rule = _named(name)
    words = read(rule_pages(), rule.name).in_words()
    if context.json:
        context.screen.data({**_about(rule), "page": words})
        return
    _print(context, words)


def _named(name: str) -> "Rule":
    from crisiskit.lint.rules import TABLE

    found = TABLE.find(name) or TABLE.find(name.upper()) or TABLE.find(name.lower())
    if found is not None:
        return found
    meant = TABLE.near(name)
    raise UsageError(
        _("There is no rule {name}.").format(name=quote(name)),
        hint=_("Did you mean {name}?").format(name=quote(meant))
        if meant
        else _("`crisiskit rules` lists them."),
    )


def _print(context: Context, words: str) -> None:
    """Headings stand out on a terminal; elsewhere it is the page as it is."""
    in_example = False
    for line in words.split("\n"):
        in_example ^= line.startswith("```")
        is_heading = line.startswith("#") and not in_example
        context.screen.out(("heading", line) if is_heading else line)
