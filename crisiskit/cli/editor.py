"""A text in the responder's own editor."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from crisiskit.errors import AnswerNeeded, UsageError
from crisiskit.language import _
from crisiskit.text import quote


def edited(environ: Mapping[str, str], before: str) -> str:
    """The text after $VISUAL or $EDITOR was closed.

    The editor is started from its words, never through a shell, on a private file (0600) in a
    private folder, which stays when the text in it could not be taken over. Raises AnswerNeeded
    without an editor, UsageError when it fails.
    """
    command = environ.get("VISUAL") or environ.get("EDITOR") or ""
    if not command.strip():
        raise AnswerNeeded(_("$VISUAL and $EDITOR are not set."), hint="--file FILE, --file -")
    folder = Path(tempfile.mkdtemp(prefix="crisiskit-"))
    path = folder / "statement.md"
    path.touch(mode=0o600)
    path.write_text(before, encoding="utf-8")
    _run(command, path)
    after = _read(path)
    shutil.rmtree(folder)
    return after


def _read(path: Path) -> str:
    """What was written; a file that is no text stays, so that nothing typed is lost."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(
            _("{path} is not UTF-8 text.").format(path=quote(path.name)),
            hint=_("Save it as UTF-8."),
            path=str(path),
        ) from error


def _run(command: str, path: Path) -> None:
    try:
        words = [*shlex.split(command), os.fspath(path)]
        subprocess.run(words, check=True)  # noqa: S603 - the words of the responder's own setting
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        raise UsageError(
            _("The editor {command} did not finish; nothing was recorded.").format(
                command=quote(command)
            ),
            hint=str(error),
        ) from error
