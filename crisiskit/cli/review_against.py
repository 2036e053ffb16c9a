"""review: the texts held against each other, and against those that `--against` names."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from crisiskit.check import Diagnostic, from_error
from crisiskit.cli import sit
from crisiskit.cli.check_asked import from_here
from crisiskit.cli.options import Context
from crisiskit.cli.review_texts import Given, file, is_there
from crisiskit.errors import FileError, UsageError
from crisiskit.language import _
from crisiskit.review.reading import Reading
from crisiskit.text import quote

if TYPE_CHECKING:
    from crisiskit.desk.desk import Desk
    from crisiskit.desk.reviewing import Own
    from crisiskit.review.comparing import Side

Read = Callable[[Given], Reading]
"""A text taken apart with all that is told about it. Raises FileError for its head."""


class Against(NamedTuple):
    """What `--against` names: a case, or another text."""

    desk: "Desk | None" = None
    text: Given | None = None

    @property
    def told(self) -> Mapping[str, Any]:
        """What the case knows."""
        if self.desk is None:
            return {}
        from crisiskit.desk import reviewing

        return reviewing.told_of_case(self.desk)


class Compared(NamedTuple):
    """Where texts disagree, and the words of all that were looked at, by path.

    Or why the text that `--against` names cannot be used.
    """

    findings: Sequence[Diagnostic]
    words: Mapping[str, str]


def against(context: Context, name: str | None) -> Against:
    """What is named: a path that exists is a text, else it is a case. Raises UsageError."""
    if name is None:
        return Against()
    path = from_here(context, Path(name))
    if is_there(path):
        if path.is_dir():
            raise UsageError(
                _("{path} is a folder.").format(path=quote(name)),
                hint=_("--against takes one text, or the code of a case."),
            )
        return Against(text=file(path))
    try:
        return Against(desk=sit.desk(replace(context, case=name)))
    except UsageError as error:
        raise UsageError(
            _("{name} is neither a text nor a case.").format(name=quote(name)), hint=error.hint
        ) from None


def compared(
    context: Context, texts: Sequence[Given], other: Against, read: Read, own: "Own"
) -> Compared:
    """Where texts disagree with each other, their case, or the other text. Raises UsageError."""
    of_case = {text.path for text in texts if text.document is not None}
    if not of_case and other == Against():
        return Compared((), {})
    from crisiskit.review.comparing import Side, compare

    sides = list(_of_case(context, of_case, other, own))
    if other.text is not None:
        if other.text.findings:
            return Compared(other.text.findings, {})
        try:
            sides.append(Side(other.text.path, read(other.text), asked=False))
        except FileError as error:
            return Compared(from_error(error), {})
    there = {one.path for one in sides}
    for text in texts:
        if text.path not in there and not text.findings:
            with suppress(FileError):  # it is told where the text itself is reviewed
                sides.append(Side(text.path, read(text)))
    return Compared(compare(sides), {one.path: one.reading.text for one in sides})


def _of_case(context: Context, asked: set[str], other: Against, own: "Own") -> "Iterator[Side]":
    """The texts of the case: that of the documents which were asked for, or the one named."""
    desk = sit.desk(context) if asked else other.desk
    if desk is None:
        return
    if other.desk is not None and other.desk.head.uid != desk.head.uid:
        raise UsageError(
            _("A document is held against its own case, {code}.").format(code=desk.head.code),
            hint=_("Leave out --against, or name the files to be held against the other case."),
        )
    from crisiskit.desk import reviewing

    yield from reviewing.sides(desk, asked, own)
