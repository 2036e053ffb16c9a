"""Compiling: from a playbook as it is written to the plan that a case runs.

Parts are inlined, names resolved, the order settled, the graph checked. A plan comes out only when
nothing is wrong; everything that is wrong is said, with its place.
"""

from collections.abc import Collection, Iterator, Mapping

from crisiskit.check import Diagnostic
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.playbook import declarations, graph
from crisiskit.playbook.complaints import Complaints
from crisiskit.playbook.dictionary import Dictionary
from crisiskit.playbook.format import PlaybookFile
from crisiskit.playbook.lookup import Lookup, Names
from crisiskit.playbook.order import Entry, Misfit, Order, arrange
from crisiskit.playbook.parts import Memo, Node, inline
from crisiskit.playbook.plan import PHASES, Group, Plan
from crisiskit.playbook.scope import Source
from crisiskit.playbook.steps import steps
from crisiskit.playbook.targets import targets
from crisiskit.text import quote
from crisiskit.yamlfile import Document, Location


@dataclass(frozen=True, slots=True)
class Compiled:
    """A plan, if there can be one; what was found; where each step and group is written."""

    plan: Plan | None
    findings: list[Diagnostic]
    nodes: Mapping[str, Node]


def compile_plan(
    document: Document,
    model: PlaybookFile,
    parts: Mapping[str, Source],
    dictionary: Dictionary,
    templates: Collection[str] | None = None,
    memo: Memo | None = None,
) -> Compiled:
    """The plan of a playbook, if it can be one, and what was found, in the order of the files.

    `templates` are the ids that a draft may name; they are not looked up when it is None. `memo`
    is for who compiles many. Raises BadFile when a part that is used cannot be read.
    """
    complaints, memo = Complaints(), memo or Memo()
    facts = declarations.facts(model, document, dictionary.facts, complaints)
    names = Names(facts, {}, dictionary, templates)
    phases = inline(document, parts, names.by_parameter(), complaints, memo, model.phases)
    nodes = {n.id: n for tops in phases.values() for top in tops for n in top.walk()}
    outcomes = declarations.outcomes(nodes.values(), facts, complaints)
    order = _order(phases, nodes, complaints)
    whole = not complaints.found
    names = Names(facts, outcomes, dictionary, templates)
    lookup = Lookup(names, nodes, order, complaints, memo.fitting)
    _check_head(model, document, dictionary, complaints)
    plan = _plan(model, dictionary, phases, lookup)
    if whole:
        _Graph(plan, lookup).check()
    found = complaints.in_order()
    return Compiled(None if found else plan, found, nodes)


def _plan(
    model: PlaybookFile,
    dictionary: Dictionary,
    phases: Mapping[str, tuple[Node, ...]],
    lookup: Lookup,
) -> Plan:
    """The plan; of use only if there are no complaints."""
    made = steps(phases, targets(lookup.nodes.values(), lookup.order), lookup)
    return Plan(
        playbook=model.playbook,
        version=model.version,
        title=model.title,
        summary=model.summary,
        signals=model.signals.by_language(),
        responsibility=model.responsibility.likely if model.responsibility else None,
        lead=model.lead,
        steps=made,
        groups=_groups(lookup),
        facts=lookup.names.facts,
        duties={name: dictionary.duties[name] for name in _duties(model, lookup)},
        roles=dictionary.roles,
        channels=dictionary.channels,
        checklists=dictionary.checklists,
        severity=dictionary.severity,
    )


def _duties(model: PlaybookFile, lookup: Lookup) -> list[str]:
    """Those of the playbook, and those its steps discharge; unknown ones were said."""
    notices = (node.item.notify for node in lookup.nodes.values())
    used = [notice.duty for notice in notices if notice is not None and notice.duty]
    known = lookup.names.dictionary.duties
    return [name for name in dict.fromkeys((*model.duties, *used)) if name in known]


def _groups(lookup: Lookup) -> dict[str, Group]:
    order = lookup.order
    return {
        name: Group(
            id=name,
            title=lookup.nodes[name].title,
            members=members,
            ends=order.ends[name],
            last_end=order.ends[name][-1] if order.ends[name] else None,
        )
        for name, members in order.members.items()
    }


def _check_head(
    model: PlaybookFile, document: Document, dictionary: Dictionary, complaints: Complaints
) -> None:
    """The names above the phases; those of the steps are looked up with the steps."""
    used: list[tuple[str, str, Location]] = [("role", model.lead, ("lead",))]
    used += [("duty", duty, ("duties", number)) for number, duty in enumerate(model.duties)]
    known: Mapping[str, Collection[str]] = {"role": dictionary.roles, "duty": dictionary.duties}
    for kind, name, at in used:
        if name not in known[kind]:
            complaints.unknown(kind, name, known[kind], document, at)


# --- order -------------------------------------------------------------------------------------


def _order(
    phases: Mapping[str, tuple[Node, ...]], nodes: Mapping[str, Node], complaints: Complaints
) -> Order:
    order = arrange([[_entry(node) for node in phases.get(str(phase), ())] for phase in PHASES])
    for misfit in order.misfits:
        _say_misfit(misfit, nodes[misfit.entry], complaints)
    return order


def _entry(node: Node) -> Entry:
    item = node.item
    return Entry(
        id=node.id,
        needs=item.needs,
        background=item.background or item.repeat is not None,
        optional=item.optional,
        members=None if node.members is None else tuple(map(_entry, node.members)),
    )


def _say_misfit(misfit: Misfit, node: Node, complaints: Complaints) -> None:
    name = quote(misfit.need)
    if misfit.rule == "dangling-need":
        # Said where it is written (scope.py), or lost with something about which that was said.
        assert complaints.found
        return
    if misfit.rule == "self-need":
        message = _("{name} cannot come before itself.").format(name=name)
        hint = _("Leave it out.")
    else:
        message = _("{name} runs in the background until the case closes.").format(name=name)
        hint = _("Need another step: nothing can wait for this one.")
    number = (node.item.needs or ()).index(misfit.need)
    at = (*node.at, "needs", number)
    complaints.add(misfit.rule, message, node.document, at, hint=hint)


# --- graph -------------------------------------------------------------------------------------


class _Graph:
    """What is wrong with the graph of a plan whose steps are all there."""

    def __init__(self, plan: Plan, lookup: Lookup) -> None:
        self.plan = plan
        self.lookup = lookup

    def check(self) -> None:
        cycles = graph.cycles(graph.edges(self.plan))
        for cycle in cycles:
            self._say(
                "cycle",
                _("These steps wait for each other: {way}.").format(way=" → ".join(cycle)),
                cycle[0],
                _("Take one of the needs or conditions out; only `reopens` leads back."),
            )
        for step, need in graph.barred(self.plan).items():
            self._say(
                "unreachable",
                _("Step {step} needs {need} of a later phase, which opens only after it.").format(
                    step=step, need=need
                ),
                step,
                _("Move it to that phase, or leave the need out."),
            )
        if not cycles:
            self._check_reopening()

    def _check_reopening(self) -> None:
        for step, option, number, other in self._reopenings():
            if not self._comes_before(other, step):
                self._say(
                    "reopens-no-ancestor",
                    _("{step} cannot reopen {other}: it does not come before it.").format(
                        step=step, other=other
                    ),
                    step,
                    _("Reopen a step that leads here, or let this one need it."),
                    ("decide", "options", option, "reopens", number),
                )

    def _reopenings(self) -> Iterator[tuple[str, str, int, str]]:
        """Each decision, option, and what the option reopens, as it is written."""
        for step in self.plan.steps:
            decide = self.lookup.nodes[step].item.decide
            for name, option in decide.options.items() if decide else ():
                for other in dict.fromkeys(option.reopens):
                    yield step, name, option.reopens.index(other), other

    def _comes_before(self, reference: str, step: str) -> bool:
        """Whether a step descends from another, or from all of a group that hold anything."""
        members = self.lookup.steps(reference)
        above = graph.ancestors(self.plan, step)
        order = self.lookup.order
        holding = [m for m in members if m not in order.background and m not in order.optional]
        return above.issuperset(holding or members)

    def _say(self, rule: str, message: str, step: str, hint: str, at: Location = ()) -> None:
        self.lookup.say(rule, message, self.lookup.nodes[step], at, hint)
