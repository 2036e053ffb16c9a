"""Order: from lists of steps and the needs that are written to the needs that hold (design 3).

It knows ids, lists and flags, and nothing else of a step. All ids are whole ids, as the loader has
rewritten them.

Where the design is silent: inside a group, "none" (`needs: []`, or a background step that names
none) means the needs of the group; a member that names no step of its own list is a start too, and
also waits for what its group waits for; a group in which everything is optional or background holds
nothing by default, and its ends are the optional ones that no other needs.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from crisiskit.lean import dataclass
from crisiskit.playbook.plan import Need

Needs = dict[str, bool]
"""Step -> whether a file names it as a need (else it is one by default)."""


class Entry(NamedTuple):
    """A step, or a group of `members` (the use of a part is one), in a list.

    `needs` are ids of steps and groups; None when the file names none.
    """

    id: str
    needs: tuple[str, ...] | None = None
    background: bool = False
    optional: bool = False
    members: tuple["Entry", ...] | None = None


@dataclass(frozen=True, slots=True)
class Misfit:
    """A need that cannot be: `rule` is dangling-need, self-need or background-in-needs."""

    rule: str
    entry: str
    need: str


@dataclass(frozen=True, slots=True)
class Order:
    """What comes before each step; what each group stands for; the needs that cannot be.

    `needs` are in the order of the file. A step's flags are its own and those of its groups.
    """

    needs: dict[str, tuple[Need, ...]]
    members: dict[str, tuple[str, ...]]
    ends: dict[str, tuple[str, ...]]
    background: frozenset[str]
    optional: frozenset[str]
    misfits: tuple[Misfit, ...]


def arrange(phases: Sequence[Sequence[Entry]]) -> Order:
    """The order of a playbook, given its lists of steps, one per phase."""
    return _Arrangement([entry for phase in phases for entry in phase]).order(phases)


class _Arrangement:
    def __init__(self, top: Sequence[Entry]) -> None:
        self.entries: dict[str, Entry] = {}
        """Every entry by id, in the order of the file."""
        self.inside: dict[str, list[str]] = {}
        """Each entry -> its id and those of all that is in it."""
        for entry in top:
            self._look_inside(entry)
        self.background: set[str] = set()
        self.optional: set[str] = set()
        for entry in top:
            self._flag(entry, background=False, optional=False)
        self.misfits: list[Misfit] = []
        self.named = {entry.id: self._fitting(entry) for entry in self.entries.values()}
        self.ends: dict[str, tuple[str, ...]] = {step: (step,) for step in self.entries}
        for entry in reversed(self.entries.values()):  # inner groups come after outer ones
            if entry.members is not None:
                self.ends[entry.id] = self._ends(entry.members)

    def order(self, phases: Sequence[Sequence[Entry]]) -> Order:
        needs = {step: own for phase in phases for step, own in self._settle(phase, {}).items()}
        groups = [entry for entry in self.entries.values() if entry.members is not None]
        return Order(
            needs={step: _as_needs(own) for step, own in needs.items()},
            members={group.id: self._leaves(group) for group in groups},
            ends={group.id: self.ends[group.id] for group in groups},
            background=frozenset(self.background),
            optional=frozenset(self.optional),
            misfits=tuple(self.misfits),
        )

    def _look_inside(self, entry: Entry) -> list[str]:
        self.entries[entry.id] = entry
        found = [entry.id]
        for member in entry.members or ():
            found += self._look_inside(member)
        self.inside[entry.id] = found
        return found

    def _leaves(self, group: Entry) -> tuple[str, ...]:
        return tuple(i for i in self.inside[group.id] if self.entries[i].members is None)

    def _ids(self, entries: Sequence[Entry]) -> set[str]:
        """The ids of some entries and of all that is in them."""
        return {each for entry in entries for each in self.inside[entry.id]}

    # Flags: steps are what their group is, and a group is what all its steps are.

    def _flag(self, entry: Entry, *, background: bool, optional: bool) -> None:
        background = background or entry.background
        optional = optional or entry.optional
        for member in entry.members or ():
            self._flag(member, background=background, optional=optional)
        members = [member.id for member in entry.members or ()]
        if background or (members and self.background.issuperset(members)):
            self.background.add(entry.id)
        elif optional or (members and not any(map(self._holds, members))):
            self.optional.add(entry.id)

    def _holds(self, step: str) -> bool:
        return step not in self.background and step not in self.optional

    # Needs that cannot be are said and left out.

    def _fitting(self, entry: Entry) -> tuple[str, ...] | None:
        if entry.needs is None:
            return None
        rules = {need: self._misfit(entry, need) for need in entry.needs}
        self.misfits += [Misfit(rule, entry.id, need) for need, rule in rules.items() if rule]
        return tuple(need for need, rule in rules.items() if not rule)

    def _misfit(self, entry: Entry, need: str) -> str | None:
        if need not in self.entries:
            return "dangling-need"
        if _is_in(entry.id, need) or _is_in(need, entry.id):
            return "self-need"
        return "background-in-needs" if need in self.background else None

    # Ends depend only on needs within the group, so inner groups are settled before outer ones.

    def _ends(self, members: Sequence[Entry]) -> tuple[str, ...]:
        needs = self._settle(members, {}, self._ids(members))
        ignored: set[str]
        for ignored in (self.background | self.optional, self.background, set()):
            held = [step for step in needs if step not in ignored]
            needed = {need for step in held for need in needs[step]}
            if held:
                return tuple(step for step in held if step not in needed)
        return ()

    # Needs, from the outside in.

    def _settle(
        self, entries: Sequence[Entry], outer: Needs, inside: Collection[str] | None = None
    ) -> dict[str, Needs]:
        """What each step of a list needs, if the list as a whole needs `outer`.

        With `inside`, only the needs among these ids are looked at.
        """
        siblings = self._ids(entries)
        settled: dict[str, Needs] = {}
        earlier: Entry | None = None
        for entry in entries:
            named = self.named[entry.id]
            if named:
                own = self._written(named, inside)
                own = own if siblings.intersection(named) else outer | own
            elif named is None and earlier is not None and entry.id not in self.background:
                own = dict.fromkeys(self.ends[earlier.id], False)
            else:
                own = outer
            if entry.members is None:
                settled[entry.id] = own
            else:
                settled |= self._settle(entry.members, own, inside)
            if self._holds(entry.id):
                earlier = entry
        return settled

    def _written(self, named: tuple[str, ...], inside: Collection[str] | None) -> Needs:
        return {
            step: True
            for name in named
            if inside is None or name in inside
            for step in self.ends[name]
        }


def _is_in(step: str, group: str) -> bool:
    """Whether a whole id is that of a group or of something in it."""
    return step == group or step.startswith(f"{group}.")


def _as_needs(needs: Needs) -> tuple[Need, ...]:
    return tuple(_need(step, named) for step, named in needs.items())


_need = lru_cache(4096)(Need)
"""Playbooks of a team are alike, and so are their needs."""
