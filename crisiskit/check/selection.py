"""Selection: which findings count, and how grave each is.

Wishes are laid on each other, the last one wins: a profile, then what the team's file says, then
what the command line says. A file that cannot be used is always told.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import cache

from crisiskit.check.findings import Diagnostic, Severity
from crisiskit.check.rules import PROFILES, Rule, RuleTable
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.text import nearest, quote

STANDARD = "standard"
"""The profile when none is named."""

OFF = "off"
LEVELS = (*map(str, Severity), OFF)
"""What a rule can be set to."""

NEVER = "never"
FAIL_LEVELS = (*map(str, Severity), NEVER)
"""From which severity on findings fail a run."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What one source (a file, the command line) says about rules.

    `select` stands in for the profile; `ignore` is taken away from that. `severity` sets the level
    of rules, and puts a rule in that is named by itself.
    """

    profile: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)

    def names(self) -> Iterable[str]:
        """Every name of a rule or of a group of rules in it."""
        return (*self.select, *self.ignore, *self.severity)


def concerning(wish: Wish, table: RuleTable) -> Wish:
    """A wish that holds for several commands, as one of them takes it.

    A choice among the rules of another is none among these.
    """
    chooses = any(map(table.matching, wish.select))
    return wish if chooses or not wish.select else replace(wish, select=())


def unknown(
    table: RuleTable, names: Iterable[str], others: Callable[[], RuleTable] | None = None
) -> list[tuple[str, str, str | None]]:
    """The names that are no rule and no group of rules: each with a sentence and a hint.

    `others` gives the rules of another command, which share the settings; it is asked only about
    what `table` does not know.
    """
    left = [name for name in names if not table.knows(name)]
    tables = [table, others()] if others is not None and left else [table]
    return [
        (name, *_unknown(tables, name))
        for name in left
        if not any(other.knows(name) for other in tables)
    ]


def _unknown(tables: Sequence[RuleTable], name: str) -> tuple[str, str]:
    meant = nearest(name, [known for table in tables for known in table.names()])
    message = _("There is no rule {name}.").format(name=quote(name))
    if meant:
        return message, _("Did you mean {name}?").format(name=quote(meant))
    return message, _("`crisiskit rules` lists them.")


class Selection:
    """Which rules are on, at which severity, and where they are off.

    `beside` decides about the rules that this table does not have.
    """

    def __init__(
        self,
        table: RuleTable,
        wishes: Sequence[Wish] = (),
        per_file: Mapping[str, Sequence[str]] | None = None,
        beside: "Selection | None" = None,
    ) -> None:
        self._table = table
        self._beside = beside
        self._known = {rule.name for rule in table}
        self._levels: dict[str, Severity] = {}
        self._on = _of_profile(table, STANDARD)
        for wish in wishes:
            self._lay(wish)
        self._off_in = [
            (pattern(glob), _names(table, names)) for glob, names in (per_file or {}).items()
        ]

    def _lay(self, wish: Wish) -> None:
        if wish.profile:
            self._on = _of_profile(self._table, wish.profile)
        if wish.select:
            self._on = _names(self._table, wish.select)
        for name, level in wish.severity.items():
            self._set(name, level)
        self._on -= _names(self._table, wish.ignore)

    def _set(self, name: str, level: str) -> None:
        rules = {rule.name for rule in self._table.matching(name)}
        if level == OFF:
            self._on -= rules
            return
        self._levels |= dict.fromkeys(rules, Severity(level))
        if self._table.find(name):
            self._on |= rules

    def has(self, rule: str) -> bool:
        """Whether a rule, by its name, is on."""
        if self._beside is not None and rule not in self._known:
            return self._beside.has(rule)
        return rule in self._on

    def chosen(self, finding: Diagnostic, path: str) -> Diagnostic | None:
        """A finding as it counts; None when it does not. `path` is as seen from the team's folder.

        What no table knows counts as it is.
        """
        name = finding.rule
        if finding.unusable or name not in self._known:
            return self._beside.chosen(finding, path) if self._beside else finding
        if name not in self._on or any(
            name in names and glob.fullmatch(path) for glob, names in self._off_in
        ):
            return None
        level = self._levels.get(name)
        return finding if level is None else replace(finding, severity=level)


def _of_profile(table: RuleTable, profile: str) -> set[str]:
    within = PROFILES[: PROFILES.index(profile) + 1]
    return {rule.name for rule in table if rule.profile in within}


def _names(table: RuleTable, words: Iterable[str]) -> set[str]:
    found: list[Rule] = [rule for word in words for rule in table.matching(word)]
    return {rule.name for rule in found}


@cache
def pattern(glob: str) -> re.Pattern[str]:
    """A pattern of paths: `*` within a name, `**` across folders; without a `/`, in any folder."""
    glob = glob.removeprefix("./")
    if "/" not in glob:
        glob = f"**/{glob}"
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", glob)
    as_regex = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(as_regex.get(part, re.escape(part)) for part in parts))
