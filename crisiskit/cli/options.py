"""The options commands share, and what a command is given to work with.

A shared option is declared here once. An entry of the command table says which of them its command
takes; `crisiskit.cli.app` adds them to the command and puts what was given into its `Context`, so a
command's own function holds only what is its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from crisiskit.clock import Clock
from crisiskit.errors import UsageError
from crisiskit.language import LANGUAGES, _
from crisiskit.text import quote
from crisiskit.ui.console import COLORS, Screen

if TYPE_CHECKING:
    from crisiskit.case.journal import Journal
    from crisiskit.ui.prompter import Prompter

FORMATS = ("text", "json")


def N_(message: str) -> str:  # noqa: N802 - gettext's name for "translated where it is shown"
    """Mark a sentence for translation that is said later."""
    return message


Lang = Annotated[
    str | None,
    typer.Option("--lang", metavar="zh|en", help=N_("Language; else CRISISKIT_LANG, the locale.")),
]
Color = Annotated[
    str | None,
    typer.Option("--color", metavar="auto|always|never", help=N_("Colour; else as NO_COLOR says.")),
]
NoInput = Annotated[
    bool, typer.Option("--no-input", help=N_("Ask nothing: a missing answer ends with 4."))
]
Json = Annotated[bool, typer.Option("--json", help=N_("JSON on standard output."))]
Format = Annotated[
    str | None, typer.Option("--format", metavar="text|json", help=N_("Form of the output."))
]
Case = Annotated[
    str | None,
    typer.Option(
        "--case", metavar="CODE", help=N_("The case; else CRISISKIT_CASE, the only open one.")
    ),
]
Store = Annotated[
    str | None,
    typer.Option(
        "--store", metavar="PLACE", help=N_("The store; else CRISISKIT_STORE, the workspace's.")
    ),
]
Who = Annotated[
    str | None, typer.Option("--as", metavar="WHO", help=N_("Who acts: a role or a name."))
]
At = Annotated[
    str | None, typer.Option("--at", metavar="TIME", help=N_("When it happened, if not now."))
]
CommandId = Annotated[
    str | None,
    typer.Option("--command", metavar="ID", help=N_("Repeats an act; it is recorded once.")),
]

EVERYWHERE = ("lang", "color", "no_input")
SHOWS = ("as_json", "format_")
IN_STORE = ("store",)
IN_CASE = ("case", "store")
RECORDS = ("case", "store", "who", "at", "command", "as_json", "format_")
"""Groups of shared options for the command table."""


def shared(
    *,
    case: Case = None,
    store: Store = None,
    who: Who = None,
    at: At = None,
    command: CommandId = None,
    as_json: Json = False,
    format_: Format = None,
    lang: Lang = None,
    color: Color = None,
    no_input: NoInput = False,
) -> None:
    """All shared options, in the order of the help; Typer reads this signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a command is given: the world around the process, and the shared options.

    `at` and `store` are as written; `json` says that output and errors are for scripts. `answers`
    stands in for the terminal, `machine` for the user and host that the operating system names,
    `journal` for what opens the store at a path.
    """

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    environ: Mapping[str, str]
    cwd: Path
    clock: Clock
    screen: Screen
    answers: "Prompter | None" = None
    machine: tuple[str, str] | None = None
    journal: "Callable[[Path], Journal] | None" = None
    json: bool = False
    no_input: bool = False
    case: str | None = None
    store: str | None = None
    who: str | None = None
    at: str | None = None
    command: str | None = None

    def prompter(self) -> "Prompter":
        """Who can be asked here."""
        from crisiskit.ui.prompter import prompter_for

        return self.answers or prompter_for(
            self.stdin,
            self.stdout,
            self.stderr,
            environ=self.environ,
            say=self.screen.say,
            width=self.screen.width,
            no_input=self.no_input,
        )

    def on(self, stdout: Any, stderr: Any) -> "Context":
        """The same on other streams."""
        screen = self.screen.on(stdout, stderr)
        return replace(self, stdout=stdout, stderr=stderr, screen=screen)

    def given(self, options: Mapping[str, Any]) -> "Context":
        """With the shared options of one command; the environment stands in for two of them.

        Raises UsageError for a language, colour or format that does not exist.
        """
        _one_of("--lang", options.get("lang"), LANGUAGES)
        _one_of("--color", options.get("color"), COLORS)
        _one_of("--format", options.get("format_"), FORMATS)
        return replace(
            self,
            json=bool(options.get("as_json")) or options.get("format_") == "json",
            no_input=bool(options.get("no_input")),
            case=options.get("case") or self.environ.get("CRISISKIT_CASE") or None,
            store=options.get("store") or self.environ.get("CRISISKIT_STORE") or None,
            who=options.get("who"),
            at=options.get("at"),
            command=options.get("command"),
        )


def _one_of(option: str, value: str | None, known: tuple[str, ...]) -> None:
    if value is not None and value not in known:
        raise UsageError(
            _("{option} cannot be {value}.").format(option=option, value=quote(value)),
            hint=_("Use one of: {known}.").format(known=", ".join(known)),
        )


def context_of(ctx: typer.Context) -> Context:
    """What the command was given, with its type."""
    context = ctx.obj
    assert isinstance(context, Context)
    return context
