"""Looking at cases: what is open, what can be done, why not, what was recorded."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from crisiskit.cli import sit
from crisiskit.cli.given import Role, StepName
from crisiskit.cli.options import N_, Context, context_of
from crisiskit.errors import ExitCode, UsageError
from crisiskit.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisiskit.case.journal import CaseHead, Journal, Verdict
    from crisiskit.case.situation import Situation
    from crisiskit.desk.desk import Desk
    from crisiskit.playbook.plan import Step


def bare(ctx: typer.Context) -> None:
    """Every open case on a line and what to type next; without one, the help."""
    from crisiskit.ui import overview

    context = context_of(ctx)
    running = [situation for situation in _situations(context) if situation.case.closed_at is None]
    if not running:
        assert ctx.parent is not None
        context.screen.out(ctx.parent.get_help())
        return
    for situation in running:
        context.screen.out(*overview.line(situation))
    several = len(running) > 1
    command = "crisiskit next --case CODE" if several else "crisiskit next"
    context.screen.say(_("What can be done now: `{command}`").format(command=command))


def cases(ctx: typer.Context) -> None:
    """All cases of the store, the newest last."""
    from crisiskit.ui import overview

    context = context_of(ctx)
    found = _situations(context)
    if context.json:
        context.screen.data({"cases": [overview.as_json(situation) for situation in found]})
        return
    for situation in found:
        context.screen.out(*overview.line(situation))
    if not found:
        context.screen.say(_("This store has no cases. `crisiskit start` opens one."))


def _situations(context: Context) -> "list[Situation]":
    from crisiskit.case import fold
    from crisiskit.case.situation import Situation

    store = sit.journal(context)
    now = context.clock.now()
    return [Situation(fold.load(store, head), now) for head in store.cases()]


def status(ctx: typer.Context) -> None:
    """The case on one screen."""
    from crisiskit.ui import status as view

    context = context_of(ctx)
    situation = sit.desk(context).situation()
    if context.json:
        context.screen.data(view.as_json(situation))
        return
    for line in view.lines(situation, _cells(context)):
        context.screen.out(*line)


def _cells(context: Context) -> int | None:
    """The width to wrap at; None where a program reads, and nothing is wrapped."""
    return context.screen.width if context.stdout.isatty() else None


def brief(
    ctx: typer.Context,
    audience: Annotated[
        str, typer.Option("--for", metavar="ceo|team|cs", help=N_("Who is to read it."))
    ] = "team",
) -> None:
    """At most 12 plain lines to paste into a chat."""
    from crisiskit.ui import brief as view

    context = context_of(ctx)
    if audience not in view.AUDIENCES:
        raise UsageError(
            _("--for cannot be {audience}.").format(audience=audience),
            hint=_("Use one of: {known}.").format(known=", ".join(view.AUDIENCES)),
        )
    situation = sit.desk(context).situation()
    lines = view.brief(situation, audience)
    if context.json:
        about = {"case": situation.case.code, "for": audience}
        context.screen.data({**about, "lines": lines})
        return
    for line in lines:
        context.screen.out(line)


def next_(ctx: typer.Context, role: Role = None) -> None:
    """What can be done now, the most pressing first."""
    from crisiskit.case.priority import cards
    from crisiskit.case.stepstate import State

    context = context_of(ctx)
    desk = sit.desk(context)
    situation = desk.situation()
    _known_role(desk, role)
    running = desk.case.closed_at is None
    able = cards(situation, desk.case.roles_of(desk.who.actor)) if running else []
    undecided = [step for step in situation.steps() if situation.state(step) is State.UNDECIDED]
    able = [step for step in able if role in (None, step.role)]
    undecided = [step for step in undecided if running and role in (None, step.role)]
    if context.json:
        context.screen.data(_next_json(situation, able, undecided))
    else:
        _show_next(context, situation, able, undecided)


def _known_role(desk: "Desk", role: str | None) -> None:
    if role is None or role in desk.case.plan.roles:
        return
    from crisiskit.case.working import unknown_role

    raise unknown_role(desk.case, role)


def _next_json(
    situation: "Situation", able: "Sequence[Step]", undecided: "Sequence[Step]"
) -> dict[str, Any]:
    from crisiskit.ui import cards, overview

    return {
        "case": overview.as_json(situation),
        "available": [
            {"number": number, **cards.as_json(situation, step)}
            for number, step in enumerate(able, 1)
        ],
        "undecided": [_waiting(situation, step) for step in undecided],
    }


def _waiting(situation: "Situation", step: "Step") -> dict[str, Any]:
    from crisiskit.case.explain import fact_name, reason

    found = []
    for why in situation.reasons(step):
        entry: dict[str, Any] = {"kind": why.kind, "name": why.name, "owner": why.owner}
        if why.kind == "fact":
            entry["label"] = fact_name(situation, why.name)
        found.append(entry | {"text": reason(situation, why)})
    return {**situation.describe(step), "waits_for": found}


def _show_next(
    context: Context,
    situation: "Situation",
    able: "Sequence[Step]",
    undecided: "Sequence[Step]",
) -> None:
    from crisiskit.case.explain import why_not
    from crisiskit.language import pick
    from crisiskit.text import safe
    from crisiskit.ui import cards

    out = context.screen.out
    if situation.case.drill:
        out(("drill", _("DRILL")))
    for number, step in enumerate(able, 1):
        out(*cards.short(situation, step, number))
    for step in undecided:
        why = safe(_("; ").join(why_not(situation, step)))
        out("  ?  ", ("command", step.id), "  ", safe(pick(step.title), 120), "  ", ("quiet", why))
    if not able:
        _say_nothing_to_do(context, situation)


def _say_nothing_to_do(context: Context, situation: "Situation") -> None:
    case = situation.case
    if case.closed_at is not None:
        context.screen.say(_("Case {code} is closed.").format(code=case.code))
        return
    context.screen.say(_("Nothing can be done now."))
    waiting = situation.open_required()
    for step in waiting:
        from crisiskit.case.explain import why_not

        why = _("; ").join(why_not(situation, step))
        context.screen.say("  ", ("command", step.id), "  ", why)
    if not waiting:
        context.screen.say(_("Every required step is settled: `crisiskit close`"))


def why(ctx: typer.Context, step: StepName) -> None:
    """Why a step cannot be done now, or that it can."""
    from crisiskit.case.explain import why_not
    from crisiskit.case.working import unknown_step
    from crisiskit.ui import cards

    context = context_of(ctx)
    situation = sit.desk(context).situation()
    case = situation.case
    names = case.plan.leaves(step) or ((step,) if step in case.tasks else ())
    if not names:
        raise unknown_step(case, step)
    found = [case.step(name) for name in names]
    if context.json:
        context.screen.data({"steps": [_waiting(situation, one) for one in found]})
        return
    for one in found:
        context.screen.out(*cards.short(situation, one)[1:])
        for reason in _why(situation, one) or why_not(situation, one):
            context.screen.out("    ", reason)


def _why(situation: "Situation", step: "Step") -> list[str]:
    """What is to be said of a step that does not wait."""
    from crisiskit.text import safe

    case, record = situation.case, situation.case.record(step.id)
    if not case.is_walked(step):
        return [_("belongs to a phase that this case does not walk")]
    if record.check:
        return [_("went out; to be checked for correction")]
    if situation.state(step).open:
        return [_("can be done now")]
    if record.skipped_by is not None:
        because = safe(case.words(record.skipped_because), 400)
        who = safe(record.skipped_by, 40)
        return [_("skipped by {who}: {because}").format(who=who, because=because)]
    if record.done_by is not None:
        return [_("done by {who}").format(who=safe(record.done_by, 40))]
    return []


def log(ctx: typer.Context) -> None:
    """What was recorded: one line for each entry."""
    from crisiskit.ui import log as view

    context = context_of(ctx)
    desk = sit.desk(context)
    events = desk.journal.read(desk.head.uid)
    if context.json:
        entries = [view.as_json(event, desk.case) for event in events]
        context.screen.data({"case": desk.case.code, "events": entries})
        return
    for line in view.lines(desk.case, events):
        context.screen.out(line)


def verify(ctx: typer.Context) -> ExitCode:
    """Read every entry and every link of the record, and name the first that does not hold."""
    context = context_of(ctx)
    store = sit.journal(context)
    verdicts = [(head, store.verify(head.uid)) for head in _to_verify(context, store)]
    if context.json:
        context.screen.data({"cases": [_verdict_json(*found) for found in verdicts]})
    else:
        for head, verdict in verdicts:
            _show_verdict(context, head, verdict)
        _say_what_it_cannot_show(context)
    sound = all(verdict.flaw is None for _head, verdict in verdicts)
    return ExitCode.OK if sound else ExitCode.FINDINGS


def _to_verify(context: Context, store: "Journal") -> "Sequence[CaseHead]":
    """The case that was named, else all: which are open cannot be asked of a damaged record."""
    from crisiskit.desk.desk import find

    if context.case is not None:
        return [find(store, context.case)]
    heads = store.cases()
    if not heads:
        raise UsageError(_("This store has no cases."), hint=_("`crisiskit start` opens one."))
    return heads


def _show_verdict(context: Context, head: "CaseHead", verdict: "Verdict") -> None:
    if verdict.flaw is not None:
        context.screen.out(
            ("late", _("{code}: NOT sound: ").format(code=head.code)), verdict.flaw.message
        )
        sound = _("Entries before it hold: {count}, up to the hash {head}.")
        context.screen.out(sound.format(count=verdict.events, head=verdict.head))
        return
    words = _("{code}: {count} entries, every one holds. Hash of the last: {head}")
    context.screen.out(words.format(code=head.code, count=verdict.events, head=verdict.head))


def _say_what_it_cannot_show(context: Context) -> None:
    """Design section 4: what the chain cannot prove is said."""
    words = _("A chain cannot show that its end was cut off: keep the hash elsewhere, and compare.")
    context.screen.say(words)


def _verdict_json(head: "CaseHead", verdict: "Verdict") -> dict[str, Any]:
    flaw = verdict.flaw
    return {
        "case": head.code,
        "events": verdict.events,
        "head": verdict.head,
        "flaw": flaw and {"seq": flaw.seq, "kind": flaw.kind, "message": flaw.message},
    }
