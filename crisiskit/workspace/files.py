"""The format of `crisiskit.yaml` and `roster.yaml`."""

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Annotated, Any

from crisiskit.language import _
from crisiskit.text import quote
from crisiskit.workspace.lint_settings import LintSettings
from crisiskit.workspace.policy import Policy
from crisiskit.yamlfile import Document, read
from crisiskit.yamlfile.fields import (
    Check,
    Dashed,
    Described,
    Form,
    Language,
    Least,
    Line,
    MisfitError,
    Underscored,
    Words,
    item,
    said,
)
from crisiskit.yamlfile.fitting import fitted, fitted_as

_DEFAULT_ZONES = {"zh": "Asia/Shanghai", "en": "UTC"}


def _known_zone(name: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        raise MisfitError(
            "unknown-name",
            _("{name} is not a time zone.").format(name=quote(name)),
            _("Write a name of the IANA list: Asia/Shanghai, Europe/Berlin, UTC."),
        ) from None
    return name


Zone = Annotated[Line, Check(_known_zone)]
Jurisdiction = Annotated[
    str, Form(r"[a-z]{2,}", lambda: _("The first part of the ids of its duties: cn, eu."))
]


@item
class Settings:
    """crisiskit.yaml: what a team fixes once for all its cases."""

    facts: dict[Underscored, Words] = said(
        "Company constants: values of facts that are always known.", default={}
    )
    languages: tuple[Language, ...] = said(
        "The languages it speaks, the first one first.", default=("zh", "en"), min_length=1
    )
    timezone: Zone | None = said("Where its day begins, as Asia/Shanghai.", default=None)
    jurisdictions: tuple[Jurisdiction, ...] = said(
        "Whose duties it looks at; none named: all.", default=()
    )

    lint: LintSettings = said(
        "Which rules of lint are on, and how grave they are.", default=LintSettings()
    )
    policy: Policy = said("What the team holds its playbooks to.", default=Policy())

    @property
    def zone(self) -> str:
        """The time zone: as written, else China's where Chinese comes first, else UTC."""
        return self.timezone or _DEFAULT_ZONES[self.languages[0]]

    def plain(self) -> dict[str, Any]:
        """All that is set, as plain data."""
        plain: dict[str, Any] = _plain(self)
        return plain


@item
class Person:
    """Somebody who fills a role."""

    name: Line = said("Who it is.")
    phone: Line | None = said("The number to ring.", default=None)
    contact: Line | None = said("Another way to reach them.", default=None)
    hours: Line | None = said("When they are there.", default=None)

    def known(self) -> dict[str, str]:
        """What is said of them, as plain data."""
        known: dict[str, str] = _plain(self)
        return known


_People = Annotated[tuple[Person, ...], Least(1)]


RosterFile = Annotated[
    dict[Dashed, _People],
    Described("RosterFile", "roster.yaml: role -> people in order, the first one first."),
]


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
        return {name: _plain(one) for name, one in named.items() if one is not None}
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return list(value) if isinstance(value, tuple) else value


def settings(document: Document) -> Settings:
    """The settings a document holds. Raises BadFile."""
    return fitted(Settings, document.data, document)


def roster(document: Document) -> dict[str, tuple[Person, ...]]:
    """The people a document names, by role. Raises BadFile."""
    found: dict[str, tuple[Person, ...]] = fitted_as(RosterFile, document.data, document)
    return found


def read_settings(path: Path) -> Settings:
    """A `crisiskit.yaml`. Raises BadFile."""
    return settings(read(path))


def read_roster(path: Path) -> dict[str, tuple[Person, ...]]:
    """A `roster.yaml`. Raises BadFile."""
    return roster(read(path))
