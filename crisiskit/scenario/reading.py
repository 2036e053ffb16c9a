"""A scenario that reads: its form, and where everything in it stands."""

from datetime import datetime
from pathlib import Path

from crisiskit.lean import dataclass
from crisiskit.playbook.dictionary import named_after
from crisiskit.scenario import fitting
from crisiskit.scenario.form import ScenarioFile, on_the_clock
from crisiskit.yamlfile import BadFile, Document, Location, Mark, Problem, read
from crisiskit.yamlfile.fitting import fitted


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario that reads, and where everything in it stands."""

    form: ScenarioFile
    document: Document

    @property
    def path(self) -> str:
        """The file it comes from."""
        return self.document.path

    def moment(self, raw: str) -> datetime:
        """One of its times as an instant (UTC)."""
        return on_the_clock(raw, self.form.timezone)

    def mark(self, *location: str | int) -> Mark:
        """Where a value stands."""
        return self.document.mark(location)

    def refusal(
        self, location: Location, message: str, hint: str | None = None, *, rule: str = "scenario"
    ) -> BadFile:
        """The error for something that does not fit, with its place."""
        return BadFile(self.path, [Problem(rule, message, self.document.mark(location), hint)])


def read_scenario(path: Path, root: Path | None = None) -> Scenario:
    """A scenario file. Raises BadFile with all that is wrong."""
    document = read(path, root)
    scenario = of(document)
    named_after(document, "scenario")
    return scenario


def of(document: Document) -> Scenario:
    """The scenario that a document holds. Raises BadFile with all that is wrong."""
    form = fitted(ScenarioFile, document.data, document)
    problems = fitting.problems(form, document)
    if problems:
        raise BadFile(document.path, sorted(problems, key=lambda one: one.mark or Mark(0, 0)))
    return Scenario(form, document)
