"""Recording an act: who comes with what, the question that was left open, one confirming line.

Every command that records does it in here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import typer

from crisiskit.cli import sit
from crisiskit.cli.options import Context, context_of
from crisiskit.cli.repeat import Attempt, repeatable
from crisiskit.errors import AnswerNeeded, FileError, Refused, UsageError
from crisiskit.language import _
from crisiskit.lean import dataclass

if TYPE_CHECKING:
    from crisiskit.desk.acts import Typed
    from crisiskit.desk.desk import Desk, Receipt
    from crisiskit.playbook.plan import Step

SHOWN = 5
"""Cards that are announced after an act; `next` has the others."""


@dataclass(slots=True)
class Sitting:
    """A desk, and what comes with the one act that is recorded at it.

    `at` is None for an act of now; `before` is what could be done before it.
    """

    ctx: typer.Context
    context: Context
    desk: "Desk"
    attempt: Attempt
    before: frozenset[str]
    at: datetime | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    unknown: Sequence[str] = ()
    confirmed: bool = False
    source: str | None = None

    @property
    def typed(self) -> "Typed":
        """What comes with the act, as the desk takes it."""
        from crisiskit.desk.acts import Typed

        source = self.source
        if self.confirmed and not (source or "").strip():
            source = self.ask(_("Who or what confirms it?"), "source", "--source '…'")
        return Typed(
            self.facts, self.unknown, self.confirmed, source, self.at, self.attempt.command
        )

    def happened(self, words: str, flag: str) -> None:
        """The act happened at that time. Raises UsageError."""
        self.at = self.attempt.at = self.moment(words, flag)

    def moment(self, words: str, flag: str) -> datetime:
        """A time as typed, in the time zone of the case. Raises UsageError."""
        zone = self.desk.case.zone
        return sit.moment(words, flag, zone=zone, now=self.context.clock.now())

    def ask(self, question: str, param: str, flag: str) -> str:
        """Words that were not given. Raises AnswerNeeded naming the flag."""
        answer = self.context.prompter().text(question, flag=flag)
        if not answer.strip():
            raise AnswerNeeded(_("Nothing was recorded: an answer is needed."), hint=flag)
        if answer.at is not None:
            self.happened(answer.at, "@")
        self.ctx.params[param] = str(answer)
        return str(answer)

    def reason(self, given: str | None, question: str) -> str:
        """The reason that was given, or is given now. Raises AnswerNeeded."""
        if given is not None and given.strip():
            return given
        return self.ask(question, "because", "--because '…'")

    def confirm(self, question: str, given: str | None) -> None:
        """Have the code of the case typed: what went out cannot be called back.

        Raises UsageError for a wrong `--confirm`, Refused when the code is not typed.
        """
        code = self.desk.case.code
        if given is not None and given.strip() != code:
            raise UsageError(
                _("--confirm is not the code of this case; nothing was recorded."),
                hint=_("This is case {code}.").format(code=code),
            )
        if given is None and not self.context.prompter().confirm_code(question, code):
            raise Refused(
                _("Not confirmed: nothing was recorded."),
                hint=_("Type the code of the case, or give it with --confirm."),
            )
        self.ctx.params["confirm"] = code

    def tell(
        self,
        receipt: "Receipt",
        more: Mapping[str, Any] | None = None,
        *,
        heading: str | None = None,
    ) -> None:
        """Say what was recorded and what became possible; with --json also as data."""
        from crisiskit.ui import receipt as told

        screen = self.context.screen
        situation = self.desk.situation()
        new = [step for step in _possible(self.desk) if step.id not in self.before]
        for line in told.lines(situation, receipt, new, SHOWN, heading):
            screen.say(*line)
        if self.context.json:
            screen.data({**told.as_json(situation, receipt, new), **(more or {})})


def _possible(desk: "Desk") -> "list[Step]":
    from crisiskit.case.priority import cards

    if desk.case.closed_at is not None:
        return []
    return cards(desk.situation(), desk.case.roles_of(desk.who.actor))


@contextmanager
def sitting(
    ctx: typer.Context,
    *,
    facts: Mapping[str, Any] | None = None,
    unknown: Sequence[str] | None = None,
    confirmed: bool = False,
    source: str | None = None,
    texts: Sequence[str] = (),
) -> Iterator[Sitting]:
    """The desk for one act. When it cannot be saved, the error says how to repeat it.

    `texts` are words that stand in no argument of the command line: a file, standard input.
    """
    context = context_of(ctx)
    with repeatable(ctx) as attempt:
        attempt.texts = texts
        desk = sit.desk(context)
        attempt.case = desk.head.code
        before = frozenset(step.id for step in desk.situation().available())
        opened = Sitting(ctx, context, desk, attempt, before)
        opened.facts, opened.unknown = facts or {}, unknown or ()
        opened.confirmed, opened.source = confirmed, source
        if context.at is not None:
            opened.happened(context.at, "--at")
        try:
            yield opened
        except (AnswerNeeded, FileError, Refused, UsageError):
            # What is recorded already is not judged again: it may be in its own way by now.
            recorded = desk.recorded(context.command) if context.command else None
            if recorded is None:
                raise
            opened.tell(recorded)


def record(
    ctx: typer.Context, act: "Callable[[Desk, Typed], Receipt]", *, source: str | None = None
) -> None:
    """Record an act that needs nothing but what was typed, and say so."""
    with sitting(ctx, source=source) as opened:
        opened.tell(act(opened.desk, opened.typed))
