"""A world in words: what has to be so for a playbook to go wrong."""

from decimal import Decimal

from crisiskit.language import _, pick
from crisiskit.lint.paths import Paths
from crisiskit.lint.proof import World
from crisiskit.lint.worlds import Cell
from crisiskit.playbook.conditions import UNKNOWN
from crisiskit.playbook.plan import FactSpec


def in_words(world: World, paths: Paths) -> str:
    """The facts and decisions of a world: `severity = P4, “Speak now or not yet” = wait`."""
    return _(", ").join(_one(name, cell, paths) for name, cell in world.items())


def when(world: World, paths: Paths) -> str:
    """`When …`, or that it is always so."""
    words = in_words(world, paths)
    return (
        _("This happens when {world}.").format(world=words)
        if words
        else _("It is so on every path.")
    )


def _one(name: str, cell: Cell, paths: Paths) -> str:
    label = _label(name, paths)
    if cell.value is UNKNOWN:
        words = _("{name} is not decided") if name in paths.deciders else _("{name} is not known")
        return words.format(name=label)
    return f"{label} = {_value(name, cell, paths)}"


def _label(name: str, paths: Paths) -> str:
    decider = paths.deciders.get(name)
    if decider is not None:
        return _("“{title}”").format(title=pick(decider.title))
    spec = paths.plan.facts.get(name)
    return pick(spec.label) if spec is not None else built_in(name)


def built_in(name: str) -> str:
    """What a name is called that is no fact."""
    words = {
        "severity": _("severity"),
        "responsibility": _("responsibility"),
        "phase": _("phase"),
        "closed": _("closed"),
        "language": _("language"),
    }
    return words[name]


def _value(name: str, cell: Cell, paths: Paths) -> str:
    value = cell.value
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return _figure(value, paths.plan.facts[name])
    if cell.hours is not UNKNOWN:
        return _moment(str(value), cell.hours)
    return _words(value)


def _figure(value: Decimal, spec: FactSpec) -> str:
    figure = _digits(value)
    return f"{figure} {pick(spec.unit)}" if spec.unit else figure


def _digits(value: Decimal) -> str:
    return f"{value:f}" if value == value.to_integral_value() else f"{value:.2f}"


def _moment(value: str, hours: Decimal) -> str:
    """A moment of a world: what it is compared with, or how long ago it is."""
    if value.startswith("0"):
        return _("{hours} h ago").format(hours=_digits(hours))
    return _("after {moment}").format(moment=value.rstrip("~")) if value.endswith("~") else value


def _words(value: object) -> str:
    if isinstance(value, dict):
        value = next(iter(value.values()))
    if isinstance(value, list):
        return (
            _("only {members}").format(members=_(", ").join(value)) if value else _("none of them")
        )
    words = str(value)
    return _("something else") if words.startswith("\0") else words
