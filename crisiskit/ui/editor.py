"""A text in the responder's own editor, on the line that is to be mended."""

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

_PLUS = frozenset(
    {
        *("vi", "vim", "nvim", "view", "gvim", "nano", "pico", "rnano", "emacs", "emacsclient"),
        *("mg", "joe", "jed", "ne", "micro", "kak", "gedit", "kate"),
    }
)
"""Editors that take `+LINE FILE`."""

_GOTO = frozenset({"code", "code-insiders", "codium", "cursor"})
"""Editors that take `-g FILE:LINE`."""

_COLON = frozenset({"subl", "hx", "helix", "zed"})
"""Editors that take `FILE:LINE`."""


def command(environ: Mapping[str, str]) -> str:
    """The editor that is set; empty when there is none."""
    return (environ.get("VISUAL") or environ.get("EDITOR") or "").strip()


def edited(environ: Mapping[str, str], before: str, line: int | None = None) -> str:
    """The text after $VISUAL or $EDITOR was closed; it opens on a line where it can.

    The editor is started from its words, never through a shell, on a private file (0600) in a
    private folder, which stays when the text in it could not be taken over. Raises AnswerNeeded
    without an editor, UsageError when it fails.
    """
    editor = command(environ)
    if not editor:
        raise AnswerNeeded(_("$VISUAL and $EDITOR are not set."), hint="--file FILE, --file -")
    folder = Path(tempfile.mkdtemp(prefix="crisiskit-"))
    path = folder / "statement.md"
    path.touch(mode=0o600)
    path.write_text(before, encoding="utf-8")
    _run(editor, path, line)
    after = _read(path)
    shutil.rmtree(folder)
    return after


def _opening(editor: str, file: str, line: int | None) -> list[str]:
    """How an editor is told the file and the line; one that is not known gets the file."""
    if line is None:
        return [file]
    if editor in _PLUS:
        return [f"+{line}", file]
    if editor in _GOTO:
        return ["-g", f"{file}:{line}"]
    return [f"{file}:{line}"] if editor in _COLON else [file]


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


def _run(editor: str, path: Path, line: int | None) -> None:
    try:
        words = shlex.split(editor)
        words += _opening(Path(words[0]).stem, os.fspath(path), line)
        subprocess.run(words, check=True)  # noqa: S603 - the words of the responder's own setting
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        raise UsageError(
            _("The editor {command} did not finish; nothing was recorded.").format(
                command=quote(editor)
            ),
            hint=str(error),
        ) from error
