"""What the review has against a version, and who lifts it: the lead overrides, legal waives.

The case reviews nothing: an act brings the objections with it. What was lifted is bound to the
version, like an approval.
"""

from collections.abc import Iterable, Sequence

from crisiskit.case.commands import Objection, Override
from crisiskit.case.events import Seal
from crisiskit.case.explain import role_name
from crisiskit.case.records import Document, SignOff
from crisiskit.case.state import Case
from crisiskit.case.tasks import lead_of
from crisiskit.case.working import Working, needed
from crisiskit.errors import Refused, UsageError
from crisiskit.language import _
from crisiskit.text import quote, safe

SHOWN = 8
"""Objections that a refusal spells out; the others are counted."""


def document(case: Case, name: str) -> Document:
    """The document of that id. Raises UsageError."""
    found = case.documents.get(name)
    if found is None:
        raise UsageError(
            _("There is no document {name} in this case.").format(name=quote(name)),
            hint=_("Documents: {names}").format(names=", ".join(case.documents) or _("none yet")),
        )
    return found


def signed(case: Case, paper: Document) -> list[SignOff]:
    """Approvals of the current version that count: none before a reopening, none once rejected."""
    if paper.rejected is not None:
        return []
    return paper.signed(case.record(paper.step).since if paper.step else 0)


def standing(
    case: Case, paper: Document, objections: Iterable[Objection], signing: str | None = None
) -> list[Objection]:
    """The objections that nobody has lifted, nor lifts by signing now.

    The lead lifts by overriding, another role by signing this very version.
    """
    lead, overruled = lead_of(case), paper.overruled
    signatures = {one.role for one in signed(case, paper)} | {signing}
    return [
        one
        for one in objections
        if not (one.code in overruled if one.lifted_by == lead else one.lifted_by in signatures)
    ]


def stopped(
    work: Working, paper: Document, left: Sequence[Objection], head: str | None = None
) -> Refused:
    """The refusal: what stands against a version, a line each, and how it can go out after all."""
    said = head or _("The review stops {document} version {number}:").format(
        document=paper.id, number=paper.current.number
    )
    lines = [f"  {one.said}" for one in left[:SHOWN]]
    if len(left) > SHOWN:
        lines.append("  " + _("and {count} more").format(count=len(left) - SHOWN))
    return Refused("\n".join([said, *lines]), hint=_ways_out(work, paper, left))


def _ways_out(work: Working, paper: Document, left: Sequence[Objection]) -> str:
    words = [_("Mend it: `crisiskit edit {document} --editor`.").format(document=paper.id)]
    lead = lead_of(work.case)
    for role in dict.fromkeys(one.lifted_by for one in left):
        name = role_name(work.situation, role)
        if role == lead:
            said = _("Or {lead} overrides: `crisiskit override {document} --because '…'`.")
            words.append(said.format(lead=name, document=paper.id))
        else:
            said = _(
                "Or {role} lets it be: `crisiskit approve {document} --role {id}`, or a waiver "
                "in the text with by={id}."
            )
            words.append(said.format(role=name, document=paper.id, id=role))
    return "\n".join(words)


def leads(case: Case, actor: str) -> bool:
    """Whether somebody leads the incident; who holds no role does where nobody is named lead."""
    own, lead = case.roles_of(actor), lead_of(case)
    return lead in own or not (own or case.people(lead))


def override(work: Working, command: Override) -> None:
    """The lead lets the current version go out in spite of the review, with the reason."""
    paper, lead = document(work.case, command.document), lead_of(work.case)
    left = standing(work.case, paper, command.objections)
    if left and not leads(work.case, work.actor):
        only = _("Only {lead} overrides the review; {who} does not lead this incident.")
        name = role_name(work.situation, lead)
        raise stopped(work, paper, left, only.format(lead=name, who=safe(work.actor, 80)))
    own = [one for one in left if one.lifted_by == lead]
    if left and not own:
        raise stopped(work, paper, left)
    if not own:
        raise Refused(
            _("The review has nothing against {document} that is to be overridden.").format(
                document=paper.id
            )
        )
    work.emit(
        "review_overridden",
        document=paper.id,
        version=paper.current.id,
        rules=list(dict.fromkeys(one.code for one in own)),
        because=Seal.text(needed(command.because, "--because")),
    )
