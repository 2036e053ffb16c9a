"""Parameters of parts: what a use passes, and putting it in for `$name`.

It is put in once, when the playbook loads, from what the playbook says and never from facts. A
scalar that is exactly `$name` becomes the value; as an item of a list, a list is spliced in; inside
longer text only a text, number, duration, step or role. `$$` is a dollar sign.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Annotated, Any

from crisiskit.language import LANGUAGES, _, pick
from crisiskit.lean import dataclass
from crisiskit.playbook.complaints import Complaints
from crisiskit.playbook.format import ApproverItem, DueItem, PartFile
from crisiskit.playbook.scope import Source, outcome_of
from crisiskit.playbook.vocabulary import (
    Audience,
    Channel,
    ChecklistId,
    Duration,
    FactId,
    Role,
    StepRef,
    TemplateId,
)
from crisiskit.text import quote
from crisiskit.yamlfile import MAX_BYTES, BadFile, Document, Location
from crisiskit.yamlfile.fields import BY_SHAPE, Form, Words
from crisiskit.yamlfile.fitting import fitted_as

IN_TEXT = ("text", "number", "duration", "step", "role")
"""Types that may stand inside longer text."""

_CONDITIONS = ("when", "until")
"""Keys under which a step parameter means the outcome of the decision."""

_Number = Annotated[
    str, Form(r"-?(?a:\d{1,18})(?:\.(?a:\d{1,9}))?", lambda: _("A number: 3, 0.5."))
]
_Approver = Annotated[Role | ApproverItem, BY_SHAPE]

FORMS: dict[str, Any] = {
    "text": Words,
    "number": _Number,
    "duration": Duration,
    "due": DueItem,
    "template": TemplateId,
    "channels": tuple[Channel, ...],
    "audience": Audience,
    "role": Role,
    "roles": tuple[_Approver, ...],
    "step": StepRef,
    "steps": tuple[StepRef, ...],
    "fact": FactId,
    "checklist": ChecklistId,
}

KnownIds = Mapping[str, Collection[str]]
"""Parameter type -> the ids a value of it may name; a type that is missing is not looked up."""


@dataclass(frozen=True, slots=True)
class Argument:
    """A value for a parameter, of the type that the part declares."""

    type: str
    value: Any


class Binder:
    """Holds what a use passes against what its part asks for."""

    def __init__(self, known: KnownIds, complaints: Complaints) -> None:
        self.known = known
        self.complaints = complaints

    def bind(
        self,
        part: Source,
        defaults: Mapping[str, Any],
        given: Mapping[str, Any],
        document: Document,
        at: Location,
    ) -> dict[str, Argument] | None:
        """The arguments for a part; None when something is wrong, which is said.

        `at` is where the use stands in the document of the host.
        """
        before = len(self.complaints.found)
        params = part.file.params
        for name in given:
            if name not in params:
                self._unknown(name, part.file, document, (*at, "with", name))
        for name, param in params.items():
            if name in given:
                self._check(param.type, given[name], document, (*at, "with", name))
            elif name in defaults:
                default = ("params", name, "default")
                self._check(param.type, defaults[name], part.document, default)
            else:
                self._missing(name, part.file, document, (*at, "with"))
        if len(self.complaints.found) > before:
            return None
        values = {**defaults, **given}
        return {name: Argument(param.type, values[name]) for name, param in params.items()}

    def _missing(self, name: str, part: PartFile, document: Document, at: Location) -> None:
        self.complaints.add(
            "missing-parameter",
            _("The part {part} needs the parameter {name}.").format(part=part.part, name=name),
            document,
            at,
            hint=_("Add `{name}:` ({type}) below `with:`.").format(
                name=name, type=part.params[name].type
            ),
        )

    def _unknown(self, name: str, part: PartFile, document: Document, at: Location) -> None:
        self.complaints.add(
            "unknown-parameter",
            _("The part {part} has no parameter {name}.").format(part=part.part, name=quote(name)),
            document,
            at,
            hint=self.complaints.near(name, part.params),
        )

    def _check(self, kind: str, value: Any, document: Document, at: Location) -> None:
        try:
            fitted_as(FORMS[kind], value, document, at)
        except BadFile as error:
            self.complaints.add_file(error)
            return
        one = _OF_ONE.get(kind, kind)
        for name, place in _named(kind, value, at):
            if one in self.known and name not in self.known[one]:
                self.complaints.unknown(one, name, self.known[one], document, place)


_OF_ONE = {"roles": "role", "channels": "channel"}


def _named(kind: str, value: Any, at: Location) -> Iterator[tuple[str, Location]]:
    """The ids in a value that has the form of its type, each with its place."""
    if kind in {"channels", "roles"}:
        for number, entry in enumerate(value):
            name = entry["role"] if isinstance(entry, Mapping) else entry
            yield name, (*at, number)
    elif kind in {"template", "role", "fact", "checklist"}:
        yield value, at


_DOLLAR = re.compile(r"\$(?:(?P<name>[a-z][a-z0-9_]*)|(?P<dollar>\$))?")


@dataclass(slots=True)
class Room:
    """How much may still be put in, in characters and entries of lists, for a whole playbook."""

    left: int = MAX_BYTES

    def take(self, value: Any) -> bool:
        """Whether there is room for a value, which is then taken."""
        entries = value.values() if isinstance(value, Mapping) else [value]
        self.left -= max((len(entry) for entry in entries), default=0)
        return self.left >= 0


class Substitution:
    """Puts arguments in for `$name` in the steps of a part."""

    def __init__(
        self,
        arguments: Mapping[str, Argument],
        document: Document,
        room: Room,
        complaints: Complaints,
    ) -> None:
        self.arguments = arguments
        self.document = document
        self.room = room
        self.complaints = complaints
        self.used: set[str] = set()

    def steps(self, steps: Any) -> Any:
        """The steps of the part with every parameter put in; unused ones are said."""
        put_in = self._tree(steps, ("steps",))
        for name in self.arguments:
            if name not in self.used:
                self.complaints.add(
                    "unused-parameter",
                    _("No step of this part uses the parameter {name}.").format(name=name),
                    self.document,
                    ("params", name),
                    hint=_("Use ${name}, or take the parameter out.").format(name=name),
                )
        return put_in

    def _tree(self, tree: Any, at: Location) -> Any:
        if isinstance(tree, Mapping):
            return {
                key: value if key == "id" else self._tree(value, (*at, key))  # ids are written out
                for key, value in tree.items()
            }
        if isinstance(tree, list | tuple):
            return list(self._items(tree, at))
        return self._text(tree, at) if isinstance(tree, str) else tree

    def _items(self, items: Iterable[Any], at: Location) -> Iterator[Any]:
        for number, item in enumerate(items):
            value = self._tree(item, (*at, number))
            if isinstance(value, list) and isinstance(item, str):
                yield from value
            else:
                yield value

    def _text(self, text: str, at: Location) -> Any:
        if "$" not in text:
            return text
        whole = _DOLLAR.fullmatch(text)
        if whole and whole["name"]:
            argument = self._argument(whole["name"], at)
            return text if argument is None else self._whole(argument, at)
        per_language = self._languages(text) if not _inside_words(at) else ()
        if per_language:
            return {language: self._longer(text, (*at, language)) for language in per_language}
        return self._longer(text, at)

    def _longer(self, text: str, at: Location) -> str:
        return _DOLLAR.sub(lambda found: self._put(found, at), text)

    def _put(self, found: re.Match[str], at: Location) -> str:
        if found["dollar"]:
            return "$"
        if not found["name"]:
            self.complaints.add(
                "bad-dollar",
                _("A dollar sign in a part announces a parameter."),
                self.document,
                at,
                hint=_("Write $$ for a dollar sign."),
            )
            return "$"
        argument = self._argument(found["name"], at)
        if argument is None:
            return found[0]
        if argument.type not in IN_TEXT:
            self.complaints.add(
                "parameter-in-text",
                _("The parameter {name} ({type}) cannot stand inside longer text.").format(
                    name=found["name"], type=argument.type
                ),
                self.document,
                at,
                hint=_("Inside longer text stand: {types}.").format(types=", ".join(IN_TEXT)),
            )
            return found[0]
        return str(self._whole(argument, at))

    def _argument(self, name: str, at: Location) -> Argument | None:
        self.used.add(name)
        argument = self.arguments.get(name)
        if argument is None:
            self.complaints.add(
                "undeclared-parameter",
                _("This part declares no parameter {name}.").format(name=quote(name)),
                self.document,
                at,
                hint=self.complaints.near(name, self.arguments)
                or _("Add it to `params:`; $$ is a dollar sign."),
            )
        elif not self.room.take(argument.value):
            self.complaints.add(
                "too-large",
                _("The parameters put in make this playbook too large."),
                self.document,
                at,
            )
            return None
        return argument

    @staticmethod
    def _whole(argument: Argument, at: Location) -> Any:
        """The value: in words the one of their language, in a condition the outcome of the step."""
        if argument.type == "step" and at[-1] in _CONDITIONS:
            return outcome_of(argument.value)
        if argument.type == "text" and _inside_words(at):
            return pick(argument.value, str(at[-1]))
        return argument.value

    def _languages(self, text: str) -> tuple[str, ...]:
        """The languages of texts per language that are put into a plain text; else none."""
        names = {found["name"] for found in _DOLLAR.finditer(text)}
        texts = [
            a.value for name, a in self.arguments.items() if name in names and a.type == "text"
        ]
        held = {language for value in texts if isinstance(value, Mapping) for language in value}
        return tuple(language for language in LANGUAGES if language in held)


def _inside_words(at: Location) -> bool:
    """Whether a place holds the words of one language."""
    return at[-1] in LANGUAGES
