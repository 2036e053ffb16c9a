"""Looking up what a step names: facts, roles, channels, templates, duties, drafts, conditions.

A name nobody has is said with its place and the nearest one that exists.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from crisiskit.language import _
from crisiskit.playbook import specs
from crisiskit.playbook.complaints import MANY, Complaints
from crisiskit.playbook.conditions import BUILT_IN, type_check
from crisiskit.playbook.dictionary import Dictionary
from crisiskit.playbook.order import Order
from crisiskit.playbook.parts import Fitting, Node
from crisiskit.playbook.plan import Condition, FactSpec
from crisiskit.yamlfile import BadFile, Location

FITTING_LIMIT = 4096
"""Conditions that are remembered to fit."""


@dataclass(frozen=True)
class Names:
    """Every id that a step may name; templates are not looked up when they are None."""

    facts: Mapping[str, FactSpec]
    outcomes: Mapping[str, tuple[str, ...]]
    """Outcome of each decision -> its options."""
    dictionary: Dictionary
    templates: Collection[str] | None

    @cached_property
    def of(self) -> Mapping[str, Collection[str] | None]:
        """The ids of each kind; None when anything goes."""
        return {
            "role": self.dictionary.roles,
            "channel": self.dictionary.channels,
            "duty": self.dictionary.duties,
            "checklist": self.dictionary.checklists,
            "fact": self.facts,
            "template": self.templates,
        }

    @cached_property
    def in_conditions(self) -> frozenset[str]:
        """The names that a condition may use."""
        return frozenset((*self.facts, *self.outcomes, *BUILT_IN))

    def meaning(self, name: str) -> object:
        """What a name in a condition can be; None for what is no fact and no decision here."""
        if name in self.outcomes:
            return self.outcomes[name]
        fact = self.facts.get(name)
        return fact and (fact.type, *fact.options)

    def by_parameter(self) -> dict[str, Collection[str]]:
        """The ids that an argument may name, by the type of its parameter."""
        kinds = ("role", "channel", "template", "fact", "checklist")
        return {kind: known for kind in kinds if (known := self.of[kind]) is not None}


class Lookup:
    """Looks names up for the steps of one playbook."""

    def __init__(
        self,
        names: Names,
        nodes: Mapping[str, Node],
        order: Order,
        complaints: Complaints,
        fitting: Fitting,
    ) -> None:
        self.names = names
        self.nodes = nodes
        self.order = order
        self.complaints = complaints
        self._fitting = fitting

    def say(
        self, rule: str, message: str, node: Node, at: Location, hint: str | None = None
    ) -> None:
        """Something is wrong at a place within a step."""
        self.complaints.add(rule, message, node.document, node.at + at, hint=hint)

    def known(self, kind: str, name: str | None, node: Node, at: Location) -> None:
        """Say so if nobody has this id; None names nothing."""
        if name is None:
            return
        ids = self.names.of[kind]
        if ids is not None and name not in ids:
            self.complaints.unknown(kind, name, ids, node.document, node.at + at)

    def all_known(self, kind: str, names: Iterable[str], node: Node, at: Location) -> None:
        """The same for a list of ids."""
        for number, name in enumerate(names):
            self.known(kind, name, node, (*at, number))

    def condition(self, text: str | None, node: Node, at: Location) -> Condition | None:
        """A condition that is well formed and fits the facts; else None, and why is said."""
        if text is None:
            return None
        try:
            condition = specs.condition(text, node.document, node.at + at)
        except BadFile as error:
            self.complaints.add_file(error)
            return None
        self.fits(condition, node, at)
        return condition

    def fits(self, condition: Condition, node: Node, at: Location) -> None:
        """Say what in a condition does not fit the facts and decisions there are."""
        if len(self.complaints.found) >= MANY:
            return
        names = self.names
        key = condition.text, tuple([names.meaning(name) for name in condition.names])
        if key in self._fitting:
            return
        messages = type_check(condition, names.facts, names.outcomes)
        declared = names.in_conditions.issuperset(condition.names)
        for message in messages:
            self.say("condition-type" if declared else "unknown-fact", message, node, at)
        if not messages and len(self._fitting) < FITTING_LIMIT:
            self._fitting.add(key)

    def steps(self, reference: str) -> tuple[str, ...]:
        """The steps that an id stands for; none if the id was complained about already."""
        if reference in self.order.members:
            return self.order.members[reference]
        return (reference,) if reference in self.nodes else ()

    def draft(self, reference: str, node: Node, at: Location) -> str:
        """A step that makes a document; empty if it makes none, which is said."""
        found = self.nodes.get(reference)
        if found is not None and found.item.draft is None:
            self.say(
                "not-a-draft",
                _("Step {step} makes no document.").format(step=reference),
                node,
                at,
                hint=_("Name the step that has `draft:`."),
            )
            return ""
        return reference

    def elapsed(self, duration: str | None, node: Node, at: Location) -> None:
        """Say so if a time is counted in working days where only elapsed time makes sense."""
        if duration is not None and duration.endswith("wd"):
            self.say(
                "no-working-days",
                _("Working days cannot stand here: {duration}.").format(duration=duration),
                node,
                at,
                hint=_("Use m, h, d or w."),
            )
