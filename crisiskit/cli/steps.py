"""Acts on steps: claim, unclaim, check, done, skip, reopen, decide, advance, task."""

from typing import TYPE_CHECKING, Annotated

import typer

from crisiskit.cli.given import Because, Confirmed, Evidence, Set, Source, StepName, Unknown
from crisiskit.cli.options import N_
from crisiskit.cli.recording import Sitting, record, sitting
from crisiskit.language import _

if TYPE_CHECKING:
    from crisiskit.playbook.plan import Decide, Step


def claim(ctx: typer.Context, step: StepName) -> None:
    """Take a step on."""
    from crisiskit.desk import acts

    record(ctx, lambda desk, typed: acts.claim(desk, step, typed))


def unclaim(ctx: typer.Context, step: StepName) -> None:
    """Let a step go."""
    from crisiskit.desk import acts

    record(ctx, lambda desk, typed: acts.unclaim(desk, step, typed))


def check(
    ctx: typer.Context,
    step: StepName,
    items: Annotated[
        list[str] | None,
        typer.Argument(metavar="ITEM", help=N_("Items by id or number; none: shows the list.")),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help=N_("All items."))] = False,
    clear: Annotated[bool, typer.Option("--clear", help=N_("Clear them instead."))] = False,
) -> None:
    """Tick items of a checklist."""
    from crisiskit.desk import acts

    with sitting(ctx) as opened:
        found = _step(opened, step)
        if not (items or everything):
            _show_checklist(opened, found)
            return
        ids = [item.id for item in found.checklist]
        wanted = ids if everything else [_item(ids, word) for word in items or ()]
        opened.tell(acts.check(opened.desk, step, wanted, opened.typed, clear=clear))


def _step(opened: Sitting, name: str) -> "Step":
    from crisiskit.case.working import unknown_step

    try:
        return opened.desk.case.step(name)
    except KeyError:
        raise unknown_step(opened.desk.case, name) from None


def _item(ids: list[str], word: str) -> str:
    """An item by id, or by its number on the card."""
    if word not in ids and _is_number(word) and 1 <= int(word) <= len(ids):
        return ids[int(word) - 1]
    return word


def _is_number(word: str) -> bool:
    """A number on a card; thousands of digits are none, and `int` refuses them."""
    return word.isdecimal() and len(word) < 4


def _show_checklist(opened: Sitting, step: "Step") -> None:
    from crisiskit.ui import cards

    context, case = opened.context, opened.desk.case
    if context.json:
        ticked = case.record(step.id).ticked
        items = [
            {"item": item.id, "text": dict(item.text), "ticked_at": ticked.get(item.id)}
            for item in step.checklist
        ]
        context.screen.data({"case": case.code, "step": step.id, "checklist": items})
        return
    for line in cards.card(opened.desk.situation(), step, context.screen.width):
        context.screen.out(*line)


def done(
    ctx: typer.Context,
    step: StepName,
    facts: Set = None,
    unknown: Unknown = None,
    confirmed: Confirmed = False,
    source: Source = None,
    evidence: Evidence = None,
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help=N_("A line for the log."))
    ] = None,
    still_true: Annotated[
        bool,
        typer.Option("--still-true", help=N_("What went out was checked and needs no correction.")),
    ] = False,
    reference: Annotated[
        str | None,
        typer.Option("--reference", metavar="TEXT", help=N_("Proof of a notification: a number.")),
    ] = None,
) -> None:
    """Finish a step, with the facts and files it asks for."""
    from crisiskit.desk import acts
    from crisiskit.desk.facts import assignments

    given = assignments(facts or ())
    with sitting(ctx, facts=given, unknown=unknown, confirmed=confirmed, source=source) as opened:
        files = opened.files(evidence)
        receipt = acts.done(
            opened.desk,
            step,
            opened.typed,
            evidence=files,
            note=note,
            reference=reference,
            still_true=still_true,
        )
        opened.tell(receipt)


def skip(ctx: typer.Context, step: StepName, because: Because = None) -> None:
    """Leave a step or a group undone, with the reason."""
    from crisiskit.desk import acts

    with sitting(ctx) as opened:
        why = opened.reason(because, _("Why is {step} left undone?").format(step=step))
        opened.tell(acts.skip(opened.desk, step, why, opened.typed))


def reopen(ctx: typer.Context, step: StepName, because: Because = None) -> None:
    """Do a step, and what followed from it, again."""
    from crisiskit.desk import acts

    with sitting(ctx) as opened:
        why = opened.reason(because, _("Why is {step} done again?").format(step=step))
        opened.tell(acts.reopen(opened.desk, step, why, opened.typed))


def decide(
    ctx: typer.Context,
    step: StepName,
    option: Annotated[
        str | None, typer.Argument(metavar="OPTION", help=N_("The option, by id or number."))
    ] = None,
    because: Because = None,
    facts: Set = None,
    unknown: Unknown = None,
    confirmed: Confirmed = False,
    source: Source = None,
) -> None:
    """Pick an option of a decision and say why."""
    from crisiskit.desk import acts
    from crisiskit.desk.facts import assignments

    given = assignments(facts or ())
    with sitting(ctx, facts=given, unknown=unknown, confirmed=confirmed, source=source) as opened:
        chosen = _option(opened, _step(opened, step), option)
        why = opened.reason(because, _("Why {option}?").format(option=chosen))
        opened.tell(acts.decide(opened.desk, step, chosen, why, opened.typed))


def _option(opened: Sitting, step: "Step", given: str | None) -> str:
    """The option that was given, or is chosen now; one by its number."""
    from crisiskit.language import pick
    from crisiskit.playbook.plan import Decide
    from crisiskit.ui.prompter import Choice

    action = step.action
    if not isinstance(action, Decide):
        return given or ""
    if given is not None:
        return _by_number(action, given)
    options = [Choice(name, pick(option.label)) for name, option in action.options.items()]
    answer = opened.context.prompter().choose(pick(action.question), options, flag="OPTION")
    if answer.at is not None:
        opened.happened(answer.at, "@")
    opened.ctx.params["option"] = str(answer)
    return str(answer)


def _by_number(action: "Decide", given: str) -> str:
    names = list(action.options)
    if given not in names and _is_number(given) and 1 <= int(given) <= len(names):
        return names[int(given) - 1]
    return given


def advance(
    ctx: typer.Context,
    phase: Annotated[str, typer.Argument(metavar="PHASE", help=N_("The phase to open."))],
    because: Because = None,
) -> None:
    """Open a phase before the one before it is settled."""
    from crisiskit.desk import acts

    with sitting(ctx) as opened:
        why = opened.reason(because, _("Why is the next phase opened now?"))
        opened.tell(acts.advance(opened.desk, phase, why, opened.typed))


def task(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("What is to be done."))],
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help=N_("Who does it."))],
    due: Annotated[
        str | None, typer.Option("--due", metavar="TIME", help=N_("Until when."))
    ] = None,
) -> None:
    """Add something the playbook does not have."""
    from crisiskit.desk import acts

    with sitting(ctx) as opened:
        until = opened.moment(due, "--due") if due else None
        title = " ".join(text.split())  # it becomes the title of a card: one line
        opened.tell(acts.task(opened.desk, title, role, until, opened.typed))
