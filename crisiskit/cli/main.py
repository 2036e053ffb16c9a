"""The boundary: one command line in, one exit code out; errors become sentences only here."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from crisiskit.clock import Clock
from crisiskit.errors import CrisiskitError, ExitCode, Interrupted, UsageError
from crisiskit.language import _, from_environment, speak
from crisiskit.text import indent_continuation, quote, safe
from crisiskit.ui.console import COLORS, Screen, json_text

if TYPE_CHECKING:
    from crisiskit.case.journal import Journal
    from crisiskit.cli.app import Commands
    from crisiskit.cli.options import Context
    from crisiskit.ui.prompter import Prompter

PROGRAM = "crisiskit"


def run(
    argv: Sequence[str],
    *,
    stdin: TextIO,
    stdout: TextIO,
    stderr: TextIO,
    environ: Mapping[str, str],
    cwd: Path,
    clock: Clock,
    prompter: "Prompter | None" = None,
    machine: tuple[str, str] | None = None,
    journal: "Callable[[Path], Journal] | None" = None,
    app: "Commands | None" = None,
) -> int:
    """Run one command line in this process and give its exit code; no exception escapes.

    For tests: `prompter` answers instead of the terminal, `machine` is the user and the host,
    `journal` opens the store at a path, `app` stands in for the real table.
    """
    words = list(argv)
    speak(_early(words, "--lang") or from_environment(environ))
    color = _early(words, "--color")
    screen = Screen(stdout, stderr, environ=environ, color=color if color in COLORS else "auto")
    try:
        from crisiskit.cli.options import Context

        context = Context(
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            environ=environ,
            cwd=cwd,
            clock=clock,
            screen=screen,
            answers=prompter,
            machine=machine,
            journal=journal,
        )
        code = _within(words, context, app)
        stdout.flush()
    except BrokenPipeError:
        return ExitCode.READER_GONE
    return code


def _within(words: list[str], context: "Context", app: "Commands | None") -> int:
    """Call the command; whatever goes wrong is said. Raises BrokenPipeError."""
    try:
        _check_encoding(words)
        return _called(words, context, app)
    except KeyboardInterrupt:
        from crisiskit.ui.prompter import interrupted

        error: CrisiskitError = interrupted()
    except CrisiskitError as expected:
        error = expected
    except BrokenPipeError:
        raise
    except Exception as defect:  # noqa: BLE001 - the one place where a defect becomes a sentence
        from crisiskit.cli.defect import Defect

        error = Defect.written(defect, words, context.environ, context.clock)
    _show(error, context.screen, as_json=_json_wanted(words))
    return error.code


def _called(words: list[str], context: "Context", app: "Commands | None") -> int:
    import typer

    try:
        app = app or _real_app()
        with app.make_context(PROGRAM, words, obj=context) as ctx:
            return _code(app.invoke(ctx))
    except typer.Exit as ended:
        return ended.exit_code
    except typer.TyperException as wrong:
        from crisiskit.cli.usage import in_our_words

        raise in_our_words(wrong) from None


def _real_app() -> "Commands":
    from crisiskit.cli.app import Commands
    from crisiskit.cli.commands import BARE, COMMANDS, SUMMARY

    return Commands(COMMANDS, summary=SUMMARY, bare=BARE)


def _code(result: Any) -> int:
    """A command gives an exit code, or nothing when all is fine."""
    return result if isinstance(result, int) else ExitCode.OK


def _check_encoding(words: Sequence[str]) -> None:
    for word in words:
        try:
            word.encode()
        except UnicodeEncodeError:
            raise UsageError(
                _("{word} is not UTF-8 text.").format(word=quote(word)),
                hint=_("Check the language settings of the terminal."),
            ) from None


def _show(error: CrisiskitError, screen: Screen, *, as_json: bool) -> None:
    if as_json:
        screen.say(json_text(error.as_json(), indent=None))
        return
    message = indent_continuation(error.message, "  ")
    if isinstance(error, Interrupted):
        screen.say(message)
    else:
        place = f"{safe(error.place)}: " if error.place else ""
        screen.say(("late", _("Error: ")), f"{place}{message}")
    if error.hint:
        screen.say(_("What to do: "), indent_continuation(error.hint, "  "))


def _early(words: Sequence[str], option: str) -> str | None:
    """The value of an option anywhere before `--`, read before the commands are known.

    Language and colour must be settled before help or an error can be said.
    """
    for at, word in enumerate(words):
        if word == "--":
            return None
        if word == option and at + 1 < len(words):
            return words[at + 1]
        if word.startswith(f"{option}="):
            return word.partition("=")[2]
    return None


def _json_wanted(words: list[str]) -> bool:
    """Whether errors are for scripts, also those about the command line itself."""
    before = words[: words.index("--")] if "--" in words else words
    return "--json" in before or _early(words, "--format") == "json"
