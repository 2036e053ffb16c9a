"""A prompter over any reader of lines: how questions are put and answers understood."""

import re
from collections.abc import Callable, Sequence
from typing import Protocol

from crisiskit.language import _
from crisiskit.text import indent_continuation, quote, safe, wrap
from crisiskit.ui.prompter import (
    LATER,
    UNKNOWN,
    Answer,
    Choice,
    interrupted,
    narrow,
    split_late,
    typed,
)

LIMIT = 64 * 1024
"""Bytes of one answer; more belongs into a file (`evidence add`)."""

_BETWEEN_NUMBERS = re.compile(r"[\s,;、。]+")


class Reader(Protocol):
    """One line of a terminal, and what was typed ahead of the next question."""

    def read(self, prompt: str, default: str) -> str:
        """The line; may hold line ends that were pasted. Raises EOFError, KeyboardInterrupt."""
        ...

    def pending(self) -> str:
        """What has arrived since, taken away from the next question."""
        ...

    def flush(self) -> None:
        """Throw away what has arrived and was not asked for."""
        ...


class Dialogue:
    """A prompter over any reader: how questions are put and answers understood."""

    def __init__(self, reader: Reader, say: Callable[[str], None], width: int = 80) -> None:
        self._reader = reader
        self._say = say
        self._width = width

    def text(
        self,
        question: str,
        *,
        default: str | None = None,
        multiline: bool = False,
        flag: str | None = None,  # noqa: ARG002 - here somebody answers
    ) -> Answer:
        """Words; empty means later."""
        self._put(question)
        while True:
            words = self._answer(default or "", multiline=multiline)
            if len(words.encode()) <= LIMIT:
                return split_late(words)
            self._say(_("That is too long for an answer (64 KiB): add it as a file instead."))

    def choose(
        self,
        question: str,
        options: Sequence[Choice],
        default: str | None = None,
        *,
        later: bool = False,
        flag: str | None = None,  # noqa: ARG002
    ) -> Answer:
        """The key of one option, or `LATER`."""
        self._put(question)
        self._list(options, default, later=later)
        while True:
            answer = split_late(self._answer())
            if not answer and default is not None:
                return Answer(default, answer.at)
            key = _key(answer, options, later=later)
            if key is not None:
                return Answer(key, answer.at)
            self._wrong(answer, len(options), later=later)

    def choose_many(
        self,
        question: str,
        options: Sequence[Choice],
        *,
        later: bool = False,
        flag: str | None = None,  # noqa: ARG002
    ) -> tuple[Answer, ...]:
        """The keys of one or more options, or only `LATER`."""
        self._put(question)
        self._list(options, None, later=later)
        self._say(_("Several: numbers with blanks between them."))
        while True:
            answer = split_late(self._answer())
            numbers = [number for number in _BETWEEN_NUMBERS.split(narrow(answer)) if number]
            keys = [_key(number, options, later=later) for number in numbers]
            known = dict.fromkeys(key for key in keys if key is not None)
            if keys and None not in keys and (LATER not in known or len(known) == 1):
                return tuple(Answer(key, answer.at) for key in known)
            self._wrong(answer, len(options), later=later)

    def confirm_code(self, question: str, code: str, *, flag: str = "--confirm") -> bool:  # noqa: ARG002
        """Whether the code was typed; nothing typed before the question counts."""
        self._put(question)
        self._say(_("Type {code} to do it; Enter alone does nothing.").format(code=quote(code)))
        while True:
            self._reader.flush()
            typed = narrow(self._answer())
            if typed in ("", LATER):
                return False
            if typed == code:
                return True
            self._say(_("{answer} is not the code.").format(answer=quote(typed)))

    def pause(self, message: str | None = None) -> None:
        """Wait for Enter."""
        self._say(message or _("Press Enter to go on."))
        self._answer()

    def _put(self, question: str) -> None:
        self._say("\n".join(wrap(safe(question, lines=True), self._width, "  ")))

    def _list(self, options: Sequence[Choice], default: str | None, *, later: bool) -> None:
        for number, option in enumerate(options, start=1):
            mark = "*" if option.key == default else " "
            shown = option.label + (_(": ") + option.help if option.help else "")
            lines = wrap(f"{mark}{number:>2}  {safe(shown, lines=True)}", self._width, " " * 5)
            self._say("\n".join(lines))
        if later:
            self._say(f"{LATER:>3}  " + _("Later"))

    def _wrong(self, answer: str, count: int, *, later: bool) -> None:
        if not answer:
            said = _("Type a number from {first} to {last}.")
            self._say(said.format(first=LATER if later else "1", last=count))
            return
        self._say(
            _("{answer} is not one of the numbers {first} to {last}.").format(
                answer=quote(answer), first=LATER if later else "1", last=count
            )
        )

    def _answer(self, default: str = "", *, multiline: bool = False) -> str:
        """One answer, with all that was pasted along with it."""
        try:
            raw = self._reader.read("> ", typed(default, lines=multiline))
        except (KeyboardInterrupt, EOFError):
            raise interrupted() from None
        more = self._reader.pending()
        words = typed(f"{raw}\n{more}" if more else raw, lines=True).strip()
        if multiline:
            self._show_pasted(more)
            return words
        first, _end, rest = words.partition("\n")
        if rest.strip():
            self._say(_("Not taken, it came with the answer:"))
            self._say("  " + indent_continuation(safe(rest.strip(), 400, lines=True), "  "))
        return first.rstrip()

    def _show_pasted(self, more: str) -> None:
        """Say which lines were taken that the terminal did not echo."""
        if more.strip():
            shown = safe(typed(more, lines=True).strip(), 400, lines=True)
            self._say("  " + indent_continuation(shown, "  "))


def _key(answer: str, options: Sequence[Choice], *, later: bool) -> str | None:
    number = narrow(answer).rstrip(".")
    if later and number == LATER:
        return LATER
    if number == UNKNOWN and any(option.key == UNKNOWN for option in options):
        return UNKNOWN  # as in a question for words
    if not (number.isascii() and number.isdigit() and len(number) < 4):
        return None
    return options[int(number) - 1].key if 1 <= int(number) <= len(options) else None
