"""A case in a store of its own, and somebody at the desk who answers from a list or by rules."""

import io
import re
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crisiskit.case.commands import SetSeverity
from crisiskit.case.store import SqliteJournal
from crisiskit.clock import VirtualClock
from crisiskit.desk.desk import Desk, Who
from crisiskit.desk.opening import Alarm, InForce, open_case
from crisiskit.errors import AnswerNeeded
from crisiskit.playbook.catalogue import Catalogue
from crisiskit.ui import session
from crisiskit.ui.console import Screen
from crisiskit.ui.dialogue import Dialogue
from crisiskit.ui.scripted import ScriptedPrompter
from crisiskit.ui.table import Table

MORNING = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
"""10:00 in Shanghai on a Saturday that is no eve of a holiday."""

Rule = tuple[str, str]
"""A pattern of what was shown since the last answer, and the answer; the first that fits."""

PATIENCE = 700
"""Answers after which a walk goes round in circles."""

EVIDENCE = "evidence.txt"

OPTIONS = {"CLOSE": "close the case", "LEAVE": "leave; everything", "AGAIN": "the cards that"}
"""Answers that take an option by its words; the first option where it is missing."""

RULES: tuple[Rule, ...] = (
    (r"Enter alone does nothing", "CODE"),
    (
        r"for the record|in spite of the review\?|Why now|Why can|What were they told",
        "that is how it is",
    ),
    (r"Is this verified", "1"),
    (r"Path of a file", EVIDENCE),
    (r"Another file", ""),
    (r"One row at a time", "ROW"),
    (r"next row", ""),
    (r"How many|\(units\)|\(people\)|\(boxes\)", "1200000"),
    (r"yesterday 22:00", "+2h"),
    (r"such as 2026-11-21", "2026-12-01"),
    (r"such as 5000000", "5000000 CNY"),
    (r"such as 12.5%", "12.5%"),
    (r"such as 2h, 3d", "2h"),
    (r"How severe is it", ""),
    (r"No other card is open", "CLOSE"),
    (r"\n  1  ", "1"),
    (r"", "somebody"),
)
"""Answers that take the first option and give every fact a value."""


class Responder(Dialogue):
    """Answers by rules for as long as it is asked; time passes with each answer."""

    def __init__(self, rules: Sequence[Rule], clock: VirtualClock, folder: Path) -> None:
        self.rules = [*rules, *RULES]
        self.clock = clock
        self.folder = folder
        self.said: list[str] = []
        self.calls = 0
        self._seen = 0
        super().__init__(self, self.said.append)

    def read(self, prompt: str, default: str) -> str:
        asked = "\n".join(self.said[self._seen :])
        self._seen = len(self.said)
        self.calls += 1
        self.clock.at += timedelta(minutes=2)
        if self.calls > PATIENCE:
            raise AnswerNeeded("in circles: " + asked)
        answer = next(answer for pattern, answer in self.rules if re.search(pattern, asked))
        return self._meant(answer, asked)

    def _meant(self, answer: str, asked: str) -> str:
        if answer == "CODE":
            found = re.search(r"\d{4}-\d\d", asked)
            assert found
            return found[0]
        if answer == "ROW":
            columns = asked.split("One row at a time:")[1].split("[", maxsplit=1)[0].split(";")
            return "; ".join(_cell(column) for column in columns)
        if answer in OPTIONS:
            option = re.search(rf"(\d)  {OPTIONS[answer]}", asked)
            return option[1] if option else "1"
        return str(self.folder / EVIDENCE) if answer == EVIDENCE else answer

    def pending(self) -> str:
        return ""

    def flush(self) -> None:
        pass


def _cell(column: str) -> str:
    if "due" in column:
        return "2026-12-01"
    return "12" if "people" in column else "word"


@dataclass
class Room:
    """A store, a clock, and what it takes to sit down at a case."""

    folder: Path
    catalogue: Catalogue
    clock: VirtualClock = field(default_factory=lambda: VirtualClock(MORNING))
    errors: io.StringIO = field(default_factory=io.StringIO)

    @property
    def journal(self) -> SqliteJournal:
        return SqliteJournal(self.folder / "cases.db")

    def open(
        self, playbook: str = "data-leak", severity: str | None = "P1", **settings: object
    ) -> Desk:
        """Open a case."""
        templates = {
            f"{lang}/{name}": source.text
            for (lang, name), source in self.catalogue.templates().items()
        }
        force = InForce(
            self.catalogue.plan(playbook), templates, settings={"languages": ["en"], **settings}
        )
        alarm = Alarm(
            title="a leak",
            zone="Asia/Shanghai",
            language="en",
            facts={"event": "It is"},
            severity=None if severity is None else SetSeverity(severity, "test"),
        )
        return open_case(self.journal, self.clock, Who("duty", "u", "h"), force, alarm)

    def again(self, desk: Desk, who: str = "other") -> Desk:
        """Sit down at the same case as somebody else."""
        return Desk(self.journal, desk.head, self.clock, Who(who, "u", "h"))

    def table(self, desk: Desk, *answers: str) -> Table:
        """A table with somebody who answers from a list."""
        screen = Screen(io.StringIO(), self.errors, environ={"COLUMNS": "80"})
        return Table(desk, ScriptedPrompter(answers), screen)

    def responder(self, desk: Desk, *rules: Rule) -> Table:
        """A table with somebody who answers by rules."""
        (self.folder / EVIDENCE).write_text("log")
        screen = Screen(io.StringIO(), self.errors, environ={"COLUMNS": "80"})
        return Table(desk, Responder(rules, self.clock, self.folder), screen)

    def walk(self, desk: Desk, *answers: str, used_up: bool = True) -> str:
        """Walk with these answers until they are used up, or to an end; what was shown."""
        table = self.table(desk, *answers)
        shown_before = len(self.errors.getvalue())
        with pytest.raises(AnswerNeeded, match="no more answers") if used_up else nullcontext():
            session.walk(table)
        assert isinstance(table.prompter, ScriptedPrompter)
        assert table.prompter.calls == len(answers)
        return self.errors.getvalue()[shown_before:] + "\n".join(table.prompter.said)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.open()


@pytest.fixture
def room(tmp_path: Path, catalogue: Catalogue) -> Room:
    return Room(tmp_path, catalogue)


@pytest.fixture
def leak(room: Room) -> Desk:
    """A data leak that has just been opened."""
    return room.open()


@pytest.fixture
def heard(room: Room) -> Callable[[Table], str]:
    """Everything that was shown and asked at a table."""

    def words(table: Table) -> str:
        said = getattr(table.prompter, "said", [])
        return room.errors.getvalue() + "\n".join(said)

    return words
