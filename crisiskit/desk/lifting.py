"""Which findings stop a text in a case, who lifts each of them, and how that is said."""

from collections.abc import Iterable, Sequence

from crisiskit.case.commands import Objection
from crisiskit.case.state import Case
from crisiskit.case.tasks import lead_of
from crisiskit.check import Diagnostic, Severity
from crisiskit.check.waivers import Entitled, Waiver
from crisiskit.language import _
from crisiskit.review.reviewing import FOUND

ADMISSION = "legal-admission-flag"
"""A warning that stops a text all the same, until legal lets it be (domain.md, rule 44).

In kinds of statements in which it is only a note it stops nothing.
"""

ABOUT_THE_HOUR = frozenset({"first-response-sla"})
"""What no edit mends: a text that is late is not stopped for that, it would only be later."""

LEGAL = "legal"
"""The role that does."""


def blocking(finding: Diagnostic) -> bool:
    """Whether a finding stops a text, until somebody who may do so lifts it."""
    if finding.rule == ADMISSION:
        return finding.severity is not Severity.INFO
    return finding.severity is Severity.ERROR and finding.rule not in ABOUT_THE_HOUR


def lifted_by(case: Case, finding: Diagnostic) -> str:
    """The role that lifts a finding which stops a text."""
    return LEGAL if finding.rule == ADMISSION else lead_of(case)


def entitled(case: Case) -> Entitled:
    """In a case only who may lift what stops a text can waive it: the lead, or legal.

    A waiver names them by the role, what it is called, or the name of who holds it.
    """

    def may(waiver: Waiver, finding: Diagnostic) -> bool:
        if not blocking(finding):
            return True
        role, by = lifted_by(case, finding), waiver.by or ""
        called = case.plan.roles.get(role) or {}
        return role in case.roles_of(by) or by in called.values()

    return may


def against(case: Case, found: Iterable[Diagnostic]) -> tuple[Objection, ...]:
    """What of the findings stops a text, each once wherever it stands."""
    return tuple(
        Objection(_code(one[0]), _sentence(one), lifted_by(case, one[0]))
        for one in alike(filter(blocking, found))
    )


def _code(finding: Diagnostic) -> str:
    rule = FOUND.find(finding.rule)
    return rule.code if rule else finding.rule


def alike(found: Iterable[Diagnostic]) -> list[list[Diagnostic]]:
    """Findings that say the same of the same words in several texts, together."""
    by_words: dict[tuple[str, str, str], list[Diagnostic]] = {}
    for finding in found:
        key = (finding.rule, finding.message, finding.about)
        by_words.setdefault(key, []).append(finding)
    return list(by_words.values())


def _sentence(found: Sequence[Diagnostic]) -> str:
    places = _(", ").join(f"{one.path}:{one.line or 1}" for one in found)
    said = f"{places}: {found[0].message} [{found[0].rule}]"
    return f"{said} {found[0].hint}" if found[0].hint else said
