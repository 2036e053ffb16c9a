"""What is certain of a plan: the steps that apply whenever another one does.

A step whose condition another step shares applies with it. Anything less sure costs no time here.
"""

from collections.abc import Iterator
from typing import Any

from crisiskit.playbook import conditions
from crisiskit.playbook.plan import Approve, Condition, Decide, Plan, Publish, Step, Wait

Tree = list[Any]
Given = frozenset[str]
"""Conditions that hold, as texts of their trees."""

LEVELS = tuple(reversed(conditions.SEVERITIES))
"""From the gravest: P1, P2, P3, P4."""


class Applying:
    """Under which conditions the steps of a plan apply, at one severity."""

    def __init__(self, plan: Plan, severity: str) -> None:
        self.plan = plan
        self._deciders = {
            step.action.outcome: step.id
            for step in plan.steps.values()
            if isinstance(step.action, Decide)
        }
        self._severity = _Severity(severity)
        self._conditions: dict[str, Given | None] = {}
        self._given: dict[str, Given] = {}

    def conditions(self, step: Step) -> Given | None:
        """What must hold for a step to apply; None when it does not at this severity."""
        if step.when is None:
            return frozenset()
        if step.id not in self._conditions:
            self._conditions[step.id] = self._under(step.when)
        return self._conditions[step.id]

    def _under(self, when: Condition) -> Given | None:
        found = set()
        for tree in conjuncts(when):
            truth = None
            if set(conditions.names_in(tree)) == {"severity"}:
                truth = conditions.evaluate(tree, self._severity)
            if truth is False:
                return None
            if truth is None:
                found.add(repr(tree))
        return frozenset(found)

    def given(self, step: Step) -> Given:
        """What holds when a step was done: its own condition, and those of what it rests on."""
        known = self._given
        pending = [step.id]
        while pending:
            current = self.plan.steps[pending[-1]]
            rests_on = self.rests_on(current)
            missing = [name for name in rests_on if name not in known and name not in pending]
            if missing:
                pending += missing
                continue
            own = self.conditions(current) or frozenset()
            known[pending.pop()] = own.union(*(known.get(name, ()) for name in rests_on))
        return known[step.id]

    def rests_on(self, step: Step) -> tuple[str, ...]:
        """What must be done whenever a step is: its draft, the decisions its condition needs."""
        found = []
        if isinstance(step.action, Approve | Publish):
            found.append(step.action.draft)
        until = step.action.until if isinstance(step.action, Wait) else None
        for condition in (step.when, until):
            if condition is not None:
                found += [self._deciders[n] for n in needed(condition.tree) if n in self._deciders]
        return tuple(dict.fromkeys(found))


class _Severity:
    """A case of which nothing but the severity is known."""

    def __init__(self, severity: str) -> None:
        self.severity = severity

    def value(self, name: str) -> Any:
        return self.severity if name == "severity" else conditions.UNKNOWN

    def hours_since(self, name: str) -> Any:
        del name
        return conditions.UNKNOWN


def conjuncts(condition: Condition) -> Iterator[Tree]:
    """The conditions that must all hold for a condition to hold."""
    tree = condition.tree
    yield from tree[1:] if tree[0] == "and" else [tree]


def needed(tree: Tree, *, true: bool = True) -> frozenset[str]:
    """The names that must be known for a condition to be true (or false)."""
    kind = tree[0]
    if kind == "not":
        return needed(tree[1], true=not true)
    if kind in {"and", "or"}:
        parts = [needed(part, true=true) for part in tree[1:]]
        if (kind == "and") == true:
            return frozenset().union(*parts)
        return parts[0].intersection(*parts)
    if kind == "known":
        return frozenset({tree[1]} if true else ())
    if kind == "cmp" and len(tree) > 4 and not true:  # a chain is false when one link is
        return frozenset()
    return frozenset(conditions.names_in(tree))


def by_severity(plan: Plan) -> bool:
    """Whether it makes a difference to the steps or targets of a plan how grave a case is."""
    return any(_by_severity(step) for step in plan.steps.values())


def _by_severity(step: Step) -> bool:
    if step.when is not None and "severity" in step.when.names:
        return True
    return step.due is not None and len(set(step.due.within.values())) > 1
