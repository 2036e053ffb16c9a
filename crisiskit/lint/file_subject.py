"""What a rule about a file of any kind looks at, and how it says what it finds."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from crisiskit.check import Diagnostic, Edit, Related, Severity
from crisiskit.lint.subject import Subject
from crisiskit.lint.surroundings import Surroundings
from crisiskit.lint.walking import Maps, maps
from crisiskit.yamlfile import Document, Location, Mark


@dataclass(frozen=True)
class FileSubject:
    """A file that could be read as what it is, and what lies around it.

    `compiled` is the playbook as a plan; None for other files, and where it cannot be one.
    """

    kind: str
    document: Document
    around: Surroundings
    severities: Mapping[str, Severity] = field(repr=False)
    compiled: Subject | None = None

    def say(
        self,
        rule: str,
        message: str,
        at: Location = (),
        *,
        key: bool = False,
        hint: str | None = None,
        related: Iterable[Related] = (),
        fix: Edit | None = None,
    ) -> Diagnostic:
        """A finding about a value, or with `key` about the key that holds it."""
        mark = self.document.mark(at, key=key)
        return self._made(rule, message, mark, at, hint, related, fix)

    def say_at(
        self,
        rule: str,
        message: str,
        offset: int,
        *,
        hint: str | None = None,
        fix: Edit | None = None,
    ) -> Diagnostic:
        """A finding about the characters from an offset of the text on."""
        return self._made(rule, message, self.mark(offset), (), hint, (), fix)

    def _made(
        self,
        rule: str,
        message: str,
        mark: Mark,
        at: Location,
        hint: str | None,
        related: Iterable[Related],
        fix: Edit | None,
    ) -> Diagnostic:
        return Diagnostic(
            rule,
            self.severities[rule],
            message,
            self.document.path,
            mark.line,
            mark.column,
            hint=hint,
            related=tuple(related),
            fix=fix,
            about=".".join(map(str, at)),
        )

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the team speaks."""
        return self.around.settings.languages

    def offset(self, at: Location, *, key: bool = False) -> int:
        """Where a value, or with `key` its key, begins in the text."""
        line, column = self.document.mark(at, key=key)
        return self._starts[line - 1] + column - 1

    def mark(self, offset: int) -> Mark:
        """Line and column of an offset of the text."""
        line = bisect_right(self._starts, offset)
        return Mark(line, offset - self._starts[line - 1] + 1)

    @cached_property
    def maps(self) -> Maps:
        """Every map of the file and where it stands, in the order of the file."""
        return maps(self.document.data)

    @cached_property
    def _starts(self) -> list[int]:
        starts, end = [0], 0
        for line in self.document.text.split("\n"):
            end += len(line) + 1
            starts.append(end)
        return starts


FileCheck = Callable[[FileSubject], Iterator[Diagnostic]]
"""One rule about files, or a few that look at the same."""
