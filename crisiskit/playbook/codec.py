"""A plan as bytes and back: what is pinned in a case when it opens.

Without a validation library, because every command on a running case loads a plan first. The order
of steps, options and facts has a meaning and is kept, so keys are not sorted; fields stand in the
order of their dataclass, and those at their default are left out.

A store may come from anybody, and hashes hold whatever it says. So a plan is read field by field
against the types and forms it has (`reader`, `forms`); what one field cannot tell, that names lead
somewhere and steps do not wait for each other, is asked here. Behind that nothing asks again.
"""

import json
import unicodedata
from collections.abc import Iterator
from typing import Any

from crisiskit.errors import StorageError
from crisiskit.language import _
from crisiskit.playbook.graph import cycles
from crisiskit.playbook.plan import ACTIONS, Approve, Decide, Notify, Plan, Publish, Step, to_json
from crisiskit.playbook.reader import reader

FORMAT = 1
"""Of the bytes. A plan of a higher one was written by a later crisiskit."""

_KEYED = ("steps", "groups", "facts", "duties", "checklists")
"""Maps whose values hold their own id; they are written as lists."""


def dump(plan: Plan) -> bytes:
    """A plan as compact JSON (UTF-8, NFC). The same plan always gives the same bytes."""
    data = to_json(plan)
    for name in _KEYED:
        data[name] = list(data[name].values())
    text = json.dumps({"format": FORMAT, **data}, ensure_ascii=False, separators=(",", ":"))
    return unicodedata.normalize("NFC", text).encode()


def load(content: bytes) -> Plan:
    """The plan that `dump` wrote. Raises StorageError when the bytes are none of this format."""
    try:
        data = json.loads(content)
        if data.pop("format") == FORMAT:
            return _plan(data)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise StorageError(
            _("The plan of this case cannot be read."),
            hint=_("Run crisiskit verify; a copy of the store may still hold it."),
        ) from error
    raise StorageError(
        _("The plan of this case was written by a later version of crisiskit."),
        hint=_("Update crisiskit and try again."),
    )


def _plan(data: dict[str, Any]) -> Plan:
    for step in data["steps"]:
        _read_action(step)
    plan: Plan = reader(Plan)(data)
    needs = {step.id: tuple([need.step for need in step.needs]) for step in plan.steps.values()}
    if not _has_what_it_names(plan) or cycles(needs):
        raise ValueError(plan.playbook)
    return plan


def _read_action(step: dict[str, Any]) -> None:
    """What a step does is of the class that its kind names."""
    kind = step.get("kind", "task")
    if kind != "task":
        action: Any = ACTIONS[kind]
        step["action"] = reader(action)(step["action"])


def _has_what_it_names(plan: Plan) -> bool:
    """Whether the steps, facts and duties are there that steps and groups name."""
    steps: set[str] = set()
    facts: set[str] = set()
    duties: set[str] = set()
    for step in plan.steps.values():
        steps.update(_steps_named(step))
        facts.update(step.collect)
        if isinstance(step.action, Notify) and step.action.duty is not None:
            duties.add(step.action.duty)
    for group in plan.groups.values():
        steps.update(group.members, group.ends)
    named = ((steps, plan.steps), (facts, plan.facts), (duties, plan.duties))
    return all(names <= there.keys() for names, there in named)


def _steps_named(step: Step) -> Iterator[str]:
    """The steps that one needs, is counted from, signs or publishes for, leads back to."""
    for need in step.needs:
        yield need.step
    if step.due is not None and step.due.anchor.startswith("step:"):
        yield step.due.anchor.removeprefix("step:")
    if isinstance(step.action, Approve | Publish):
        yield step.action.draft
    if isinstance(step.action, Decide):
        for option in step.action.options.values():
            yield from option.reopens
