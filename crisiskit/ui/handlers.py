"""What a card asks, by the kind of its step, and the act that records the answer."""

from collections.abc import Callable
from pathlib import Path

from crisiskit.case.explain import fact_name
from crisiskit.case.records import StepRecord
from crisiskit.desk import acts
from crisiskit.desk.acts import Typed
from crisiskit.desk.files import read_file
from crisiskit.errors import UsageError
from crisiskit.language import _, pick
from crisiskit.playbook.plan import Decide, Notify, Step
from crisiskit.text import safe
from crisiskit.ui import drafting, releasing
from crisiskit.ui.asking import ask_facts, confirm, show_facts, unverified
from crisiskit.ui.prompter import LATER, Answer, Choice
from crisiskit.ui.table import ASIDE, Table, Turn

INSIDE = frozenset({"staff", "cs", "leadership"})
"""Audiences a notice to whom is not an outward act."""

ALL = "all"
"""Every open item of a checklist at once."""


def handle(table: Table, step: Step) -> Turn:
    """Ask what a card asks and record the answers.

    Facts are recorded as they are given, whatever becomes of the card. Raises UsageError, Refused,
    AnswerNeeded and Conflict with nothing of the refused act recorded.
    """
    if table.desk.case.record(step.id).check:
        return releasing.check_correction(table, step)
    if table.desk.situation().no_longer_needed(step):
        return _let_go(table, step)
    if step.kind != "draft":
        ask_facts(table, step.collect)
    return _HANDLERS.get(step.kind, _task)(table, step)


def _record(table: Table, step: Step) -> StepRecord:
    return table.desk.case.record(step.id)


def _let_go(table: Table, step: Step) -> Turn:
    """Somebody is on it, and by what is known now it does not apply: they are told."""
    answer = table.choose(
        _("By what is known now this is not needed any more, and somebody is on it."),
        [Choice("free", _("they have been told; it is let go"))],
    )
    if answer in ASIDE:
        return ASIDE[answer]
    table.tell(acts.unclaim(table.desk, step.id, Typed(at=table.late(answer))))
    return Turn.ON


def _task(table: Table, step: Step) -> Turn:
    _tick(table, step)
    missing = [name for name in step.collect if name not in table.desk.case.facts]
    pending = unverified(table, step.collect)
    if not missing:
        # Done over, a step is about what it found before: all of it is looked at again.
        again = _record(table, step).iteration > 1
        show_facts(table, step.collect if again else pending)
    options = [_still_asked(table, missing)] if missing else _done(step, verify=bool(pending))
    if step.kind != "repeat" and _record(table, step).claimed_by is None:
        options.append(Choice("claim", _("I am on it; done later")))
    answer = table.choose(_("How does it stand?"), options)
    if answer in ASIDE:
        return ASIDE[answer]
    if answer == "ask":
        return Turn.ON
    if answer == "claim":
        table.tell(acts.claim(table.desk, step.id, Typed(at=table.late(answer))))
        return Turn.LATER
    return _finish(table, step, answer, pending)


def _still_asked(table: Table, missing: list[str]) -> Choice:
    situation = table.desk.situation()
    names = _(", ").join(fact_name(situation, name) for name in missing)
    return Choice("ask", _("answer what is still asked: {facts}").format(facts=names))


def _done(step: Step, *, verify: bool) -> list[Choice]:
    """One question for both: whether the step is done, and whether its facts are verified."""
    said = _("they have been told") if isinstance(step.action, Notify) else _("done")
    if step.kind == "repeat":
        said = _("this round is done")
    if not verify:
        return [Choice("done", said)]
    return [
        Choice("verified", _("{done}, and these facts are verified").format(done=said)),
        Choice("done", _("{done}; the facts are not verified yet").format(done=said)),
    ]


def _finish(table: Table, step: Step, answer: Answer, pending: list[str]) -> Turn:
    """Done, with the evidence it needs and, when it goes outside, the code typed."""
    typed = Typed(at=table.late(answer))
    if answer == "verified":
        confirm(table, pending, answer)
    if step.evidence == "required" and not _keep_evidence(table, step):
        return Turn.LATER
    reference = None
    if isinstance(step.action, Notify):
        if step.action.duty:
            question = _("Reference number, or who took the report?")
            missing = _("What proves it is part of the record. 0 goes back without recording.")
            reference = str(table.because(question, missing))
        if not set(step.action.to) <= INSIDE and not _confirmed(table):
            return Turn.LATER
    table.tell(acts.done(table.desk, step.id, typed, reference=reference))
    return Turn.ON


def _confirmed(table: Table) -> bool:
    question = _("This records that people outside have been told.")
    if table.prompter.confirm_code(question, table.desk.case.code):
        return True
    table.say(_("Not recorded."))
    return False


def _keep_evidence(table: Table, step: Step) -> bool:
    """Files for a step, each recorded at once; False when there is none."""
    while True:
        kept = len(_record(table, step).evidence)
        question = _("Path of a file that is kept as evidence [Enter: later]")
        if kept:
            question = _("Another file? [Enter: that is all, {count} kept]").format(count=kept)
        if not keep_file(table, question, step.id):
            break
    if not kept:
        table.say(_("Still open: it needs a file as evidence."))
    return bool(kept)


def keep_file(table: Table, question: str, step: str | None = None) -> bool:
    """A file by its path, recorded; asked again until it can be read. Enter: False."""
    while True:
        answer = table.text(question, flag="--evidence FILE")
        path = answer.strip().strip("'\"")
        if path in ("", LATER):
            return False
        try:
            file = read_file(Path(path).expanduser())
            typed = Typed(at=table.late(answer))
        except UsageError as error:
            table.trouble(error.message, error.hint)
            continue
        table.tell(acts.add_evidence(table.desk, file, step, typed))
        return True


def _tick(table: Table, step: Step) -> None:
    ticked = _record(table, step).ticked
    open_items = [item for item in step.checklist if item.id not in ticked]
    if not open_items:
        return
    options = [Choice(item.id, safe(pick(item.text), 120)) for item in open_items]
    if len(options) > 1:
        options.append(Choice(ALL, _("all of them")))
    question = _("Which of these are done? ({count} of {all} are)")
    chosen = table.prompter.choose_many(
        question.format(count=len(ticked), all=len(step.checklist)), options, later=True
    )
    items = [str(answer) for answer in chosen if answer != LATER]
    if ALL in items:
        items = [item.id for item in open_items]
    if items:
        typed = Typed(at=table.late(chosen[0]))
        table.tell(acts.check(table.desk, step.id, items, typed))


def _decide(table: Table, step: Step) -> Turn:
    action = step.action
    assert isinstance(action, Decide)
    options = [
        Choice(name, pick(option.label), _("goes back") if option.reopens else "")
        for name, option in action.options.items()
    ]
    answer = table.choose(pick(action.question), options)
    if answer in ASIDE:
        return ASIDE[answer]
    at = table.late(answer)
    why = table.because()
    typed = Typed(at=at or table.late(why))
    table.tell(acts.decide(table.desk, step.id, str(answer), str(why), typed))
    return Turn.ON


_HANDLERS: dict[str, Callable[[Table, Step], Turn]] = {
    "decide": _decide,
    "draft": drafting.draft,
    "approve": releasing.approve,
    "publish": releasing.publish,
}
