"""Waivers: comments in a file that say a finding is known and why it is let be.

`# crisiskit: ignore[rule] reason` beside what it is about; on a line of its own, about the block
below. Without a reason it counts for nothing, and what it no longer silences is told.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from crisiskit.check.findings import Diagnostic
from crisiskit.check.rules import RuleTable, errors, warnings
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.text import quote

RULES = errors(
    "min",
    CK900="waiver-form",
    CK901="waiver-without-reason",
    CK902="waiver-unknown-rule",
) + warnings(
    "min",
    CK903="waiver-unused",
    CK904="waiver-expired",
)

FEW = 50
"""Lines for which it pays to keep a waiver by line: a file may hold thousands of both."""

_SEVERITIES = {rule.name: rule.severity for rule in RULES}


@dataclass(frozen=True, slots=True)
class Waiver:
    """A waiver as it stands in a file; it covers the lines from `first` to `last`.

    `until` is as written; None for good. `by` is who approved. `wrong` says why it cannot be read.
    """

    path: str
    line: int
    column: int
    first: int
    last: int
    rules: tuple[str, ...] = ()
    reason: str = ""
    until: str | None = None
    wrong: str | None = None
    by: str | None = None


Entitled = Callable[[Waiver, Diagnostic], bool]
"""Whether whoever signed a waiver may waive a finding."""


def anybody(_waiver: Waiver, _finding: Diagnostic) -> bool:
    """A reason is enough."""
    return True


def applied(
    findings: Iterable[Diagnostic],
    waivers: Iterable[Waiver],
    table: RuleTable,
    today: date,
    entitled: Entitled = anybody,
) -> list[Diagnostic]:
    """The findings that no waiver silences, and those about the waivers themselves."""
    by_path = _by_path(waivers, table, today, entitled)
    if not by_path:
        return list(findings)
    kept: list[Diagnostic] = []
    unusable: set[str] = set()
    for finding in findings:
        if finding.unusable:
            unusable.add(finding.path)
        if finding.unusable or not _silencing(finding, by_path):
            kept.append(finding)
    for path, standing in by_path.items():
        for one in standing.every:
            kept.extend(one.said(read=path not in unusable))
    return kept


def at_work(
    findings: Iterable[Diagnostic],
    waivers: Iterable[Waiver],
    table: RuleTable,
    today: date,
    entitled: Entitled = anybody,
) -> list[Waiver]:
    """The waivers that silence something, in the order in which they are given."""
    given = list(waivers)
    by_path = _by_path(given, table, today, entitled)
    used = {one for finding in findings for one in _silencing(finding, by_path)}
    return [waiver for waiver in given if waiver in used]


def _silencing(finding: Diagnostic, by_path: "Mapping[str, _InFile]") -> list[Waiver]:
    # Each waiver that could silence it is asked, so that none of two equal ones looks unused.
    standing = by_path.get(finding.path)
    if standing is None or finding.line is None:
        return []
    return [one.waiver for one in standing.at(finding.line) if one.silences(finding)]


def _by_path(
    waivers: Iterable[Waiver], table: RuleTable, today: date, entitled: Entitled
) -> "dict[str, _InFile]":
    found: dict[str, _InFile] = {}
    for waiver in waivers:
        found.setdefault(waiver.path, _InFile()).add(_Standing(waiver, table, today, entitled))
    return found


class _InFile:
    """The waivers of one file; those that cover few lines are found by line."""

    def __init__(self) -> None:
        self.every: list[_Standing] = []
        self._by_line: dict[int, list[_Standing]] = {}
        self._long: list[_Standing] = []

    def add(self, one: "_Standing") -> None:
        self.every.append(one)
        lines = range(one.waiver.first, one.waiver.last + 1)
        if len(lines) > FEW:
            self._long.append(one)
            return
        for line in lines:
            self._by_line.setdefault(line, []).append(one)

    def at(self, line: int) -> "list[_Standing]":
        return [*self._by_line.get(line, ()), *self._long]


class _Standing:
    """A waiver in a run: what it silences, and what is wrong with it."""

    def __init__(self, waiver: Waiver, table: RuleTable, today: date, entitled: Entitled) -> None:
        self.waiver = waiver
        self._table = table
        self._entitled = entitled
        self._rules = [table.find(name) for name in waiver.rules]
        self._names = {rule.name for rule in self._rules if rule}
        self._used: set[str] = set()
        self._expired = waiver.until is not None and waiver.until < today.isoformat()

    def silences(self, finding: Diagnostic) -> bool:
        waiver = self.waiver
        if waiver.wrong or finding.rule not in self._names or finding.line is None:
            return False
        if not waiver.first <= finding.line <= waiver.last:
            return False
        self._used.add(finding.rule)
        counts = bool(waiver.reason) and not self._expired
        return counts and self._entitled(waiver, finding)

    def said(self, *, read: bool) -> Iterator[Diagnostic]:
        """What is wrong with the waiver; `read`: its file could be judged as a whole."""
        waiver = self.waiver
        if waiver.wrong:
            yield self._say("waiver-form", waiver.wrong, _form())
            return
        if not waiver.reason:
            message = _("This waiver gives no reason, so it counts for nothing.")
            hint = _("Write after the bracket why the finding may stay.")
            yield self._say("waiver-without-reason", message, hint)
        if self._used and self._expired:
            message = _("This waiver held until {day}; what it silenced is told again.")
            hint = _("Mend what it is about, or decide anew and write a later day.")
            yield self._say("waiver-expired", message.format(day=waiver.until), hint)
        for name, rule in zip(waiver.rules, self._rules, strict=True):
            if rule is None:
                yield self._unknown(name)
            elif read and rule.name not in self._used:
                message = _("Nothing here breaks the rule {name}; this waiver is not needed.")
                yield self._say(
                    "waiver-unused", message.format(name=quote(name)), _("Delete it."), name
                )

    def _unknown(self, name: str) -> Diagnostic:
        meant = self._table.near(name)
        return self._say(
            "waiver-unknown-rule",
            _("There is no rule {name}.").format(name=quote(name)),
            _("Did you mean {name}?").format(name=quote(meant))
            if meant
            else _("`crisiskit rules` lists them."),
            name,
        )

    def _say(self, rule: str, message: str, hint: str, about: str = "") -> Diagnostic:
        waiver = self.waiver
        place = (waiver.path, waiver.line, waiver.column)
        return Diagnostic(rule, _SEVERITIES[rule], message, *place, hint=hint, about=about)


def _form() -> str:
    return _(
        "Write `ignore[rule] reason`; `by=legal` names who agreed, `until 2026-12-31` its end."
    )
