"""How scenarios turned out: what `crisiskit test` shows and counts."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from crisiskit.drill.bench import Bench, Finding
from crisiskit.drill.expectations import judge
from crisiskit.drill.replay import Rehearsal, plan_of, replay
from crisiskit.errors import CrisiskitError
from crisiskit.lean import dataclass
from crisiskit.playbook.catalogue import Catalogue
from crisiskit.playbook.plan import Text
from crisiskit.scenario.naming import check_names
from crisiskit.scenario.reading import Scenario, read_scenario
from crisiskit.yamlfile import Mark


@dataclass(frozen=True, slots=True)
class Judged:
    """One expectation, as the file words it, whether it was met, and why."""

    words: str
    met: bool
    why: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a scenario turned out. `error`: it could not be played to its end."""

    path: str
    title: Text
    expectations: tuple[Judged, ...] = ()
    error: CrisiskitError | None = None

    @property
    def ok(self) -> bool:
        """Whether it was played and everything expected was so."""
        return self.error is None and all(judged.met for judged in self.expectations)


def run(
    paths: Iterable[Path], catalogue: Catalogue, constants: Mapping[str, Any] | None = None
) -> list[Outcome]:
    """Play scenarios and judge them, in the order given.

    A file that cannot be used is an outcome with its error, so that one does not hide the others.
    `constants` are the team's company facts (fact id -> stored value).
    """
    return [_run(path, catalogue, constants) for path in paths]


def _run(path: Path, catalogue: Catalogue, constants: Mapping[str, Any] | None) -> Outcome:
    title: Text = {}
    try:
        scenario = read_scenario(path)
        title = scenario.form.title
        _rehearsal, expectations = play(scenario, catalogue, constants)
    except CrisiskitError as error:
        return Outcome(str(path), title, error=error)
    return Outcome(str(path), title, expectations)


def play(
    scenario: Scenario, catalogue: Catalogue, constants: Mapping[str, Any] | None = None
) -> tuple[Rehearsal, tuple[Judged, ...]]:
    """Play one scenario and judge it. Raises FileError with the place in the scenario."""
    plan = plan_of(scenario, catalogue)
    check_names(scenario, plan)
    rehearsal = replay(scenario, plan, catalogue, constants)
    return rehearsal, tuple(_judged(scenario, Bench(rehearsal)))


def _judged(scenario: Scenario, bench: Bench) -> Iterator[Judged]:
    given = scenario.document.data["expect"]
    for number, expected in enumerate(scenario.form.expect):
        finding: Finding = judge(bench, expected)
        mark = scenario.mark("expect", number)
        yield Judged(_worded(given[number]), finding.met, finding.why, mark)


def _worded(value: Any) -> str:
    """A value of the file on one line, as the file might have it."""
    if isinstance(value, Mapping):
        return ", ".join(
            f"{key}: {{{_worded(inner)}}}"
            if isinstance(inner, Mapping)
            else f"{key}: {_worded(inner)}"
            for key, inner in value.items()
        )
    if isinstance(value, list):
        return f"[{', '.join(map(_worded, value))}]"
    return str(value)
