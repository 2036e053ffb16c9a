"""The format of the shared dictionaries: facts, roles, channels, severity, duties, checklists."""

from typing import Annotated

from crisiskit.language import _
from crisiskit.playbook.vocabulary import (
    Bucket,
    Channel,
    ChecklistId,
    ColumnType,
    Condition,
    Day,
    Duration,
    DutyId,
    FactId,
    FactType,
    ItemId,
    OptionId,
    Role,
    Verified,
    Within,
)
from crisiskit.yamlfile import Document
from crisiskit.yamlfile.fields import (
    BY_SHAPE,
    Described,
    Line,
    MisfitError,
    Names,
    Words,
    YesNo,
    item,
    said,
)
from crisiskit.yamlfile.fitting import fitted, fitted_as

_FACT_EXTRAS = {"unit": ("number",), "options": ("choice", "choices"), "columns": ("table",)}
"""The types that have a unit, options, columns; options and columns they must have."""


@item
class ColumnItem:
    """A column of a table fact."""

    type: ColumnType = said("What kind of value its cells hold.")
    label: Words = said("What it is called.")


@item
class FactFields:
    """A fact of the ledger, as the shared dictionary declares it under its id."""

    type: FactType = said("What kind of value it holds.")
    bucket: Bucket = said("The inventory it belongs to.")
    label: Words = said("What it is called.")
    ask: Words = said("The question that gets it.")
    unit: Words | None = said("The unit of a number.", default=None)
    options: dict[OptionId, Words] = said("The answers of a choice.", default={})
    columns: dict[FactId, ColumnItem] = said("The columns of a table.", default={})
    personal: YesNo = said("Names or describes a person.", default=False)

    def __post_init__(self) -> None:
        """What goes with its type. Raises MisfitError."""
        for name, types in _FACT_EXTRAS.items():
            given = bool(getattr(self, name))
            if given and self.type not in types:
                raise MisfitError(
                    "fact-form",
                    _("A fact of type {type} has no {key}.").format(type=self.type, key=name),
                    _("{key} goes with {types}.").format(key=name, types=", ".join(types)),
                )
            if not given and name != "unit" and self.type in types:
                raise MisfitError(
                    "fact-form",
                    _("A fact of type {type} needs {key}.").format(type=self.type, key=name),
                    _("Add `{key}:`.").format(key=name),
                )


@item
class FactItem(FactFields):
    """A fact that a playbook declares in place."""

    id: FactId = said("The name that conditions and templates know it by.")


FactsFile = Annotated[dict[FactId, FactFields], Described("FactsFile", "shared/facts.yaml.")]


@item
class RoleItem:
    """Who is accountable."""

    label: Words = said("What the role is called.")
    about: Words = said("What it is there for.")


RolesFile = Annotated[dict[Role, RoleItem], Described("RolesFile", "shared/roles.yaml.")]


@item
class ChannelItem:
    """Where words go out."""

    label: Words = said("What the channel is called.")


ChannelsFile = Annotated[
    dict[Channel, ChannelItem], Described("ChannelsFile", "shared/channels.yaml.")
]


@item
class LevelItem:
    """One threshold of the severity matrix."""

    when: Condition = said("The condition under which the level is proposed.")
    text: Words = said("The reason that is given.")


@item
class LevelsItem:
    """The thresholds of one row of the matrix; the highest that holds is proposed."""

    P1: LevelItem | None = said("First, red.", default=None)
    P2: LevelItem | None = said("Second, orange.", default=None)
    P3: LevelItem | None = said("Third, yellow.", default=None)
    P4: LevelItem | None = said("Fourth, blue.", default=None)

    def given(self) -> dict[str, LevelItem]:
        """The levels that are there, gravest first."""
        levels = {name: getattr(self, name) for name in ("P1", "P2", "P3", "P4")}
        return {name: level for name, level in levels.items() if level is not None}


@item
class DimensionItem:
    """One row of the severity matrix."""

    id: ItemId = said("Its name.")
    label: Words = said("What it looks at.")
    source: Names = said("Where it comes from.", default=())
    levels: LevelsItem = said("Its thresholds.")


@item
class SeverityFile:
    """shared/severity.yaml."""

    severity: tuple[DimensionItem, ...] = said("The rows of the matrix.")


@item
class DutyItem:
    """A statutory notification. Not legal advice: see `verified`."""

    title: Words = said("What the duty is called.")
    citation: Words = said("The law and its article.")
    within: Within = said("The time it gives: 4h, 2wd, 30d or immediate.")
    words: Words = said("How the law puts the time.")
    recipient: Words = said("Who is to be told.")
    verified: Verified = said("How far it was checked against the source.")
    source: Line = said("Where it was found.")
    checked_on: Day | None = said("When it was last checked.", default=None)
    applies: Words | None = said("When the duty runs.", default=None)


DutiesFile = Annotated[dict[DutyId, DutyItem], Described("DutiesFile", "shared/duties.yaml.")]


@item
class CheckItem:
    """A line of a checklist, ticked by its id."""

    id: ItemId = said("Its name.")
    text: Words = said("What is to be ticked.")
    role: Role | None = said("Who sees to it.", default=None)
    before: Duration | None = said("So long before the time of the list.", default=None)
    after: Duration | None = said("So long after the time of the list.", default=None)
    when: Condition | None = said("The condition under which it applies.", default=None)
    section: Words | None = said("The heading it stands under.", default=None)
    source: Names = said("Where it comes from.", default=())

    def __post_init__(self) -> None:
        """Before or after, not both. Raises MisfitError."""
        if self.before is not None and self.after is not None:
            raise MisfitError(
                "item-form",
                _("Item {id} is both before and after.").format(id=self.id),
                _("Keep one of the two."),
            )


CheckEntry = Annotated[Line | CheckItem, BY_SHAPE]
"""A line of a checklist; a plain text gets its number as its id."""


@item
class ChecklistFile:
    """shared/checklists/<id>.yaml."""

    checklist: ChecklistId = said("Its id: the name of the file without .yaml.")
    title: Words = said("What the list is for.")
    of: FactId | None = said("The time fact that before and after count from.", default=None)
    items: tuple[CheckEntry, ...] = said("Its lines.", min_length=1)


def facts(document: Document) -> dict[str, FactFields]:
    """The facts a document declares, by id. Raises BadFile."""
    found: dict[str, FactFields] = fitted_as(FactsFile, document.data, document)
    return found


def roles(document: Document) -> dict[str, RoleItem]:
    """The roles a document declares, by id. Raises BadFile."""
    found: dict[str, RoleItem] = fitted_as(RolesFile, document.data, document)
    return found


def channels(document: Document) -> dict[str, ChannelItem]:
    """The channels a document declares, by id. Raises BadFile."""
    found: dict[str, ChannelItem] = fitted_as(ChannelsFile, document.data, document)
    return found


def severity(document: Document) -> tuple[DimensionItem, ...]:
    """The rows of the severity matrix. Raises BadFile."""
    return fitted(SeverityFile, document.data, document).severity


def duties(document: Document) -> dict[str, DutyItem]:
    """The duties a document declares, by id. Raises BadFile."""
    found: dict[str, DutyItem] = fitted_as(DutiesFile, document.data, document)
    return found


def checklist(document: Document) -> ChecklistFile:
    """The checklist a document holds. Raises BadFile."""
    return fitted(ChecklistFile, document.data, document)
