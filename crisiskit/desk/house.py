"""What a team had set for reviews when the case was opened: its rules, and words of its own.

Like the plan they are pinned: whoever edits the team's files during a case changes nothing in it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from crisiskit.case.state import Case
from crisiskit.check.selection import Wish, concerning
from crisiskit.review.lexicon import compiled
from crisiskit.review.reviewing import FOUND
from crisiskit.review.terms import Terms

Own = Callable[[str], Iterable[Terms]]
"""A team's terms of a language."""


def wish(case: Case) -> Wish:
    """Which rules are on for the team, and how grave they are."""
    said: Mapping[str, Any] = case.settings.get("review", {})
    select, ignore = tuple(said.get("select", ())), tuple(said.get("ignore", ()))
    own = Wish(said.get("profile"), select, ignore, said.get("severity", {}))
    return concerning(own, FOUND)


def terms(case: Case) -> Own:
    """The team's words; none where some of them cannot be looked for."""
    written: Mapping[str, Mapping[str, Sequence[str]]]
    written = case.settings.get("review", {}).get("terms", {})
    try:
        index = compiled([written]) if written else {}
    except (KeyError, ValueError):  # a store may come from anybody
        index = {}

    def own(language: str) -> Iterable[Terms]:
        spoken = language[:2]
        lines = index.get(spoken)
        return [Terms(lines, by_words=spoken == "en")] if lines else []

    return own
