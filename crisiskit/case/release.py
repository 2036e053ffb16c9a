"""Deciding whether a document goes out: approvals, gaps, the hour; and the truth if it went."""

from crisiskit.calendar import at_night, holiday_eve
from crisiskit.case.commands import Release
from crisiskit.case.events import Seal
from crisiskit.case.explain import role_name, why_not
from crisiskit.case.objections import document, signed, standing, stopped
from crisiskit.case.papers import approvals_of
from crisiskit.case.records import Document
from crisiskit.case.stepstate import State
from crisiskit.case.tasks import for_lead
from crisiskit.case.working import Working, needed
from crisiskit.clock import instant
from crisiskit.errors import AnswerNeeded, Refused, UsageError
from crisiskit.language import _, pick
from crisiskit.playbook.plan import Approve, Publish, Step
from crisiskit.text import did_you_mean, quote


def release(work: Working, command: Release) -> None:
    """Record that a version went out on a channel, truthfully, also when nobody had approved it."""
    paper = document(work.case, command.document)
    step = _publishing(work, paper, command)
    if command.channel not in work.case.plan.channels:
        raise _unknown_channel(work, command.channel)
    if command.waive:
        _waive(work, step, command)
        return
    lacking = _lacking(work, paper)
    early = [] if step is None or lacking else _not_yet(work, step)
    if (lacking or early) and not command.unapproved:
        raise _cannot_go_out(paper, command, [*lacking, *early])
    left = standing(work.case, paper, command.objections)
    if left and not command.unapproved:
        raise stopped(work, paper, left)
    approved = not lacking and not left
    asked_before = any(
        not out.approved and out.version == paper.current.id for out in paper.publications
    )
    warnings = _warnings(work, step)
    because = command.because
    if warnings or lacking or early or left:
        because = _explained(warnings, early, because)
    work.emit(
        "document_published",
        document=paper.id,
        version=paper.current.id,
        step=step.id if step else None,
        channel=command.channel,
        audience=step.action.audience if step and isinstance(step.action, Publish) else None,
        approved=approved,
        warnings=warnings or None,
        because=Seal.words(because),
    )
    if not approved and not asked_before:
        _approve_or_correct(work, paper, command.channel)


def _explained(warnings: list[str], early: list[str], because: str | None) -> str:
    words = {
        "holiday-eve": _(
            "It goes out on the eve of a holiday: it looks as if you hoped nobody would read it."
        ),
        "night": _("It goes out between 22:00 and 06:00."),
    }
    if because is None or not because.strip():
        said = " ".join(words[w] for w in warnings) or _("; ").join(early)
        said = said or _("It goes out without approval.")
        raise AnswerNeeded(
            _("{said} A reason is needed.").format(said=said), hint=_("--because '…'")
        )
    return because


def _publishing(work: Working, paper: Document, command: Release) -> Step | None:
    """The step that was named, else one that has the channel still to do, else any with it."""
    if command.step is not None:
        return work.step(command.step)
    situation = work.situation
    steps = [
        step
        for step in work.case.walked()
        if isinstance(step.action, Publish)
        and paper.step is not None
        and step.action.draft == paper.step
        and (work.case.record(step.id).check or situation.state(step) not in _NEVER)
    ]
    fitting = [
        s for s in steps if isinstance(s.action, Publish) and command.channel in s.action.channels
    ]
    waiting = [s for s in fitting if not _is_out(work, s, paper, command.channel)]
    return next(iter(waiting or fitting or steps), None)


_NEVER = frozenset({State.NOT_APPLICABLE, State.SKIPPED})


def _is_out(work: Working, step: Step, paper: Document, channel: str) -> bool:
    """Whether a step has the current version out on a channel, with nothing to correct."""
    record = work.case.record(step.id)
    return record.published.get(channel, 0) > max(record.check, paper.current.seq)


def _unknown_channel(work: Working, channel: str) -> UsageError:
    return UsageError(
        _("There is no channel {channel}.").format(channel=quote(channel)),
        hint=did_you_mean(
            channel,
            list(work.case.plan.channels),
            _("Channels: {channels}").format(channels=", ".join(work.case.plan.channels)),
        ),
    )


def _waive(work: Working, step: Step | None, command: Release) -> None:
    if step is None:
        raise Refused(_("Only a channel of a publishing step can be waived."))
    work.emit(
        "document_published",
        document=command.document,
        version=work.case.documents[command.document].current.id,
        step=step.id,
        channel=command.channel,
        waived=True,
        approved=False,
        because=Seal.text(needed(command.because, "--because")),
    )


def _cannot_go_out(paper: Document, command: Release, reasons: list[str]) -> Refused:
    return Refused(
        _("{document} cannot go out yet: {reasons}.").format(
            document=paper.id, reasons=_("; ").join(reasons)
        ),
        hint=_(
            "If it went out already, record it truthfully: "
            "`crisiskit publish {document} --channel {channel} --unapproved --because '…'`"
        ).format(document=paper.id, channel=command.channel),
    )


def _lacking(work: Working, paper: Document) -> list[str]:
    """What the version lacks of being approved."""
    situation = work.situation
    signing = approvals_of(work, paper)
    found = []
    if paper.current.gaps:
        found.append(_("it still has gaps"))
    for approve in signing:
        action = approve.action
        assert isinstance(action, Approve)
        given = situation.signed(approve)
        if len(given) < action.need and not _found_true(work, approve, paper):
            open_roles = [role_name(situation, a.role) for a in action.roles if a.role not in given]
            found.append(_("not signed by {roles}").format(roles=_(", ").join(open_roles)))
    if not signing and not signed(work.case, paper):
        found.append(_("nobody has approved this version"))
    return found


def _found_true(work: Working, approve: Step, paper: Document) -> bool:
    """Whether an approval was settled because this very version, once approved, is still true."""
    settled = work.case.record(approve.id).settled_at is not None
    return settled and any(p.approved and p.version == paper.current.id for p in paper.publications)


def _not_yet(work: Working, step: Step) -> list[str]:
    situation = work.situation
    if situation.state(step).open or work.case.record(step.id).published:
        return []
    return why_not(situation, step)


def _warnings(work: Working, step: Step | None) -> list[str]:
    """News on the eve of a holiday looks like hiding (S0-C2); at night nobody answers questions."""
    if (
        step is not None
        and isinstance(step.action, Publish)
        and step.action.audience == "regulator"
    ):
        return []
    moment = instant(work.at)
    found = []
    if holiday_eve(moment, work.case.zone, work.case.country) is not None:
        found.append("holiday-eve")
    if at_night(moment, work.case.zone):
        found.append("night")
    return found


def _approve_or_correct(work: Working, paper: Document, channel: str) -> None:
    name = pick(work.case.plan.channels.get(channel)) or channel
    words = _(
        "{document} went out on {channel} without approval: approve it, or correct it."
    ).format(document=paper.id, channel=name)
    for_lead(work, words)
