"""The format of a scenario: a scripted incident, act by act, and what is expected of it (design 7).

The models say what each key may hold. Which keys go together is `fitting.py`.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from crisiskit.clock import instant
from crisiskit.language import _
from crisiskit.playbook import moments
from crisiskit.playbook.vocabulary import (
    Channel,
    DutyId,
    FactId,
    PlaybookId,
    Responsibility,
    Role,
)
from crisiskit.workspace.files import Zone
from crisiskit.yamlfile.fields import (
    Dashed,
    Form,
    Language,
    Line,
    Names,
    OrOne,
    Strict,
    Words,
    YesNo,
)

Moment = Annotated[
    str,
    Form(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}",
        lambda: _("A date and a time in the time zone of the scenario: 2016-09-13T09:10."),
    ),
]
Elapsed = Annotated[
    str, Form(r"[0-9]{1,5}[mhdw]", lambda: _("A number and one of m h d w: 30m, 20h."))
]
Severity = Literal["P1", "P2", "P3", "P4"]
Warned = Literal["holiday-eve", "night"]
Deed = Literal[
    "done",
    "set",
    "decide",
    "skip",
    "claim",
    "check",
    "draft",
    "edit",
    "approve",
    "reject",
    "publish",
    "note",
    "task",
    "advance",
    "inject",
    "reopen",
    "close",
]

JUDGED = ("severity", "responsibility")
"""Names of conditions that are no facts; `do: set` sets them, with the reason a person gives."""

KINDS = (
    "late",
    "met",
    "warning",
    "appears",
    "not_applicable",
    "document",
    "path",
    "refused",
    "closed",
    "published",
    "reopened",
    "check",
    "discharged",
    "severity",
    "responsibility",
    "not",
)
"""What an expectation may say; its other keys narrow it."""


class Act(Strict):
    """One thing that somebody does, or that happens to the team."""

    do: Deed = Field(description="What is done.")
    at: Moment = Field(description="When, in the time zone of the scenario.")
    role: Role | None = Field(None, alias="as", description="Who: a role of the roster.")
    facts: dict[FactId, Any] = Field({}, alias="set", description="Facts that come with it.")
    confirmed: YesNo = Field(default=False, description="Whether these facts are confirmed.")
    unknown: Annotated[tuple[FactId, ...], OrOne()] = Field(
        (), description="Facts that are answered with: not known yet."
    )
    because: Line | None = Field(None, description="The reason.")
    evidence: Names = Field((), description="Names of files that are kept as evidence.")
    step: Line | None = Field(None, description="The step or group; for draft also a template.")
    option: Line | None = Field(None, description="The option that is decided on.")
    items: Names = Field((), description="Items of the checklist that are ticked.")
    channel: Annotated[tuple[Channel, ...], OrOne()] = Field(
        (), description="Channels; without it, all of the step that are open."
    )
    language: Language | None = Field(None, description="The language of the edited text.")
    text: Line | None = Field(None, description="The words of a note, a task, a claim, an edit.")
    assignee: Role | None = Field(None, alias="role", description="Who the task is for.")
    due: Moment | None = Field(None, description="When the task is due.")
    phase: Line | None = Field(None, description="The phase that is opened.")
    source: Line | None = Field(None, alias="from", description="Who it comes from.")
    handover: Line | None = Field(None, description="Who takes over what is still open.")
    reference: Line | None = Field(None, description="The number of a receipt.")
    still_true: YesNo = Field(default=False, description="What went out was checked and holds.")
    replace: YesNo = Field(default=False, description="Draft again over an edited version.")
    unapproved: YesNo = Field(default=False, description="It went out without approval.")
    waive: YesNo = Field(default=False, description="The channel is given up.")
    privileged: YesNo = Field(default=False, description="The note stays out of exports.")


class Expectation(Strict):
    """What must be so when the scenario has been played; one kind, bounded by its other keys."""

    late: Line | None = Field(None, description="A step or group that missed its target.")
    met: Line | None = Field(None, description="A step or group that met its target.")
    warning: Warned | None = Field(None, description="A warning that was given on a publication.")
    appears: Line | None = Field(None, description="A step or group that can be done from then.")
    not_applicable: Line | None = Field(None, description="A step or group that stays out.")
    document: Line | None = Field(None, description="The drafting step of a document.")
    path: Annotated[tuple[Line, ...], Field(min_length=1), OrOne()] | None = Field(
        None, description="Steps that were finished in this order."
    )
    refused: Literal["2", "4", "7"] | None = Field(None, description="The code of a refused act.")
    closed: YesNo | None = Field(None, description="Whether the case is closed.")
    published: Line | None = Field(None, description="A publishing step that went out.")
    reopened: Line | None = Field(None, description="A step or group that was reopened.")
    check: Line | None = Field(None, description="A step that went out and may be wrong.")
    discharged: DutyId | None = Field(None, description="A duty that was discharged.")
    severity: Severity | None = Field(None, description="The severity.")
    responsibility: Responsibility | None = Field(None, description="Whose doing it is.")
    negated: "Expectation | None" = Field(None, alias="not", description="What must not be so.")
    by_at_least: Elapsed | None = Field(None, description="How late at least.")
    on: Line | None = Field(None, description="The step it is about.")
    do: Deed | None = Field(None, description="The act it is about.")
    flag: Literal["raised", "resolved"] | None = Field(
        None, alias="is", description="What became of the flag check-for-correction."
    )
    facts: Annotated[tuple[FactId, ...], OrOne()] = Field(
        (), description="Facts that the current version used as confirmed."
    )
    no_placeholder: YesNo = Field(default=False, description="The current version has no gaps.")
    channel: Channel | None = Field(None, description="The channel it went out on.")
    approved: YesNo | None = Field(None, description="Whether what went out was approved.")
    after: Moment | None = Field(None, description="Not before this time.")
    until: Moment | None = Field(None, description="Before what happens at this time.")

    @property
    def kind(self) -> str:
        """Which of KINDS it is."""
        said = self.model_dump(by_alias=True, exclude_none=True)
        return next(kind for kind in KINDS if kind in said)


class ScenarioFile(Strict):
    """A scenario as it stands in its file."""

    scenario: Dashed = Field(description="The id; the file is named after it.")
    playbook: PlaybookId = Field(description="The playbook it rehearses.")
    title: Words = Field(description="What happens, in a few words.")
    source: Names = Field((), description="Ids of the case and the rules it rests on.")
    timezone: Zone = Field(description="The time zone of all its times.")
    opened: Moment = Field(description="When the case is opened.")
    severity: Severity | None = Field(None, description="The severity at the opening.")
    anchors: dict[Literal["broke", "aware"], Moment] = Field(
        {}, description="When it became public, and when the team knew of it."
    )
    roster: dict[Role, Line] = Field(min_length=1, description="Role -> who holds it.")
    facts: dict[FactId, Any] = Field({}, description="Confirmed facts, known from the start.")
    languages: Annotated[tuple[Language, ...], OrOne()] = Field(
        (), description="The languages of its documents, the first one first."
    )
    country: Annotated[str, Form(r"[A-Z]{2}", lambda: _("Two capitals, such as CN."))] = Field(
        "CN", description="Whose working days and holidays count."
    )
    then: tuple[Act, ...] = Field(description="The acts, in order of time.")
    expect: tuple[Expectation, ...] = Field(min_length=1, description="What must be so.")


def on_the_clock(raw: str, zone: str) -> datetime:
    """A time of a scenario as an instant. Raises ValueError for one that no clock shows."""
    return instant(moments.parse_time(raw, zone, datetime(2000, 1, 1, tzinfo=UTC)))
