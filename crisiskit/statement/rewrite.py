"""The checked tree made aware of facts, so that only plain JSON goes into the sandbox.

Where a fact is printed, its words or its gap; where it is tested, its status; comparisons are
worked out here and go in as true or false. Nothing of a fact's value is left to Jinja but texts
and lists of texts.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from jinja2 import nodes

from crisiskit.errors import FileError
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.statement.dialect import CHECKLIST, WORDS
from crisiskit.statement.ledger import PERSON, WHOLE, Ledger
from crisiskit.statement.seams import CLOSE, OPEN
from crisiskit.text import quote

_OPERATORS = {"eq": eq, "ne": ne, "gt": gt, "gteq": ge, "lt": lt, "lteq": le}
_LEVELS = {"P1": 4, "P2": 3, "P3": 2, "P4": 1}
_LISTED = frozenset({"list", "choices", "people", "table"})


@dataclass(slots=True)
class Context:
    """The plain data that a rewritten tree reads."""

    ck_confirmed: dict[str, bool] = field(default_factory=dict)
    ck_known: dict[str, bool] = field(default_factory=dict)
    ck_words: dict[str, str] = field(default_factory=dict)
    ck_items: dict[str, list[str]] = field(default_factory=dict)
    ck_rows: dict[str, list[Any]] = field(default_factory=dict)
    ck_names: dict[str, str] = field(default_factory=dict)
    ck_checks: list[bool] = field(default_factory=list)
    checklist: list[Any] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The data by name."""
        return {name: getattr(self, name) for name in self.__slots__}


def rewrite(
    body: list[nodes.Node],
    ledger: Ledger,
    names: Mapping[str, str],
    checklist: list[Any],
    path: str,
) -> tuple[nodes.Template, Context]:
    """The tree to compile and the data it reads. Raises FileError for what facts cannot do."""
    rewriter = _Rewriter(ledger, Context(ck_names=dict(names), checklist=checklist), path)
    return nodes.Template(list(rewriter.statements(body, {}))), rewriter.context


_Loops = Mapping[str, str | None]
"""The loop variables in force, and the fact that each runs over."""


class _Rewriter:
    def __init__(self, ledger: Ledger, context: Context, path: str) -> None:
        self.ledger = ledger
        self.context = context
        self.path = path

    # --- statements ------------------------------------------------------------------------------

    def statements(self, body: Iterable[nodes.Node], loops: _Loops) -> Iterator[nodes.Node]:
        for node in body:
            match node:
                case nodes.Output():
                    yield self._output(node.nodes[0], loops)
                case nodes.If():
                    yield _data(self.ledger.mark_used(list(self._tested(node, loops))))
                    yield self._if(node, loops)
                case nodes.For():
                    yield self._for(node, loops)

    def _output(self, printed: nodes.Expr, loops: _Loops) -> nodes.Node:
        if isinstance(printed, nodes.TemplateData):
            return nodes.Output([printed])
        fact = self._fact_of(printed, loops)
        value = self._expression(printed, loops)
        seamed = nodes.Output([nodes.TemplateData(OPEN), value, nodes.TemplateData(CLOSE)])
        return seamed if fact is None else self._if_confirmed(fact, [seamed])

    def _if_confirmed(self, fact: str, body: list[nodes.Node]) -> nodes.If:
        """The body, for a fact that can be printed; else its placeholder, once."""
        shown = [_data(self.ledger.mark_used([fact], printed=True)), *body]
        gap = [_data(self.ledger.mark_gap(fact))]
        return nodes.If(self._status("ck_confirmed", fact), shown, [], gap)

    def _if(self, node: nodes.If, loops: _Loops) -> nodes.If:
        return nodes.If(
            self._test(node.test, loops),
            list(self.statements(node.body, loops)),
            [self._if(branch, loops) for branch in node.elif_],
            list(self.statements(node.else_, loops)),
        )

    def _for(self, node: nodes.For, loops: _Loops) -> nodes.Node:
        assert isinstance(node.target, nodes.Name)
        fact = self._fact_of(node.iter, loops)
        inner = {**loops, node.target.name: fact}
        loop = nodes.For(
            nodes.Name(node.target.name, "store"),
            self._iterated(node.iter, fact, loops),
            [_data(self.ledger.tick), *self.statements(node.body, inner)],
            list(self.statements(node.else_, loops)),
            None,
            False,
        )
        return loop if fact is None else self._if_confirmed(fact, [loop])

    def _iterated(self, node: nodes.Node, fact: str | None, loops: _Loops) -> Any:
        if fact is not None:
            return self._read("ck_rows", fact, self.ledger.rows)
        if isinstance(node, nodes.Name):
            return nodes.Name(CHECKLIST, "load")
        return self._expression(node, loops)

    # --- expressions -----------------------------------------------------------------------------

    def _fact_of(self, node: nodes.Node, loops: _Loops) -> str | None:
        """The fact that an expression prints or runs over."""
        while isinstance(node, nodes.Filter):
            assert node.node is not None
            node = node.node
        if isinstance(node, nodes.Name) and node.name not in WORDS | {CHECKLIST} | loops.keys():
            return node.name
        return None

    def _expression(self, node: nodes.Node, loops: _Loops) -> Any:
        match node:
            case nodes.Name():
                return self._name(node, loops)
            case nodes.Getattr():
                return self._attribute(node, loops)
            case nodes.Filter():
                return self._filter(node, loops)
            case nodes.List():
                return nodes.List([self._expression(item, loops) for item in node.items])
        return node

    def _name(self, node: nodes.Name, loops: _Loops) -> nodes.Expr:
        if node.name in loops:
            fact = loops[node.name]
            variable = nodes.Name(node.name, "load")
            is_map = fact is not None and self.ledger.fact(fact).spec.type in ("people", "table")
            return _item(variable, WHOLE) if is_map else variable
        if node.name in WORDS:
            return _item(nodes.Name("ck_names", "load"), node.name)
        return self._read("ck_words", node.name, self.ledger.words)

    def _filter(self, node: nodes.Filter, loops: _Loops) -> nodes.Filter:
        assert node.node is not None
        inner = self._expression(node.node, loops)
        if node.name in ("join", "length") and isinstance(node.node, nodes.Name):
            fact = self._fact_of(node.node, loops)
            if fact is not None and (node.name == "join" or self._is_list(fact)):
                inner = self._read("ck_items", fact, self.ledger.items)
        return nodes.Filter(inner, node.name, list(node.args), [], None, None)

    def _is_list(self, fact: str) -> bool:
        return self.ledger.fact(fact).spec.type in _LISTED

    def _attribute(self, node: nodes.Getattr, loops: _Loops) -> nodes.Expr:
        assert isinstance(node.node, nodes.Name)
        variable = nodes.Name(node.node.name, "load")
        if node.node.name == "loop":
            return nodes.Getattr(variable, node.attr, "load")
        fact = loops.get(node.node.name)
        if fact is not None:
            self._known_part(fact, node.attr)
        return _item(variable, node.attr)

    def _known_part(self, fact: str, part: str) -> None:
        spec = self.ledger.fact(fact).spec
        parts = PERSON if spec.type == "people" else tuple(spec.columns)
        if self.ledger.fact(fact).confirmed and part not in parts:
            raise FileError(
                _("{fact} has no part {name}.").format(fact=quote(fact), name=quote(part)),
                hint=_("It has {names}.").format(names=", ".join(parts)) if parts else None,
                path=self.path,
            )

    def _read(self, kind: str, fact: str, value: Any) -> nodes.Expr:
        """The place where a fact's data stands; put there when it is confirmed."""
        if self.ledger.fact(fact).confirmed:
            getattr(self.context, kind)[fact] = value(fact)
        return _item(nodes.Name(kind, "load"), fact)

    # --- tests -----------------------------------------------------------------------------------

    def _test(self, node: nodes.Node, loops: _Loops) -> Any:
        match node:
            case nodes.And():
                return nodes.And(self._test(node.left, loops), self._test(node.right, loops))
            case nodes.Or():
                return nodes.Or(self._test(node.left, loops), self._test(node.right, loops))
            case nodes.Not():
                return nodes.Not(self._test(node.node, loops))
            case nodes.Test(node=nodes.Name() as fact):
                return self._status(f"ck_{node.name}", fact.name)
            case nodes.Compare():
                return self._compare(node, loops)
        return self._expression(node, loops)

    def _status(self, kind: str, name: str) -> nodes.Expr:
        fact = self.ledger.fact(name)
        self.context.ck_confirmed[name] = fact.confirmed
        self.context.ck_known[name] = fact.known
        return _item(nodes.Name(kind, "load"), name)

    def _compare(self, node: nodes.Compare, loops: _Loops) -> nodes.Expr:
        operands = [node.expr, *(operand.expr for operand in node.ops)]
        if any(_varies(operand, loops) for operand in operands):
            ops = [nodes.Operand(op.op, self._expression(op.expr, loops)) for op in node.ops]
            return nodes.Compare(self._expression(node.expr, loops), ops)
        self.context.ck_checks.append(self._holds(node, operands))
        return _item(nodes.Name("ck_checks", "load"), len(self.context.ck_checks) - 1)

    def _holds(self, node: nodes.Compare, operands: list[nodes.Expr]) -> bool:
        """Work a comparison out. A fact without a value makes it false: its guard does, too."""
        facts = [name for name in map(self._compared_fact, operands) if name is not None]
        if not all(self.ledger.fact(name).known for name in facts):
            return False
        values = [self._value(operand) for operand in operands]
        try:
            return all(
                _compared(operator.op, left, right)
                for operator, left, right in zip(node.ops, values, values[1:], strict=False)
            )
        except TypeError as error:
            raise FileError(
                _("The template compares what cannot be compared: {names}.").format(
                    names=", ".join(facts) or "-"
                ),
                path=self.path,
            ) from error

    def _compared_fact(self, node: nodes.Expr) -> str | None:
        return self._fact_of(node, {}) if isinstance(node, nodes.Name) else None

    def _value(self, node: nodes.Expr) -> Any:
        match node:
            case nodes.Const():
                return _literal(node.value)
            case nodes.List() | nodes.Tuple():
                return [self._value(item) for item in node.items]
            case nodes.Name(name="severity"):
                return _Level(self.context.ck_names["severity"])
            case nodes.Name() if node.name in WORDS:
                return self.context.ck_names[node.name]
            case nodes.Name():
                return self.ledger.compared(node.name)
        raise TypeError(node)

    def _tested(self, node: nodes.If, loops: _Loops) -> Iterator[str]:
        """The facts that the conditions of an if look at."""
        for branch in (node, *node.elif_):
            for name in branch.test.find_all(nodes.Name):
                if name.name != "loop" and self._fact_of(name, loops) is not None:
                    yield name.name
            if isinstance(branch.test, nodes.Name) and self._fact_of(branch.test, loops):
                yield branch.test.name


class _Level:
    """A severity: `severity >= 'P2'` means P2 or worse (design 3)."""

    def __init__(self, level: str) -> None:
        self.level = level

    def __eq__(self, other: object) -> bool:
        return self.level == other

    def __hash__(self) -> int:
        return hash(self.level)

    def rank(self, other: Any) -> int | None:
        """How much worse than another level; None when either is not set."""
        if self.level not in _LEVELS or other not in _LEVELS:
            return None
        return _LEVELS[self.level] - _LEVELS[other]


def _compared(operator: str, left: Any, right: Any) -> bool:
    if operator in ("in", "notin"):
        return (left in right) == (operator == "in")
    if isinstance(left, _Level) and operator not in ("eq", "ne"):
        rank = left.rank(right)
        return rank is not None and bool(_OPERATORS[operator](rank, 0))
    return bool(_OPERATORS[operator](left, right))


def _literal(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    return value


def _varies(node: nodes.Expr, loops: _Loops) -> bool:
    name = node.node if isinstance(node, nodes.Getattr) else node
    return isinstance(name, nodes.Name) and (name.name in loops or name.name == "loop")


def _item(owner: nodes.Expr, key: str | int) -> nodes.Getitem:
    return nodes.Getitem(owner, nodes.Const(key), "load")


def _data(text: str) -> nodes.Output:
    return nodes.Output([nodes.TemplateData(text)])
