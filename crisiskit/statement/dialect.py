"""The subset of Jinja that templates are written in, as an allow-list over the syntax tree.

Whatever is not named here is refused, before anything is compiled: Jinja folds constants when it
compiles, and block-lists of its sandbox were escaped four times (CVE-2016-10745, 2019-10906,
2024-56326, 2025-27516). docs/templates.md is this module in words.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field, replace

from jinja2 import nodes

from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.statement.syntax import MisfitError
from crisiskit.text import nearest, quote

WORDS = frozenset(
    ["today", "now", "playbook_title", "channel", "language", "responsibility", "severity"]
)
"""Names that stand for a text in every template."""
CHECKLIST = "checklist"
SECTION = ("title", "entries")
ENTRY = ("mark", "clock", "role", "text", "id")
LOOP = frozenset({"index", "first", "last"})
STATES = frozenset({"confirmed", "known"})
FILTERS = frozenset(["join", "length", "upper", "lower", "title", "trim"])
DEEPEST_LOOPS = 3
LONGEST_JOINT = 10
"""Characters between joined items: more would be a way to grow the text."""


@dataclass(slots=True)
class Mention:
    """A fact that a template names: where first, and where it is first printed without a guard."""

    offset: int
    bare: int | None = None


@dataclass(slots=True)
class Report:
    """What a tree holds: what is wrong with it, and the names it uses."""

    refusals: list[MisfitError] = field(default_factory=list)
    facts: dict[str, Mention] = field(default_factory=dict)
    includes: dict[str, int] = field(default_factory=dict)
    imports: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What is in force at a node: loop variables, parameters of a macro, guards."""

    loops: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)
    """Attributes of each loop variable; None when they hang on the fact."""
    params: frozenset[str] = frozenset()
    guards: frozenset[str] = frozenset()


def examine(tree: nodes.Template | list[nodes.Node], facts: Collection[str] | None) -> Report:
    """Hold a tree against the subset. `facts`: the ids that exist; None: any name may be one."""
    examiner = _Examiner(facts)
    examiner.statements(tree.body if isinstance(tree, nodes.Template) else tree, _Scope(), top=True)
    return examiner.report


class _Examiner:
    """Walks a tree and reports."""

    def __init__(self, facts: Collection[str] | None) -> None:
        self.known = facts
        self.report = Report()
        self.constants: set[str] = set()
        self.macros: set[str] = set()

    # --- statements --------------------------------------------------------------------------

    def statements(self, body: Iterable[nodes.Node], scope: _Scope, *, top: bool = False) -> None:
        for node in body:
            self._statement(node, scope, top=top)

    def _statement(self, node: nodes.Node, scope: _Scope, *, top: bool) -> None:
        match node:
            case nodes.Output():
                for printed in node.nodes:
                    self._printed(printed, scope)
            case nodes.If():
                self._if(node, scope)
            case nodes.For():
                self._for(node, scope)
            case nodes.Include():
                self._include(node)
            case nodes.Assign() | nodes.FromImport() | nodes.Macro() if not top:
                self._refuse(node, _("This tag is only allowed at the top of a template."))
            case nodes.Assign():
                self._set(node)
            case nodes.FromImport():
                self._import(node)
            case nodes.Macro():
                self._macro(node)
            case _:
                self._unknown(node)

    def _if(self, node: nodes.If, scope: _Scope) -> None:
        for branch in (node, *node.elif_):
            gained = self._test(branch.test, scope)
            self.statements(branch.body, replace(scope, guards=scope.guards | gained))
        self.statements(node.else_, scope)

    def _for(self, node: nodes.For, scope: _Scope) -> None:
        if node.test is not None or node.recursive:
            self._refuse(node, _("A loop has no condition and does not call itself here."))
        if not isinstance(node.target, nodes.Name):
            self._refuse(node, _("A loop has one variable here."))
            return
        if len(scope.loops) >= DEEPEST_LOOPS:
            self._refuse(node, _("Loops may stand three deep, no deeper."))
        name = node.target.name
        self._bind(name, node.target, scope)
        inner = replace(scope, loops={**scope.loops, name: self._iterated(node.iter, scope)})
        self.statements(node.body, inner)
        self.statements(node.else_, scope)

    def _iterated(self, node: nodes.Node, scope: _Scope) -> tuple[str, ...] | None:
        """Check what a loop runs over; the attributes its variable has."""
        if isinstance(node, nodes.List):
            self._literals(node)
            return ()
        if isinstance(node, nodes.Getattr):
            self._attribute(node, scope)
            return ENTRY if node.attr == "entries" else ()
        if not isinstance(node, nodes.Name) or node.name in WORDS or node.name in scope.loops:
            self._refuse(node, _("A loop runs over a fact, the checklist or a list of texts."))
            return None
        return self._iterated_name(node, scope)

    def _iterated_name(self, node: nodes.Name, scope: _Scope) -> tuple[str, ...] | None:
        if node.name == CHECKLIST:
            return SECTION
        if node.name in self.constants:
            return ()
        self._guarded(node, scope, _("A loop over a fact stands behind a guard."))
        return None

    def _include(self, node: nodes.Include) -> None:
        if not isinstance(node.template, nodes.Const) or not isinstance(node.template.value, str):
            self._refuse(node, _("An include names one template in quotation marks."))
        elif node.ignore_missing or not node.with_context:
            self._refuse(node, _("An include has no options here."))
        else:
            self.report.includes.setdefault(node.template.value, node.lineno)

    def _import(self, node: nodes.FromImport) -> None:
        names = [name for name in node.names if isinstance(name, str)]
        if not isinstance(node.template, nodes.Const) or not isinstance(node.template.value, str):
            self._refuse(node, _("An import names one template in quotation marks."))
        elif len(names) < len(node.names) or node.with_context:
            self._refuse(node, _("An import has no options here."))
        else:
            self.report.imports.setdefault(node.template.value, node.lineno)
            self.macros.update(names)

    def _set(self, node: nodes.Assign) -> None:
        if not isinstance(node.target, nodes.Name):
            self._refuse(node, _("set gives one name a plain value."))
            return
        self._bind(node.target.name, node.target, _Scope())
        if isinstance(node.node, nodes.List):
            self._literals(node.node)
        elif not isinstance(node.node, nodes.Const):
            self._refuse(node.node, _("set gives one name a plain value."))
        self.constants.add(node.target.name)

    def _macro(self, node: nodes.Macro) -> None:
        for default in node.defaults:
            if not isinstance(default, nodes.Const):
                self._refuse(default, _("A default of a macro is a plain value."))
        for argument in node.args:
            self._bind(argument.name, argument, _Scope())
        self.statements(node.body, _Scope(params=frozenset(arg.name for arg in node.args)))
        self.macros.add(node.name)

    def _bind(self, name: str, node: nodes.Node, scope: _Scope) -> None:
        """A new name must not hide another."""
        taken = WORDS | {CHECKLIST, "loop"} | scope.loops.keys() | scope.params | self.constants
        if name in taken or (self.known is not None and name in self.known):
            self._refuse(node, _("{name} is taken already.").format(name=quote(name)))
        elif name.startswith("ck_"):
            self._refuse(node, _("Names that begin with ck_ are kept for the house."))

    # --- what is printed ---------------------------------------------------------------------

    def _printed(self, node: nodes.Expr, scope: _Scope) -> None:
        match node:
            case nodes.TemplateData():
                pass
            case nodes.Const() if isinstance(node.value, str | int) and not isinstance(
                node.value, bool
            ):
                pass
            case nodes.Name():
                self._printed_name(node, scope)
            case nodes.Getattr():
                self._attribute(node, scope)
            case nodes.Filter():
                self._filter(node, scope)
            case nodes.Call():
                self._call(node, scope)
            case nodes.CondExpr():
                self._refuse(node, _("An if inside {{ }} is not allowed."), _("Write {% if … %}."))
            case _:
                self._unknown(node)

    def _printed_name(self, node: nodes.Name, scope: _Scope) -> None:
        if node.name in (CHECKLIST, "loop"):
            self._refuse(node, _("{name} cannot be printed whole.").format(name=quote(node.name)))
        elif node.name in scope.loops:
            if scope.loops[node.name]:
                self._refuse(
                    node, _("{name} cannot be printed whole.").format(name=quote(node.name))
                )
        elif node.name not in self.constants | WORDS | scope.params:
            self._fact(node, scope, bare=node.name not in scope.guards)

    def _filter(self, node: nodes.Filter, scope: _Scope) -> None:
        if node.name not in FILTERS:
            self._refuse(
                node,
                _("{name} is not a filter of templates.").format(name=quote(node.name)),
                _("Filters are {names}.").format(names=", ".join(sorted(FILTERS))),
            )
            return
        self._filter_arguments(node)
        if isinstance(node.node, nodes.Name | nodes.Getattr | nodes.Filter | nodes.Const):
            self._printed(node.node, scope)
        else:
            self._refuse(node, _("A filter stands after a name."))

    def _filter_arguments(self, node: nodes.Filter) -> None:
        joint = node.args[0] if node.name == "join" and len(node.args) == 1 else None
        is_joint = (
            isinstance(joint, nodes.Const)
            and isinstance(joint.value, str)
            and len(joint.value) <= LONGEST_JOINT
        )
        if node.kwargs or node.dyn_args or node.dyn_kwargs or (node.args and not is_joint):
            self._refuse(
                node, _("A filter takes nothing here, join a text of at most ten characters.")
            )

    def _call(self, node: nodes.Call, scope: _Scope) -> None:
        if not isinstance(node.node, nodes.Name) or node.node.name not in self.macros:
            self._refuse(node, _("Only macros of our own templates can be called."))
        elif node.args or node.dyn_args or node.dyn_kwargs:
            self._refuse(node, _("A macro takes arguments by name: {{ macro(fact=cause) }}."))
        else:
            for argument in node.kwargs:
                self._argument(argument.value, scope)

    def _argument(self, node: nodes.Expr, scope: _Scope) -> None:
        if isinstance(node, nodes.Const):
            return
        if not isinstance(node, nodes.Name) or node.name in scope.loops:
            self._refuse(node, _("An argument of a macro is a name or a plain value."))
        elif node.name not in self.constants | WORDS | scope.params:
            self._fact(node, scope, bare=node.name not in scope.guards)

    # --- tests -------------------------------------------------------------------------------

    def _test(self, node: nodes.Node, scope: _Scope) -> frozenset[str]:
        """Check a condition; the facts that are known when it holds."""
        match node:
            case nodes.And():
                left = self._test(node.left, scope)
                return left | self._test(node.right, replace(scope, guards=scope.guards | left))
            case nodes.Or():
                return self._test(node.left, scope) & self._test(node.right, scope)
            case nodes.Not():
                self._test(node.node, scope)
            case nodes.Test():
                return self._state(node, scope)
            case nodes.Compare():
                self._compare(node, scope)
            case nodes.Getattr():
                self._attribute(node, scope)
            case nodes.Name():
                self._truth(node, scope)
            case _:
                self._unknown(node)
        return frozenset()

    def _state(self, node: nodes.Test, scope: _Scope) -> frozenset[str]:
        if node.name not in STATES or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            self._refuse(
                node,
                _("{name} is not a test of templates.").format(name=quote(node.name)),
                _("Tests are: is confirmed, is known."),
            )
        elif not isinstance(node.node, nodes.Name) or not self._may_be_fact(node.node, scope):
            self._refuse(node, _("Only a fact can be confirmed or known."))
        else:
            if node.node.name not in scope.params:
                self._fact(node.node, scope, bare=False)
            return frozenset({node.node.name})
        return frozenset()

    def _may_be_fact(self, node: nodes.Name, scope: _Scope) -> bool:
        return node.name not in WORDS | {CHECKLIST, "loop"} | self.constants | scope.loops.keys()

    def _truth(self, node: nodes.Name, scope: _Scope) -> None:
        if node.name == "loop":
            self._unknown(node)
        elif self._may_be_fact(node, scope):
            if node.name not in scope.params:
                self._fact(node, scope, bare=False)
            self._refuse(
                node,
                _("The bare truth of {name} means nothing.").format(name=quote(node.name)),
                _("Write {name} is confirmed, {name} is known, or compare it behind that.").format(
                    name=node.name
                ),
            )

    def _compare(self, node: nodes.Compare, scope: _Scope) -> None:
        operands = [node.expr, *(operand.expr for operand in node.ops)]
        varying = [operand for operand in operands if self._varies(operand, scope)]
        if not all(self._operand(operand, scope) for operand in operands):
            return
        if varying and not self._plain_comparison(node, operands):
            self._refuse(
                node,
                _("What a loop gives is compared by == with a text, loop.index with a number."),
            )

    def _varies(self, node: nodes.Expr, scope: _Scope) -> bool:
        name = node.node if isinstance(node, nodes.Getattr) else node
        return isinstance(name, nodes.Name) and (name.name in scope.loops or name.name == "loop")

    def _plain_comparison(self, node: nodes.Compare, operands: list[nodes.Expr]) -> bool:
        """One comparison of something that varies with a literal that it can be compared with."""
        if len(operands) != 2 or not isinstance(operands[1], nodes.Const):
            return False
        value, left = operands[1].value, operands[0]
        if isinstance(left, nodes.Getattr) and left.attr == "index":
            return isinstance(value, int) and node.ops[0].op not in ("in", "notin")
        return isinstance(value, str) and node.ops[0].op in ("eq", "ne")

    def _operand(self, node: nodes.Expr, scope: _Scope) -> bool:
        """Check one side of a comparison; False when it was refused."""
        before = len(self.report.refusals)
        match node:
            case nodes.Const():
                pass
            case nodes.List() | nodes.Tuple():
                self._literals(node)
            case nodes.Getattr():
                self._attribute(node, scope)
            case nodes.Name() if node.name in (CHECKLIST, "loop"):
                self._unknown(node)
            case nodes.Name() if self._may_be_fact(node, scope):
                self._guarded(node, scope, _("A comparison with a fact stands behind a guard."))
            case nodes.Name():
                pass
            case _:
                self._unknown(node)
        return len(self.report.refusals) == before

    # --- names -------------------------------------------------------------------------------

    def _attribute(self, node: nodes.Getattr, scope: _Scope) -> None:
        owner = node.node
        if not isinstance(owner, nodes.Name) or (
            owner.name not in scope.loops and owner.name != "loop"
        ):
            self._refuse(node, _("Only the variable of a loop has parts: row.unit."))
            return
        if owner.name == "loop":
            known: Collection[str] | None = LOOP if scope.loops else ()
        else:
            known = scope.loops[owner.name]
        if known is not None and node.attr not in known:
            self._refuse(
                node,
                _("{owner} has no part {name}.").format(
                    owner=quote(owner.name), name=quote(node.attr)
                ),
                _("It has {names}.").format(names=", ".join(sorted(known))) if known else None,
            )

    def _guarded(self, node: nodes.Name, scope: _Scope, message: str) -> None:
        if node.name in scope.params:
            return  # whether it is a fact is seen where the macro is called
        self._fact(node, scope, bare=False)
        if node.name not in scope.guards:
            self._refuse(
                node, message, _("Write {name} is confirmed before it.").format(name=node.name)
            )

    def _fact(self, node: nodes.Name, scope: _Scope, *, bare: bool) -> None:
        mention = self.report.facts.setdefault(node.name, Mention(node.lineno))
        if bare and mention.bare is None:
            mention.bare = node.lineno
        if self.known is None or node.name in self.known:
            return
        names = {*self.known, *WORDS, CHECKLIST, *scope.loops, *scope.params, *self.constants}
        near = nearest(node.name, names)
        hint = _("Did you mean {name}?").format(name=quote(near)) if near else None
        message = _("{name} is not a fact, nor any other name known here.").format(
            name=quote(node.name)
        )
        self.report.refusals.append(
            MisfitError("template-unknown-name", message, node.lineno, hint=hint)
        )

    def _literals(self, node: nodes.List | nodes.Tuple) -> None:
        for item in node.items:
            if not isinstance(item, nodes.Const):
                self._refuse(item, _("A list written in a template holds texts and numbers only."))

    # --- refusals ----------------------------------------------------------------------------

    def _unknown(self, node: nodes.Node) -> None:
        self._refuse(
            node,
            _("{found} is not allowed in a template.").format(
                found=_NAMES.get(type(node), type(node).__name__)
            ),
        )

    def _refuse(self, node: nodes.Node, message: str, hint: str | None = None) -> None:
        self.report.refusals.append(
            MisfitError("template-not-allowed", message, node.lineno, hint=hint)
        )


_NAMES: dict[type[nodes.Node], str] = {nodes.Getitem: "x[…]", nodes.Dict: "{…}", nodes.List: "[…]"}
