"""Statutory duties: the target of a notice is never later than its law allows."""

from collections.abc import Iterator

from crisiskit.check import Diagnostic
from crisiskit.language import _, pick
from crisiskit.lint.subject import Subject
from crisiskit.lint.timing.work import DAY, clock_minutes, in_words, most
from crisiskit.playbook.durations import rough, split
from crisiskit.playbook.plan import Due, DutySpec, Notify, Step

IMMEDIATE = "immediate"

HOLIDAYS = 9
"""The longest stretch of days off in a row (Spring Festival 2026), which working days run over."""

FROM_KNOWING = ("aware", "broke")
"""Anchors that are no later than the company knew. A law that gives hours counts from there."""


def duties(subject: Subject) -> Iterator[Diagnostic]:
    """What is wrong with the targets of notices that discharge a duty."""
    for step in subject.plan.steps.values():
        if not isinstance(step.action, Notify) or step.action.duty is None:
            continue
        duty = subject.plan.duties[step.action.duty]
        if step.due is None or step.due.before is not None:
            yield _without_target(subject, step, duty)
            continue
        if duty.within == IMMEDIATE:
            yield from _immediate(subject, step, step.due, duty)
            continue
        yield from _too_late(subject, step, step.due, duty)
        if split(duty.within)[1] in {"m", "h"} and not _counts_from_knowing(step.due):
            yield subject.say(
                "duty-counted-too-late",
                _(
                    "{duty} gives {law} from when the company knew; {step} counts from {anchor}."
                ).format(duty=duty.id, law=duty.within, step=step.id, anchor=step.due.anchor),
                step.id,
                ("due",),
                hint=_("Write `from: aware`."),
            )


def _without_target(subject: Subject, step: Step, duty: DutySpec) -> Diagnostic:
    return subject.say(
        "duty-without-target",
        _("{step} discharges {duty}, and nothing says by when.").format(step=step.id, duty=duty.id),
        step.id,
        ("notify", "duty"),
        hint=_("Add `due:`. {law}").format(law=_law(duty)),
    )


def _law(duty: DutySpec) -> str:
    """Which law, and how it puts the time."""
    return _("{citation}: {words}.").format(
        citation=pick(duty.citation), words=pick(duty.words).rstrip("。.")
    )


def _counts_from_knowing(due: Due) -> bool:
    return due.anchor in FROM_KNOWING or due.anchor.startswith("fact:")


def _too_late(subject: Subject, step: Step, due: Due, duty: DutySpec) -> Iterator[Diagnostic]:
    for level, given in _times(due):
        excess = _excess(given, duty.within)
        if excess:
            yield subject.say(
                "duty-target-too-late",
                _("{step} is due within {time}{level}, later than {duty} allows: {sum}.").format(
                    step=step.id, time=given, level=level, duty=duty.id, sum=excess
                ),
                step.id,
                ("due",),
                hint=_law(duty),
            )
            return


def _immediate(subject: Subject, step: Step, due: Due, duty: DutySpec) -> Iterator[Diagnostic]:
    longest = subject.settings.policy.immediate_duty
    for level, given in _times(due):
        if _excess(given, longest):
            yield subject.say(
                "immediate-duty-too-late",
                _("{duty} is to be done at once; {step} has {time}{level}.").format(
                    duty=duty.id, step=step.id, time=given, level=level
                ),
                step.id,
                ("due",),
                hint=_("At most {longest}; `policy.immediate_duty` sets it.").format(
                    longest=longest
                ),
            )
            return


def _times(due: Due) -> list[tuple[str, str]]:
    """The times of a target, the longest first, with the severity they are for."""
    if due.by is not None:
        return [("", due.by)]
    several = len(due.within) > 1
    times = [(f" ({level})" if several else "", time) for level, time in due.within.items()]
    return sorted(times, key=lambda each: rough(each[1]), reverse=True)


def _excess(given: str, law: str) -> str | None:
    """The sum that shows that a target may be later than a law; None when it never is."""
    number, unit = split(law)
    if " " in given:  # a clock time
        longest, shown = clock_minutes(given), given
    elif split(given)[1] == "wd":
        if unit == "wd":
            return f"{given} > {law}" if split(given)[0] > number else None
        longest = most(given) + HOLIDAYS * DAY
        shown = _("{given} over a weekend and a long holiday").format(given=given)
    else:
        longest, shown = most(given), given
    if unit == "wd":
        shortest = number * DAY
        limit = _("{law}, which can be {time}").format(law=law, time=in_words(shortest))
    else:
        shortest, limit = most(law), law
    if longest <= shortest:
        return None
    sum_ = in_words(longest)
    return f"{shown} > {limit}" if shown == sum_ else f"{shown} = {sum_} > {limit}"
