"""The graph of a plan: what comes before a step, what follows from it.

A step descends from its needs, from the decisions whose outcomes its conditions use (in whatever
phase), and from the step that drafts the document it approves or publishes. A running case asks
this when a step is reopened, so nothing here is more than plain dicts, walked once per plan.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field

from crisiskit.lean import dataclass
from crisiskit.playbook.plan import PHASES, Approve, Decide, Plan, Publish, Repeat, Step, Wait

Edges = Mapping[str, tuple[str, ...]]


def parents(steps: Mapping[str, Step]) -> dict[str, tuple[str, ...]]:
    """For every step, the steps it directly descends from."""
    deciders = {
        step.action.outcome: step.id for step in steps.values() if isinstance(step.action, Decide)
    }
    return {step.id: tuple(_parents(step, steps, deciders)) for step in steps.values()}


def _parents(step: Step, steps: Mapping[str, Step], deciders: Mapping[str, str]) -> dict[str, None]:
    """Ordered, each once."""
    found = {need.step: None for need in step.needs}
    for name in names_of(step):
        if name in deciders:
            found[deciders[name]] = None
    if isinstance(step.action, Approve | Publish):
        found[step.action.draft] = None
    return {name: None for name in found if name in steps}


def names_of(step: Step) -> Iterator[str]:
    """The names that decide whether and how long a step applies: of its `when` and `until`."""
    if step.when is not None:
        yield from step.when.names
    if isinstance(step.action, Repeat | Wait) and step.action.until is not None:
        yield from step.action.until.names


@dataclass(slots=True)
class _Graph:
    """The edges of one plan both ways, and what was already walked."""

    plan: Plan
    up: Edges
    down: Edges
    ancestors: dict[str, frozenset[str]] = field(default_factory=dict)
    descendants: dict[str, frozenset[str]] = field(default_factory=dict)


_latest: list[_Graph] = []
"""The graph last asked for: a process works on one plan at a time."""


def _graph(plan: Plan) -> _Graph:
    if not _latest or _latest[0].plan is not plan:
        up = parents(plan.steps)
        _latest[:] = [_Graph(plan, up, _turned(up))]
    return _latest[0]


def _turned(edges: Edges) -> Edges:
    turned: dict[str, list[str]] = {name: [] for name in edges}
    for name, ends in edges.items():
        for end in ends:
            turned[end].append(name)
    return {name: tuple(starts) for name, starts in turned.items()}


def edges(plan: Plan) -> Edges:
    """For every step of a plan, the steps it directly descends from."""
    return _graph(plan).up


def ancestors(plan: Plan, step: str) -> frozenset[str]:
    """Every step that a step descends from; none for a step the plan does not have."""
    graph = _graph(plan)
    return _reach(graph.up, step, graph.ancestors)


def descendants(plan: Plan, step: str) -> frozenset[str]:
    """Every step that descends from a step; none for a step the plan does not have."""
    graph = _graph(plan)
    return _reach(graph.down, step, graph.descendants)


def _reach(edges: Edges, start: str, known: dict[str, frozenset[str]]) -> frozenset[str]:
    if start not in known:
        found: set[str] = set()
        pending = list(edges.get(start, ()))
        while pending:
            name = pending.pop()
            if name not in found:
                found.add(name)
                pending.extend(edges[name])
        known[start] = frozenset(found)
    return known[start]


def cycles(edges: Edges) -> list[tuple[str, ...]]:
    """Ways that lead back to where they began, as `(a, b, …, a)`: a descends from b, and so on.

    Empty when the graph is acyclic; otherwise at least one way, and no step stands in two of them.
    """
    found: list[tuple[str, ...]] = []
    cleared: set[str] = set()
    for start, ends in edges.items():
        if cleared.issuperset(ends):  # what comes before it was walked: it is in no circle
            cleared.add(start)
            continue
        cycle = _cycle(edges, start, cleared)
        if cycle:
            found.append(cycle)
    return found


def _cycle(edges: Edges, start: str, cleared: set[str]) -> tuple[str, ...]:
    """The first cycle met from `start`; whatever was walked is cleared."""
    path: dict[str, None] = {}
    pending: list[tuple[str, Iterator[str]]] = []
    step: str | None = start
    while step is not None:
        if step in path:
            cleared.update(path)
            way = [*path]
            return (*way[way.index(step) :], step)
        if step not in cleared:
            path[step] = None
            pending.append((step, iter(edges[step])))
        step = _next(path, pending, cleared)
    return ()


def _next(
    path: dict[str, None], pending: list[tuple[str, Iterator[str]]], cleared: set[str]
) -> str | None:
    while pending:
        step = next(pending[-1][1], None)
        if step is not None:
            return step
        cleared.add(pending.pop()[0])
        path.popitem()
    return None


def barred(plan: Plan) -> dict[str, str]:
    """Steps that can never start, each with the need that bars it: one of a later phase.

    A phase opens when the one before is through, so such a step would wait for what waits for it.
    """
    order = {str(phase): number for number, phase in enumerate(PHASES)}
    return {
        step.id: need.step
        for step in plan.steps.values()
        for need in step.needs
        if order[plan.steps[need.step].phase] > order[step.phase]
    }


def unreachable(plan: Plan) -> frozenset[str]:
    """Steps that can never start: on a cycle, after a background step, after a later phase."""
    blocked = set(barred(plan))
    for cycle in cycles(_graph(plan).up):
        blocked.update(cycle)
    for step in plan.steps.values():
        if any(plan.steps[need.step].background for need in step.needs):
            blocked.add(step.id)
    needs = {s.id: tuple(need.step for need in s.needs) for s in plan.steps.values()}
    needing = _turned(needs)
    return frozenset(blocked.union(*(_reach(needing, name, {}) for name in blocked)))
