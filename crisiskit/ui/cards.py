"""Cards: one step as a responder sees it, long in the walk and short in a list."""

from collections.abc import Iterable, Iterator
from typing import Any

from crisiskit.case.deadlines import deadline, judge
from crisiskit.case.explain import fact_name, phase_name, role_name
from crisiskit.case.situation import Situation
from crisiskit.case.stepstate import State
from crisiskit.clock import instant, local
from crisiskit.language import _, pick, spoken
from crisiskit.playbook.plan import Approve, Decide, Draft, Notify, Publish, Step
from crisiskit.text import duration_words, indent_continuation, safe, width, wrap
from crisiskit.ui.console import Words

Line = tuple[Words, ...]


def heading(step: Step) -> str:
    """The title of a step, with the part it belongs to before it."""
    title = safe(pick(step.title), 120)
    if isinstance(step.action, Draft):
        title += f" ({step.action.template})"
    return f"{safe(pick(step.heading), 60)} · {title}" if step.heading else title


def who(situation: Situation, role: str) -> str:
    """A role, and the person and phone that the roster has for it."""
    name = role_name(situation, role)
    people = situation.case.people(role)
    if not people:
        return name
    first = people[0]
    reach = [first.get("name", ""), first.get("phone") or first.get("contact") or ""]
    person = " ".join(safe(str(part), 60) for part in reach if part)
    backup = people[1].get("name") if len(people) > 1 else None
    words = f"{name} {person}"
    return words + (_(" (backup: {name})").format(name=safe(str(backup), 60)) if backup else "")


def due_words(situation: Situation, step: Step) -> Words | None:
    """The countdown of a step: how long is left, or how late it is."""
    due = deadline(situation, step)
    if due is None or situation.state(step).settled:
        return None
    closed = situation.case.closed_at
    now = instant(closed) if closed else situation.now
    left = int((instant(due.at) - now).total_seconds())
    moment = local(due.at, situation.case.zone)
    today = situation.now.astimezone(moment.tzinfo).date()
    at = moment.strftime("%H:%M" if moment.date() == today else "%m-%d %H:%M")
    if 0 <= left < 60:
        return ("due", _("due now ({at})").format(at=at))
    if left < 0:
        return ("late", _("{time} late (was due {at})").format(time=duration_words(-left), at=at))
    if due.fallback:
        at += _(", from {anchor}").format(anchor=anchor_name(due.anchor))
    return ("due", _("{time} left (due {at})").format(time=duration_words(left), at=at))


def anchor_name(anchor: str) -> str:
    """What a target is counted from, in words."""
    names = {"aware": _("when we learned of it"), "opened": _("the opening")}
    return names.get(anchor, anchor)


def flags(situation: Situation, step: Step) -> list[str]:
    """What is special about a step now."""
    record = situation.case.record(step.id)
    found = []
    if record.check:
        found.append(_("check for correction"))
    if record.iteration > 1:
        found.append(_("again, round {number}").format(number=record.iteration))
    if record.claimed_by:
        found.append(_("with {who}").format(who=safe(record.claimed_by, 40)))
    if situation.no_longer_needed(step):
        found.append(_("no longer needed?"))
    if step.optional:
        found.append(_("optional"))
    if step.background:
        found.append(_("in the background"))
    return found


def short(situation: Situation, step: Step, number: int | None = None) -> Line:
    """A step on one line of a list."""
    parts: list[Words] = [f"{number:>2}  " if number is not None else "    "]
    parts += [
        ("command", step.id),
        "  ",
        safe(pick(step.title), 120),
        "  ",
        ("quiet", role_name(situation, step.role)),
    ]
    due = due_words(situation, step)
    if due is not None:
        parts += ["  ", due]
    notes = flags(situation, step)
    if notes:
        parts += ["  ", ("quiet", f"[{_(', ').join(notes)}]")]
    return tuple(parts)


def card(
    situation: Situation, step: Step, cells: int, *, asking: bool = False, again: bool = False
) -> list[Line]:
    """The whole card: what, why, who, due, checklist, what is asked.

    With `asking` the questions follow, and what they say themselves is left out; with `again` it
    stands just above, and only what may have changed is said.
    """
    room = min(cells, 100)
    lines: list[Line] = [(("heading", heading(step)),)]
    lines.append((("quiet", f"{phase_name(step.phase)} · {step.id}"),))
    lines += _times(situation, step, room)
    if not again:
        lines += _paragraph("", pick(step.do), room)
        lines += _paragraph(_("Why: "), pick(step.why), room)
        lines += _paragraph(_("Who: "), _people(situation, step), room)
    notes = flags(situation, step)
    if notes:
        lines.append((("due", _("Note: ") + _(", ").join(notes)),))
    if not asking:
        lines += list(_checklist(situation, step, room))
    lines += list(_asked(situation, step, room, asking=asking))
    return lines


def _times(situation: Situation, step: Step, room: int) -> Iterator[Line]:
    """Its countdown; of words that have none, that of what they are for."""
    due = due_words(situation, step)
    if due is not None:
        yield (due,)
        return
    out = _goes_out(situation, step)
    due = None if out is None else due_words(situation, out)
    if out is not None and isinstance(due, tuple):
        style, words = due
        said = _("“{step}”: {time}").format(step=safe(pick(out.title), 60), time=words)
        yield from (((style, row),) for row in wrap(said, room, "  "))


def _goes_out(situation: Situation, step: Step) -> Step | None:
    """The publication that a draft or a sign-off is for."""
    action = step.action
    if not isinstance(action, Draft | Approve):
        return None
    draft = step.id if isinstance(action, Draft) else action.draft
    for other in situation.steps():
        if isinstance(other.action, Publish) and other.action.draft == draft:
            return other
    return None


def _people(situation: Situation, step: Step) -> str:
    words = who(situation, step.role)
    if step.consult:
        names = _(", ").join(role_name(situation, role) for role in step.consult)
        words += _("; ask: {roles}").format(roles=names)
    if step.takes:
        from crisiskit.playbook.moments import duration_words

        words += _("; takes about {time}").format(time=duration_words(step.takes, spoken()))
    return words


def _paragraph(label: str, words: str, room: int) -> list[Line]:
    if not words:
        return []
    # Indented, so that no line of it can be taken for one of ours.
    whole = indent_continuation(label + words, "  ")
    rows = wrap(whole, room, " " * width(label))
    return [(row,) for row in rows]


def _checklist(situation: Situation, step: Step, room: int) -> Iterable[Line]:
    ticked = situation.case.record(step.id).ticked
    for number, item in enumerate(step.checklist, 1):
        mark = "x" if item.id in ticked else " "
        clock = f"T−{item.before} " if item.before else f"T+{item.after} " if item.after else ""
        owner = f"{role_name(situation, item.role)}{_(': ')}" if item.role else ""
        text = f" {number:>2} [{mark}] {clock}{owner}{safe(pick(item.text))}"
        yield from ((row,) for row in wrap(text, room, " " * 8))


def _asked(situation: Situation, step: Step, room: int, *, asking: bool) -> Iterable[Line]:
    case = situation.case
    action = step.action
    if not asking:
        yield from _questions(situation, step, room)
    if isinstance(action, Approve):
        yield from _paragraph(_("Signed by: "), _signatures(situation, step, action), room)
    elif isinstance(action, Publish):
        channels = _(", ").join(pick(case.plan.channels.get(c)) or c for c in action.channels)
        yield from _paragraph(_("Goes out on: "), channels, room)
    elif isinstance(action, Notify) and action.duty is not None:
        duty = case.plan.duties[action.duty]
        law = _("{title} ({citation})").format(title=pick(duty.title), citation=pick(duty.citation))
        words = _("; ").join([law, pick(duty.words), verified_name(duty.verified)])
        yield from _paragraph(_("Duty: "), words, room)
    if step.evidence == "required":
        yield (("quiet", _("Needs evidence: a file, kept by its hash.")),)


def _questions(situation: Situation, step: Step, room: int) -> Iterable[Line]:
    """What the walk asks itself."""
    case = situation.case
    if step.collect:
        names = []
        for fact in step.collect:
            mark = "✓ " if fact in case.facts else ""
            names.append(f"{mark}{fact_name(situation, fact)}")
        yield from _paragraph(_("Asked for: "), _(", ").join(names), room)
    action = step.action
    if isinstance(action, Decide):
        yield from _paragraph(_("Decide: "), pick(action.question), room)
    elif isinstance(action, Draft):
        channels = _(", ").join(pick(case.plan.channels.get(c)) or c for c in action.channels)
        yield from _paragraph(
            _("Makes: "),
            _("{template} for {channels}").format(template=action.template, channels=channels),
            room,
        )


def _signatures(situation: Situation, step: Step, action: Approve) -> str:
    document = situation.case.document_of(action.draft)
    reported = {a.role for a in document.signed() if a.reported_for} if document else set()
    given = situation.signed(step)
    marks = {role: _("{role} ✓ reported") if role in reported else "{role} ✓" for role in given}
    return _("; ").join(
        marks[a.role].format(role=role_name(situation, a.role))
        if a.role in marks
        else _("{who}: not yet").format(who=who(situation, a.role))
        for a in action.roles
    )


def verified_name(mark: str) -> str:
    """How far a duty's law was checked (domain.md, marks)."""
    names = {
        "V": _("checked in the law's text; not legal advice"),
        "V2": _("checked in a secondary source only; ask counsel"),
        "P": _("partly checked; ask counsel"),
        "G": _("NOT checked; ask counsel"),
    }
    return names.get(mark, mark)


def as_json(situation: Situation, step: Step) -> dict[str, Any]:
    """A step for scripts: its state, what it asks for and when it is due."""
    due = deadline(situation, step)
    judgement = judge(situation, step)
    action = step.action
    asked: dict[str, Any] = {
        "collect": list(step.collect),
        "checklist": [i.id for i in step.checklist],
    }
    if isinstance(action, Decide):
        asked["options"] = {name: dict(o.label) for name, o in action.options.items()}
    elif isinstance(action, Draft):
        asked |= {"template": action.template, "channels": list(action.channels)}
    elif isinstance(action, Approve):
        document = situation.case.document_of(action.draft)
        missing = [a.role for a in action.roles if a.role not in situation.signed(step)]
        asked |= {"document": document.id if document else None, "roles": missing}
    elif isinstance(action, Publish):
        document = situation.case.document_of(action.draft)
        asked |= {"document": document.id if document else None, "channels": list(action.channels)}
    return situation.describe(step) | {
        "due": due.at if due else None,
        "late": judgement is not None and judgement.met is False,
        "evidence": step.evidence,
        "asks": asked,
    }


def state_counts(situation: Situation) -> dict[State, int]:
    """How many steps of the walked phases are in each state."""
    counts: dict[State, int] = {}
    for step in situation.steps():
        state = situation.state(step)
        counts[state] = counts.get(state, 0) + 1
    return counts
