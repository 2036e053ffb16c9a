"""The fixed words of a template: what it says whatever the facts are."""

import re
from collections.abc import Iterable

from jinja2 import nodes

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
