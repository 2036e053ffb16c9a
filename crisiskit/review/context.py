"""What a reviewer may be told about a statement besides its words."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from crisiskit.lean import dataclass

KINDS = (
    "holding",
    "apology",
    "handling",
    "clarification",
    "status",
    "recall",
    "breach",
    "internal",
    "press",
    "qa",
)
"""Kinds of statements (domain.md 3.0)."""

RESPONSIBILITIES = ("undetermined", "victim", "accidental", "preventable")
HARMS = ("none", "money", "privacy", "health", "injury", "death")
"""From the mildest."""

LANGUAGES = ("zh-Hans", "zh-Hant", "en")


def is_read(language: str) -> bool:
    """Whether texts in a language can be reviewed; `zh` is either of the two."""
    return language == "zh" or language in LANGUAGES


@dataclass(frozen=True, slots=True)
class Fact:
    """An entry of the ledger in the language of the text, and whether it is confirmed."""

    id: str
    words: str
    status: str = "confirmed"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a document stands in its case. What the case does not tell is None."""

    now: datetime | None = None
    out: bool = False
    """This version went out."""
    signed: bool | None = None
    """Everybody has signed: what comes next is that it goes out."""
    same_hand: tuple[str, ...] = ()
    """Roles for which whoever wrote this version has signed it."""
    unsigned: tuple[str, ...] = ()
    """Roles that have not signed what went out."""
    staff_told: bool | None = None
    """Staff were told before it went out, or have been told by now."""
    broke_on: str | None = None
    """The channel on which the matter became public."""
    answered_on: tuple[str, ...] | None = None
    """Every channel on which the case speaks or is going to."""
    replaced: tuple[tuple[str, str | None], ...] = ()
    """Texts (language, channel) of which an earlier version, with other words, went out."""
    announced: datetime | None = None
    """When the next update comes, as far as this text rests on that."""
    overdue: datetime | None = None
    """When more was to come, as was published; nothing has been published since."""


@dataclass(frozen=True, slots=True)
class Context:
    """The case around a text. What is not known is None, and no rule guesses it."""

    kind: str
    language: str
    responsibility: str | None = None
    harm: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    published: datetime | None = None
    """When it goes out, with its time zone."""
    broke: datetime | None = None
    """When the matter became public."""
    country: str = "CN"
    listed: bool = False
    filed: bool = False
    """The exchange has the announcement already."""
    minors: bool = False
    authority: bool = False
    """An authority has an open case."""
    channel: str | None = None
    """Where it goes out, as a channel of the team's dictionary."""
    excerpt: bool = False
    """Part of a longer text: what is missing may stand elsewhere."""

    standing: Standing | None = None
    """None where no case is known."""

    def harm_at_least(self, level: str) -> bool:
        """Whether people were harmed at least so much; False when it is not known."""
        return self.harm is not None and HARMS.index(self.harm) >= HARMS.index(level)
