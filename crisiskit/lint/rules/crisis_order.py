"""What has to come before what: people before the public, evidence before the broom."""

from collections.abc import Iterable, Iterator

from crisiskit.check import Diagnostic
from crisiskit.language import _
from crisiskit.lint.counterexample import when
from crisiskit.lint.paths import Paths, paths_of
from crisiskit.lint.subject import Subject
from crisiskit.playbook.plan import Notify, Phase, Publish, Step
from crisiskit.workspace.policy import Near, Policy

_WHO: dict[Near, frozenset[str]] = {
    "staff": frozenset({"staff"}),
    "affected": frozenset({"affected", "families"}),
}
_ELSE_CONCERNED = frozenset({"those-concerned"})
"""Where nobody outside is affected, as in a matter among colleagues."""


def public_first(subject: Subject) -> Iterator[Diagnostic]:
    """Publications that the public can read before staff or those affected are told."""
    paths, policy = paths_of(subject), subject.settings.policy
    for who in policy.told_first:
        telling = {s.id: s for s in subject.plan.steps.values() if _tells(s, who, policy)}
        if who == "affected" and not telling and _concerns_colleagues(paths):
            continue
        for step, action in paths.publications:
            if action.audience == "public" and step.id not in telling:
                yield from _told_late(subject, who, step, telling.values())


def _told_late(
    subject: Subject, who: Near, step: Step, telling: Iterable[Step]
) -> Iterator[Diagnostic]:
    paths = paths_of(subject)
    guards = [each for each in telling if paths.comes_before(each.id, step.id)]
    world = paths.escape("public-told-first", step, guards)
    if world is None:
        return
    message = {
        "staff": _("The public reads {step} before staff are told. {world}"),
        "affected": _("The public reads {step} before those affected are told. {world}"),
    }[who].format(step=step.id, world=when(world, paths))
    hint = _("Let a `notify` or `publish` to {who} come before it in `needs`.").format(who=who)
    yield subject.say("public-told-first", message, step.id, ("publish",), hint=hint)


def _tells(step: Step, who: Near, policy: Policy) -> bool:
    """Whether a step tells people, or puts it where they read it themselves."""
    action = step.action
    if isinstance(action, Notify):
        return not _WHO[who].isdisjoint(action.to)
    if isinstance(action, Publish):
        return action.audience == who or not set(policy.reaches(who)).isdisjoint(action.channels)
    return False


def _concerns_colleagues(paths: Paths) -> bool:
    return any(not _ELSE_CONCERNED.isdisjoint(notice.to) for _step, notice in paths.notices)


def evidence(subject: Subject) -> Iterator[Diagnostic]:
    """Steps that could destroy evidence and need not wait until it is preserved."""
    paths, policy = paths_of(subject), subject.settings.policy
    preserving = {s.id: s for s in subject.plan.steps.values() if is_called(s, policy.preserves)}
    for step in subject.plan.steps.values():
        if step.id in preserving or not is_called(step, policy.destroys):
            continue
        if step.phase == Phase.PREVENTION:  # in calm times there is no evidence
            continue
        guards = [e for e in preserving.values() if paths.comes_before(e.id, step.id)]
        world = paths.escape("evidence-destroyed-first", step, guards)
        if world is not None:
            message = _("{step} could destroy evidence that nobody has preserved. {world}")
            yield subject.say(
                "evidence-destroyed-first",
                message.format(step=step.id, world=when(world, paths)),
                step.id,
                hint=_("Name a step that preserves the evidence in its `needs`."),
                related=[subject.place(name) for name in preserving],
            )


def good_news(subject: Subject) -> Iterator[Diagnostic]:
    """Good news about the company before the remedies are there."""
    paths = paths_of(subject)
    for step in subject.plan.steps.values():
        if not is_called(step, subject.settings.policy.good_news):
            continue
        if step.phase != Phase.RECOVERY:
            yield subject.say(
                "good-news-too-early",
                _("{step} brings good news before the recovery phase.").format(step=step.id),
                step.id,
                hint=_("Move it to the recovery phase, after the remedies, or leave it out."),
            )
            continue
        guards = (s for s in subject.plan.steps.values() if _is_proved(paths, s, step))
        world = paths.escape("good-news-too-early", step, guards)
        if world is not None:
            message = _("{step} can come before any remedy is proved. {world}")
            yield subject.say(
                "good-news-too-early",
                message.format(step=step.id, world=when(world, paths)),
                step.id,
                hint=_("Let it need a step with `evidence: required` that shows the remedy."),
            )


def _is_proved(paths: Paths, step: Step, before: Step) -> bool:
    return (
        step.evidence == "required"
        and step.phase in {Phase.DISPOSAL, Phase.RECOVERY}
        and paths.comes_before(step.id, before.id)
    )


def is_called(step: Step, names: Iterable[str]) -> bool:
    """Whether a step, or a group or use it is in, has one of these ids."""
    return not set(names).isdisjoint(step.id.split("."))
