"""Saying where and how the data of a file do not fit their format: asked when they do not.

pydantic names a place by keys and by the branches of unions; here it becomes a line and a column,
and its complaint a sentence with what was found, what may stand there, and the nearest name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from crisiskit.language import _
from crisiskit.text import quote
from crisiskit.yamlfile.fields import MisfitError, kind
from crisiskit.yamlfile.problems import MAX_PROBLEMS, BadFile, Location, Problem, one_of
from crisiskit.yamlfile.reading import Document

Form = Any
"""A class of a format, or a map or list of them."""


def judged(form: Form, tree: Any, document: Document, at: Location = ()) -> Any:
    """The tree as pydantic makes it of a form; `at` is where it stands in the document.

    Raises BadFile with every place at which it does not fit.
    """
    try:
        return _adapter(form).validate_python(tree)
    except ValidationError as error:
        errors = error.errors()
        problems = [
            _problem(form, tree, document, at, found)
            for found in errors
            if not _follows_from_others(found, errors)
        ]
    unique = {(problem.mark, problem.rule): problem for problem in reversed(problems)}
    ordered = sorted(unique.values(), key=lambda problem: (problem.mark, problem.rule))
    raise BadFile(document.path, ordered[:MAX_PROBLEMS])


def schema_of(form: Form) -> dict[str, Any]:
    """The JSON Schema of a form."""
    return _adapter(form).json_schema()


@cache
def _adapter(form: Form) -> TypeAdapter[Any]:
    return TypeAdapter(form)


def _follows_from_others(found: Any, errors: Iterable[Any]) -> bool:
    """Pydantic counts an entry that is wrong as one that is not there."""
    if found["type"] != "too_short":
        return False
    loc = found["loc"]
    return any(other["loc"][: len(loc)] == loc for other in errors if other is not found)


class _Found(NamedTuple):
    """A complaint of pydantic, in terms of the file."""

    form: Form
    path: Location
    """The way to the value, as far as the data have it."""
    value: Any
    name: str
    """The last name pydantic gave: of the missing or unknown key."""
    context: Mapping[str, Any]


class _Said(NamedTuple):
    """How a complaint is put."""

    rule: str
    message: str
    hint: str | None = None


def _problem(form: Form, tree: Any, document: Document, at: Location, error: Any) -> Problem:
    loc = error["loc"]
    path, value = _in_data(tree, loc)
    name = str(loc[-1]) if loc else ""
    found = _Found(form, path, value, name, error.get("ctx", {}))
    on_key = error["type"] in {"unexpected_keyword_argument", "missing"} or name == "[key]"
    said = _said(error["type"], found)
    return Problem(said.rule, said.message, document.mark(at + path, key=on_key), said.hint)


def _in_data(tree: Any, loc: Location) -> tuple[Location, Any]:
    """What a location of pydantic's means in the data: without the branches of unions."""
    path: list[str | int] = []
    for name in loc:
        inside = (isinstance(tree, Mapping) and name in tree) or (
            isinstance(tree, list | tuple) and isinstance(name, int) and name < len(tree)
        )
        if inside:
            tree = tree[name]
            path.append(name)
    return tuple(path), tree


def _said(kind_of_error: str, found: _Found) -> _Said:
    ours = found.context.get("error")
    if isinstance(ours, MisfitError):
        return _Said(ours.rule, ours.message, ours.hint)
    say = _SAYINGS.get(kind_of_error)
    return say(found) if say else _cannot_stand(found)


def _cannot_stand(found: _Found) -> _Said:
    word = quote(found.value) if isinstance(found.value, str) else kind(found.value)
    return _Said("bad-form", _("{found} cannot stand here.").format(found=word))


def _unknown_key(found: _Found) -> _Said:
    names = names_at(found.form, found.path[:-1])
    return _Said(
        "unknown-key",
        _("The key {key} is not known here.").format(key=quote(found.name)),
        one_of(found.name, names),
    )


def _missing_key(found: _Found) -> _Said:
    return _Said(
        "missing-key",
        _("The key {key} is missing here.").format(key=quote(found.name)),
        _("Add `{key}:`.").format(key=found.name),
    )


def _unknown_name(found: _Found) -> _Said:
    word = str(found.path[-1] if found.name == "[key]" else found.value)
    path = found.path[:-1] if found.name == "[key]" else found.path
    return _Said(
        "unknown-name",
        _("{found} cannot stand here.").format(found=quote(word)),
        one_of(word, names_at(found.form, path)),
    )


def _wrong_kind(expected: Callable[[], str]) -> Callable[[_Found], _Said]:
    def say(found: _Found) -> _Said:
        return _Said(
            "wrong-kind",
            _("Here stands {found}, and {expected} is expected.").format(
                found=kind(found.value), expected=expected()
            ),
        )

    return say


def _too_few(found: _Found) -> _Said:
    return _Said(
        "too-few",
        _("There must be at least {count} here; there are {found}.").format(
            count=found.context["min_length"], found=found.context["actual_length"]
        ),
    )


_SAYINGS: dict[str, Callable[[_Found], _Said]] = {
    "unexpected_keyword_argument": _unknown_key,
    "missing": _missing_key,
    "literal_error": _unknown_name,
    "string_type": _wrong_kind(lambda: _("text")),
    "dict_type": _wrong_kind(lambda: _("a map")),
    "mapping_type": _wrong_kind(lambda: _("a map")),
    "dataclass_type": _wrong_kind(lambda: _("a map")),
    "tuple_type": _wrong_kind(lambda: _("a list")),
    "union_tag_invalid": _wrong_kind(lambda: _("something else")),
    "too_short": _too_few,
}


def names_at(form: Form, path: Location) -> list[str]:
    """The keys, and the words of closed lists, that may stand at a place of a model."""
    schemas = list(_expanded([_schema(form)], form))
    for name in path:
        schemas = list(_expanded(_inner(schemas, name), form))
    names = [key for schema in schemas for key in schema.get("properties", {})]
    names += [str(word) for schema in schemas for word in schema.get("enum", ())]
    return list(dict.fromkeys(names))


@cache
def _schema(form: Form) -> dict[str, Any]:
    return schema_of(form)


def _expanded(schemas: list[Any], form: Form) -> Iterator[dict[str, Any]]:
    """The schemas with references and alternatives followed."""
    waiting, seen = list(schemas), set()
    while waiting:
        schema = waiting.pop()
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            if name not in seen:
                seen.add(name)
                waiting.append(_schema(form)["$defs"][name])
            continue
        waiting += [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
        yield schema


def _inner(schemas: list[dict[str, Any]], name: str | int) -> list[Any]:
    if isinstance(name, int):
        return [schema["items"] for schema in schemas if "items" in schema]
    inner = [_value_schema(schema, str(name)) for schema in schemas]
    return [schema for schema in inner if isinstance(schema, dict)]


def _value_schema(schema: dict[str, Any], key: str) -> Any:
    named = schema.get("properties", {}).get(key)
    return named or next(
        iter(schema.get("patternProperties", {}).values()), schema.get("additionalProperties")
    )
