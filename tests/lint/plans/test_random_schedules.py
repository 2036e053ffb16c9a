"""Random playbooks, and teams that work through them: what somebody can keep is never reported.

A schedule is one way to work without pause: every role does one thing at a time, steps begin when
what they need is done. If some schedule keeps the targets, no finding may say that none can.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

from crisiskit.lint import lint_paths

ROLES = ("pr", "legal")
FACTS = ("fa", "fb")
WORLDS = [dict(zip(FACTS, values, strict=True)) for values in product((True, False), repeat=2)]
SCHEDULES = 40

HEAD = """\
playbook: {name}
version: 1.0.0
title: {{zh: 示例, en: Example}}
summary: {{zh: 示例预案。, en: A playbook for an example.}}
lead: lead
facts:
  - {{id: fa, type: yes-no, bucket: event, label: {{zh: 甲, en: a}}, ask: {{zh: 甲？, en: a}}}}
  - {{id: fb, type: yes-no, bucket: event, label: {{zh: 乙, en: b}}, ask: {{zh: 乙？, en: b}}}}
phases:
  emergency:
"""


@dataclass(frozen=True)
class Step:
    id: str
    role: str
    takes: int
    needs: tuple[str, ...]
    when: tuple[str, ...]
    due: int | None

    def line(self) -> str:
        when = f", when: {' and '.join(self.when)}" if self.when else ""
        due = f", due: {{within: {self.due}m, from: aware}}" if self.due else ""
        return (
            f"    - {{id: {self.id}, title: {{zh: 一步, en: A step}}, role: {self.role},"
            f" takes: {self.takes}m, needs: [{', '.join(self.needs)}]{when}{due}}}\n"
        )

    def applies(self, world: dict[str, bool]) -> bool:
        return all(world[fact] for fact in self.when)


def random_steps(chance: random.Random) -> list[Step]:
    steps: list[Step] = []
    for number in range(7):
        before = [step.id for step in steps]
        steps.append(
            Step(
                id=f"s{number}",
                role=chance.choice(ROLES),
                takes=chance.randint(1, 9) * 5,
                needs=tuple(chance.sample(before, min(len(before), chance.randint(0, 2)))),
                when=tuple(chance.sample(FACTS, chance.choice((0, 0, 0, 1, 2)))),
                due=chance.choice((None, None, chance.randint(4, 30) * 5)),
            )
        )
    return steps


def schedules(
    steps: list[Step], world: dict[str, bool], chance: random.Random
) -> Iterator[dict[str, int]]:
    """When each step is through, in some of the ways to work."""
    for _time in range(SCHEDULES):
        through: dict[str, int] = {}
        free = dict.fromkeys(ROLES, 0)
        left = list(steps)
        while left:
            able = [step for step in left if all(need in through for need in step.needs)]
            step = chance.choice(able)
            left.remove(step)
            ready = max((through[need] for need in step.needs), default=0)
            if step.applies(world):
                ready = max(ready, free[step.role]) + step.takes
                free[step.role] = ready
            through[step.id] = ready
        yield {step.id: through[step.id] for step in steps if step.applies(world)}


@pytest.fixture(scope="module")
def drawn() -> dict[str, list[Step]]:
    chance = random.Random(20161)
    return {f"p{number}": random_steps(chance) for number in range(60)}


@pytest.fixture(scope="module")
def reported(
    drawn: dict[str, list[Step]], tmp_path_factory: pytest.TempPathFactory
) -> set[tuple[str, str, str]]:
    """Rule, playbook, step."""
    root = tmp_path_factory.mktemp("random")
    (root / "playbooks").mkdir()
    (root / "crisiskit.yaml").write_text("languages: [zh, en]\n", encoding="utf-8")
    for name, steps in drawn.items():
        text = HEAD.format(name=name) + "".join(step.line() for step in steps)
        (root / f"playbooks/{name}.yaml").write_text(text, encoding="utf-8")
    first = HEAD.count("\n") + 1
    return {
        (finding.rule, name, drawn[name][(finding.line or 0) - first].id)
        for finding in lint_paths([root])
        if finding.rule in {"target-too-early", "too-much-for-one"}
        for name in [Path(finding.path).stem]
    }


def test_what_somebody_can_keep_is_never_reported(
    drawn: dict[str, list[Step]], reported: set[tuple[str, str, str]]
) -> None:
    chance = random.Random(7)
    assert {rule for rule, _name, _step in reported} == {"target-too-early", "too-much-for-one"}
    for rule, name, target in sorted(reported):
        limits = {step.id: step.due for step in drawn[name] if step.due is not None}
        for world in WORLDS:
            for through in schedules(drawn[name], world, chance):
                if target not in through:
                    break
                held_to = [target] if rule == "target-too-early" else list(limits)
                kept = all(through[each] <= limits[each] for each in held_to if each in through)
                assert not kept, (rule, name, target, world, through)


def test_a_target_that_the_way_to_it_exceeds_is_always_reported(
    drawn: dict[str, list[Step]], reported: set[tuple[str, str, str]]
) -> None:
    """Where nothing is conditional, the longest way is all there is to it."""
    for name, steps in drawn.items():
        through: dict[str, int] = {}
        for step in steps:
            through[step.id] = step.takes + max((through[n] for n in step.needs), default=0)
        if not any(step.when for step in steps):
            for step in steps:
                late = step.due is not None and through[step.id] > step.due
                assert (("target-too-early", name, step.id) in reported) is late
