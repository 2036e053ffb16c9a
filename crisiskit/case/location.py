"""Where the store is. Asking makes nothing and reads no YAML: it is part of every start-up."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from crisiskit.errors import UsageError
from crisiskit.language import _
from crisiskit.text import quote

STORE = "cases.db"
WORKSPACE = "crisiskit.yaml"
FOLDER = ".crisiskit"


def store_path(option: str | None, environ: Mapping[str, str], cwd: Path) -> Path:
    """The file of the store.

    `--store`, else `CRISISKIT_STORE`, else `.crisiskit/` beside the nearest `crisiskit.yaml`
    upwards, else the user-data folder. A folder stands for `cases.db` in it. Raises UsageError
    for what is no path of a file.
    """
    given = option if option is not None else environ.get("CRISISKIT_STORE") or None
    if given is not None:
        return _given(given, environ, cwd)
    for folder in (cwd, *cwd.parents):
        if (folder / WORKSPACE).is_file():
            return folder / FOLDER / STORE
    return _user_data(environ) / STORE


def _given(given: str, environ: Mapping[str, str], cwd: Path) -> Path:
    if not given.strip() or "\0" in given or "://" in given:
        raise UsageError(
            _("{store} is not a file where cases can be kept.").format(store=quote(given)),
            hint=_("Give a path, such as --store ~/cases.db."),
        )
    home = environ.get("HOME")
    if home and (given == "~" or given.startswith("~/")):
        given = home + given[1:]
    path = cwd / given
    # os.path: of a name that is too long Path.is_dir raises, and the store says it better.
    return path / STORE if given.endswith(("/", os.sep)) or os.path.isdir(path) else path  # noqa: PTH112


def _user_data(environ: Mapping[str, str]) -> Path:
    if sys.platform == "linux":
        # By hand: platformdirs costs 20 ms of start-up, twice a bare interpreter.
        given = Path(environ.get("XDG_DATA_HOME", ""))
        home = Path(environ.get("HOME") or Path.home())
        return (given if given.is_absolute() else home / ".local" / "share") / "crisiskit"
    import platformdirs

    return platformdirs.user_data_path("crisiskit", appauthor=False)
