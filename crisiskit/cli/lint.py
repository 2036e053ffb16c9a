"""lint: the options of the command line. What they do is in `lint_run`."""

from pathlib import Path
from typing import Annotated

import typer

from crisiskit.cli.options import N_, context_of
from crisiskit.errors import ExitCode

Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATH",
        readable=False,
        help=N_("Files and folders, - for standard input; else the workspace."),
    ),
]
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
Baseline = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help=N_("Tell only what is not in this file.")),
]
WriteBaseline = Annotated[
    bool, typer.Option("--write-baseline", help=N_("Write what is found now into the baseline."))
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
Watch = Annotated[
    bool, typer.Option("--watch", help=N_("Lint again whenever a file changes; Ctrl-C ends it."))
]
Fix = Annotated[
    bool,
    typer.Option("--fix", help=N_("Write what can be fixed safely into the files, then lint.")),
]
Diff = Annotated[
    bool, typer.Option("--diff", help=N_("Show what --fix would change; change nothing."))
]


def lint(
    ctx: typer.Context,
    paths: Paths = None,
    select: Select = None,
    ignore: Ignore = None,
    severity: Severities = None,
    fail_on: FailOn = None,
    profile: Profile = None,
    baseline: Baseline = None,
    write_baseline: WriteBaseline = False,
    form: Form = None,
    output: Outputs = None,
    stdin_filename: StdinFilename = None,
    show_statistics: Statistics = False,
    watch: Watch = False,
    fix: Fix = False,
    diff: Diff = False,
) -> ExitCode:
    """Check playbooks, templates, scenarios and the workspace."""
    from crisiskit.cli import lint_run
    from crisiskit.cli.lint_options import asked

    context = context_of(ctx)
    wanted = asked(
        context,
        paths=paths or (),
        select=select or (),
        ignore=ignore or (),
        severity=severity or (),
        fail_on=fail_on,
        profile=profile,
        baseline=baseline,
        write_baseline=write_baseline,
        form=form,
        output=output or (),
        stdin_filename=stdin_filename,
        statistics=show_statistics,
        watch=watch,
    )
    if diff:
        return lint_run.differences(context, wanted)
    if fix:
        return lint_run.fixed(context, wanted)
    if watch:
        return lint_run.watched(context, wanted)
    return lint_run.run(context, wanted)
