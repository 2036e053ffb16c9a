"""Options of the commands that give findings (lint, review), in the same words."""

from pathlib import Path
from typing import Annotated

import typer

from crisiskit.cli.options import N_

Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULES",
        help=N_("Only these: names, codes, categories, beginnings of codes (CK2), all."),
    ),
]
Ignore = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="RULES", help=N_("Without these."))
]
Severities = Annotated[
    list[str] | None,
    typer.Option(
        "--severity",
        metavar="RULE=LEVEL",
        help=N_("How grave a rule is: error, warning, info or off."),
    ),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="LEVEL",
        help=N_("End with 1 from error, warning or info on; or never."),
    ),
]
Profile = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="NAME",
        help=N_("Which rules are on to begin with: min, standard or strict."),
    ),
]
Form = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORM",
        help=N_("text, concise, json, github, gitlab, sarif, junit, checkstyle or rdjson."),
    ),
]
Outputs = Annotated[
    list[str] | None,
    typer.Option(
        "--output", metavar="FORM=FILE", help=N_("Write this form into a file besides; repeatable.")
    ),
]
StdinFilename = Annotated[
    Path | None,
    typer.Option(
        "--stdin-filename", metavar="FILE", help=N_("The file that standard input stands for.")
    ),
]
Statistics = Annotated[
    bool, typer.Option("--statistics", help=N_("How often each rule is broken, at the end."))
]
