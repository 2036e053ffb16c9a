"""What the formats of our files are built from: maps with known keys, words per language, forms.

A format is plain classes (`item`) whose annotations say what may stand at each key. They are read
by two readers. `fitting` makes objects of what fits, and has no words for what does not. Then
`misfits` asks pydantic, which knows each place that is wrong, and makes the JSON Schema as well. So
a form has two sides here: `reader` for the one, `__get_pydantic_core_schema__` for the other. A
test holds them equal (`tests/test_fitting.py`). Pydantic takes as long to load as a lint of sixty
playbooks, and is loaded only when there is something to say.
"""

import dataclasses
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, dataclass_transform

from crisiskit import lean
from crisiskit.language import LANGUAGES, _
from crisiskit.text import quote

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

T = TypeVar("T")

LONGEST_NAME = 100
"""Characters of an id."""

Reader = Callable[[Any], Any]
"""Makes of a value of a file what it stands for. Raises ValueError for what does not fit."""


class MisfitError(ValueError):
    """What does not fit, said by ourselves: the rule, the sentence, and the cure."""

    def __init__(self, rule: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.hint = hint


def said(description: str, *, default: Any = dataclasses.MISSING, **more: Any) -> Any:
    """A key of an item: what it is for, what it is when it is left out.

    `alias` is the key in the file where the name in Python cannot be it; `min_length` the least
    number of entries.
    """
    metadata = {"description": description, **more}
    if default == {}:
        return dataclasses.field(default_factory=dict, metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(said,))
def item(plain: type[T]) -> type[T]:
    """A map with known keys only. Which of them go together, a `__post_init__` says."""
    settings = {"extra": "forbid", "hide_input_in_errors": True}
    plain.__pydantic_config__ = settings  # type: ignore[attr-defined]  # read by pydantic
    return lean.dataclass(frozen=True, slots=True)(plain)


def keys_of(cls: Any) -> dict[str, "dataclasses.Field[Any]"]:
    """The keys of an item, each with its field."""
    return {field.metadata.get("alias", field.name): field for field in dataclasses.fields(cls)}


# --- forms -------------------------------------------------------------------------------------


class Check:
    """Something that a value must pass; it may come out as another."""

    def __init__(self, check: Reader) -> None:
        self.check = check

    def reader(self, inner: Reader) -> Reader:
        """Read, then check."""
        check = self.check
        return lambda value: check(inner(value))

    def __get_pydantic_core_schema__(
        self, source: Any, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """The same in pydantic."""
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self.check, handler(source))


class Before:
    """Something that is done to a value before it is read."""

    def __init__(self, prepare: Reader) -> None:
        self.prepare = prepare

    def reader(self, inner: Reader) -> Reader:
        """Prepare, then read."""
        prepare = self.prepare
        return lambda value: inner(prepare(value))

    def __get_pydantic_core_schema__(
        self, source: Any, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """The same in pydantic."""
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(self.prepare, handler(source))


class Shown:
    """What stands in the JSON Schema, since editors see more forms than are left after reading."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.schema = schema

    def reader(self, inner: Reader) -> Reader:
        """As it is."""
        return inner

    def __get_pydantic_json_schema__(
        self, schema: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> dict[str, Any]:
        """The schema that is shown."""
        return dict(self.schema)


class Described:
    """The name of a form that is no class, and what it is for: for the JSON Schema."""

    def __init__(self, title: str, description: str) -> None:
        self.title = title
        self.description = description

    def reader(self, inner: Reader) -> Reader:
        """As it is."""
        return inner

    def __get_pydantic_json_schema__(
        self, schema: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> dict[str, Any]:
        """The schema with both."""
        return {**handler(schema), "title": self.title, "description": self.description}


@lru_cache(4096)
def _fits(pattern: str, value: str) -> bool:
    """The same few ids stand in every file."""
    return re.fullmatch(pattern, value) is not None


class Form(Check):
    """A pattern that a text has to match as a whole, and how to say it to a person."""

    def __init__(self, pattern: str, expected: Callable[[], str]) -> None:
        super().__init__(self._matching)
        self.pattern = pattern
        self.expected = expected

    def _matching(self, value: str) -> str:
        if len(value) <= LONGEST_NAME and _fits(self.pattern, value):
            return value
        raise cannot_stand(value, self.expected())

    def __get_pydantic_json_schema__(
        self, schema: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> dict[str, Any]:
        """The JSON Schema of the text, with the pattern."""
        return {**handler(schema), "pattern": f"^(?:{self.pattern})$"}


def cannot_stand(value: str, expected: str) -> MisfitError:
    """A text that has not the form it should have."""
    message = _("{found} cannot stand here.").format(found=quote(value))
    return MisfitError("bad-form", message, expected)


class OrOne(Before):
    """A list that may be written as its only entry."""

    def __init__(self) -> None:
        super().__init__(lambda value: [value] if isinstance(value, str) else value)

    def __get_pydantic_json_schema__(
        self, schema: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> dict[str, Any]:
        """The JSON Schema of either."""
        of_list = handler(schema)
        return {"anyOf": [of_list["items"], of_list]}


class Least:
    """The least number of entries."""

    def __init__(self, count: int) -> None:
        self.count = count

    def reader(self, inner: Reader) -> Reader:
        """Read, then count."""
        return at_least(self.count, inner)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """The same in pydantic."""
        schema: Any = handler(source)
        return {**schema, "min_length": self.count}


def at_least(count: int, inner: Reader) -> Reader:
    """A reader of something that has at least so many entries."""

    def read(value: Any) -> Any:
        found = inner(value)
        if len(found) < count:
            raise ValueError(count)
        return found

    return read


class ByShape:
    """Tells the members of a union apart: a text, a list, a map."""

    def reader(self, inner: Reader) -> Reader:
        """As it is: `fitting` tells every union apart like this."""
        return inner

    def __get_pydantic_core_schema__(
        self, source: Any, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """A union with tags."""
        from pydantic_core import core_schema

        choices = {shape_of(one): handler.generate_schema(one) for one in source.__args__}
        return core_schema.tagged_union_schema(choices, discriminator=shape)


def shape(value: Any) -> str:
    """What a value is in YAML."""
    if isinstance(value, Mapping):
        return "map"
    return "list" if isinstance(value, list | tuple) else "text"


def shape_of(form: Any) -> str:
    """What values of a form are in YAML."""
    if hasattr(form, "__metadata__"):
        return shape_of(form.__origin__)
    kind = getattr(form, "__origin__", form)
    if kind is tuple:
        return "list"
    return "map" if dataclasses.is_dataclass(kind) or kind is dict else "text"


# --- words -------------------------------------------------------------------------------------


def _empty() -> MisfitError:
    hint = _("Write it, or leave the key out.")
    return MisfitError("empty-text", _("There is no text here."), hint)


def _filled(value: str) -> str:
    if value.strip():
        return value
    raise _empty()


def _known_language(value: str) -> str:
    if value in LANGUAGES:
        return value
    raise MisfitError(
        "unknown-key",
        _("{found} is not a language here.").format(found=quote(value)),
        _("It may be: {names}.").format(names=", ".join(LANGUAGES)),
    )


def _some(value: dict[str, str]) -> dict[str, str]:
    if value:
        return value
    raise _empty()


def _in_every_language(value: Any) -> Any:
    return dict.fromkeys(LANGUAGES, value) if isinstance(value, str) else value


_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in _YES_NO:
        return _YES_NO[value]
    found = quote(value) if isinstance(value, str) else kind(value)
    raise MisfitError(
        "bad-form", _("{found} is neither yes nor no.").format(found=found), _("Write yes or no.")
    )


def dashed() -> str:
    """What a dashed name looks like."""
    return _("Lower-case letters and digits, with - between words: staff-line.")


def underscored() -> str:
    """What the id of a fact looks like."""
    return _("Lower-case letters and digits, with _ between words: people_affected.")


def kind(value: Any) -> str:
    """What a value of a file is, for a sentence."""
    return {"map": _("a map"), "list": _("a list"), "text": _("text")}[shape(value)]


BY_SHAPE = ByShape()

Line = Annotated[str, Check(_filled)]
"""Text that is not empty."""

WORD = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
"""The pattern of a dashed name."""

Dashed = Annotated[str, Form(WORD, dashed)]
Underscored = Annotated[str, Form(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", underscored)]

Language = Literal["zh", "en"]

Words = Annotated[
    dict[Annotated[str, Check(_known_language)], Line],
    Before(_in_every_language),
    Shown(
        {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "properties": {language: {"type": "string"} for language in LANGUAGES},
                    "additionalProperties": False,
                    "minProperties": 1,
                },
            ]
        }
    ),
    Check(_some),
]
"""Words per language; a plain text holds in every language."""


Names = Annotated[tuple[Line, ...], OrOne()]
"""One text or a list of texts."""

YesNo = Annotated[
    bool, Before(_yes_no), Shown({"enum": ["yes", "no", "true", "false", True, False]})
]
"""`yes`, `no`, `true` or `false`."""
