"""Help pages in the language that is spoken, set by terminal cells so that Chinese lines up.

Typer's own pages speak English and count characters.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from crisiskit.language import _
from crisiskit.text import pad, width, wrap

LEFT = 28
"""Cells of the left column at most; a longer name has its words on the next line."""

Row = tuple[str, str]


def of_command(
    ctx: Any, summary: str, *, shared: Sequence[str] = (), examples: Sequence[str] = ()
) -> str:
    """The page of one command: usage, what it does, arguments, options, examples."""
    params = ctx.command.get_params(ctx)
    arguments = [param for param in params if param.param_type_name == "argument"]
    options = [param for param in params if param.param_type_name == "option" and not param.hidden]
    own = [param for param in options if param.name not in (*shared, "help")]
    common = [param for param in options if param.name in (*shared, "help")]
    cells = ctx.obj.screen.width
    return "\n".join(
        [
            *_opening(ctx, [_("[OPTIONS]"), *map(_argument_name, arguments)], summary, cells),
            *_section(_("Arguments"), map(_argument, arguments), cells),
            *_section(_("Options"), map(_option, own), cells),
            *_section(_("Common options"), map(_option, common), cells),
            *_section(_("Examples"), ((f"$ {line}", "") for line in examples), cells),
        ]
    )


def of_group(ctx: Any, summary: str, rows: Iterable[tuple[str, str, str]]) -> str:
    """The page of a group: its commands (panel, name, help) by panel, in the order given."""
    cells = ctx.obj.screen.width
    panels: dict[str, list[Row]] = {}
    for panel, name, words in rows:
        panels.setdefault(panel, []).append((name, _(words)))
    lines = _opening(ctx, [_("COMMAND"), _("[OPTIONS]")], summary, cells)
    for panel, commands in panels.items():
        lines += _section(_(panel), commands, cells)
    more = _("More about a command: `{command} COMMAND -h`").format(command=ctx.command_path)
    return "\n".join([*lines, "", *wrap(more, cells)])


def see(ctx: Any) -> str:
    """The hint that names the page."""
    return _("See `{command} -h`.").format(command=ctx.command_path)


def param_name(param: Any) -> str:
    """An argument or option as it is typed."""
    return _argument_name(param) if param.param_type_name == "argument" else str(param.opts[-1])


def _opening(ctx: Any, words: Sequence[str], summary: str, cells: int) -> list[str]:
    usage = _("Usage: ") + " ".join([ctx.command_path, *words])
    return [*wrap(usage, cells, "  "), *(["", *wrap(_(summary), cells)] if summary else [])]


def _section(title: str, rows: Iterable[Row], cells: int) -> list[str]:
    rows = list(rows)
    if not rows:
        return []
    left = min(max(width(name) for name, _words in rows), LEFT) + 2
    lines = ["", title]
    for name, words in rows:
        lines += _row(name, words, left, cells)
    return lines


def _row(name: str, words: str, left: int, cells: int) -> list[str]:
    first = f"  {pad(name, left)}"
    if not words:
        return [first.rstrip()]
    indent = " " * (left + 2)
    if width(name) + 2 > left:
        return [first.rstrip(), *wrap(indent + words, cells, indent)]
    return wrap(first + words, cells, indent)


def _argument_name(param: Any) -> str:
    name = param.metavar or param.name.upper().replace("_", "-")
    many = f"{name}…" if param.nargs == -1 else name
    return many if param.required else f"[{many}]"


def _argument(param: Any) -> Row:
    return _argument_name(param), _(param.help) if param.help else ""


def _option(param: Any) -> Row:
    names = ", ".join(sorted(param.opts, key=len))
    if param.secondary_opts:
        names += " / " + ", ".join(param.secondary_opts)
    if param.name == "help":
        return names, _("Show this page.")
    value = "" if param.is_flag else " " + (param.metavar or param.name.upper().replace("_", "-"))
    return names + value, " ".join(filter(None, [_(param.help or " ").strip(), _marks(param)]))


def _marks(param: Any) -> str:
    if param.required:
        return _("(required)")
    if param.default in (None, False, ()) or callable(param.default):
        return ""
    return _("(default: {value})").format(value=param.default)
