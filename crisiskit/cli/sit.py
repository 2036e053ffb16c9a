"""Sitting down at the desk: journal, case, person and time, from what a command was given."""

import os
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from crisiskit.cli.options import Context
from crisiskit.errors import UsageError
from crisiskit.language import _, spoken
from crisiskit.text import quote

if TYPE_CHECKING:
    from crisiskit.case.journal import CaseHead, Journal
    from crisiskit.desk.desk import Desk, Who


def journal(context: Context) -> "Journal":
    """The store that was given or is found; asking for it makes nothing. Raises UsageError."""
    from crisiskit.case.location import store_path

    path = store_path(context.store, context.environ, context.cwd)
    if context.journal is not None:
        return context.journal(path)
    from crisiskit.case.store import SqliteJournal

    return SqliteJournal(path)


def who(context: Context) -> "Who":
    """Who acts: `--as`, else the user of the operating system, whose word stands beside it."""
    from crisiskit.desk.desk import Who

    user, host = context.machine or _machine(context.environ)
    if context.who is not None and not context.who.strip():
        raise UsageError(_("--as is empty."), hint=_("--as legal, --as 王律师"))
    return Who((context.who or user).strip(), user, host)


def _machine(environ: Mapping[str, str]) -> tuple[str, str]:
    """User and host, as the operating system names them."""
    if sys.platform == "win32":
        return environ.get("USERNAME", "?"), environ.get("COMPUTERNAME", "?")
    import pwd

    try:
        user = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # in a container without an entry for the user
        user = str(os.getuid())
    return user, os.uname().nodename


def desk(context: Context) -> "Desk":
    """The desk of the case that was named, or of the only open one.

    Raises UsageError when there is none, AnswerNeeded with the list when there are several.
    """
    store = journal(context)
    return at(context, store, _found(context, store))


def _found(context: Context, store: "Journal") -> "CaseHead":
    """The case; when none is open, that of the act that is repeated: it may have closed it.

    Otherwise the hint names the last one that was closed.
    """
    from crisiskit.desk.desk import case_of, find

    try:
        return find(store, context.case)
    except UsageError as error:
        heads = store.cases() if context.case is None else ()
        if not heads:
            raise
        repeated = case_of(store, context.command) if context.command else None
        if repeated is not None:
            return repeated
        hint = _("A closed case: `--case {code}`. A new one: `crisiskit start`.")
        raise UsageError(error.message, hint=hint.format(code=heads[-1].code)) from None


def at(context: Context, store: "Journal", head: "CaseHead") -> "Desk":
    """The desk of one case of a store."""
    from crisiskit.desk.desk import Desk

    return Desk(store, head, context.clock, who(context))


def moment(words: str, flag: str, *, zone: str, now: datetime) -> datetime:
    """A time as typed, in the time zone of the case. Raises UsageError naming the flag."""
    from crisiskit.clock import instant
    from crisiskit.playbook.moments import parse_time

    try:
        return instant(parse_time(words, zone, now))
    except ValueError:
        raise UsageError(
            _("{flag} is not a time: {words}.").format(flag=flag, words=quote(words)),
            hint=_("Expected a time: 02:10, 11-21 02:10, 2026-11-21 02:10, -30m, yesterday 22:00"),
        ) from None


def words_language(sitting: "Desk") -> str:
    """The language of texts: the one that is spoken if the case speaks it, else the case's own."""
    case = sitting.case
    return spoken() if spoken() in case.languages else case.language
