"""The app: a table of commands, of which only the one that is called gets imported.

Help and unknown names are answered from the table. Shared options are accepted before the command
and after it.
"""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from crisiskit.cli import help as help_page
from crisiskit.cli.options import EVERYWHERE, shared
from crisiskit.errors import UsageError
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.text import nearest, quote

HELP_OPTIONS = {"help_option_names": ["-h", "--help"]}


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: where its function is, what the help says, which shared options it takes.

    `panel` and `help` are English sentences marked with `N_`; `examples` are command lines.
    """

    name: str
    module: str
    function: str
    panel: str
    help: str
    takes: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A command with commands of its own (`fact set`)."""

    name: str
    panel: str
    help: str
    entries: tuple[Entry, ...]


class Command(TyperCommand):
    """A command with its shared options and its help in the language that is spoken."""

    entry: Entry

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse, and move what was given of the shared options into the context."""
        ctx.allow_extra_args = True
        extra = super().parse_args(ctx, args)
        options = {name: ctx.params.pop(name) for name in self._shared() if name in ctx.params}
        ctx.obj = ctx.obj.given(options)
        if extra and not ctx.resilient_parsing:
            raise UsageError(
                _("{command} does not take {extra}.").format(
                    command=ctx.command_path, extra=quote(" ".join(extra))
                ),
                hint=help_page.see(ctx),
            )
        return extra

    def _shared(self) -> tuple[str, ...]:
        return (*self.entry.takes, *EVERYWHERE)

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """`-h`, `--help`, shown on the screen of the context."""
        return _on_screen(super().get_help_option(ctx))

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return help_page.of_command(
            ctx, self.entry.help, shared=self._shared(), examples=self.entry.examples
        )


class Commands(TyperGroup):
    """A group that makes a command when it is asked for.

    Called without a command it calls `bare`, or shows its help.
    """

    def __init__(
        self, table: Sequence[Entry | Group], *, summary: str, bare: Entry | None = None
    ) -> None:
        super().__init__(context_settings=HELP_OPTIONS, rich_markup_mode=None)
        self.table = {entry.name: entry for entry in table}
        self._summary = summary
        self._bare = bare

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The names, in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Import and make one command; None when the table has no such name."""
        if self._bare is not None and cmd_name == self._bare.name:
            return _command(self._bare)
        found = self.table.get(cmd_name)
        return _made(found) if found else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is called. Raises UsageError with the nearest name."""
        command = self.get_command(ctx, args[0])
        if command is None:
            raise self._unknown(ctx, args[0])
        return args[0], command, args[1:]

    def _unknown(self, ctx: Any, name: str) -> UsageError:
        meant = nearest(name, self.table)
        return UsageError(
            _("There is no command {name}.").format(name=quote(name)),
            hint=_("Did you mean `{command}`?").format(command=f"{ctx.command_path} {meant}")
            if meant
            else help_page.see(ctx),
        )

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Hand shared options that stand before the command on to it."""
        moved, rest = _leading_shared(args)
        if not rest and not ctx.resilient_parsing:
            rest = [self._bare.name] if self._bare else ["--help"]
        super().parse_args(ctx, rest)
        ctx.args = [*moved, *ctx.args]
        return ctx.args  # type: ignore[no-any-return]

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """`-h`, `--help`, shown on the screen of the context."""
        return _on_screen(super().get_help_option(ctx))

    def get_help(self, ctx: Any) -> str:
        """The help page: the commands by panel, from the table."""
        rows = [(entry.panel, entry.name, entry.help) for entry in self.table.values()]
        return help_page.of_group(ctx, self._summary, rows)


def _made(found: Entry | Group) -> Any:
    return (
        _command(found) if isinstance(found, Entry) else Commands(found.entries, summary=found.help)
    )


def _command(entry: Entry) -> Command:
    function = getattr(import_module(entry.module), entry.function)
    maker = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    maker.command(entry.name, cls=Command, context_settings=HELP_OPTIONS)(function)
    command = typer.main.get_command(maker)
    assert isinstance(command, Command)
    command.entry = entry
    command.params += [
        param for param in _shared_params() if param.name in (*entry.takes, *EVERYWHERE)
    ]
    return command


@cache
def _shared_params() -> tuple[TyperOption, ...]:
    params, _convertors, _name = typer.main.get_params_convertors_ctx_param_name_from_function(
        shared
    )
    return tuple(param for param in params if isinstance(param, TyperOption))


def _leading_shared(args: Sequence[str]) -> tuple[list[str], list[str]]:
    """The shared options before the first other word with their values, and all the rest."""
    takes_value = {opt: not param.is_flag for param in _shared_params() for opt in param.opts}
    moved: list[str] = []
    kept: list[str] = []
    rest = list(args)
    while rest and rest[0].startswith("-") and rest[0] != "--":
        word = rest.pop(0)
        option, equals, _value = word.partition("=")
        (moved if option in takes_value else kept).append(word)
        if takes_value.get(option) and not equals and rest:
            moved.append(rest.pop(0))
    return moved, [*kept, *rest]


def _on_screen(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.callback = _show_help
    return option


def _show_help(ctx: Any, param: Any, value: bool) -> None:  # noqa: ARG001
    if value and not ctx.resilient_parsing:
        ctx.obj.screen.out(ctx.get_help())
        ctx.exit()
