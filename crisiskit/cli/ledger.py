"""The ledger, the log and the people: facts, severity, responsibility, notes, evidence, roles."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crisiskit.cli import sit
from crisiskit.cli.given import Because, Confirmed, Source, Unknown
from crisiskit.cli.options import N_, Context, context_of
from crisiskit.cli.recording import Sitting, record, sitting
from crisiskit.errors import AnswerNeeded, UsageError
from crisiskit.language import _, pick
from crisiskit.text import quote

if TYPE_CHECKING:
    from crisiskit.case.situation import Situation

FactNames = Annotated[list[str], typer.Argument(metavar="FACT", help=N_("Facts, by id."))]


def fact_set(
    ctx: typer.Context,
    pairs: Annotated[
        list[str] | None,
        typer.Argument(metavar="FACT=VALUE", help=N_("Or FACT VALUE. Lists and tables as JSON.")),
    ] = None,
    unknown: Unknown = None,
    confirmed: Confirmed = False,
    source: Source = None,
    translation: Annotated[
        bool,
        typer.Option("--translation", help=N_("Adds a language to a text; its status stays.")),
    ] = False,
    text_lang: Annotated[
        str | None,
        typer.Option("--text-lang", metavar="zh|en", help=N_("The language of the value.")),
    ] = None,
) -> None:
    """Record facts, unconfirmed unless --confirmed."""
    from crisiskit.desk import acts

    facts: dict[str, Any] = _pairs(pairs or [])
    if not facts and not unknown:
        raise AnswerNeeded(_("Which fact, and what is its value?"), hint="FACT=VALUE")
    with sitting(ctx, facts=facts, unknown=unknown, confirmed=confirmed, source=source) as opened:
        if translation:
            opened.tell(_translate(opened, facts, text_lang))
            return
        if text_lang is not None:
            opened.facts = {name: _in(opened, name, raw, text_lang) for name, raw in facts.items()}
        opened.tell(acts.set_facts(opened.desk, opened.typed))


def _pairs(words: Sequence[str]) -> dict[str, str]:
    """`FACT VALUE`, or any number of `FACT=VALUE`. Raises UsageError."""
    from crisiskit.desk.facts import assignments

    if len(words) == 2 and not _is_pair(words[0]):
        return {words[0]: words[1]}
    if len(words) == 1 and not _is_pair(words[0]):
        raise AnswerNeeded(
            _("What is the value of {fact}?").format(fact=quote(words[0])),
            hint=_("{fact}=VALUE, or --unknown {fact} if it is not known yet").format(
                fact=words[0]
            ),
        )
    return assignments(words)


def _is_pair(word: str) -> bool:
    return word.partition("=")[0].isidentifier() and "=" in word


def _translate(opened: Sitting, facts: dict[str, Any], language: str | None) -> Any:
    from crisiskit.desk import acts

    if language is None or len(facts) != 1:
        raise UsageError(
            _("--translation takes one fact and --text-lang."),
            hint="crisiskit fact set cause 'A wrong setting' --translation --text-lang en",
        )
    ((name, words),) = facts.items()
    return acts.translate_fact(opened.desk, name, words, language, opened.typed)


def _in(opened: Sitting, name: str, raw: Any, language: str) -> Any:
    """The value said to be in a language; only words have one."""
    from crisiskit.desk.facts import spec

    kind = spec(opened.desk, name).type
    if kind != "text":
        raise UsageError(
            _("{fact} is not a text and has no language.").format(fact=quote(name)),
            hint=_("Leave --text-lang out."),
        )
    return {language: raw}


def fact_confirm(ctx: typer.Context, names: FactNames, source: Source = None) -> None:
    """Confirm facts that have a value."""
    from crisiskit.desk import acts

    record(ctx, lambda desk, typed: acts.restate(desk, names, "confirmed", typed), source=source)


def fact_dispute(ctx: typer.Context, names: FactNames, source: Source = None) -> None:
    """Say that facts are doubtful: no condition and no text uses them."""
    from crisiskit.desk import acts

    record(ctx, lambda desk, typed: acts.restate(desk, names, "disputed", typed), source=source)


def fact_retract(ctx: typer.Context, names: FactNames, source: Source = None) -> None:
    """Take facts back: a text that names one cannot be made any more."""
    from crisiskit.desk import acts

    record(ctx, lambda desk, typed: acts.restate(desk, names, "retracted", typed), source=source)


def fact_list(
    ctx: typer.Context,
    everything: Annotated[
        bool, typer.Option("--all", help=N_("Also facts that nobody has recorded."))
    ] = False,
) -> None:
    """The facts of the case: value, status, source, time."""
    from crisiskit.ui import facts as view

    context = context_of(ctx)
    situation = sit.desk(context).situation()
    if context.json:
        entries = view.as_json(situation, everything=everything)
        context.screen.data({"case": situation.case.code, "facts": entries})
        return
    for line in view.lines(situation, everything=everything):
        context.screen.out(*line)


def severity(
    ctx: typer.Context,
    level: Annotated[
        str | None, typer.Argument(metavar="LEVEL", help=N_("P1 to P4; none: what is proposed."))
    ] = None,
    because: Because = None,
) -> None:
    """Set the severity, or show what the matrix proposes."""
    from crisiskit.desk import acts

    if level is None:
        _propose(context_of(ctx))
        return
    with sitting(ctx) as opened:
        why = opened.reason(because, _("Why {level}?").format(level=level))
        opened.tell(acts.severity(opened.desk, level.upper(), why, opened.typed))


def _propose(context: Context) -> None:
    from crisiskit.case import triage

    situation = sit.desk(context).situation()
    proposal = triage.propose(situation)
    reasons = proposal.reasons if proposal else ()
    if context.json:
        found = [
            {"dimension": dimension.id, "label": dict(dimension.label), "text": dict(level.text)}
            for dimension, level in reasons
        ]
        context.screen.data(
            {
                "case": situation.case.code,
                "severity": situation.case.severity,
                "proposed": proposal.level if proposal else None,
                "reasons": found,
            }
        )
        return
    _show_proposal(context, situation)


def _show_proposal(context: Context, situation: "Situation") -> None:
    from crisiskit.case import triage

    proposal = triage.propose(situation)
    context.screen.out(_("severity: {level}").format(level=situation.case.severity or _("not set")))
    if proposal is None:
        context.screen.out(_("proposed: nothing yet, too little is known"))
        return
    context.screen.out(_("proposed: {level}").format(level=proposal.level))
    for dimension, level in proposal.reasons:
        context.screen.out(f"  {pick(dimension.label)}{_(': ')}{pick(level.text)}")


def responsibility(
    ctx: typer.Context,
    value: Annotated[
        str | None,
        typer.Argument(
            metavar="VALUE", help=N_("undetermined, victim, accidental or preventable.")
        ),
    ] = None,
    because: Because = None,
) -> None:
    """Say whose doing this is; it decides how much apology is due."""
    from crisiskit.desk import acts

    with sitting(ctx) as opened:
        chosen = value or _whose_doing(opened)
        why = opened.reason(because, _("What makes you think so?"))
        opened.tell(acts.responsibility(opened.desk, chosen, why, opened.typed))


def _whose_doing(opened: Sitting) -> str:
    from crisiskit.case.ledger import RESPONSIBILITIES
    from crisiskit.ui.log import responsibility_name
    from crisiskit.ui.prompter import Choice

    options = [Choice(name, responsibility_name(name)) for name in RESPONSIBILITIES]
    answer = opened.context.prompter().choose(_("Whose doing is this?"), options, flag="VALUE")
    opened.ctx.params["value"] = str(answer)
    return str(answer)


def note(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("The line for the log."))],
    privileged: Annotated[
        bool, typer.Option("--privileged", help=N_("Between counsel and client: never exported."))
    ] = False,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="WHO", help=N_("Who said or asked it."))
    ] = None,
    answer_by: Annotated[
        str | None, typer.Option("--answer-by", metavar="TIME", help=N_("Until when to answer."))
    ] = None,
) -> None:
    """Write a line into the log."""
    from crisiskit.desk import acts

    with sitting(ctx) as opened:
        receipt = acts.note(
            opened.desk,
            text,
            opened.typed,
            privileged=privileged,
            source=from_,
            answer_by=opened.moment(answer_by, "--answer-by") if answer_by else None,
        )
        opened.tell(receipt)


def evidence_add(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("The file to keep."))],
    step: Annotated[
        str | None, typer.Option("--for", metavar="STEP", help=N_("The step it belongs to."))
    ] = None,
) -> None:
    """Keep a file by its hash."""
    from crisiskit.desk import acts
    from crisiskit.desk.files import read_file

    with sitting(ctx) as opened:
        kept = read_file(opened.context.cwd / file)
        opened.tell(acts.add_evidence(opened.desk, kept, step, opened.typed))


def assign(
    ctx: typer.Context,
    role: Annotated[str, typer.Argument(metavar="ROLE", help=N_("The role."))],
    people: Annotated[
        list[str], typer.Argument(metavar="WHO", help=N_("Who holds it, and the backups."))
    ],
    contact: Annotated[
        list[str] | None,
        typer.Option("--contact", metavar="HOW", help=N_("How to reach them, in the same order.")),
    ] = None,
) -> None:
    """Say who holds a role."""
    from crisiskit.desk import acts

    reach = [*(contact or ()), *([""] * len(people))]
    named = [
        {"name": name} | ({"contact": how} if how else {})
        for name, how in zip(people, reach, strict=False)
    ]
    record(ctx, lambda desk, typed: acts.assign(desk, role, named, typed))
