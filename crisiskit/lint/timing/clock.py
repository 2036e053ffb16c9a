"""The clock of an anchor: when each step can be through at the earliest, and must be at the latest.

Nodes are steps, and for each phase that opens behind another one a gate, `phase:<id>`. A step that
another one passes over stands there as `?<id>`: it costs nothing, and what it needs comes first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field

from crisiskit.lean import dataclass
from crisiskit.lint.timing.certain import Certainty, Foundations
from crisiskit.lint.timing.work import NOTHING, Share, Work
from crisiskit.playbook.plan import PHASES, Phase, rank

FIRST = rank(Phase.EMERGENCY)
"""A case begins with the emergency phase; what comes before it is done in calm times."""

START = frozenset({"broke", "aware", "opened", "phase:emergency"})
"""Anchors that no step of a case comes before: one clock, `start`, serves them all."""


class Frame:
    """The part of a plan that is certain where some conditions hold: its nodes and their order."""

    def __init__(
        self, foundations: Foundations, certainty: Certainty, works: Mapping[str, Work]
    ) -> None:
        self._foundations = foundations
        self._passed_over = certainty.passed_over
        self._works = works
        self.steps = foundations.plan.steps
        self.certain = certainty.certain
        self._holding: dict[str, list[str]] = {phase: [] for phase in PHASES}
        for step in self.steps.values():
            if step.id in certainty.gating and step.kind != "wait":
                self._holding[step.phase].append(step.id)
        self.up: dict[str, tuple[str, ...]] = {}
        self.order: list[str] = []
        """Every node that was asked about, after all it waits for."""

    def work(self, node: str) -> Work:
        """What a node certainly costs."""
        return self._works[node] if node in self.certain else NOTHING

    def look(self, node: str) -> None:
        """Put a node and what it waits for in order; a way back to itself is left out."""
        if node in self.up:
            return
        parents = self._parents(node)
        pending = [(node, parents, iter(parents))]
        on_way = {node}
        while pending:
            name, parents, rest = pending[-1]
            for ahead in rest:
                if ahead not in self.up and ahead not in on_way:
                    on_way.add(ahead)
                    further = self._parents(ahead)
                    pending.append((ahead, further, iter(further)))
                    break
            else:
                pending.pop()
                on_way.discard(name)
                self.up[name] = tuple([parent for parent in parents if parent in self.up])
                self.order.append(name)

    def before(self, node: str) -> set[str]:
        """A node that was looked at, and all it waits for."""
        found, pending = {node}, [node]
        while pending:
            ahead = [name for name in self.up[pending.pop()] if name not in found]
            found.update(ahead)
            pending += ahead
        return found

    def _parents(self, node: str) -> tuple[str, ...]:
        if node.startswith("phase:"):
            before = PHASES[rank(node.removeprefix("phase:")) - 1]
            gate = (f"phase:{before}",) if rank(before) > FIRST else ()
            return (*self._holding[before], *gate)
        step = self.steps[node.removeprefix("?")]
        found = []
        early = False
        for need in step.needs:
            phase = self.steps[need.step].phase
            if rank(phase) >= FIRST:
                passed_over = (step.id, need.step) in self._passed_over
                found.append(f"?{need.step}" if passed_over else need.step)
                early = early or (need.named and phase != step.phase)
        if node in self.certain:
            found += self._foundations.of(node)
            if rank(step.phase) > FIRST and not early:
                found.append(f"phase:{step.phase}")
        return tuple(dict.fromkeys(found))


@dataclass(slots=True)
class Clock:
    """The earliest times from an anchor, in minutes, and what each of them comes after."""

    frame: Frame
    anchor: str
    through: dict[str, int] = field(default_factory=dict)
    """Node -> when it can be through; without those that may be before the anchor."""
    after: dict[str, str] = field(default_factory=dict)

    @property
    def zero(self) -> str:
        """The node at which the time begins to run; none has this name where a case begins."""
        return self.anchor.removeprefix("step:")

    def run(self, targets: Iterable[str]) -> None:
        """Work out the times of some steps and of all they wait for."""
        for target in targets:
            self.frame.look(target)
        zero = self.zero
        for node in self.frame.order:
            if node == zero:
                self.through[node] = 0
                continue
            begin = self._begin(node)
            if begin is not None:
                self.through[node] = begin + self.frame.work(node).minutes

    def _begin(self, node: str) -> int | None:
        latest: int | None = None
        for parent in self.frame.up[node]:
            through = self.through.get(parent)
            if through is not None and (latest is None or through > latest):
                latest = through
                self.after[node] = parent
        return 0 if latest is None and self.anchor == "start" else latest

    def shares(self, node: str) -> tuple[Share, ...]:
        """What the time until a node is through is made of, in order."""
        found: list[tuple[Share, ...]] = []
        current: str | None = node
        while current is not None and current != self.zero:
            found.append(self.frame.work(current).shares)
            current = self.after.get(current)
        return tuple(share for shares in reversed(found) for share in shares)

    def latest(self, limits: Mapping[str, int]) -> dict[str, tuple[int, str]]:
        """When each node must be through so that the targets are met, and the target it is for."""
        found = {step: (limit, step) for step, limit in limits.items()}
        for node in reversed(self.frame.order):
            if node not in found:
                continue
            limit, target = found[node]
            begin = limit - self.frame.work(node).minutes
            for parent in self.frame.up[node]:
                if parent not in found or begin < found[parent][0]:
                    found[parent] = (begin, target)
        return found
