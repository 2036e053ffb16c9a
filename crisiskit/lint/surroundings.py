"""What a file refers to: the playbooks, dictionaries and templates that lie around it."""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from crisiskit.errors import FileError
from crisiskit.playbook.catalogue import Catalogue, TemplateSource
from crisiskit.playbook.dictionary import Dictionary
from crisiskit.workspace import Workspace, bundled_root
from crisiskit.yamlfile import BadFile, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crisiskit.lint.signal_index import Signals
    from crisiskit.lint.template_heads import TemplateHeads
    from crisiskit.playbook.plan import Plan
    from crisiskit.review.terms import Terms
    from crisiskit.statement.library import Library
    from crisiskit.workspace.files import Person, Settings


_WORD = re.compile(r"[a-z][a-z0-9_]*")


@dataclass
class Surroundings:
    """The root a file belongs to, on top of the files that come with crisiskit."""

    root: Path
    catalogue: Catalogue
    today: date | None = None
    """None: what has grown old is not judged."""
    _plans: "dict[str, Plan | None]" = field(default_factory=dict, init=False)
    _terms: "Mapping[str, str] | None" = field(default=None, init=False)

    @classmethod
    def of(cls, root: Path, today: date | None = None) -> "Surroundings":
        """What lies around the files of a root. Raises FileError without the bundled files."""
        return cls(root, Catalogue.open(extra_paths=[root]), today)

    def prepare(self) -> None:
        """Read what every file refers to, before others do so each for themselves."""
        with suppress(BadFile):  # a finding of its own
            self.catalogue.prepare()

    @property
    def dictionary(self) -> Dictionary:
        """The shared dictionaries. Raises BadFile."""
        return self.catalogue.dictionary

    def plan(self, playbook: str) -> "Plan | None":
        """A playbook within reach as a plan; None when it cannot be one, its own finding."""
        if playbook not in self._plans:
            self._plans[playbook] = self.catalogue.load(playbook).plan
        return self._plans[playbook]

    @cached_property
    def roster(self) -> "Mapping[str, tuple[Person, ...]] | None":
        """The people of the team; None where there is no roster, or none that can be read."""
        try:
            return Workspace(self.root).roster() or None
        except FileError:  # its own finding
            return None

    @cached_property
    def settings(self) -> "Settings":
        """What the team has fixed; the defaults where its file is missing or cannot be used."""
        from crisiskit.workspace.files import Settings

        try:
            return Workspace(self.root).settings()
        except FileError:  # its own finding
            return Settings()

    @cached_property
    def fact_ids(self) -> frozenset[str]:
        """Every fact a template may print. Raises BadFile."""
        return self.catalogue.fact_ids()

    @cached_property
    def _templates(self) -> dict[tuple[str, str], TemplateSource] | None:
        """The templates in force; None when one cannot be read, which is its own finding."""
        try:
            return self.catalogue.templates()
        except BadFile:
            return None

    @cached_property
    def heads(self) -> "TemplateHeads":
        """The front matter of the templates in force."""
        from crisiskit.lint.template_heads import TemplateHeads

        return TemplateHeads(self._templates or {})

    @cached_property
    def signals(self) -> "Signals":
        """The playbooks within reach that each signal stands for."""
        from crisiskit.lint.signal_index import signals

        return signals(self.catalogue.playbooks(), {})

    @cached_property
    def words_in_use(self) -> frozenset[str]:
        """Every word of every playbook, part, list and template within reach, and the settings.

        Without the dictionary of facts itself: what stands in none of them is used by nobody.
        """
        found: set[str] = set(self.settings.facts)
        for root in (bundled_root(), self.root):
            for path in (*root.glob("playbooks/**/*.yaml"), *root.glob("templates/**/*.j2")):
                if path.name != "facts.yaml":
                    found.update(_words_of(path, root))
        return frozenset(found)

    def terms(self, language: str) -> "list[Terms]":
        """The team's own terms for the review, of `zh` or `en`."""
        from crisiskit.review import own_terms
        from crisiskit.review.terms import Terms

        if self._terms is None:
            self._terms = own_terms.index(self.root)
        index = self._terms.get(language)
        return [Terms(index, by_words=language == "en")] if index else []

    @cached_property
    def library(self) -> "Library | None":
        """The templates in force, so that includes can be looked up."""
        return self.library_with(None, "")

    def library_with(self, name: tuple[str, str] | None, text: str) -> "Library | None":
        """The templates in force, one of them with another text."""
        from crisiskit.statement.library import Library

        found = self._templates
        if found is None:
            return None
        texts = {one: source.text for one, source in found.items()}
        return Library(
            {**texts, **({name: text} if name else {})},
            {one: source.path for one, source in found.items()},
        )

    def template_at(self, path: Path) -> tuple[str, str] | None:
        """The language and id of the template in force that stands at a path."""
        for name, source in (self._templates or {}).items():
            if Path(source.path).absolute() == path.absolute():
                return name
        return None


def _words_of(path: Path, root: Path) -> list[str]:
    try:
        return _WORD.findall(read_text(path, root))
    except FileError:  # its own finding
        return []
