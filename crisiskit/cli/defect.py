"""When crisiskit itself is wrong: a log for its makers, one sentence for the responder."""

import os
import platform
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path

from crisiskit import __version__
from crisiskit.clock import Clock, stamp
from crisiskit.errors import CrisiskitError, ExitCode
from crisiskit.language import _


class Defect(CrisiskitError):  # noqa: N818 - not every failure is an error of the user
    """A defect of crisiskit; the log is written already."""

    code = ExitCode.BUG

    @classmethod
    def written(
        cls, error: Exception, words: Sequence[str], environ: Mapping[str, str], clock: Clock
    ) -> "Defect":
        """Write the log and give the sentence that names it."""
        log = _write(_report(error, words, clock), environ)
        return cls(
            _("This is a defect of crisiskit. What was acknowledged before is saved."),
            hint=_("Please report it with this log: {path}").format(path=log),
        )


def _report(error: Exception, words: Sequence[str], clock: Clock) -> str:
    """Versions, the command line without what was typed into it, the traceback."""
    return "\n".join(
        [
            f"crisiskit {__version__}",
            f"python {platform.python_version()} on {platform.platform()}",
            f"at {stamp(clock.now())}",
            f"arguments: {' '.join(map(_without_value, words))}",
            "",
            *traceback.format_exception(error),
        ]
    )


def _without_value(word: str) -> str:
    """Option names stay; facts, notes and names are personal and do not."""
    return word.partition("=")[0] if word.startswith("-") else f"<{len(word)} characters>"


def _write(report: str, environ: Mapping[str, str]) -> Path:
    """A new private file (0600) in the state folder, else in the temporary one."""
    folder = _state_folder(environ)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(".log", "crisiskit-defect-", folder)
    except OSError:
        handle, name = tempfile.mkstemp(".log", "crisiskit-defect-")
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as log:
        log.write(report)
    return Path(name)


def _state_folder(environ: Mapping[str, str]) -> Path:
    given = environ.get("XDG_STATE_HOME")
    if given:
        return Path(given) / "crisiskit" / "logs"
    import platformdirs

    return platformdirs.user_log_path("crisiskit", appauthor=False)
