"""The fixed words of a template: what it says whatever the facts are."""

import re
from collections.abc import Iterable, Iterator, Sequence

from jinja2 import nodes

from crisiskit.lean import dataclass

MOST = 20
"""Readings of a body: no `if` that a person writes has so many branches."""

_NO_CHARACTER = re.compile(r"[\s#*_>`\[\]()\\•-]+")
"""What may be gone, or mean layout, once a text is pasted into a channel."""


def words(body: Iterable[nodes.Node]) -> str:
    """All fixed words of a body that is written out, of every branch."""
    return "".join(data.data for node in body for data in node.find_all(nodes.TemplateData))


def least(body: Iterable[nodes.Node], channel: str) -> int:
    """How many characters a text for a channel has at least: every branch the shortest, no fact."""
    return sum(_least(node, channel) for node in body)


def _least(node: nodes.Node, channel: str) -> int:
    if isinstance(node, nodes.TemplateData):
        return len(_NO_CHARACTER.sub("", node.data))
    if isinstance(node, nodes.Output):
        return least(node.nodes, channel)
    if isinstance(node, nodes.If):
        return min(_branches(node, channel))
    return 0  # a fact, or a loop over a list that may be empty


def _branches(node: nodes.If, channel: str) -> list[int]:
    """The lengths of the branches that a channel can lead to."""
    lengths = []
    for branch in (node, *node.elif_):
        holds = _holds(branch.test, channel)
        if holds is not False:
            lengths.append(least(branch.body, channel))
        if holds:
            return lengths
    return [*lengths, least(node.else_, channel)]


def _holds(test: nodes.Node, channel: str) -> bool | None:
    """Whether a test holds on a channel; None when facts decide."""
    match test:
        case nodes.Compare(expr=nodes.Name(name="channel"), ops=[nodes.Operand() as one]):
            if isinstance(one.expr, nodes.Const) and one.op in ("eq", "ne"):
                return bool((one.expr.value == channel) == (one.op == "eq"))
        case nodes.Not():
            inner = _holds(test.node, channel)
            return None if inner is None else not inner
        case nodes.And() | nodes.Or():
            sides = {_holds(test.left, channel), _holds(test.right, channel)}
            decides = isinstance(test, nodes.Or)
            if decides in sides:
                return decides
            return None if None in sides else not decides
    return None


@dataclass(frozen=True, slots=True)
class Reading:
    """One way a body can come out: of each piece its words and where in the body they stand.

    The place is None where something is filled in.
    """

    pieces: Sequence[tuple[str, int | None]]

    @property
    def text(self) -> str:
        """As it is read."""
        return "".join(words for words, _at in self.pieces)

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """The first and the last fixed character between two places of the text, in the body."""
        begin, found = 0, []
        for words, at in self.pieces:
            first, last = max(start, begin), min(end, begin + len(words)) - 1
            if at is not None and first <= last:
                found += [at + first - begin, at + last - begin]
            begin += len(words)
        return (found[0], found[-1]) if found else None


def readings(body: Sequence[nodes.Node], place: str) -> Iterator[Reading]:
    """Ways in which a body can come out that together show every branch, `MOST` at most.

    `place` stands for what is filled in. Of an `if`, the first branch; then the next that was not
    seen.
    """
    walk = _Walk(place)
    for _number in range(MOST):
        if not walk.has_news(body):
            return
        yield Reading([*walk.pieces(body)])


class _Walk:
    """Goes through a body, each time another way."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._seen: set[int] = set()

    def has_news(self, body: Sequence[nodes.Node]) -> bool:
        """Whether something in a body has not been gone through."""
        if id(body) not in self._seen:
            return True
        return any(self.has_news(part) for node in body for part in _parts(node))

    def pieces(self, body: Sequence[nodes.Node]) -> Iterator[tuple[str, int | None]]:
        """The words of one way, and where each stands."""
        self._seen.add(id(body))
        for node in body:
            if isinstance(node, nodes.TemplateData):
                yield node.data, node.lineno
            elif isinstance(node, nodes.Output):
                yield from self.pieces(node.nodes)
            elif parts := _parts(node):
                yield from self.pieces(next(filter(self.has_news, parts), parts[0]))
            elif isinstance(node, nodes.Expr | nodes.Include):
                yield self._place, None


def _parts(node: nodes.Node) -> list[list[nodes.Node]]:
    """The bodies in a node of which one comes out: branches of an `if`, what a loop repeats."""
    match node:
        case nodes.If():
            return [node.body, *(one.body for one in node.elif_), node.else_]
        case nodes.For() | nodes.Macro():
            return [node.body]
    return []
