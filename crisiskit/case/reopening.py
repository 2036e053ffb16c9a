"""Going back: reopening a step and what followed from it, and checking what went out.

There is no other way back in a case than this (design section 3): what was done is open again,
what went out stays out and is checked for correction.
"""

from collections.abc import Collection

from crisiskit.case.commands import Done, Reopen
from crisiskit.case.events import Seal
from crisiskit.case.ledger import record_facts
from crisiskit.case.records import Document
from crisiskit.case.situation import Situation
from crisiskit.case.stepstate import State
from crisiskit.case.tasks import for_lead
from crisiskit.case.working import Working, needed, unknown_step
from crisiskit.errors import Refused
from crisiskit.language import _, pick
from crisiskit.playbook.graph import descendants
from crisiskit.playbook.plan import Approve, Publish, Step

ROUNDS = 3
"""Times a step is done over before the lead is asked why (design section 3)."""


def reopen(work: Working, command: Reopen) -> None:
    """The lead takes a step, and what followed from it, back."""
    because = needed(command.because, "--because")
    leaves = work.case.plan.leaves(command.step)
    if command.step in work.case.tasks:
        leaves = (command.step,)
    if not leaves:
        raise unknown_step(work.case, command.step)
    situation = work.situation
    if not any(situation.state(work.step(leaf)) in {State.DONE, State.SKIPPED} for leaf in leaves):
        raise Refused(_("{step} was neither done nor skipped.").format(step=command.step))
    take_back(work, leaves, because)


def take_back(
    work: Working, targets: Collection[str], because: str, option: str | None = None
) -> None:
    """Open again what was done or skipped; what went out stays out, and is checked."""
    situation = work.situation
    affected = []
    for step in _affected(work, targets):
        effect = _effect(work, situation, step, named=[step.id] == [*targets])
        if effect is not None:
            outcome = getattr(step.action, "outcome", None)
            affected.append(
                {"step": step.id, "effect": effect} | ({"outcome": outcome} if outcome else {})
            )
    work.emit(
        "step_reopened",
        step=next(iter(targets)),
        option=option,
        because=Seal.text(because),
        affected=affected,
    )
    _ask_why(work, targets)


def _ask_why(work: Working, targets: Collection[str]) -> None:
    """Whoever goes round a fourth time is not getting nearer; the lead says what is to change."""
    going_round = [t for t in targets if work.case.record(t).iteration == ROUNDS + 1]
    if going_round:
        step = work.step(going_round[0])
        words = _("“{step}” was done {rounds} times and begins again. Why, and what changes now?")
        for_lead(work, words.format(step=pick(step.title), rounds=ROUNDS))


def _affected(work: Working, targets: Collection[str]) -> list[Step]:
    plan = work.case.plan
    ids = set(targets)
    for target in targets:
        if target in plan.steps:
            ids |= descendants(plan, target)
    return [step for step in work.case.walked() if step.id in ids]


def _effect(work: Working, situation: Situation, step: Step, *, named: bool) -> str | None:
    record = work.case.record(step.id)
    state = situation.state(step)
    if step.kind == "publish" and record.published:
        return "check"
    if step.kind == "notify" and record.done_at:
        return "check"
    if step.background and not named:
        return None
    if state in {State.DONE, State.SKIPPED}:
        return "reopened"
    return "reopened" if situation.signed(step) else None


def still_true(work: Working, step: Step, command: Done) -> None:
    """What went out still holds; a reopened draft and approval of it are settled with that."""
    if not work.case.record(step.id).check:
        raise Refused(_("{step} has nothing to check for correction.").format(step=step.id))
    record_facts(work, command.facts)
    work.emit(
        "correction_checked",
        step=step.id,
        still_true=True,
        settles=_settled_with(work, step),
        note=Seal.words(command.note),
    )


def _settled_with(work: Working, step: Step) -> list[str]:
    """The open draft of what went out; and its approval, if it was given for what is still to go.

    A channel that is left gets the current version: that one must be signed by somebody.
    """
    draft = getattr(step.action, "draft", None)
    paper = work.case.document_of(draft) if draft is not None else None
    if paper is None:
        return []
    left = _channels_left(work, step)
    approved = any(
        out.approved and (not left or out.version == paper.current.id) for out in paper.publications
    )
    return [
        other.id
        for other in work.case.plan.steps.values()
        if (other.id == draft or (approved and _signs(other, paper)))
        and not work.situation.state(other).settled
    ]


def _channels_left(work: Working, step: Step) -> bool:
    record = work.case.record(step.id)
    channels = step.action.channels if isinstance(step.action, Publish) else ()
    return any(name not in record.published and name not in record.waived for name in channels)


def _signs(step: Step, paper: Document) -> bool:
    return isinstance(step.action, Approve) and step.action.draft == paper.step
