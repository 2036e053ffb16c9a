"""A team begins: `init` makes a workspace, `config` shows what is in force and where it stands."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crisiskit.cli import reach
from crisiskit.cli.options import N_, Context, context_of
from crisiskit.errors import Refused, StorageError, UsageError
from crisiskit.language import _, spoken
from crisiskit.text import quote, trouble

if TYPE_CHECKING:
    from crisiskit.workspace import Workspace

_CI = Annotated[
    list[str] | None,
    typer.Option("--ci", metavar="github|gitlab|none", help=N_("A file for CI; default: github.")),
]


def init(
    ctx: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help=N_("Where; else the current folder."))
    ] = None,
    company: Annotated[
        str | None,
        typer.Option("--company", metavar="NAME", help=N_("The full name that signs texts.")),
    ] = None,
    copy: Annotated[
        list[str] | None,
        typer.Option("--copy", metavar="PLAYBOOK", help=N_("A bundled playbook to start from.")),
    ] = None,
    ci: _CI = None,
) -> None:
    """Make a workspace that lints clean, with CI and pre-commit; existing files are left alone."""
    from crisiskit.workspace.starting import CI, Beginning, write

    context = context_of(ctx)
    where = context.cwd / (folder or ".")
    services = [name for name in ci or ["github"] if name != "none"]
    for name in services:
        if name not in CI:
            raise UsageError(
                _("There is no CI file for {name}.").format(name=quote(name)),
                hint=_("There are: {names}.").format(names=", ".join(CI)),
            )
    beginning = Beginning(
        language=spoken(),
        company=company or _("Our Company Ltd"),
        timezone=reach.zone(context, None),
        ci=services,
        copies={name: _bundled(name) for name in copy or ()},
    )
    try:
        written, left = write(where, beginning.files())
    except OSError as error:
        raise StorageError(
            _("{path} cannot be written: {reason}.").format(
                path=quote(where), reason=trouble(error)
            ),
            hint=_("Choose another folder: `crisiskit init FOLDER`."),
        ) from error
    _say_written(context, where, written, left)


def _bundled(name: str) -> str:
    from crisiskit.playbook.catalogue import Catalogue

    return Catalogue.open().source(name)


def _say_written(context: Context, where: Path, written: list[str], left: list[str]) -> None:
    if context.json:
        context.screen.data({"folder": str(where), "written": written, "left": left})
        return
    for name in written:
        context.screen.out(("done", _("written")), f"  {name}")
    for name in left:
        context.screen.out(("quiet", _("was there")), f"  {name}")
    context.screen.say(_("Next: fill in crisiskit.yaml and roster.yaml, then `crisiskit lint`."))


def config_path(ctx: typer.Context) -> None:
    """Where the workspace, its files and the store are; `-` for what is not there."""
    from crisiskit.workspace import ROSTER_FILE, SETTINGS_FILE, bundled_root

    context = context_of(ctx)
    found = reach.workspace(context)
    from crisiskit.case.location import store_path

    places = {
        "settings": _there(found, SETTINGS_FILE),
        "roster": _there(found, ROSTER_FILE),
        "store": str(store_path(context.store, context.environ, context.cwd)),
        "bundled": str(bundled_root()),
    }
    if context.json:
        context.screen.data(places)
        return
    context.screen.table([(("command", name), path or "-") for name, path in places.items()])


def _there(found: "Workspace | None", name: str) -> str | None:
    return str(found.root / name) if found and (found.root / name).is_file() else None


def config_show(ctx: typer.Context) -> None:
    """The settings in force, as crisiskit.yaml would have them. Raises FileError, Refused."""
    context = context_of(ctx)
    found = reach.workspace(context)
    if found is None:
        raise Refused(
            _("There is no workspace here: no crisiskit.yaml in this folder or above."),
            hint=_("`crisiskit init` makes one."),
        )
    settings = found.settings().plain()
    settings["timezone"] = found.settings().zone
    if context.json:
        context.screen.data(settings)
        return
    for line in _lines(settings):
        context.screen.out(line)


def _lines(value: Any, indent: str = "") -> list[str]:
    """Plain data as YAML reads it back, without YAML: maps, lists, one line for each value."""
    import json

    lines = []
    for key, entry in value.items():
        if isinstance(entry, dict) and entry:
            lines += [f"{indent}{key}:", *_lines(entry, indent + "  ")]
        else:
            lines.append(f"{indent}{key}: {json.dumps(entry, ensure_ascii=False)}")
    return lines
