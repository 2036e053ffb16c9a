"""Includes and macros written out: one flat tree without a call, an include or a set.

So everything that is checked and rewritten afterwards is in one place, nothing is looked up while
a text is made, and the size of the whole is known before anything runs.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import Any

from jinja2 import nodes

from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.statement import syntax
from crisiskit.statement.templates import Template
from crisiskit.text import quote
from crisiskit.yamlfile import BadFile, Problem

DEEPEST = 3
"""Includes in includes, macros in macros."""
MOST_NODES = 20_000
"""Nodes of the whole: ten macros that call ten each, five deep, are refused."""

Bindings = Mapping[str, nodes.Node]


def body(template: Template, find: Callable[[str], Template]) -> list[nodes.Node]:
    """The body of a template with includes, macros and set written out.

    `find` gives the template of an id. Raises BadFile, and what `find` raises.
    """
    return _Expansion(template, find).file(template, ())


def named(template: Template) -> list[str]:
    """The ids of templates that a template includes or imports from, in order."""
    found = template.tree.find_all((nodes.Include, nodes.FromImport))
    return list(dict.fromkeys(_target(node) for node in found))


def unusable(template: Template, message: str, hint: str | None = None, offset: int = 0) -> BadFile:
    """A template that is wrong as a whole."""
    mark = syntax.place(template.body, offset, template.first_line)
    return BadFile(template.path, [Problem("template-include", message, mark, hint)])


@dataclass(slots=True)
class _File:
    """A template under expansion: its constants and the macros it can call."""

    template: Template
    stack: tuple[str, ...]
    constants: dict[str, nodes.Node] = field(default_factory=dict)
    macros: dict[str, "tuple[nodes.Macro, _File]"] = field(default_factory=dict)


class _Expansion:
    """Writes one template out."""

    def __init__(self, root: Template, find: Callable[[str], Template]) -> None:
        self.root = root
        self.find = find
        self.nodes = 0

    def file(self, template: Template, stack: tuple[str, ...]) -> list[nodes.Node]:
        """The body of a template of the stack."""
        return list(
            self._statements(template.tree.body, _File(template, (*stack, template.id)), {})
        )

    def _statements(
        self, statements: list[nodes.Node], file: _File, bound: Bindings
    ) -> Iterator[nodes.Node]:
        for node in statements:
            self._count()
            match node:
                case nodes.Output():
                    yield from self._output(node, file, bound)
                case nodes.Include():
                    yield from self.file(self._find(_target(node), file, node), file.stack)
                case nodes.FromImport():
                    self._import(node, file)
                case nodes.Macro():
                    file.macros[node.name] = (node, file)
                case nodes.Assign(target=nodes.Name() as target):
                    file.constants[target.name] = node.node
                case nodes.If():
                    yield self._if(node, file, bound)
                case nodes.For():
                    yield self._for(node, file, bound)

    def _if(self, node: nodes.If, file: _File, bound: Bindings) -> nodes.If:
        return nodes.If(
            self._copy(node.test, file, bound),
            list(self._statements(node.body, file, bound)),
            [self._if(branch, file, bound) for branch in node.elif_],
            list(self._statements(node.else_, file, bound)),
            lineno=node.lineno,
        )

    def _for(self, node: nodes.For, file: _File, bound: Bindings) -> nodes.For:
        return nodes.For(
            self._copy(node.target, file, {}),
            self._copy(node.iter, file, bound),
            list(self._statements(node.body, file, bound)),
            list(self._statements(node.else_, file, bound)),
            None,
            False,
            lineno=node.lineno,
        )

    def _output(self, node: nodes.Output, file: _File, bound: Bindings) -> Iterator[nodes.Node]:
        for printed in node.nodes:
            if isinstance(printed, nodes.Call):
                yield from self._call(printed, file, bound)
            else:
                yield nodes.Output([self._copy(printed, file, bound)], lineno=node.lineno)

    def _call(self, node: nodes.Call, file: _File, bound: Bindings) -> Iterator[nodes.Node]:
        assert isinstance(node.node, nodes.Name)
        macro, home = file.macros[node.node.name]
        arguments = {
            argument.key: self._copy(argument.value, file, bound) for argument in node.kwargs
        }
        inner = _File(
            home.template,
            (*file.stack, f"{home.template.id}:{macro.name}"),
            home.constants,
            home.macros,
        )
        self._acyclic(inner, file, node)
        yield from self._statements(macro.body, inner, self._bound(macro, arguments, file, node))

    def _bound(
        self, macro: nodes.Macro, arguments: dict[str, nodes.Node], file: _File, node: nodes.Node
    ) -> Bindings:
        names = [argument.name for argument in macro.args]
        optional = names[len(names) - len(macro.defaults) :]
        bound: dict[str, nodes.Node] = {
            **dict(zip(optional, macro.defaults, strict=True)),
            **arguments,
        }
        if bound.keys() != set(names):
            message = _("The macro {name} takes {arguments}.").format(
                name=quote(macro.name), arguments=", ".join(names) or "-"
            )
            raise unusable(file.template, message, offset=node.lineno)
        return bound

    def _import(self, node: nodes.FromImport, file: _File) -> None:
        source = self._find(_target(node), file, node)
        home = _File(source, (*file.stack, source.id))
        list(self._statements(source.tree.body, home, {}))
        for name in node.names:
            if name not in home.macros:
                message = _("{template} has no macro {name}.").format(
                    template=quote(source.id), name=quote(name)
                )
                raise unusable(file.template, message, offset=node.lineno)
            file.macros[str(name)] = home.macros[str(name)]

    def _find(self, name: str, file: _File, node: nodes.Node) -> Template:
        found = self.find(name)
        self._acyclic(_File(found, (*file.stack, found.id)), file, node)
        return found

    def _acyclic(self, inner: _File, file: _File, node: nodes.Node) -> None:
        if len(set(inner.stack)) < len(inner.stack):
            raise unusable(
                file.template,
                _("This template includes itself: {way}.").format(way=" → ".join(inner.stack)),
                offset=node.lineno,
            )
        if len(inner.stack) > DEEPEST + 1:
            raise unusable(
                file.template,
                _("Includes and macros may stand three deep, no deeper."),
                offset=node.lineno,
            )

    def _copy(self, node: nodes.Node, file: _File, bound: Bindings) -> Any:
        """An expression of its own, with parameters and constants put in."""
        self._count()
        if isinstance(node, nodes.Name):
            value = bound.get(node.name, file.constants.get(node.name))
            return nodes.Name(node.name, node.ctx, lineno=node.lineno) if value is None else value
        fields = {name: self._copied(value, file, bound) for name, value in node.iter_fields()}
        return type(node)(*(fields[name] for name in node.fields), lineno=node.lineno)

    def _copied(self, value: object, file: _File, bound: Bindings) -> object:
        if isinstance(value, nodes.Operand):
            return nodes.Operand(value.op, self._copy(value.expr, file, bound), lineno=value.lineno)
        if isinstance(value, nodes.Expr):
            return self._copy(value, file, bound)
        if isinstance(value, list):
            return [self._copied(entry, file, bound) for entry in value]
        return value

    def _count(self) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise unusable(
                self.root, _("This template is too large once its includes are written out.")
            )


def _target(node: nodes.Node) -> str:
    """The id that an include or import names; `dialect` has seen that it is a text."""
    assert isinstance(node, nodes.Include | nodes.FromImport)
    assert isinstance(node.template, nodes.Const)
    return str(node.template.value)
