"""What a review says: its findings, what was recognised, what was waived."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from crisiskit import __version__
from crisiskit.check import Diagnostic
from crisiskit.check.formats import Report
from crisiskit.check.rules import RuleTable
from crisiskit.check.sources import Sources
from crisiskit.check.waivers import Waiver
from crisiskit.cli import check_output
from crisiskit.cli.check_asked import Look
from crisiskit.cli.options import Context
from crisiskit.cli.review_team import Team
from crisiskit.errors import ExitCode
from crisiskit.language import _
from crisiskit.review.context import Context as About
from crisiskit.ui.console import Words

SAID = 10
"""Texts for which it is said one by one what was recognised."""


class Seen(NamedTuple):
    """A text, what is known about it, and the names of what was recognised by its words."""

    path: str
    about: About
    recognised: Sequence[str]
    scored: Mapping[str, Any] | None = None


def report(
    context: Context,
    here: Team,
    judged: Sequence[Diagnostic],
    files: Sequence[str],
    sources: Sources,
    table: RuleTable,
    seen: Sequence[Seen],
    used: Sequence[Waiver],
) -> Report:
    """All there is to be written."""
    about = {
        "texts": [_as_data(one, here.seen(one.path)) for one in seen],
        "waivers": [_waived(one, here.seen(one.path)) for one in used],
    }
    return Report(
        judged,
        files,
        sources,
        table,
        str(context.cwd),
        str(here.root),
        here.fail_on,
        __version__,
        check_output.page_of,
        "review",
        about,
    )


def show(
    context: Context,
    wanted: Look,
    here: Team,
    written: Report,
    seen: Sequence[Seen],
    used: Sequence[Waiver],
) -> ExitCode:
    """Write it, and say how the review ends. Raises StorageError."""
    for line in _recognised(seen, here):
        context.screen.say(("quiet", line))
    check_output.show(context, wanted, written)
    if wanted.form in check_output.FOR_PEOPLE:
        for row in _scores(seen, here):
            context.screen.out(*row)
    for line in dict.fromkeys(_allowed(used)):
        context.screen.say(("quiet", line))
    return check_output.ended(written)


def _as_data(one: Seen, path: str) -> dict[str, Any]:
    about = one.about
    score = {} if one.scored is None else {"score": one.scored}
    return {
        "path": path,
        "language": about.language,
        "kind": about.kind,
        "recognised": list(one.recognised),
        "responsibility": about.responsibility,
        "harm": about.harm,
        "published": about.published.isoformat() if about.published else None,
        "excerpt": about.excerpt,
        "facts": len(about.facts),
        **score,
    }


def _scores(seen: Sequence[Seen], here: Team) -> Iterator[Sequence[Words]]:
    for one in seen:
        if one.scored is not None:
            from crisiskit.cli.review_score import lines

            yield from lines(here.seen(one.path), one.about.responsibility, one.scored)


def _waived(waiver: Waiver, path: str) -> dict[str, Any]:
    return {
        "path": path,
        "line": waiver.line,
        "rules": list(waiver.rules),
        "reason": waiver.reason,
        "by": waiver.by,
        "until": waiver.until,
    }


def _recognised(seen: Sequence[Seen], here: Team) -> Iterator[str]:
    """What was not told and has been recognised, so that nobody wonders about the rules."""
    guessed = [one for one in seen if one.recognised]
    if len(guessed) > SAID:
        from collections import Counter

        counted = Counter((one.about.kind, one.about.language) for one in guessed)
        for (kind, language), count in sorted(counted.items()):
            words = _("{count} texts are taken for: {kind}, {language}.")
            yield words.format(count=count, kind=kind_word(kind), language=language)
        return
    for one in guessed:
        words = _("{path} is taken for: {kind}, {language}.")
        if "excerpt" in one.recognised:
            words = _("{path} is taken for: {kind}, {language}, an excerpt.")
        yield words.format(
            path=here.seen(one.path), kind=kind_word(one.about.kind), language=one.about.language
        )


def kind_word(kind: str) -> str:
    """What a kind of statement is called, with its name for `--kind`."""
    words = {
        "holding": _("first statement"),
        "apology": _("apology"),
        "handling": _("handling notice"),
        "clarification": _("clarification"),
        "status": _("status update"),
        "recall": _("recall notice"),
        "breach": _("breach notice"),
        "internal": _("internal letter"),
        "press": _("press remarks"),
        "qa": _("questions and answers"),
    }
    return words[kind] if words[kind] == kind else f"{words[kind]} ({kind})"


def _allowed(waivers: Sequence[Waiver]) -> Iterator[str]:
    """What was waived, why, and who agreed."""
    for one in waivers:
        words = (
            _("Waived by {who}: {rules}: {reason}.") if one.by else _("Waived: {rules}: {reason}.")
        )
        reason = one.reason.rstrip("。.")
        yield words.format(who=one.by, rules=", ".join(one.rules), reason=reason)
