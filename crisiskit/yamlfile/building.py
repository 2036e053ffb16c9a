"""One loop over the events of a YAML parser: data, places, and what is wrong.

Nothing is constructed: no tags, no anchors, no types. What YAML 1.1 would quietly turn into
something else (`no`, `1:30`, `010`) stays the text that was written.
"""

import re
from typing import Any

from crisiskit.language import _
from crisiskit.text import quote
from crisiskit.yamlfile.characters import CONTROL
from crisiskit.yamlfile.problems import MAX_PROBLEMS, Mark, Problem
from crisiskit.yamlfile.syntax import cure, doubtful, events

MAX_DEPTH = 64
_CHINESE = "\u2014\u2018-\u201d\u2026\u3000-\u303f\u3400-\u9fff\uff01-\uff60"
_FOLDED_CHINESE = re.compile(f"(?<=[{_CHINESE}]) (?=[{_CHINESE}])")
"""YAML folds a line end into a blank; Chinese has none between its words."""

_SWALLOWED = re.compile(r" +(#[^\s]\S{0,20})")

Place = tuple[Any, Any, "dict[str, Place] | list[Place] | None"]
"""Where the key stands, where the value stands, and the places inside it.

Marks as the parser gives them: few of them are ever asked for, and only those are made ours.
"""


def as_mark(mark: Any, first_line: int) -> Mark:
    """A mark of the parser as one of a file in which the text begins in some line."""
    return Mark(mark.line + first_line, mark.column + 1)


class _Stop(Exception):  # noqa: N818 - not an error of the caller's
    """What comes after cannot be judged."""


class _Frame:
    """A map or list that is being built, within another one.

    `key_mark` and `key_end` are those of `key`; a key is there from its text to its value.
    """

    __slots__ = (
        "around",
        "data",
        "in_flow",
        "is_map",
        "key",
        "key_end",
        "key_mark",
        "mark",
        "places",
    )
    key_mark: Any
    key_end: Any

    def __init__(self, around: "_Frame | None", mark: Any, is_map: bool, in_flow: bool) -> None:
        self.around = around
        self.is_map = is_map
        self.in_flow = in_flow
        self.mark = mark
        self.data: Any = {} if is_map else []
        self.places: Any = {} if is_map else []
        self.key: str | None = None


class Builder:
    """Turns events into data and places, and collects what is wrong.

    A lint of hundreds of files is mostly this: what is looked at for each text is inlined.
    """

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.data: Any = {}
        self.places: Place = (None, None, {})
        self._plain: tuple[set[str], set[str]] = (set(), set())
        """The texts without quotation marks: outside of brackets, and inside."""
        self._frame: _Frame | None = None
        self._deep = 0
        self._documents = 0
        self._swallows = " #" in text
        self._escapes = "\\" in text

    def build(self) -> None:
        """Read the events to the end, or to what cannot be read over."""
        import yaml

        handlers = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open_map,
            yaml.SequenceStartEvent: self._open_list,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }.get
        problems = self.problems
        try:
            for event in events(self.text):
                handler = handlers(type(event))
                if handler is not None:
                    handler(event)
                    if problems and len(problems) >= MAX_PROBLEMS:
                        return
        except _Stop:
            return
        except yaml.YAMLError as error:
            self._syntax(error)

    @property
    def plain(self) -> frozenset[str]:
        """The texts that stand there without quotation marks."""
        return frozenset().union(*self._plain)

    def is_doubtful(self) -> bool:
        """Whether another reader of YAML may refuse one of these texts."""
        return doubtful(*self._plain)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._stop(
                "one-document",
                _("A second document begins here."),
                event,
                _("Make a file of each."),
            )
        if event.version or event.tags:
            self._stop(
                "directive", _("A % directive stands before the document."), event, _("Delete it.")
            )

    def _open_map(self, event: Any) -> None:
        self._open(event, is_map=True)

    def _open_list(self, event: Any) -> None:
        self._open(event, is_map=False)

    def _open(self, event: Any, *, is_map: bool) -> None:
        if event.anchor is not None or event.tag is not None:
            self._no_marks_of_identity(event)
        around = self._frame
        if around is not None:
            if self._deep >= MAX_DEPTH:
                self._stop(
                    "too-deep", _("Maps and lists are nested more than 64 deep here."), event
                )
            if around.is_map and around.key is None:
                self._stop("bad-key", _("A key must be text."), event)
        self._deep += 1
        self._frame = _Frame(around, event.start_mark, is_map, bool(event.flow_style))

    def _close(self, _event: Any) -> None:
        frame = self._frame
        assert frame is not None
        self._deep -= 1
        self._frame = frame.around
        self._put(frame.data, frame.mark, frame.places)

    def _alias(self, event: Any) -> None:
        self._wrong_at(
            event,
            "alias",
            _("Aliases are not used here: {found}.").format(found=quote(f"*{event.anchor}")),
            _("Write the text out, or in quotation marks."),
        )
        self._put_text("", event)

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._no_marks_of_identity(event)
        value, style, start, end = event.value, event.style, event.start_mark, event.end_mark
        frame = self._frame
        if not style:  # it stands there without quotation marks
            if self._swallows:
                self._swallowed(event)
            if not value:
                self._cut_at_comma(event)
            else:
                self._plain[frame is not None and frame.in_flow].add(value)
        elif self._escapes and style == '"':
            self._escaped(event)
        if start.line != end.line and style != "|":
            value = _FOLDED_CHINESE.sub("", value)
        if frame is not None and frame.key is not None:
            frame.data[frame.key] = value
            frame.places[frame.key] = frame.key_mark, start, None
            frame.key = None
        else:
            self._put_text(value, event)

    def _escaped(self, event: Any) -> None:
        found = CONTROL.search(event.value)
        if found:
            self._wrong_at(
                event,
                "control-character",
                _("This text holds a control character: {found}.").format(found=quote(found[0])),
                _("Delete it."),
            )

    def _swallowed(self, event: Any) -> None:
        found = _SWALLOWED.match(self.text, event.end_mark.index)
        if found:
            self._wrong_at(
                event,
                "comment-in-text",
                _("YAML drops everything from {found} on.").format(found=quote(found[1])),
                _("Put the text in quotation marks; or a blank after # if it is a comment."),
                event.end_mark,
            )

    def _cut_at_comma(self, event: Any) -> None:
        """`{en: No, discuss again}`: the words after the comma became a key without a value."""
        frame = self._frame
        if frame is None or frame.key is None:
            return
        between = self.text[frame.key_end.index : event.start_mark.index]
        if ":" not in between:
            self._wrong(
                "comma-in-text",
                _("YAML ends the text before this at the comma."),
                as_mark(frame.key_mark, self.first_line),
                _("Put the whole text in quotation marks."),
            )

    def _put_text(self, value: str, event: Any) -> None:
        frame = self._frame
        if frame is not None and frame.is_map and frame.key is None:
            if not value or value == "<<" or value in frame.data:
                self._odd_key(value, frame, event)
            frame.key, frame.key_mark, frame.key_end = value, event.start_mark, event.end_mark
        else:
            self._put(value, event.start_mark, None)

    def _odd_key(self, key: str, frame: _Frame, event: Any) -> None:
        if key == "<<":
            self._wrong_at(
                event, "merge-key", _("Merge keys are not used here."), _("Write it out.")
            )
        elif not key:
            self._wrong_at(event, "bad-key", _("A key is missing here."))
        else:
            words = _("The key {key} stands here again; it stood in line {line} already.")
            first = frame.places[key][0].line + self.first_line
            self._wrong_at(
                event,
                "duplicate-key",
                words.format(key=quote(key), line=first),
                _("Keep one of the two."),
            )

    def _put(self, value: Any, mark: Any, inner: Any) -> None:
        frame = self._frame
        if frame is None:
            self.data, self.places = value, (None, mark, inner)
        elif frame.is_map:
            key = frame.key
            frame.data[key] = value
            frame.places[key] = (frame.key_mark, mark, inner)
            frame.key = None
        else:
            frame.data.append(value)
            frame.places.append((None, mark, inner))

    def _no_marks_of_identity(self, event: Any) -> None:
        if event.anchor is not None:
            self._wrong_at(
                event,
                "anchor",
                _("Anchors are not used here: {found}.").format(found=quote(f"&{event.anchor}")),
                _("Write the text in quotation marks."),
            )
        if event.tag is not None:
            self._wrong_at(
                event,
                "tag",
                _("Tags are not used here: {found}.").format(found=quote(event.tag)),
                _("Delete it, or write the text in quotation marks."),
            )

    def _syntax(self, error: Any) -> None:
        at = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        words = getattr(error, "problem", None) or str(error)
        self._wrong(
            "yaml-syntax",
            _("This is not YAML: {problem}.").format(problem=quote(words)),
            as_mark(at, self.first_line) if at else None,
            cure(words),
        )

    def _wrong(self, rule: str, message: str, mark: Mark | None, hint: str | None = None) -> None:
        self.problems.append(Problem(rule, message, mark, hint))

    def _wrong_at(
        self, event: Any, rule: str, message: str, hint: str | None = None, at: Any = None
    ) -> None:
        self._wrong(rule, message, as_mark(at or event.start_mark, self.first_line), hint)

    def _stop(self, rule: str, message: str, event: Any, hint: str | None = None) -> None:
        self._wrong_at(event, rule, message, hint)
        raise _Stop
