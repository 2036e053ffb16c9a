"""Conditions that are no conditions: constant, contradictory, or waiting for what nobody asks."""

from collections.abc import Callable, Iterator

from crisiskit.check import Diagnostic
from crisiskit.language import _
from crisiskit.lint.paths import Paths, paths_of
from crisiskit.lint.proof import Formula, every, fails, holds
from crisiskit.lint.subject import Subject
from crisiskit.playbook import graph
from crisiskit.playbook.conditions import Tree, both, parse
from crisiskit.playbook.parts import Node
from crisiskit.playbook.plan import TRIAGE, Condition, Repeat, Step, Wait, rank
from crisiskit.text import quote
from crisiskit.yamlfile import Location

_Make = Callable[[Tree], Formula]
"""What is asked of a condition: `holds` or `fails`."""

AT_START = frozenset({*TRIAGE, "aware"})
"""What `start` asks, or can be told."""


def conditions(subject: Subject) -> Iterator[Diagnostic]:
    """What can be said of each condition: of itself, within its group, within the playbook."""
    looker = _Looker(subject)
    for node in subject.nodes.values():
        if node.item.when is not None and not looker.said.intersection(_around(node.id)):
            yield from looker.look(node)
    for step in subject.plan.steps.values():
        if isinstance(step.action, Repeat | Wait) and step.action.until is not None:
            yield from looker.until(step, step.action.until)


def _around(name: str) -> list[str]:
    """The ids of the groups around a step, the outermost first."""
    words = name.split(".")
    return [".".join(words[:number]) for number in range(1, len(words))]


class _Looker:
    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.paths = paths_of(subject)
        self.said: set[str] = set()
        """The groups about whose condition something was said: their steps need no more words."""
        self._answers: dict[tuple[tuple[_Make, str], ...], bool] = {}
        self._read: dict[str, Condition] = {}

    def look(self, node: Node) -> Iterator[Diagnostic]:
        """The first thing that is wrong with the condition of a step or group."""
        own, group = self._own(node), self._group(node)
        found = next(self._wrong(node, own, group), None)
        if found is not None:
            self.said.add(node.id)
            yield found

    def _wrong(self, node: Node, own: Condition, group: Condition | None) -> Iterator[Diagnostic]:
        at: Location = ("when",)
        yield from self._constant(node.id, own, at)
        if group is not None:
            inside = {"text": quote(own.text), "group": quote(group.text)}
            if not self._can("condition-contradiction", (holds, group), (holds, own)):
                message = _("{text} and the condition around it, {group}, are never true together.")
                hint = _("Change one of them, or move the step out of the group.")
                yield self._say("condition-contradiction", message.format(**inside), node, hint)
            if not self._can("condition-constant", (holds, group), (fails, own)):
                message = _("{text} is never false where {group} is true: it says nothing more.")
                yield self._say(
                    "condition-constant", message.format(**inside), node, _("Leave it out.")
                )
        whole = both(group, own)
        step = self.subject.plan.steps.get(node.id)
        at_step = step.id if step else None
        if whole is None or self.paths.deciders.keys().isdisjoint(whole.names):
            return  # only what is decided can shut out what could be
        if not self._possible(holds(whole.tree), at_step):
            message = _("{step} can never become ready: no decision leads to {text}.")
            hint = _("Look at the conditions of the decisions it names, and at their options.")
            yield self._say(
                "never-ready", message.format(step=node.id, text=quote(whole.text)), node, hint
            )

    def until(self, step: Step, until: Condition) -> Iterator[Diagnostic]:
        """The `until` of a repeat or a wait."""
        yield from self._constant(step.id, until, (step.kind, "until"))

    def _constant(self, name: str, own: Condition, at: Location) -> Iterator[Diagnostic]:
        rule = "condition-constant"
        if not self._can(rule, (holds, own)):
            message = _("{text} is never true.").format(text=quote(own.text))
            hint = _("Compare with what the facts can be, or leave the step out.")
            yield self.subject.say(rule, message, name, at, hint=hint)
        elif not self._can(rule, (fails, own)):
            message = _("{text} is never false.").format(text=quote(own.text))
            hint = _("Leave it out; if it is to wait for a value, write known(…).")
            yield self.subject.say(rule, message, name, at, hint=hint)

    def _say(self, rule: str, message: str, node: Node, hint: str) -> Diagnostic:
        return self.subject.say(rule, message, node.id, ("when",), hint=hint)

    def _can(self, rule: str, *wanted: tuple[_Make, Condition]) -> bool:
        """Whether there is such a world; the same is asked once."""
        key = tuple([(make, condition.text) for make, condition in wanted])
        if key not in self._answers:
            formula = every(make(condition.tree) for make, condition in wanted)
            self._answers[key] = self.paths.could_be(rule, formula)
        return self._answers[key]

    def _possible(self, wanted: Formula, step: str | None) -> bool:
        """Whether a step, or some step of a group, can become ready."""
        return self.paths.possible("never-ready", wanted, step)

    def _own(self, node: Node) -> Condition:
        text = node.item.when
        assert text is not None
        if text not in self._read:
            self._read[text] = parse(text)
        return self._read[text]

    def _group(self, node: Node) -> Condition | None:
        found: Condition | None = None
        for name in _around(node.id):
            around = self.subject.nodes.get(name)
            if around is not None and around.item.when is not None:
                found = both(found, self._own(around))
        return found


def facts(subject: Subject) -> Iterator[Diagnostic]:
    """Conditions that wait for a fact which nobody is asked for, or only later."""
    paths = paths_of(subject)
    asking: dict[str, list[Step]] = {}
    for step in paths.collecting:
        for fact in step.collect:
            asking.setdefault(fact, []).append(step)
    given = AT_START | set(subject.settings.facts)
    for step in subject.plan.steps.values():
        for name in dict.fromkeys(graph.names_of(step)):
            if name in subject.plan.facts and name not in given:
                yield from _not_asked(subject, paths, step, name, asking.get(name, []))


def _not_asked(
    subject: Subject, paths: Paths, step: Step, name: str, asking: list[Step]
) -> Iterator[Diagnostic]:
    if any(_in_time(paths, each, step) for each in asking):
        return
    if asking:
        message = _("{step} waits for {fact}, which is asked for only later, by {other}.").format(
            step=step.id, fact=name, other=asking[0].id
        )
        hint = _("Let an earlier step collect {fact}.").format(fact=name)
    else:
        message = _("{step} waits for {fact}, which no step asks for.").format(
            step=step.id, fact=name
        )
        hint = _("Add `collect: [{fact}]` to the step that finds it out.").format(fact=name)
    at = ("when",) if step.when is not None and name in step.when.names else (step.kind,)
    related = [subject.place(each.id) for each in asking[:1]]
    yield subject.say("fact-not-asked", message, step.id, at, hint=hint, related=related)


def _in_time(paths: Paths, asking: Step, step: Step) -> bool:
    """Whether a step asks for a fact by the time another turns on it: before it, or beside it."""
    if paths.is_calm(asking) and not paths.is_calm(step):
        return False
    if rank(asking.phase) > rank(step.phase):
        return False
    return asking is not step and not paths.comes_before(step.id, asking.id)
