"""Words that other readers of YAML do not take for words (CK145)."""

from collections.abc import Iterator

from crisiskit.check import Diagnostic, Edit
from crisiskit.check.rules import warnings
from crisiskit.language import _
from crisiskit.lint.file_subject import FileSubject
from crisiskit.text import quote
from crisiskit.yamlfile import Location
from crisiskit.yamlfile.versions import are_all_text, readings

RULES = warnings("standard", CK145="ambiguous-scalar")

_TYPED = frozenset(
    ("optional", "background", "personal", "confirmed", "need", "checked_on", "reviewed", "default")
)
"""Keys that hold no words: other readers may well find a date, or yes and no, there."""

_WORDS = {
    "scenario": frozenset(("title", "text", "because", "source", "reference", "roster")),
    "settings": frozenset(("facts",)),
    "terms": frozenset(),
}
"""Where the words of these files stand. Elsewhere they hold what only crisiskit reads."""

_MARKS = frozenset("'\"|>")


def ambiguous(subject: FileSubject) -> Iterator[Diagnostic]:
    """Plain words that YAML 1.1 or YAML 1.2 turn into something else."""
    if are_all_text(subject.document.plain):
        return
    wordy = _WORDS.get(subject.kind)
    waiting: list[tuple[Location, object, bool]] = [((), subject.document.data, wordy is None)]
    while waiting:
        at, data, holds_words = waiting.pop()
        for key, value in _entries(data):
            here = holds_words or (wordy is not None and key in wordy)
            if isinstance(value, dict | list):
                waiting.append(((*at, key), value, here))
            elif here and key not in _TYPED and readings(str(value)) is not None:
                yield from _said(subject, (*at, key), str(value), is_key=False)
            if wordy is None and isinstance(key, str) and readings(key) is not None:
                yield from _said(subject, (*at, key), key, is_key=True)


def _entries(data: object) -> Iterator[tuple[str | int, object]]:
    if isinstance(data, dict):
        yield from data.items()
    elif isinstance(data, list):
        yield from enumerate(data)


def _said(subject: FileSubject, at: Location, word: str, *, is_key: bool) -> Iterator[Diagnostic]:
    offset = subject.offset(at, key=is_key)
    text = subject.document.text
    found = readings(word)
    if found is None or text[offset] in _MARKS or not text.startswith(word, offset):
        return
    old, new = (_("the text") if one is None else quote(one) for one in found)
    message = _("YAML 1.1 reads {found} as {old}, YAML 1.2 as {new}; here it is text.").format(
        found=quote(word), old=old, new=new
    )
    quoted = f'"{word}"'
    yield subject.say_at(
        "ambiguous-scalar",
        message,
        offset,
        hint=_("Put it in quotation marks: {quoted}.").format(quoted=quoted),
        fix=Edit(offset, offset + len(word), quoted),
    )
