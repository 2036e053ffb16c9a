"""Outward acts: publish, discharge. The code of the case is typed again before them."""

from typing import TYPE_CHECKING, Annotated

import typer

from crisiskit.cli.given import Because, Confirm, Evidence
from crisiskit.cli.options import N_, context_of
from crisiskit.cli.recording import Sitting, sitting
from crisiskit.cli.typed_text import text_of
from crisiskit.errors import AnswerNeeded, UsageError
from crisiskit.language import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from crisiskit.desk.desk import Receipt


def publish(
    ctx: typer.Context,
    document: Annotated[
        str | None,
        typer.Argument(metavar="DOCUMENT", help=N_("The document (d1), or its step.")),
    ] = None,
    channels: Annotated[
        list[str] | None,
        typer.Option("--channel", metavar="CHANNEL", help=N_("Where; else all open channels.")),
    ] = None,
    confirm: Confirm = None,
    because: Because = None,
    unapproved: Annotated[
        bool, typer.Option("--unapproved", help=N_("It went out without approval."))
    ] = False,
    waive: Annotated[
        list[str] | None,
        typer.Option("--waive", metavar="CHANNEL", help=N_("Not on this channel, with a reason.")),
    ] = None,
    file: Annotated[
        str | None, typer.Option("--file", metavar="FILE", help=N_("Words that went out already."))
    ] = None,
) -> None:
    """Record that a document went out; the code of the case is typed again."""
    if file is not None:
        _publish_file(ctx, file, document, channels or [], because, confirm, unapproved=unapproved)
        return
    if document is None:
        raise AnswerNeeded(_("Which document?"), hint="DOCUMENT, --file FILE")
    if waive and channels:
        raise UsageError(
            _("--channel and --waive are two acts."), hint=_("Publish first, then waive.")
        )
    if waive:
        _waive(ctx, document, waive, because)
        return
    _publish(ctx, document, channels or [], because, confirm, unapproved=unapproved)


def _publish(
    ctx: typer.Context,
    document: str,
    channels: list[str],
    because: str | None,
    confirm: str | None,
    *,
    unapproved: bool,
) -> None:
    from crisiskit.desk import words

    with sitting(ctx) as opened:
        paper = words.paper(opened.desk, document)
        where = channels or words.channels_left(opened.desk, document)
        opened.confirm(_outward(opened, paper.id, paper.current.number, where), confirm)

        def act(why: str | None) -> "Receipt":
            return words.publish(
                opened.desk, document, channels, opened.typed, because=why, unapproved=unapproved
            )

        opened.tell(_explained(opened, because, act))


def _outward(opened: Sitting, document: str, version: int, channels: list[str]) -> str:
    """The question before something goes out."""
    from crisiskit.language import pick

    names = opened.desk.case.plan.channels
    where = _(", ").join(pick(names.get(channel)) or channel for channel in channels)
    words = _("{document} version {version} goes out on {where}.")
    return words.format(document=document, version=version, where=where or "?")


def _explained(
    opened: Sitting, because: str | None, act: "Callable[[str | None], Receipt]"
) -> "Receipt":
    """The act; when it needs a reason (a night, a holiday, no approval) it is asked for."""
    try:
        return act(because)
    except AnswerNeeded as needed:
        if because is not None:
            raise
        why = opened.ask(needed.message, "because", "--because '…'")
        return act(why)


def _waive(ctx: typer.Context, document: str, channels: list[str], because: str | None) -> None:
    from crisiskit.desk import words

    with sitting(ctx) as opened:
        why = opened.reason(because, _("Why not there?"))
        receipt = words.publish(
            opened.desk, document, channels, opened.typed, because=why, waive=True
        )
        opened.tell(receipt)


def _publish_file(
    ctx: typer.Context,
    file: str,
    document: str | None,
    channels: list[str],
    because: str | None,
    confirm: str | None,
    *,
    unapproved: bool,
) -> None:
    """Record what went out without the tool."""
    from crisiskit.desk import words

    if document is not None:
        raise UsageError(
            _("--file makes a document of its own."),
            hint=_("Leave {name} out.").format(name=document),
        )
    if not unapproved:
        raise AnswerNeeded(
            _("What went out without the tool was approved by nobody here."), hint="--unapproved"
        )
    if not channels:
        raise AnswerNeeded(_("Where did it go out?"), hint="--channel CHANNEL")
    text = text_of(context_of(ctx), file)
    with sitting(ctx, texts=[text] if file == "-" else []) as opened:
        why = opened.reason(because, _("Why without approval?"))
        where = _(", ").join(channels)
        opened.confirm(_("It went out already, on {where}.").format(where=where), confirm)
        opened.tell(words.publish_file(opened.desk, text, channels, why, opened.typed))


def discharge(
    ctx: typer.Context,
    duty: Annotated[str, typer.Argument(metavar="DUTY", help=N_("The duty, by id."))],
    reference: Annotated[
        str | None,
        typer.Option("--reference", metavar="TEXT", help=N_("The receipt: a number, a name.")),
    ] = None,
    evidence: Evidence = None,
    confirm: Confirm = None,
) -> None:
    """Record that a statutory notification was made; the code of the case is typed again."""
    from crisiskit.desk import acts

    if len(evidence or ()) > 1:
        raise UsageError(_("One file proves a notification."), hint=_("Give --evidence once."))
    with sitting(ctx) as opened:
        files = opened.files(evidence)
        question = _("The notification {duty} was made.").format(duty=duty)
        if reference is not None or files:
            opened.confirm(question, confirm)
        receipt = acts.discharge(
            opened.desk,
            duty,
            opened.typed,
            reference=reference,
            evidence=files[0] if files else None,
        )
        opened.tell(receipt)
