"""Deciding what happens to steps: claim, tick, done, skip, decide, reopen, advance, tasks."""

from crisiskit.case.commands import (
    Advance,
    Check,
    Choose,
    Claim,
    Done,
    Skip,
)
from crisiskit.case.events import Seal
from crisiskit.case.explain import phase_name, why_not
from crisiskit.case.ledger import keep, record_facts
from crisiskit.case.reopening import still_true, take_back
from crisiskit.case.working import Working, needed, unknown_step
from crisiskit.errors import AnswerNeeded, Refused, UsageError
from crisiskit.language import _, pick
from crisiskit.playbook.plan import PHASES, Decide, Notify, Step, rank
from crisiskit.text import did_you_mean, quote


def require_open(work: Working, step: Step) -> None:
    """Refuse an act on a step that cannot be worked on now."""
    situation = work.situation
    if situation.state(step).open:
        return
    raise Refused(
        _("{step} cannot be done now: {reasons}.").format(
            step=step.id, reasons=_("; ").join(why_not(situation, step))
        ),
        hint=_(
            "`crisiskit why {step}` explains; the lead can `skip` or `reopen` steps with a reason."
        ).format(step=step.id),
    )


def claim(work: Working, command: Claim) -> None:
    """Take a step on or let it go."""
    step = work.step(command.step)
    holder = work.case.record(step.id).claimed_by
    if command.release:
        if holder is None:
            raise Refused(_("Nobody has claimed {step}.").format(step=step.id))
        work.emit("step_claimed", step=step.id, released=True)
        return
    require_open(work, step)
    if holder is not None:
        raise Refused(
            _("{step} is already with {who}.").format(step=step.id, who=quote(holder)),
            hint=_("`crisiskit unclaim {step}` frees it.").format(step=step.id),
        )
    work.emit("step_claimed", step=step.id)


def check(work: Working, command: Check) -> None:
    """Tick items of a checklist by id, or clear them."""
    step = work.step(command.step)
    ids = [item.id for item in step.checklist]
    for item in command.items:
        if item not in ids:
            raise UsageError(
                _("{step} has no checklist item {item}.").format(step=step.id, item=quote(item)),
                hint=did_you_mean(
                    item, ids, _("Its items: {items}").format(items=", ".join(ids) or _("none"))
                ),
            )
    ticked = work.case.record(step.id).ticked
    for item in command.items:
        if (item in ticked) is command.clear:
            work.emit("item_checked", step=step.id, item=item, cleared=command.clear or None)


def done(work: Working, command: Done) -> None:
    """A step was done, with the facts it collects and the evidence it asks for."""
    step = work.step(command.step)
    if command.still_true:
        still_true(work, step, command)
        return
    if work.case.record(step.id).check:
        _told_again(work, step, command)
        return
    _only_plain(step)
    require_open(work, step)
    _finish(work, step, command)
    if step.kind == "repeat":
        work.emit("step_done", step=step.id, round=len(work.case.record(step.id).rounds) + 1)
        return
    duty = step.action.duty if isinstance(step.action, Notify) else None
    if duty is not None:
        proved(command.reference, work.case.record(step.id).evidence)
    open_items = [i.id for i in step.checklist if i.id not in work.case.record(step.id).ticked]
    work.emit("step_done", step=step.id, open_items=open_items or None)
    if duty is not None:
        work.emit(
            "duty_discharged",
            duty=duty,
            step=step.id,
            reference=Seal.words(command.reference),
        )


def proved(reference: str | None, evidence: object) -> None:
    """A duty is discharged with what proves it. Raises AnswerNeeded."""
    if not (reference or "").strip() and not evidence:
        raise AnswerNeeded(
            _("A duty is discharged with what proves it."),
            hint=_("--reference TEXT or --evidence FILE"),
        )


def _told_again(work: Working, step: Step, command: Done) -> None:
    """A notice is corrected by telling people again; a text by publishing a corrected version."""
    if step.kind != "notify":
        raise Refused(
            _("{step} went out already; what changed since may make it wrong.").format(
                step=step.id
            ),
            hint=_(
                "If it is still true: `crisiskit done {step} --still-true`. "
                "If not: draft and publish a correction."
            ).format(step=step.id),
        )
    _finish(work, step, command)
    work.emit("correction_checked", step=step.id, still_true=False)


def _only_plain(step: Step) -> None:
    commands = {
        "decide": "decide",
        "draft": "draft",
        "approve": "approve",
        "publish": "publish",
    }
    if step.kind in commands:
        raise UsageError(
            _("{step} is not finished with `done`.").format(step=step.id),
            hint=_("Use `crisiskit {command}`.").format(command=commands[step.kind]),
        )


def _finish(work: Working, step: Step, command: Done | Choose) -> None:
    """The facts, the evidence and the note that come with an act on a step."""
    record_facts(work, command.facts)
    if isinstance(command, Done):
        for file in command.evidence:
            keep(work, file, step.id)
        if command.note:
            work.emit("note_added", text=Seal.text(command.note), step=step.id)
    _all_collected(work, step)
    if step.evidence == "required" and not work.case.record(step.id).evidence:
        raise AnswerNeeded(
            _("{step} asks for evidence: a file that is kept by its hash.").format(step=step.id),
            hint=_("--evidence FILE"),
        )


def _all_collected(work: Working, step: Step) -> None:
    missing = [fact for fact in step.collect if not work.case.knows(fact)]
    if missing:
        names = _(", ").join(f"{pick(work.case.plan.facts[f].label)} ({f})" for f in missing)
        raise AnswerNeeded(
            _("{step} asks for facts that nobody has recorded: {facts}.").format(
                step=step.id, facts=names
            ),
            hint=_("--set {fact}=VALUE, or --unknown {fact} if it is not known yet").format(
                fact=missing[0]
            ),
        )


def skip(work: Working, command: Skip) -> None:
    """Leave a step, or what is open of a group, undone. The reason is the record."""
    because = needed(command.because, "--because")
    leaves = work.case.plan.leaves(command.step) or (
        (command.step,) if command.step in work.case.tasks else ()
    )
    if not leaves:
        raise unknown_step(work.case, command.step)
    situation = work.situation
    steps = [s for s in map(work.step, leaves) if not situation.state(s).settled]
    if not steps:
        raise Refused(_("Nothing of {step} is open.").format(step=command.step))
    for step in steps:
        work.emit("step_skipped", step=step.id, because=Seal.text(because))


def choose(work: Working, command: Choose) -> None:
    """Pick an option; one that reopens takes the case back to an ancestor."""
    step = work.step(command.step)
    action = step.action
    if not isinstance(action, Decide):
        raise UsageError(
            _("{step} is not a decision.").format(step=step.id),
            hint=_("`crisiskit done {step}`").format(step=step.id),
        )
    if command.option not in action.options:
        raise UsageError(
            _("{step} has no option {option}.").format(step=step.id, option=quote(command.option)),
            hint=_("Options: {options}").format(options=", ".join(action.options)),
        )
    because = needed(command.because, "--because")
    require_open(work, step)
    _finish(work, step, command)
    work.emit(
        "decision_made",
        step=step.id,
        option=command.option,
        outcome=action.outcome,
        because=Seal.text(because),
    )
    targets = action.options[command.option].reopens
    if targets:
        take_back(work, targets, because, option=command.option)


def advance(work: Working, command: Advance) -> None:
    """The lead opens a phase, and those between, before its gate is satisfied."""
    because = needed(command.because, "--because")
    if command.phase not in PHASES:
        raise UsageError(
            _("There is no phase {phase}.").format(phase=quote(command.phase)),
            hint=_("Phases: {phases}").format(phases=", ".join(PHASES)),
        )
    if rank(command.phase) < rank(work.case.entry):
        raise Refused(
            _("This case began in the phase {phase}.").format(phase=phase_name(work.case.entry))
        )
    asked = PHASES[rank(work.case.entry) : rank(command.phase) + 1]
    missing = [phase for phase in asked if phase not in work.case.phases]
    if not missing:
        raise Refused(
            _("The phase {phase} is open already.").format(phase=phase_name(command.phase))
        )
    for phase in missing:
        work.emit("phase_opened", phase=phase, because=Seal.text(because))
