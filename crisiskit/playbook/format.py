"""The format of playbooks and parts: the authority for what a key means and what it may hold.

Every scalar comes as text and is typed here. What a model refuses becomes a problem with a place
in the file. What the parts of a playbook mean together (ids that must exist, the graph) is
`compile.py`. Parts are read twice: loosely as a PartFile, and strictly, step by step, once their
parameters are put in.
"""

from typing import Annotated, Any, Self

from pydantic import Field, Tag, model_validator

from crisiskit.language import _
from crisiskit.playbook.action_format import (
    ApproveItem,
    ApproverItem,
    DecideItem,
    DraftItem,
    DueItem,
    NotifyItem,
    OptionItem,
    PublishItem,
    RepeatItem,
    WaitItem,
    WithinItem,
)
from crisiskit.playbook.dictionary_format import CheckEntry, FactItem
from crisiskit.playbook.vocabulary import (
    ChecklistId,
    Condition,
    Day,
    Duration,
    DutyId,
    Evidence,
    FactId,
    ParamName,
    ParamType,
    PartId,
    PlaybookId,
    Responsibility,
    Role,
    StepId,
    StepRef,
    Version,
)
from crisiskit.yamlfile import Document, Location
from crisiskit.yamlfile.fields import BY_SHAPE, Line, Names, Strict, Words, YesNo, refusal
from crisiskit.yamlfile.models import checked

__all__ = [
    "ACTIONS",
    "ApproveItem",
    "ApproverItem",
    "DecideItem",
    "DraftItem",
    "DueItem",
    "NotifyItem",
    "OptionItem",
    "ParamItem",
    "PartFile",
    "PlaybookFile",
    "PublishItem",
    "RepeatItem",
    "StepItem",
    "WaitItem",
    "WithinItem",
    "part",
    "playbook",
    "step",
]

ACTIONS = ("decide", "draft", "approve", "publish", "notify", "repeat", "wait", "use", "steps")
"""What a step may do, at most one of them (design 3, "What a step does")."""

LEAF_ONLY = ("do", "consult", "takes", "collect", "evidence", "checklist")
"""Keys that a use or group has no use for: nobody would ever see them."""


class StepItem(Strict):
    """One thing a named role does; or a use of a part, or a group of steps."""

    id: StepId = Field(description="Its name within its list.")
    title: Words | None = Field(default=None, description="What the card says on top.")
    do: Words | None = Field(default=None, description="What to do; Markdown.")
    why: Words | None = Field(default=None, description="Why this matters.")
    source: Names = Field(default=(), description="Where it comes from.")
    role: Role | None = Field(default=None, description="The one role that is accountable.")
    consult: tuple[Role, ...] = Field(default=(), description="The roles to ask.")
    takes: Duration | None = Field(default=None, description="How long the work takes.")
    needs: tuple[StepRef, ...] | None = Field(
        default=None, description="What comes first; the step before by default, [] for nothing."
    )
    when: Condition | None = Field(
        default=None, description="The condition under which it applies."
    )
    due: DueItem | None = Field(default=None, description="The team's own deadline.")
    collect: tuple[FactId, ...] = Field(default=(), description="The facts it asks for.")
    evidence: Evidence = Field(default="none", description="Whether a proof is filed.")
    optional: YesNo = Field(default=False, description="May be left out; holds nothing back.")
    background: YesNo = Field(default=False, description="Runs beside; ends with the case.")
    checklist: (
        Annotated[
            Annotated[ChecklistId, Tag("text")]
            | Annotated[tuple[CheckEntry, ...], Field(min_length=1), Tag("list")],
            BY_SHAPE,
        ]
        | None
    ) = Field(default=None, description="Lines to tick, or the id of a shared checklist.")
    decide: DecideItem | None = Field(default=None, description="Pick an option and say why.")
    draft: DraftItem | None = Field(default=None, description="Write a document.")
    approve: ApproveItem | None = Field(default=None, description="Sign a document off.")
    publish: PublishItem | None = Field(default=None, description="Put a document out.")
    notify: NotifyItem | None = Field(default=None, description="Tell people or an authority.")
    repeat: RepeatItem | None = Field(default=None, description="Come back every so often.")
    wait: WaitItem | None = Field(default=None, description="Hold on for a condition or a time.")
    use: PartId | None = Field(default=None, description="The part put in here.")
    args: dict[ParamName, Any] | None = Field(
        default=None, alias="with", description="The parameters of the part."
    )
    steps: tuple["StepItem", ...] | None = Field(
        default=None, min_length=1, description="A group of steps."
    )

    @property
    def action(self) -> str | None:
        """The key of `ACTIONS` it has; None for a plain task."""
        return next((name for name in ACTIONS if getattr(self, name) is not None), None)

    @model_validator(mode="after")
    def _one_action(self) -> Self:
        given = [name for name in ACTIONS if getattr(self, name) is not None]
        if len(given) > 1:
            raise refusal(
                "one-action",
                _("Step {id} does several things: {actions}.").format(
                    id=self.id, actions=", ".join(given)
                ),
                _("A step does at most one; make a step of each."),
            )
        if self.args is not None and self.use is None:
            raise refusal(
                "with-without-use",
                _("Step {id} has `with` but uses no part.").format(id=self.id),
                _("Add `use:`, or leave `with` out."),
            )
        return self

    @model_validator(mode="after")
    def _fits_kind(self) -> Self:
        if self.use is None and self.steps is None:
            if self.title is None:
                raise refusal(
                    "missing-key",
                    _("Step {id} has no title.").format(id=self.id),
                    _("Add `title:`."),
                )
            return self
        lost = [name for name in LEAF_ONLY if name in self.model_fields_set]
        if lost:
            raise refusal(
                "lost-on-group",
                _("Step {id} holds other steps; nobody would see its {keys}.").format(
                    id=self.id, keys=", ".join(lost)
                ),
                _("Write it at the steps inside."),
            )
        return self


class ResponsibilityItem(Strict):
    """Whose fault a crisis of this type usually is."""

    likely: Responsibility = Field(description="What a case of this type tends to turn out as.")


class SignalsItem(Strict):
    """The words by which this crisis is recognised."""

    zh: tuple[Line, ...] = Field(default=(), description="In Chinese.")
    en: tuple[Line, ...] = Field(default=(), description="In English.")


class PhasesItem(Strict):
    """The steps of the four phases (S1-21)."""

    prevention: tuple[StepItem, ...] = Field(default=(), description="Before anything happens.")
    emergency: tuple[StepItem, ...] = Field(min_length=1, description="When a case starts.")
    disposal: tuple[StepItem, ...] = Field(default=(), description="Handling.")
    recovery: tuple[StepItem, ...] = Field(default=(), description="Afterwards.")


class PlaybookFile(Strict):
    """How this team answers one type of crisis, in four phases."""

    playbook: PlaybookId = Field(description="Its id: the name of the file without .yaml.")
    version: Version = Field(description="Three numbers: 1.0.0.")
    reviewed: Day | None = Field(default=None, description="When the team last went through it.")
    title: Words = Field(description="The type of crisis.")
    summary: Words = Field(description="When this playbook is the right one.")
    signals: SignalsItem = Field(
        default=SignalsItem(), description="The words by which `start` recognises it."
    )
    responsibility: ResponsibilityItem | None = Field(default=None, description="What is likely.")
    lead: Role = Field(description="The function whose head leads and speaks first.")
    facts: tuple[
        Annotated[Annotated[FactId, Tag("text")] | Annotated[FactItem, Tag("map")], BY_SHAPE],
        ...,
    ] = Field(default=(), description="The facts it needs: shared ids, or declared in place.")
    duties: tuple[DutyId, ...] = Field(default=(), description="The statutory duties to look at.")
    phases: PhasesItem = Field(description="The steps.")


class ParamItem(Strict):
    """What a part is told by the playbook that uses it."""

    type: ParamType = Field(description="What kind of value it takes.")
    default: Any = Field(default=None, description="What it is when the playbook does not say.")

    @property
    def has_default(self) -> bool:
        """Whether the playbook may leave it out."""
        return "default" in self.model_fields_set


class PartFile(Strict):
    """A reusable group of steps, before its parameters are put in."""

    part: PartId = Field(description="Its id: the name of the file without .yaml.")
    title: Words = Field(description="What it does.")
    params: dict[ParamName, ParamItem] = Field(default={}, description="What it is told.")
    steps: tuple[dict[str, Any], ...] = Field(
        min_length=1, description="The steps; may hold $param."
    )


def playbook(document: Document) -> PlaybookFile:
    """The playbook a document holds. Raises BadFile with every place at which it is none."""
    return checked(PlaybookFile, document.data, document)


def part(document: Document) -> PartFile:
    """The part a document holds, its steps as they stand. Raises BadFile."""
    return checked(PartFile, document.data, document)


def step(tree: Any, document: Document, at: Location = ()) -> StepItem:
    """A step whose parameters are put in; `at` is where it stands in the document of its part.

    Raises BadFile with the places as far as the document still has them.
    """
    return checked(StepItem, tree, document, at)
