"""What the expectations of a scenario name, held against the playbook before anything is played."""

from collections.abc import Callable, Iterator

from crisiskit.language import _
from crisiskit.playbook.plan import Plan, Publish, Step
from crisiskit.scenario.form import Expectation
from crisiskit.scenario.reading import Scenario
from crisiskit.text import quote
from crisiskit.yamlfile import BadFile, Location, Problem
from crisiskit.yamlfile.problems import one_of

_ONE_STEP = ("late", "met", "appears", "not_applicable", "reopened", "on")


def check_names(scenario: Scenario, plan: Plan) -> None:
    """Raises BadFile with every name in the expectations that the playbook does not have.

    A step that could never be what is expected of it (late without a target, published without a
    channel) is told as well: such an expectation would only ever say nothing.
    """
    problems = [
        problem
        for number, expected in enumerate(scenario.form.expect)
        for problem in _Names(scenario, plan, expected, ("expect", number)).problems()
    ]
    if problems:
        raise BadFile(scenario.path, problems)


def targets(plan: Plan, name: str) -> tuple[Step, ...]:
    """What `late` and `met` mean by an id: its last end with a `due`, else all steps with one."""
    group = plan.groups.get(name)
    ends = [plan.steps[end] for end in group.ends if plan.steps[end].due] if group else []
    if ends:
        return (ends[-1],)
    return tuple(step for step in steps(plan, name) if step.due is not None)


def steps(plan: Plan, name: str) -> tuple[Step, ...]:
    """The steps that an id stands for; none when the playbook does not have it."""
    return tuple(plan.steps[leaf] for leaf in plan.leaves(name))


def drafting(plan: Plan, name: str) -> tuple[Step, ...]:
    """The steps among them that make a document."""
    return tuple(step for step in steps(plan, name) if step.kind == "draft")


def publishing(plan: Plan, name: str) -> tuple[Step, ...]:
    """The steps among them that publish."""
    return tuple(step for step in steps(plan, name) if isinstance(step.action, Publish))


def outward(plan: Plan, name: str) -> tuple[Step, ...]:
    """The steps among them whose effect is outside: only these can need a correction."""
    return tuple(step for step in steps(plan, name) if step.kind in {"publish", "notify"})


class _Names:
    """The names of one expectation."""

    def __init__(
        self, scenario: Scenario, plan: Plan, expected: Expectation, location: Location
    ) -> None:
        self.scenario = scenario
        self.plan = plan
        self.expected = expected
        self.location = location

    def problems(self) -> Iterator[Problem]:
        for key in _ONE_STEP:
            yield from self._step(key)
        for key, fitting, words in self._particular():
            yield from self._step(key, fitting, words)
        for number, name in enumerate(self.expected.path or ()):
            yield from self._known(name, "path", number)
        yield from self._entries()
        if self.expected.negated is not None:
            inner = (*self.location, "not")
            yield from _Names(self.scenario, self.plan, self.expected.negated, inner).problems()

    def _particular(self) -> Iterator[tuple[str, Callable[[Plan, str], tuple[Step, ...]], str]]:
        """Keys whose step must be of a kind."""
        without_target = _("{name} has no target: nothing in it has a `due`.")
        yield "late", targets, without_target
        yield "met", targets, without_target
        yield "document", drafting, _("{name} does not make a document.")
        yield "published", publishing, _("{name} does not publish anything.")
        yield "check", outward, _("{name} neither publishes nor notifies.")

    def _step(
        self,
        key: str,
        fitting: Callable[[Plan, str], tuple[Step, ...]] = steps,
        words: str = "",
    ) -> Iterator[Problem]:
        name = getattr(self.expected, key)
        if name is None:
            return
        if not self.plan.leaves(name):
            # Told once: `late` and `met` come here twice, the second time for their targets.
            if fitting is steps or key not in _ONE_STEP:
                yield from self._known(name, key)
        elif not fitting(self.plan, name):
            yield self._problem((key,), words.format(name=quote(name)), None)

    def _known(self, name: str, *at: str | int) -> Iterator[Problem]:
        if not self.plan.leaves(name):
            names = [*self.plan.steps, *self.plan.groups]
            message = _("The playbook {playbook} has no step or group {name}.")
            yield self._unknown(at, name, names, message)

    def _entries(self) -> Iterator[Problem]:
        plan, expected = self.plan, self.expected
        for number, name in enumerate(expected.facts):
            if name not in plan.facts:
                message = _("The playbook {playbook} has no fact {name}.")
                yield self._unknown(("facts", number), name, list(plan.facts), message)
        if expected.channel is not None and expected.channel not in plan.channels:
            message = _("The playbook {playbook} has no channel {name}.")
            yield self._unknown(("channel",), expected.channel, list(plan.channels), message)
        if expected.discharged is not None and expected.discharged not in plan.duties:
            message = _("The playbook {playbook} names no duty {name}.")
            yield self._unknown(("discharged",), expected.discharged, list(plan.duties), message)

    def _unknown(self, at: Location, name: str, names: list[str], message: str) -> Problem:
        words = message.format(playbook=self.plan.playbook, name=quote(name))
        return self._problem(at, words, one_of(name, names), rule="unknown-name")

    def _problem(
        self, at: Location, message: str, hint: str | None, rule: str = "says-nothing"
    ) -> Problem:
        mark = self.scenario.document.mark((*self.location, *at))
        return Problem(rule, message, mark, hint)
