"""The format of `crisiskit.yaml` and `roster.yaml`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, RootModel

from crisiskit.language import _
from crisiskit.text import quote
from crisiskit.workspace.lint_settings import LintSettings
from crisiskit.workspace.policy import Policy
from crisiskit.yamlfile import Document, read
from crisiskit.yamlfile.fields import (
    Dashed,
    Form,
    Language,
    Line,
    Strict,
    Underscored,
    Words,
    refusal,
)
from crisiskit.yamlfile.models import checked

_DEFAULT_ZONES = {"zh": "Asia/Shanghai", "en": "UTC"}


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        raise refusal(
            "unknown-name",
            _("{name} is not a time zone.").format(name=quote(name)),
            _("Write a name of the IANA list: Asia/Shanghai, Europe/Berlin, UTC."),
        ) from None
    return name


Zone = Annotated[Line, AfterValidator(_known_zone)]
Jurisdiction = Annotated[
    str, Form(r"[a-z]{2,}", lambda: _("The first part of the ids of its duties: cn, eu."))
]


class Settings(Strict):
    """crisiskit.yaml: what a team fixes once for all its cases."""

    facts: Mapping[Underscored, Words] = Field(
        default={}, description="Company constants: values of facts that are always known."
    )
    languages: tuple[Language, ...] = Field(
        default=("zh", "en"),
        min_length=1,
        description="The languages it speaks, the first one first.",
    )
    timezone: Zone | None = Field(
        default=None, description="Where its day begins, as Asia/Shanghai."
    )
    jurisdictions: tuple[Jurisdiction, ...] = Field(
        default=(), description="Whose duties it looks at; none named: all."
    )

    lint: LintSettings = Field(
        default=LintSettings(), description="Which rules of lint are on, and how grave they are."
    )
    policy: Policy = Field(default=Policy(), description="What the team holds its playbooks to.")

    @property
    def zone(self) -> str:
        """The time zone: as written, else China's where Chinese comes first, else UTC."""
        return self.timezone or _DEFAULT_ZONES[self.languages[0]]


class Person(Strict):
    """Somebody who fills a role."""

    name: Line = Field(description="Who it is.")
    phone: Line | None = Field(default=None, description="The number to ring.")
    contact: Line | None = Field(default=None, description="Another way to reach them.")
    hours: Line | None = Field(default=None, description="When they are there.")


_People = Annotated[tuple[Person, ...], Field(min_length=1)]


class RosterFile(RootModel[dict[Dashed, _People]]):
    """roster.yaml: role -> people in order, the first one first."""


def settings(document: Document) -> Settings:
    """The settings a document holds. Raises BadFile."""
    return checked(Settings, document.data, document)


def roster(document: Document) -> dict[str, tuple[Person, ...]]:
    """The people a document names, by role. Raises BadFile."""
    return checked(RosterFile, document.data, document).root


def read_settings(path: Path) -> Settings:
    """A `crisiskit.yaml`. Raises BadFile."""
    return settings(read(path))


def read_roster(path: Path) -> dict[str, tuple[Person, ...]]:
    """A `roster.yaml`. Raises BadFile."""
    return roster(read(path))
