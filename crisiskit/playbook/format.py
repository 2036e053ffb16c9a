"""The format of playbooks and parts: the authority for what a key means and what it may hold.

Every scalar comes as text and is typed here. What a model refuses becomes a problem with a place
in the file. What the parts of a playbook mean together (ids that must exist, the graph) is
`compile.py`. Parts are read twice: loosely as a PartFile, and strictly, step by step, once their
parameters are put in.
"""

from typing import Annotated, Any

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
from crisiskit.yamlfile.fields import (
    BY_SHAPE,
    Least,
    Line,
    MisfitError,
    Names,
    Words,
    YesNo,
    item,
    said,
)
from crisiskit.yamlfile.fitting import fitted

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


@item
class StepItem:
    """One thing a named role does; or a use of a part, or a group of steps."""

    id: StepId = said("Its name within its list.")
    title: Words | None = said("What the card says on top.", default=None)
    do: Words | None = said("What to do; Markdown.", default=None)
    why: Words | None = said("Why this matters.", default=None)
    source: Names = said("Where it comes from.", default=())
    role: Role | None = said("The one role that is accountable.", default=None)
    consult: tuple[Role, ...] = said("The roles to ask.", default=())
    takes: Duration | None = said("How long the work takes.", default=None)
    needs: tuple[StepRef, ...] | None = said(
        "What comes first; the step before by default, [] for nothing.", default=None
    )
    when: Condition | None = said("The condition under which it applies.", default=None)
    due: DueItem | None = said("The team's own deadline.", default=None)
    collect: tuple[FactId, ...] = said("The facts it asks for.", default=())
    evidence: Evidence = said("Whether a proof is filed.", default="none")
    optional: YesNo = said("May be left out; holds nothing back.", default=False)
    background: YesNo = said("Runs beside; ends with the case.", default=False)
    checklist: (
        Annotated[
            ChecklistId | Annotated[tuple[CheckEntry, ...], Least(1)],
            BY_SHAPE,
        ]
        | None
    ) = said("Lines to tick, or the id of a shared checklist.", default=None)
    decide: DecideItem | None = said("Pick an option and say why.", default=None)
    draft: DraftItem | None = said("Write a document.", default=None)
    approve: ApproveItem | None = said("Sign a document off.", default=None)
    publish: PublishItem | None = said("Put a document out.", default=None)
    notify: NotifyItem | None = said("Tell people or an authority.", default=None)
    repeat: RepeatItem | None = said("Come back every so often.", default=None)
    wait: WaitItem | None = said("Hold on for a condition or a time.", default=None)
    use: PartId | None = said("The part put in here.", default=None)
    args: dict[ParamName, Any] | None = said(
        "The parameters of the part.", default=None, alias="with"
    )
    steps: tuple["StepItem", ...] | None = said("A group of steps.", default=None, min_length=1)

    @property
    def action(self) -> str | None:
        """The key of `ACTIONS` it has; None for a plain task."""
        return next((name for name in ACTIONS if getattr(self, name) is not None), None)

    def __post_init__(self) -> None:
        """Which keys go together. Raises MisfitError."""
        self._check_action()
        self._check_kind()

    def _check_action(self) -> None:
        given = [name for name in ACTIONS if getattr(self, name) is not None]
        if len(given) > 1:
            raise MisfitError(
                "one-action",
                _("Step {id} does several things: {actions}.").format(
                    id=self.id, actions=", ".join(given)
                ),
                _("A step does at most one; make a step of each."),
            )
        if self.args is not None and self.use is None:
            raise MisfitError(
                "with-without-use",
                _("Step {id} has `with` but uses no part.").format(id=self.id),
                _("Add `use:`, or leave `with` out."),
            )

    def _check_kind(self) -> None:
        if self.use is None and self.steps is None:
            if self.title is None:
                raise MisfitError(
                    "missing-key",
                    _("Step {id} has no title.").format(id=self.id),
                    _("Add `title:`."),
                )
            return
        lost = [name for name in LEAF_ONLY if getattr(self, name) not in (None, (), "none")]
        if lost:
            raise MisfitError(
                "lost-on-group",
                _("Step {id} holds other steps; nobody would see its {keys}.").format(
                    id=self.id, keys=", ".join(lost)
                ),
                _("Write it at the steps inside."),
            )


@item
class ResponsibilityItem:
    """Whose fault a crisis of this type usually is."""

    likely: Responsibility = said("What a case of this type tends to turn out as.")


@item
class SignalsItem:
    """The words by which this crisis is recognised."""

    zh: tuple[Line, ...] = said("In Chinese.", default=())
    en: tuple[Line, ...] = said("In English.", default=())

    def by_language(self) -> dict[str, tuple[str, ...]]:
        """The words of each language that has any."""
        words = {"zh": self.zh, "en": self.en}
        return {language: some for language, some in words.items() if some}


@item
class PhasesItem:
    """The steps of the four phases (S1-21)."""

    prevention: tuple[StepItem, ...] = said("Before anything happens.", default=())
    emergency: tuple[StepItem, ...] = said("When a case starts.", min_length=1)
    disposal: tuple[StepItem, ...] = said("Handling.", default=())
    recovery: tuple[StepItem, ...] = said("Afterwards.", default=())


@item
class PlaybookFile:
    """How this team answers one type of crisis, in four phases."""

    playbook: PlaybookId = said("Its id: the name of the file without .yaml.")
    version: Version = said("Three numbers: 1.0.0.")
    reviewed: Day | None = said("When the team last went through it.", default=None)
    title: Words = said("The type of crisis.")
    summary: Words = said("When this playbook is the right one.")
    signals: SignalsItem = said("The words by which `start` recognises it.", default=SignalsItem())
    responsibility: ResponsibilityItem | None = said("What is likely.", default=None)
    lead: Role = said("The function whose head leads and speaks first.")
    facts: tuple[
        Annotated[FactId | FactItem, BY_SHAPE],
        ...,
    ] = said("The facts it needs: shared ids, or declared in place.", default=())
    duties: tuple[DutyId, ...] = said("The statutory duties to look at.", default=())
    phases: PhasesItem = said("The steps.")


@item
class ParamItem:
    """What a part is told by the playbook that uses it."""

    type: ParamType = said("What kind of value it takes.")
    default: Any = said("What it is when the playbook does not say.", default=None)

    @property
    def has_default(self) -> bool:
        """Whether the playbook may leave it out."""
        return self.default is not None


@item
class PartFile:
    """A reusable group of steps, before its parameters are put in."""

    part: PartId = said("Its id: the name of the file without .yaml.")
    title: Words = said("What it does.")
    params: dict[ParamName, ParamItem] = said("What it is told.", default={})
    steps: tuple[dict[str, Any], ...] = said("The steps; may hold $param.", min_length=1)


def playbook(document: Document) -> PlaybookFile:
    """The playbook a document holds. Raises BadFile with every place at which it is none."""
    return fitted(PlaybookFile, document.data, document)


def part(document: Document) -> PartFile:
    """The part a document holds, its steps as they stand. Raises BadFile."""
    return fitted(PartFile, document.data, document)


def step(tree: Any, document: Document, at: Location = ()) -> StepItem:
    """A step whose parameters are put in; `at` is where it stands in the document of its part.

    Raises BadFile with the places as far as the document still has them.
    """
    return fitted(StepItem, tree, document, at)
