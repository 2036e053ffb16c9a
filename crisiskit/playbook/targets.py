"""Targets: which step a `due` goes to, and what it is counted from (design 3, "Time")."""

from collections.abc import Iterable

from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.playbook.format import DueItem
from crisiskit.playbook.lookup import Lookup
from crisiskit.playbook.order import Order
from crisiskit.playbook.parts import Node
from crisiskit.playbook.plan import PHASES, Due

MOMENTS = ("time", "date")
"""Types of facts that a target can be counted from."""

OUTWARD = ("publish", "notify")
"""Kinds that must name an anchor: from the last approval they could not be late (design 3)."""


@dataclass(frozen=True, slots=True)
class Target:
    """A due time, and the node at which it is written."""

    due: DueItem
    node: Node


def targets(nodes: Iterable[Node], order: Order) -> dict[str, Target]:
    """The target of each step that has one; `nodes` with outer groups before what is in them.

    That of a use or group goes to its last end in list order, instead of that step's own.
    """
    found: dict[str, Target] = {}
    for node in nodes:
        ends = order.ends.get(node.id, (node.id,))
        if node.item.due is not None and ends:
            found.setdefault(ends[-1], Target(node.item.due, node))
    return found


def due(target: Target, step: Node, lookup: Lookup) -> Due:
    """The target of a step with its anchor looked up; what is wrong is said where it is written."""
    item = target.due
    within = item.within
    if within is None:
        times = {}
    else:
        times = {"else": within} if isinstance(within, str) else within.times()
    lookup.elapsed(item.before, target.node, ("due", "before"))
    return Due(anchor=_anchor(target, step, lookup), within=times, by=item.by, before=item.before)


def _anchor(target: Target, step: Node, lookup: Lookup) -> str:
    anchor = target.due.of or target.due.anchor or "self"
    kind, _colon, name = anchor.partition(":")
    if kind == "self" and step.item.action in OUTWARD:
        lookup.say(
            "due-without-anchor",
            _("What goes out must say from when its time runs."),
            target.node,
            ("due",),
            hint=_("Add `from:`, as aware, broke, opened, phase:ID, step:ID or fact:ID."),
        )
    elif kind == "fact":
        _check_fact(name, target, lookup)
    elif kind == "phase" and name not in list(PHASES):
        node = target.node
        lookup.complaints.unknown("phase", name, PHASES, node.document, (*node.at, "due", "from"))
    elif kind == "step":
        return f"step:{_anchor_step(name, target, step, lookup)}"
    return anchor


def _anchor_step(name: str, target: Target, step: Node, lookup: Lookup) -> str:
    """Of a group, its last end."""
    ends = lookup.order.ends.get(name) or (name,)
    if ends[-1] == step.id:
        lookup.say(
            "due-from-itself",
            _("Step {step} cannot be due counted from itself.").format(step=step.id),
            target.node,
            ("due", "from"),
            hint=_("Name another step, or leave `from:` out: from when it became ready."),
        )
    return ends[-1]


def _check_fact(name: str, target: Target, lookup: Lookup) -> None:
    key = "of" if target.due.of else "from"
    lookup.known("fact", name, target.node, ("due", key))
    spec = lookup.names.facts.get(name)
    if spec is not None and spec.type not in MOMENTS:
        lookup.say(
            "due-from-no-time",
            _("The fact {name} is no time or date but of type {type}.").format(
                name=name, type=spec.type
            ),
            target.node,
            ("due", key),
        )
