"""What a step does: from the keys of a file to the actions of a plan, with every name looked up."""

from collections.abc import Callable, Mapping

from crisiskit.playbook.format import ApproverItem
from crisiskit.playbook.lookup import Lookup
from crisiskit.playbook.parts import Node
from crisiskit.playbook.plan import (
    Action,
    Approve,
    Approver,
    Decide,
    Draft,
    Notify,
    Option,
    Publish,
    Repeat,
    Wait,
)
from crisiskit.playbook.scope import outcome_of


def action(kind: str | None, node: Node, lookup: Lookup) -> Action | None:
    """What the step of a node does, whose action is of a kind; None for a plain task."""
    return _MAKERS[kind](node, lookup) if kind is not None else None


def _decide(node: Node, lookup: Lookup) -> Decide:
    item = node.item.decide
    assert item is not None
    options = {
        name: Option(
            label=option.label,
            reopens=_reopened(option.reopens, lookup),
        )
        for name, option in item.options.items()
    }
    return Decide(question=item.question, options=options, outcome=outcome_of(node.id))


def _reopened(named: tuple[str, ...], lookup: Lookup) -> tuple[str, ...]:
    """The steps that these ids stand for, each once."""
    return tuple(dict.fromkeys(s for name in dict.fromkeys(named) for s in lookup.steps(name)))


def _draft(node: Node, lookup: Lookup) -> Draft:
    item = node.item.draft
    assert item is not None
    lookup.known("template", item.template, node, ("draft", "template"))
    lookup.all_known("channel", item.channels, node, ("draft", "channels"))
    return Draft(template=item.template, languages=item.languages, channels=item.channels)


def _approve(node: Node, lookup: Lookup) -> Approve:
    item = node.item.approve
    assert item is not None
    roles = tuple(
        Approver(entry.role, entry.takes) if isinstance(entry, ApproverItem) else Approver(entry)
        for entry in item.roles
    )
    lookup.all_known("role", [each.role for each in roles], node, ("approve", "roles"))
    draft = lookup.draft(item.draft, node, ("approve", "draft"))
    # A parameter may name a role that the part has already: one role signs once.
    once = tuple({each.role: each for each in reversed(roles)}.values())[::-1]
    return Approve(draft=draft, roles=once, need=min(item.count, len(once)), order=item.order)


def _publish(node: Node, lookup: Lookup) -> Publish:
    item = node.item.publish
    assert item is not None
    lookup.all_known("channel", item.channels, node, ("publish", "channels"))
    draft = lookup.draft(item.draft, node, ("publish", "draft"))
    return Publish(draft=draft, channels=item.channels, audience=item.audience)


def _notify(node: Node, lookup: Lookup) -> Notify:
    item = node.item.notify
    assert item is not None
    lookup.known("duty", item.duty, node, ("notify", "duty"))
    return Notify(to=item.to, duty=item.duty, by=item.by)


def _repeat(node: Node, lookup: Lookup) -> Repeat:
    item = node.item.repeat
    assert item is not None
    lookup.elapsed(item.every, node, ("repeat", "every"))
    until = lookup.condition(item.until, node, ("repeat", "until"))
    return Repeat(every=item.every, until=until)


def _wait(node: Node, lookup: Lookup) -> Wait:
    item = node.item.wait
    assert item is not None
    lookup.elapsed(item.lasts, node, ("wait", "for"))
    until = lookup.condition(item.until, node, ("wait", "until"))
    return Wait(until=until, lasts=item.lasts)


_MAKERS: Mapping[str, Callable[[Node, Lookup], Action]] = {
    "decide": _decide,
    "draft": _draft,
    "approve": _approve,
    "publish": _publish,
    "notify": _notify,
    "repeat": _repeat,
    "wait": _wait,
}
