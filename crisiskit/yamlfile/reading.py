"""YAML as plain data (maps, lists, text) with a place for every key and value.

One loop over parser events. Nothing is constructed: no tags, no anchors, no types. What YAML 1.1
would quietly turn into something else (`no`, `1:30`, `010`) stays the text that was written.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crisiskit.language import _
from crisiskit.text import quote
from crisiskit.yamlfile.characters import CONTROL, unfit
from crisiskit.yamlfile.opening import MAX_BYTES, decoded, read_text, too_large
from crisiskit.yamlfile.problems import MAX_PROBLEMS, BadFile, Location, Mark, Problem
from crisiskit.yamlfile.syntax import cure, doubtful, doubtful_header, events

MAX_DEPTH = 64
_CHINESE = "\u2014\u2018-\u201d\u2026\u3000-\u303f\u3400-\u9fff\uff01-\uff60"
_FOLDED_CHINESE = re.compile(f"(?<=[{_CHINESE}]) (?=[{_CHINESE}])")
"""YAML folds a line end into a blank; Chinese has none between its words."""

_SWALLOWED = re.compile(r" +(#[^\s]\S{0,20})")

_Place = tuple[Any, Any, "dict[str, _Place] | list[_Place] | None"]
"""Where the key stands, where the value stands, and the places inside it.

Marks as the parser gives them: few of them are ever asked for, and only those are made ours.
"""


@dataclass(frozen=True, slots=True)
class Document:
    """The data of a file, and where everything in it stands."""

    data: Any
    path: str
    text: str = field(repr=False)
    places: Any = field(repr=False)
    doubtful: bool = False
    """Whether another reader of YAML may refuse it, see `syntax.doubtful`."""
    first_line: int = 1

    def mark(self, location: Location = (), *, key: bool = False) -> Mark:
        """Where a value, or with `key` its key, stands; else what would hold it."""
        place: _Place = self.places
        for name in location:
            inner = place[2]
            if isinstance(inner, dict) and name in inner:
                place = inner[str(name)]
            elif isinstance(inner, list) and isinstance(name, int) and name < len(inner):
                place = inner[name]
            else:
                break
        found = (place[0] if key else None) or place[1]
        return Mark(self.first_line, 1) if found is None else _mark(found, self.first_line)


def read(path: Path, root: Path | None = None) -> Document:
    """A YAML file below `root` (default: its own folder). Raises BadFile with all that is wrong."""
    return parse(read_text(path, root), str(path))


def parse(source: str | bytes, path: str = "", *, first_line: int = 1) -> Document:
    """YAML text as a document; `first_line` is where it begins in its file.

    No text at all is an empty map. Raises BadFile with all that is wrong.
    """
    if len(source) > MAX_BYTES:
        raise BadFile(path, [Problem("too-large", too_large())])
    text = decoded(source, path) if isinstance(source, bytes) else source
    problems = unfit(text, first_line)
    if problems:
        raise BadFile(path, problems)
    found = _Builder(text, first_line)
    found.build()
    if found.problems:
        raise BadFile(path, found.problems)
    doubt = found.doubtful or doubtful_header(text)
    return Document(found.data, path, text, found.places, doubt, first_line)


def _mark(mark: Any, first_line: int) -> Mark:
    return Mark(mark.line + first_line, mark.column + 1)


class _Stop(Exception):  # noqa: N818 - not an error of the caller's
    """What comes after cannot be judged."""


class _Frame:
    """A map or list that is being built."""

    __slots__ = ("data", "in_flow", "is_map", "key", "key_end", "key_mark", "mark", "places")

    def __init__(self, mark: Any, *, is_map: bool, in_flow: bool) -> None:
        self.is_map = is_map
        self.in_flow = in_flow
        self.mark = mark
        self.data: Any = {} if is_map else []
        self.places: Any = {} if is_map else []
        self.key: str | None = None
        self.key_mark: Any = None
        self.key_end = 0


class _Builder:
    """Turns events into data and places, and collects what is wrong.

    A lint of hundreds of files is mostly this: what is looked at for each text is inlined.
    """

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.data: Any = {}
        self.places: _Place = (None, None, {})
        self.doubtful = False
        self._frames: list[_Frame] = []
        self._documents = 0

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
                    if len(problems) >= MAX_PROBLEMS:
                        return
        except _Stop:
            return
        except yaml.YAMLError as error:
            self._syntax(error)

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
        self._no_marks_of_identity(event)
        frames = self._frames
        if len(frames) >= MAX_DEPTH:
            self._stop("too-deep", _("Maps and lists are nested more than 64 deep here."), event)
        if frames and frames[-1].is_map and frames[-1].key is None:
            self._stop("bad-key", _("A key must be text."), event)
        frames.append(_Frame(event.start_mark, is_map=is_map, in_flow=bool(event.flow_style)))

    def _close(self, _event: Any) -> None:
        frame = self._frames.pop()
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
        if not style:
            self._plain(event, value, end.index)
        elif style == '"' and (found := CONTROL.search(value)):
            self._wrong_at(
                event,
                "control-character",
                _("This text holds a control character: {found}.").format(found=quote(found[0])),
                _("Delete it."),
            )
        if start.line != end.line and style != "|":
            value = _FOLDED_CHINESE.sub("", value)
        self._put_text(value, event)

    def _plain(self, event: Any, value: str, end: int) -> None:
        """What can be wrong with a text that stands there without quotation marks."""
        if self.text[end : end + 1] == " ":
            self._swallowed(event)
        if not value:
            self._cut_at_comma(event)
        frames = self._frames
        if not self.doubtful and doubtful(value, bool(frames) and frames[-1].in_flow):
            self.doubtful = True

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
        if not self._frames or self._frames[-1].key is None:
            return
        frame = self._frames[-1]
        if frame.key_mark and ":" not in self.text[frame.key_end : event.start_mark.index]:
            self._wrong(
                "comma-in-text",
                _("YAML ends the text before this at the comma."),
                _mark(frame.key_mark, self.first_line),
                _("Put the whole text in quotation marks."),
            )

    def _put_text(self, value: str, event: Any) -> None:
        frame = self._frames[-1] if self._frames else None
        if frame is not None and frame.is_map and frame.key is None:
            if not value or value == "<<" or value in frame.data:
                self._odd_key(value, frame, event)
            frame.key, frame.key_mark = value, event.start_mark
            frame.key_end = event.end_mark.index
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
        if not self._frames:
            self.data, self.places = value, (None, mark, inner)
            return
        frame = self._frames[-1]
        if frame.is_map:
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
            _mark(at, self.first_line) if at else None,
            cure(words),
        )

    def _wrong(self, rule: str, message: str, mark: Mark | None, hint: str | None = None) -> None:
        self.problems.append(Problem(rule, message, mark, hint))

    def _wrong_at(
        self, event: Any, rule: str, message: str, hint: str | None = None, at: Any = None
    ) -> None:
        self._wrong(rule, message, _mark(at or event.start_mark, self.first_line), hint)

    def _stop(self, rule: str, message: str, event: Any, hint: str | None = None) -> None:
        self._wrong_at(event, rule, message, hint)
        raise _Stop
