"""review: the texts held against each other, and against those that `--against` names."""

from collections.abc import Callable, Mapping, Sequence
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
    from crisiskit.desk.house import Own
    from crisiskit.review.comparing import Side

Read = Callable[[Given], Reading]
"""A text taken apart with all that is told about it. Raises FileError for its head."""


class Against(NamedTuple):
    """What `--against` names: a case, or another text."""

    desk: "Desk | None" = None
    text: Given | None = None
    side: "Side | None" = None
    """The text, taken apart."""
    findings: Sequence[Diagnostic] = ()
    """Why it cannot be used."""

    @property
    def told(self) -> Mapping[str, Any]:
        """What the case knows."""
        if self.desk is None:
            return {}
        from crisiskit.desk.telling import told_of_case

        return told_of_case(self.desk)

    def read(self, read: Read) -> "Against":
        """The same with the text taken apart."""
        if self.text is None or self.text.findings:
            return self._replace(findings=self.text.findings if self.text else ())
        from crisiskit.review.comparing import Side

        try:
            return self._replace(side=Side(self.text.path, read(self.text), asked=False))
        except FileError as error:
            return self._replace(findings=from_error(error))

    def beside(self, desk: "Desk") -> "Sequence[Side]":
        """What documents of a case are held against besides that case. Raises UsageError."""
        if self.desk is not None and self.desk.head.uid != desk.head.uid:
            raise UsageError(
                _("A document is held against its own case, {code}.").format(code=desk.head.code),
                hint=_("Leave out --against, or name the files to be held against the other case."),
            )
        return () if self.side is None else (self.side,)


class Compared(NamedTuple):
    """Where files disagree with what `--against` names, and the words of all, by path."""

    findings: Sequence[Diagnostic] = ()
    words: Mapping[str, str] = {}


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


def compared(texts: Sequence[Given], other: Against, read: Read, own: "Own") -> Compared:
    """Where files disagree with the case or the text that they are held against."""
    if other.desk is None and other.side is None:
        return Compared(other.findings)
    from crisiskit.review.comparing import Side, compare

    sides = [] if other.side is None else [other.side]
    if other.desk is not None and texts:
        from crisiskit.desk.comparing import sides as of_case

        sides += of_case(other.desk, own)
    there = {one.path for one in sides}
    for text in texts:
        if text.path not in there and not text.findings:
            with suppress(FileError):  # it is told where the text itself is reviewed
                sides.append(Side(text.path, read(text)))
    return Compared(compare(sides), {one.path: one.reading.text for one in sides})
