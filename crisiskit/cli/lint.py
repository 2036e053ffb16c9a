"""lint: the options of the command line. What they do is in `lint_run`."""

from pathlib import Path
from typing import Annotated, Any

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
from crisiskit.cli.lint_memory import remembered
from crisiskit.cli.options import N_, Context, context_of
from crisiskit.errors import ExitCode

Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATH",
        readable=False,
        help=N_("Files and folders, - for standard input; else the workspace."),
    ),
]
Baseline = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help=N_("Tell only what is not in this file.")),
]
WriteBaseline = Annotated[
    bool, typer.Option("--write-baseline", help=N_("Write what is found now into the baseline."))
]
Watch = Annotated[
    bool, typer.Option("--watch", help=N_("Lint again whenever a file changes; Ctrl-C ends it."))
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", metavar="N", help=N_("Processes; else as many as processors."), min=1),
]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help=N_("Look at every file, also at what has not changed."))
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
    jobs: Jobs = None,
    no_cache: NoCache = False,
    fix: Fix = False,
    diff: Diff = False,
) -> ExitCode:
    """Check playbooks, templates, scenarios and the workspace."""
    context = context_of(ctx)
    given: dict[str, Any] = {
        "paths": paths or (),
        "select": select or (),
        "ignore": ignore or (),
        "severity": severity or (),
        "fail_on": fail_on,
        "profile": profile,
        "baseline": baseline,
        "write_baseline": write_baseline,
        "form": form,
        "output": output or (),
        "stdin_filename": stdin_filename,
        "statistics": show_statistics,
        "watch": watch,
    }

    def run(on: Context) -> ExitCode:
        from crisiskit.cli import lint_run
        from crisiskit.cli.lint_options import asked

        wanted = asked(on, **given, jobs=jobs)
        if diff:
            return lint_run.differences(on, wanted)
        if fix:
            return lint_run.fixed(on, wanted)
        return lint_run.watched(on, wanted) if watch else lint_run.run(on, wanted)

    writes = fix or diff or write_baseline or output or context.environ.get("GITHUB_ACTIONS")
    if no_cache or writes or watch or stdin_filename or Path("-") in (paths or ()):
        return run(context)
    return remembered(context, given, [*(paths or ()), *([baseline] if baseline else [])], run)
