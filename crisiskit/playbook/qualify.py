"""Qualifying: rewriting the references in the steps of a file to whole ids and outcomes.

It is done before parameters are put in, so that what a host passes down is never mistaken for
something of the part.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from crisiskit.language import _
from crisiskit.playbook.complaints import Complaints
from crisiskit.playbook.condition_reader import MAX_LENGTH
from crisiskit.playbook.format import PartFile
from crisiskit.playbook.scope import Scope, Source
from crisiskit.text import quote
from crisiskit.yamlfile import Document, Location

_WORDS = re.compile(
    r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?P<name>[^\W\d$]\w*)\b(?!\s*\()|\$\w+"""
)
"""Quoted words, names that are not called, and parameters."""


class Qualifier:
    """Rewrites the references of the steps of one file."""

    def __init__(
        self, document: Document, parts: Mapping[str, Source], complaints: Complaints
    ) -> None:
        self.document = document
        self.parts = parts
        self.complaints = complaints

    def steps(self, steps: Any, scope: Scope, at: Location) -> Any:
        """A list of steps with whole references; what is no list of steps stays for the format.

        A step that stays as it is written is the same object.
        """
        if not isinstance(steps, list | tuple):
            return steps
        return [self._step(step, scope, (*at, number)) for number, step in enumerate(steps)]

    def _step(self, step: Any, scope: Scope, at: Location) -> Any:
        if not isinstance(step, dict):
            return step
        rewritten = {
            key: self._value(step, key, value, scope, (*at, key))
            for key, value in step.items()
            if key in _REWRITTEN
        }
        same = all(step[key] == value for key, value in rewritten.items())
        return step if same else {**step, **rewritten}

    def _value(
        self, step: Mapping[str, Any], key: str, value: Any, scope: Scope, at: Location
    ) -> Any:
        if key == "steps":
            named = step.get("id")
            return self.steps(value, scope.inner(named), at) if isinstance(named, str) else value
        place = _Place(self, scope, at)
        if key == "with":
            return self._arguments(step.get("use"), value, place)
        return _REWRITING[key](place, value)

    def defaults(self, part: PartFile, scope: Scope) -> dict[str, Any]:
        """What the parameters of a part are when nobody says; its steps are those of the part."""
        return {
            name: _Place(self, scope, ("params", name, "default")).argument(
                param.type, param.default
            )
            for name, param in part.params.items()
            if param.has_default
        }

    def _arguments(self, used: Any, given: Any, place: "_Place") -> Any:
        """What is passed to a part: its steps and anchors are ours."""
        if not isinstance(given, dict) or not isinstance(used, str) or used not in self.parts:
            return given
        types = {name: param.type for name, param in self.parts[used].file.params.items()}
        return {
            name: place.inside(name).argument(types.get(name, ""), value)
            for name, value in given.items()
        }


class _Place(NamedTuple):
    """A place in a file where references are written, with the scope they are looked up in."""

    qualifier: Qualifier
    scope: Scope
    at: Location

    def inside(self, name: str | int) -> "_Place":
        return _Place(self.qualifier, self.scope, (*self.at, name))

    def reference(self, value: Any, rule: str = "unknown-step") -> Any:
        """A whole id; a wrong one is said here, and once."""
        if not isinstance(value, str) or "$" in value:
            return value
        found = self.scope.find(value)
        if found is None:
            self.qualifier.complaints.add(
                rule,
                _("No step is called {name} here.").format(name=quote(value)),
                self.qualifier.document,
                self.at,
                hint=self.qualifier.complaints.near(value, self.scope.references()) or _visible(),
            )
        return found or value

    def references(self, values: Any, rule: str = "unknown-step") -> Any:
        if not isinstance(values, list | tuple):
            return self.reference(values, rule)
        return [self.inside(n).reference(value, rule) for n, value in enumerate(values)]

    def needs(self, values: Any) -> Any:
        return self.references(values, "dangling-need")

    def document_of(self, action: Any) -> Any:
        return self.changed(action, "draft", _Place.reference)

    def decision(self, action: Any) -> Any:
        return self.changed(action, "options", _Place.options)

    def options(self, options: Any) -> Any:
        if not isinstance(options, dict):
            return options
        return {
            name: self.inside(name).changed(option, "reopens", _Place.references)
            for name, option in options.items()
        }

    def due(self, due: Any) -> Any:
        return self.changed(self.changed(due, "from", _Place.anchor), "of", _Place.anchor)

    def anchor(self, anchor: Any) -> Any:
        if not isinstance(anchor, str) or not anchor.startswith("step:"):
            return anchor
        return "step:" + str(self.reference(anchor.removeprefix("step:")))

    def condition(self, text: Any) -> Any:
        if not isinstance(text, str) or len(text) > MAX_LENGTH:  # too long: refused when it is read
            return text
        return _WORDS.sub(self._whole_word, text)

    def _whole_word(self, word: re.Match[str]) -> str:
        name = word["name"]
        return (self.scope.outcome(name) if name else None) or word[0]

    def until(self, action: Any) -> Any:
        return self.changed(action, "until", _Place.condition)

    def checklist(self, items: Any) -> Any:
        if not isinstance(items, list | tuple):
            return items
        return [
            self.inside(n).changed(item, "when", _Place.condition) for n, item in enumerate(items)
        ]

    def argument(self, kind: str, value: Any) -> Any:
        if kind in {"step", "steps"}:
            return self.references(value)
        return self.due(value) if kind == "due" else value

    def changed(self, tree: Any, key: str, change: Any) -> Any:
        if not isinstance(tree, dict) or key not in tree:
            return tree
        return {**tree, key: change(self.inside(key), tree[key])}


_REWRITING: dict[str, Any] = {
    "needs": _Place.needs,
    "approve": _Place.document_of,
    "publish": _Place.document_of,
    "decide": _Place.decision,
    "due": _Place.due,
    "when": _Place.condition,
    "repeat": _Place.until,
    "wait": _Place.until,
    "checklist": _Place.checklist,
}

_REWRITTEN = frozenset({*_REWRITING, "steps", "with"})


def _visible() -> str:
    return _("A step sees those of its own list and of what encloses it; a part sees no host.")
