"""The log: one line for each entry, at most 100 cells: time, who, verb, object, reason."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any

from crisiskit.case.events import Event
from crisiskit.case.explain import phase_name
from crisiskit.case.state import Case
from crisiskit.clock import instant, local
from crisiskit.language import _, pick
from crisiskit.playbook.plan import Decide
from crisiskit.text import clip, safe

WIDTH = 100
"""Terminal cells of a line."""

APART = timedelta(minutes=5)
"""Both times are shown when an entry was typed more than this after it happened."""


def lines(case: Case, events: Iterable[Event]) -> Iterator[str]:
    """The entries as lines."""
    for event in events:
        yield clip(f"{when(case, event)} {_who(case, event)}  {what(case, event)}", WIDTH)


def when(case: Case, event: Event) -> str:
    """Month, day and time it happened; the time it was typed behind it when that is later."""
    happened = local(event.happened_at, case.zone)
    shown = happened.strftime("%m-%d %H:%M")
    if instant(event.recorded_at) - instant(event.happened_at) <= APART:
        return shown
    typed = local(event.recorded_at, case.zone)
    same_day = typed.date() == happened.date()
    entered = typed.strftime("%H:%M" if same_day else "%m-%d %H:%M")
    return _("{time} (typed {entered})").format(time=shown, entered=entered)


def _who(case: Case, event: Event) -> str:
    return safe(pick(case.plan.roles.get(event.actor)) or event.actor, 24)


def what(case: Case, event: Event) -> str:
    """Verb, object and reason of an entry on one line."""
    sentence = _SENTENCES.get(event.type, _other)(case, event)
    return safe(" ".join(sentence.split()), 400)


def _with_reason(case: Case, event: Event, sentence: str) -> str:
    because = case.words(event.data.get("because"))
    return f"{sentence}{_(': ')}{because}" if because else sentence


def _title(case: Case, step: str) -> str:
    try:
        return f"{step}{_(' “')}{pick(case.step(step).title)}{_('”')}"
    except KeyError:
        return step


def _opened(case: Case, _event: Event) -> str:
    plan = case.plan
    said = _("opened case {code}, playbook {playbook} {version}: {title}")
    if case.drill:
        said = _("opened drill {code}, playbook {playbook} {version}: {title}")
    return said.format(
        code=case.code, playbook=plan.playbook, version=plan.version, title=case.words(case.title)
    )


def _phase(case: Case, event: Event) -> str:
    return _with_reason(
        case, event, _("opened the phase {phase}").format(phase=phase_name(event.data["phase"]))
    )


def _severity(case: Case, event: Event) -> str:
    return _with_reason(case, event, _("set severity {level}").format(level=event.data["level"]))


def responsibility_name(value: str) -> str:
    """A responsibility in plain words (design section 4)."""
    names = {
        "undetermined": _("not clear yet"),
        "victim": _("we are victims too"),
        "accidental": _("an accident"),
        "preventable": _("us"),
    }
    return names.get(value, value)


def _responsibility(case: Case, event: Event) -> str:
    said = _("set responsibility to “{value}”").format(
        value=responsibility_name(event.data["value"])
    )
    return _with_reason(case, event, said)


def _assigned(case: Case, event: Event) -> str:
    people = _(", ").join(p.get("name", "") for p in case.people(event.data["role"]))
    role = pick(case.plan.roles.get(event.data["role"])) or event.data["role"]
    return _("assigned {role}: {people}").format(role=role, people=people)


def status_name(status: str) -> str:
    """A status of a fact in words."""
    names = {
        "unconfirmed": _("unconfirmed"),
        "confirmed": _("confirmed"),
        "disputed": _("disputed"),
        "retracted": _("retracted"),
        "unknown": _("not known yet"),
    }
    return names.get(status, status)


def _fact(case: Case, event: Event) -> str:
    data = event.data
    spec = case.plan.facts.get(data["fact"])
    label = pick(spec.label) if spec else data["fact"]
    status = status_name(data["status"])
    value = data.get("value")
    if spec is None or value is None:
        return _("fact “{label}”: {status}").format(label=label, status=status)
    if spec.personal:
        return _("fact “{label}” ({status}): personal, see `fact list`").format(
            label=label, status=status
        )
    from crisiskit.playbook import values

    shown = values.shown(spec, value, case.language, case.zone)
    return _("fact “{label}” = {value} ({status})").format(label=label, value=shown, status=status)


def _claimed(case: Case, event: Event) -> str:
    said = _("let go of {step}") if event.data.get("released") else _("took on {step}")
    return said.format(step=_title(case, event.data["step"]))


def _checked(_case: Case, event: Event) -> str:
    said = (
        _("cleared {item} of {step}") if event.data.get("cleared") else _("ticked {item} of {step}")
    )
    return said.format(item=event.data["item"], step=event.data["step"])


def _done(case: Case, event: Event) -> str:
    step = _title(case, event.data["step"])
    number = event.data.get("round")
    if number:
        return _("round {number} of {step}").format(number=number, step=step)
    said = _("done: {step}").format(step=step)
    items = event.data.get("open_items")
    return said + (_(" (checklist items open: {count})").format(count=len(items)) if items else "")


def _skipped(case: Case, event: Event) -> str:
    return _with_reason(
        case, event, _("skipped {step}").format(step=_title(case, event.data["step"]))
    )


def _reopened(case: Case, event: Event) -> str:
    affected = event.data["affected"]
    again = sum(1 for entry in affected if entry["effect"] == "reopened")
    check = sum(1 for entry in affected if entry["effect"] == "check")
    said = _("reopened {step} (steps again: {again}, to check for correction: {check})").format(
        step=event.data["step"], again=again, check=check
    )
    return _with_reason(case, event, said)


def _decided(case: Case, event: Event) -> str:
    data = event.data
    step = case.plan.steps.get(data["step"])
    options = step.action.options if step and isinstance(step.action, Decide) else {}
    label = pick(options[data["option"]].label) if data["option"] in options else data["option"]
    said = _("decided {step} = {option}").format(step=_title(case, data["step"]), option=label)
    return _with_reason(case, event, said)


def _task(case: Case, event: Event) -> str:
    role = pick(case.plan.roles.get(event.data["role"])) or event.data["role"]
    return _("added task {task} for {role}: {text}").format(
        task=event.data["task"], role=role, text=case.words(event.data["text"])
    )


def _drafted(case: Case, event: Event) -> str:
    data = event.data
    number = next(
        (v.number for v in case.documents[data["document"]].versions if v.seq == event.seq), "?"
    )
    gaps = len(data.get("gaps", ()))
    verb = _("drafted {document} version {number}")
    if event.type == "document_edited":
        verb = _("edited {document} version {number}")
        if number == 1:  # what went out without the tool
            verb = _("kept the words of {document} as they went out")
    said = verb.format(document=data["document"], number=number)
    if data.get("template"):
        said += f" ({data['template']})"
    return said + (_(", gaps: {count}").format(count=gaps) if gaps else "")


def _signed(case: Case, event: Event) -> str:
    data = event.data
    role = pick(case.plan.roles.get(data["role"])) or data["role"]
    said = (
        _("approved {document} as {role}")
        if event.type == "document_approved"
        else _("rejected {document} as {role}")
    )
    words = said.format(document=data["document"], role=role)
    if data.get("reported_for"):
        words += _(", reported for {who} ({via})").format(
            who=data["reported_for"], via=data.get("via") or "?"
        )
    return _with_reason(case, event, words)


def _overridden(case: Case, event: Event) -> str:
    said = _("overrode the review of {document} [{rules}]").format(
        document=event.data["document"], rules=_(", ").join(event.data["rules"])
    )
    return _with_reason(case, event, said)


def _published(case: Case, event: Event) -> str:
    data = event.data
    channel = pick(case.plan.channels.get(data["channel"])) or data["channel"]
    if data.get("waived"):
        said = _("waived {channel} for {document}")
    elif data["approved"]:
        said = _("published {document} on {channel}")
    else:
        said = _("published {document} on {channel} WITHOUT approval")
    words = said.format(document=data["document"], channel=channel)
    warnings = {"holiday-eve": _("eve of a holiday"), "night": _("at night")}
    marks = _(", ").join(warnings.get(w, w) for w in data.get("warnings", ()))
    return _with_reason(case, event, f"{words} [{marks}]" if marks else words)


def _checked_correction(case: Case, event: Event) -> str:
    said = _("still true: {step}") if event.data.get("still_true") else _("told again: {step}")
    return said.format(step=_title(case, event.data["step"]))


def _discharged(case: Case, event: Event) -> str:
    duty = case.plan.duties.get(event.data["duty"])
    title = pick(duty.title) if duty else event.data["duty"]
    reference = case.words(event.data.get("reference"))
    said = _("discharged duty {duty}").format(duty=title)
    return f"{said}{_(': ')}{reference}" if reference else said


def _note(case: Case, event: Event) -> str:
    data = event.data
    mark = _("privileged note") if data.get("privileged") else _("note")
    source = _(" from {who}").format(who=data["from"]) if data.get("from") else ""
    by = ""
    if data.get("answer_by"):
        moment = local(data["answer_by"], case.zone).strftime("%m-%d %H:%M")
        by = _(" (answer by {time})").format(time=moment)
    return f"{mark}{source}{by}{_(': ')}{case.words(data['text'])}"


def _evidence(case: Case, event: Event) -> str:
    data = event.data
    return _("kept evidence {evidence} {name} ({size} bytes, sha256 {digest}…)").format(
        evidence=data["evidence"],
        name=case.words(data["name"]),
        size=data["size"],
        digest=data["sha256"][:12],
    )


def _closed(case: Case, event: Event) -> str:
    count = len(event.data.get("open", ()))
    said = (
        _("closed the case (steps left open: {count})").format(count=count)
        if count
        else _("closed the case")
    )
    return _with_reason(case, event, said)


def _case_reopened(case: Case, event: Event) -> str:
    return _with_reason(case, event, _("reopened the case"))


def _other(_case: Case, event: Event) -> str:
    return event.type


_SENTENCES: dict[str, Callable[[Case, Event], str]] = {
    "case_opened": _opened,
    "phase_opened": _phase,
    "severity_set": _severity,
    "responsibility_set": _responsibility,
    "role_assigned": _assigned,
    "fact_recorded": _fact,
    "step_claimed": _claimed,
    "item_checked": _checked,
    "step_done": _done,
    "step_skipped": _skipped,
    "step_reopened": _reopened,
    "decision_made": _decided,
    "task_added": _task,
    "document_drafted": _drafted,
    "document_edited": _drafted,
    "document_approved": _signed,
    "document_rejected": _signed,
    "review_overridden": _overridden,
    "document_published": _published,
    "correction_checked": _checked_correction,
    "duty_discharged": _discharged,
    "note_added": _note,
    "evidence_added": _evidence,
    "case_closed": _closed,
    "case_reopened": _case_reopened,
}


def as_json(event: Event, case: Case) -> dict[str, Any]:
    """An entry for scripts: as stored, with its sentence."""
    return {
        "seq": event.seq,
        "type": event.type,
        "happened_at": event.happened_at,
        "recorded_at": event.recorded_at,
        "actor": event.actor,
        "os_user": event.os_user,
        "host": event.host,
        "command": event.command,
        "data": event.data,
        "text": what(case, event),
    }
