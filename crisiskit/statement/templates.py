"""Templates: one file read, and held against the subset. Nothing here compiles.

A template is `templates/<language>/<id>.md.j2`: front matter between two lines `---`, then
Markdown with the subset of Jinja that `dialect` allows.
"""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import field

from jinja2 import nodes

from crisiskit.check.findings import Diagnostic, Severity, from_error, in_order
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.statement import dialect, frontmatter, syntax
from crisiskit.statement.frontmatter import FrontMatter
from crisiskit.text import nearest, quote
from crisiskit.yamlfile import BadFile, Mark, Problem

UNKNOWN_NAME = "template-unknown-name"
UNDECLARED = "template-fact-undeclared"
UNGUARDED = "template-fact-unguarded"
UNUSED = "template-fact-unused"


@dataclass(frozen=True, slots=True)
class Template:
    """A template that keeps to the subset. `digest` is the SHA-256 of its source."""

    id: str
    language: str
    path: str
    head: FrontMatter
    body: str = field(repr=False)
    first_line: int
    digest: str
    tree: nodes.Template = field(repr=False, compare=False)

    @property
    def kind(self) -> str | None:
        """What it is for; None for a fragment."""
        return self.head.kind

    @property
    def title(self) -> str | None:
        """What people call it; None for a fragment."""
        return self.head.title

    @property
    def needs(self) -> tuple[str, ...]:
        """Facts that must be there."""
        return self.head.needs

    @property
    def uses(self) -> tuple[str, ...]:
        """Facts that it prints only behind a guard."""
        return self.head.uses

    @property
    def channels(self) -> dict[str, int]:
        """Most characters per channel it is made for."""
        return self.head.channels

    @property
    def checklist(self) -> str | None:
        """The checklist that it prints."""
        return self.head.checklist


def read(source: str, *, path: str, language: str, id: str) -> Template:  # noqa: A002
    """A template from its source. Raises BadFile with all that is wrong with it.

    Which facts exist is not asked here: a case may have facts of its own. `check` does.
    """
    template, report = _opened(source, path, language, id)
    if report.refusals:
        raise BadFile(path, [_problem(refusal, template) for refusal in report.refusals])
    return template


def check(
    source: str,
    *,
    path: str,
    fact_ids: Collection[str],
    id: str | None = None,  # noqa: A002
    included: Collection[str] | None = None,
) -> list[Diagnostic]:
    """What is wrong with the source of a template, in order of place.

    `fact_ids` are the facts that exist. The id is that of the file's name when it is not given.
    `included` are the facts that the templates it includes use; None: not known, and what is
    declared but unused is judged only in a template that includes nothing, and only where nothing
    else is wrong with it.
    """
    template_id = id_of(path) if id is None else id
    try:
        template, report = _opened(source, path, "", template_id, fact_ids)
    except BadFile as error:
        return from_error(error)
    findings = [
        _finding(_problem(refusal, template), Severity.ERROR, path) for refusal in report.refusals
    ]
    findings.extend(_undeclared(template, report, fact_ids))
    findings.extend(_declared(template.head, fact_ids, path))
    knows_all = included is not None or not (report.includes or report.imports)
    if knows_all and not report.refusals:
        findings.extend(_unused(template.head, {*report.facts, *(included or ())}, path))
    return in_order(findings)


def id_of(path: str) -> str:
    """The id by the path: `templates/zh/shared/sign-off.md.j2` is `shared/sign-off`."""
    parts = path.replace("\\", "/").split("/")
    folder = [part for part in parts[-2:-1] if f"{part}/" == frontmatter.FRAGMENTS]
    return "/".join([*folder, parts[-1].removesuffix(".md.j2")])


def _opened(
    source: str, path: str, language: str, template_id: str, facts: Collection[str] | None = None
) -> tuple[Template, dialect.Report]:
    if len(source) > syntax.LARGEST:
        message = _("This template is larger than 64 KiB.")
        raise BadFile(path, [Problem("template-too-large", message, Mark(1, 1))])
    source = source.replace("\r\n", "\n")
    head_text, body, first_line = frontmatter.split(source, path)
    head = frontmatter.read(head_text, path, template_id)
    tree = syntax.tree(body, path, first_line)
    digest = hashlib.sha256(source.encode()).hexdigest()
    template = Template(template_id, language, path, head, body, first_line, digest, tree)
    return template, dialect.examine(tree, facts)


def _problem(refusal: syntax.MisfitError, template: Template) -> Problem:
    return refusal.problem(template.body, template.first_line)


def _finding(problem: Problem, severity: Severity, path: str) -> Diagnostic:
    line, column = problem.mark or Mark(1, 1)
    return Diagnostic(
        problem.rule, severity, problem.message, path, line, column, hint=problem.hint
    )


def _undeclared(
    template: Template, report: dialect.Report, fact_ids: Collection[str]
) -> Iterator[Diagnostic]:
    """Facts that the body names and the front matter does not, or not as they are used."""
    head = template.head
    for fact, mention in report.facts.items():
        offset = mention.offset if mention.bare is None else mention.bare
        mark = syntax.place(template.body, offset, template.first_line)
        if fact not in {*head.needs, *head.uses} and fact in fact_ids:
            message = _("The fact {fact} is used but not declared.").format(fact=quote(fact))
            hint = _("Add it to needs, or to uses when it only stands behind a guard.")
            yield _finding(Problem(UNDECLARED, message, mark, hint), Severity.ERROR, template.path)
        elif mention.bare is not None and fact in head.uses and fact not in head.needs:
            message = _("The fact {fact} is in uses but printed without a guard.").format(
                fact=quote(fact)
            )
            hint = _("Put it behind {fact} is known, or into needs.").format(fact=fact)
            yield _finding(Problem(UNGUARDED, message, mark, hint), Severity.WARNING, template.path)


def _declared(head: FrontMatter, fact_ids: Collection[str], path: str) -> Iterator[Diagnostic]:
    """Declared facts that do not exist, or stand in both lists."""
    for key, facts in (("needs", head.needs), ("uses", head.uses)):
        for index, fact in enumerate(facts):
            mark = head.mark(key, index)
            if fact not in fact_ids:
                near = nearest(fact, fact_ids)
                message = _("{name} is not a fact.").format(name=quote(fact))
                hint = _("Did you mean {name}?").format(name=quote(near)) if near else None
                yield _finding(Problem(UNKNOWN_NAME, message, mark, hint), Severity.ERROR, path)
            elif key == "uses" and fact in head.needs:
                message = _("The fact {fact} is in needs and in uses.").format(fact=quote(fact))
                hint = _("Keep it in needs.")
                yield _finding(Problem(UNUSED, message, mark, hint), Severity.WARNING, path)


def _unused(head: FrontMatter, used: Collection[str], path: str) -> Iterator[Diagnostic]:
    for key, facts in (("needs", head.needs), ("uses", head.uses)):
        for index, fact in enumerate(facts):
            if fact not in used:
                message = _("The fact {fact} is declared but not used.").format(fact=quote(fact))
                mark = head.mark(key, index)
                hint = _("Delete it from {key}.").format(key=key)
                yield _finding(Problem(UNUSED, message, mark, hint), Severity.WARNING, path)
