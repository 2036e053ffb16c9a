"""Invariant 6: a walker that never skips closes every bundled playbook, and reaches all of it.

It answers with values on both sides of every threshold, takes each option that reopens at most
twice and resolves every flag.
"""

import random
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crisiskit.case import commands as c
from crisiskit.case import engine, fold
from crisiskit.case.closing import open_ends
from crisiskit.case.events import Event, NewEvent
from crisiskit.case.situation import Situation
from crisiskit.case.state import Case
from crisiskit.case.stepstate import State
from crisiskit.clock import stamp
from crisiskit.errors import Refused
from crisiskit.playbook import codec
from crisiskit.playbook.catalogue import Catalogue
from crisiskit.playbook.plan import (
    Approve,
    Condition,
    Decide,
    Draft,
    FactSpec,
    Plan,
    Publish,
    Step,
)

RUNS = 200
PLAYBOOKS = ("general", "employee-conduct", "data-leak", "product-quality")
START = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
MOST_TURNS = 1200


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    catalogue = Catalogue.open()
    return {name: catalogue.plan(name) for name in PLAYBOOKS}


def conditions_of(plan: Plan) -> Iterable[Condition]:
    for step in plan.steps.values():
        until = getattr(step.action, "until", None)
        yield from (condition for condition in (step.when, until) if condition is not None)


def thresholds(plan: Plan) -> dict[str, set[int]]:
    """The numbers that facts are compared with."""
    found: dict[str, set[int]] = {}

    def visit(node: Any) -> None:
        if not isinstance(node, list) or not node:
            return
        if node[0] == "cmp":
            names = [part[1] for part in node[1:] if isinstance(part, list) and part[0] == "name"]
            numbers = [part[1] for part in node[1:] if isinstance(part, list) and part[0] == "lit"]
            for name in names:
                found.setdefault(name, set()).update(n for n in numbers if isinstance(n, int))
        for part in node[1:]:
            visit(part)

    for condition in conditions_of(plan):
        visit(condition.tree)
    return found


class Walker:
    """Does at random whatever can be done."""

    def __init__(self, plan: Plan, seed: int, unknown: float = 0.0) -> None:
        self.plan = plan
        self.dice = random.Random(seed)
        self.unknown = unknown
        self.now = START
        self.limits = thresholds(plan)
        self.taken: Counter[str] = Counter()
        self.reached: set[str] = set()
        self.options: set[str] = set()
        self.case = Case(uid="u", contents=lambda _digest: None)
        opening = c.Open(
            plan=codec.dump(plan),
            templates=b"{}",
            roster={},
            settings={},
            title="walk",
            timezone="Asia/Shanghai",
            country="CN",
            language="zh",
            facts=tuple(self.answer(name) for name in self.triage()),
        )
        self.take(engine.begin(opening, "0310-01", "u", actor="w", now=self.now))
        self.act(c.SetSeverity(self.dice.choice(["P1", "P2", "P3", "P4"]), "dice"))

    def triage(self) -> list[str]:
        """Facts of conditions that no step collects are answered by the triage at the start."""
        collected = {fact for step in self.plan.steps.values() for fact in step.collect}
        names = {name for condition in conditions_of(self.plan) for name in condition.names}
        return sorted(name for name in names if name in self.plan.facts and name not in collected)

    def take(self, events: Iterable[NewEvent]) -> None:
        for new in events:
            event = Event(
                "u",
                self.case.seq + 1,
                new.type,
                new.happened_at,
                stamp(self.now),
                "w",
                "w",
                "w",
                "h",
                "x",
                dict(new.data),
            )
            fold.apply(self.case, [event])

    def act(self, *commands: c.Command) -> None:
        self.take(engine.decide(self.case, commands, actor="w", now=self.now))

    def situation(self) -> Situation:
        return Situation(self.case, self.now)

    def answer(self, name: str, *, confirmed: bool = False) -> c.FactInput:
        if not confirmed and self.dice.random() < self.unknown:
            return c.FactInput(name, "unknown")
        spec = self.plan.facts[name]
        return c.FactInput(name, "confirmed", self.value(spec))

    def value(self, spec: FactSpec) -> Any:
        limits = sorted(self.limits.get(spec.id) or {10})
        number = self.dice.choice([limit + by for limit in limits for by in (-1, 0, 1)])
        moment = stamp(self.now + timedelta(hours=self.dice.randint(-2, 30)))
        options = list(spec.options)
        values: dict[str, Any] = {
            "text": {"zh": "文字"},
            "number": max(number, 0),
            "money": {"amount": str(max(number, 0)), "currency": "CNY"},
            "percent": "12",
            "time": moment,
            "date": moment[:10],
            "duration": "2h",
            "yes-no": self.dice.random() < 0.5,
            "list": {"zh": ["甲", "乙"]},
            "people": [{"title": {"zh": "负责人"}}],
            "table": [{}],
        }
        if spec.type == "choice":
            return self.dice.choice(options)
        if spec.type == "choices":
            return self.dice.sample(options, self.dice.randint(1, len(options)))
        return values[spec.type]

    def run(self) -> None:
        for _turn in range(MOST_TURNS):
            situation = self.situation()
            available = [s for s in situation.available() if not self.skippable(s)]
            if available:
                self.do(situation, self.dice.choice(available))
                self.now += timedelta(minutes=self.dice.randint(1, 20))
                continue
            if not open_ends(situation):
                break
            if not self.wait(situation):
                break
        self.now += timedelta(minutes=1)

    def skippable(self, step: Step) -> bool:
        """Rounds in the background would go on for ever; one of each is enough."""
        return step.kind == "repeat" and bool(self.case.record(step.id).rounds)

    def wait(self, situation: Situation) -> bool:
        """Let time pass while something waits for it."""
        if self.now > START + timedelta(days=400):
            return False
        waits = [s for s in situation.open_required() if situation.state(s) is State.WAITING]
        self.now += timedelta(hours=6)
        return bool(waits)

    def do(self, situation: Situation, step: Step) -> None:
        self.reached.add(step.id)
        if self.case.record(step.id).check:
            self.resolve(step)
            return
        for fact in step.collect:
            if fact not in self.case.facts:
                self.act(c.RecordFacts((self.answer(fact),)))
        if step.evidence == "required" and not self.case.record(step.id).evidence:
            self.act(c.AddEvidence(c.File("f", b"x"), step.id))
        if not self.situation().state(step).open:
            return
        action = step.action
        if isinstance(action, Decide):
            self.decide(step, action)
        elif isinstance(action, Draft):
            self.write(step)
        elif isinstance(action, Approve):
            self.sign(step, action)
        elif isinstance(action, Publish):
            self.publish(step, action)
        else:
            self.act(c.Done(step.id, reference="R-1"))

    def decide(self, step: Step, action: Decide) -> None:
        free = [
            name
            for name, option in action.options.items()
            if not option.reopens or self.taken[f"{step.id}={name}"] < 2
        ]
        option = self.dice.choice(free)
        self.options.add(f"{step.id}={option}")
        self.taken[f"{step.id}={option}"] += 1
        self.act(c.Choose(step.id, option, "dice"))

    def write(self, step: Step) -> None:
        number = self.case.seq
        self.act(
            c.Write(
                texts=(c.Written("zh", None, f"文{number}\n"),),
                manifest=({"language": "zh", "channel": None, "sha256": str(number)},),
                version=f"v{number}",
                step=step.id,
                template="t",
            )
        )

    def sign(self, step: Step, action: Approve) -> None:
        document = self.case.document_of(action.draft)
        assert document is not None
        given = self.situation().signed(step)
        role = next(a.role for a in action.roles if a.role not in given)
        approved = self.dice.random() > 0.05
        self.act(c.Sign(document.id, role, approved=approved, because="dice"))

    def publish(self, step: Step, action: Publish) -> None:
        document = self.case.document_of(action.draft)
        assert document is not None
        record = self.case.record(step.id)
        left = [x for x in action.channels if x not in record.published]
        self.act(c.Release(document.id, self.dice.choice(left), because="dice"))

    def resolve(self, step: Step) -> None:
        """A flag is resolved by its being still true, or by a corrected version."""
        action = step.action
        if not isinstance(action, Publish) or self.dice.random() < 0.5:
            self.act(c.Done(step.id, still_true=True))
            return
        self.correct(step, action)

    def correct(self, step: Step, action: Publish) -> None:
        draft = self.plan.steps[action.draft]
        self.write(draft)
        document = self.case.document_of(action.draft)
        assert document is not None
        for signing in self.plan.steps.values():
            if isinstance(signing.action, Approve) and signing.action.draft == action.draft:
                if not self.situation().state(signing).open:
                    return
                for approver in signing.action.roles:
                    self.act(c.Sign(document.id, approver.role))
        for channel in list(self.case.record(step.id).published):
            try:
                self.act(c.Release(document.id, channel, because="dice"))
            except Refused:
                return


@pytest.mark.slow
@pytest.mark.parametrize("name", PLAYBOOKS)
def test_every_run_closes_and_together_they_reach_everything(
    plans: dict[str, Plan], name: str
) -> None:
    plan = plans[name]
    reached: set[str] = set()
    options: set[str] = set()
    for seed in range(RUNS):
        walker = Walker(plan, seed)
        walker.run()
        assert open_ends(walker.situation()) == [], f"seed {seed}"
        walker.act(c.Close())
        reached |= walker.reached
        options |= walker.options
    walked = [s for s in plan.steps.values() if s.phase != "prevention" and s.kind != "wait"]
    assert [s.id for s in walked if s.id not in reached] == []
    wanted = {
        f"{s.id}={option}"
        for s in walked
        if isinstance(s.action, Decide)
        for option in s.action.options
    }
    assert wanted - options == set()


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_what_is_not_known_is_named_at_the_end(plans: dict[str, Plan], name: str) -> None:
    """A fifth of the answers are 还不知道: what stays open is undecided, or waits for that."""
    for seed in range(20):
        walker = Walker(plans[name], seed, unknown=0.2)
        walker.run()
        situation = walker.situation()
        for step in situation.open_required():
            assert names_a_fact(situation, step, set()), f"seed {seed}: {step.id}"


def names_a_fact(situation: Situation, step: Step, seen: set[str]) -> bool:
    """Whether a step is undecided for a fact, or waits for steps that are."""
    if step.id in seen:
        return True
    seen.add(step.id)
    state = situation.state(step)
    if state is State.UNDECIDED:
        return bool(situation.unknowns(step))
    if step.kind == "wait":
        return True
    if state is not State.WAITING:
        return state.settled and not situation.unmet(step)
    waits = [situation.case.step(need.step) for need in situation.unmet(step)]
    return bool(waits) and all(names_a_fact(situation, other, seen) for other in waits)
