"""Ends: decisions that lead nowhere, phases that never end, conditions that stay behind."""

from collections.abc import Iterator, Mapping

from crisiskit.check import Diagnostic
from crisiskit.language import _, pick
from crisiskit.lint.counterexample import when
from crisiskit.lint.paths import Paths, is_required, paths_of, staying
from crisiskit.lint.proof import every, fails, holds
from crisiskit.lint.subject import Subject
from crisiskit.playbook import graph
from crisiskit.playbook.conditions import Tree
from crisiskit.playbook.plan import PHASES, Approve, Decide, Publish, Step, Wait


def travels(subject: Subject) -> Iterator[Diagnostic]:
    """Sign-offs and publications that apply where the draft they are about does not."""
    paths = paths_of(subject)
    for step in subject.plan.steps.values():
        if not isinstance(step.action, Approve | Publish):
            continue
        draft = subject.plan.steps[step.action.draft]
        world = paths.escape("when-does-not-travel", step, [draft])
        if world is not None:
            message = _("{step} applies although {draft} does not: a condition does not travel.")
            yield subject.say(
                "when-does-not-travel",
                f"{message.format(step=step.id, draft=draft.id)} {when(world, paths)}",
                step.id,
                hint=_("Put both into a group with one `when`."),
                related=[subject.place(draft.id, ("when",))],
            )


def phases(subject: Subject) -> Iterator[Diagnostic]:
    """Phases that hold nothing, or that cannot be left."""
    paths = paths_of(subject)
    written = subject.document.data["phases"]
    for phase in PHASES:
        if not paths.required_of(phase):
            message = _("The phase {phase} has no step that must be done.").format(phase=phase)
            at = ("phases", phase) if phase in written else ("phases",)
            hint = _("Say what the team does in it; all four phases belong to a playbook.")
            yield subject.say("phase-empty", message, None, at, hint=hint)
    for step in subject.plan.steps.values():
        if isinstance(step.action, Decide) and is_required(step) and not staying(step):
            yield subject.say(
                "phase-without-end",
                _("Every option of {step} leads back: the phase cannot be left.").format(
                    step=step.id
                ),
                step.id,
                ("decide", "options"),
                hint=_("Add an option that goes on."),
            )
        elif isinstance(step.action, Wait) and step.action.until is not None:
            yield from _endless(subject, paths, step, step.action.until.tree)


def _endless(subject: Subject, paths: Paths, step: Step, until: Tree) -> Iterator[Diagnostic]:
    """A wait that ends only with the case, and what must be done behind it before."""
    over = every([holds(until), fails(["name", "closed"])])
    if paths.possible("phase-without-end", over, None):
        return
    behind = (s for s in subject.plan.steps.values() if is_required(s))
    held = next((s for s in behind if any(n.step == step.id for n in s.needs)), None)
    if held is not None:
        yield subject.say(
            "phase-without-end",
            _("{step} never ends before the case is closed, and {other} waits for it.").format(
                step=step.id, other=held.id
            ),
            step.id,
            ("wait", "until"),
            hint=_("Wait for something that happens during the case."),
            related=[subject.place(held.id)],
        )


def decisions(subject: Subject) -> Iterator[Diagnostic]:
    """Decisions that change nothing, and options that were forgotten."""
    paths = paths_of(subject)
    using = _using(subject)
    for outcome, step in paths.deciders.items():
        assert isinstance(step.action, Decide)
        if outcome in using:
            yield from _uncovered(subject, step, outcome, using[outcome])
        elif not any(option.reopens for option in step.action.options.values()):
            yield subject.say(
                "decision-without-effect",
                _("Whatever is decided in {step}, the same follows.").format(step=step.id),
                step.id,
                ("decide",),
                hint=_(
                    "Name {outcome} in the `when` of what follows from it, let an option reopen "
                    "a step, or make it a plain task."
                ).format(outcome=outcome),
            )


def _using(subject: Subject) -> dict[str, dict[str, Tree]]:
    """The conditions that use each name, by their words."""
    found: dict[str, dict[str, Tree]] = {}
    for step in subject.plan.steps.values():
        for name in graph.names_of(step):
            trees = found.setdefault(name, {})
            if step.when is not None and name in step.when.names:
                trees[step.when.text] = step.when.tree
        for item in step.checklist:
            for name in item.when.names if item.when else ():
                found.setdefault(name, {})
    return found


def _uncovered(
    subject: Subject, step: Step, outcome: str, conditions: Mapping[str, Tree]
) -> Iterator[Diagnostic]:
    """Options after which nothing of their own comes, although two others have their own steps.

    One option without steps beside one with steps is a plain yes or no, and fine.
    """
    paths, options = paths_of(subject), staying(step)
    forgotten = [o for o in options if not any(_following(paths, outcome, o, conditions))]
    if not forgotten:
        return
    after = {frozenset(_following(paths, outcome, o, conditions)) for o in options}
    if len(after - {frozenset()}) < 2:
        return
    covered = _(", ").join(option for option in options if option not in forgotten)
    yield subject.say(
        "options-not-covered",
        _("“{title}”: steps follow {covered}, but nothing follows {options}.").format(
            title=pick(step.title), covered=covered, options=_(", ").join(forgotten)
        ),
        step.id,
        ("decide", "options", forgotten[0]),
        hint=_("Add a step with `when: {outcome} == '{option}'`, or take the option out.").format(
            outcome=outcome, option=forgotten[0]
        ),
    )


def _following(
    paths: Paths, outcome: str, option: str, conditions: Mapping[str, Tree]
) -> Iterator[str]:
    """The conditions that can be true after an option."""
    chosen = holds(["cmp", ["name", outcome], "==", ["lit", option]])
    for words, tree in conditions.items():
        if paths.could_be("options-not-covered", every([chosen, holds(tree)])):
            yield words


def left_open(subject: Subject) -> Iterator[Diagnostic]:
    """The questions that were too large: a rule that says nothing has not shown that all is well.

    Comes after all others.
    """
    for rule, step in paths_of(subject).gave_up.items():
        yield subject.say(
            "proof-gave-up",
            _("{rule} could not be shown or refuted: too many cases.").format(rule=rule),
            step,
            () if step else ("phases",),
            hint=_("Let a decision stand for a long condition, and name its outcome."),
        )
