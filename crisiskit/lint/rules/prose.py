"""Words of files that go out as they stand, read by the rules of the review.

Of a template all that is fixed; of a playbook what it tells somebody to say word for word. The
review is loaded only where there are such words.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from crisiskit.check import Diagnostic
from crisiskit.lint.file_subject import FileSubject
from crisiskit.lint.rules.template_words import TemplateSubject
from crisiskit.yamlfile import Mark

if TYPE_CHECKING:
    from crisiskit.check import Severity
    from crisiskit.review.table import Remark

DICTATED = re.compile(
    r"[:：]\s*(?:“([^“”\n]*[。！？.!?])”|「([^「」\n]*[。！？])」|'([^'\n]*[.!?])')"
)
"""A sentence in quotation marks behind a colon: somebody is to say it word for word."""

LINE = "qa"
"""What somebody is told to say when asked is an answer."""


def template(subject: TemplateSubject) -> Iterator[Diagnostic]:
    """What the fixed words of a template say, whichever way it comes out."""
    from crisiskit.review.fixed import PLACE, said
    from crisiskit.statement import fixed, syntax

    made = subject.library.get(subject.language, subject.id)
    kind = subject.head.kind
    if kind in {"checklist", "report"}:
        return
    own = subject.file.around.terms(subject.language)
    told: set[tuple[str, int]] = set()
    for way in fixed.readings(made.tree.body, PLACE):
        for remark, level in said(way.text, kind, subject.language, own):
            place = way.place(remark.start, remark.end)
            if place is None or (remark.rule, place[0]) in told:
                continue
            told.add((remark.rule, place[0]))
            first, last = (syntax.place(made.body, at, made.first_line) for at in place)
            words = way.text[remark.start : remark.end]
            yield _finding(subject.file, remark, level, words, first, last)


def playbook(subject: FileSubject) -> Iterator[Diagnostic]:
    """What a step tells somebody to say."""
    text = subject.document.text
    if not any(mark in text for mark in "“「'") or DICTATED.search(text) is None:
        return
    for at, data in subject.maps:
        told = data.get("do")
        spoken = told if isinstance(told, dict) else {}
        for language, words in spoken.items():
            if isinstance(words, str):
                start = subject.offset((*at, "do", language))
                yield from _dictated(subject, words, start, language)


def _dictated(subject: FileSubject, words: str, start: int, language: str) -> Iterator[Diagnostic]:
    for found in DICTATED.finditer(words):
        from crisiskit.review.fixed import said

        line = next(filter(None, found.groups()))
        begin = subject.document.text.find(line, start)
        for remark, level in said(line, LINE, language, subject.around.terms(language)):
            first, last = subject.mark(start), subject.mark(start)
            if begin >= 0:  # else it is folded over lines, and where exactly is not known
                first = subject.mark(begin + remark.start)
                last = subject.mark(begin + remark.end - 1)
            yield _finding(subject, remark, level, line[remark.start : remark.end], first, last)


def _finding(
    subject: FileSubject, remark: "Remark", level: "Severity", words: str, first: Mark, last: Mark
) -> Diagnostic:
    from crisiskit.review.fixed import PLACE

    return Diagnostic(
        remark.rule,
        level,
        remark.message.replace(PLACE, "…"),
        subject.document.path,
        *first,
        end=(last.line, last.column + 1),
        hint=remark.hint,
        about=words.replace(PLACE, "…"),
    )
