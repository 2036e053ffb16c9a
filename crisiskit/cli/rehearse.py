"""The rehearsal: test plays scenarios and judges what they expect."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crisiskit.cli import reach
from crisiskit.cli.options import N_, Context, context_of
from crisiskit.errors import ExitCode, UsageError
from crisiskit.language import _, pick
from crisiskit.text import quote, safe

if TYPE_CHECKING:
    from crisiskit.drill.outcome import Judged, Outcome
    from crisiskit.playbook.catalogue import Catalogue


def rehearse(
    ctx: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH", readable=False, help=N_("Scenarios or folders; else all within reach.")
        ),
    ] = None,
) -> ExitCode:
    """Play scenarios on a virtual clock and judge what they expect."""
    from crisiskit.drill import outcome

    context = context_of(ctx)
    found = reach.workspace(context)
    files = reach.catalogue(found)
    constants = reach.constants(context, found, files.dictionary.facts)
    outcomes = outcome.run(_scenarios(context, files, paths), files, constants)
    if context.json:
        context.screen.data({"scenarios": [_json(one) for one in outcomes]})
    else:
        for one in outcomes:
            _show(context, one)
    return _ended(outcomes)


def _scenarios(context: Context, files: "Catalogue", paths: Sequence[Path] | None) -> list[Path]:
    """The files to play. Raises UsageError when there is none."""
    if not paths:
        return [found.path for found in files.scenarios().values()]
    scenarios = [one for path in paths for one in _in(context.cwd / path)]
    if not scenarios:
        raise UsageError(
            _("There are no scenarios in {paths}.").format(paths=quote(", ".join(map(str, paths)))),
            hint=_("Scenarios are YAML files; a workspace has them in playbooks/drills."),
        )
    return scenarios


def _in(path: Path) -> Iterator[Path]:
    """A file is itself; of a folder its scenarios, in a workspace those of its drills."""
    if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
        yield path
        return
    drills = path / "playbooks" / "drills"
    yield from sorted((drills if drills.is_dir() else path).glob("*.yaml"))


def _show(context: Context, outcome: "Outcome") -> None:
    out = context.screen.out
    name = f" {safe(outcome.path)}  {pick(outcome.title)}"
    if outcome.error is not None:
        out(("late", _("unusable")), name)
        place = f"{safe(outcome.error.place)}: " if outcome.error.place else ""
        out(f"    {place}{outcome.error.message}")
        if outcome.error.hint:
            out(f"    {outcome.error.hint}")
        return
    count = len(outcome.expectations)
    verdict = ("done", _("ok")) if outcome.ok else ("late", _("FAILED"))
    met = sum(judged.met for judged in outcome.expectations)
    out(verdict, name, ("quiet", _("  {met} of {count} met").format(met=met, count=count)))
    for judged in outcome.expectations:
        if not judged.met:
            where = f"{safe(outcome.path)}:{judged.mark.line}"
            out(f"    {where}: ", _("not met: {words}").format(words=judged.words))
            out(f"        {judged.why}")


def _json(outcome: "Outcome") -> dict[str, Any]:
    error = outcome.error
    return {
        "path": outcome.path,
        "title": dict(outcome.title),
        "ok": outcome.ok,
        "error": error.as_json()["error"] if error is not None else None,
        "expectations": [_judged(judged) for judged in outcome.expectations],
    }


def _judged(judged: "Judged") -> dict[str, Any]:
    return {
        "expectation": judged.words,
        "met": judged.met,
        "why": judged.why,
        "line": judged.mark.line,
        "column": judged.mark.column,
    }


def _ended(outcomes: "Sequence[Outcome]") -> ExitCode:
    """A scenario that could not be played wins over one that was not as expected."""
    if any(one.error is not None for one in outcomes):
        return ExitCode.FILE
    return ExitCode.OK if all(one.ok for one in outcomes) else ExitCode.FINDINGS
