"""rules and explain: what lint and the review look for, and why."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crisiskit.check import Severity
from crisiskit.check.rules import CATEGORIES
from crisiskit.cli.options import N_, Context, context_of
from crisiskit.errors import UsageError
from crisiskit.language import _
from crisiskit.review.context import KINDS
from crisiskit.text import nearest, quote

if TYPE_CHECKING:
    from crisiskit.check.rules import Rule, RuleTable

LINT, REVIEW = "lint", "review"

Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help=N_(
            "Only these: lint, review; file, graph, time, people, crisis, template, workspace, "
            "waiver; apology, harm, facts, action, legal, form."
        ),
    ),
]
Name = Annotated[str, typer.Argument(metavar="RULE", help=N_("Its name or its code."))]


def rules(ctx: typer.Context, kind: Kind = None) -> None:
    """The rules of lint and of the review."""
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
                _levels(one),
                ("quiet", f"{one['category']} {one['profile']}"),
                str(one["sentence"]),
                ("quiet", " ".join(filter(None, (one["source"], one["path"])))),
            )
            for one in found
        ]
    )


def _levels(about: Mapping[str, Any]) -> str:
    """The severity; of a rule about statements, the kinds of each."""
    by_level: dict[str, list[str]] = {}
    for kind, level in about.get("levels", {}).items():
        by_level.setdefault(level, []).append(kind)
    order = [level for level in Severity if level in by_level]
    shown = "; ".join(f"{level}: {' '.join(by_level[level])}" for level in order)
    return shown or str(about["severity"])


def _of_kind(kind: str | None) -> "list[Rule]":
    known = [LINT, REVIEW, *CATEGORIES.values()]
    if kind is not None and kind not in known:
        raise UsageError(
            _("{option} cannot be {value}.").format(option="--kind", value=quote(kind)),
            hint=_("Use one of: {known}.").format(known=", ".join(known)),
        )
    tables = {LINT: _lint(), REVIEW: _review()}
    if kind in tables:
        return list(tables[kind])
    return [rule for table in tables.values() for rule in table if kind in (None, rule.category)]


def _lint() -> "RuleTable":
    from crisiskit.lint.rules import TABLE

    return TABLE


def _review() -> "RuleTable":
    from crisiskit.review.rules import TABLE

    return TABLE


def _about(rule: "Rule") -> dict[str, Any]:
    from crisiskit.cli.check_output import page_of

    page = page_of(rule.name)
    about: dict[str, Any] = {
        "code": rule.code,
        "name": rule.name,
        "severity": str(rule.severity),
        "category": rule.category,
        "profile": rule.profile,
        "sentence": page.title if page else "",
        "source": page.source if page else "",
        "path": f"docs/rules/{rule.name}.md" if page else "",
    }
    levels = getattr(rule, "levels", None)  # only rules about statements have them
    if levels is None:
        return about
    return about | {"levels": {kind: levels[kind] for kind in KINDS if kind in levels}}


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
    tables = (_lint(), _review())
    for table in tables:
        found = table.find(name) or table.find(name.upper()) or table.find(name.lower())
        if found is not None:
            return found
    raise UsageError(_("There is no rule {name}.").format(name=quote(name)), hint=_meant(name))


def _meant(name: str) -> str:
    """What was probably meant by the name of no rule."""
    if name in CATEGORIES.values():
        return _("These are several: `crisiskit rules --kind {name}`.").format(name=name)
    meant = nearest(name, [*_lint().names(), *_review().names()])
    if meant:
        return _("Did you mean {name}?").format(name=quote(meant))
    return _("`crisiskit rules` lists them.")


def _print(context: Context, words: str) -> None:
    """Headings stand out on a terminal; elsewhere it is the page as it is."""
    in_example = False
    for line in words.split("\n"):
        in_example ^= line.startswith("```")
        is_heading = line.startswith("#") and not in_example
        context.screen.out(("heading", line) if is_heading else line)
