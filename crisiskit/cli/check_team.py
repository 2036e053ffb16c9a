"""What a team has set about findings: the `lint` of its crisiskit.yaml, for lint and review."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path

from crisiskit.check import Diagnostic, from_error
from crisiskit.check.rules import RuleTable
from crisiskit.check.selection import Selection, Wish, concerning
from crisiskit.cli.check_asked import Look
from crisiskit.errors import FileError
from crisiskit.lean import dataclass
from crisiskit.workspace import SETTINGS_FILE, find_workspace


@dataclass(frozen=True, slots=True)
class Own:
    """What a team's file says, and what is wrong with it."""

    wish: Wish = field(default_factory=Wish)
    fail_on: str = "error"
    per_file: Mapping[str, Sequence[str]] = field(default_factory=dict)
    baseline: str | None = None
    findings: Sequence[Diagnostic] = ()

    def selection(self, table: RuleTable, look: Look, beside: Selection | None = None) -> Selection:
        """Which rules of a table are on: the command line laid on the file."""
        return Selection(table, [concerning(self.wish, table), look.wish], self.per_file, beside)


def settings_of(cwd: Path, first: Path | None) -> Path | None:
    """The team's file: of the workspace the first path named lies in, else of this folder."""
    if first is None:
        found = find_workspace(cwd)
    else:
        try:
            found = find_workspace(first if first.is_dir() else first.parent)
        except (OSError, ValueError):  # a name that no system knows: its reader says so
            return None
    return found.root / SETTINGS_FILE if found else None


def own(path: Path) -> Own:
    """What a team's file says."""
    from crisiskit.lint.configuration import unknown_rules
    from crisiskit.workspace.files import settings
    from crisiskit.yamlfile import read

    try:
        document = read(path)
        said = settings(document).lint
    except FileError as error:
        return Own(findings=from_error(error))
    wish = Wish(said.profile, said.select, said.ignore, said.severity)
    wrong = tuple(unknown_rules(document, said))
    return Own(wish, said.fail_on, said.per_file, said.baseline, wrong)
