"""The format of what a step does, and of when it is due."""

from typing import Annotated, Literal

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
from crisiskit.yamlfile.fields import (
    BY_SHAPE,
    Language,
    Line,
    MisfitError,
    OrOne,
    Words,
    item,
    said,
)


@item
class WithinItem:
    """A time per severity; `else` for the levels that are not named."""

    P1: Duration | None = said("At severity P1.", default=None)
    P2: Duration | None = said("At severity P2.", default=None)
    P3: Duration | None = said("At severity P3.", default=None)
    P4: Duration | None = said("At severity P4.", default=None)
    otherwise: Duration | None = said("At any other severity.", default=None, alias="else")

    def __post_init__(self) -> None:
        """Every severity has a time. Raises MisfitError."""
        if self.otherwise is None and None in (self.P1, self.P2, self.P3, self.P4):
            raise MisfitError(
                "due-form",
                _("Some severities have no time here."),
                _("Add `else:` for the levels that are not named."),
            )

    def times(self) -> dict[str, str]:
        """The times that are given, by level and `else`."""
        times = {"P1": self.P1, "P2": self.P2, "P3": self.P3, "P4": self.P4, "else": self.otherwise}
        return {level: time for level, time in times.items() if time is not None}


@item
class DueItem:
    """A target: `within` or `by`, counted `from` an anchor; or `before` a time fact."""

    within: (
        Annotated[
            Duration | WithinItem,
            BY_SHAPE,
        ]
        | None
    ) = said("Time from the anchor, as 1h or 2wd; or a map per severity.", default=None)
    by: ByTime | None = said("A clock time after the anchor: next-day 24:00.", default=None)
    before: Duration | None = said("Time before the fact that `of` names.", default=None)
    anchor: Anchor | None = said("What it is counted from.", default=None, alias="from")
    of: Anchor | None = said("The time fact that `before` counts back from.", default=None)

    def __post_init__(self) -> None:
        """One of the three forms. Raises MisfitError."""
        given = [name for name in ("within", "by", "before") if getattr(self, name) is not None]
        if len(given) != 1:
            raise MisfitError(
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
            raise MisfitError(
                "due-form", _("`of` goes with `before` only."), _("Write `from:` instead of `of:`.")
            )

    def _counts_back(self) -> None:
        if self.anchor is not None or self.of is None or not self.of.startswith("fact:"):
            raise MisfitError(
                "due-form",
                _("`before` needs a time fact to count back from."),
                _("Write {before: 24h, of: fact:press_at}."),
            )


@item
class OptionItem:
    """An answer to a decision."""

    label: Words = said("What the answer is called.")
    reopens: Annotated[tuple[StepRef, ...], OrOne()] = said(
        "The earlier step or group to which it leads back.", default=()
    )


@item
class DecideItem:
    """The role picks an option and says why."""

    question: Words = said("What is to be decided.")
    options: dict[OptionId, OptionItem] = said("The answers.", min_length=2)


@item
class DraftItem:
    """Makes a document: one text per language and channel."""

    template: TemplateId = said("The template it is written from.")
    languages: tuple[Language, ...] = said("The languages it needs.", min_length=1)
    channels: tuple[Channel, ...] = said("The channels it is for.", default=())


@item
class ApproverItem:
    """A role that signs off."""

    role: Role = said("Who signs.")
    takes: Duration | None = said("How long the sign-off takes.", default=None)


@item
class ApproveItem:
    """Sign-offs on the current version of a document."""

    draft: StepRef = said("The step that drafts the document.")
    roles: tuple[
        Annotated[Role | ApproverItem, BY_SHAPE],
        ...,
    ] = said("Who signs.", min_length=1)
    need: HowMany = said("How many must sign: all, or a number.", default="all")
    order: Literal["any", "listed"] = said("Whether they sign in turn.", default="any")

    @property
    def count(self) -> int:
        """How many must sign."""
        return len(self.roles) if self.need == "all" else int(self.need)

    def __post_init__(self) -> None:
        """No more sign-offs than roles. Raises MisfitError."""
        if self.count > len(self.roles):
            raise MisfitError(
                "approve-form",
                _("{need} sign-offs are needed, but only {roles} roles sign.").format(
                    need=self.need, roles=len(self.roles)
                ),
                _("Name more roles, or lower `need`."),
            )


@item
class PublishItem:
    """Records that a document went out, per channel."""

    draft: StepRef = said("The step that drafts the document.")
    channels: tuple[Channel, ...] = said("Where it goes out.", min_length=1)
    audience: Audience = said("Who reads it.")


@item
class NotifyItem:
    """Tells people or an authority."""

    to: tuple[Recipient, ...] = said("Who is told.", min_length=1)
    duty: DutyId | None = said("The statutory duty this discharges.", default=None)
    by: Line | None = said("How they are told.", default=None)


@item
class RepeatItem:
    """Comes back every so often; background."""

    every: Duration = said("How often.")
    until: Condition | None = said("What ends it; else the close of the case.", default=None)


@item
class WaitItem:
    """Holds the steps that need it until a condition is true or a time has passed."""

    until: Condition | None = said("The condition it waits for.", default=None)
    lasts: Duration | None = said("How long it waits.", default=None, alias="for")

    def __post_init__(self) -> None:
        """A condition or a time. Raises MisfitError."""
        if (self.until is None) == (self.lasts is None):
            raise MisfitError(
                "wait-form",
                _("A wait has exactly one of until and for."),
                _("Write {until: known(cause)} or {for: 2h}."),
            )
