"""The format of the shared dictionaries: facts, roles, channels, severity, duties, checklists."""

from typing import Annotated, Self

from pydantic import Field, RootModel, Tag, model_validator

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
from crisiskit.yamlfile.fields import BY_SHAPE, Line, Names, Strict, Words, YesNo, refusal
from crisiskit.yamlfile.models import checked

_FACT_EXTRAS = {"unit": ("number",), "options": ("choice", "choices"), "columns": ("table",)}
"""The types that have a unit, options, columns; options and columns they must have."""


class ColumnItem(Strict):
    """A column of a table fact."""

    type: ColumnType = Field(description="What kind of value its cells hold.")
    label: Words = Field(description="What it is called.")


class FactFields(Strict):
    """A fact of the ledger, as the shared dictionary declares it under its id."""

    type: FactType = Field(description="What kind of value it holds.")
    bucket: Bucket = Field(description="The inventory it belongs to.")
    label: Words = Field(description="What it is called.")
    ask: Words = Field(description="The question that gets it.")
    unit: Words | None = Field(default=None, description="The unit of a number.")
    options: dict[OptionId, Words] = Field(default={}, description="The answers of a choice.")
    columns: dict[FactId, ColumnItem] = Field(default={}, description="The columns of a table.")
    personal: YesNo = Field(default=False, description="Names or describes a person.")

    @model_validator(mode="after")
    def _fits_type(self) -> Self:
        for name, types in _FACT_EXTRAS.items():
            given = bool(getattr(self, name))
            if given and self.type not in types:
                raise refusal(
                    "fact-form",
                    _("A fact of type {type} has no {key}.").format(type=self.type, key=name),
                    _("{key} goes with {types}.").format(key=name, types=", ".join(types)),
                )
            if not given and name != "unit" and self.type in types:
                raise refusal(
                    "fact-form",
                    _("A fact of type {type} needs {key}.").format(type=self.type, key=name),
                    _("Add `{key}:`.").format(key=name),
                )
        return self


class FactItem(FactFields):
    """A fact that a playbook declares in place."""

    id: FactId = Field(description="The name that conditions and templates know it by.")


class FactsFile(RootModel[dict[FactId, FactFields]]):
    """shared/facts.yaml."""


class RoleItem(Strict):
    """Who is accountable."""

    label: Words = Field(description="What the role is called.")
    about: Words = Field(description="What it is there for.")


class RolesFile(RootModel[dict[Role, RoleItem]]):
    """shared/roles.yaml."""


class ChannelItem(Strict):
    """Where words go out."""

    label: Words = Field(description="What the channel is called.")


class ChannelsFile(RootModel[dict[Channel, ChannelItem]]):
    """shared/channels.yaml."""


class LevelItem(Strict):
    """One threshold of the severity matrix."""

    when: Condition = Field(description="The condition under which the level is proposed.")
    text: Words = Field(description="The reason that is given.")


class LevelsItem(Strict):
    """The thresholds of one row of the matrix; the highest that holds is proposed."""

    P1: LevelItem | None = Field(default=None, description="First, red.")
    P2: LevelItem | None = Field(default=None, description="Second, orange.")
    P3: LevelItem | None = Field(default=None, description="Third, yellow.")
    P4: LevelItem | None = Field(default=None, description="Fourth, blue.")

    def given(self) -> dict[str, LevelItem]:
        """The levels that are there, gravest first."""
        levels = {name: getattr(self, name) for name in ("P1", "P2", "P3", "P4")}
        return {name: level for name, level in levels.items() if level is not None}


class DimensionItem(Strict):
    """One row of the severity matrix."""

    id: ItemId = Field(description="Its name.")
    label: Words = Field(description="What it looks at.")
    source: Names = Field(default=(), description="Where it comes from.")
    levels: LevelsItem = Field(description="Its thresholds.")


class SeverityFile(Strict):
    """shared/severity.yaml."""

    severity: tuple[DimensionItem, ...] = Field(description="The rows of the matrix.")


class DutyItem(Strict):
    """A statutory notification. Not legal advice: see `verified`."""

    title: Words = Field(description="What the duty is called.")
    citation: Words = Field(description="The law and its article.")
    within: Within = Field(description="The time it gives: 4h, 2wd, 30d or immediate.")
    words: Words = Field(description="How the law puts the time.")
    recipient: Words = Field(description="Who is to be told.")
    verified: Verified = Field(description="How far it was checked against the source.")
    source: Line = Field(description="Where it was found.")
    checked_on: Day | None = Field(default=None, description="When it was last checked.")
    applies: Words | None = Field(default=None, description="When the duty runs.")


class DutiesFile(RootModel[dict[DutyId, DutyItem]]):
    """shared/duties.yaml."""


class CheckItem(Strict):
    """A line of a checklist, ticked by its id."""

    id: ItemId = Field(description="Its name.")
    text: Words = Field(description="What is to be ticked.")
    role: Role | None = Field(default=None, description="Who sees to it.")
    before: Duration | None = Field(
        default=None, description="So long before the time of the list."
    )
    after: Duration | None = Field(default=None, description="So long after the time of the list.")
    when: Condition | None = Field(
        default=None, description="The condition under which it applies."
    )
    section: Words | None = Field(default=None, description="The heading it stands under.")
    source: Names = Field(default=(), description="Where it comes from.")

    @model_validator(mode="after")
    def _one_time(self) -> Self:
        if self.before is not None and self.after is not None:
            raise refusal(
                "item-form",
                _("Item {id} is both before and after.").format(id=self.id),
                _("Keep one of the two."),
            )
        return self


CheckEntry = Annotated[Annotated[Line, Tag("text")] | Annotated[CheckItem, Tag("map")], BY_SHAPE]
"""A line of a checklist; a plain text gets its number as its id."""


class ChecklistFile(Strict):
    """shared/checklists/<id>.yaml."""

    checklist: ChecklistId = Field(description="Its id: the name of the file without .yaml.")
    title: Words = Field(description="What the list is for.")
    of: FactId | None = Field(
        default=None, description="The time fact that before and after count from."
    )
    items: tuple[CheckEntry, ...] = Field(min_length=1, description="Its lines.")


def facts(document: Document) -> dict[str, FactFields]:
    """The facts a document declares, by id. Raises BadFile."""
    return checked(FactsFile, document.data, document).root


def roles(document: Document) -> dict[str, RoleItem]:
    """The roles a document declares, by id. Raises BadFile."""
    return checked(RolesFile, document.data, document).root


def channels(document: Document) -> dict[str, ChannelItem]:
    """The channels a document declares, by id. Raises BadFile."""
    return checked(ChannelsFile, document.data, document).root


def severity(document: Document) -> tuple[DimensionItem, ...]:
    """The rows of the severity matrix. Raises BadFile."""
    return checked(SeverityFile, document.data, document).severity


def duties(document: Document) -> dict[str, DutyItem]:
    """The duties a document declares, by id. Raises BadFile."""
    return checked(DutiesFile, document.data, document).root


def checklist(document: Document) -> ChecklistFile:
    """The checklist a document holds. Raises BadFile."""
    return checked(ChecklistFile, document.data, document)
