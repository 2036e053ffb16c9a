"""Signing: whoever writes a text does not sign it off, and several sign-offs are several people."""

from collections.abc import Iterator

from crisiskit.check import Diagnostic
from crisiskit.language import _
from crisiskit.lint.staff import Staff
from crisiskit.lint.subject import Subject
from crisiskit.playbook.plan import Approve


def drafters(subject: Subject) -> Iterator[Diagnostic]:
    """Nobody signs off what they wrote (NIMS-03), by role or by the person asked first."""
    staff = Staff.of(subject)
    for step in subject.plan.steps.values():
        if not isinstance(step.action, Approve):
            continue
        writer = subject.plan.steps[step.action.draft].role
        who = staff.first(writer)
        for each in step.action.roles:
            if each.role == writer:
                message = _("{role} writes the text and signs it off.").format(role=writer)
            elif who is not None and staff.first(each.role) == who:
                message = _("{who} writes the text as {writer} and signs it off as {role}.").format(
                    who=who, writer=writer, role=each.role
                )
            else:
                continue
            yield subject.say(
                "drafter-approves",
                message,
                step.id,
                ("approve", "roles"),
                hint=_("Let somebody else sign: nobody sees their own mistakes at 2 a.m."),
                related=[subject.place(step.action.draft, ("role",))],
            )


def quorums(subject: Subject) -> Iterator[Diagnostic]:
    """As many people sign as sign-offs are needed."""
    if subject.roster is None:
        return
    staff = Staff.of(subject)
    for step in subject.plan.steps.values():
        action = step.action
        if not isinstance(action, Approve):
            continue
        signing: dict[str, list[str]] = {}
        for each in action.roles:
            signing.setdefault(staff.first(each.role) or "", []).append(each.role)
        nobody = signing.pop("", [])
        if len(signing) >= action.need:
            continue
        several = [f"{', '.join(r)} = {who}" for who, r in signing.items() if len(r) > 1]
        several += [f"{role} = ?" for role in nobody]
        yield subject.say(
            "quorum-of-too-few",
            _("Of {need} sign-offs only {count} would come from different people: {roles}.").format(
                need=action.need, count=len(signing), roles="; ".join(several)
            ),
            step.id,
            ("approve", "roles"),
            hint=_("Put different people first under these roles, or ask another role to sign."),
        )
