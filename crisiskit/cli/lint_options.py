"""What a lint is asked for: the command line, held against what there is, and the team's file."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crisiskit.check import Diagnostic
from crisiskit.check.baseline import FILE
from crisiskit.check.jobs import processors
from crisiskit.check.rules import RuleTable
from crisiskit.check.selection import Selection
from crisiskit.cli.check_asked import STDIN, Look, from_here, look
from crisiskit.cli.check_team import Own, own, settings_of
from crisiskit.cli.options import Context
from crisiskit.errors import UsageError
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.lint.configuration import about_statements
from crisiskit.lint.rules import TABLE


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line: what it names exists."""

    paths: Sequence[Path]
    look: Look
    baseline: Path | None
    write_baseline: bool
    stdin_filename: Path | None
    jobs: int


@dataclass(frozen=True, slots=True)
class Team:
    """What holds for the files of a team: the command line laid on the `lint` of its file.

    `root` is the team's folder, `findings` what is wrong with its file, at `path`.
    """

    root: Path
    said: Own
    look: Look
    fail_on: str
    baseline: Path | None
    path: Path | None = None
    findings: Sequence[Diagnostic] = ()

    def selection(self, table: RuleTable) -> Selection:
        """Which rules are on. What holds for the review of statements holds for its rules here."""
        others = None
        if table is not TABLE:
            others = self.said.selection(about_statements(), self.look)
        return self.said.selection(TABLE, self.look, others)


def asked(
    context: Context,
    *,
    paths: Sequence[Path],
    baseline: Path | None,
    write_baseline: bool,
    stdin_filename: Path | None,
    watch: bool,
    jobs: int | None,
    **shown: Any,
) -> Asked:
    """The command line as it was meant. Raises UsageError with what was probably meant."""
    wanted = look(context, TABLE, about_statements, shared=True, **shown)
    if STDIN in paths and stdin_filename is None:
        raise UsageError(
            _("Nobody knows what kind of file standard input is."),
            hint=_("Name the file it stands for: `--stdin-filename playbooks/my.yaml`."),
        )
    if watch and stdin_filename is not None:
        raise UsageError(
            _("Standard input cannot be watched."), hint=_("Leave `--watch` or `-` out.")
        )
    return Asked(
        tuple(from_here(context, path) for path in paths if path != STDIN),
        wanted,
        from_here(context, baseline) if baseline else None,
        write_baseline,
        from_here(context, stdin_filename) if stdin_filename else None,
        jobs or processors(),
    )


def team(context: Context, wanted: Asked) -> Team:
    """What holds here: the team's file is that of the first path named, else of this folder."""
    path = settings_of(context.cwd, next(iter(wanted.paths), wanted.stdin_filename))
    root = path.parent if path else context.cwd
    said = own(path) if path else Own()
    baseline = wanted.baseline or (root / said.baseline if said.baseline else None)
    if wanted.write_baseline and baseline is None:
        baseline = root / FILE
    fail_on = wanted.look.fail_on or said.fail_on
    return Team(root, said, wanted.look, fail_on, baseline, path, said.findings)


def same_file(one: str, other: str) -> bool:
    """Whether two paths lead to one file."""
    return os.path.realpath(one) == os.path.realpath(other)
