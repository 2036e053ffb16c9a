"""Where a document stands in its case, for the reviewer: signed, out, who was told before."""

from collections.abc import Iterator
from datetime import datetime

from crisiskit.case.records import Document, Publication, Version
from crisiskit.case.situation import Situation
from crisiskit.case.state import Case
from crisiskit.case.stepstate import State
from crisiskit.clock import local, zone_info
from crisiskit.desk.desk import Desk
from crisiskit.playbook import graph
from crisiskit.playbook.plan import Approve, Notify, Publish, Step, rank
from crisiskit.review.context import Standing

STAFF = "staff"
BROKE_ON = "ignition_platform"
NEXT_UPDATE = "next_update_at"
"""The facts that say where the matter became public, and when the public hears more."""

_FALLEN_OUT = frozenset({State.NOT_APPLICABLE, State.SKIPPED})


def standing(desk: Desk, document: Document) -> Standing:
    """What the case tells of a document, besides facts, at this moment."""
    case, situation = desk.case, desk.situation()
    signing = [step for step in _steps(situation, Approve) if _is_for(step, document)]
    announced = _announced(case, document.current)
    return Standing(
        now=_now(situation),
        out=_is_out(document),
        signed=all(_is_done(situation, step) for step in signing) if signing else None,
        same_hand=_same_hand(case, document),
        unsigned=_unsigned(situation, document, signing),
        staff_told=_staff_told(situation, document),
        broke_on=_broke_on(case),
        answered_on=tuple(dict.fromkeys(_channels(situation))),
        replaced=tuple(_replaced(case, document)),
        announced=local(announced, case.zone) if announced else None,
        overdue=_overdue(situation),
    )


def _now(situation: Situation) -> datetime:
    return situation.now.astimezone(zone_info(situation.case.zone))


def _steps(situation: Situation, kind: type) -> Iterator[Step]:
    """The steps of a kind that are walked and have not fallen out."""
    for step in situation.case.walked():
        if isinstance(step.action, kind) and situation.state(step) not in _FALLEN_OUT:
            yield step


def _is_for(step: Step, document: Document) -> bool:
    return document.step is not None and getattr(step.action, "draft", None) == document.step


def _is_done(situation: Situation, step: Step) -> bool:
    return situation.state(step) is State.DONE


def _is_out(document: Document) -> bool:
    return any(one.version == document.current.id for one in document.publications)


def _same_hand(case: Case, document: Document) -> tuple[str, ...]:
    """Roles that were signed for by whoever wrote the version; names are as they were claimed."""
    since = case.record(document.step).since if document.step else 0
    writer = document.current.by
    return tuple(
        one.role for one in document.signed(since) if (one.reported_for or one.by) == writer
    )


def _unsigned(situation: Situation, document: Document, signing: list[Step]) -> tuple[str, ...]:
    """Who has not signed a version that went out unapproved, of the steps that still want it."""
    current = document.current.id
    if not any(one.version == current and not one.approved for one in document.publications):
        return ()
    lacking = [step for step in signing if not _is_done(situation, step)]
    roles = {
        approver.role: None
        for step in lacking
        if isinstance(step.action, Approve)
        for approver in step.action.roles
        if approver.role not in situation.signed(step)
    }
    return tuple(roles)


def _staff_told(situation: Situation, document: Document) -> bool | None:
    """Whether staff heard it first; None where no step up to this one tells them, or can yet.

    A step that can only come behind this publication tells them too late to count.
    """
    case = situation.case
    publishing = [step for step in _steps(situation, Publish) if _is_for(step, document)]
    if document.step is None or any(_tells_staff(step) for step in publishing):
        return None
    later = {one for step in publishing for one in graph.descendants(case.plan, step.id)}
    last = rank(case.step(document.step).phase)
    telling = [
        step
        for kind in (Notify, Publish)
        for step in _steps(situation, kind)
        if _tells_staff(step) and rank(step.phase) <= last and step.id not in later
    ]
    if not any(_is_done(situation, step) or situation.state(step).open for step in telling):
        return None
    told = [at for step in telling if (at := _told_at(case, step)) is not None]
    out = min((one.at for one in document.publications), default=None)
    return any(out is None or at <= out for at in told)


def _tells_staff(step: Step) -> bool:
    match step.action:
        case Notify(to=to):
            return STAFF in to
        case Publish(audience=audience):
            return audience == STAFF
    return False


def _told_at(case: Case, step: Step) -> str | None:
    record = case.record(step.id)
    return record.published_at if isinstance(step.action, Publish) else record.done_at


def _broke_on(case: Case) -> str | None:
    """The channel on which it became public; None when it is none of ours, or nobody knows."""
    entry = case.facts.get(BROKE_ON)
    value = case.value(entry) if entry is not None and entry.known else None
    return value if value in case.plan.channels else None


def _channels(situation: Situation) -> Iterator[str]:
    for step in _steps(situation, Publish):
        assert isinstance(step.action, Publish)
        yield from step.action.channels
    for document in situation.case.documents.values():
        yield from (one.channel for one in document.publications)


def _replaced(case: Case, document: Document) -> Iterator[tuple[str, str | None]]:
    """The texts of the current version that read otherwise in a version that went out before."""
    out = {one.version for one in document.publications} - {document.current.id}
    before = [version for version in document.versions if version.id in out]
    if not before:
        return
    old = {(one["language"], one["channel"]): one["text"] for one in before[-1].texts}
    for one in document.current.texts:
        name = one["language"], one["channel"]
        if name in old and case.words(old[name]) != case.words(one["text"]):
            yield name


def _announced(case: Case, version: Version) -> str | None:
    """When the next update comes, where a version was made with the value that stands."""
    entry = case.facts.get(NEXT_UPDATE)
    if entry is None or not entry.known or NEXT_UPDATE not in version.facts:
        return None
    value = case.value(entry) if version.at >= entry.since else None
    return value if isinstance(value, str) else None


def _overdue(situation: Situation) -> datetime | None:
    """When more was to come, where that was published and nothing newer has been since."""
    case = situation.case
    told = [
        (publication, version)
        for document in case.documents.values()
        for publication in document.publications
        for version in document.versions
        if version.id == publication.version
    ]
    announcing = [(one, _announced(case, version)) for one, version in told]
    first = min((one.at for one, at in announcing if at), default=None)
    if first is None or any(_is_newer(one, version, first) for one, version in told):
        return None
    due = next(local(at, case.zone) for _one, at in announcing if at)
    return due if due < situation.now else None


def _is_newer(publication: Publication, version: Version, announced: str) -> bool:
    """Whether something was published that was written after an announcement went out."""
    return publication.at > announced and version.at > announced
