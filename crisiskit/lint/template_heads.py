"""The front matter of the templates within reach: what lint needs to know of them for playbooks.

Reads no body, so that linting a playbook does not load Jinja.
"""

import re
from collections.abc import Mapping
from functools import cached_property

from crisiskit.errors import FileError
from crisiskit.lean import dataclass
from crisiskit.playbook.catalogue import TemplateSource
from crisiskit.statement import frontmatter
from crisiskit.statement.frontmatter import FrontMatter

_INCLUDED = re.compile(r"\{%[-+]?\s*(?:include|from)\s+(?:'([^']+)'|\"([^\"]+)\")")


@dataclass(frozen=True, slots=True)
class Declared:
    """The facts that a template and its fragments need, and those they use behind a guard."""

    needs: frozenset[str]
    uses: frozenset[str]


class TemplateHeads:
    """The heads of templates by language and id, each read once."""

    def __init__(self, sources: Mapping[tuple[str, str], TemplateSource]) -> None:
        self._sources = sources
        self._heads: dict[tuple[str, str], FrontMatter | None] = {}
        self._declared: dict[tuple[str, str], Declared | None] = {}

    def languages(self, template_id: str) -> frozenset[str]:
        """The languages a template is written in."""
        return self._languages.get(template_id, frozenset())

    @cached_property
    def _languages(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for language, name in self._sources:
            found.setdefault(name, set()).add(language)
        return {name: frozenset(languages) for name, languages in found.items()}

    def head(self, language: str, template_id: str) -> FrontMatter | None:
        """The head of a template; None when there is none, or none that can be read."""
        key = language, template_id
        if key not in self._heads:
            self._heads[key] = self._read(key)
        return self._heads[key]

    def declared(self, language: str, template_id: str) -> Declared | None:
        """What a template declares together with all it includes; None where a head is missing."""
        key = language, template_id
        if key not in self._declared:
            self._declared[key] = self._together(language, template_id)
        return self._declared[key]

    def _together(self, language: str, template_id: str) -> Declared | None:
        needs: set[str] = set()
        uses: set[str] = set()
        waiting, seen = [template_id], {template_id}
        while waiting:
            name = waiting.pop()
            head = self.head(language, name)
            if head is None:
                return None
            needs.update(head.needs)
            uses.update(head.uses)
            for one in _INCLUDED.findall(self._sources[language, name].text):
                found = one[0] or one[1]
                if found not in seen:
                    seen.add(found)
                    waiting.append(found)
        return Declared(frozenset(needs), frozenset(uses - needs))

    def all_needed(self) -> frozenset[str]:
        """The facts that any template within reach needs."""
        heads = (self.head(*key) for key in self._sources)
        return frozenset(fact for head in heads if head for fact in head.needs)

    def _read(self, key: tuple[str, str]) -> FrontMatter | None:
        source = self._sources.get(key)
        if source is None:
            return None
        try:
            head, _body, _line = frontmatter.split(source.text.replace("\r\n", "\n"), source.path)
            return frontmatter.read(head, source.path, key[1])
        except FileError:  # its own finding
            return None
