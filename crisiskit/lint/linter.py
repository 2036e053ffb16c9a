"""Lint: which files there are to look at, and looking at each with what it refers to."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from crisiskit.check import Diagnostic, Severity, from_error, in_order
from crisiskit.errors import FileError
from crisiskit.language import _
from crisiskit.lint.files import CHECKS
from crisiskit.lint.surroundings import Surroundings
from crisiskit.lint.targets import Target, kind, targets
from crisiskit.lint.templates import check_template
from crisiskit.playbook.sources import folded
from crisiskit.text import quote
from crisiskit.yamlfile import Document, Mark, parse, read_text
from crisiskit.yamlfile.syntax import refused_by_loaders


def lint_paths(paths: Iterable[Path]) -> list[Diagnostic]:
    """The findings about files, folders and workspaces, by file and place.

    Raises FileError when the files that come with crisiskit are missing.
    """
    files = targets(paths)
    around = {target.root: Surroundings.of(target.root) for target in files}
    findings = list(_same_names(files))
    for target in files:
        findings.extend(_look(target, around[target.root]))
    return in_order(findings)


def _look(target: Target, around: Surroundings) -> list[Diagnostic]:
    ours = target.named or target.is_template or kind(target.path, None) is not None
    try:
        text = read_text(target.path, target.root)
        if target.is_template:
            return check_template(target, text, around)
        document = parse(text, str(target.path))
        which = kind(target.path, document.data)
        if which is None:
            return [_none_of_ours(target)] if target.named else []
        return [*_portable(target, document), *CHECKS[which](document, around)]
    except FileError as error:
        return from_error(error) if ours else []


def _portable(target: Target, document: Document) -> Iterator[Diagnostic]:
    """Other tools read our files with PyYAML's loaders; both must take them (design 3)."""
    refused = refused_by_loaders(document.text) if document.doubtful else None
    if refused is not None:
        words, mark = refused
        yield Diagnostic(
            "yaml-portable",
            Severity.ERROR,
            _("Other readers of YAML refuse this file: {problem}.").format(problem=quote(words)),
            str(target.path),
            *(mark or Mark(1, 1)),
            hint=_("Put the text at this place in quotation marks."),
        )


def _none_of_ours(target: Target) -> Diagnostic:
    return Diagnostic(
        "unknown-kind",
        Severity.ERROR,
        _("This is none of the files crisiskit knows."),
        str(target.path),
        hint=_(
            "Begin a playbook with `playbook:`, a part with `part:`, a scenario with `scenario:`."
        ),
        unusable=True,
    )


def _same_names(files: Iterable[Target]) -> Iterator[Diagnostic]:
    first: dict[str, Path] = {}
    for target in files:
        other = first.setdefault(folded(target.path), target.path)
        if other != target.path:
            yield Diagnostic(
                "same-name",
                Severity.ERROR,
                _("Windows and macOS take this file and {other} for the same.").format(
                    other=quote(other.name)
                ),
                str(target.path),
                hint=_("Rename one of them."),
                unusable=True,
            )
