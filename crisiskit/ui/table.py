"""The table: a desk, somebody at it who can be asked, and a screen to show things on."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from enum import Enum
from typing import Any

from crisiskit.clock import instant
from crisiskit.desk.desk import Desk, Receipt
from crisiskit.errors import Refused, UsageError
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.playbook import moments
from crisiskit.text import quote, wrap
from crisiskit.ui import log
from crisiskit.ui.console import Screen
from crisiskit.ui.prompter import LATER, Answer, Choice, Prompter

ELSE = "else"
"""The option that every card has beside 0: something else than it asks."""


class Turn(Enum):
    """What comes after a card: the next one, this one later, something else first, or nothing."""

    ON = "on"
    LATER = "later"
    ELSE = "else"
    OUT = "out"


ASIDE = {LATER: Turn.LATER, ELSE: Turn.ELSE}
"""The answers that leave a card as it is."""


@dataclass(slots=True)
class Table:
    """A desk with somebody at it.

    `environ` is where their editor is named. `written` are words that were typed and are not
    recorded yet; when recording fails, or the responder leaves, they are shown again. `above` is
    the version of a document whose texts were shown last, and on which card (`cards` counts them).
    """

    desk: Desk
    prompter: Prompter
    screen: Screen
    environ: Mapping[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    cards: int = 0
    above: tuple[str, int] = ("", 0)

    def text(self, question: str, **how: Any) -> Answer:
        """Words, kept in mind until they are recorded."""
        answer = self.prompter.text(question, **how)
        if answer.strip():
            self.written.append(str(answer))
        return answer

    def choose(self, question: str, options: Sequence[Choice]) -> Answer:
        """One of a card's options; every card also has ELSE, and 0 for later."""
        more = Choice(ELSE, _("something else: note, fact, status, skip …"))
        return self.prompter.choose(question, [*options, more], later=True)

    def because(self, question: str | None = None, missing: str | None = None) -> Answer:
        """A reason; asked until there is one. Raises Refused when the responder goes back."""
        asked = question or _("Why? (for the record)")
        needed = missing or _("A reason is part of the record. 0 goes back without recording.")
        while True:
            answer = self.text(f"{asked}  " + _("[0: back]"), flag="--because")
            if answer.strip() == LATER:
                self.written.clear()
                raise Refused(_("Not recorded."))
            if answer.strip():
                return answer
            self.say(needed)

    def late(self, answer: Answer) -> datetime | None:
        """The time that was written before an answer (`@02:10 …`). Raises UsageError."""
        if answer.at is None:
            return None
        try:
            return instant(
                moments.parse_time(answer.at, self.desk.case.zone, self.desk.clock.now())
            )
        except ValueError:
            raise UsageError(
                _("{time} is not a time; nothing was recorded.").format(
                    time=quote(f"@{answer.at}")
                ),
                hint=_("Write it such as @02:10 or @11-20 22:00."),
            ) from None

    def tell(self, receipt: Receipt, summary: str | None = None) -> None:
        """What others did meanwhile, and what was saved; `summary` says it in one line."""
        self.written.clear()
        case = self.desk.case
        for line in log.lines(case, receipt.newer):
            self.say(_("meanwhile: {entry}").format(entry=line), style="quiet")
        said = [log.what(case, event) for event in receipt.events]
        for words in [summary] if summary else said:
            self.say(words, label=_("saved"))

    def stands_above(self, version: str) -> bool:
        """Whether the texts of a version were shown on this card or the one before."""
        return self.above[0] == version and self.cards - self.above[1] <= 1

    def trouble(self, message: str, hint: str | None = None) -> None:
        """What went wrong, and what to do."""
        self.say(message, style="late")
        if hint:
            self.say(hint)

    def say(self, words: str, *, style: str | None = None, label: str = "") -> None:
        """Words wrapped to the screen; a label of its own colour may stand before them."""
        head = f"{label}  " if label else ""
        for number, row in enumerate(wrap(head + words, self.screen.width, "  ")):
            if label and number == 0:
                self.screen.say(("done", label), row.removeprefix(label))
            elif style:
                self.screen.say((style, row))
            else:
                self.screen.say(row)
