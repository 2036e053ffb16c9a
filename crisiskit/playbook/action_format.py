"""The format of what a step does, and of when it is due."""

from typing import Annotated, Literal, Self

from pydantic import Field, Tag, model_validator

from crisiskit.language import _
from crisiskit.playbook.vocabulary import (
    Anchor,
    Audience,
    ByTime,
    Channel,
    Condition,
    Duration,
    DutyId,
    HowMany,
    OptionId,
    Recipient,
    Role,
    StepRef,
    TemplateId,
)
from crisiskit.yamlfile.fields import BY_SHAPE, Language, Line, OrOne, Strict, Words, refusal


class WithinItem(Strict):
    """A time per severity; `else` for the levels that are not named."""

    P1: Duration | None = Field(default=None, description="At severity P1.")
    P2: Duration | None = Field(default=None, description="At severity P2.")
    P3: Duration | None = Field(default=None, description="At severity P3.")
    P4: Duration | None = Field(default=None, description="At severity P4.")
    otherwise: Duration | None = Field(
        default=None, alias="else", description="At any other severity."
    )

    @model_validator(mode="after")
    def _covers(self) -> Self:
        if self.otherwise is None and None in (self.P1, self.P2, self.P3, self.P4):
            raise refusal(
                "due-form",
                _("Some severities have no time here."),
                _("Add `else:` for the levels that are not named."),
            )
        return self

    def times(self) -> dict[str, str]:
        """The times that are given, by level and `else`."""
        return self.model_dump(by_alias=True, exclude_none=True)


class DueItem(Strict):
    """A target: `within` or `by`, counted `from` an anchor; or `before` a time fact."""

    within: (
        Annotated[
            Annotated[Duration, Tag("text")] | Annotated[WithinItem, Tag("map")],
            BY_SHAPE,
        ]
        | None
    ) = Field(
        default=None, description="Time from the anchor, as 1h or 2wd; or a map per severity."
    )
    by: ByTime | None = Field(
        default=None, description="A clock time after the anchor: next-day 24:00."
    )
    before: Duration | None = Field(
        default=None, description="Time before the fact that `of` names."
    )
    anchor: Anchor | None = Field(
        default=None, alias="from", description="What it is counted from."
    )
    of: Anchor | None = Field(
        default=None, description="The time fact that `before` counts back from."
    )

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        given = [name for name in ("within", "by", "before") if getattr(self, name) is not None]
        if len(given) != 1:
            raise refusal(
                "due-form",
                _("A due time has exactly one of within, by and before."),
                _(
                    "Write {within: 1h, from: aware}, {by: next-day 24:00, from: broke} "
                    "or {before: 24h, of: fact:press_at}."
                ),
            )
        if given == ["before"]:
            self._counts_back()
        elif self.of is not None:
            raise refusal(
                "due-form", _("`of` goes with `before` only."), _("Write `from:` instead of `of:`.")
            )
        return self

    def _counts_back(self) -> None:
        if self.anchor is not None or self.of is None or not self.of.startswith("fact:"):
            raise refusal(
                "due-form",
                _("`before` needs a time fact to count back from."),
                _("Write {before: 24h, of: fact:press_at}."),
            )


class OptionItem(Strict):
    """An answer to a decision."""

    label: Words = Field(description="What the answer is called.")
    reopens: Annotated[tuple[StepRef, ...], OrOne()] = Field(
        default=(), description="The earlier step or group to which it leads back."
    )


class DecideItem(Strict):
    """The role picks an option and says why."""

    question: Words = Field(description="What is to be decided.")
    options: dict[OptionId, OptionItem] = Field(min_length=2, description="The answers.")


class DraftItem(Strict):
    """Makes a document: one text per language and channel."""

    template: TemplateId = Field(description="The template it is written from.")
    languages: tuple[Language, ...] = Field(min_length=1, description="The languages it needs.")
    channels: tuple[Channel, ...] = Field(default=(), description="The channels it is for.")


class ApproverItem(Strict):
    """A role that signs off."""

    role: Role = Field(description="Who signs.")
    takes: Duration | None = Field(default=None, description="How long the sign-off takes.")


class ApproveItem(Strict):
    """Sign-offs on the current version of a document."""

    draft: StepRef = Field(description="The step that drafts the document.")
    roles: tuple[
        Annotated[Annotated[Role, Tag("text")] | Annotated[ApproverItem, Tag("map")], BY_SHAPE],
        ...,
    ] = Field(min_length=1, description="Who signs.")
    need: HowMany = Field(default="all", description="How many must sign: all, or a number.")
    order: Literal["any", "listed"] = Field(default="any", description="Whether they sign in turn.")

    @property
    def count(self) -> int:
        """How many must sign."""
        return len(self.roles) if self.need == "all" else int(self.need)

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        if self.count > len(self.roles):
            raise refusal(
                "approve-form",
                _("{need} sign-offs are needed, but only {roles} roles sign.").format(
                    need=self.need, roles=len(self.roles)
                ),
                _("Name more roles, or lower `need`."),
            )
        return self


class PublishItem(Strict):
    """Records that a document went out, per channel."""

    draft: StepRef = Field(description="The step that drafts the document.")
    channels: tuple[Channel, ...] = Field(min_length=1, description="Where it goes out.")
    audience: Audience = Field(description="Who reads it.")


class NotifyItem(Strict):
    """Tells people or an authority."""

    to: tuple[Recipient, ...] = Field(min_length=1, description="Who is told.")
    duty: DutyId | None = Field(default=None, description="The statutory duty this discharges.")
    by: Line | None = Field(default=None, description="How they are told.")


class RepeatItem(Strict):
    """Comes back every so often; background."""

    every: Duration = Field(description="How often.")
    until: Condition | None = Field(
        default=None, description="What ends it; else the close of the case."
    )


class WaitItem(Strict):
    """Holds the steps that need it until a condition is true or a time has passed."""

    until: Condition | None = Field(default=None, description="The condition it waits for.")
    lasts: Duration | None = Field(default=None, alias="for", description="How long it waits.")

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.until is None) == (self.lasts is None):
            raise refusal(
                "wait-form",
                _("A wait has exactly one of until and for."),
                _("Write {until: known(cause)} or {for: 2h}."),
            )
        return self
