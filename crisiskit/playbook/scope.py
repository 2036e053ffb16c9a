"""Scope: what an id or the outcome of a decision means where it is written.

Both are looked up in the group or part they are written in, and then in what encloses it, up to the
top of that part or playbook: a part never sees its host.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from crisiskit.lean import dataclass
from crisiskit.playbook.format import PartFile
from crisiskit.yamlfile import Document

PARTS_DEEP = 3
"""How deep parts may use parts (design 3, "Parts")."""


@dataclass(frozen=True, slots=True)
class Source:
    """A part as it was read, with its places, and as far as it was understood."""

    document: Document
    file: PartFile


@dataclass(frozen=True, slots=True)
class Outline:
    """What names can see of a step: whether it decides, and the steps in it.

    `steps` and `characters` say how much comes in with it, all the way down.
    """

    decides: bool
    inside: Mapping[str, "Outline"]
    steps: int = 0
    characters: int = 0


OfParts = dict[tuple[str, int], Outline]
"""Outlines of parts, by name and how many parts deep."""

_PLAIN = Outline(decides=False, inside={})
_DECISION = Outline(decides=True, inside={})


class Outlines:
    """Outlines lists of steps as they stand in files, looking into parts, each of them once."""

    def __init__(self, parts: Mapping[str, Source], of_parts: OfParts) -> None:
        self.parts = parts
        self._of_parts = of_parts

    def of(self, steps: Any, deep: int = 0) -> Outline:
        """The outline of a list of steps, `deep` parts down."""
        if not isinstance(steps, list | tuple):
            return _PLAIN
        maps = [step for step in steps if isinstance(step, dict)]
        outlined = [(step.get("id"), self._step(step, deep)) for step in maps]
        return Outline(
            decides=False,
            inside={name: step for name, step in outlined if isinstance(name, str)},
            steps=len(steps) + sum(step.steps for _name, step in outlined),
            characters=sum(step.characters for _name, step in outlined),
        )

    def of_part(self, name: str, deep: int) -> Outline:
        """The outline of a part, `deep` parts down."""
        if (name, deep) not in self._of_parts:
            part = self.parts[name]
            inner = self.of(part.file.steps, deep)
            characters = len(part.document.text) + inner.characters
            self._of_parts[name, deep] = Outline(
                decides=False, inside=inner.inside, steps=inner.steps, characters=characters
            )
        return self._of_parts[name, deep]

    def _step(self, step: Mapping[str, Any], deep: int) -> Outline:
        used = step.get("use")
        if isinstance(used, str) and used in self.parts and deep < PARTS_DEEP:
            return self.of_part(used, deep + 1)
        if "steps" not in step:
            return _DECISION if "decide" in step else _PLAIN
        inner = self.of(step["steps"], deep)
        return Outline("decide" in step, inner.inside, inner.steps, inner.characters)


def outcome_of(step: str) -> str:
    """The fact that a decision becomes: its id with `_` for `-` and `.`."""
    return step.replace("-", "_").replace(".", "_")


@dataclasses.dataclass(frozen=True)
class Scope:
    """The steps of a list, the whole id of their group (else empty), and the scope around it."""

    base: str
    inside: Mapping[str, Outline]
    around: "Scope | None" = None

    def whole(self, step: str) -> str:
        """The whole id of a step of this list."""
        return f"{self.base}.{step}" if self.base else step

    def inner(self, group: str) -> "Scope":
        """The scope inside a group of this list."""
        return Scope(self.whole(group), self.inside[group].inside, self)

    def find(self, reference: str) -> str | None:
        """The whole id of the step or group that a reference means; the nearest wins."""
        for scope in self._outwards():
            if reference in scope.paths:
                return scope.whole(reference)
        return None

    def outcome(self, name: str) -> str | None:
        """The whole name of the outcome of a decision; the nearest wins."""
        for scope in self._outwards():
            if name in scope.outcomes:
                return scope.outcomes[name]
        return None

    def references(self) -> list[str]:
        """Everything that could be meant here: for a hint."""
        return [path for scope in self._outwards() for path in scope.paths]

    @cached_property
    def paths(self) -> dict[str, Outline]:
        """Everything in this list by its way from here: `team.call`."""
        return dict(_allpaths(self.inside))

    @cached_property
    def outcomes(self) -> dict[str, str]:
        """The outcomes of the decisions in this list, with their whole names."""
        return {
            outcome_of(path): outcome_of(self.whole(path))
            for path, step in self.paths.items()
            if step.decides
        }

    def _outwards(self) -> Iterator["Scope"]:
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.around


def _allpaths(inside: Mapping[str, Outline]) -> Iterator[tuple[str, Outline]]:
    for name, step in inside.items():
        yield name, step
        for path, inner in _allpaths(step.inside):
            yield f"{name}.{path}", inner
