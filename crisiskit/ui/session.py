"""The walk: card after card, each answer on disk before the next question."""

from collections.abc import Callable, Collection, Iterator

from crisiskit.case.explain import fact_name
from crisiskit.case.priority import cards
from crisiskit.case.situation import Situation
from crisiskit.errors import (
    AnswerNeeded,
    Conflict,
    Interrupted,
    Refused,
    StorageError,
    UsageError,
)
from crisiskit.language import _
from crisiskit.playbook.plan import Step
from crisiskit.text import safe
from crisiskit.ui import cards as cardview
from crisiskit.ui import handlers, log, more, waiting
from crisiskit.ui.prompter import Choice, NobodyToAsk, Prompter
from crisiskit.ui.table import Table, Turn


def require_somebody(prompter: Prompter, hint: str) -> None:
    """Refuse to walk where nobody can be asked. Raises AnswerNeeded."""
    if isinstance(prompter, NobodyToAsk):
        raise AnswerNeeded(_("The walk asks questions, and nobody can be asked here."), hint=hint)


def without_the_walk() -> str:
    """What does the same, one act at a time."""
    return _("`crisiskit next` shows what can be done, `crisiskit done STEP` records it.")


def walk(
    table: Table,
    roles: Collection[str] = (),
    first: Callable[[Table], None] | None = None,
) -> None:
    """Walk a responder through the case until nothing can be done, or they leave.

    `first` is asked before the first card. Raises AnswerNeeded where nobody can be asked,
    Interrupted on Ctrl-C and StorageError when nothing can be saved; all that was acknowledged is
    saved, and the rest is shown again.
    """
    require_somebody(table.prompter, without_the_walk())
    with_words(table, lambda: Walk(table, roles).run(first))


def with_words(table: Table, ask: Callable[[], None]) -> None:
    """Ask; who is interrupted is told what was typed and not recorded."""
    try:
        ask()
    except Interrupted:
        resume = _("Go on with `crisiskit resume --case {code}`.")
        raise Interrupted(
            _("Stopped. Everything acknowledged is saved.") + _unsaved(table),
            hint=resume.format(code=table.desk.case.code),
        ) from None
    except StorageError as error:
        hint = "\n".join(filter(None, [error.hint, _unsaved(table).strip()]))
        raise error.hinting(hint) from error


def _unsaved(table: Table) -> str:
    if not table.written:
        return ""
    words = safe("\n".join(table.written), lines=True)
    return "\n" + _("What you wrote was not recorded:\n{words}").format(words=words)


class Walk:
    """One responder's way through a case; cards put off come back when the others are done."""

    def __init__(self, table: Table, roles: Collection[str]) -> None:
        self.table = table
        self.roles = roles
        self.put_off: set[str] = set()
        self.shown = ("", 0)

    def run(self, first: Callable[[Table], None] | None = None) -> None:
        """Card after card."""
        if first is not None:
            self._asked(lambda: first(self.table), lambda: True)
        self.table.say(
            _("Answer with digits; 0 is later. `@02:10 ` before an answer says it happened then."),
            style="quiet",
        )
        while self._turn():
            pass

    def _turn(self) -> bool:
        table = self.table
        for line in log.lines(table.desk.case, table.desk.refresh()):
            table.say(_("meanwhile: {entry}").format(entry=line), style="quiet")
        situation = table.desk.situation()
        if table.desk.case.closed_at is not None:
            table.say(_("Case {code} is closed.").format(code=table.desk.case.code))
            return False
        ready = cards(situation, self.roles)
        open_cards = [step for step in ready if step.id not in self.put_off]
        if not open_cards:
            return self._nothing_left(situation, len(ready))
        self._show(situation, open_cards[0], len(ready))
        return self._ask(open_cards[0])

    def _show(self, situation: Situation, step: Step, count: int) -> None:
        screen = self.table.screen
        self.table.cards += 1
        screen.say("")
        self.table.say(waiting.header(situation, count), style="quiet")
        again = self.shown == (step.id, situation.case.record(step.id).iteration)
        for line in cardview.card(situation, step, screen.width, asking=True, again=again):
            screen.say(*line)
        self.shown = (step.id, situation.case.record(step.id).iteration)

    def _ask(self, step: Step) -> bool:
        """Put a card until it is answered; what was wrong is said and only that asked again."""
        turn = self._asked(lambda: handlers.handle(self.table, step), lambda: self._stands(step))
        if turn is Turn.LATER:
            self.put_off.add(step.id)
        return self._more(step) if turn is Turn.ELSE else True

    def _asked(self, ask: Callable[[], Turn | None], again: Callable[[], bool]) -> Turn:
        """Ask; after an error once more, as long as that makes sense."""
        missing = ""
        while True:
            self.table.written.clear()
            try:
                return ask() or Turn.ON
            except Conflict as error:
                self._overtaken(error)
                return Turn.ON
            except AnswerNeeded as error:
                if error.message == missing:
                    raise  # nobody here can give it
                missing = error.message
                self.table.trouble(error.message, error.hint)
            except (UsageError, Refused) as error:
                self.table.trouble(error.message, error.hint)
            if not again():
                return Turn.ON

    def _stands(self, step: Step) -> bool:
        """Whether a card can still be answered."""
        return step.id in {ready.id for ready in self.table.desk.situation().available()}

    def _overtaken(self, error: Conflict) -> None:
        """Somebody else was there first: what they did is shown, and the card again."""
        self.table.trouble(error.message)
        self.table.say(_("Nothing of yours was recorded; the card is shown as it stands now."))
        for words in self.table.written:
            self.table.say(_("You wrote: {words}").format(words=safe(words)))

    def _more(self, step: Step | None = None) -> bool:
        turn = self._asked(lambda: more.more(self.table, step), lambda: False)
        return self._leave() if turn is Turn.OUT else True

    def _nothing_left(self, situation: Situation, ready: int) -> bool:
        table = self.table
        table.screen.say("")
        table.say(waiting.header(situation, ready), style="quiet")
        for line in waiting.lines(situation):
            table.say(line)
        unknown = [name for name in waiting.unknowns(situation) if more.can_say(table, name)]
        said = _("No other card is open now.")
        if _settled(situation):
            said = _("Everything that the playbook requires is settled.")
        answer = table.prompter.choose(said, list(_ways_on(situation, ready, unknown)))
        if answer == "leave":
            return self._leave()
        if answer == "more":
            return self._more()
        if answer == "again":
            self.put_off.clear()
        if answer == "find":
            self._asked(lambda: more.find_out(table, unknown), lambda: False)
        if answer == "close":
            self._asked(lambda: more.close(table), lambda: False)
        return True

    def _leave(self) -> bool:
        resume = _("Everything is saved. Go on with `crisiskit resume --case {code}`.")
        self.table.say(resume.format(code=self.table.desk.case.code))
        return False


def _settled(situation: Situation) -> bool:
    return not situation.open_required() and not situation.to_check()


def _ways_on(situation: Situation, ready: int, unknown: list[str]) -> Iterator[Choice]:
    """What can be done when every card was answered or put off."""
    if _settled(situation):
        yield Choice("close", _("close the case"))
    if ready:
        yield Choice("again", _("the cards that were put off ({count})").format(count=ready))
    if unknown:
        names = _(", ").join(fact_name(situation, name) for name in unknown)
        yield Choice("find", _("say what steps wait to know: {facts}").format(facts=names))
    yield Choice("look", _("look again: time passes, others work"))
    yield Choice("more", _("something else: note, fact, status, reopen …"))
    yield Choice("leave", _("leave; everything is saved"))
