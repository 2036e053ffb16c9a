"""Rules about the acts of a scenario (CK71x), held against the playbook they rehearse."""

import re
from collections.abc import Callable, Iterator, Mapping

from crisiskit.check import Diagnostic
from crisiskit.check.rules import errors, warnings
from crisiskit.language import _
from crisiskit.lint.file_subject import FileSubject
from crisiskit.playbook.plan import PHASES, Approve, Decide, Plan, Publish, Step
from crisiskit.scenario import reading
from crisiskit.scenario.form import JUDGED, Act, ScenarioFile
from crisiskit.text import quote
from crisiskit.yamlfile import Location
from crisiskit.yamlfile.problems import one_of

RULES = [
    *errors("min", CK710="act-on-unknown", CK711="act-does-not-fit"),
    *warnings("standard", CK712="aware-after-opening", CK713="empty-window"),
]

_MADE = re.compile(r"(?:[dt]|task-)[0-9]+")
"""Ids of documents and tasks, which the case gives as they are made."""


def scenario(subject: FileSubject) -> Iterator[Diagnostic]:
    """The acts of a scenario, its clocks, and the windows of its expectations."""
    form = reading.of(subject.document).form
    yield from _clocks(subject, form)
    yield from _windows(subject, form)
    if form.playbook not in subject.around.catalogue.ids():
        return
    plan = subject.around.plan(form.playbook)
    if plan is None:
        return
    for name in form.facts:
        yield from _unknown(subject, ("facts", name), name, plan.facts, _no_fact, key=True)
    for role in form.roster:
        yield from _unknown(subject, ("roster", role), role, plan.roles, _no_role, key=True)
    turned_down = {
        one.do
        for expected in form.expect
        for one in (expected, expected.negated)
        if one and one.refused
    }
    for number, act in enumerate(form.then):
        if None not in turned_down and act.do not in turned_down:
            yield from _act(subject, plan, act, ("then", number))


def _no_step() -> str:
    return _("The playbook {playbook} has no step or group {name}.")


def _no_fact() -> str:
    return _("The playbook {playbook} has no fact {name}.")


def _no_role() -> str:
    return _("No dictionary has the role {name}.")


def _no_channel() -> str:
    return _("The playbook {playbook} has no channel {name}.")


def _no_option() -> str:
    return _("This decision has no option {name}.")


def _no_item() -> str:
    return _("The checklist of this step has no item {name}.")


def _no_phase() -> str:
    return _("There is no phase {name}.")


def _unknown(
    subject: FileSubject,
    at: Location,
    name: str,
    names: "Mapping[str, object] | tuple[str, ...]",
    message: Callable[[], str],
    *,
    key: bool = False,
) -> Iterator[Diagnostic]:
    if name in names:
        return
    playbook = str(subject.document.data["playbook"])
    yield subject.say(
        "act-on-unknown",
        message().format(name=quote(name), playbook=quote(playbook)),
        at,
        key=key,
        hint=one_of(name, list(names)),
    )


def _act(subject: FileSubject, plan: Plan, act: Act, at: Location) -> Iterator[Diagnostic]:
    for name in act.facts:
        if name not in JUDGED:
            yield from _unknown(subject, (*at, "set", name), name, plan.facts, _no_fact, key=True)
    for name in act.unknown:
        yield from _unknown(subject, (*at, "unknown"), name, plan.facts, _no_fact)
    for channel in act.channel:
        yield from _unknown(subject, (*at, "channel"), channel, plan.channels, _no_channel)
    if act.phase is not None:
        yield from _unknown(subject, (*at, "phase"), act.phase, PHASES, _no_phase)
    if act.step is None or _MADE.fullmatch(act.step) or _is_template(subject, act):
        return
    names = (*plan.steps, *plan.groups)
    if not plan.leaves(act.step):
        yield from _unknown(subject, (*at, "step"), act.step, names, _no_step)
        return
    steps = [plan.steps[leaf] for leaf in plan.leaves(act.step)]
    yield from _fits(subject, plan, act, steps, at)


def _is_template(subject: FileSubject, act: Act) -> bool:
    return act.do == "draft" and bool(subject.around.heads.languages(act.step or ""))


_KINDS: Mapping[str, tuple[frozenset[str], Callable[[], str]]] = {
    "decide": (frozenset({"decide"}), lambda: _("{step} decides nothing.")),
    "draft": (frozenset({"draft"}), lambda: _("{step} makes no document.")),
    "edit": (
        frozenset({"draft", "approve", "publish"}),
        lambda: _("{step} has no document."),
    ),
    "approve": (
        frozenset({"draft", "approve", "publish"}),
        lambda: _("{step} has no document."),
    ),
    "reject": (
        frozenset({"draft", "approve", "publish"}),
        lambda: _("{step} has no document."),
    ),
    "override": (
        frozenset({"draft", "approve", "publish"}),
        lambda: _("{step} has no document."),
    ),
    "publish": (
        frozenset({"draft", "approve", "publish"}),
        lambda: _("{step} has no document."),
    ),
}
"""Kinds of step that an act can be about."""


def _fits(
    subject: FileSubject, plan: Plan, act: Act, steps: list[Step], at: Location
) -> Iterator[Diagnostic]:
    kinds, words = _KINDS.get(act.do, (frozenset(), str))
    fitting = [step for step in steps if step.kind in kinds]
    if kinds and not fitting:
        yield subject.say(
            "act-does-not-fit",
            words().format(step=quote(act.step or "")),
            (*at, "step"),
            hint=_("`{do}` is for steps of another kind.").format(do=act.do),
        )
        return
    for step in fitting:
        yield from _details(subject, plan, act, step, at)
    if act.do == "check":
        ids = tuple(item.id for step in steps for item in step.checklist)
        for number, item in enumerate(act.items):
            way = (*at, "items", number)
            yield from _unknown(subject, way, item, ids, _no_item)


def _details(
    subject: FileSubject, plan: Plan, act: Act, step: Step, at: Location
) -> Iterator[Diagnostic]:
    if act.do == "decide" and isinstance(step.action, Decide) and act.option is not None:
        yield from _unknown(subject, (*at, "option"), act.option, step.action.options, _no_option)
    if act.do == "publish" and isinstance(step.action, Publish):
        yield from _other_channels(subject, plan, act, step.action, at)
    signs = act.do in ("approve", "reject") and isinstance(step.action, Approve)
    if signs and isinstance(step.action, Approve) and act.role is not None:
        roles = [one.role for one in step.action.roles]
        if act.role not in roles:
            yield subject.say(
                "act-does-not-fit",
                _("{role} does not sign {step}.").format(role=quote(act.role), step=quote(step.id)),
                (*at, "as"),
                hint=_("It is signed by: {roles}.").format(roles=_(", ").join(roles)),
            )


def _other_channels(
    subject: FileSubject, plan: Plan, act: Act, action: Publish, at: Location
) -> Iterator[Diagnostic]:
    for channel in act.channel:
        is_known = channel in plan.channels  # else it is told already
        if is_known and channel not in action.channels and not act.unapproved:
            yield subject.say(
                "act-does-not-fit",
                _("This step does not go out on {channel}.").format(channel=quote(channel)),
                (*at, "channel"),
                hint=one_of(channel, list(action.channels)),
            )


def _clocks(subject: FileSubject, form: ScenarioFile) -> Iterator[Diagnostic]:
    aware = form.anchors.get("aware")
    if aware is not None and aware > form.opened:
        yield subject.say(
            "aware-after-opening",
            _("The case is opened at {opened}, before anybody knew ({aware}).").format(
                opened=form.opened, aware=aware
            ),
            ("anchors", "aware"),
            hint=_("Whoever opens a case knows; targets that count from `aware` go wrong."),
        )


def _windows(subject: FileSubject, form: ScenarioFile) -> Iterator[Diagnostic]:
    for number, expected in enumerate(form.expect):
        one = expected.negated or expected
        at: Location = ("expect", number, "not") if expected.negated else ("expect", number)
        if one.after is not None and one.until is not None and one.after >= one.until:
            yield subject.say(
                "empty-window",
                _("No moment lies after {after} and before {until}.").format(
                    after=one.after, until=one.until
                ),
                (*at, "until"),
                hint=_("Put `until` later than `after`."),
            )
