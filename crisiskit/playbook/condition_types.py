"""Whether the names and values of a condition fit each other: what lint says, no running case does.

Every sentence names the fact and says what would fit, so that the author can put it right without
looking the types up.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from crisiskit.language import _
from crisiskit.playbook.conditions import SEVERITIES, Tree
from crisiskit.playbook.plan import PHASES, FactSpec
from crisiskit.text import nearest, quote

NUMBERS = frozenset({"number", "money", "percent"})
MOMENTS = {
    "time": re.compile(r"(?a:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)"),
    "date": re.compile(r"(?a:\d{4}-\d\d-\d\d)"),
}
_SHAPES = {"time": "2026-11-21T02:10:56Z", "date": "2026-11-21"}


class _Kind(NamedTuple):
    """What an operand is: a fact type, `words` (a quoted literal), `literals` (a list of them)."""

    type: str
    words: str
    options: tuple[str, ...] = ()
    value: object = None
    entries: tuple["_Kind", ...] = ()


_BUILT_IN = {
    "severity": _Kind("severity", "severity", tuple(reversed(SEVERITIES))),
    "responsibility": _Kind(
        "choice", "responsibility", ("undetermined", "victim", "accidental", "preventable")
    ),
    "phase": _Kind("choice", "phase", tuple(str(phase) for phase in PHASES)),
    "closed": _Kind("yes-no", "closed"),
    "language": _Kind("choice", "language", ("zh", "en")),
}


def check(
    tree: Tree, specs: Mapping[str, FactSpec], outcomes: Mapping[str, Sequence[str]]
) -> list[str]:
    """What does not fit in a condition, one sentence each, in the order written."""
    return list(dict.fromkeys(_Checker(specs, outcomes).boolean(tree)))


class _Checker:
    def __init__(
        self, specs: Mapping[str, FactSpec], outcomes: Mapping[str, Sequence[str]]
    ) -> None:
        self.specs = specs
        self.outcomes = outcomes

    def boolean(self, tree: Tree) -> Iterator[str]:
        """What does not fit where a truth value is wanted."""
        kind = tree[0]
        if kind in {"and", "or", "not"}:
            for part in tree[1:]:
                yield from self.boolean(part)
        elif kind == "cmp":
            for at in range(1, len(tree) - 2, 2):
                yield from self._pair(tree[at], tree[at + 1], tree[at + 2])
        elif kind == "known":
            yield from self._declared(tree[1])
        elif kind == "name":
            yield from self._bare(tree[1])

    def _bare(self, name: str) -> Iterator[str]:
        yield from self._declared(name)
        kind = self._name(name)
        if kind is not None and kind.type != "yes-no":
            yield _(
                "{name} is not a yes-no fact: compare it with something, or ask known({name})."
            ).format(name=name)

    def _declared(self, name: str) -> Iterator[str]:
        if self._name(name) is None:
            yield self._nobody_declares(name)

    def _nobody_declares(self, name: str) -> str:
        sentence = _("Nobody declares {name}.").format(name=quote(name))
        near = nearest(name, [*self.specs, *self.outcomes, *_BUILT_IN])
        return f"{sentence} {_('Did you mean {near}?').format(near=near)}" if near else sentence

    def _name(self, name: str) -> _Kind | None:
        if name in self.outcomes:
            return _Kind("choice", name, tuple(self.outcomes[name]))
        if name in _BUILT_IN:
            return _BUILT_IN[name]
        spec = self.specs.get(name)
        return _Kind(spec.type, name, tuple(spec.options)) if spec else None

    def _pair(self, left: Tree, sign: str, right: Tree) -> Iterator[str]:
        for operand in (left, right):
            if operand[0] in {"name", "hours_since"}:
                yield from self._declared(operand[1])
            if operand[0] == "hours_since":
                yield from self._since(operand[1])
        first, second = self._kind(left), self._kind(right)
        if first is None or second is None:
            return
        if sign in {"in", "not in"}:
            yield from _membership(first, second)
        else:
            yield from _comparison(first, sign, second)

    def _since(self, name: str) -> Iterator[str]:
        kind = self._name(name)
        if kind is not None and kind.type not in MOMENTS:
            yield _("hours_since needs a time or a date; {name} is of type {type}.").format(
                name=name, type=kind.type
            )

    def _kind(self, operand: Tree) -> _Kind | None:
        kind = operand[0]
        if kind == "name":
            return self._name(operand[1])
        if kind == "hours_since":
            return _Kind("number", f"hours_since({operand[1]})")
        if kind == "list":
            kinds = tuple(_literal(entry) for entry in operand[1:])
            return _Kind("literals", _("a list"), entries=kinds)
        return _literal(operand)


def _literal(tree: Tree) -> _Kind:
    value = tree[1]
    if isinstance(value, bool):
        return _Kind("yes-no", str(value), value=value)
    if isinstance(value, int) or len(tree) > 2:
        return _Kind("number", str(value), value=value)
    return _Kind("words", quote(value), value=value)


def _membership(item: _Kind, container: _Kind) -> Iterator[str]:
    if container.type == "literals":
        for entry in container.entries:
            yield from _comparison(item, "==", entry)
    elif container.type == "choices":
        yield from _one_of(container, item)
    elif container.type != "list":
        yield _("`in` needs a list, or a fact of type choices or list; {what} is none.").format(
            what=container.words
        )
    elif item.type not in {"words", "text", "choice"}:
        yield _cannot(item, container)


def _comparison(left: _Kind, sign: str, right: _Kind) -> Iterator[str]:
    """What does not fit between two operands, whichever of them is the fact."""
    if right.value is None and (left.value is not None or left.entries):
        left, right = right, left
    compare = _COMPARISONS.get("number" if left.type in NUMBERS else left.type)
    if compare is None:
        yield _only_known(left)
    else:
        yield from compare(left, sign, right)


def _numbers(left: _Kind, _sign: str, right: _Kind) -> Iterator[str]:
    if right.type not in NUMBERS:
        yield _cannot(left, right)


def _moments(left: _Kind, _sign: str, right: _Kind) -> Iterator[str]:
    if right.type == "words":
        if not MOMENTS[left.type].fullmatch(str(right.value)):
            yield _("{name} is of type {type}: write {shape}, not {value}.").format(
                name=left.words, type=left.type, shape=repr(_SHAPES[left.type]), value=right.words
            )
    elif right.type != left.type:
        yield _cannot(left, right)


def _texts(left: _Kind, sign: str, right: _Kind) -> Iterator[str]:
    if right.type not in {"words", "text"}:
        yield _cannot(left, right)
    elif sign not in {"==", "!="}:
        yield _no_order(left)


def _yes_no(left: _Kind, sign: str, right: _Kind) -> Iterator[str]:
    if right.type != "yes-no":
        yield _("{name} is yes or no: write {name}, or not {name}.").format(name=left.words)
    elif sign not in {"==", "!="}:
        yield _no_order(left)


def _choices(left: _Kind, sign: str, right: _Kind) -> Iterator[str]:
    if sign not in {"==", "!="} and left.type != "severity":
        yield _no_order(left)
    yield from _one_of(left, right)


def _one_of(choice: _Kind, value: _Kind) -> Iterator[str]:
    if value.type == choice.type == "severity" or value.type == "choice":
        return
    if value.type != "words":
        yield _cannot(choice, value)
    elif value.value not in choice.options:
        sentence = _("{name} cannot be {value}; it can be: {options}.").format(
            name=choice.words, value=value.words, options=", ".join(choice.options)
        )
        near = nearest(str(value.value), choice.options)
        yield f"{sentence} {_('Did you mean {near}?').format(near=near)}" if near else sentence


_COMPARISONS: dict[str, Callable[[_Kind, str, _Kind], Iterator[str]]] = {
    "number": _numbers,
    "time": _moments,
    "date": _moments,
    "text": _texts,
    "words": _texts,
    "yes-no": _yes_no,
    "choice": _choices,
    "severity": _choices,
}


def _cannot(left: _Kind, right: _Kind) -> str:
    return _("{left} ({left_type}) cannot be compared with {right} ({right_type}).").format(
        left=left.words,
        left_type=_type_words(left),
        right=right.words,
        right_type=_type_words(right),
    )


def _type_words(kind: _Kind) -> str:
    if kind.type == "words":
        return _("text")
    return _("list") if kind.type == "literals" else kind.type


def _no_order(kind: _Kind) -> str:
    return _("{name} has no order: use == or != or in.").format(name=kind.words)


def _only_known(kind: _Kind) -> str:
    if kind.type in {"choices", "list"}:
        return _("{name} holds several values: ask `'…' in {name}`.").format(name=kind.words)
    return _("{name} is of type {type}: a condition can only ask known({name}).").format(
        name=kind.words, type=_type_words(kind)
    )
