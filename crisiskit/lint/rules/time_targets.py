"""Targets that are missing, and those that count from what comes too late or never."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from crisiskit.check import Diagnostic
from crisiskit.language import _
from crisiskit.lint.subject import Subject
from crisiskit.lint.timing.certain import LEVELS, is_held_to
from crisiskit.lint.timing.clock import FIRST
from crisiskit.playbook import graph
from crisiskit.playbook.durations import rough
from crisiskit.playbook.plan import Approve, Phase, Plan, Publish, Repeat, Step, rank
from crisiskit.text import quote

REVIEW = ("复盘", "回顾", "检讨", "review", "after-action", "post-mortem", "postmortem", "lessons")
"""Words by which the review is known among the steps of the recovery phase."""

ALWAYS_KNOWN = ("aware", "broke")
"""Facts that a case asks for when it is opened."""


def first_response(subject: Subject) -> Iterator[Diagnostic]:
    """The first word to the public has a target."""
    public = [step for step in subject.plan.steps.values() if _is_public(step)]
    earliest = min((rank(step.phase) for step in public), default=0)
    ids = {step.id for step in public}
    for step in public:
        if step.due is not None or rank(step.phase) != earliest:
            continue
        if ids.isdisjoint(graph.ancestors(subject.plan, step.id)):
            yield subject.say(
                "first-response-without-target",
                _("{step} is the first word to the public, and nothing says by when.").format(
                    step=step.id
                ),
                step.id,
                hint=_("Add `due: {within: 1h, from: aware}`, here or at the use of its part."),
            )


def _is_public(step: Step) -> bool:
    return isinstance(step.action, Publish) and step.action.audience == "public"


def updates(subject: Subject) -> Iterator[Diagnostic]:
    """While a crisis lasts, somebody comes back to it often enough."""
    steps = subject.plan.steps.values()
    spoken = next((step for step in steps if isinstance(step.action, Publish)), None)
    if spoken is None:
        return
    if not any(isinstance(step.action, Repeat) and rank(step.phase) <= FIRST for step in steps):
        yield subject.say(
            "updates-missing",
            _("After {step} nothing in the emergency phase comes back for an update.").format(
                step=spoken.id
            ),
            spoken.id,
            hint=_("Add a step with `repeat: {every: 4h, until: closed}`, or `use: monitor`."),
        )
        return
    told = set()
    for phase, longest in subject.settings.policy.updates.by_phase():
        fastest = min(_running(subject.plan, phase), key=_every, default=None)
        if fastest is None or fastest.id in told or _every(fastest) <= rough(longest):
            continue
        told.add(fastest.id)
        assert isinstance(fastest.action, Repeat)
        yield subject.say(
            "updates-too-rare",
            _("In the phase {phase} the next look or update comes only every {every}.").format(
                phase=phase, every=fastest.action.every
            ),
            fastest.id,
            ("repeat", "every"),
            hint=_("At least every {longest}; `policy.updates` sets it.").format(longest=longest),
        )


def _running(plan: Plan, phase: str) -> Iterator[Step]:
    """What repeats in a phase: begun in it, or earlier and until the case closes."""
    for step in plan.steps.values():
        action = step.action
        if not isinstance(action, Repeat) or not any(s.phase == phase for s in plan.steps.values()):
            continue
        lasting = action.until is None or action.until.tree == ["name", "closed"]
        if step.phase == phase or (lasting and FIRST <= rank(step.phase) < rank(phase)):
            yield step


def _every(step: Step) -> timedelta:
    assert isinstance(step.action, Repeat)
    return rough(step.action.every)


def review(subject: Subject) -> Iterator[Diagnostic]:
    """The recovery phase says by when the review is held."""
    recovery = [s for s in subject.plan.steps.values() if s.phase == Phase.RECOVERY]
    titled = [step for step in recovery if _speaks_of_review(*step.title.values())]
    named = [step for step in recovery if _speaks_of_review(step.id)]
    reviews = titled or named or recovery
    if reviews and all(step.due is None for step in reviews):
        yield subject.say(
            "review-without-target",
            _("Nothing says by when the review is held: {step} has no `due`.").format(
                step=reviews[0].id
            ),
            reviews[0].id,
            hint=_("Add `due: {within: 14d, from: step:ID}`, counted from what ends the handling."),
        )


def _speaks_of_review(*texts: str) -> bool:
    return any(word in text.casefold() for text in texts for word in REVIEW)


def severities(subject: Subject) -> Iterator[Diagnostic]:
    """A graver case never has more time."""
    for step in subject.plan.steps.values():
        within = step.due.within if step.due is not None else {}
        if len(within) < 2:
            continue
        times = [(level, within.get(level) or within["else"]) for level in LEVELS]
        for (graver, more), (milder, less) in pairwise(times):
            if rough(more) > rough(less):
                yield subject.say(
                    "more-time-when-graver",
                    _(
                        "{step} has more time at {graver} ({more}) than at {milder} ({less})."
                    ).format(step=step.id, graver=graver, more=more, milder=milder, less=less),
                    step.id,
                    ("due", "within"),
                    hint=_("Swap the two, or write the same time for both."),
                )
                break


def anchors(subject: Subject) -> Iterator[Diagnostic]:
    """What a target counts from comes before the step, and comes at all."""
    collected = {name for step in subject.plan.steps.values() for name in step.collect}
    for step in subject.plan.steps.values():
        if step.due is None:
            continue
        kind, _colon, name = step.due.anchor.partition(":")
        if kind == "fact" and name not in collected and name not in ALWAYS_KNOWN:
            yield subject.say(
                "target-from-unasked-fact",
                _("{step} is due counted from {fact}, which no step asks for.").format(
                    step=step.id, fact=quote(name)
                ),
                step.id,
                ("due",),
                hint=_("Put it into the `collect:` of the step in which it becomes known."),
            )
        elif kind in {"step", "phase"} and _comes_later(subject.plan, step, kind, name):
            yield subject.say(
                "target-from-later",
                _("{step} is due counted from {anchor}, which comes after it.").format(
                    step=step.id, anchor=name
                ),
                step.id,
                ("due",),
                hint=_("It could never be late. Count from what comes before it: aware, a step."),
            )


def _comes_later(plan: Plan, step: Step, kind: str, name: str) -> bool:
    if kind == "phase":
        holds = is_held_to(step) and step.kind != "wait" and step.when is None
        return holds and rank(name) > rank(step.phase)
    certain = step.when is None  # else those that need it by default may go on without it
    pending, seen = [name], {name}
    while pending:
        other = plan.steps[pending.pop()]
        for need in other.needs:
            if need.step == step.id and (need.named or certain):
                return True
        before = {need.step for need in other.needs}
        if isinstance(other.action, Approve | Publish):
            before.add(other.action.draft)
            if other.action.draft == step.id:
                return True
        pending += before - seen
        seen |= before
    return False
