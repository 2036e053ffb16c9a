"""What stops when a person is away whom nobody stands in for."""

from collections.abc import Iterator

from crisiskit.check import Diagnostic
from crisiskit.language import _
from crisiskit.lint.staff import Staff
from crisiskit.lint.subject import Subject
from crisiskit.lint.timing.certain import LEVELS, Applying, Foundations, Given, is_held_to
from crisiskit.lint.timing.clock import FIRST, Frame
from crisiskit.playbook.plan import Approve, Notify, Publish, Step, rank

SHOWN = 6
"""Steps that a finding lists."""


def away(subject: Subject) -> Iterator[Diagnostic]:
    """For each person alone in a role, what goes out only with them."""
    if subject.roster is None:
        return
    staff = Staff.of(subject)
    stopped: dict[str, dict[str, None]] = {}
    roles: dict[str, dict[str, None]] = {}
    for step, before in _outward(subject):
        for each in before:
            for person, role in _indispensable(each, staff):
                stopped.setdefault(person, {})[step.id] = None
                roles.setdefault(person, {})[role] = None
    for person, steps in stopped.items():
        names = list(steps)
        more = f" (+{len(names) - SHOWN})" if len(names) > SHOWN else ""
        yield subject.say(
            "stops-without",
            _("When {who} ({roles}) is away, this does not go out: {steps}.").format(
                who=person, roles=", ".join(roles[person]), steps=", ".join(names[:SHOWN]) + more
            ),
            names[0],
            hint=_("Name a backup in the roster, or let another role stand in."),
        )


def _outward(subject: Subject) -> Iterator[tuple[Step, list[Step]]]:
    """Each required step that speaks to somebody outside the team, and all it cannot do without."""
    foundations = Foundations(subject.plan)
    applying = Applying(foundations, LEVELS[0])
    frames: dict[Given, Frame] = {}
    for step in subject.plan.steps.values():
        outward = isinstance(step.action, Publish | Notify) and rank(step.phase) >= FIRST
        if not outward or not is_held_to(step) or applying.conditions(step) is None:
            continue
        given = applying.given(step)
        if given not in frames:
            frames[given] = Frame(foundations, applying.certainty(given), {})
        frame = frames[given]
        frame.look(step.id)
        before = frame.before(step.id) & frame.certain
        yield step, [frame.steps[name] for name in frame.order if name in before]


def _indispensable(step: Step, staff: Staff) -> Iterator[tuple[str, str]]:
    """The people without whom a step is not done, each with the role they fill."""
    if step.kind == "wait":
        return
    person = staff.only(step.role)
    if person is not None:
        yield person, step.role
    if not isinstance(step.action, Approve):
        return
    alone = [(staff.only(each.role), each.role) for each in step.action.roles]
    for person, role in alone:
        if person is not None:
            left = sum(other != person for other, _role in alone)
            if left < step.action.need:
                yield person, role
