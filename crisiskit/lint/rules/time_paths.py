"""Targets that cannot be kept: the way to them is too long, or too much for one person."""

from collections.abc import Iterator, Mapping

from crisiskit.check import Diagnostic
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.lint.staff import Staff, Worker
from crisiskit.lint.subject import Subject
from crisiskit.lint.timing.certain import (
    LEVELS,
    Applying,
    Certainty,
    Foundations,
    Given,
    by_severity,
    is_held_to,
)
from crisiskit.lint.timing.clock import FIRST, START, Clock, Frame
from crisiskit.lint.timing.loads import Load, Task, overload
from crisiskit.lint.timing.work import Share, Work, allowed, as_sum, in_words, work
from crisiskit.playbook.plan import Step, rank

EVERY = ""
"""In place of a severity: all of them."""


@dataclass(frozen=True, slots=True)
class _Miss:
    """A target that cannot be kept at a severity: what it allows, and what comes before it."""

    step: str
    level: str
    limit: int
    words: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class _Excess:
    """More than somebody can do before a target, at a severity."""

    target: str
    level: str
    load: Load


def targets(subject: Subject) -> Iterator[Diagnostic]:
    """What cannot be kept whoever hurries, and what one person cannot do at once."""
    steps = subject.plan.steps.values()
    timed = [step for step in steps if step.due is not None and rank(step.phase) >= FIRST]
    if not timed:
        return
    view = _View(Foundations(subject.plan), {step.id: work(step) for step in steps})
    staff = Staff.of(subject)
    timed = list(_in_doubt(view, timed, staff))
    if not timed:
        return
    misses: list[_Miss] = []
    excesses: list[_Excess] = []
    levels = LEVELS if by_severity(subject.plan) else (EVERY,)
    for level in levels:
        for clock, limits in _clocks(view, timed, level):
            late = [_miss(clock, step, level, *limit) for step, limit in limits.items()]
            found = [miss for miss in late if miss is not None]
            misses += found
            missed = {miss.step for miss in found}
            kept = {step: limit for step, (limit, _w) in limits.items() if step not in missed}
            excesses += _excesses(clock, kept, level, staff)
    yield from _say_misses(subject, misses, len(levels))
    yield from _say_excesses(subject, excesses, len(levels))


@dataclass(frozen=True, slots=True)
class _View:
    """A plan as far as its times go."""

    foundations: Foundations
    works: Mapping[str, Work]


def _in_doubt(view: _View, timed: list[Step], staff: Staff) -> Iterator[Step]:
    """The steps whose targets could not be kept if everything applied that may.

    Under fewer conditions there is less to do and more time for it. So one look for each anchor
    settles most playbooks.
    """
    by_anchor: dict[str, list[Step]] = {}
    for step in timed:
        assert step.due is not None
        if step.due.anchor.partition(":")[0] != "fact":
            by_anchor.setdefault(_clock_of(step.due.anchor), []).append(step)
    everything = Certainty.everything(view.foundations.plan)
    frame = Frame(view.foundations, everything, view.works)
    for anchor, steps in by_anchor.items():
        limits = {step.id: _tightest(step) for step in steps}
        known = {step: limit for step, limit in limits.items() if limit is not None}
        clock = Clock(frame, anchor)
        if anchor != "self":
            clock.run(known)
        if any(_time(clock, step) > limit for step, limit in known.items()) or any(
            _excesses(clock, known, EVERY, staff)
        ):
            yield from steps


def _clock_of(anchor: str) -> str:
    return "start" if anchor in START else anchor


def _tightest(step: Step) -> int | None:
    assert step.due is not None
    limits = [allowed(step.due, level) for level in LEVELS]
    return min((limit[0] for limit in limits if limit is not None), default=None)


def _clocks(
    view: _View, timed: list[Step], level: str
) -> Iterator[tuple[Clock, dict[str, tuple[int, str]]]]:
    """Each anchor under the conditions of each of its targets, with what these allow."""
    applying = Applying(view.foundations, level)
    grouped: dict[tuple[str, Given], dict[str, tuple[int, str]]] = {}
    for step in timed:
        assert step.due is not None
        limit = allowed(step.due, level or LEVELS[0])
        given = _given(applying, step)
        if limit is not None and given is not None:
            grouped.setdefault((_clock_of(step.due.anchor), given), {})[step.id] = limit
    frames: dict[Given, Frame] = {}
    for (anchor, given), limits in grouped.items():
        if given not in frames:
            frames[given] = Frame(view.foundations, applying.certainty(given), view.works)
        clock = Clock(frames[given], anchor)
        clock.run(limits)
        yield clock, limits


def _given(applying: Applying, step: Step) -> Given | None:
    """What holds where a target counts; None where it does not, or nobody can tell."""
    assert step.due is not None
    if applying.conditions(step) is None or not is_held_to(step):
        return None
    given = applying.given(step)
    kind, _colon, name = step.due.anchor.partition(":")
    if kind == "step":
        other = applying.plan.steps[name]
        if applying.conditions(other) is None or rank(other.phase) < FIRST:
            return None
        return given | applying.given(other)
    return None if kind == "fact" else given


def _miss(clock: Clock, step: str, level: str, limit: int, words: str) -> _Miss | None:
    if _time(clock, step) <= limit:
        return None
    alone = clock.anchor == "self"
    shares = clock.frame.work(step).shares if alone else clock.shares(step)
    return _Miss(step, level, limit, words, shares)


def _time(clock: Clock, step: str) -> int:
    """How long it takes from the anchor until a step is through, at the least."""
    if clock.anchor == "self":
        return clock.frame.work(step).minutes
    return clock.through.get(step, 0)


def _excesses(
    clock: Clock, limits: Mapping[str, int], level: str, staff: Staff
) -> Iterator[_Excess]:
    if clock.anchor == "self" or not limits:
        return
    latest = clock.latest(limits)
    tasks: dict[Worker, list[Task]] = {}
    for node, (end, target) in latest.items():
        if node == clock.zero or node not in clock.through:
            continue
        cost = clock.frame.work(node)
        for role, minutes in cost.busy:
            begin = clock.through[node] - cost.minutes
            tasks.setdefault(staff.worker(role), []).append(
                Task(node, role, begin, end, minutes, target)
            )
    for worker, several in tasks.items():
        load = overload(worker, several)
        if load is not None:
            yield _Excess(load.target, level, load)


# --- saying it ---------------------------------------------------------------------------------


def _say_misses(subject: Subject, misses: list[_Miss], levels: int) -> Iterator[Diagnostic]:
    alike: dict[tuple[str, int, tuple[Share, ...]], list[_Miss]] = {}
    for miss in misses:
        alike.setdefault((miss.step, miss.limit, miss.shares), []).append(miss)
    for (step, limit, shares), several in alike.items():
        yield subject.say(
            "target-too-early",
            _("{step} cannot be done within {time} of {anchor}{levels}: {sum} > {limit}.").format(
                step=step,
                time=several[0].words,
                anchor=_anchor(subject, step),
                levels=_levels([miss.level for miss in several], levels),
                sum=as_sum(shares),
                limit=in_words(limit),
            ),
            step,
            ("due",),
            hint=_(
                "Give it more time, start it earlier (`needs`), or shorten what comes before it: "
                "`order: any` lets approvers sign side by side."
            ),
        )


def _say_excesses(subject: Subject, excesses: list[_Excess], levels: int) -> Iterator[Diagnostic]:
    """Each once: what is too much for a target also is for those that come after it."""
    found: dict[tuple[str, tuple[str, ...]], list[_Excess]] = {}
    for excess in excesses:
        load = excess.load
        key = (load.worker.name, tuple(task.step for task in load.tasks))
        found.setdefault(key, []).append(excess)
    told: list[tuple[str, frozenset[str]]] = []
    for (name, steps), alike in sorted(found.items(), key=lambda each: len(each[0][1])):
        inside = frozenset(steps)
        if any(name == other and inside >= fewer for other, fewer in told):
            continue
        told.append((name, inside))
        where = _levels(list(dict.fromkeys(e.level for e in alike)), levels)
        yield _excess(subject, alike[0], where)


def _excess(subject: Subject, excess: _Excess, levels: str) -> Diagnostic:
    load = excess.load
    place = {step: number for number, step in enumerate(subject.plan.steps)}
    tasks = sorted(load.tasks, key=lambda task: place[task.step])
    roles = list(dict.fromkeys(task.role for task in tasks))
    anchor = _anchor(subject, excess.target)
    shares = [(task.step, task.minutes) for task in tasks]
    if len(roles) > 1:
        rule = "person-in-two-places"
        message = _("{who} ({roles}) is needed for {sum} within {time}, from {anchor} on{levels}.")
    else:
        rule = "too-much-for-one"
        message = _("{who} has {sum} to do within {time}, from {anchor} on{levels}.")
    begin = f" + {in_words(load.begin)}" if load.begin else ""
    return subject.say(
        rule,
        message.format(
            who=load.worker.name,
            roles=", ".join(roles),
            sum=as_sum(shares),
            time=in_words(load.end - load.begin),
            anchor=anchor + begin,
            levels=levels,
        ),
        excess.target,
        ("due",),
        hint=_("Give a step to another role, or more time; nobody does two things at once."),
        related=[
            subject.place(task.step, ("takes",)) for task in tasks if task.step != excess.target
        ],
    )


def _anchor(subject: Subject, step: str) -> str:
    due = subject.plan.steps[step].due
    assert due is not None
    if due.anchor == "self":
        return _("becoming ready")
    return due.anchor.removeprefix("step:")


def _levels(found: list[str], levels: int) -> str:
    """Nothing when it is so at every severity."""
    return f" ({', '.join(found)})" if len(found) < levels else ""
