"""A text in the responder's own editor."""

import os
import shlex
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
    private folder. Raises AnswerNeeded without an editor, UsageError when it fails.
    """
    command = environ.get("VISUAL") or environ.get("EDITOR") or ""
    if not command.strip():
        raise AnswerNeeded(_("$VISUAL and $EDITOR are not set."), hint="--file FILE, --file -")
    with tempfile.TemporaryDirectory(prefix="crisiskit-") as folder:
        path = Path(folder) / "statement.md"
        path.touch(mode=0o600)
        path.write_text(before, encoding="utf-8")
        _run([*shlex.split(command), os.fspath(path)], command)
        return path.read_text(encoding="utf-8")


def _run(words: list[str], command: str) -> None:
    try:
        subprocess.run(words, check=True)  # noqa: S603 - the words of the responder's own setting
    except (OSError, subprocess.CalledProcessError) as error:
        raise UsageError(
            _("The editor {command} did not finish; nothing was recorded.").format(
                command=quote(command)
            ),
            hint=str(error),
        ) from error
