"""The case on one screen of 80 by 24: what is late, who holds what, what went out."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from crisiskit.case.deadlines import deadline
from crisiskit.case.explain import fact_name, phase_name, role_name
from crisiskit.case.records import Document, SignOff
from crisiskit.case.situation import Situation
from crisiskit.case.stepstate import State
from crisiskit.clock import instant, local, stamp
from crisiskit.language import _, pick
from crisiskit.playbook.plan import DutySpec, Step
from crisiskit.text import duration_words, pad, safe, width, wrap
from crisiskit.ui import cards, overview
from crisiskit.ui.cards import Line
from crisiskit.ui.log import responsibility_name, status_name

SCREEN = 24
"""Lines of a screen, the last one for the prompt. What does not fit is counted, not shown."""

EVERYTHING = 10_000
"""Entries of one kind where no screen limits them."""

Row = tuple[str, str, str]
"""A label, what stands behind it, and a style."""


def lines(situation: Situation, cells: int | None = None) -> list[Line]:
    """The case in lines of so many cells, on one screen if that is possible.

    None: a program reads; every entry is there, each on one line.
    """
    if cells is None:
        return list(_lines(situation, None, EVERYTHING))
    for most in (4, 3, 2, 1):
        found = list(_lines(situation, cells, most))
        if len(found) < SCREEN:
            break
    return found


def _lines(situation: Situation, cells: int | None, most: int) -> Iterator[Line]:
    yield from _heading(situation)
    rows = list(_rows(situation, most))
    left = max((width(label) for label, _words, _style in rows), default=0) + 2
    shown = ""
    for label, words, style in rows:
        room = None if cells is None else max(cells - left, 20)
        shown_words = safe(words, None)
        parts = [shown_words] if room is None else wrap(shown_words, room)
        for number, part in enumerate(parts):
            head = label if number == 0 and label != shown else ""
            yield (("heading", pad(head, left)), (style, part) if style else part)
        shown = label


def _heading(situation: Situation) -> Iterator[Line]:
    case = situation.case
    mark: Line = (("drill", _("DRILL")), "  ") if case.drill else ()
    title = safe(case.words(case.title), 120)
    yield (*mark, ("command", case.code), "  ", ("heading", title))
    level = case.severity or _("severity not set")
    blame = _("responsibility: {value}").format(value=responsibility_name(case.responsibility))
    state = phase_name(overview.phase_of(case))
    if case.closed_at is not None:
        state = _("closed {time}").format(time=clock_time(situation, case.closed_at))
    yield (" · ".join([level, blame, state, f"{case.plan.playbook} {case.plan.version}"]),)
    yield (since(situation),)


def since(situation: Situation) -> str:
    """Since when it is public, known, being handled."""
    case = situation.case
    times = [(_("public since {time}"), _known_time(situation, "broke"))]
    times.append((_("known since {time}"), _known_time(situation, "aware")))
    times.append((_("case opened {time}"), case.opened_at))
    said = [words.format(time=clock_time(situation, at)) for words, at in times if at]
    end = instant(case.closed_at) if case.closed_at else situation.now
    lasted = duration_words(int((end - instant(case.opened_at)).total_seconds()))
    return " · ".join([*said, _("{time} ago").format(time=lasted)])


def _known_time(situation: Situation, fact: str) -> str | None:
    entry = situation.case.facts.get(fact)
    known = entry is not None and entry.status in {"confirmed", "unconfirmed"}
    return situation.case.value(entry) if entry is not None and known else None


def clock_time(situation: Situation, at: str) -> str:
    """Hour and minute in the time zone of the case; with the day unless it is today."""
    moment = local(at, situation.case.zone)
    today = local(stamp(situation.now), situation.case.zone).date()
    return moment.strftime("%H:%M" if moment.date() == today else "%m-%d %H:%M")


def _rows(situation: Situation, most: int) -> Iterator[Row]:
    late = overview.late_steps(situation)
    ahead = [step for step in _with_due(situation) if step not in late]
    overdue = [_step(situation, step) for step in _by_due(situation, late)]
    yield from _few(_("late"), overdue, most, "late")
    yield from _few(_("due next"), [_step(situation, step) for step in ahead], most, "due")
    yield from _few(_("in hand"), list(_held(situation)), most)
    yield from _few(_("to check"), [_to_check(step) for step in situation.to_check()], most, "late")
    yield from _few(_("undecided"), list(_undecided(situation)), most)
    papers = [document_words(situation, paper) for paper in _documents(situation)]
    yield from _few(_("documents"), papers, most)
    yield (_("facts"), _facts(situation), "")
    yield from _few(_("duties"), list(_duties(situation)), most)
    if situation.case.plan.duties:
        yield (_("duties"), _("Law as it was checked on the day noted; not legal advice."), "quiet")
    yield (_("to do"), _to_do(situation), "")


def _few(label: str, entries: Sequence[str], most: int, style: str = "") -> Iterator[Row]:
    for entry in entries[:most]:
        yield (label, entry, style)
    if len(entries) > most:
        yield (label, _("and {count} more").format(count=len(entries) - most), "quiet")


def _step(situation: Situation, step: Step) -> str:
    due = cards.due_words(situation, step)
    words = due[1] if isinstance(due, tuple) else due or ""
    return f"{step.id}  {pick(step.title)}  {role_name(situation, step.role)}  {words}"


def _by_due(situation: Situation, steps: Iterable[Step]) -> list[Step]:
    due = {step.id: deadline(situation, step) for step in steps}
    return sorted(steps, key=lambda step: found.at if (found := due[step.id]) else "9999")


def _with_due(situation: Situation) -> list[Step]:
    """What is open and has a target, the next one first."""
    steps = [
        step
        for step in situation.steps()
        if situation.state(step).open and deadline(situation, step) is not None
    ]
    return _by_due(situation, steps)


def _held(situation: Situation) -> Iterator[str]:
    for step in situation.steps():
        holder = situation.case.record(step.id).claimed_by
        if holder is not None and situation.state(step).open:
            yield f"{step.id}  {pick(step.title)}{_(': ')}{safe(holder, 40)}"


def _to_check(step: Step) -> str:
    return _("{step}  {title}: went out, check for correction").format(
        step=step.id, title=pick(step.title)
    )


def _undecided(situation: Situation) -> Iterator[str]:
    """The facts that steps wait for: what to find out, and who is to."""
    waiting: dict[str, list[str]] = {}
    for step in situation.steps():
        if situation.state(step) is State.UNDECIDED:
            for name in situation.unknowns(step):
                waiting.setdefault(name, []).append(step.id)
    for name, steps in waiting.items():
        owner = role_name(situation, situation.owner_of(name))
        words = _("until “{fact}” is known ({owner}): {steps}")
        yield words.format(
            fact=fact_name(situation, name), owner=owner or "?", steps=", ".join(steps)
        )


def _documents(situation: Situation) -> list[Document]:
    return list(reversed(situation.case.documents.values()))


def document_words(situation: Situation, document: Document) -> str:
    """A document: its version, its gaps, who signed it, where it went out."""
    version = document.current
    parts = [
        _("{document} version {number}").format(
            document=" ".join(filter(None, [document.id, document.template])),
            number=version.number,
        )
    ]
    if version.gaps:
        parts.append(_("gaps: {count}").format(count=len(version.gaps)))
    if document.rejected is not None:
        parts.append(
            _("rejected by {who}").format(who=role_name(situation, document.rejected.role))
        )
    signed = [_signature(situation, one) for one in document.signed()]
    if signed:
        parts.append(_("approved: {who}").format(who=_(", ").join(signed)))
    out = [_went_out(situation, document, number) for number in range(len(document.publications))]
    if out:
        parts.append(_("published: {where}").format(where=_(", ").join(out)))
    return _("; ").join(parts)


def _signature(situation: Situation, sign: SignOff) -> str:
    role = role_name(situation, sign.role)
    if sign.reported_for is None:
        return role
    return _("{role} (reported for {who}, {via}, by {by})").format(
        role=role,
        who=safe(sign.reported_for, 40),
        via=safe(sign.via or "?", 40),
        by=safe(sign.by, 40),
    )


def _went_out(situation: Situation, document: Document, number: int) -> str:
    publication = document.publications[number]
    channel = pick(situation.case.plan.channels.get(publication.channel)) or publication.channel
    words = f"{channel} {clock_time(situation, publication.at)}"
    if publication.version != document.current.id:
        words += _(" (an earlier version)")
    return words if publication.approved else words + _(" (WITHOUT approval)")


def counts(situation: Situation) -> dict[str, int]:
    """How many facts have each status."""
    found: dict[str, int] = {}
    for entry in situation.case.facts.values():
        found[entry.status] = found.get(entry.status, 0) + 1
    return found


def _facts(situation: Situation) -> str:
    order = ("confirmed", "unconfirmed", "disputed", "retracted", "unknown")
    found = counts(situation)
    said = [f"{found[status]} {status_name(status)}" for status in order if status in found]
    return " · ".join(said) or _("none recorded")


def _duties(situation: Situation) -> Iterator[str]:
    case = situation.case
    for name, duty in sorted(case.plan.duties.items(), key=lambda d: d[0] in case.duties):
        if name in case.duties:
            state = _("discharged {time}").format(time=clock_time(situation, case.duties[name]))
        elif not applies(situation, name):
            continue
        else:
            state = pick(duty.words)
        law = f"{pick(duty.citation)}{_('; ')}{mark(duty)} {duty.checked_on or ''}".rstrip()
        yield f"{pick(duty.title)}{_(': ')}{state} [{law}]"


def applies(situation: Situation, duty: str) -> bool:
    """Whether a duty may have to be met: not when no step that notifies applies."""
    steps = [s for s in situation.steps() if getattr(s.action, "duty", None) == duty]
    return not steps or any(situation.state(s) is not State.NOT_APPLICABLE for s in steps)


def mark(duty: DutySpec) -> str:
    """How far a duty's law was checked, in few words (domain.md, marks)."""
    names = {
        "V": _("checked in the law's text"),
        "V2": _("secondary source only"),
        "P": _("partly checked"),
        "G": _("NOT checked"),
    }
    return names.get(duty.verified, duty.verified)


def _to_do(situation: Situation) -> str:
    if situation.case.closed_at is not None:
        return _("closed; it takes notes and evidence")
    states = cards.state_counts(situation)
    able = len(situation.available())
    words = _("{able} can be done now (`crisiskit next`), {waiting} wait, {done} are done")
    return words.format(
        able=able, waiting=states.get(State.WAITING, 0), done=states.get(State.DONE, 0)
    )


def as_json(situation: Situation) -> dict[str, Any]:
    """The same for scripts, with nothing left out."""
    case = situation.case
    return {
        "case": overview.as_json(situation),
        "due": [
            {"step": step.id, "due": due.at if (due := deadline(situation, step)) else None}
            for step in _with_due(situation)
        ],
        "held": {
            step.id: case.record(step.id).claimed_by
            for step in situation.steps()
            if case.record(step.id).claimed_by is not None
        },
        "check_for_correction": [step.id for step in situation.to_check()],
        "documents": [document_json(document) for document in case.documents.values()],
        "facts": counts(situation),
        "duties": [_duty_json(situation, duty) for duty in case.plan.duties.values()],
        "steps": {str(state): count for state, count in cards.state_counts(situation).items()},
    }


def document_json(document: Document) -> dict[str, Any]:
    """A document for scripts."""
    version = document.current
    return {
        "document": document.id,
        "step": document.step,
        "template": document.template,
        "version": version.number,
        "version_id": version.id,
        "edited": version.edited,
        "gaps": [dict(gap) for gap in version.gaps],
        "approvals": [
            {"role": a.role, "at": a.at, "by": a.by, "reported_for": a.reported_for, "via": a.via}
            for a in document.signed()
        ],
        "rejected_by": document.rejected.role if document.rejected else None,
        "publications": [
            {
                "channel": p.channel,
                "at": p.at,
                "by": p.by,
                "approved": p.approved,
                "current": p.version == version.id,
            }
            for p in document.publications
        ],
    }


def _duty_json(situation: Situation, duty: DutySpec) -> dict[str, Any]:
    return {
        "duty": duty.id,
        "title": dict(duty.title),
        "citation": dict(duty.citation),
        "within": duty.within,
        "words": dict(duty.words),
        "verified": duty.verified,
        "checked_on": duty.checked_on,
        "applies": applies(situation, duty.id),
        "discharged_at": situation.case.duties.get(duty.id),
        "legal_advice": False,
    }
