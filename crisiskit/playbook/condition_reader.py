"""Reading conditions: Python's grammar, of which only what is on the list is kept.

Nothing is ever run as code: `ast` reads the words, and what it gives is copied, node by node, into
the tree that `conditions.evaluate` walks.
"""

import ast
import re
import warnings
from functools import lru_cache
from typing import Any

from crisiskit.errors import FileError
from crisiskit.language import _
from crisiskit.playbook.conditions import Tree, names_in
from crisiskit.playbook.forms import MAX_DEPTH
from crisiskit.playbook.plan import Condition
from crisiskit.text import quote

MAX_LENGTH = 1000
"""Characters of one condition."""


class ConditionError(FileError):
    """A condition that cannot be read; the hint says what may be written."""


@lru_cache(1024)
def read(text: str) -> Condition:
    """Read a condition. Raises ConditionError."""
    words = _one_line(text)
    if len(words) > MAX_LENGTH:
        raise ConditionError(
            _("A condition of {count} characters is too long; {limit} are allowed.").format(
                count=len(words), limit=MAX_LENGTH
            ),
            hint=_simpler(),
        )
    tree = _Reader(words).boolean(_expression(words), 0)
    return Condition(text=words, tree=tree, names=tuple(dict.fromkeys(names_in(tree))))


def _one_line(text: str) -> str:
    """One line, so that a block of several lines reads as one expression."""
    return text.translate({ord(char): " " for char in "\r\n\t\f"}).strip()


def _expression(words: str) -> ast.expr:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a doubtful spelling such as '\d' or 1or is a wrong one
            return ast.parse(words, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise ConditionError(
            _("{text} is not a condition.").format(text=quote(words)), hint=_allowed()
        ) from error


def _allowed() -> str:
    return _(
        "Allowed are names of facts, numbers, 'words', True, False and lists of these; "
        "== != < <= > >= in; and, or, not; known(fact), hours_since(fact)."
    )


def _simpler() -> str:
    return _("Let a step decide it, and name the outcome of the decision here.")


_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}

_MISSPELT = frozenset({"true", "false", "null", "none"})


class _Reader:
    """Copies of Python's tree what a condition may hold."""

    def __init__(self, words: str) -> None:
        self.words = words

    def boolean(self, node: ast.expr, depth: int) -> Tree:
        if depth >= MAX_DEPTH:
            raise ConditionError(
                _("{text} is nested too deeply.").format(text=quote(self.words)), hint=_simpler()
            )
        match node:
            case ast.BoolOp(op=op, values=values):
                word = "and" if isinstance(op, ast.And) else "or"
                return [word, *(self.boolean(value, depth + 1) for value in values)]
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return ["not", self.boolean(operand, depth + 1)]
            case ast.Compare():
                return self._comparison(node)
            case ast.Constant(value=bool(value)):
                return ["lit", value]
            case ast.Name():
                return ["name", self._name(node)]
            case ast.Call():
                return self._call(node, "known")
        raise self._refused(node)

    def _comparison(self, node: ast.Compare) -> Tree:
        tree: Tree = ["cmp", self._operand(node.left)]
        for op, right in zip(node.ops, node.comparators, strict=True):
            if type(op) not in _SIGNS:
                raise self._refused(node)
            tree += [_SIGNS[type(op)], self._operand(right)]
        return tree

    def _operand(self, node: ast.expr) -> Tree:
        match node:
            case ast.Name():
                return ["name", self._name(node)]
            case ast.Call():
                return self._call(node, "hours_since")
            case ast.List(elts=items) | ast.Tuple(elts=items):
                return ["list", *(self._literal(item) for item in items)]
        return self._literal(node)

    def _literal(self, node: ast.expr) -> Tree:
        match node:
            case ast.Constant(value=bool() | int() | str() as value):
                return ["lit", value]
            case ast.Constant(value=float()):
                return ["lit", self._digits(node), "decimal"]
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=number) as operand):
                if type(number) is int:
                    return ["lit", -number]
                if type(number) is float:
                    return ["lit", f"-{self._digits(operand)}", "decimal"]
        raise self._refused(node)

    def _digits(self, node: ast.expr) -> str:
        """A decimal number as it is written: a float would change it."""
        digits = self._source(node).replace("_", "")
        if not re.fullmatch(r"(?:0|[1-9][0-9]*)\.[0-9]+", digits):
            raise self._refused(node)
        return digits

    def _call(self, node: ast.Call, function: str) -> Tree:
        match node:
            case ast.Call(func=ast.Name(id=called), args=[ast.Name() as fact], keywords=[]):
                if called == function:
                    return [function, self._name(fact)]
        raise self._refused(node)

    def _name(self, node: ast.Name) -> str:
        if node.id in _MISSPELT:
            raise ConditionError(
                _("{name} cannot stand in a condition.").format(name=quote(node.id)),
                hint=_("Write True or False; known(fact) asks whether a fact has a value."),
            )
        return node.id

    def _refused(self, node: ast.expr) -> ConditionError:
        return ConditionError(
            _("{part} cannot stand in a condition.").format(part=quote(self._source(node))),
            hint=_allowed(),
        )

    def _source(self, node: Any) -> str:
        return self.words.encode()[node.col_offset : node.end_col_offset].decode()
