"""What a rule about a playbook looks at, and how it says what it finds."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field

from crisiskit.check import Diagnostic, Related, Severity
from crisiskit.lean import dataclass
from crisiskit.playbook.parts import Node
from crisiskit.playbook.plan import Plan
from crisiskit.workspace.files import Person, Settings
from crisiskit.yamlfile import Document, Location


@dataclass(frozen=True, slots=True)
class Subject:
    """A playbook that compiles, with the places of its steps and the people of its team.

    `roster` is None where there is no roster.yaml: then nothing is known about people.
    """

    plan: Plan
    document: Document
    nodes: Mapping[str, Node]
    settings: Settings
    roster: Mapping[str, tuple[Person, ...]] | None = None
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """The severity of each rule, by name."""

    def say(
        self,
        rule: str,
        message: str,
        step: str | None = None,
        at: Location = (),
        *,
        hint: str | None = None,
        related: Iterable[Related] = (),
    ) -> Diagnostic:
        """A finding about a step (at a key of it), or at a place of the playbook's head.

        It stands in the playbook: about a step of a part, where the part is used; the place in the
        part is named beside it.
        """
        about = ".".join(map(str, (step, *at) if step else at))
        if step is None:
            mark = self.document.mark(at)
        else:
            node = self.nodes[step]
            if node.document is not self.document:
                related = (self.place(step, at), *related)
                node, at = self._host(step), ()
            mark = self.document.mark((*node.at, *at))
        return Diagnostic(
            rule,
            self.severities[rule],
            message,
            self.document.path,
            mark.line,
            mark.column,
            hint=hint,
            related=tuple(related),
            about=about,
        )

    def place(self, step: str, at: Location = (), message: str = "") -> Related:
        """Where a step (or a key of it) is written, to be named beside a finding."""
        node = self.nodes[step]
        mark = node.document.mark((*node.at, *at))
        return Related(message or step, node.document.path, mark.line, mark.column)

    def _host(self, step: str) -> Node:
        """The use in the playbook itself that brings a step of a part in."""
        names = step.split(".")
        uses = (self.nodes.get(".".join(names[:n])) for n in range(1, len(names)))
        return next(n for n in uses if n is not None and n.document is self.document)


Check = Callable[[Subject], Iterator[Diagnostic]]
"""One rule, or a few that look at the same: what it finds in a playbook that compiles."""
