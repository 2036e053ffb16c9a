"""The case in at most 12 plain lines to paste into a chat.

Personal facts stay out. Customer service gets no value that is not confirmed: what they are told
is told to customers.
"""

from collections.abc import Iterator

from crisiskit.case.deadlines import deadline
from crisiskit.case.explain import fact_name, phase_name, role_name
from crisiskit.case.priority import cards as by_urgency
from crisiskit.case.records import Document
from crisiskit.case.situation import Situation
from crisiskit.clock import stamp
from crisiskit.language import _, pick
from crisiskit.playbook import values
from crisiskit.playbook.plan import Step
from crisiskit.text import clip, safe
from crisiskit.ui import overview
from crisiskit.ui.log import responsibility_name
from crisiskit.ui.status import clock_time, since

AUDIENCES = ("ceo", "team", "cs")

MOST = 12
"""Lines: what a chat shows without unfolding."""

_FEW = 6

NEXT_UPDATE = "next_update_at"
"""The fact that says when the public hears more."""

_ELSEWHERE = frozenset({"broke", "aware", NEXT_UPDATE})
"""Facts that have a line of their own."""

_NO_NEWS = frozenset({"company", "hotline", "media_contact", "signatory"})
"""What whoever reads a brief knows: who we are, and how we are reached."""


def brief(situation: Situation, audience: str = "team") -> list[str]:
    """The lines, each safe and on one line."""
    found = [
        _first(situation),
        since(situation),
        *_facts(situation, audience),
        *_published(situation),
        *(_working(situation, audience)),
        _next_update(situation),
    ]
    return [safe(line, 500) for line in found][:MOST]


def _first(situation: Situation) -> str:
    case = situation.case
    drill = f"[{_('DRILL')}] " if case.drill else ""
    phase = phase_name(overview.phase_of(case))
    if case.closed_at is not None:
        phase = _("closed")
    where = " · ".join([case.severity or _("severity not set"), phase])
    title = f"{drill}{case.code} {case.words(case.title)}"
    return _("{words} ({who})").format(words=title, who=where)


def _facts(situation: Situation, audience: str) -> Iterator[str]:
    confirmed = _known(situation, "confirmed")
    yield _("Confirmed: {facts}").format(facts=_listed(confirmed) or _("nothing yet"))
    open_ones = _known(situation, "unconfirmed", values_too=audience != "cs")
    open_ones += _known(situation, "disputed", values_too=False)
    open_ones += _known(situation, "unknown", values_too=False)
    if open_ones:
        words = _("NOT confirmed, do not pass on: {facts}")
        yield words.format(facts=_listed(open_ones))


def _known(situation: Situation, status: str, *, values_too: bool = True) -> list[str]:
    case = situation.case
    hidden = {*_ELSEWHERE, *_NO_NEWS, *case.settings.get("facts", {})}
    found = []
    for name, entry in case.facts.items():
        spec = case.plan.facts.get(name)
        if entry.status != status or spec is None or spec.personal or name in hidden:
            continue
        label = fact_name(situation, name)
        value = case.value(entry) if values_too else None
        if value is not None:
            shown = clip(values.shown(spec, value, case.language, case.zone), 120)
            label += _(": ") + shown
        found.append(label)
    return found


def _listed(entries: list[str]) -> str:
    more = _(" and {count} more").format(count=len(entries) - _FEW) if len(entries) > _FEW else ""
    return _("; ").join(entries[:_FEW]) + more


def _published(situation: Situation) -> Iterator[str]:
    case = situation.case
    out = []
    for document in case.documents.values():
        for publication in document.publications:
            channel = pick(case.plan.channels.get(publication.channel)) or publication.channel
            what = _document_name(document)
            out.append(f"{what} {channel} {clock_time(situation, publication.at)}")
    yield _("Published: {what}").format(what=_listed(out) or _("nothing yet"))
    if situation.to_check():
        steps = _(", ").join(pick(step.title) for step in situation.to_check())
        yield _("To be checked for correction: {steps}").format(steps=steps)


def _document_name(document: Document) -> str:
    """What a document is; one of a team's own templates goes by its id."""
    names = {
        "holding": _("holding statement"),
        "apology": _("apology"),
        "handling": _("handling notice"),
        "internal-letter": _("internal letter"),
        "staff-notice": _("notice to staff"),
        "breach-notice": _("breach notice"),
        "recall-notice": _("recall notice"),
        "qa": _("questions and answers"),
        "press-conference": _("press conference checklist"),
        "press-opening": _("opening words for the press"),
    }
    return names.get(document.template or "", document.template or document.id)


def _working(situation: Situation, audience: str) -> Iterator[str]:
    if situation.case.closed_at is not None:
        return
    late = overview.late_steps(situation)
    if late and audience != "cs":
        yield _("Late: {steps}").format(steps=_listed([_step(situation, s) for s in late]))
    held = [s for s in by_urgency(situation) if situation.case.record(s.id).claimed_by]
    if held:
        yield _("Doing: {steps}").format(steps=_listed([_holder(situation, s) for s in held]))
    if audience == "cs":
        yield _("To customers: only what has been published; note every new question.")
        return
    waiting = [s for s in by_urgency(situation) if s not in held]
    if audience == "ceo":
        yield from _for_the_head(situation, waiting)
    elif waiting:
        yield _("Next: {steps}").format(steps=_listed([_step(situation, s) for s in waiting]))


def _for_the_head(situation: Situation, steps: list[Step]) -> Iterator[str]:
    """What only a head can give: decisions and signatures; and whose doing it is."""
    asked = [step for step in steps if step.kind in {"decide", "approve"}]
    if asked:
        yield _("Waits for a decision or a signature: {steps}").format(
            steps=_listed([_step(situation, step) for step in asked])
        )
    value = responsibility_name(situation.case.responsibility)
    yield _("Responsibility: {value}").format(value=value)


def _step(situation: Situation, step: Step) -> str:
    return _("{words} ({who})").format(words=pick(step.title), who=role_name(situation, step.role))


def _holder(situation: Situation, step: Step) -> str:
    holder = situation.case.record(step.id).claimed_by or ""
    return _("{words} ({who})").format(words=pick(step.title), who=safe(holder, 40))


def _next_update(situation: Situation) -> str:
    """The next thing that goes out, else the next target of any kind."""
    if situation.case.closed_at is not None:
        return _("No further update: the case is closed.")
    said = situation.case.facts.get(NEXT_UPDATE)
    promised = situation.case.value(said) if said is not None else None
    if promised is not None and promised > stamp(situation.now):
        return _("Next update: by {time}").format(time=clock_time(situation, promised))
    ahead = []
    for step in situation.steps():
        due = None if situation.state(step).settled else deadline(situation, step)
        if due is not None and due.at > stamp(situation.now):
            ahead.append((step.kind not in {"publish", "notify", "repeat"}, due.at, step))
    if not ahead:
        return _("Next update: not fixed yet.")
    _kind, at, step = min(ahead, key=lambda entry: entry[:2])
    return _("Next update: by {time} ({step})").format(
        time=clock_time(situation, at), step=pick(step.title)
    )
