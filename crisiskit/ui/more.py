"""What a responder may want besides what a card asks, and what is the lead's to decide."""

from collections.abc import Callable, Collection, Iterable, Mapping

from crisiskit.case.closing import open_ends
from crisiskit.case.entries import SEVERITIES
from crisiskit.case.explain import phase_name, role_name, why_not
from crisiskit.case.stepstate import State
from crisiskit.desk import acts
from crisiskit.desk.acts import Typed
from crisiskit.language import _, pick
from crisiskit.playbook.plan import PHASES, Step
from crisiskit.text import safe
from crisiskit.ui import brief, status
from crisiskit.ui.asking import ask_facts, show_facts, verify
from crisiskit.ui.drafting import ask_responsibility
from crisiskit.ui.handlers import keep_file
from crisiskit.ui.log import status_name
from crisiskit.ui.opening import duty_lines, level_words
from crisiskit.ui.prompter import LATER, Choice
from crisiskit.ui.table import Table, Turn
from crisiskit.ui.waiting import few


def more(table: Table, step: Step | None) -> Turn:
    """Something else, or out. Raises UsageError, Refused, Conflict."""
    options = [
        Choice("note", _("write a note")),
        Choice("fact", _("a fact: record, change, confirm")),
        Choice("evidence", _("keep a file as evidence")),
        Choice("status", _("see the whole case")),
        Choice("brief", _("a brief to paste into a chat")),
        Choice("why", _("why a step waits")),
        Choice("lead", _("for the lead: severity, who is to blame, reopen, phase, task, close")),
    ]
    if step is not None:
        options.append(Choice("skip", _("skip this step, with the reason")))
    options.append(Choice("leave", _("leave; everything is saved")))
    answer = table.prompter.choose(_("What do you need?"), options, later=True)
    if answer == "skip" and step is not None:
        _skip(table, step)
    elif answer not in (LATER, "leave"):
        _ACTIONS[str(answer)](table)
    return Turn.OUT if answer == "leave" else Turn.ON


def _lead(table: Table) -> None:
    options = [
        Choice("severity", _("change the severity")),
        Choice("responsibility", _("say whose doing this is")),
        Choice("reopen", _("do a step again")),
        Choice("advance", _("open the next phase now")),
        Choice("task", _("add a task the playbook does not have")),
        Choice("duties", _("see the statutory duties that may apply")),
        Choice("close", _("close the case")),
    ]
    answer = table.prompter.choose(_("What does the lead decide?"), options, later=True)
    if answer != LATER:
        _ACTIONS[str(answer)](table)


def _note(table: Table) -> None:
    text = table.text(_("Note"), multiline=True)
    if text.strip() not in ("", LATER):
        table.tell(acts.note(table.desk, str(text), Typed(at=table.late(text))))


def _find(
    table: Table, question: str, known: Mapping[str, str], likely: Collection[str] | None = None
) -> str | None:
    """One of the things that have names, by its id or a part of its name; None when none fits.

    Without any words the likely ones are listed.
    """
    wanted = str(table.prompter.text(question)).strip()
    if wanted in known:
        return wanted
    folded = wanted.casefold()
    fitting = [
        name
        for name, label in known.items()
        if folded in f"{name}\n{label}".casefold() and (wanted or likely is None or name in likely)
    ]
    if wanted == LATER:
        return None
    if not fitting:
        table.say(_("Nothing is called that."))
        return None
    if len(fitting) == 1:
        return fitting[0]
    options = [Choice(name, safe(known[name], 60)) for name in fitting]
    chosen = str(table.prompter.choose(_("Which one?"), options, later=True))
    return None if chosen == LATER else chosen


def can_say(table: Table, name: str) -> bool:
    """Whether what a step waits to know can be said here, and is not decided by a card."""
    return name in _BUILT_IN or name in table.desk.case.plan.facts


def find_out(table: Table, names: Iterable[str]) -> None:
    """Ask again for what steps wait to know."""
    for name in names:
        if name in _BUILT_IN:
            _ACTIONS[name](table)
        else:
            _record_fact(table, name)


def _fact(table: Table) -> None:
    """Any fact of the playbook; one with a value can be confirmed, changed, disputed, withdrawn."""
    labels = {name: pick(spec.label) for name, spec in table.desk.case.plan.facts.items()}
    steps = table.desk.case.plan.steps.values()
    likely = {*table.desk.case.facts, *(fact for step in steps for fact in step.collect)}
    question = _("Which fact? A part of its name; Enter lists those of this playbook.")
    name = _find(table, question, labels, likely)
    if name is None:
        return
    entry = table.desk.case.facts.get(name)
    if entry is None or entry.value is None:
        _record_fact(table, name)
        return
    show_facts(table, [name])
    states = [("confirmed", _("it is verified")), ("disputed", _("it is in doubt"))]
    states += [("retracted", _("it was wrong: take it back"))]
    options = [Choice("change", _("change it"))]
    options += [Choice(key, label) for key, label in states if key != entry.status]
    question = _("It is {status}.").format(status=status_name(entry.status))
    answer = table.prompter.choose(question, options, later=True)
    if answer == "change":
        _record_fact(table, name)
    elif answer != LATER:
        source = str(table.text(_("Who or what says so? [Enter: nobody in particular]"))).strip()
        typed = Typed(at=table.late(answer), source=source or None)
        table.tell(acts.restate(table.desk, [name], str(answer), typed))


def _record_fact(table: Table, name: str) -> None:
    ask_facts(table, [name], again=True)
    verify(table, [name])


def _evidence(table: Table) -> None:
    keep_file(table, _("Path of the file [Enter: back]"))


def _status(table: Table) -> None:
    for line in status.lines(table.desk.situation(), table.screen.width):
        table.screen.say(*line)


def _brief(table: Table) -> None:
    for line in brief.brief(table.desk.situation()):
        table.screen.say(line)


def _why(table: Table) -> None:
    situation = table.desk.situation()
    waiting = {
        step.id: pick(step.title)
        for step in situation.steps()
        if situation.state(step) in {State.WAITING, State.UNDECIDED, State.NOT_APPLICABLE}
    }
    name = _find(table, _("Which step? A part of its name; Enter lists all."), waiting)
    for reason in why_not(situation, table.desk.case.step(name)) if name else ():
        table.say(f"  {name}: {reason}")


def _severity(table: Table) -> None:
    options = [Choice(level, level_words(level)) for level in SEVERITIES]
    level = table.prompter.choose(_("How severe is it?"), options, later=True)
    if level != LATER:
        typed = Typed(at=table.late(level))
        table.tell(acts.severity(table.desk, str(level), str(table.because()), typed))


def _skip(table: Table, step: Step) -> None:
    why = table.because(_("Why is it skipped?"))
    table.tell(acts.skip(table.desk, step.id, str(why), Typed(at=table.late(why))))


def _reopen(table: Table) -> None:
    situation = table.desk.situation()
    settled = {
        step.id: pick(step.title)
        for step in situation.steps()
        if situation.state(step) in {State.DONE, State.SKIPPED}
    }
    name = _find(
        table, _("Which step is done again? A part of its name; Enter lists all."), settled
    )
    if name is not None:
        why = table.because(_("Why? What followed from it is done again too."))
        table.tell(acts.reopen(table.desk, name, str(why), Typed(at=table.late(why))))


def _advance(table: Table) -> None:
    opened = table.desk.case.phases
    ahead = [p for p in PHASES[PHASES.index(table.desk.case.entry) :] if p not in opened]
    if not ahead:
        table.say(_("Every phase is open."))
        return
    options = [Choice(phase, phase_name(phase)) for phase in ahead]
    phase = table.prompter.choose(_("Which phase opens now?"), options, later=True)
    if phase != LATER:
        typed = Typed(at=table.late(phase))
        table.tell(acts.advance(table.desk, str(phase), str(table.because()), typed))


def _task(table: Table) -> None:
    text = table.text(_("What is to be done, and by when? [Enter: back]"), multiline=True)
    if text.strip() in ("", LATER):
        return
    situation = table.desk.situation()
    roles = [Choice(role, role_name(situation, role)) for role in table.desk.case.plan.roles]
    role = table.prompter.choose(_("Who does it?"), roles)
    typed = Typed(at=table.late(text))
    table.tell(acts.task(table.desk, str(text), str(role), typed=typed))


def _duties(table: Table) -> None:
    for line in duty_lines(table.desk.case.plan):
        table.say(line)


def close(table: Table) -> None:
    """Close the case; what is still open is listed and wants a reason and somebody to take it."""
    ends = open_ends(table.desk.situation())
    if ends:
        table.say(_("Still open:"), style="due")
    for line in few(ends):
        table.say(f"  {line}")
    why = table.text(_("Why can the case be closed? [Enter: it stays open]"))
    if why.strip() in ("", LATER):
        return
    who = ""
    if ends:
        who = str(table.text(_("Who takes on what is open? [Enter: nobody]"))).strip()
    table.tell(acts.close(table.desk, str(why), who or None, Typed(at=table.late(why))))


_BUILT_IN = frozenset({"severity", "responsibility"})
"""Names that conditions know and that are no facts."""

_ACTIONS: dict[str, Callable[[Table], None]] = {
    "note": _note,
    "fact": _fact,
    "evidence": _evidence,
    "status": _status,
    "brief": _brief,
    "why": _why,
    "lead": _lead,
    "severity": _severity,
    "responsibility": ask_responsibility,
    "reopen": _reopen,
    "advance": _advance,
    "task": _task,
    "duties": _duties,
    "close": close,
}
