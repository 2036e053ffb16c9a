"""What a lint is asked for: the command line, held against what there is, and the team's file."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from crisiskit.check import Diagnostic, from_error
from crisiskit.check.baseline import FILE
from crisiskit.check.formats import FORMATS, TEXT
from crisiskit.check.rules import PROFILES
from crisiskit.check.selection import FAIL_LEVELS, LEVELS, Selection, Wish, unknown
from crisiskit.cli.options import Context
from crisiskit.errors import FileError, UsageError
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.lint import configuration
from crisiskit.lint.jobs import processors
from crisiskit.lint.rules import TABLE
from crisiskit.text import nearest, quote
from crisiskit.workspace import SETTINGS_FILE, Workspace, find_workspace
from crisiskit.workspace.files import settings
from crisiskit.workspace.lint_settings import LintSettings
from crisiskit.yamlfile import read

STDIN = Path("-")

_COMMA = re.compile(r"[,，]")


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line: what it names exists."""

    paths: Sequence[Path]
    wish: Wish
    fail_on: str | None
    baseline: Path | None
    write_baseline: bool
    form: str
    outputs: Sequence[tuple[str, Path]]
    stdin_filename: Path | None
    statistics: bool
    jobs: int


@dataclass(frozen=True, slots=True)
class Team:
    """What holds for the files of a team: the command line laid on the `lint` of its file.

    `root` is the team's folder, `findings` what is wrong with its file, at `path`.
    """

    root: Path
    selection: Selection
    fail_on: str
    baseline: Path | None
    path: Path | None = None
    findings: Sequence[Diagnostic] = ()


def asked(
    context: Context,
    *,
    paths: Sequence[Path],
    select: Sequence[str],
    ignore: Sequence[str],
    severity: Sequence[str],
    fail_on: str | None,
    profile: str | None,
    baseline: Path | None,
    write_baseline: bool,
    form: str | None,
    output: Sequence[str],
    stdin_filename: Path | None,
    statistics: bool,
    watch: bool,
    jobs: int | None,
) -> Asked:
    """The command line as it was meant. Raises UsageError with what was probably meant."""
    for option, value, known in (
        ("--fail-on", fail_on, FAIL_LEVELS),
        ("--profile", profile, PROFILES),
        ("--format", form, FORMATS),
    ):
        _one_of(option, value, known)
    if STDIN in paths and stdin_filename is None:
        raise UsageError(
            _("Nobody knows what kind of file standard input is."),
            hint=_("Name the file it stands for: `--stdin-filename playbooks/my.yaml`."),
        )
    if watch and stdin_filename is not None:
        raise UsageError(
            _("Standard input cannot be watched."), hint=_("Leave `--watch` or `-` out.")
        )
    wish = Wish(profile, _words(select), _words(ignore), _levels(severity))
    for _name, message, hint in unknown(TABLE, wish.names()):
        raise UsageError(message, hint=hint)
    return Asked(
        tuple(_from(context, path) for path in paths if path != STDIN),
        wish,
        fail_on,
        _from(context, baseline) if baseline else None,
        write_baseline,
        form or ("json" if context.json else TEXT),
        [_output(context, word) for word in output],
        _from(context, stdin_filename) if stdin_filename else None,
        statistics,
        jobs or processors(),
    )


def _from(context: Context, path: Path) -> Path:
    """A path as it was named where it can be, so that it is shown as it was named."""
    return path if context.cwd == Path.cwd() else context.cwd / path


def _one_of(option: str, value: str | None, known: Sequence[str]) -> None:
    if value is None or value in known:
        return
    meant = nearest(value, known)
    raise UsageError(
        _("{option} cannot be {value}.").format(option=option, value=quote(value)),
        hint=_("Did you mean {name}?").format(name=quote(meant))
        if meant
        else _("Use one of: {known}.").format(known=", ".join(known)),
    )


def _words(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.strip() for one in given for word in _COMMA.split(one) if word.strip())


def _levels(given: Iterable[str]) -> Mapping[str, str]:
    levels: dict[str, str] = {}
    for word in _words(given):
        name, equals, level = word.partition("=")
        if not equals:
            raise UsageError(
                _("{option} cannot be {value}.").format(option="--severity", value=quote(word)),
                hint=_("Write the rule and its level: `--severity cycle=warning`."),
            )
        _one_of("--severity", level, LEVELS)
        levels[name] = level
    return levels


def _output(context: Context, word: str) -> tuple[str, Path]:
    form, equals, name = word.partition("=")
    if not equals or not name:
        raise UsageError(
            _("{option} cannot be {value}.").format(option="--output", value=quote(word)),
            hint=_("Write the form and its file: `--output sarif=lint.sarif`."),
        )
    _one_of("--output", form, FORMATS)
    return form, context.cwd / name


def team(context: Context, wanted: Asked) -> Team:
    """What holds here: the team's file is that of the first path named, else of this folder."""
    first = next(iter(wanted.paths), wanted.stdin_filename)
    workspace = _workspace(first) if first is not None else find_workspace(context.cwd)
    root = workspace.root if workspace else context.cwd
    path = root / SETTINGS_FILE if workspace else None
    own, findings = _own(path) if path else (LintSettings(), ())
    selection = Selection(TABLE, [configuration.wish(own), wanted.wish], own.per_file)
    baseline = wanted.baseline or (root / own.baseline if own.baseline else None)
    if wanted.write_baseline and baseline is None:
        baseline = root / FILE
    return Team(root, selection, wanted.fail_on or own.fail_on, baseline, path, findings)


def _workspace(path: Path) -> Workspace | None:
    """The workspace a file or folder lies in. A name that no system knows lies in none."""
    try:
        return find_workspace(path if path.is_dir() else path.parent)
    except (OSError, ValueError):  # the reader of the file says what is wrong with it
        return None


def _own(path: Path) -> tuple[LintSettings, tuple[Diagnostic, ...]]:
    """The `lint` of the team's file, and what is wrong with it."""
    try:
        document = read(path)
        own = settings(document).lint
    except FileError as error:
        return LintSettings(), tuple(from_error(error))
    return own, tuple(configuration.unknown_rules(document, own))


def same_file(one: str, other: str) -> bool:
    """Whether two paths lead to one file."""
    return os.path.realpath(one) == os.path.realpath(other)
