"""What was found wrong while files become a plan, each with its place."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field

from crisiskit.check import Diagnostic, Severity, from_error, in_order
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.text import nearest, quote
from crisiskit.yamlfile import BadFile, Document, Location

_NOBODY: Mapping[str, Callable[[], str]] = {
    "channel": lambda: _("No channel is called {name}."),
    "checklist": lambda: _("No checklist is called {name}."),
    "duty": lambda: _("No duty is called {name}."),
    "fact": lambda: _("No fact is called {name}."),
    "part": lambda: _("No part is called {name}."),
    "phase": lambda: _("No phase is called {name}."),
    "role": lambda: _("No role is called {name}."),
    "template": lambda: _("No template is called {name}."),
}


MANY = 50
"""Findings after which no cures are looked for: a file that bad is of another kind."""

FEW = 12
"""Names that are listed when none is near: more is no help."""


@dataclass(slots=True)
class Complaints:
    """Findings, as they come."""

    found: list[Diagnostic] = field(default_factory=list)

    def add(
        self,
        rule: str,
        message: str,
        document: Document,
        at: Location = (),
        *,
        hint: str | None = None,
    ) -> None:
        """Something is wrong at a place of a document."""
        mark = document.mark(at)
        place = (document.path, mark.line, mark.column)
        self.found.append(Diagnostic(rule, Severity.ERROR, message, *place, hint=hint))

    def unknown(
        self, kind: str, name: str, known: Iterable[str], document: Document, at: Location
    ) -> None:
        """Nobody has this id; `kind` is one of those in `_NOBODY`."""
        message = _NOBODY[kind]().format(name=quote(name))
        self.add(f"unknown-{kind}", message, document, at, hint=self.near(name, known))

    def near(self, name: str, known: Iterable[str]) -> str | None:
        """The hint for a name nobody knows: the nearest one, or all if they are few.

        None when so much is wrong that nobody reads on: looking for the nearest takes its time.
        """
        names = list(known)
        if len(self.found) >= MANY:
            return None
        meant = nearest(name, names)
        if meant is not None:
            return _("Did you mean {near}?").format(near=meant)
        if 0 < len(names) <= FEW:
            return _("It may be: {names}.").format(names=", ".join(names))
        return None

    def add_file(self, error: BadFile) -> None:
        """A file, or what became of its steps, does not have the format."""
        self.found += from_error(error)

    def in_order(self) -> list[Diagnostic]:
        """By place, each once: those of a part are found as often as it is used."""
        return in_order(self.found)
