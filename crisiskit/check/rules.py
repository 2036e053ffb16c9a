"""Rules: what a finding can be about. One table serves selection, waivers, `rules`, `explain`."""

from collections.abc import Iterable, Iterator

from crisiskit.check.findings import Severity
from crisiskit.lean import dataclass
from crisiskit.text import nearest

PROFILES = ("min", "standard", "strict")
"""From the mildest: a profile has its own rules and those of the milder ones.

`min`: what stops a file from being used, or would certainly fail on the night. `standard`: what
lets a team down. `strict`: what the best teams hold themselves to.
"""

CATEGORIES = {
    "CK1": "file",
    "CK2": "graph",
    "CK3": "time",
    "CK4": "people",
    "CK5": "crisis",
    "CK6": "template",
    "CK7": "workspace",
    "CK9": "waiver",
    "CS1": "apology",
    "CS2": "harm",
    "CS3": "facts",
    "CS4": "action",
    "CS5": "legal",
    "CS6": "form",
}
"""By the beginning of a code: `CK` is about files, `CS` about statements."""

ALL = "all"
"""Every rule there is, where rules are selected."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. `code` (`CK204`) and `name` (`decision-without-effect`) are both taken everywhere.

    Neither is ever given to another rule. Why it is there, an example that breaks it and one that
    keeps it stand on its page, `docs/rules/<name>.md`.
    """

    code: str
    name: str
    severity: Severity
    profile: str

    @property
    def category(self) -> str:
        """The family it belongs to."""
        return CATEGORIES[self.code[:3]]


class RuleTable:
    """Rules by code and by name."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = sorted(rules, key=lambda rule: rule.code)
        self._by_id = {rule.name: rule for rule in self._rules}
        self._by_id |= {rule.code: rule for rule in self._rules}
        assert len(self._by_id) == 2 * len(self._rules), "a code or a name stands twice"
        self._nearest: dict[str, str | None] = {}

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules)

    def __getitem__(self, name: str) -> Rule:
        return self._by_id[name]

    def find(self, name: str) -> Rule | None:
        """The rule of a code or name; None when there is none."""
        return self._by_id.get(name.strip())

    def matching(self, word: str) -> tuple[Rule, ...]:
        """The rules of a code, a name, a category, the beginning of a code (`CK2`), or `all`."""
        one = self.find(word)
        if one is not None:
            return (one,)
        word = word.strip()
        if word == ALL:
            return tuple(self._rules)
        if word in CATEGORIES.values():
            return tuple(rule for rule in self._rules if rule.category == word)
        is_prefix = len(word) > 2 and word[2:].isdecimal()
        return tuple(r for r in self._rules if r.code.startswith(word)) if is_prefix else ()

    def knows(self, word: str) -> bool:
        """Whether a word names a rule or a group of rules, be it one without rules yet."""
        return word in CATEGORIES.values() or bool(self.matching(word))

    def near(self, name: str) -> str | None:
        """The name, code or category that was probably meant."""
        if name not in self._nearest:  # a text may have the same slip in each of its lines
            self._nearest[name] = nearest(name, self.names())
        return self._nearest[name]

    def names(self) -> list[str]:
        """All that a rule or a group of rules can be called by."""
        return [*self._by_id, *CATEGORIES.values()]


def errors(profile: str, **names: str) -> list[Rule]:
    """Rules of severity error, as `CK101="yaml-syntax"`."""
    return _rules(Severity.ERROR, profile, names)


def warnings(profile: str, **names: str) -> list[Rule]:
    """Rules of severity warning."""
    return _rules(Severity.WARNING, profile, names)


def infos(profile: str, **names: str) -> list[Rule]:
    """Rules of severity info."""
    return _rules(Severity.INFO, profile, names)


def _rules(severity: Severity, profile: str, names: dict[str, str]) -> list[Rule]:
    assert profile in PROFILES
    return [Rule(code, name, severity, profile) for code, name in names.items()]
