"""One run of the review: the texts, what is told about them, findings, waivers, output."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from crisiskit import collector
from crisiskit.check import Diagnostic, from_error, in_order, waivers
from crisiskit.check.jobs import processors, spread
from crisiskit.check.judging import Found, judge
from crisiskit.check.rules import RuleTable
from crisiskit.check.sources import Sources
from crisiskit.check.waivers import Waiver
from crisiskit.cli import review_output
from crisiskit.cli.check_asked import Look, from_here, look, one_of
from crisiskit.cli.options import Context
from crisiskit.cli.review_against import Against, against, compared
from crisiskit.cli.review_output import Seen
from crisiskit.cli.review_team import Team, team
from crisiskit.cli.review_texts import Given, drafts, first_path, given
from crisiskit.errors import ExitCode, FileError
from crisiskit.review import marked, told
from crisiskit.review.context import HARMS, KINDS, LANGUAGES, RESPONSIBILITIES
from crisiskit.review.reading import Reading
from crisiskit.review.reviewing import FOUND as TABLE
from crisiskit.review.reviewing import review


class Flags(NamedTuple):
    """What the command line tells about the texts."""

    kind: str | None
    language: str | None
    responsibility: str | None
    harm: str | None
    facts: Path | None
    published: str | None
    listed: bool
    minors: bool
    authority: bool
    excerpt: bool
    wanted: str | None
    stdin_filename: Path | None
    score: bool
    against: str | None


def run(context: Context, names: Sequence[str], flags: Flags, **asked: Any) -> ExitCode:
    """Review, and show it. Raises UsageError, FileError, StorageError and what a case raises."""
    wanted = look(context, TABLE, _of_lint, **asked)
    one_of("--kind", flags.kind, KINDS)
    one_of("--language", flags.language, ("zh", *LANGUAGES))
    one_of("--responsibility", flags.responsibility, RESPONSIBILITIES)
    one_of("--harm", flags.harm, HARMS)
    first = first_path(context, names, flags.stdin_filename)
    here = team(context, first, wanted, TABLE)
    other = against(context, flags.against)
    telling = _Telling(context, flags, other.told)
    other = other.read(lambda text: _read(text, telling, here)[0])
    texts = list(given(context, names, flags.stdin_filename))
    looked = spread(lambda text: _reviewed(text, telling, here), texts, processors())
    beside = compared(texts, other, lambda text: _read(text, telling, here)[0], here.terms)
    today = context.clock.now().date()
    found = Found(
        [
            *here.findings,
            *(finding for findings, _seen in looked for finding in findings),
            *beside.findings,
        ],
        [waiver for text in texts for waiver in _waivers(text)],
        [text.path for text in texts],
    )
    papers = _in_case(context, drafts(context, names), telling, wanted, other)
    sources = Sources({**beside.words, **papers.texts, **{text.path: text.text for text in texts}})
    judged = judge(found, TABLE, here.selection, today, sources, here.shown)
    seen = [*papers.seen, *(one for _findings, one in looked if one)]
    used = [*papers.used, *waivers.at_work(found.findings, found.waivers, TABLE, today)]
    report = review_output.report(
        context,
        here,
        in_order([*papers.judged, *judged]),
        [*papers.texts, *found.files],
        sources,
        TABLE,
        seen,
        used,
    )
    return review_output.show(context, wanted, here, report, seen, used)


class _Papers(NamedTuple):
    """The documents among what was asked for, as the desk judges them."""

    judged: Sequence[Diagnostic] = ()
    used: Sequence[Waiver] = ()
    texts: Mapping[str, str] = {}
    seen: Sequence[Seen] = ()


def _in_case(
    context: Context, names: Sequence[str], telling: "_Telling", wanted: Look, other: Against
) -> _Papers:
    if not names:
        return _Papers()
    from crisiskit.cli.review_case import at_desk

    desk, looked = at_desk(context, names, telling.wanted, telling.flags, other)
    return _Papers(
        [finding for one in looked for finding in one.judged(desk, wanted.wish)],
        [waiver for one in looked for waiver in one.used(desk)],
        {path: text for one in looked for path, text in one.texts.items()},
        [
            Seen(path, reading.context, recognised, telling.scored(reading))
            for one in looked
            for path, reading, recognised in one.read
        ],
    )


def _reviewed(text: Given, telling: "_Telling", here: Team) -> tuple[list[Diagnostic], Seen | None]:
    """What is found in one text, and what is known about it."""
    if text.findings:
        return list(text.findings), None
    with collector.at_rest():
        try:
            reading, recognised = _read(text, telling, here)
        except FileError as error:
            return from_error(error), None
        scored = telling.scored(reading)
        return review(reading, text.path), Seen(text.path, reading.context, recognised, scored)


def _read(text: Given, telling: "_Telling", here: Team) -> tuple[Reading, list[str]]:
    """A text taken apart, and the names of what was recognised. Raises BadFile."""
    return told.read(telling.about(text), text.words, here.terms)


def _waivers(text: Given) -> Sequence[Waiver]:
    if text.findings or "<!--" not in text.text:
        return ()
    from crisiskit.check.waiver_comments import in_statement

    return in_statement(text.text, text.path)


class _Telling:
    """What is told besides the words: by a case, the head of a text, the command line.

    What is wrong with the command line is raised at once: it is not the fault of a text.
    """

    def __init__(self, context: Context, flags: Flags, of_case: Mapping[str, Any]) -> None:
        self._context = context
        self._given = flags
        self.wanted = flags.wanted
        self._of_case = of_case
        self.flags = self._of_flags()

    def about(self, text: Given) -> Mapping[str, Any]:
        """All that is told about a text. Raises BadFile."""
        return told.laid(self._of_case, self._head(text), self.flags)

    def _of_flags(self) -> Mapping[str, Any]:
        """What the command line tells. Raises UsageError and FileError."""
        given = self._given
        return {
            "kind": given.kind,
            "language": given.language,
            "responsibility": given.responsibility,
            "harm": given.harm,
            "published": self._moment(given.published) if given.published else None,
            "listed": given.listed or None,
            "minors": given.minors or None,
            "authority": given.authority or None,
            "excerpt": given.excerpt or None,
            "facts": self._facts(given.facts) if given.facts else {},
        }

    def _head(self, text: Given) -> Mapping[str, Any]:
        """What the head of a text tells. Raises BadFile."""
        source = marked.head(text.text)
        if source is None:
            return {}
        from crisiskit.review import front_matter

        now = self._context.clock.now()
        return front_matter.told(source, text.path, lambda: self._zone, now)

    def scored(self, reading: Reading) -> Mapping[str, Any] | None:
        """The score of the apology, where it was asked for."""
        if not self._given.score:
            return None
        from crisiskit.cli.review_score import scored

        return scored(reading)

    @cached_property
    def _zone(self) -> str:
        from crisiskit.cli import reach

        return reach.zone(self._context, reach.workspace(self._context))

    def _moment(self, words: str) -> Any:
        from crisiskit.cli.sit import moment
        from crisiskit.clock import zone_info
        from crisiskit.playbook.moments import offset

        now = self._context.clock.now()
        found = moment(words, "--published", zone=self._zone, now=now)
        return found.astimezone(offset(words) or zone_info(self._zone))

    def _facts(self, file: Path) -> Mapping[str, Any]:
        from crisiskit.cli.offhand import facts_of

        return facts_of(from_here(self._context, file))


def _of_lint() -> RuleTable:
    from crisiskit.lint.rules import TABLE as OF_FILES

    return OF_FILES
