"""From the source of a template to its syntax tree, with nothing compiled and nothing evaluated.

The source is scanned token by token first: what could make the parser recurse or the tree grow
(arithmetic, deep brackets, unknown tags) is refused there, with its line and column. In the tree,
`lineno` of a node is its offset in the body, so that every finding has a column.
"""

import re
from collections.abc import Iterator
from functools import cache

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from crisiskit.language import _
from crisiskit.text import nearest, quote
from crisiskit.yamlfile import BadFile, Mark, Problem

LARGEST = 64 * 1024
"""Characters of a template's source."""
MOST_TOKENS = 200
"""Tokens of one tag; the parser recurses over them."""
DEEPEST_BRACKETS = 8
DEEPEST_BLOCKS = 16
LONGEST_NAME = 60
LONGEST_NUMBER = 15
LONGEST_STRING = 200

TAGS = frozenset(
    ["if", "elif", "else", "endif", "for", "endfor", "set", "include", "from", "macro", "endmacro"]
)
_BEGINS = frozenset({"block_begin", "variable_begin"})
_ENDS = frozenset({"block_end", "variable_end"})
_NOT_PARSED = frozenset({"whitespace", "comment_begin", "comment", "comment_end"})
_ARITHMETIC = frozenset(["+", "-", "*", "/", "//", "%", "**", "~"])
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_BIDI = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""They make a reader see another order than goes out."""
_CONTROL = re.compile(
    rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{_BIDI}\ufeff\ufffe\uffff\ud800-\udfff]"
)


class MisfitError(Exception):
    """What is wrong at an offset of a body; `line` instead where only that is known."""

    def __init__(
        self,
        rule: str,
        message: str,
        offset: int = 0,
        *,
        hint: str | None = None,
        line: int | None = None,
    ) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.offset = offset
        self.hint = hint
        self.line = line

    def problem(self, body: str, first_line: int) -> Problem:
        """The refusal as a problem of the file that the body is in."""
        mark = place(body, self.offset, first_line)
        if self.line is not None:
            mark = Mark(first_line + self.line - 1, 1)
        return Problem(self.rule, self.message, mark, self.hint)


def place(body: str, offset: int, first_line: int) -> Mark:
    """Line and column of an offset of a body that begins in line `first_line` of its file."""
    return Mark(first_line + body.count("\n", 0, offset), offset - body.rfind("\n", 0, offset))


def tree(body: str, path: str = "", first_line: int = 1) -> nodes.Template:
    """The syntax tree of a body. Raises BadFile."""
    try:
        return _parsed(body)
    except MisfitError as refusal:
        raise BadFile(path, [refusal.problem(body, first_line)]) from None


def _parsed(body: str) -> nodes.Template:
    if len(body) > LARGEST:
        raise MisfitError("template-too-large", _("This template is larger than 64 KiB."))
    if found := _CONTROL.search(body):
        message = _("A control character stands here: {found}.").format(found=quote(found[0]))
        raise MisfitError("control-character", message, found.start(), hint=_("Delete it."))
    offsets = [token.offset for token in _scanned(body)]
    environment = Environment(extensions=[_Offsets])  # noqa: S701 - only parses
    extension = environment.extensions[_Offsets.identifier]
    assert isinstance(extension, _Offsets)
    extension.offsets = offsets
    try:
        return environment.parse(body)
    except TemplateSyntaxError as error:
        raise _syntax(error.message, offset=min(error.lineno, len(body))) from None
    except RecursionError:
        raise MisfitError("template-too-deep", _("This template is nested too deeply.")) from None


def _syntax(reason: str | None, *, offset: int = 0, line: int | None = None) -> MisfitError:
    message = _("This template cannot be read: {reason}").format(reason=quote(reason))
    return MisfitError("template-syntax", message, offset, line=line)


class _Offsets(Extension):
    """Puts offsets in the place of line numbers, so that nodes know their column."""

    offsets: list[int]

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token, offset in zip(stream, self.offsets, strict=True):
            yield Token(offset, token.type, token.value)


class _Scan:
    """A token as it stands in the source."""

    __slots__ = ("kind", "offset", "value")

    def __init__(self, kind: str, value: str, offset: int) -> None:
        self.kind = kind
        self.value = value
        self.offset = offset


@cache
def _lexer() -> Environment:
    return Environment()  # noqa: S701 - only takes tokens apart


def _lexed(body: str) -> Iterator[_Scan]:
    """All tokens that the parser will see, each with its offset."""
    end = 0
    try:
        for _line, kind, value in _lexer().lex(body):
            offset = body.index(value, end) if kind != "whitespace" else end
            end = offset + len(value) if kind != "whitespace" else end
            if kind not in _NOT_PARSED:
                yield _Scan(kind, value, offset)
    except TemplateSyntaxError as error:
        raise _syntax(error.message, line=error.lineno) from None


def _scanned(body: str) -> list[_Scan]:
    """The tokens, each fit to be parsed. Raises MisfitError."""
    tokens: list[_Scan] = []
    blocks = _Blocks()
    tag = _Tag()
    for token in _lexed(body):
        if token.kind in _BEGINS:
            tag = _Tag()
        elif token.kind not in _ENDS and token.kind != "data":
            tag.see(token)
            if tokens[-1].kind == "block_begin":
                blocks.see(token)
        tokens.append(token)
    return tokens


class _Tag:
    """What one tag has come to so far."""

    def __init__(self) -> None:
        self.tokens = 0
        self.brackets = 0

    def see(self, token: _Scan) -> None:
        """Raises MisfitError for what no tag may hold."""
        self.tokens += 1
        if token.kind == "operator":
            self.brackets += (token.value in "([{") - (token.value in ")]}")
        if self.tokens > MOST_TOKENS or self.brackets > DEEPEST_BRACKETS:
            raise MisfitError(
                "template-too-deep", _("This tag is too long or nested too deeply."), token.offset
            )
        _fit(token)


def _fit(token: _Scan) -> None:
    kind, value = token.kind, token.value
    if kind == "raw_begin":
        raise _unknown_tag("raw", token.offset)
    if kind == "operator" and value in _ARITHMETIC:
        raise _not_allowed(
            _("{found} is not allowed: a template does not calculate.").format(found=quote(value)),
            token,
        )
    if kind == "operator" and value in "{}:":
        raise _not_allowed(_("{found} is not allowed here.").format(found=quote(value)), token)
    if kind == "name" and (_NAME.fullmatch(value) is None or len(value) > LONGEST_NAME):
        raise _not_allowed(
            _("{found} cannot be a name: names begin with a letter from a to z.").format(
                found=quote(value)
            ),
            token,
        )
    if kind in ("integer", "float") and len(value) > LONGEST_NUMBER:
        raise _not_allowed(_("This number is too long."), token)
    if kind == "string" and (len(value) > LONGEST_STRING or "\\" in value):
        raise _not_allowed(
            _("A text in a tag is at most {count} characters, without backslashes.").format(
                count=LONGEST_STRING
            ),
            token,
        )


def _not_allowed(message: str, token: _Scan) -> MisfitError:
    return MisfitError("template-not-allowed", message, token.offset)


class _Blocks:
    """How deep the blocks are nested."""

    def __init__(self) -> None:
        self.depth = 0

    def see(self, token: _Scan) -> None:
        """The word that opens a tag. Raises MisfitError: unknown, or nested too deeply."""
        if token.value not in TAGS:
            raise _unknown_tag(token.value, token.offset)
        self.depth += (token.value in ("if", "for", "macro")) - token.value.startswith("end")
        if self.depth > DEEPEST_BLOCKS:
            raise MisfitError(
                "template-too-deep", _("Blocks are nested too deeply here."), token.offset
            )


def _unknown_tag(name: str, offset: int) -> MisfitError:
    message = _("{name} is not a tag of templates.").format(name=quote(name))
    near = nearest(name, TAGS)
    hint = _("Did you mean {name}?").format(name=quote(near)) if near else None
    return MisfitError("template-not-allowed", message, offset, hint=hint or _tags_hint())


def _tags_hint() -> str:
    return _("Tags are if, for, set, include, from … import and macro.")
