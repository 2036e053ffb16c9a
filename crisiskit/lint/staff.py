"""Staff: the people behind the roles, as far as a roster names them."""

from collections.abc import Mapping
from dataclasses import field
from typing import NamedTuple

from crisiskit.lean import dataclass
from crisiskit.lint.subject import Subject


class Worker(NamedTuple):
    """Somebody who does one thing at a time: a person, or a role with so many `people`."""

    name: str
    people: int = 1


@dataclass(frozen=True, slots=True)
class Staff:
    """Role -> the names of its people in order, each once; empty without a roster."""

    names: Mapping[str, tuple[str, ...]]
    _workers: dict[str, Worker] = field(default_factory=dict)

    @classmethod
    def of(cls, subject: Subject) -> "Staff":
        """The people of a team."""
        roster = subject.roster or {}
        return cls(
            {role: tuple(dict.fromkeys(p.name for p in people)) for role, people in roster.items()}
        )

    def people(self, role: str) -> tuple[str, ...]:
        """The names of those who fill a role."""
        return self.names.get(role, ())

    def first(self, role: str) -> str | None:
        """Who is asked first."""
        names = self.people(role)
        return names[0] if names else None

    def only(self, role: str) -> str | None:
        """The person without whom nobody fills a role; None if there are others, or none."""
        names = self.people(role)
        return names[0] if len(names) == 1 else None

    def worker(self, role: str) -> Worker:
        """Who does the work of a role: the one person who can, else the role."""
        if role not in self._workers:
            person = self.only(role)
            alone = Worker(role, max(1, len(self.people(role))))
            self._workers[role] = alone if person is None else Worker(person)
        return self._workers[role]
