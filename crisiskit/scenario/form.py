"""The format of a scenario: a scripted incident, act by act, and what is expected of it (design 7).

The models say what each key may hold. Which keys go together is `fitting.py`.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

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
    Least,
    Line,
    Names,
    OrOne,
    Words,
    YesNo,
    item,
    said,
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
    "override",
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

_NAMES = {"not": "negated"}


@item
class Act:
    """One thing that somebody does, or that happens to the team."""

    do: Deed = said("What is done.")
    at: Moment = said("When, in the time zone of the scenario.")
    role: Role | None = said("Who: a role of the roster.", default=None, alias="as")
    facts: dict[FactId, Any] = said("Facts that come with it.", default={}, alias="set")
    confirmed: YesNo = said("Whether these facts are confirmed.", default=False)
    unknown: Annotated[tuple[FactId, ...], OrOne()] = said(
        "Facts that are answered with: not known yet.", default=()
    )
    because: Line | None = said("The reason.", default=None)
    evidence: Names = said("Names of files that are kept as evidence.", default=())
    step: Line | None = said("The step or group; for draft also a template.", default=None)
    option: Line | None = said("The option that is decided on.", default=None)
    items: Names = said("Items of the checklist that are ticked.", default=())
    channel: Annotated[tuple[Channel, ...], OrOne()] = said(
        "Channels; without it, all of the step that are open.", default=()
    )
    language: Language | None = said("The language of the edited text.", default=None)
    text: Line | None = said("The words of a note, a task, a claim, an edit.", default=None)
    assignee: Role | None = said("Who the task is for.", default=None, alias="role")
    due: Moment | None = said("When the task is due.", default=None)
    phase: Line | None = said("The phase that is opened.", default=None)
    source: Line | None = said("Who it comes from.", default=None, alias="from")
    handover: Line | None = said("Who takes over what is still open.", default=None)
    reference: Line | None = said("The number of a receipt.", default=None)
    still_true: YesNo = said("What went out was checked and holds.", default=False)
    replace: YesNo = said("Draft again over an edited version.", default=False)
    unapproved: YesNo = said("It went out without approval.", default=False)
    waive: YesNo = said("The channel is given up.", default=False)
    privileged: YesNo = said("The note stays out of exports.", default=False)


@item
class Expectation:
    """What must be so when the scenario has been played; one kind, bounded by its other keys."""

    late: Line | None = said("A step or group that missed its target.", default=None)
    met: Line | None = said("A step or group that met its target.", default=None)
    warning: Warned | None = said("A warning that was given on a publication.", default=None)
    appears: Line | None = said("A step or group that can be done from then.", default=None)
    not_applicable: Line | None = said("A step or group that stays out.", default=None)
    document: Line | None = said("The drafting step of a document.", default=None)
    path: Annotated[tuple[Line, ...], Least(1), OrOne()] | None = said(
        "Steps that were finished in this order.", default=None
    )
    refused: Literal["2", "4", "7"] | None = said("The code of a refused act.", default=None)
    closed: YesNo | None = said("Whether the case is closed.", default=None)
    published: Line | None = said("A publishing step that went out.", default=None)
    reopened: Line | None = said("A step or group that was reopened.", default=None)
    check: Line | None = said("A step that went out and may be wrong.", default=None)
    discharged: DutyId | None = said("A duty that was discharged.", default=None)
    severity: Severity | None = said("The severity.", default=None)
    responsibility: Responsibility | None = said("Whose doing it is.", default=None)
    negated: "Expectation | None" = said("What must not be so.", default=None, alias="not")
    by_at_least: Elapsed | None = said("How late at least.", default=None)
    on: Line | None = said("The step it is about.", default=None)
    do: Deed | None = said("The act it is about.", default=None)
    flag: Literal["raised", "resolved"] | None = said(
        "What became of the flag check-for-correction.", default=None, alias="is"
    )
    facts: Annotated[tuple[FactId, ...], OrOne()] = said(
        "Facts that the current version used as confirmed.", default=()
    )
    no_placeholder: YesNo = said("The current version has no gaps.", default=False)
    channel: Channel | None = said("The channel it went out on.", default=None)
    approved: YesNo | None = said("Whether what went out was approved.", default=None)
    after: Moment | None = said("Not before this time.", default=None)
    until: Moment | None = said("Before what happens at this time.", default=None)

    @property
    def kind(self) -> str:
        """Which of KINDS it is."""
        return next(kind for kind in KINDS if getattr(self, _NAMES.get(kind, kind)) is not None)


@item
class ScenarioFile:
    """A scenario as it stands in its file."""

    scenario: Dashed = said("The id; the file is named after it.")
    playbook: PlaybookId = said("The playbook it rehearses.")
    title: Words = said("What happens, in a few words.")
    source: Names = said("Ids of the case and the rules it rests on.", default=())
    timezone: Zone = said("The time zone of all its times.")
    opened: Moment = said("When the case is opened.")
    severity: Severity | None = said("The severity at the opening.", default=None)
    anchors: dict[Literal["broke", "aware"], Moment] = said(
        "When it became public, and when the team knew of it.", default={}
    )
    roster: dict[Role, Line] = said("Role -> who holds it.", min_length=1)
    facts: dict[FactId, Any] = said("Confirmed facts, known from the start.", default={})
    languages: Annotated[tuple[Language, ...], OrOne()] = said(
        "The languages of its documents, the first one first.", default=()
    )
    country: Annotated[str, Form(r"[A-Z]{2}", lambda: _("Two capitals, such as CN."))] = said(
        "Whose working days and holidays count.", default="CN"
    )
    then: tuple[Act, ...] = said("The acts, in order of time.")
    expect: tuple[Expectation, ...] = said("What must be so.", min_length=1)


def on_the_clock(raw: str, zone: str) -> datetime:
    """A time of a scenario as an instant. Raises ValueError for one that no clock shows."""
    return instant(moments.parse_time(raw, zone, datetime(2000, 1, 1, tzinfo=UTC)))
