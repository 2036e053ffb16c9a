"""The end of a case: close, reopen-case."""

from typing import Annotated

import typer

from crisiskit.cli.given import Because
from crisiskit.cli.options import N_
from crisiskit.cli.recording import record, sitting
from crisiskit.language import _


def close(
    ctx: typer.Context,
    because: Because = None,
    handover: Annotated[
        str | None, typer.Option("--handover", metavar="WHO", help=N_("Who takes what is open."))
    ] = None,
) -> None:
    """Close the case; what is still open needs a reason."""
    from crisiskit.desk import acts

    record(ctx, lambda desk, typed: acts.close(desk, because, handover, typed))


def reopen_case(ctx: typer.Context, because: Because = None) -> None:
    """Go on with a closed case."""
    from crisiskit.desk import acts

    with sitting(ctx) as opened:
        why = opened.reason(because, _("Why does the case go on?"))
        opened.tell(acts.reopen_case(opened.desk, why, opened.typed))
