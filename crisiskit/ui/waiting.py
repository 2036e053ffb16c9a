"""Where a case stands, in one line, and what waits for what, in few."""

from collections.abc import Iterator, Sequence

from crisiskit.case.deadlines import deadline
from crisiskit.case.explain import fact_name, phase_name, role_name
from crisiskit.case.situation import Situation
from crisiskit.case.stepstate import State
from crisiskit.clock import instant
from crisiskit.language import _, pick
from crisiskit.playbook.plan import Step
from crisiskit.text import duration_words, safe
from crisiskit.ui import overview

FEW = 8
"""Lines of a list that is only to jog the memory."""


def header(situation: Situation, count: int) -> str:
    """One line about the case: code, severity, phase, how long, how much there is to do."""
    case = situation.case
    since = int((situation.now - instant(case.opened_at)).total_seconds())
    parts = [
        _("DRILL ") + case.code if case.drill else case.code,
        case.severity or _("severity not set"),
        phase_name(overview.phase_of(case)),
        _("open for {time}").format(time=duration_words(max(since, 0))),
        _("{count} to do").format(count=count),
    ]
    late = len(overview.late_steps(situation))
    if late:
        parts.append(_("{count} late").format(count=late))
    return "── " + " · ".join(parts) + " ──"


def lines(situation: Situation) -> list[str]:
    """What waits: for facts first, with who is to find them out; then what is due or goes out."""
    undecided = list(_undecided(situation))
    steps = sorted(_waiting(situation), key=lambda step: _urgency(situation, step))
    said = [*undecided, *(_line(situation, step) for step in steps)]
    return [_("Waiting ({count}):").format(count=len(said)), *few(said)] if said else []


def unknowns(situation: Situation) -> dict[str, list[str]]:
    """The facts that leave steps undecided, each with the titles of those steps."""
    found: dict[str, list[str]] = {}
    for step in situation.steps():
        if situation.state(step) is State.UNDECIDED and not step.background:
            for name in situation.unknowns(step):
                found.setdefault(name, []).append(pick(step.title))
    return found


def _undecided(situation: Situation) -> Iterator[str]:
    for name, titles in unknowns(situation).items():
        yield _("  undecided until “{fact}” is known ({owner}): {steps}").format(
            fact=fact_name(situation, name),
            owner=role_name(situation, situation.owner_of(name)) or _("anybody"),
            steps=safe(_(", ").join(titles), 60),
        )


def _waiting(situation: Situation) -> Iterator[Step]:
    for step in situation.steps():
        waits = situation.state(step) is State.WAITING and not step.background
        if waits and situation.allowed_by_phase(step):
            yield step


def _urgency(situation: Situation, step: Step) -> tuple[bool, str]:
    due = deadline(situation, step)
    return (step.kind not in {"publish", "notify", "wait"}, due.at if due else "9999")


def _line(situation: Situation, step: Step) -> str:
    reasons = situation.reasons(step)
    first = _what(situation, reasons[0].kind, reasons[0].name) if reasons else ""
    if len(reasons) > 1:
        first = _("{first} and {count} more").format(first=first, count=len(reasons) - 1)
    return _("  {title}: after {what}").format(title=safe(pick(step.title), 40), what=first)


def _what(situation: Situation, kind: str, name: str) -> str:
    if kind == "step":
        return pick(situation.case.step(name).title)
    return fact_name(situation, name) if kind == "fact" else name


def few(lines: Sequence[str]) -> list[str]:
    """The first of many lines, and how many there are besides."""
    if len(lines) <= FEW:
        return list(lines)
    rest = _("… and {count} more").format(count=len(lines) - FEW + 1)
    return [*lines[: FEW - 1], rest]
