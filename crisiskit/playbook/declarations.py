"""What a playbook declares: its facts, and the outcomes of its decisions."""

import keyword
from collections.abc import Iterable, Mapping

from crisiskit.language import _
from crisiskit.playbook import specs
from crisiskit.playbook.complaints import Complaints
from crisiskit.playbook.conditions import BUILT_IN
from crisiskit.playbook.dictionary_format import FactItem
from crisiskit.playbook.format import PlaybookFile
from crisiskit.playbook.parts import Node
from crisiskit.playbook.plan import FactSpec
from crisiskit.playbook.scope import outcome_of
from crisiskit.text import quote
from crisiskit.yamlfile import Document, Location

RESERVED = frozenset(
    {*BUILT_IN, *keyword.kwlist, "known", "hours_since", "true", "false", "null", "none"}
)
"""Names that mean something else in a condition."""

_BROKE = FactSpec(
    id="broke",
    type="time",
    bucket="event",
    label={"zh": "引爆时间", "en": "time it broke"},
    ask={"zh": "最早什么时候传开的？", "en": "When did it first draw public attention?"},
)
_AWARE = FactSpec(
    id="aware",
    type="time",
    bucket="event",
    label={"zh": "知悉时间", "en": "time we became aware"},
    ask={"zh": "我们什么时候知道的？", "en": "When did we learn of it?"},
)
ANCHORS = {fact.id: fact for fact in (_BROKE, _AWARE)}
"""Facts that every case has, for targets are counted from them (design 3, "Time")."""


def facts(
    model: PlaybookFile,
    document: Document,
    shared: Mapping[str, FactSpec],
    complaints: Complaints,
) -> dict[str, FactSpec]:
    """Those of the playbook first, then all that are shared: templates may print any.

    One that the playbook declares goes before a shared one of the same id and type, so that a
    playbook still works when the dictionary comes to have a fact of its own devising.
    """
    shared = {**ANCHORS, **shared}
    found: dict[str, FactSpec] = {}
    for number, entry in enumerate(model.facts):
        at = ("facts", number)
        if isinstance(entry, FactItem):
            spec = specs.fact(entry.id, entry)
            other = shared.get(entry.id)
            rival = found.get(entry.id) or (other if other and other.type != spec.type else None)
            if _may_declare(spec, rival, document, at, complaints):
                found[entry.id] = spec
        elif entry in shared:
            found.setdefault(entry, shared[entry])
        else:
            complaints.unknown("fact", entry, shared, document, at)
    return {**found, **shared} | found


def _may_declare(
    spec: FactSpec,
    rival: FactSpec | None,
    document: Document,
    at: Location,
    complaints: Complaints,
) -> bool:
    if spec.id in RESERVED:
        _say_reserved(spec.id, document, (*at, "id"), complaints)
    elif rival is not None:
        complaints.add(
            "duplicate-fact",
            _("There is a fact called {name} already, of type {type}.").format(
                name=quote(spec.id), type=rival.type
            ),
            document,
            (*at, "id"),
            hint=_("Use that one, or give this one another id."),
        )
    return spec.id not in RESERVED and rival is None


def outcomes(
    nodes: Iterable[Node], taken: Mapping[str, FactSpec], complaints: Complaints
) -> dict[str, tuple[str, ...]]:
    """The outcome of each decision with its options; it must not be called like anything else."""
    found: dict[str, tuple[str, ...]] = {}
    for node in nodes:
        decide = node.item.decide
        if decide is None:
            continue
        name, at = outcome_of(node.id), (*node.at, "id")
        if name in RESERVED:
            _say_reserved(name, node.document, at, complaints)
        elif name in taken or name in found:
            complaints.add(
                "outcome-not-unique",
                _("The outcome of {step} is called {name}, as something else is.").format(
                    step=node.id, name=quote(name)
                ),
                node.document,
                at,
                hint=_("Give the step, or the fact, another id."),
            )
        found[name] = tuple(decide.options)
    return found


def _say_reserved(name: str, document: Document, at: Location, complaints: Complaints) -> None:
    complaints.add(
        "reserved-name",
        _("{name} means something else in a condition.").format(name=quote(name)),
        document,
        at,
        hint=_("Give it another id."),
    )
