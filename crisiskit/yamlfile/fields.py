"""What the models of our files are built from: strict maps, words per language, forms of names.

A model refuses by raising `refusal(...)`; `models.checked` turns what was refused into problems
with a place in the file.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from crisiskit.language import LANGUAGES, _
from crisiskit.text import quote

LONGEST_NAME = 100
"""Characters of an id."""


class Strict(BaseModel):
    """A map with known keys only, and values that stay as they are."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


@lru_cache(4096)
def _fits(pattern: str, value: str) -> bool:
    """The same few ids stand in every file."""
    return re.fullmatch(pattern, value) is not None


def refusal(rule: str, message: str, hint: str | None = None) -> PydanticCustomError:
    """What a validator raises: the rule, the sentence and the cure come out as they go in."""
    # pydantic fills braces in a message template; a sentence with a quoted value may hold some.
    return PydanticCustomError(rule, "{message}", {"message": message, "hint": hint})


@dataclass(frozen=True, slots=True)
class Form:
    """A pattern that a text has to match as a whole, and how to say it to a person."""

    pattern: str
    expected: Callable[[], str]

    def __call__(self, value: str) -> str:
        """The value, if it has the form."""
        if len(value) <= LONGEST_NAME and _fits(self.pattern, value):
            return value
        raise refusal(
            "bad-form", _("{found} cannot stand here.").format(found=quote(value)), self.expected()
        )

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """The schema of the text, checked afterwards."""
        return core_schema.no_info_after_validator_function(self, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The JSON Schema of the text, with the pattern."""
        return {**handler(schema), "pattern": f"^(?:{self.pattern})$"}


def _filled(value: str) -> str:
    if value.strip():
        return value
    raise refusal("empty-text", _("There is no text here."), _("Write it, or leave the key out."))


def _known_language(value: str) -> str:
    if value in LANGUAGES:
        return value
    raise refusal(
        "unknown-key",
        _("{found} is not a language here.").format(found=quote(value)),
        _("It may be: {names}.").format(names=", ".join(LANGUAGES)),
    )


def _some(value: dict[str, str]) -> dict[str, str]:
    if value:
        return value
    raise refusal("empty-text", _("There is no text here."), _("Write it, or leave the key out."))


def _in_every_language(value: Any) -> Any:
    return dict.fromkeys(LANGUAGES, value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class OrOne:
    """A list that may be written as its only entry."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """The schema of the list, from one text or a list."""
        return core_schema.no_info_before_validator_function(_as_list, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The JSON Schema of either."""
        of_list = handler(schema)
        return {"anyOf": [of_list["items"], of_list]}


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in _YES_NO:
        return _YES_NO[value]
    found = quote(value) if isinstance(value, str) else kind(value)
    raise refusal(
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
    if isinstance(value, Mapping):
        return _("a map")
    return _("a list") if isinstance(value, list | tuple) else _("text")


def _shape(value: Any) -> str:
    if isinstance(value, Mapping):
        return "map"
    return "list" if isinstance(value, list | tuple) else "text"


BY_SHAPE = Discriminator(_shape)
"""Tells the members of a union apart that are tagged `text`, `list` and `map`."""

Line = Annotated[str, AfterValidator(_filled)]
"""Text that is not empty."""

WORD = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
"""The pattern of a dashed name."""

Dashed = Annotated[str, Form(WORD, dashed)]
Underscored = Annotated[str, Form(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", underscored)]

Language = Literal["zh", "en"]

Words = Annotated[
    dict[Annotated[str, AfterValidator(_known_language)], Line],
    BeforeValidator(_in_every_language),
    WithJsonSchema(
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
    AfterValidator(_some),
]
"""Words per language; a plain text holds in every language."""


Names = Annotated[tuple[Line, ...], OrOne()]
"""One text or a list of texts."""

YesNo = Annotated[
    bool,
    BeforeValidator(_yes_no),
    WithJsonSchema({"enum": ["yes", "no", "true", "false", True, False]}),
]
"""`yes`, `no`, `true` or `false`."""
