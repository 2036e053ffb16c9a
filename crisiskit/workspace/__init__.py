"""Where the files are: the bundled ones, and those of a team's workspace.

Nothing is read to find them; `settings` and `roster` read YAML when they are asked for.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from crisiskit.errors import FileError
from crisiskit.language import _
from crisiskit.lean import dataclass

if TYPE_CHECKING:
    from crisiskit.workspace.files import Person, Settings

SETTINGS_FILE = "crisiskit.yaml"
ROSTER_FILE = "roster.yaml"
TERMS_FOLDER = "review"
"""Holds the team's own terms for the review."""

_PACKAGE = Path(__file__).resolve().parent.parent


def bundled_root(package: Path = _PACKAGE) -> Path:
    """The folder that holds the `playbooks` and `templates` that come with crisiskit.

    In a checkout (an editable install) the checkout, else `_bundled` in the package. Raises
    FileError when neither is there.
    """
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "playbooks").is_dir():
        return checkout
    bundled = package / "_bundled"
    if bundled.is_dir():
        return bundled
    raise FileError(
        _("The playbooks that come with crisiskit are not installed."),
        hint=_("Install crisiskit again."),
        path=str(bundled),
    )


def rule_pages() -> Path:
    """The folder of the pages of the rules. Raises FileError when nothing is installed."""
    root = bundled_root()
    pages = root / "docs" / "rules"
    return pages if pages.is_dir() else root / "rules"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A team's folder: `crisiskit.yaml`, `roster.yaml`, `playbooks/`, `templates/`."""

    root: Path

    def settings(self) -> "Settings":
        """What `crisiskit.yaml` says. Raises BadFile."""
        from crisiskit.workspace.files import read_settings

        return read_settings(self.root / SETTINGS_FILE)

    def roster(self) -> "dict[str, tuple[Person, ...]]":
        """Role -> people in order; empty without a `roster.yaml`. Raises BadFile."""
        from crisiskit.workspace.files import read_roster

        path = self.root / ROSTER_FILE
        return read_roster(path) if os.path.lexists(path) else {}


def find_workspace(start: Path) -> Workspace | None:
    """The workspace a folder lies in: the nearest one upwards with a `crisiskit.yaml`."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file():
            return Workspace(folder)
    return None
