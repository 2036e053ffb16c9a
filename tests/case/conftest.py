"""A small plan and a small case for the tests of the engine."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crisiskit.case import commands as c
from crisiskit.case import engine, fold
from crisiskit.case.events import Event, NewEvent
from crisiskit.case.situation import Situation
from crisiskit.case.state import Case
from crisiskit.case.stepstate import State
from crisiskit.clock import stamp
from crisiskit.playbook import codec, conditions
from crisiskit.playbook.plan import DutySpec, FactSpec, Group, Need, Plan, Step

START = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)


def text(words: str) -> dict[str, str]:
    return {"zh": words, "en": words}


def step(name: str, *needs: str, phase: str = "emergency", **rest: Any) -> Step:
    """A step; a need written `~x` is a default one."""
    read = tuple(Need(n.removeprefix("~"), named=not n.startswith("~")) for n in needs)
    when = rest.pop("when", None)
    rest.setdefault("role", "lead")
    condition = conditions.parse(when) if isinstance(when, str) else when
    return Step(id=name, phase=phase, title=text(name), needs=read, when=condition, **rest)


def plan(*steps: Step, groups: Iterable[Group] = (), facts: Iterable[FactSpec] = ()) -> Plan:
    known = {
        "people": FactSpec("people", "number", "customers", text("people"), text("how many?")),
        "cause": FactSpec("cause", "text", "event", text("cause"), text("why?")),
        "broke": FactSpec("broke", "time", "event", text("broke"), text("when?")),
        "aware": FactSpec("aware", "time", "event", text("aware"), text("when?")),
        "names": FactSpec("names", "text", "event", text("names"), text("who?"), personal=True),
        **{fact.id: fact for fact in facts},
    }
    words = text("x")
    duty = DutySpec("cn.x", words, words, "4h", words, words, "V", "s")
    return Plan(
        playbook="p",
        version="1.0.0",
        title=text("p"),
        summary=text("p"),
        signals={},
        responsibility=None,
        lead="lead",
        steps={s.id: s for s in steps},
        groups={g.id: g for g in groups},
        facts=known,
        duties={duty.id: duty},
        roles={"lead": text("lead"), "legal": text("legal"), "pr": text("pr"), "ceo": text("ceo")},
        channels={"weibo": text("weibo"), "app": text("app")},
        checklists={},
        severity=(),
    )


class Bench:
    """A case on which acts take effect at once, without a store."""

    def __init__(self, made: Plan, **opening: Any) -> None:
        self.now = START
        self.case = Case(uid="u", contents=lambda _digest: None)
        opened = c.Open(
            plan=codec.dump(made),
            templates=b"{}",
            roster={},
            settings={},
            title="t",
            timezone="Asia/Shanghai",
            country="CN",
            language="zh",
            **opening,
        )
        self._take(engine.begin(opened, "0310-01", "u", actor="a", now=START))

    def _take(self, events: Iterable[NewEvent]) -> list[str]:
        taken = []
        for new in events:
            recorded = stamp(self.now)
            event = Event(
                "u",
                self.case.seq + 1,
                new.type,
                new.happened_at,
                recorded,
                "a",
                "a",
                "o",
                "h",
                "c",
                dict(new.data),
            )
            fold.apply(self.case, [event])
            taken.append(new.type)
        return taken

    def act(self, *commands: c.Command, at: datetime | None = None) -> list[str]:
        return self._take(engine.decide(self.case, commands, actor="a", now=self.now, at=at))

    def later(self, **by: int) -> None:
        self.now += timedelta(**by)

    def situation(self) -> Situation:
        return Situation(self.case, self.now)

    def state(self, name: str) -> State:
        return self.situation().state(self.case.step(name))

    def states(self) -> dict[str, str]:
        return {s.id: str(self.state(s.id)) for s in self.situation().steps()}

    def write(self, name: str, version: str, gaps: Iterable[dict[str, Any]] = ()) -> list[str]:
        return self.act(
            c.Write(
                texts=(c.Written("zh", None, version),),
                manifest=({"language": "zh", "channel": None, "sha256": version},),
                version=version,
                step=name,
                template="t",
                gaps=tuple(gaps),
            )
        )

    def know(self, fact: str, value: Any, status: str = "confirmed") -> list[str]:
        return self.act(c.RecordFacts((c.FactInput(fact, status, value),)))


@pytest.fixture
def bench() -> Callable[..., Bench]:
    """Makes a bench from steps."""
    return lambda *steps, groups=(), facts=(), **opening: Bench(
        plan(*steps, groups=groups, facts=facts), **opening
    )


@pytest.fixture
def make_step() -> Callable[..., Step]:
    """Makes a step."""
    return step
