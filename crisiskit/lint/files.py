"""What is checked about each kind of file."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from crisiskit.check import Diagnostic, Severity
from crisiskit.language import _
from crisiskit.lint import configuration, rules
from crisiskit.lint.file_subject import FileSubject
from crisiskit.lint.subject import Subject
from crisiskit.lint.surroundings import Surroundings
from crisiskit.playbook import conditions, dictionary
from crisiskit.playbook import format as form
from crisiskit.playbook.catalogue import Loaded
from crisiskit.scenario import naming, reading
from crisiskit.text import quote
from crisiskit.workspace import files
from crisiskit.workspace.policy import Policy
from crisiskit.yamlfile import Document, Location
from crisiskit.yamlfile.problems import one_of

Check = Callable[[Document, Surroundings], Iterable[Diagnostic]]
"""Findings about a file that is YAML; BadFile when it has not the format of its kind."""


def look(kind: str, document: Document, around: Surroundings) -> Iterator[Diagnostic]:
    """What is found in a file of a kind. Raises BadFile when it has not the format of its kind."""
    compiled = None
    if kind == "playbook":
        loaded = around.catalogue.load_document(document)
        yield from loaded.findings
        compiled = _compiled(document, loaded, around)
    else:
        yield from CHECKS[kind](document, around)
    if compiled is not None:
        for check in rules.ON_PLANS:
            yield from check(compiled)
    if isinstance(document.data, dict):
        subject = FileSubject(kind, document, around, rules.SEVERITIES, compiled)
        for check_file in (*rules.ON_FILES, *rules.BY_KIND.get(kind, ())):
            yield from check_file(subject)


def _compiled(document: Document, loaded: Loaded, around: Surroundings) -> Subject | None:
    if loaded.plan is None:
        return None
    return Subject(
        loaded.plan,
        document,
        loaded.nodes,
        around.settings,
        around.roster,
        rules.SEVERITIES,
    )


def _part(document: Document, _around: Surroundings) -> Iterable[Diagnostic]:
    form.part(document)
    dictionary.named_after(document, "part")
    return ()


def _checklist(document: Document, _around: Surroundings) -> Iterable[Diagnostic]:
    dictionary.checklist(document)
    return ()


def _shared(name: str) -> Check:
    def check(document: Document, _around: Surroundings) -> Iterable[Diagnostic]:
        dictionary.READERS[name](document)
        return ()

    return check


def _severity(document: Document, around: Surroundings) -> Iterator[Diagnostic]:
    rows = list(dictionary.severity(document).values())
    for number, row in enumerate(rows):
        for name, level in row.levels.items():
            at: Location = ("severity", number, "levels", name, "when")
            for sentence in conditions.type_check(level.when, around.dictionary.facts, {}):
                yield _at(document, at, "condition-type", sentence)


def _settings(document: Document, around: Surroundings) -> Iterator[Diagnostic]:
    settings = files.settings(document)
    facts = around.dictionary.facts
    for name in settings.facts:
        if name not in facts:
            message = _("No dictionary has the fact {id}.").format(id=quote(name))
            hint = one_of(name, [*facts])
            yield _at(document, ("facts", name), "unknown-name", message, hint, key=True)
        elif facts[name].type != "text":
            message = _("{id} is no text and cannot be fixed here.").format(id=quote(name))
            yield _at(document, ("facts", name), "fact-form", message, key=True)
    yield from configuration.unknown_rules(document, settings.lint)
    yield from _policy(settings.policy, document, around)


def _policy(policy: Policy, document: Document, around: Surroundings) -> Iterator[Diagnostic]:
    """The roles and channels that a policy names."""
    roles, channels = around.dictionary.roles, around.dictionary.channels
    lists: list[tuple[Location, tuple[str, ...], Collection[str]]] = [
        *((("approvals", who), names, roles) for who, names in policy.approvals.items()),
        *((("reach", who), names, channels) for who, names in policy.reach.items()),
        (("answer_on",), policy.answer_on, channels),
    ]
    for at, names, known in lists:
        for number, name in enumerate(names):
            if name not in known:
                message = (
                    _("No dictionary has the role {id}.")
                    if known is roles
                    else _("No dictionary has the channel {id}.")
                ).format(id=quote(name))
                hint = one_of(name, [*known])
                yield _at(document, ("policy", *at, number), "unknown-name", message, hint)


def _roster(document: Document, around: Surroundings) -> Iterator[Diagnostic]:
    roles = around.dictionary.roles
    for name in files.roster(document):
        if name not in roles:
            message = _("No dictionary has the role {id}.").format(id=quote(name))
            hint = one_of(name, [*roles])
            yield _at(document, (name,), "unknown-name", message, hint, key=True)


def _terms(document: Document, _around: Surroundings) -> Iterable[Diagnostic]:
    from crisiskit.review import own_terms

    _read, wrong = own_terms.fitted(document)
    return wrong


def _scenario(document: Document, around: Surroundings) -> Iterator[Diagnostic]:

    scenario = reading.of(document)
    dictionary.named_after(document, "scenario")
    playbook, names = scenario.form.playbook, around.catalogue.ids()
    if playbook not in names:
        message = _("There is no playbook {id}.").format(id=quote(playbook))
        yield _at(document, ("playbook",), "unknown-name", message, one_of(playbook, [*names]))
        return
    plan = around.plan(playbook)
    if plan is not None:
        naming.check_names(scenario, plan)


def _at(
    document: Document,
    at: Location,
    rule: str,
    message: str,
    hint: str | None = None,
    *,
    key: bool = False,
) -> Diagnostic:
    line, column = document.mark(at, key=key)
    return Diagnostic(rule, Severity.ERROR, message, document.path, line, column, hint=hint)


CHECKS: Mapping[str, Check] = {
    "part": _part,
    "checklist": _checklist,
    "scenario": _scenario,
    "settings": _settings,
    "roster": _roster,
    "terms": _terms,
    **{name: _shared(name) for name in dictionary.READERS},
    "severity": _severity,
}
"""By kind of file; playbooks are compiled by `look`."""
