"""Typer's usage errors in our words and in the language that is spoken.

The classes are private to Typer (it carries its own copy of Click), so they are told apart by what
they hold.
"""

from typing import Any

import typer

from crisiskit.cli import help as help_page
from crisiskit.errors import UsageError
from crisiskit.language import _
from crisiskit.text import quote


def in_our_words(error: typer.TyperException) -> UsageError:
    """The error as ours, with the page to look at or the option that was meant."""
    ctx = getattr(error, "ctx", None)
    return UsageError(_message(error), hint=_meant(error) or (help_page.see(ctx) if ctx else None))


def _message(error: Any) -> str:
    option = getattr(error, "option_name", None)
    if hasattr(error, "possibilities"):
        return _("There is no option {option}.").format(option=quote(option))
    if option is not None:
        return _("{option} is not used like this: {reason}").format(
            option=quote(option), reason=error.message
        )
    param = getattr(error, "param", None)
    if param is None:
        return str(error.format_message())
    name = help_page.param_name(param)
    if hasattr(error, "param_type"):
        return _("{name} is missing.").format(name=name)
    return _("{name} cannot be read: {reason}").format(name=name, reason=error.message)


def _meant(error: Any) -> str | None:
    near = getattr(error, "possibilities", None)
    return _("Did you mean `{command}`?").format(command=near[0]) if near else None
