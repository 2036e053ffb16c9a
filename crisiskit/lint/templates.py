"""Templates, held against the subset, the facts there are, and the templates they include."""

from collections.abc import Iterator

from crisiskit.check import Diagnostic, Severity
from crisiskit.lint import rules
from crisiskit.lint.file_subject import FileSubject
from crisiskit.lint.rules import layout, prose, template_words
from crisiskit.lint.rules.template_words import TemplateSubject
from crisiskit.lint.surroundings import Surroundings
from crisiskit.lint.targets import Target
from crisiskit.yamlfile import Document, Mark


def check_template(target: Target, text: str, around: Surroundings) -> list[Diagnostic]:
    """The findings about one template. Raises BadFile when the dictionary cannot be used."""
    from crisiskit.statement.templates import check

    place = around.template_at(target.path)
    library = around.library if target.source is None else around.library_with(place, text)
    whole = Document(None, str(target.path), text, (None, Mark(1, 1), None))
    looks = layout.layout(FileSubject("template", whole, around, rules.SEVERITIES))
    if place is None or library is None:
        return [*check(text, path=str(target.path), fact_ids=around.fact_ids), *looks]
    found = library.check(*place, around.fact_ids)
    if all(finding.severity is not Severity.ERROR for finding in found):
        head = library.get(*place).head
        about = FileSubject("template", head.document, around, rules.SEVERITIES)
        subject = TemplateSubject(about, *place, head, library)
        found += _said(subject)
    return [*found, *looks]


def _said(subject: TemplateSubject) -> Iterator[Diagnostic]:
    for check in (*template_words.CHECKS, prose.template):
        yield from check(subject)
