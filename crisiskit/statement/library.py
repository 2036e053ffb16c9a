"""The library: the templates in force, and each of them with its includes and macros written out.

Ids are looked up in this set and nowhere else: a template cannot name a file.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping

from jinja2 import nodes

from crisiskit.check.findings import Diagnostic, Severity, from_error
from crisiskit.errors import UsageError
from crisiskit.language import _
from crisiskit.statement import dialect, expand, templates
from crisiskit.statement.frontmatter import FRAGMENTS
from crisiskit.statement.templates import Template
from crisiskit.text import nearest, quote
from crisiskit.yamlfile import BadFile


class Library:
    """Templates by language and id. Sources are read when they are asked for."""

    def __init__(
        self,
        sources: Mapping[tuple[str, str], str],
        paths: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        self._sources = dict(sources)
        self._paths = dict(paths or {})
        self._read: dict[tuple[str, str], Template] = {}

    def ids(self, language: str | None = None) -> list[str]:
        """The ids of whole templates (fragments left out), of one language or of any, sorted."""
        found = {
            name
            for tongue, name in self._sources
            if language in (None, tongue) and not name.startswith(FRAGMENTS)
        }
        return sorted(found)

    def languages(self, template_id: str) -> list[str]:
        """The languages a template is written in, sorted."""
        return sorted(language for language, name in self._sources if name == template_id)

    def source(self, language: str, template_id: str) -> str:
        """The source of a template. Raises UsageError."""
        if (language, template_id) not in self._sources:
            raise self._missing(language, template_id)
        return self._sources[language, template_id]

    def path(self, language: str, template_id: str) -> str:
        """The path to show for a template."""
        usual = f"templates/{language}/{template_id}.md.j2"
        return self._paths.get((language, template_id), usual)

    def get(self, language: str, template_id: str) -> Template:
        """A template. Raises UsageError when there is none, BadFile when it cannot be used."""
        key = language, template_id
        if key not in self._read:
            source = self.source(language, template_id)
            path = self.path(language, template_id)
            self._read[key] = templates.read(source, path=path, language=language, id=template_id)
        return self._read[key]

    def expanded(self, language: str, template_id: str) -> list[nodes.Node]:
        """The tree of a template with its includes and macros written out.

        Raises UsageError, BadFile.
        """
        template = self.get(language, template_id)
        body = expand.body(template, lambda name: self.get(language, name))
        report = dialect.examine(body, None)
        if report.refusals:
            first = report.refusals[0]
            raise expand.unusable(template, first.message, first.hint)
        return body

    def parts(self, language: str, template_id: str) -> list[Template]:
        """A template and all that it includes or imports. Raises UsageError, BadFile."""
        found: dict[str, Template] = {}
        waiting = [template_id]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = self.get(language, name)
                waiting.extend(expand.named(found[name]))
        return list(found.values())

    def digest(self, language: str, template_id: str) -> str:
        """SHA-256 over a template and all that it includes: what a drafted text was made with.

        Raises UsageError, BadFile.
        """
        parts = sorted((part.id, part.digest) for part in self.parts(language, template_id))
        lines = "".join(f"{name} {digest}\n" for name, digest in parts)
        return hashlib.sha256(lines.encode()).hexdigest()

    def declared(self, language: str, template_id: str) -> tuple[list[str], list[str]]:
        """The facts that a template and its fragments need, and those they use behind a guard."""
        parts = self.parts(language, template_id)
        needs = list(dict.fromkeys(fact for part in parts for fact in part.needs))
        uses = dict.fromkeys(fact for part in parts for fact in part.uses if fact not in needs)
        return needs, list(uses)

    def check(self, language: str, template_id: str, fact_ids: Collection[str]) -> list[Diagnostic]:
        """What is wrong with a template, its includes looked up. Raises UsageError."""
        path = self.path(language, template_id)
        included = self._included(language, template_id)
        found = templates.check(
            self.source(language, template_id),
            path=path,
            fact_ids=fact_ids,
            id=template_id,
            included=included,
        )
        return found or list(self._misplaced(language, template_id, path))

    def _included(self, language: str, template_id: str) -> set[str] | None:
        try:
            parts = self.parts(language, template_id)
        except (BadFile, UsageError):
            return None
        return {fact for part in parts[1:] for fact in (*part.needs, *part.uses)}

    def _misplaced(self, language: str, template_id: str, path: str) -> Iterator[Diagnostic]:
        """What is only wrong once the includes are written out: cycles, ids nobody has, depth."""
        try:
            self.expanded(language, template_id)
        except BadFile as error:
            yield from from_error(error)
        except UsageError as error:
            yield Diagnostic(
                "template-include", Severity.ERROR, error.message, path, 1, 1, hint=error.hint
            )

    def _missing(self, language: str, template_id: str) -> UsageError:
        message = _("There is no template {name} in {language}.").format(
            name=quote(template_id), language=quote(language)
        )
        near = nearest(template_id, [name for tongue, name in self._sources if tongue == language])
        if near is not None:
            return UsageError(message, hint=_("Did you mean {name}?").format(name=quote(near)))
        others = self.languages(template_id)
        hint = (
            _("It exists in {languages}.").format(languages=", ".join(others)) if others else None
        )
        return UsageError(message, hint=hint)
