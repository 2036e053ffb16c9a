"""From an act of a scenario to the same desk functions that the walk and the commands use."""

from collections.abc import Callable, Mapping

from crisiskit.case.commands import File
from crisiskit.case.working import needed
from crisiskit.desk import acts, words
from crisiskit.desk.acts import Typed
from crisiskit.desk.desk import Desk
from crisiskit.language import _
from crisiskit.scenario.form import JUDGED, Act, on_the_clock

_TAKES_FACTS = frozenset({"done", "decide", "draft", "set"})
_TAKES_EVIDENCE = frozenset({"done", "approve"})
_TAKES_NO_REASON = frozenset({"claim", "check", "draft", "edit", "note", "task", "inject"})
"""Acts without a place for a reason of their own; it goes into the log."""


def perform(desk: Desk, act: Act) -> None:
    """Do what an act says. Raises whatever the desk raises.

    What the act itself has no place for is recorded beside it: facts and evidence before it, a
    reason after it.
    """
    if (act.facts or act.unknown) and act.do not in _TAKES_FACTS:
        acts.set_facts(desk, _typed(act))
    if act.do not in _TAKES_EVIDENCE:
        for file in _files(act):
            acts.add_evidence(desk, file, _own_step(desk, act))
    _DEEDS[act.do](desk, act)
    if act.because and act.do in _TAKES_NO_REASON:
        acts.note(desk, act.because)


def _typed(act: Act) -> Typed:
    facts = {name: value for name, value in act.facts.items() if name not in JUDGED}
    source = act.because if act.do == "set" else None
    return Typed(facts=facts, unknown=act.unknown, confirmed=act.confirmed, source=source)


def _files(act: Act) -> tuple[File, ...]:
    """A rehearsal has names of files and no files: the name is what is kept."""
    return tuple(File(name, name.encode()) for name in act.evidence)


def _own_step(desk: Desk, act: Act) -> str | None:
    known = act.step in desk.case.plan.steps or act.step in desk.case.tasks
    return act.step if known else None


def _done(desk: Desk, act: Act) -> None:
    acts.done(
        desk,
        act.step or "",
        _typed(act),
        evidence=_files(act),
        note=act.because,
        reference=act.reference,
        still_true=act.still_true,
    )


def _set(desk: Desk, act: Act) -> None:
    typed = _typed(act)
    if typed.facts or typed.unknown:
        acts.set_facts(desk, typed)
    for name, judge in (("severity", acts.severity), ("responsibility", acts.responsibility)):
        if name in act.facts:
            judge(desk, str(act.facts[name]), needed(act.because, "because:"))


def _decide(desk: Desk, act: Act) -> None:
    acts.decide(desk, act.step or "", act.option or "", act.because or "", _typed(act))


def _edit(desk: Desk, act: Act) -> None:
    channel = act.channel[0] if act.channel else None
    words.edit(desk, act.step or "", act.text or "", language=act.language, channel=channel)


def _sign(desk: Desk, act: Act) -> None:
    words.sign(
        desk,
        act.step or "",
        act.role or "",
        approved=act.do == "approve",
        because=act.because,
        evidence=next(iter(_files(act)), None) if act.do == "approve" else None,
    )


def _publish(desk: Desk, act: Act) -> None:
    words.publish(
        desk,
        act.step or "",
        act.channel,
        because=act.because,
        unapproved=act.unapproved,
        waive=act.waive,
    )


def _task(desk: Desk, act: Act) -> None:
    due = on_the_clock(act.due, desk.case.zone) if act.due else None
    acts.task(desk, act.text or "", act.assignee or "", due)


def _inject(desk: Desk, act: Act) -> None:
    acts.note(desk, act.text or "", source=act.source or _("from outside"))


_DEEDS: Mapping[str, Callable[[Desk, Act], object]] = {
    "done": _done,
    "set": _set,
    "decide": _decide,
    "skip": lambda desk, act: acts.skip(desk, act.step or "", act.because or ""),
    "claim": lambda desk, act: acts.claim(desk, act.step or ""),
    "check": lambda desk, act: acts.check(desk, act.step or "", act.items),
    "draft": lambda desk, act: words.draft(desk, act.step or "", _typed(act), replace=act.replace),
    "edit": _edit,
    "approve": _sign,
    "reject": _sign,
    "override": lambda desk, act: words.override(desk, act.step or "", act.because or ""),
    "publish": _publish,
    "note": lambda desk, act: acts.note(desk, act.text or "", privileged=act.privileged),
    "task": _task,
    "advance": lambda desk, act: acts.advance(desk, act.phase or "", act.because or ""),
    "inject": _inject,
    "reopen": lambda desk, act: acts.reopen(desk, act.step or "", act.because or ""),
    "close": lambda desk, act: acts.close(desk, act.because, act.handover),
}
