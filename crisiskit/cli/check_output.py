"""Where a report goes: standard output, files, and the places where GitHub Actions looks."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from crisiskit.check.formats import Report, written
from crisiskit.cli.check_asked import Look
from crisiskit.cli.options import Context
from crisiskit.errors import ExitCode, FileError, StorageError
from crisiskit.language import _
from crisiskit.text import trouble
from crisiskit.workspace import rule_pages

if TYPE_CHECKING:
    from crisiskit.check.pages import Page

FOR_PEOPLE = ("text", "concise")
"""The forms that people read; what is said besides stands behind the findings there."""


def show(context: Context, wanted: Look, report: Report) -> None:
    """Write the files first, so that they are there when somebody reads the rest.

    Raises StorageError.
    """
    for form, path in wanted.outputs:
        save(path, written(form, report))
    _on_standard_output(context, wanted.form, report)
    if wanted.statistics:
        _statistics(context, wanted.form, report)
    if context.environ.get("GITHUB_ACTIONS") == "true":
        _for_github(context, wanted.form, report)
    if wanted.form in FOR_PEOPLE:
        _say_counts(context, report)


def ended(report: Report) -> ExitCode:
    """How the command ends: a file that cannot be used wins over what was found in others."""
    if any(finding.unusable for finding in report.findings):
        return ExitCode.FILE
    return ExitCode.FINDINGS if any(map(report.fails, report.findings)) else ExitCode.OK


def page_of(rule: str) -> "Page | None":
    """The page of a rule; None for a rule that has none here."""
    from crisiskit.check.pages import read

    try:
        return read(rule_pages(), rule)
    except FileError:
        return None


def _on_standard_output(context: Context, form: str, report: Report) -> None:
    if form == "text":
        from crisiskit.check.formats import text

        for line in text.lines(report):
            context.screen.out(*line)
    elif form == "json":
        from crisiskit.check.formats import json as as_json

        context.screen.data(as_json.data(report))
    else:
        context.screen.document(written(form, report))


def _say_counts(context: Context, report: Report) -> None:
    words = _("{errors} errors, {warnings} warnings, {infos} notes")
    context.screen.say(words.format(**report.counts()) if report.findings else _("Nothing found."))


def _statistics(context: Context, form: str, report: Report) -> None:
    """How often each rule is broken, the most frequent first; beside the data, not within it."""
    counted = Counter(finding.rule for finding in report.findings)
    show_row = context.screen.out if form in FOR_PEOPLE else context.screen.say
    for rule, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        show_row(f"{count:>5}  {report.code(rule) or '':<5}  ", ("command", rule))


def _for_github(context: Context, form: str, report: Report) -> None:
    """Annotations, on standard error: the data on standard output stays what it is."""
    from crisiskit.check.formats import github

    if form != "github":
        for line in github.written(report).splitlines():
            context.screen.say(line)
    page = context.environ.get("GITHUB_STEP_SUMMARY")
    if page:
        save(Path(page), github.summary(report), append=True)


def save(path: Path, words: str, *, append: bool = False) -> None:
    """Write a file. Raises StorageError."""
    try:
        with path.open("a" if append else "w", encoding="utf-8", newline="\n") as file:
            file.write(words)
    except OSError as error:
        raise StorageError(
            _("This file cannot be written: {reason}.").format(reason=trouble(error)),
            path=str(path),
        ) from None
