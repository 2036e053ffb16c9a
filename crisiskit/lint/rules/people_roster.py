"""The roster: for every role that a playbook relies on somebody, and somebody else."""

from collections.abc import Iterator

from crisiskit.check import Diagnostic
from crisiskit.language import _
from crisiskit.lint.staff import Staff
from crisiskit.lint.subject import Subject
from crisiskit.playbook.plan import Approve
from crisiskit.workspace import ROSTER_FILE
from crisiskit.yamlfile import Location

Use = tuple[str | None, Location]
"""The step (None: the head) and the key that names a role."""


def roster(subject: Subject) -> Iterator[Diagnostic]:
    """Each role is said once, where the playbook first relies on it."""
    if subject.roster is None:
        return
    staff = Staff.of(subject)
    for role, (step, at) in _relied_on(subject).items():
        people = staff.people(role)
        if not people:
            yield subject.say(
                "role-without-person",
                _("Nobody fills the role {role}.").format(role=role),
                step,
                at,
                hint=_("Name somebody under `{role}:` in {file}.").format(
                    role=role, file=ROSTER_FILE
                ),
            )
        elif len(people) == 1:
            yield subject.say(
                "role-without-backup",
                _("The role {role} has no backup: only {who} fills it.").format(
                    role=role, who=people[0]
                ),
                step,
                at,
                hint=_("Name a second person under `{role}:` in {file}.").format(
                    role=role, file=ROSTER_FILE
                ),
            )


def _relied_on(subject: Subject) -> dict[str, Use]:
    """The roles that must act, and where each is first named; those consulted may be away."""
    found: dict[str, Use] = {subject.plan.lead: (None, ("lead",))}
    for step in subject.plan.steps.values():
        found.setdefault(step.role, (step.id, ("role",)))
        if isinstance(step.action, Approve):
            for each in step.action.roles:
                found.setdefault(each.role, (step.id, ("approve", "roles")))
        for item in step.checklist:
            if item.role is not None:
                found.setdefault(item.role, (step.id, ("checklist",)))
    return found
