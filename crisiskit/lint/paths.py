"""Paths: what a playbook does in which world, and what surely comes before what.

Nothing here runs a case. A step applies in a world when its condition is true there. It comes
before another when that one cannot start without it: along `needs` (a step that falls out hands
its needs on), and from phase to phase (the next one opens when the required steps are settled). A
case begins in the emergency phase, so what is done in calm times comes before nothing. That the
lead may skip, or open a phase early, with a reason, is on record and not what a playbook says.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from crisiskit.lint.proof import (
    Budget,
    Formula,
    World,
    every,
    holds,
    is_known,
    names_of,
    no,
    solve,
    some,
)
from crisiskit.lint.subject import Subject
from crisiskit.lint.worlds import GaveUpError, Names
from crisiskit.playbook.plan import (
    PHASES,
    Approve,
    Decide,
    Need,
    Notify,
    Phase,
    Publish,
    Repeat,
    Step,
    rank,
)

FIRST = str(Phase.EMERGENCY)
"""The phase in which a case begins."""


class Paths:
    """What can be asked about the paths through a playbook. Answers are kept."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.plan = subject.plan
        self.steps = subject.plan.steps
        self.budget = Budget()
        self.gave_up: dict[str, str | None] = {}
        """The rules that left a question open, each with the first step it was about."""
        self._bits = {step: 1 << number for number, step in enumerate(self.steps)}

    # --- order ---------------------------------------------------------------------------------

    def comes_before(self, first: str, second: str) -> bool:
        """Whether a step cannot start before another that applies is done."""
        return bool(self._before[second] & self._bits[first])

    @cached_property
    def _before(self) -> dict[str, int]:
        """What comes before each step, as bits."""
        found: dict[str, int] = {}
        gate = 0
        for phase in PHASES:
            steps = self._by_phase[phase]
            for step in self._needs_first(steps, found):
                counting = [need for need in step.needs if self._counts(need.step, step)]
                bits = gate if self._is_gated(step, counting) else 0
                for need in counting:
                    bits |= found[need.step] | self._bits[need.step]
                found[step.id] = bits
            gate |= self._holding(phase, found)
        return found

    @cached_property
    def _by_phase(self) -> dict[str, list[Step]]:
        found: dict[str, list[Step]] = {phase: [] for phase in PHASES}
        for step in self.steps.values():
            found[step.phase].append(step)
        return found

    def _needs_first(self, steps: Iterable[Step], found: Mapping[str, int]) -> Iterator[Step]:
        """Some steps, each after what it needs; what is found comes no more."""
        for start in steps:
            pending = [start]
            while pending:
                step = pending[-1]
                waits = [self.steps[n.step] for n in step.needs if n.step not in found]
                if waits:
                    pending += waits
                else:
                    pending.pop()
                    if step.id not in found:
                        yield step

    def _counts(self, need: str, step: Step) -> bool:
        """A need in a phase that may not be walked is met at once."""
        return self.is_calm(step) or not self.is_calm(self.steps[need])

    def _is_gated(self, step: Step, counting: Iterable[Need]) -> bool:
        """Whether a step waits for its phase: it does unless it names a need in an earlier one."""
        return all(n.phase == step.phase for n in (self.steps[c.step] for c in counting if c.named))

    def _holding(self, phase: str, before: Mapping[str, int]) -> int:
        """What is settled when a phase has been walked: not what waits for a `wait`."""
        if rank(phase) < rank(FIRST):
            return 0
        found = 0
        for step in self.required_of(phase):
            if not before[step.id] & self._waits:
                found |= before[step.id] | self._bits[step.id]
        return found

    @cached_property
    def _waits(self) -> int:
        return sum(self._bits[step.id] for step in self.steps.values() if step.kind == "wait")

    def required_of(self, phase: str) -> list[Step]:
        """The steps that hold a phase."""
        return [step for step in self._by_phase[phase] if is_required(step)]

    def is_calm(self, step: Step) -> bool:
        """Whether a step belongs to calm times, which a case does not walk through."""
        return rank(step.phase) < rank(FIRST)

    # --- worlds --------------------------------------------------------------------------------

    @cached_property
    def deciders(self) -> dict[str, Step]:
        """The step that decides each outcome."""
        return {s.action.outcome: s for s in self.steps.values() if isinstance(s.action, Decide)}

    @cached_property
    def names(self) -> Names:
        """What the names in conditions are; an option that leads back is no outcome that stays."""
        return Names(
            self.plan.facts,
            {outcome: staying(step) for outcome, step in self.deciders.items()},
            frozenset(self.subject.settings.facts),
        )

    def world(self, rule: str, formula: Formula, at: str | None = None) -> World | None:
        """A world of the kind a formula says, in which a step is about to be done; None: none.

        Without a step: at the end of a case. Also None when the search gave up, which is noted.
        """
        return self._ask(rule, formula, at, every(self._possible(formula, at)))[1]

    def possible(self, rule: str, formula: Formula, at: str | None) -> bool:
        """Whether there is such a world; if the search gave up there may be.

        Without a step: at any time.
        """
        return self._ask(rule, formula, at, every(self._possible(formula, at or "")))[0]

    def could_be(self, rule: str, formula: Formula) -> bool:
        """Whether there is such a world at all, whichever decisions the playbook leads to."""
        return self._ask(rule, formula, None, every(()))[0]

    def _ask(
        self, rule: str, formula: Formula, at: str | None, given: Formula
    ) -> tuple[bool, World | None]:
        """Whether there may be a world, and one, as far as the search got."""
        try:
            found = solve(formula, self.names, self.budget, given)
        except GaveUpError:
            self.gave_up.setdefault(rule, at or None)
            return True, None
        return found is not None, found

    def _possible(self, formula: Formula, at: str | None) -> Iterator[Formula]:
        """What is so in every world that a case can be in, as far as a formula touches it."""
        outcomes = [n for n in dict.fromkeys(names_of(formula)) if n in self.deciders]
        seen = set(outcomes)
        for outcome in outcomes:
            decider = self.deciders[outcome]
            if decider.when is not None:
                yield some([no(is_known(outcome)), holds(decider.when.tree)])
                more = [n for n in decider.when.names if n in self.deciders and n not in seen]
                outcomes += more
                seen.update(more)
            if self._is_made(decider, at):
                yield some([is_known(outcome), no(applies(decider))])

    def _is_made(self, decider: Step, at: str | None) -> bool:
        """Whether a decision that applies is made by then: at the end the required ones are."""
        if at is None:
            return is_required(decider)
        return at != "" and self.comes_before(decider.id, at)

    def escape(self, rule: str, step: Step, guards: Iterable[Step]) -> World | None:
        """A world in which a step applies and none of its guards does."""
        conditions = {repr(g.when.tree) if g.when else "": g for g in guards}
        if "" in conditions or (step.when is not None and repr(step.when.tree) in conditions):
            return None
        wanted = [applies(step), *(no(applies(guard)) for guard in conditions.values())]
        return self.world(rule, every(wanted), step.id)

    # --- kinds of steps ------------------------------------------------------------------------

    @cached_property
    def publications(self) -> list[tuple[Step, Publish]]:
        """The steps that put a document out."""
        return [(s, s.action) for s in self.steps.values() if isinstance(s.action, Publish)]

    @cached_property
    def approvals(self) -> dict[str, list[tuple[Step, Approve]]]:
        """The steps that sign a document off, by the step that drafts it."""
        found: dict[str, list[tuple[Step, Approve]]] = {}
        for step in self.steps.values():
            if isinstance(step.action, Approve):
                found.setdefault(step.action.draft, []).append((step, step.action))
        return found

    @cached_property
    def notices(self) -> list[tuple[Step, Notify]]:
        """The steps that tell people or an authority."""
        return [(s, s.action) for s in self.steps.values() if isinstance(s.action, Notify)]

    @cached_property
    def collecting(self) -> list[Step]:
        """The steps that ask for facts."""
        return [step for step in self.steps.values() if step.collect]

    @cached_property
    def rounds(self) -> list[tuple[Step, Repeat]]:
        """The steps that come back."""
        return [(s, s.action) for s in self.steps.values() if isinstance(s.action, Repeat)]


def is_required(step: Step) -> bool:
    """Whether its phase, and the close, wait for a step."""
    return not step.optional and not step.background and step.kind != "wait"


def staying(step: Step) -> tuple[str, ...]:
    """The options of a decision that do not lead back."""
    assert isinstance(step.action, Decide)
    return tuple(name for name, option in step.action.options.items() if not option.reopens)


def applies(step: Step) -> Formula:
    """The condition of a step is true."""
    return holds(step.when.tree if step.when else None)


_latest: list[Paths] = []
"""The paths last asked for: all rules look at one playbook after the other."""


def paths_of(subject: Subject) -> Paths:
    """The paths through a playbook."""
    if not _latest or _latest[0].plan is not subject.plan:
        _latest[:] = [Paths(subject)]
    return _latest[0]
