"""On every path that publishes, those who must sign have signed, after the last edit."""

from collections.abc import Iterable, Iterator, Sequence

from crisiskit.check import Diagnostic
from crisiskit.language import _, pick
from crisiskit.lint.counterexample import when
from crisiskit.lint.paths import Paths, paths_of
from crisiskit.lint.proof import World
from crisiskit.lint.subject import Subject
from crisiskit.playbook.plan import Approve, Publish, Step

Signing = Sequence[tuple[Step, Approve]]


def unapproved(subject: Subject) -> Iterator[Diagnostic]:
    """Publications that can go out although somebody who must has not signed."""
    paths = paths_of(subject)
    for step, action in paths.publications:
        signing = _signing(paths, step, action)
        roles = subject.settings.policy.approvers(action.audience)
        escape = paths.escape("publish-unapproved", step, (each for each, _action in signing))
        if escape is not None:
            yield _nobody(subject, step, action, escape)
            continue
        for world, missing in _missing(paths, step, signing, roles):
            yield _not_all(subject, step, action, world, missing)


def _signing(paths: Paths, step: Step, action: Publish) -> Signing:
    """The sign-offs of the document that surely come before it goes out."""
    return [
        (each, approve)
        for each, approve in paths.approvals.get(action.draft, ())
        if paths.comes_before(each.id, step.id)
    ]


def _missing(
    paths: Paths, step: Step, signing: Signing, roles: Iterable[str]
) -> Iterator[tuple[World, list[str]]]:
    """The roles that a path passes by, together where it is the same path."""
    found: dict[str, tuple[World, list[str]]] = {}
    for role in roles:
        guards = [each for each, approve in signing if role in _sure(approve)]
        world = paths.escape("publish-unapproved", step, guards)
        if world is not None:
            found.setdefault(when(world, paths), (world, []))[1].append(role)
    yield from found.values()


def _sure(approve: Approve) -> list[str]:
    """The roles without whose signature a sign-off is not complete."""
    roles = [approver.role for approver in approve.roles]
    return roles if approve.need >= len(roles) else []


def _nobody(subject: Subject, step: Step, action: Publish, world: World) -> Diagnostic:
    message = _("{step} can go out although nobody has approved {draft}. {world}").format(
        step=step.id, draft=action.draft, world=when(world, paths_of(subject))
    )
    return _say(subject, step, action, message)


def _not_all(
    subject: Subject, step: Step, action: Publish, world: World, missing: Sequence[str]
) -> Diagnostic:
    names = _(", ").join(pick(subject.plan.roles.get(role, role)) for role in missing)
    message = _("{step} can go out without the approval of {roles}. {world}").format(
        step=step.id, roles=names, world=when(world, paths_of(subject))
    )
    return _say(subject, step, action, message)


def _say(subject: Subject, step: Step, action: Publish, message: str) -> Diagnostic:
    roles = subject.settings.policy.approvers(action.audience)
    hint = _(
        "Let an `approve` of {draft} by all of {roles} come before it in `needs`, "
        "under no condition that the publication does not have."
    ).format(draft=action.draft, roles=_(", ").join(roles) or _("a role you name"))
    approvals = paths_of(subject).approvals.get(action.draft, ())
    related = [subject.place(each.id) for each, _action in approvals]
    return subject.say(
        "publish-unapproved", message, step.id, ("publish",), hint=hint, related=related
    )


def edited_after(subject: Subject) -> Iterator[Diagnostic]:
    """Sign-offs after which the text can still change before it goes out."""
    paths = paths_of(subject)
    for draft, signing in paths.approvals.items():
        for step, _action in signing:
            if not paths.comes_before(draft, step.id):
                yield _before_writing(subject, step, draft)
    for step, action in paths.publications:
        for between, fact in _asked_between(paths, step, action):
            yield _asked_again(subject, between, fact, step, action)


def _before_writing(subject: Subject, step: Step, draft: str) -> Diagnostic:
    message = _("{step} does not wait for {draft}: it is asked for before there is a text.")
    return subject.say(
        "edit-after-approval",
        message.format(step=step.id, draft=draft),
        step.id,
        hint=_("Name {draft} in its `needs`.").format(draft=draft),
        related=[subject.place(draft)],
    )


def _asked_between(paths: Paths, step: Step, action: Publish) -> Iterator[tuple[Step, str]]:
    """Steps between sign-off and publication that ask again for a fact the text was written from.

    Linear: only steps that collect what the document rests on are looked at.
    """
    signing = _signing(paths, step, action)
    written = [s for s in paths.collecting if _is_from(paths, s, action.draft)]
    used = {fact for each in written for fact in each.collect}
    for other in paths.collecting:
        again = [fact for fact in other.collect if fact in used]
        if not (again and signing and paths.comes_before(other.id, step.id)):
            continue
        if all(paths.comes_before(each.id, other.id) for each, _action in signing):
            yield other, again[0]


def _is_from(paths: Paths, step: Step, draft: str) -> bool:
    return step.id == draft or paths.comes_before(step.id, draft)


def _asked_again(
    subject: Subject, between: Step, fact: str, step: Step, action: Publish
) -> Diagnostic:
    message = _(
        "{between} asks for {fact} again after {draft} was approved and before {step} puts it out: "
        "what is signed is no longer what is true."
    ).format(between=between.id, fact=fact, draft=action.draft, step=step.id)
    return subject.say(
        "edit-after-approval",
        message,
        between.id,
        hint=_("Ask before the text is written, or let another `approve` come after it."),
        related=[subject.place(step.id)],
    )
