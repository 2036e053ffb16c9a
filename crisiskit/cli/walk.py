"""`start` and `resume`: the walk."""

from datetime import datetime
from typing import Annotated

import typer

from crisiskit.case.priority import cards
from crisiskit.cli import reach, sit
from crisiskit.cli.options import N_, Context, context_of
from crisiskit.cli.repeat import repeatable
from crisiskit.desk.desk import Desk
from crisiskit.desk.facts import assignments
from crisiskit.desk.opening import Alarm, InForce, open_case
from crisiskit.language import _, pick, spoken
from crisiskit.text import clip, safe
from crisiskit.ui import cards as cardview
from crisiskit.ui import log, opening, session
from crisiskit.ui.table import Table

LAST_SHOWN = 3
"""Entries of the log that `resume` shows first."""


def start(
    ctx: typer.Context,
    playbook: Annotated[str | None, typer.Argument(metavar="PLAYBOOK")] = None,
    title: Annotated[
        str | None, typer.Option("--title", help=N_("What the case is called."))
    ] = None,
    sets: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FACT=VALUE", help=N_("A fact, unconfirmed.")),
    ] = None,
    broke: Annotated[
        str | None, typer.Option("--broke", metavar="TIME", help=N_("When it reached the public."))
    ] = None,
    aware: Annotated[
        str | None,
        typer.Option("--aware", metavar="TIME", help=N_("When the company learned of it.")),
    ] = None,
    severity: Annotated[
        str | None, typer.Option("--severity", metavar="P1..P4", help=N_("The severity."))
    ] = None,
    confirmed: Annotated[
        bool, typer.Option("--confirmed", help=N_("The facts of --set are verified."))
    ] = False,
    walk_on: Annotated[
        bool, typer.Option("--walk/--no-walk", help=N_("Walk the case, or only open it."))
    ] = True,
) -> None:
    """Open a case and walk it."""
    context = context_of(ctx)
    if walk_on or playbook is None:
        _somebody(context, playbook)
    level, given = opening.severity_of(severity), assignments(sets or ())
    found = reach.workspace(context)
    reach.usable(found)
    files = reach.catalogue(found)
    words = title or ""
    if walk_on:
        _mention_open_cases(context)
        words = title or opening.ask_what_happened(context.prompter())
    chosen = playbook or opening.ask_playbook(context.prompter(), files.entries(), words)
    force = reach.in_force(context, files, found, chosen)
    if words and not title and "event" in force.plan.facts:
        given = {"event": words.strip().rstrip("。."), **given}
    alarm = Alarm(
        title=opening.title_of(words) if words else pick(force.plan.title),
        zone=reach.zone(context, found),
        language=spoken(),
        facts=given,
        confirmed=confirmed,
        broke=broke,
        aware=aware,
        severity=level,
    )
    desk = _open(ctx, force, alarm, words)
    if walk_on:
        _walk_new(context, desk)
    else:
        _report(context, desk)


def _somebody(context: Context, playbook: str | None) -> None:
    """Somebody must be there to say what happened, to choose a playbook and to walk."""
    missing = _("Which playbook (PLAYBOOK), and what happened (--title)?")
    files = _("Playbooks: {names}").format(
        names=", ".join(reach.catalogue(reach.workspace(context)).ids())
    )
    opens = f"crisiskit start {playbook or 'PLAYBOOK'} --title '…' --no-walk"
    session.require_somebody(
        context.prompter(), "\n".join([opens] if playbook else [missing, opens, files])
    )


def _mention_open_cases(context: Context) -> None:
    """Whoever is woken second may want to join instead."""
    store = sit.journal(context)
    for head in store.cases():
        case = sit.at(context, store, head).case
        if case.closed_at is not None:
            continue
        joining = _("Open already: {code} {title}. To join it: Ctrl-C, `crisiskit resume`.")
        title = safe(case.words(case.title), 40)
        context.screen.say(("due", joining.format(code=case.code, title=title)))


def _open(ctx: typer.Context, force: InForce, alarm: Alarm, words: str) -> Desk:
    context = context_of(ctx)
    with repeatable(ctx) as attempt:
        attempt.texts = [words] if words else []
        opened = _opened_at(context, alarm.zone)
        attempt.at = opened or attempt.at
        return open_case(
            sit.journal(context),
            context.clock,
            sit.who(context),
            force,
            alarm,
            at=opened,
            command=attempt.command,
        )


def _opened_at(context: Context, zone: str) -> datetime | None:
    """When the case was opened on paper, in the time zone of the case. Raises UsageError."""
    if context.at is None:
        return None
    return sit.moment(context.at, "--at", zone=zone, now=context.clock.now())


def _walk_new(context: Context, desk: Desk) -> None:
    table = Table(desk, context.prompter(), context.screen, context.environ)
    case = desk.case
    opened = _("Case {code} is open and saved: {title}")
    title = safe(case.words(case.title), 80)
    table.say(opened.format(code=case.code, title=title), style="heading")
    table.say(_("Times are meant in {zone}.").format(zone=case.zone), style="quiet")
    session.walk(table, case.roles_of(desk.who.actor), first=opening.first)


def _report(context: Context, desk: Desk) -> None:
    situation = desk.situation()
    if context.json:
        context.screen.data(
            {
                "case": desk.case.code,
                "uid": desk.case.uid,
                "playbook": desk.case.plan.playbook,
                "next": [cardview.as_json(situation, step) for step in cards(situation)],
            }
        )
        return
    context.screen.out(desk.case.code)
    context.screen.say(
        _("Case {code} is open. Next: `crisiskit next --case {code}`").format(code=desk.case.code)
    )


def resume(ctx: typer.Context) -> None:
    """Walk on."""
    context = context_of(ctx)
    desk = sit.desk(context)
    table = Table(desk, context.prompter(), context.screen, context.environ)
    session.require_somebody(table.prompter, session.without_the_walk())
    context.screen.say(("heading", f"{desk.case.code}  {safe(desk.case.words(desk.case.title))}"))
    last = desk.journal.read(desk.case.uid, max(desk.case.seq - LAST_SHOWN, 0))
    for line in log.lines(desk.case, last):
        context.screen.say(("quiet", clip(line, context.screen.width)))
    session.walk(table, desk.case.roles_of(desk.who.actor))
