"""Parts and groups: from the lists of steps in files to one tree of steps with whole ids.

A use is replaced by the steps of its part; these are rewritten to whole references first
(`scope.py`), then given their parameters (`parameters.py`), then checked against the format like
steps that somebody wrote.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.playbook import format as form
from crisiskit.playbook.complaints import Complaints
from crisiskit.playbook.format import PhasesItem, StepItem
from crisiskit.playbook.parameters import Binder, KnownIds, Room, Substitution
from crisiskit.playbook.plan import PHASES, Text
from crisiskit.playbook.qualify import Qualifier
from crisiskit.playbook.scope import PARTS_DEEP, OfParts, Outlines, Scope, Source
from crisiskit.text import quote
from crisiskit.yamlfile import BadFile, Document, Location

MAX_STEPS = 1000
"""Steps of a playbook with its parts, groups counted too; the largest bundled one has under 200."""

MAX_CHARACTERS = 8 << 20
"""Characters of all parts of a playbook, each as often as it is used."""


@dataclass(frozen=True, slots=True)
class Node:
    """A step with its whole id, and where it is written; `members` when it stands for others.

    `title` of a group is what it prefixes the cards of its members with.
    """

    id: str
    item: StepItem
    document: Document
    at: Location
    title: Text | None = None
    members: tuple["Node", ...] | None = None

    def walk(self) -> Iterator["Node"]:
        """It, and all that is in it, in the order of the file."""
        yield self
        for member in self.members or ():
            yield from member.walk()


Fitting = set[tuple[str, tuple[object, ...]]]
"""Conditions in which everything fits: their text, and what each of their names can be."""


@dataclass(slots=True)
class Memo:
    """What is known from one playbook to the next, for who compiles many.

    `uses` of parts are those that were inlined without a complaint, by all that their steps depend
    on: playbooks of a team use the same parts under the same names.
    """

    uses: dict[tuple[Any, ...], tuple[Node, ...]] = field(default_factory=dict)
    outlines: OfParts = field(default_factory=dict)
    fitting: Fitting = field(default_factory=set)


MEMO_LIMIT = 256
"""Uses that are kept; then it begins anew. A node is some kilobytes."""


def inline(
    document: Document,
    parts: Mapping[str, Source],
    known: KnownIds,
    complaints: Complaints,
    memo: Memo | None = None,
    read: PhasesItem | None = None,
) -> dict[str, tuple[Node, ...]]:
    """The steps of each phase of a playbook, parts and groups inlined.

    `known` are the ids that arguments may name. What is wrong goes to the complaints and is left
    out; the document must have the format of a playbook. `read` are its steps as they are written.
    """
    memo = memo or Memo()
    phases: Mapping[str, Any] = document.data["phases"]
    outlines = Outlines(parts, memo.outlines)
    whole = outlines.of([step for steps in phases.values() for step in steps])
    if whole.steps > MAX_STEPS or whole.characters > MAX_CHARACTERS:
        _say_too_large(whole.steps, document, complaints)
        return {}
    inliner = _Inliner(parts, outlines, Binder(known, complaints), complaints, memo)
    host = _Host(document, Scope("", whole.inside), ())
    ids: set[str] = set()
    return {
        phase: inliner.written(
            phases[phase], ("phases", phase), host, ids, getattr(read, phase, ())
        )
        for phase in map(str, PHASES)
        if phase in phases
    }


def _say_too_large(steps: int, document: Document, complaints: Complaints) -> None:
    complaints.add(
        "too-large",
        _("With its parts this playbook is too large: {count} steps.").format(count=steps),
        document,
        ("phases",),
        hint=_("At most {count} steps; split it, or use fewer parts.").format(count=MAX_STEPS),
    )


@dataclass(frozen=True, slots=True)
class _Host:
    """The file in which steps are written, their scope, and the parts that led to it."""

    document: Document
    scope: Scope
    stack: tuple[str, ...]


class _Inliner:
    def __init__(
        self,
        parts: Mapping[str, Source],
        outlines: Outlines,
        binder: Binder,
        complaints: Complaints,
        memo: Memo,
    ) -> None:
        self.memo = memo.uses
        self.parts = parts
        self.outlines = outlines
        self.binder = binder
        self.complaints = complaints
        self.room = Room()

    def written(
        self, steps: Any, at: Location, host: _Host, ids: set[str], read: Sequence[StepItem]
    ) -> tuple[Node, ...]:
        """The nodes of a list as a file has it; `ids` are those already taken."""
        whole = Qualifier(host.document, self.parts, self.complaints).steps(steps, host.scope, at)
        same = {n: item for n, item in enumerate(read) if whole[n] is steps[n]}
        return self._nodes(whole, at, host, ids, same)

    def _nodes(
        self, steps: Any, at: Location, host: _Host, ids: set[str], read: Mapping[int, StepItem]
    ) -> tuple[Node, ...]:
        """The nodes of a list with whole references; `read` are the steps that are known."""
        nodes = []
        for number, tree in enumerate(steps):
            place = (*at, number)
            try:
                item = read.get(number) or form.step(tree, host.document, place)
            except BadFile as error:
                self.complaints.add_file(error)
                continue
            if self._is_new(item, host, place, ids):
                nodes.append(self._node(item, place, host))
        return tuple(nodes)

    def _is_new(self, item: StepItem, host: _Host, at: Location, ids: set[str]) -> bool:
        if item.id not in ids:
            ids.add(item.id)
            return True
        self.complaints.add(
            "duplicate-id",
            _("The id {id} stands here again.").format(id=quote(item.id)),
            host.document,
            (*at, "id"),
            hint=_("Steps of a playbook, of a part and of a group each have ids of their own."),
        )
        return False

    def _node(self, item: StepItem, at: Location, host: _Host) -> Node:
        whole = host.scope.whole(item.id)
        if item.use is not None:
            part = self.parts.get(item.use)
            title = item.title or (part.file.title if part else None)
            return Node(whole, item, host.document, at, title, self._use(item, item.use, at, host))
        if item.steps is None:
            return Node(whole, item, host.document, at)
        inner = _Host(host.document, host.scope.inner(item.id), host.stack)
        ids: set[str] = set()
        members = tuple(
            self._node(member, (*at, "steps", number), inner)
            for number, member in enumerate(item.steps)
            if self._is_new(member, inner, (*at, "steps", number), ids)
        )
        return Node(whole, item, host.document, at, item.title, members)

    def _use(self, item: StepItem, name: str, at: Location, host: _Host) -> tuple[Node, ...]:
        if not self._usable(name, (*at, "use"), host):
            return ()
        part = self.parts[name]
        base = host.scope.whole(item.id)
        key = (name, base, host.stack, repr(item.args), self._facts(part, item))
        if key in self.memo:
            return self.memo[key]
        before = len(self.complaints.found)
        scope = Scope(base, self.outlines.of_part(name, len(host.stack) + 1).inside)
        qualifier = Qualifier(part.document, self.parts, self.complaints)
        defaults = qualifier.defaults(part.file, scope)
        arguments = self.binder.bind(part, defaults, item.args or {}, host.document, at)
        if arguments is None:
            return ()
        # Whole references first, so that what the host passes is not taken for a step of the part.
        steps = qualifier.steps(part.file.steps, scope, ("steps",))
        substitution = Substitution(arguments, part.document, self.room, self.complaints)
        inside = _Host(part.document, scope, (*host.stack, name))
        made = self._nodes(substitution.steps(steps), ("steps",), inside, set(), {})
        if len(self.complaints.found) == before:
            self._remember(key, made)
        return made

    def _facts(self, part: Source, item: StepItem) -> tuple[bool, ...]:
        """Which of the facts that a use passes there are: each playbook may have its own."""
        facts, given = self.binder.known["fact"], item.args or {}
        return tuple(
            str(given.get(name, param.default)) in facts
            for name, param in part.file.params.items()
            if param.type == "fact"
        )

    def _remember(self, key: tuple[Any, ...], made: tuple[Node, ...]) -> None:
        if len(self.memo) >= MEMO_LIMIT:
            self.memo.clear()
        self.memo[key] = made

    def _usable(self, name: str, at: Location, host: _Host) -> bool:
        if name not in self.parts:
            self.complaints.unknown("part", name, self.parts, host.document, at)
        elif name in host.stack:
            self.complaints.add(
                "part-in-itself",
                _("A part cannot be in itself: {way}.").format(way=" → ".join((*host.stack, name))),
                host.document,
                at,
            )
        elif len(host.stack) >= PARTS_DEEP:
            self.complaints.add(
                "parts-too-deep",
                _("Parts use parts {count} deep at most: {way}.").format(
                    count=PARTS_DEEP, way=" → ".join((*host.stack, name))
                ),
                host.document,
                at,
                hint=_("Write the steps out, or use the inner part in the playbook."),
            )
        else:
            return True
        return False
