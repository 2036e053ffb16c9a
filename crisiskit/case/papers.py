"""Deciding what happens to documents: written, signed, released; and duties discharged.

A document's approval and release are bound to the hash of one version. `case` never renders: a
written version arrives with its texts made.
"""

from collections.abc import Sequence

from crisiskit.case.commands import Discharge, Sign, Write
from crisiskit.case.events import Seal
from crisiskit.case.explain import role_name, why_not
from crisiskit.case.ledger import keep
from crisiskit.case.objections import document, signed, standing, stopped
from crisiskit.case.progress import proved
from crisiskit.case.records import Document
from crisiskit.case.stepstate import State
from crisiskit.case.working import Working, needed, unknown_role
from crisiskit.errors import Refused, UsageError
from crisiskit.language import _
from crisiskit.playbook.plan import Approve, Step
from crisiskit.text import did_you_mean, quote


def write(work: Working, command: Write) -> None:
    """A new version; any change of the text is one, and it starts without approvals."""
    existing = _existing(work, command)
    if existing is not None and existing.current.edited and not (command.edited or command.replace):
        raise Refused(
            _("{document} was edited by hand; drafting again would lose that.").format(
                document=existing.id
            ),
            hint=_("--replace drafts again all the same; the edited version stays in the record."),
        )
    name = existing.id if existing else f"d{len(work.case.documents) + 1}"
    work.emit(
        "document_edited" if command.edited else "document_drafted",
        document=name,
        step=existing.step if existing else command.step,
        template=command.template or (existing.template if existing else None),
        template_hash=command.template_hash,
        version=command.version,
        manifest=[dict(entry) for entry in command.manifest],
        texts=[_kept(text.language, text.channel, text.text) for text in command.texts],
        gaps=[dict(gap) for gap in command.gaps] or None,
        facts=_rests_on(work, command, existing) or None,
    )


def _rests_on(work: Working, command: Write, existing: Document | None) -> dict[str, int]:
    """Each fact in the texts, with the entry of the value that stands there.

    Who edits by hand puts no newer value in.
    """
    known = {f: work.case.facts[f].seq for f in command.facts if f in work.case.facts}
    kept = existing.current.facts if existing is not None and command.edited else {}
    return known | {fact: kept[fact] for fact in known if fact in kept}


def _kept(language: str, channel: str | None, text: str) -> dict[str, object]:
    return {"language": language, "channel": channel, "text": Seal.text(text)}


def _existing(work: Working, command: Write) -> Document | None:
    if command.document is not None:
        return document(work.case, command.document)
    return work.case.document_of(command.step) if command.step is not None else None


def sign(work: Working, command: Sign) -> None:
    """A role approves or rejects the current version."""
    paper = document(work.case, command.document)
    if command.role not in work.case.plan.roles:
        raise unknown_role(work.case, command.role)
    if not command.approved:
        _reject(work, paper, command)
        return
    _signable(work, paper, command.role)
    left = standing(work.case, paper, command.objections, signing=command.role)
    if left:
        raise stopped(work, paper, left)
    evidence = keep(work, command.evidence, None) if command.evidence else None
    work.emit(
        "document_approved",
        document=paper.id,
        version=paper.current.id,
        role=command.role,
        because=Seal.words(command.because),
        reported_for=command.reported_for,
        via=command.via,
        evidence=evidence,
    )


def _reject(work: Working, paper: Document, command: Sign) -> None:
    because = needed(command.because, "--because")
    work.emit(
        "document_rejected",
        document=paper.id,
        version=paper.current.id,
        role=command.role,
        because=Seal.text(because),
        reported_for=command.reported_for,
        via=command.via,
    )


def _signable(work: Working, paper: Document, role: str) -> None:
    if paper.current.gaps:
        labels = _(", ").join(
            str(gap.get("placeholder", gap.get("fact"))) for gap in paper.current.gaps
        )
        raise Refused(
            _("{document} still has gaps: {gaps}.").format(document=paper.id, gaps=labels),
            hint=_("Record and confirm the facts, then draft again."),
        )
    if paper.rejected is not None:
        raise Refused(
            _("This version of {document} was rejected by {role}.").format(
                document=paper.id, role=role_name(work.situation, paper.rejected.role)
            ),
            hint=_("Draft or edit it first: an approval is bound to a version."),
        )
    steps = approvals_of(work, paper)
    if steps:
        _sign_one_of(work, steps, role)
    elif any(a.role == role for a in signed(work.case, paper)):
        raise Refused(_("{role} has approved this version already.").format(role=role))


def _sign_one_of(work: Working, steps: Sequence[Step], role: str) -> None:
    """Refuse a signature that no step takes; where several may, for the reason nearest to it."""
    asked = [step for step in steps if role in _signers(step)] or steps
    refused = []
    for step in asked:
        try:
            _may_sign(work, step, role)
        except Refused as error:
            refused.append(error)
    if len(refused) == len(asked):
        raise refused[-1]


def approvals_of(work: Working, paper: Document) -> list[Step]:
    """The steps that sign a document off, among those that apply."""
    situation = work.situation
    return [
        step
        for step in work.case.walked()
        if isinstance(step.action, Approve)
        and step.action.draft == paper.step
        and situation.state(step) not in {State.NOT_APPLICABLE, State.SKIPPED}
    ]


def _signers(step: Step) -> list[str]:
    action = step.action
    assert isinstance(action, Approve)
    return [approver.role for approver in action.roles]


def _may_sign(work: Working, step: Step, role: str) -> None:
    action = step.action
    assert isinstance(action, Approve)
    roles = _signers(step)
    situation = work.situation
    if role not in roles:
        raise Refused(
            _("{role} is not among those who sign {step}.").format(role=role, step=step.id),
            hint=_("Asked for: {roles}").format(roles=", ".join(roles)),
        )
    given = situation.signed(step)
    if role in given:
        raise Refused(_("{role} has approved this version already.").format(role=role))
    state = situation.state(step)
    if not state.open and state is not State.DONE:
        raise Refused(
            _("{step} cannot be done now: {reasons}.").format(
                step=step.id, reasons=_("; ").join(why_not(situation, step))
            )
        )
    before = [r for r in roles[: roles.index(role)] if r not in given]
    if action.order == "listed" and before:
        raise Refused(
            _("{first} signs before {role}.").format(first=before[0], role=role),
            hint=_("Asked for, in this order: {roles}").format(roles=", ".join(roles)),
        )


def discharge(work: Working, command: Discharge) -> None:
    """A statutory notification was made; what proves it is kept."""
    if command.duty not in work.case.plan.duties:
        raise UsageError(
            _("This playbook names no duty {duty}.").format(duty=quote(command.duty)),
            hint=did_you_mean(
                command.duty,
                list(work.case.plan.duties),
                _("Duties: {duties}").format(duties=", ".join(work.case.plan.duties) or _("none")),
            ),
        )
    proved(command.reference, command.evidence)
    evidence = keep(work, command.evidence, None) if command.evidence else None
    work.emit(
        "duty_discharged",
        duty=command.duty,
        reference=Seal.words(command.reference),
        evidence=evidence,
    )
