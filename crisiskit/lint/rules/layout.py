"""Rules about blanks and line ends (CK19x): what makes a diff noisy and says nothing."""

import re
from collections.abc import Iterator
from functools import partial

from crisiskit.check import Diagnostic, Edit
from crisiskit.check.rules import infos
from crisiskit.errors import FileError
from crisiskit.language import _
from crisiskit.lint.file_subject import FileSubject
from crisiskit.yamlfile import parse

RULES = infos("strict", CK190="trailing-blanks", CK191="final-newline", CK192="line-ends")

_TRAILING = re.compile(r"[ ]+(?=\r?\n|\Z)")
_MOST_TRIES = 20


def layout(subject: FileSubject) -> Iterator[Diagnostic]:
    """Blanks at the end of lines, the end of the file, and Windows line ends."""
    text = subject.document.text
    if "\r\n" in text:
        yield subject.say_at(
            "line-ends",
            _("Lines of this file end as on Windows."),
            text.index("\r\n"),
            hint=_("Save it with line ends LF, and let git see to them (.gitattributes)."),
            fix=Edit(0, len(text), text.replace("\r\n", "\n")),
        )
    yield from _trailing(subject)
    if text and not text.endswith("\n"):
        yield subject.say_at(
            "final-newline",
            _("The last line has no end."),
            len(text),
            hint=_("End the file with a line end."),
            fix=Edit(len(text), len(text), "\n"),
        )
    elif text.endswith(("\n\n", "\n\r\n")):
        end = len(text.rstrip("\r\n"))
        yield subject.say_at(
            "final-newline",
            _("Empty lines stand at the end of the file."),
            end,
            hint=_("Delete them."),
            fix=Edit(end, len(text), "\n" if end else ""),
        )


def _trailing(subject: FileSubject) -> Iterator[Diagnostic]:
    text = subject.document.text
    if " \n" not in text and " \r\n" not in text and not text.endswith(" "):
        return
    found = list(_TRAILING.finditer(text))
    if subject.kind != "template":
        found = _meaningless(subject, found)
    for one in found:
        yield subject.say_at(
            "trailing-blanks",
            _("Blanks stand at the end of this line."),
            one.start(),
            hint=_("Delete them."),
            fix=Edit(one.start(), one.end(), ""),
        )


def _meaningless(subject: FileSubject, found: list[re.Match[str]]) -> list[re.Match[str]]:
    """Those that no text ends with: in a block text, two blanks may be a line break of Markdown."""
    same = partial(_same, subject)
    if not found or same(found):
        return found
    return [one for one in found[:_MOST_TRIES] if same([one])]


def _same(subject: FileSubject, found: list[re.Match[str]]) -> bool:
    """Whether the file says the same without these blanks."""
    text = subject.document.text
    for one in reversed(found):
        text = text[: one.start()] + text[one.end() :]
    try:
        return bool(parse(text).data == subject.document.data)
    except FileError:
        return False
