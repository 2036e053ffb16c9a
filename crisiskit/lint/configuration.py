"""The `lint` of a team's settings, which holds for the review of statements as well."""

from collections.abc import Iterator

from crisiskit.check import Diagnostic, Severity
from crisiskit.check.rules import RuleTable
from crisiskit.check.selection import unknown
from crisiskit.lint.rules import TABLE
from crisiskit.workspace.lint_settings import LintSettings
from crisiskit.yamlfile import Document, Location


def unknown_rules(document: Document, settings: LintSettings) -> Iterator[Diagnostic]:
    """Names that are no rule. With one of them nobody knows what was meant to be on."""
    for at, names in _places(settings):
        for name, message, hint in unknown(TABLE, names, about_statements):
            place = (*at, name) if at[-1] == "severity" else at
            mark = document.mark(("lint", *place), key=at[-1] == "severity")
            yield Diagnostic(
                "unknown-name",
                Severity.ERROR,
                message,
                document.path,
                *mark,
                hint=hint,
                unusable=True,
                about=".".join(map(str, ("lint", *at, name))),
            )


def about_statements() -> RuleTable:
    """The rules of the review, which most settings do not name."""
    from crisiskit.review.rules import TABLE

    return TABLE


def _places(settings: LintSettings) -> Iterator[tuple[Location, tuple[str, ...]]]:
    for key in ("select", "ignore"):
        yield (key,), getattr(settings, key)
    yield ("severity",), tuple(settings.severity)
    for glob, names in settings.per_file.items():
        yield ("per_file", glob), names
