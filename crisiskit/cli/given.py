"""Options that several commands take in the same words."""

from pathlib import Path
from typing import Annotated

import typer

from crisiskit.cli.options import N_

StepName = Annotated[str, typer.Argument(metavar="STEP", help=N_("The step, by id."))]
Because = Annotated[str | None, typer.Option("--because", metavar="TEXT", help=N_("The reason."))]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FACT=VALUE", help=N_("A fact, unconfirmed unless --confirmed.")),
]
Unknown = Annotated[
    list[str] | None,
    typer.Option("--unknown", metavar="FACT", help=N_("A fact that is not known yet.")),
]
Confirmed = Annotated[
    bool, typer.Option("--confirmed", help=N_("The facts are confirmed, by --source."))
]
Source = Annotated[
    str | None, typer.Option("--source", metavar="TEXT", help=N_("Where the facts come from."))
]
Evidence = Annotated[
    list[Path] | None,
    typer.Option("--evidence", metavar="FILE", help=N_("A file that is kept by its hash.")),
]
Role = Annotated[str | None, typer.Option("--role", metavar="ROLE", help=N_("The role."))]
DocumentName = Annotated[
    str, typer.Argument(metavar="DOCUMENT", help=N_("The document (d1), or its step."))
]
Channel = Annotated[
    str | None, typer.Option("--channel", metavar="CHANNEL", help=N_("The channel."))
]
Confirm = Annotated[
    str | None,
    typer.Option("--confirm", metavar="CODE", help=N_("The code of the case, typed again.")),
]
