"""What is certain of a plan: the steps that apply whenever another one does.

A step whose condition another step shares applies with it. Anything less sure costs no time here.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from crisiskit.lean import dataclass
from crisiskit.playbook import conditions
from crisiskit.playbook.plan import Approve, Condition, Decide, Plan, Publish, Step, Wait

Tree = list[Any]
Given = frozenset[str]
"""Conditions that hold, as texts of their trees."""

LEVELS = tuple(reversed(conditions.SEVERITIES))
"""From the gravest: P1, P2, P3, P4."""


class Foundations:
    """What must be done whenever a step is: its draft, the decisions its condition needs."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        deciders = {
            step.action.outcome: step.id
            for step in plan.steps.values()
            if isinstance(step.action, Decide)
        }
        self._of = {step.id: _rests_on(step, deciders) for step in plan.steps.values()}

    def of(self, step: str) -> tuple[str, ...]:
        """The steps that a step rests on, besides those it names as needs."""
        return self._of[step]


def _rests_on(step: Step, deciders: dict[str, str]) -> tuple[str, ...]:
    action = step.action
    if step.when is None and not isinstance(action, Approve | Publish | Wait):
        return ()
    found = [action.draft] if isinstance(action, Approve | Publish) else []
    for condition in (step.when, action.until if isinstance(action, Wait) else None):
        if condition is not None and not deciders.keys().isdisjoint(condition.names):
            found += [deciders[name] for name in needed(condition.tree) if name in deciders]
    return tuple(dict.fromkeys(found))


class Applying:
    """Under which conditions the steps of a plan apply, at one severity."""

    def __init__(self, foundations: Foundations, severity: str) -> None:
        self.plan = foundations.plan
        self._foundations = foundations
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
            current = pending[-1]
            rests_on = self._foundations.of(current)
            missing = [name for name in rests_on if name not in known and name not in pending]
            if missing:
                pending += missing
                continue
            pending.pop()
            own = self.conditions(self.plan.steps[current]) or frozenset()
            known[current] = own.union(*(known.get(name, ()) for name in rests_on))
        return known[step.id]

    def certainty(self, given: Given) -> "Certainty":
        """What is certain wherever some conditions hold."""
        return Certainty(self._certain(given), self._gating, self._passed_over)

    @cached_property
    def _gating(self) -> frozenset[str]:
        """What holds its phase from the start; a condition may come true when it is through."""
        return self._certain(frozenset())

    @cached_property
    def _passed_over(self) -> frozenset[tuple[str, str]]:
        """Default needs that hold a step only if they apply already, which it cannot tell."""
        steps = self.plan.steps
        return frozenset(
            (step.id, need.step)
            for step in steps.values()
            for need in step.needs
            if not need.named and not self._applies_with(steps[need.step], step)
        )

    def _applies_with(self, step: Step, other: Step) -> bool:
        own = self.conditions(step)
        return not own or own <= (self.conditions(other) or frozenset())

    def _certain(self, given: Given) -> frozenset[str]:
        return frozenset(
            step.id
            for step in self.plan.steps.values()
            if is_held_to(step) and self._is(step, given)
        )

    def _is(self, step: Step, given: Given) -> bool:
        own = self.conditions(step)
        return own is not None and own <= given


@dataclass(frozen=True, slots=True)
class Certainty:
    """What certainly applies and must be done; what holds a phase; the needs that may not hold.

    A step does not wait for what it needs by default while nobody knows whether that applies
    (design 3, "Order"); it then waits for what that one needs.
    """

    certain: frozenset[str]
    gating: frozenset[str]
    passed_over: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def everything(cls, plan: Plan) -> "Certainty":
        """As if every step applied from the start."""
        every = frozenset(step.id for step in plan.steps.values() if is_held_to(step))
        return cls(every, every)


def is_held_to(step: Step) -> bool:
    """Whether a case is held to a step: it is neither optional nor beside the way."""
    return not step.optional and not step.background


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
