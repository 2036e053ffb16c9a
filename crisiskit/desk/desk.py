"""The desk: a case, a journal, a clock and somebody at it. The only caller of `Journal.append`.

The walk, a one-shot command, a scenario and a test sit at the same desk with another prompter and
another clock.
"""

import os
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from unicodedata import normalize

from crisiskit.case import fold
from crisiskit.case.events import Event, NewEvent, Signature
from crisiskit.case.journal import CaseHead, Journal
from crisiskit.case.situation import Situation
from crisiskit.case.state import Case
from crisiskit.clock import Clock, local, stamp
from crisiskit.errors import AnswerNeeded, Conflict, UsageError
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.text import nearest, quote, safe

if TYPE_CHECKING:
    from crisiskit.case.commands import Command


@dataclass(frozen=True, slots=True)
class Who:
    """Who sits at the desk. Identity is claimed; the machine's own word stands beside it."""

    actor: str
    os_user: str
    host: str

    def signature(self, clock: Clock, command: str) -> Signature:
        """The common part of what this act records."""
        return Signature(
            self.actor, self.actor, self.os_user, self.host, stamp(clock.now()), command
        )


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an act recorded; `repeated`: earlier, under the same command id."""

    events: tuple[Event, ...]
    newer: tuple[Event, ...]
    command: str
    repeated: bool

    def of(self, kind: str) -> list[Event]:
        """The events of one type."""
        return [event for event in self.events if event.type == kind]


class Desk:
    """One case, open in front of somebody."""

    def __init__(self, journal: Journal, head: CaseHead, clock: Clock, who: Who) -> None:
        self.journal = journal
        self.head = head
        self.clock = clock
        self.who = who
        self.case = fold.load(journal, head)

    def refresh(self) -> tuple[Event, ...]:
        """Take in what others recorded meanwhile."""
        newer = tuple(self.journal.read(self.head.uid, self.case.seq))
        fold.take_in(self.case, newer, self.head)
        return newer

    def situation(self) -> Situation:
        """The case at this moment."""
        return Situation(self.case, self.clock.now())

    def act(
        self, *commands: "Command", at: datetime | None = None, command: str | None = None
    ) -> Receipt:
        """Decide and record an act, durably, or raise and record nothing.

        On a newer head the act is decided again and goes in if it is still allowed and its subject
        is unchanged since it was seen; raises Conflict, saying who did what when, otherwise.
        """
        from crisiskit.case import engine

        identity = command or new_command()
        seen = {s for wanted in commands for s in engine.subjects(self.case, wanted)}

        def decide(newer: Sequence[Event]) -> list[NewEvent]:
            self._refuse_overtaken(newer, seen)
            current = self.case if not newer else self._on(newer)
            return engine.decide(
                current, commands, actor=self.who.actor, now=self.clock.now(), at=at
            )

        appended = self.journal.append(
            self.head.uid,
            seen=self.case.seq,
            signature=self.who.signature(self.clock, identity),
            decide=decide,
        )
        self.refresh()
        return Receipt(appended.own, appended.newer, identity, appended.repeated)

    def recorded(self, command: str) -> Receipt | None:
        """What an act of that id recorded before; None when it recorded nothing."""
        own = _of_command(self.journal.read(self.head.uid), command)
        return Receipt(own, (), command, repeated=True) if own else None

    def _on(self, newer: Sequence[Event]) -> Case:
        from crisiskit.case.working import fork

        current = fork(self.case)
        fold.take_in(current, newer, self.head)
        return current

    def _refuse_overtaken(self, newer: Sequence[Event], seen: set[str]) -> None:
        for event in newer:
            if seen & set(fold.subjects(event)):
                raise Conflict(
                    _("{who} was there first: {what} at {time}.").format(
                        who=safe(event.actor, 80),
                        what=event.type.replace("_", " "),
                        time=local(event.happened_at, self.case.zone).strftime("%H:%M:%S"),
                    ),
                    hint=_(
                        "Look at `crisiskit log` and decide again; nothing of yours was recorded."
                    ),
                )


def new_command() -> str:
    """An id for an act. `secrets` would take the same bytes from here and 5 ms to import."""
    return os.urandom(8).hex()


def find(journal: Journal, code: str | None) -> CaseHead:
    """The case of that code, or the only open one.

    Raises UsageError for a code nobody has, AnswerNeeded when several are open.
    """
    if code is not None:
        return _by_code(journal.cases(), code)
    running = open_cases(journal)
    if not running:
        raise UsageError(_("No case is open."), hint=_("`crisiskit start` opens one."))
    if len(running) > 1:
        cases = [fold.load(journal, head) for head in running]
        lines = "\n".join(f"  {case.code}  {safe(case.words(case.title), 60)}" for case in cases)
        raise AnswerNeeded(
            _("Several cases are open:\n{cases}").format(cases=lines), hint=_("--case CODE")
        )
    return running[0]


def case_of(journal: Journal, command: str) -> CaseHead | None:
    """The case in which an act of that id recorded something, open or closed."""
    for head in journal.cases():
        if _of_command(journal.read(head.uid), command):
            return head
    return None


def _of_command(events: Sequence[Event], command: str) -> tuple[Event, ...]:
    stored = normalize("NFC", command)
    return tuple(event for event in events if event.command == stored)


def open_cases(journal: Journal) -> list[CaseHead]:
    """The cases that are not closed, oldest first; closed ones cost next to nothing."""
    return [head for head in journal.cases() if not fold.is_closed(journal, head)]


def _by_code(heads: Sequence[CaseHead], code: str) -> CaseHead:
    for head in heads:
        if head.code == code:
            return head
    guess = nearest(code, [head.code for head in heads])
    raise UsageError(
        _("There is no case {code} in this store.").format(code=quote(code)),
        hint=_("Did you mean {guess}?").format(guess=guess)
        if guess
        else _("`crisiskit cases` lists them."),
    )
