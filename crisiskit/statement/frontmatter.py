"""The front matter of a template: what it is for, and the facts and channels it declares."""

import re
from collections.abc import Iterable
from dataclasses import field
from typing import Any

from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.text import nearest, quote
from crisiskit.yamlfile import BadFile, Document, Location, Mark, Problem, parse

KINDS = (
    "holding",
    "apology",
    "handling",
    "clarification",
    "status",
    "recall",
    "breach",
    "internal",
    "press",
    "qa",
    "checklist",
    "report",
)
"""What a template is for (design 5)."""

FRAGMENTS = "shared/"
"""Templates under it are parts of others: no kind, no title."""

SCHEMA: dict[str, Any] = {
    "title": "Template",
    "description": "The front matter of a template: what it is for, and what it speaks of.",
    "type": "object",
    "additionalProperties": False,
    "required": ["template", "kind", "title"],
    "properties": {
        "template": {"type": "string", "description": "Its id: the name of the file."},
        "kind": {"enum": list(KINDS), "description": "What kind of statement it makes."},
        "title": {"type": "string", "description": "What it is called in lists."},
        "needs": {
            "type": "array",
            "items": {"type": "string"},
            "uniqueItems": True,
            "description": "Facts it cannot go out without.",
        },
        "uses": {
            "type": "array",
            "items": {"type": "string"},
            "uniqueItems": True,
            "description": "Facts it speaks of only when they are known.",
        },
        "channels": {
            "type": "object",
            "additionalProperties": {"type": "integer", "minimum": 1},
            "description": "The most characters on each channel.",
        },
        "checklist": {"type": "string", "description": "The checklist whose items it prints."},
        "source": {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
            "description": "Where it comes from.",
        },
    },
}
"""JSON Schema of the front matter, for editors."""

_OPEN, _CLOSE = "---\n", "\n---\n"
_COUNT = re.compile(r"(?a:[1-9]\d{0,6})")
_ID = re.compile(r"[a-z][a-z0-9-]*(?:/[a-z][a-z0-9-]*)*")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the head of a template says, and where it says it."""

    kind: str | None
    title: str | None
    needs: tuple[str, ...]
    uses: tuple[str, ...]
    channels: dict[str, int]
    """Most characters per channel."""
    checklist: str | None
    source: tuple[str, ...]
    document: Document = field(repr=False, compare=False)

    def mark(self, key: str, index: int | None = None) -> Mark:
        """Where a key, or an entry of its list, stands."""
        return self.document.mark((key,) if index is None else (key, index))


def split(source: str, path: str) -> tuple[str, str, int]:
    """Front matter, body, and the line the body begins in. Raises BadFile."""
    end = source.find(_CLOSE, len(_OPEN) - 1)
    if not source.startswith(_OPEN) or end < 0:
        message = _("A template begins with front matter between two lines ---.")
        raise BadFile(path, [Problem("template-front-matter", message, Mark(1, 1), _shape())])
    body = end + len(_CLOSE)
    return source[len(_OPEN) : end + 1], source[body:], source.count("\n", 0, body) + 1


def _shape() -> str:
    return _("Write --- then template: ID, kind: KIND, title: TITLE, needs: [...] then ---.")


def read(head: str, path: str, template_id: str) -> FrontMatter:
    """The front matter of the template with this id. Raises BadFile with all that is wrong."""
    document = parse(head, path, first_line=2)
    reader = _Reader(document)
    if not isinstance(document.data, dict):
        raise BadFile(path, [Problem("template-front-matter", _shape(), Mark(2, 1))])
    reader.keys()
    reader.identity(template_id)
    is_fragment = template_id.startswith(FRAGMENTS)
    found = FrontMatter(
        kind=reader.kind(required=not is_fragment),
        title=reader.word("title", required=not is_fragment),
        needs=reader.words("needs"),
        uses=reader.words("uses"),
        channels=reader.channels(),
        checklist=reader.word("checklist", required=False),
        source=reader.words("source"),
        document=document,
    )
    if reader.problems:
        raise BadFile(path, reader.problems)
    return found


_KEYS = tuple(SCHEMA["properties"])


class _Reader:
    """Takes the keys out of the front matter and collects what is wrong with them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.data: Any = document.data
        self.problems: list[Problem] = []

    def keys(self) -> None:
        """No key that nobody reads."""
        for key in self.data:
            if key not in _KEYS:
                message = _("{key} is not a key of templates.").format(key=quote(key))
                self._wrong(message, (key,), _did_you_mean(key, _KEYS), key=True)

    def identity(self, template_id: str) -> None:
        """The id in the file is that of its name."""
        named = self.word("template", required=True)
        if named is not None and (named != template_id or _ID.fullmatch(named) is None):
            message = _("The template calls itself {named}, its file {name}.").format(
                named=quote(named), name=quote(template_id)
            )
            self._wrong(
                message, ("template",), _("Write template: {name}").format(name=template_id)
            )

    def kind(self, *, required: bool) -> str | None:
        """One of KINDS."""
        found = self.word("kind", required=required)
        if found is not None and found not in KINDS:
            message = _("{kind} is not a kind of template.").format(kind=quote(found))
            hint = _did_you_mean(found, KINDS) or _("Kinds are {names}.").format(
                names=", ".join(KINDS)
            )
            self._wrong(message, ("kind",), hint)
        return found

    def word(self, key: str, *, required: bool) -> str | None:
        """One text."""
        value = self.data.get(key)
        if isinstance(value, str) and value:
            return value
        if key in self.data or required:
            self._wrong(_("{key} must be a text.").format(key=key), (key,))
        return None

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts, each once."""
        value = self.data.get(key, [])
        entries = [value] if isinstance(value, str) and key == "source" else value
        if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
            self._wrong(_("{key} must be a list of texts: [a, b].").format(key=key), (key,))
            return ()
        for index, entry in enumerate(entries):
            if entry in entries[:index]:
                message = _("{name} stands here twice.").format(name=quote(entry))
                self._wrong(message, (key, index))
        return tuple(entries)

    def channels(self) -> dict[str, int]:
        """Most characters per channel."""
        value = self.data.get("channels", {})
        if not isinstance(value, dict):
            self._wrong(
                _("channels must be a map: {example}.").format(example="{weibo: 2000, sms: 350}"),
                ("channels",),
            )
            return {}
        return {name: self._limit(name, limit) for name, limit in value.items()}

    def _limit(self, name: str, limit: Any) -> int:
        if isinstance(limit, str) and _COUNT.fullmatch(limit):
            return int(limit)
        message = _("{found} is not a number of characters.").format(found=quote(limit))
        self._wrong(message, ("channels", name))
        return 0

    def _wrong(
        self, message: str, location: Location, hint: str | None = None, *, key: bool = False
    ) -> None:
        mark = self.document.mark(location, key=key)
        self.problems.append(Problem("template-front-matter", message, mark, hint))


def _did_you_mean(name: str, names: Iterable[str]) -> str | None:
    near = nearest(name, names)
    return _("Did you mean {name}?").format(name=quote(near)) if near else None
