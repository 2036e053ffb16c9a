"""Lint: which files there are to look at, and looking at each with what it refers to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from crisiskit.check import Diagnostic, Severity, from_error, in_order
from crisiskit.check.jobs import spread
from crisiskit.check.judging import Found
from crisiskit.check.waiver_comments import in_template, in_yaml
from crisiskit.check.waivers import Waiver, applied
from crisiskit.errors import FileError
from crisiskit.language import _
from crisiskit.lint import repairs, table
from crisiskit.lint.files import look
from crisiskit.lint.rules import SEVERITIES
from crisiskit.lint.rules.signals import shared
from crisiskit.lint.signal_index import Heard, heard, signals
from crisiskit.lint.surroundings import Surroundings
from crisiskit.lint.targets import Target, kind, targets
from crisiskit.lint.templates import check_template
from crisiskit.playbook.sources import folded
from crisiskit.text import quote
from crisiskit.yamlfile import MAX_BYTES, BadFile, Document, Mark, Problem, parse, read_text
from crisiskit.yamlfile.opening import decoded, too_large
from crisiskit.yamlfile.syntax import refused_by_loaders


def lint_paths(paths: Iterable[Path], today: date | None = None) -> list[Diagnostic]:
    """The findings of every rule about files, folders and workspaces, by file and place.

    Without what waivers in the files silence; `today` decides whether they still hold. Raises
    FileError when the files that come with crisiskit are missing.
    """
    found = examine(paths, today=today)
    return in_order(applied(found.findings, found.waivers, table.of(found), today or date.min))


def examine(
    paths: Iterable[Path],
    given: Target | None = None,
    today: date | None = None,
    jobs: int = 1,
) -> Found:
    """What files say by themselves: nothing waived, nothing left out.

    `given` is a file whose text does not come from the disk; `today` is what ages are counted to.
    The same for any number of jobs. Raises FileError when the files that come with crisiskit are
    missing.
    """
    files = [*targets(paths), *([given] if given else [])]
    roots = dict.fromkeys(target.root for target in files)
    around = {root: Surroundings.of(root, today) for root in roots}
    if jobs > 1:
        for one in around.values():
            one.prepare()
    looked = spread(lambda target: _look_at(target, around[target.root]), files, jobs)
    findings = [
        *_same_names(files),
        *(finding for one, _words in looked for finding in one.findings),
    ]
    findings += _shared_signals(files, [words for _one, words in looked], around)
    waivers = [waiver for one, _words in looked for waiver in one.waivers]
    return Found(in_order(findings), waivers, [str(target.path) for target in files])


def examine_one(target: Target, around: Surroundings) -> Found:
    """What one file says by itself, with what lies around it."""
    found, words = _look_at(target, around)
    if words is None:
        return found
    more = shared(words, around.signals, SEVERITIES["shared-signal"])
    return Found([*found.findings, *more], found.waivers, found.files)


def _shared_signals(
    files: Sequence[Target], words: Sequence[Heard | None], around: Mapping[Path, Surroundings]
) -> Iterator[Diagnostic]:
    """Signals that several playbooks have: told when all were looked at, so each is read once."""
    by_target = [(t, one) for t, one in zip(files, words, strict=True) if one is not None]
    on_disk = {target.path: one for target, one in by_target if target.source is None}
    known = {
        root: signals(around[root].catalogue.playbooks(), on_disk)
        for root in dict.fromkeys(target.root for target, _one in by_target)
    }
    for target, one in by_target:
        yield from shared(one, known[target.root], SEVERITIES["shared-signal"])


def _look_at(target: Target, around: Surroundings) -> tuple[Found, Heard | None]:
    """What a file says by itself, and the signals of a playbook, which others may have as well."""
    path = str(target.path)
    ours = target.named or target.is_template or kind(target.path, None) is not None
    waivers: tuple[Waiver, ...] = ()
    text = ""
    try:
        text = _text(target)
        if target.is_template:
            waivers = in_template(text, path)
            return Found(check_template(target, text, around), waivers, (path,)), None
        waivers = in_yaml(text, path)
        document = parse(text, path)
        which = kind(target.path, document.data)
        if which is None:
            return Found([_none_of_ours(target)] if target.named else [], (), (path,)), None
        findings = [*_portable(target, document), *look(which, document, around)]
        found = Found(repairs.proposed(findings, path, text), waivers, (path,))
        return found, heard(document) if which == "playbook" else None
    except FileError as error:
        findings = repairs.proposed(from_error(error), path, text) if ours else []
        return Found(findings, waivers if ours else (), (path,)), None


def _text(target: Target) -> str:
    if target.source is None:
        return read_text(target.path, target.root)
    if len(target.source) > MAX_BYTES:
        raise BadFile(str(target.path), [Problem("too-large", too_large())])
    return decoded(target.source, str(target.path))


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
