"""From the tree of a playbook to the steps of its plan, each with what it has from its groups."""

from collections.abc import Iterable, Iterator, Mapping

from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.playbook import specs
from crisiskit.playbook.actions import action
from crisiskit.playbook.conditions import both
from crisiskit.playbook.lookup import Lookup
from crisiskit.playbook.parts import Node
from crisiskit.playbook.plan import Condition, Item, Step, Text
from crisiskit.playbook.targets import Target, due
from crisiskit.text import quote
from crisiskit.yamlfile import BadFile

Checklist = tuple[tuple[Item, ...], str | None]
"""The lines to tick, and the time fact they are counted from."""


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a step has from the uses and groups around it."""

    role: str | None = None
    title: Text | None = None
    when: Condition | None = None


def steps(
    phases: Mapping[str, Iterable[Node]], targets: Mapping[str, Target], lookup: Lookup
) -> dict[str, Step]:
    """All steps by id, in the order of the file; what is wrong with them is said."""
    maker = _Maker(targets, lookup)
    made = (
        step
        for phase, nodes in phases.items()
        for node in nodes
        for step in maker.steps(node, phase, Inherited())
    )
    return {step.id: step for step in made}


class _Maker:
    def __init__(self, targets: Mapping[str, Target], lookup: Lookup) -> None:
        self.targets = targets
        self.lookup = lookup

    def steps(self, node: Node, phase: str, outer: Inherited) -> Iterator[Step]:
        if node.members is None:
            yield self._step(node, phase, outer)
            return
        inherited = self._inherited(node, outer)
        for member in node.members:
            yield from self.steps(member, phase, inherited)

    def _inherited(self, group: Node, outer: Inherited) -> Inherited:
        item = group.item
        self.lookup.known("role", item.role, group, ("role",))
        return Inherited(
            role=item.role or outer.role,
            title=group.title or outer.title,
            when=both(outer.when, self.lookup.condition(item.when, group, ("when",))),
        )

    def _step(self, node: Node, phase: str, outer: Inherited) -> Step:
        item, lookup, kind = node.item, self.lookup, node.item.action
        checklist, clock = self._checklist(node)
        lookup.all_known("role", item.consult, node, ("consult",))
        self._check_collected(node)
        target = self.targets.get(node.id)
        return Step(
            id=node.id,
            phase=phase,
            title=item.title or {},
            role=self._role(node, outer),
            kind=kind or "task",
            action=action(kind, node, lookup),
            heading=outer.title,
            do=item.do,
            why=item.why,
            source=item.source,
            consult=item.consult,
            takes=item.takes,
            needs=lookup.order.needs[node.id],
            when=both(outer.when, lookup.condition(item.when, node, ("when",))),
            due=due(target, node, lookup) if target else None,
            checklist=checklist,
            clock=clock,
            collect=item.collect,
            evidence=item.evidence,
            optional=node.id in lookup.order.optional,
            background=node.id in lookup.order.background,
        )

    def _role(self, node: Node, outer: Inherited) -> str:
        self.lookup.known("role", node.item.role, node, ("role",))
        role = node.item.role or outer.role
        if role is None:
            self.lookup.say(
                "missing-role",
                _("Nobody is accountable for step {step}.").format(step=node.id),
                node,
                (),
                hint=_("Add `role:` here, or at the use or group around it."),
            )
        return role or ""

    def _check_collected(self, node: Node) -> None:
        for number, fact in enumerate(node.item.collect):
            at = ("collect", number)
            if fact in self.lookup.names.outcomes:
                self.lookup.say(
                    "collects-outcome",
                    _("{fact} is the outcome of a decision and cannot be recorded.").format(
                        fact=quote(fact)
                    ),
                    node,
                    at,
                )
            else:
                self.lookup.known("fact", fact, node, at)

    def _checklist(self, node: Node) -> Checklist:
        named = node.item.checklist
        if named is None:
            return (), None
        if isinstance(named, str):
            self.lookup.known("checklist", named, node, ("checklist",))
            found = self.lookup.names.dictionary.checklists.get(named)
            return (found.items, found.of) if found else ((), None)
        try:
            items = specs.items(named, node.document, (*node.at, "checklist"))
        except BadFile as error:
            self.lookup.complaints.add_file(error)
            return (), None
        self._check_items(items, node)
        return items, self._clock(items, node)

    def _check_items(self, items: tuple[Item, ...], node: Node) -> None:
        for number, item in enumerate(items):
            at = ("checklist", number)
            self.lookup.known("role", item.role, node, (*at, "role"))
            if item.when is not None:
                self.lookup.fits(item.when, node, (*at, "when"))

    def _clock(self, items: tuple[Item, ...], node: Node) -> str | None:
        """Lines written at a step are counted from the fact that the step is due before."""
        if not any(item.before or item.after for item in items):
            return None
        target = self.targets.get(node.id)
        if target is not None and target.due.of:
            return target.due.of.removeprefix("fact:")
        self.lookup.say(
            "item-without-clock",
            _("Nothing says what `before` and `after` of these lines are counted from."),
            node,
            ("checklist",),
            hint=_("Give the step `due: {before: …, of: fact:…}`, or make it a shared checklist."),
        )
        return None
