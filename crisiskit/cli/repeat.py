"""When saving fails: what was typed, and a command line that records it once.

The line is written anew from what was understood, with the answers that were given to questions,
the time of the act and its id.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import typer

from crisiskit.cli.options import context_of
from crisiskit.clock import stamp
from crisiskit.errors import StorageError
from crisiskit.language import _, from_environment, spoken
from crisiskit.lean import dataclass

_WORDS = frozenset({"text", "because", "note", "reference", "words", "via", "pairs", "title"})
"""Parameters that hold what somebody wrote."""


@dataclass(slots=True)
class Attempt:
    """An act that is being recorded: its id, when it happened, in which case.

    `texts` are words that stand in no argument of the command line: a file, standard input.
    """

    command: str
    at: datetime
    case: str | None = None
    texts: Sequence[str] = ()


@contextmanager
def repeatable(ctx: typer.Context) -> Iterator[Attempt]:
    """Give an act its id up front; a StorageError leaves with the command to repeat."""
    from crisiskit.desk.desk import new_command

    context = context_of(ctx)
    command = context.command or new_command()
    attempt = Attempt(command, context.clock.now(), context.case)
    try:
        yield attempt
    except StorageError as error:
        raise error.hinting("\n".join(_advice(ctx, attempt, error.hint))) from error


def _advice(ctx: typer.Context, attempt: Attempt, hint: str | None) -> Iterator[str]:
    if hint:
        yield hint
    written = [*_written(ctx), *attempt.texts]
    if written:
        yield _("What you wrote:")
        yield from written
    yield _("To repeat it (it is recorded once):")
    yield command_line(ctx, attempt)


def _written(ctx: typer.Context) -> Iterator[str]:
    for param in ctx.command.params:
        if param.name in _WORDS:
            yield from _strings(ctx.params.get(param.name))


def command_line(ctx: typer.Context, attempt: Attempt) -> str:
    """The command as it can be typed again in a shell."""
    options = [*_own(ctx), *_shared(ctx, attempt)]
    arguments = list(_arguments(ctx))
    end = ["--"] if any(word.startswith("-") for word in arguments) else []
    return " ".join(map(quoted, [*ctx.command_path.split(), *options, *end, *arguments]))


def quoted(word: str) -> str:
    """A word as a shell takes it; what does not print as escapes, so that it stays one line."""
    if word.isprintable():
        import shlex

        return shlex.quote(word)
    escaped = "".join(map(_escaped, word))
    return f"$'{escaped}'"


def _escaped(char: str) -> str:
    if char in "\\'":
        return "\\" + char
    if char.isprintable():
        return char
    return "".join(f"\\{byte:03o}" for byte in char.encode())


def _arguments(ctx: typer.Context) -> Iterator[str]:
    for param in ctx.command.params:
        if param.param_type_name == "argument":
            yield from _strings(ctx.params.get(param.name or ""))


def _own(ctx: typer.Context) -> Iterator[str]:
    for param in ctx.command.params:
        if param.param_type_name != "option":
            continue
        value = ctx.params.get(param.name or "")
        if value is True:
            yield param.opts[-1]
        elif value is False and param.default is True:
            yield param.secondary_opts[-1]
        for word in _strings(value):
            yield from (param.opts[-1], word)


def _shared(ctx: typer.Context, attempt: Attempt) -> Iterator[str]:
    """The shared options this command takes."""
    context = context_of(ctx)
    taken = {option for param in ctx.command.params for option in param.opts}
    given = {
        "--case": attempt.case,
        "--store": context.store,
        "--as": context.who,
        "--lang": spoken() if spoken() != from_environment(context.environ) else None,
        "--at": stamp(attempt.at),
        "--command": attempt.command,
    }
    for option, value in given.items():
        if value is not None and option in taken:
            yield from (option, value)


def _strings(value: Any) -> list[str]:
    if value is None or isinstance(value, bool):
        return []
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
