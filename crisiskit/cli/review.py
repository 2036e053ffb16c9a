"""review: the options of the command line. What they do is in `review_run`."""

from pathlib import Path
from typing import Annotated

import typer

from crisiskit.cli.check_given import (
    FailOn,
    Form,
    Ignore,
    Outputs,
    Profile,
    Select,
    Severities,
    Statistics,
    StdinFilename,
)
from crisiskit.cli.options import N_, context_of
from crisiskit.errors import ExitCode

Names = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE|DRAFT|-",
        help=N_("Files, folders, - for standard input; documents of the case (d1) or their steps."),
    ),
]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help=N_(
            "holding, apology, handling, clarification, status, recall, breach, internal, press or "
            "qa; else by its words."
        ),
    ),
]
Language = Annotated[
    str | None,
    typer.Option(
        "--language", metavar="LANGUAGE", help=N_("zh-Hans, zh-Hant or en; else by its characters.")
    ),
]
Responsibility = Annotated[
    str | None,
    typer.Option(
        "--responsibility",
        metavar="CLASS",
        help=N_("Whose doing it is: undetermined, victim, accidental or preventable."),
    ),
]
Harm = Annotated[
    str | None,
    typer.Option(
        "--harm",
        metavar="HARM",
        help=N_("The gravest harm done: none, money, privacy, health, injury or death."),
    ),
]
Facts = Annotated[
    Path | None,
    typer.Option(
        "--facts",
        metavar="FILE",
        readable=False,
        help=N_("Facts in YAML or JSON: id -> words, or value and status."),
    ),
]
Published = Annotated[
    str | None, typer.Option("--published", metavar="TIME", help=N_("When it goes out."))
]
Listed = Annotated[bool, typer.Option("--listed", help=N_("The company is listed."))]
Excerpt = Annotated[bool, typer.Option("--excerpt", help=N_("It is part of a longer text."))]
Minors = Annotated[bool, typer.Option("--minors", help=N_("Minors are concerned."))]
Authority = Annotated[
    bool, typer.Option("--authority", help=N_("An authority has an open case about it."))
]
Wanted = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="LANGUAGE/CHANNEL",
        help=N_("Of a document only this text: zh, zh/weibo; else all."),
    ),
]
Against = Annotated[
    str | None,
    typer.Option(
        "--against",
        metavar="CASE|FILE",
        help=N_(
            "Also what they say otherwise than the texts and facts of a case, or than another "
            "text; if it is in another language, it is read as a translation."
        ),
    ),
]
Score = Annotated[
    bool,
    typer.Option("--score", help=N_("Also how complete the apology is, component by component.")),
]


def review(
    ctx: typer.Context,
    names: Names,
    kind: Kind = None,
    language: Language = None,
    responsibility: Responsibility = None,
    harm: Harm = None,
    facts: Facts = None,
    published: Published = None,
    listed: Listed = False,
    minors: Minors = False,
    authority: Authority = False,
    excerpt: Excerpt = False,
    wanted: Wanted = None,
    against: Against = None,
    score: Score = False,
    select: Select = None,
    ignore: Ignore = None,
    severity: Severities = None,
    fail_on: FailOn = None,
    profile: Profile = None,
    form: Form = None,
    output: Outputs = None,
    stdin_filename: StdinFilename = None,
    show_statistics: Statistics = False,
) -> ExitCode:
    """Read a statement as its sharpest critic would, before the public does."""
    from crisiskit.cli import review_run

    return review_run.run(
        context_of(ctx),
        names,
        review_run.Flags(
            kind,
            language,
            responsibility,
            harm,
            facts,
            published,
            listed,
            minors,
            authority,
            excerpt,
            wanted,
            stdin_filename,
            score,
            against,
        ),
        select=select or (),
        ignore=ignore or (),
        severity=severity or (),
        fail_on=fail_on,
        profile=profile,
        form=form,
        output=output or (),
        statistics=show_statistics,
    )
