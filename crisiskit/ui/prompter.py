"""Asking: what a question and an answer are, and how an answer is read.

The screen asks through the `Prompter` protocol, so that a walk, a script and a test differ only in
who answers. Answers take digits (no switching of input methods), a paste of several lines never
answers the next question, and an outward act wants the code of the case typed.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, Self, TextIO

from crisiskit.errors import AnswerNeeded, Interrupted
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.text import quote, safe

LATER = "0"
"""What `choose` answers when the responder says 以后再说."""

UNKNOWN = "?"
"""The key of 还不知道; a question for words takes it too."""

_LATE = re.compile(r"@((?:\d{4}-)?(?:\d{1,2}-\d{1,2}[T ])?\d{1,2}:\d{2}(?::\d{2})?)(?:\s+|$)")
_PASTE_MARKS = re.compile(r"\x1b\[20[01]~")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


class Answer(str):
    """What was answered; `at` is the late time written before it (`@02:10 …`), as written."""

    __slots__ = ("at",)

    at: str | None

    def __new__(cls, words: str, at: str | None = None) -> Self:
        """An answer of these words."""
        answer = super().__new__(cls, words)
        answer.at = at
        return answer


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen: `key` is answered, `label` is shown."""

    key: str
    label: str
    help: str = ""


class Prompter(Protocol):
    """Somebody who can be asked.

    Every question names the flag that answers it off a terminal. All raise `Interrupted` on
    Ctrl-C and Ctrl-D, and `AnswerNeeded` when there is nobody to ask.
    """

    def text(
        self,
        question: str,
        *,
        default: str | None = None,
        multiline: bool = False,
        flag: str | None = None,
    ) -> Answer:
        """Words; empty means later. Pasted lines are kept only with `multiline`."""
        ...

    def choose(
        self,
        question: str,
        options: Sequence[Choice],
        default: str | None = None,
        *,
        later: bool = False,
        flag: str | None = None,
    ) -> Answer:
        """The key of one option, or `LATER` where that is allowed."""
        ...

    def choose_many(
        self,
        question: str,
        options: Sequence[Choice],
        *,
        later: bool = False,
        flag: str | None = None,
    ) -> tuple[Answer, ...]:
        """The keys of one or more options; only `LATER` where that is allowed."""
        ...

    def confirm_code(self, question: str, code: str, *, flag: str = "--confirm") -> bool:
        """Whether the code was typed: for outward acts. A yes never suffices."""
        ...

    def pause(self, message: str | None = None) -> None:
        """Wait for Enter."""
        ...


class NobodyToAsk:
    """Off a terminal, or with --no-input: every question is an error that names its flag."""

    def text(
        self,
        question: str,
        *,
        default: str | None = None,  # noqa: ARG002
        multiline: bool = False,  # noqa: ARG002
        flag: str | None = None,
    ) -> Answer:
        """Raise AnswerNeeded."""
        raise _needed(question, flag)

    def choose(
        self,
        question: str,
        options: Sequence[Choice],  # noqa: ARG002
        default: str | None = None,  # noqa: ARG002
        *,
        later: bool = False,  # noqa: ARG002
        flag: str | None = None,
    ) -> Answer:
        """Raise AnswerNeeded."""
        raise _needed(question, flag)

    def choose_many(
        self,
        question: str,
        options: Sequence[Choice],  # noqa: ARG002
        *,
        later: bool = False,  # noqa: ARG002
        flag: str | None = None,
    ) -> tuple[Answer, ...]:
        """Raise AnswerNeeded."""
        raise _needed(question, flag)

    def confirm_code(self, question: str, code: str, *, flag: str = "--confirm") -> bool:
        """Raise AnswerNeeded."""
        raise _needed(question, f"{flag} {code}")

    def pause(self, message: str | None = None) -> None:
        """Go on: nobody is reading."""


def _needed(question: str, flag: str | None) -> AnswerNeeded:
    return AnswerNeeded(
        _("An answer is needed and nobody can be asked: {question}").format(
            question=quote(question, 200)
        ),
        hint=_("Give it with {flag}.").format(flag=flag) if flag else None,
    )


def interrupted() -> Interrupted:
    """What Ctrl-C means: everything acknowledged is saved."""
    return Interrupted(
        _("Stopped. Everything acknowledged is saved."),
        hint=_("Continue with `crisiskit resume`."),
    )


def split_late(answer: str) -> Answer:
    """An answer without the late time before it (`@02:10 text`), which becomes its `at`.

    `@9-13 22:00` and `@2016-09-13T22:00` name the day too; full-width signs are understood. What
    is not a time stays part of the words.
    """
    words = answer.strip()
    head = narrow(words[:24])
    found = _LATE.match(head) if words[:1] in ("@", "＠") else None
    return Answer(words[found.end() :].lstrip(), found[1]) if found else Answer(words)


def typed(text: str, *, lines: bool = False) -> str:
    """Input fit to be recorded: no paste marks, control characters visible, tabs blanks.

    Line ends stay with `lines`. Letters, also invisible ones, are recorded as they were typed.
    """
    text = _PASTE_MARKS.sub("", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "\n" if lines else ""
    return "".join(
        safe(char) if char not in kept and unicodedata.category(char) in ("Cc", "Cs") else char
        for char in text
    )


def narrow(answer: str) -> str:
    """Full-width digits and signs as the keyboard's: a Chinese input method types `１`."""
    return answer.translate(_NARROW).strip()


def plain(environ: Mapping[str, str]) -> bool:
    """Whether plain lines are wanted: CRISISKIT_PLAIN, ACCESSIBLE, or a dumb terminal."""
    wanted = any(
        environ.get(name, "") not in ("", "0") for name in ("CRISISKIT_PLAIN", "ACCESSIBLE")
    )
    return wanted or environ.get("TERM", "dumb") == "dumb"


def prompter_for(
    stdin: TextIO,
    stdout: TextIO,
    stderr: TextIO,
    *,
    environ: Mapping[str, str],
    say: Callable[[str], None],
    width: int = 80,
    no_input: bool = False,
) -> Prompter:
    """Who can be asked here. Off a terminal nobody: a pipe is not an interface for answers."""
    if no_input or not stdin.isatty() or not (stdout.isatty() or stderr.isatty()):
        return NobodyToAsk()
    from crisiskit.ui.dialogue import Dialogue

    if plain(environ):
        from crisiskit.ui.line import LineReader

        return Dialogue(LineReader(), say, width)
    from crisiskit.ui.toolkit import ToolkitReader

    return Dialogue(ToolkitReader(), say, width)
