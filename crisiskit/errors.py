"""What can go wrong, and the code the process ends with.

An expected failure is an exception that carries a sentence a stressed person can act on.
Nothing here prints: one boundary in `cli` shows them.
"""

from enum import IntEnum
from typing import Any


class ExitCode(IntEnum):
    """How a command ended. Documented in docs/cli.md; a test holds the two together."""

    OK = 0
    FINDINGS = 1
    """Findings at or above the fail level; `verify` or `test` found something."""
    USAGE = 2
    """Wrong usage, or an unknown command, step, case or fact."""
    FILE = 3
    """A file cannot be used."""
    ANSWER_NEEDED = 4
    """An answer is needed and nobody can be asked."""
    CONFLICT = 5
    """Somebody else changed the same subject."""
    DELIVERY = 6
    """A delivery failed."""
    REFUSED = 7
    """State or policy does not allow it; the sentence says what would."""
    BUG = 70
    """A defect of crisiskit; a log was written."""
    STORAGE = 74
    """Could not read or save."""
    INTERRUPTED = 130
    """Interrupted; everything acknowledged is saved."""
    READER_GONE = 141
    """The reader of the output went away."""


class CrisiskitError(Exception):
    """An expected failure.

    `message` says what is wrong, `hint` what to do, `path:line:column` where.
    """

    code: ExitCode = ExitCode.USAGE

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.path = path
        self.line = line
        self.column = column

    @property
    def place(self) -> str | None:
        """`file:line:col`, as far as known."""
        if self.path is None:
            return None
        return ":".join(
            str(part) for part in (self.path, self.line, self.column) if part is not None
        )

    def as_json(self) -> dict[str, Any]:
        """The error as the command contract gives it to scripts."""
        return {
            "error": {
                "code": int(self.code),
                "message": self.message,
                "hint": self.hint,
                "path": self.path,
                "line": self.line,
                "column": self.column,
            }
        }


class UsageError(CrisiskitError):
    """Wrong usage, or a name nobody knows."""

    code = ExitCode.USAGE


class FileError(CrisiskitError):
    """A file cannot be used."""

    code = ExitCode.FILE


class AnswerNeeded(CrisiskitError):  # noqa: N818 - the contract's word
    """An answer is missing and there is nobody to ask; the hint names the flag."""

    code = ExitCode.ANSWER_NEEDED


class Conflict(CrisiskitError):  # noqa: N818 - the contract's word
    """The subject of the act has changed since the responder saw it."""

    code = ExitCode.CONFLICT


class Refused(CrisiskitError):  # noqa: N818 - the contract's word
    """State or policy does not allow the act."""

    code = ExitCode.REFUSED


class StorageError(CrisiskitError):
    """The store could not be read or written.

    `saved` is False when the act is certainly not on disk, None when that is uncertain.
    """

    code = ExitCode.STORAGE

    def __init__(self, message: str, *, saved: bool | None = False, **where: Any) -> None:
        super().__init__(message, **where)
        self.saved = saved

    def hinting(self, hint: str) -> "StorageError":
        """The same with another hint."""
        return StorageError(
            self.message,
            saved=self.saved,
            hint=hint,
            path=self.path,
            line=self.line,
            column=self.column,
        )


class Interrupted(CrisiskitError):  # noqa: N818 - the contract's word
    """The responder stopped; everything acknowledged is saved."""

    code = ExitCode.INTERRUPTED
