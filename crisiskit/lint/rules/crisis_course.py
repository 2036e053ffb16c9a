"""What has to happen on every path from the first hour to the close."""

from collections.abc import Iterator, Sequence

from crisiskit.check import Diagnostic
from crisiskit.language import _, pick
from crisiskit.lint.counterexample import when
from crisiskit.lint.paths import Paths, applies, is_required, paths_of
from crisiskit.lint.proof import Formula, every, fails, holds, no, some
from crisiskit.lint.rules.crisis_order import is_called
from crisiskit.lint.subject import Subject
from crisiskit.playbook.conditions import Tree, names_in
from crisiskit.playbook.plan import Phase, Repeat, Step

_DECISIONS = 50
"""Decisions that are looked into for one condition."""

_OURS = ("severity", "responsibility")
"""What the team itself grades: no law asks for it."""


def first_response(subject: Subject) -> Iterator[Diagnostic]:
    """Paths on which nothing is said to the public at first, and nobody decided to be silent."""
    paths = paths_of(subject)
    yield from _silent(subject, "no-first-response", _first_words(paths))
    for channel in subject.settings.policy.answer_on:
        there = [step for step in _first_words(paths) if channel in _channels(step)]
        yield from _silent(subject, "platform-not-answered", there, channel)


def _first_words(paths: Paths) -> list[Step]:
    return [
        step
        for step, action in paths.publications
        if step.phase == Phase.EMERGENCY and action.audience == "public" and is_required(step)
    ]


def _channels(step: Step) -> tuple[str, ...]:
    channels: tuple[str, ...] = getattr(step.action, "channels", ())
    return channels


def _silent(
    subject: Subject, rule: str, words: Sequence[Step], channel: str = ""
) -> Iterator[Diagnostic]:
    paths = paths_of(subject)
    if any(step.when is None for step in words):
        return
    spoken = [_could(paths, step.when.tree, set(), wanted=True) for step in words if step.when]
    world = paths.world(rule, no(some(spoken)))
    if world is None:
        return
    if channel:
        message = _("Nothing is said on {channel} at first. {world}").format(
            channel=channel, world=when(world, paths)
        )
        hint = _("Add the channel to the first publication; the team's policy asks for it.")
    else:
        message = _("Nothing is said to the public at first, and nobody decides so. {world}")
        message = message.format(world=when(world, paths))
        hint = _(
            "Let a first response go out in the emergency phase, or let somebody decide against it."
        )
    step = words[0].id if words else None
    yield subject.say(rule, message, step, () if step else _phase(subject), hint=hint)


def _could(paths: Paths, tree: Tree, asked: set[str], *, wanted: bool) -> Formula:
    """A condition has a value for some way to decide: silence that somebody decided is an answer.

    Only decisions that are there to be made count. Each is asked about once, and not endlessly
    many: beyond that it is taken to be there.
    """
    kind = tree[0]
    if kind == "not":
        return _could(paths, tree[1], asked, wanted=not wanted)
    if kind in {"and", "or"}:
        parts = [_could(paths, part, asked, wanted=wanted) for part in tree[1:]]
        return every(parts) if (kind == "and") is wanted else some(parts)
    deciding = [name for name in names_in(tree) if name in paths.deciders]
    if not deciding:
        return holds(tree) if wanted else fails(tree)
    new = [name for name in deciding if name not in asked][: _DECISIONS - len(asked)]
    asked.update(new)
    conditions = (paths.deciders[name].when for name in new)
    trees = [condition.tree for condition in conditions if condition is not None]
    return every([_could(paths, each, asked, wanted=True) for each in trees])


def _phase(subject: Subject, phase: str = Phase.EMERGENCY) -> tuple[str, ...]:
    phases = subject.document.data["phases"]
    return ("phases", str(phase)) if str(phase) in phases else ("phases",)


def monitoring(subject: Subject) -> Iterator[Diagnostic]:
    """Paths on which nobody watches until the close."""
    paths = paths_of(subject)
    watching = [step for step, action in paths.rounds if _until_close(paths, step, action)]
    if any(step.when is None for step in watching):
        return
    world = paths.world("monitoring-stops", every(no(applies(step)) for step in watching))
    if world is not None:
        message = _("Nobody watches what is said until the case is closed. {world}")
        yield subject.say(
            "monitoring-stops",
            message.format(world=when(world, paths)),
            None,
            _phase(subject),
            hint=_(
                "Add a step with `repeat: {every: 1h, until: closed}` to the emergency phase, "
                "or use the part `monitor`."
            ),
        )


def _until_close(paths: Paths, step: Step, action: Repeat) -> bool:
    if step.phase != Phase.EMERGENCY:
        return False
    if action.until is None:
        return True
    early = every([holds(action.until.tree), fails(["name", "closed"])])
    return paths.world("monitoring-stops", early) is None


def duties(subject: Subject) -> Iterator[Diagnostic]:
    """Duties that no step discharges, or that hang on how the team grades the case.

    A duty without fixed hours (`within: immediate`) is counsel's to judge, and may have no step.
    """
    paths = paths_of(subject)
    told = {notice.duty: step for step, notice in paths.notices if is_required(step)}
    listed = subject.document.data.get("duties") or ()
    for number, duty in enumerate(listed):
        if duty not in told and subject.plan.duties[duty].within != "immediate":
            title = pick(subject.plan.duties[duty].title)
            yield subject.say(
                "duty-not-discharged",
                _("No required step discharges {duty} ({title}).").format(duty=duty, title=title),
                None,
                ("duties", number),
                hint=_("Add `notify: {to: […], duty: …}` to the step that reports it."),
            )
    for step, notice in paths.notices:
        if notice.duty is not None and step.when is not None:
            yield from _graded(subject, step, step.when.tree, notice.duty)


def _graded(subject: Subject, step: Step, tree: Tree, duty: str) -> Iterator[Diagnostic]:
    """A notice that falls out by our own grade alone."""
    if not any(name in _OURS for name in names_in(tree)):
        return
    paths = paths_of(subject)
    world = paths.world(
        "duty-not-discharged", every([fails(tree), _but_for_ours(tree, wanted=True)]), step.id
    )
    if world is not None:
        message = _(
            "{step} leaves the duty {duty} out because of the team's own grade, "
            "which the law does not know. {world}"
        ).format(step=step.id, duty=duty, world=when(world, paths))
        hint = _("Let the condition ask for the facts that the law names.")
        yield subject.say("duty-not-discharged", message, step.id, ("when",), hint=hint)


def _but_for_ours(tree: Tree, *, wanted: bool) -> Formula:
    """A condition has a value if its comparisons with our own grades are let be."""
    kind = tree[0]
    if kind == "not":
        return _but_for_ours(tree[1], wanted=not wanted)
    if kind in {"and", "or"}:
        parts = [_but_for_ours(part, wanted=wanted) for part in tree[1:]]
        return every(parts) if (kind == "and") is wanted else some(parts)
    if any(name in _OURS for name in names_in(tree)):
        return holds(None)
    return holds(tree) if wanted else fails(tree)


def review(subject: Subject) -> Iterator[Diagnostic]:
    """Paths that close without looking back."""
    paths, names = paths_of(subject), subject.settings.policy.reviews
    reviewing = [s for s in paths.required_of(Phase.RECOVERY) if is_called(s, names)]
    if any(step.when is None for step in reviewing):
        return
    world = paths.world("close-without-review", every(no(applies(step)) for step in reviewing))
    if world is not None:
        message = _("The case can be closed without a review. {world}")
        yield subject.say(
            "close-without-review",
            message.format(world=when(world, paths)),
            None,
            _phase(subject, Phase.RECOVERY),
            hint=_("Add a required step `review` to the recovery phase: `use: after-action`."),
        )
