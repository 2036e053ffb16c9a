"""Tasks: steps that the playbook does not have, added by people and by what happened."""

from crisiskit.case.commands import AddTask
from crisiskit.case.events import Seal
from crisiskit.case.state import Case
from crisiskit.case.working import Working, needed, unknown_role
from crisiskit.playbook.plan import rank


def add_task(work: Working, command: AddTask) -> None:
    """A step that the playbook does not have, in the phase that is open."""
    if command.role not in work.case.plan.roles:
        raise unknown_role(work.case, command.role)
    work.emit(
        "task_added",
        task=_free_id(work),
        text=Seal.text(needed(command.text, "TEXT")),
        role=command.role,
        due=command.due,
        phase=max(work.case.phases, key=rank),
    )


def _free_id(work: Working) -> str:
    """`t1`, `t2`, …; not one that a step of the playbook has."""
    plan = work.case.plan
    number = len(work.case.tasks) + 1
    while plan.leaves(f"t{number}") or f"t{number}" in work.case.tasks:
        number += 1
    return f"t{number}"


def for_lead(work: Working, text: str) -> None:
    """What only the lead can settle becomes a card of theirs."""
    add_task(work, AddTask(text, lead_of(work.case)))


def lead_of(case: Case) -> str:
    """The role that leads the incident."""
    return "lead" if "lead" in case.plan.roles else case.plan.lead
