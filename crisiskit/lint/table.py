"""The rules that a run of lint is about."""

from crisiskit.check.judging import Found
from crisiskit.check.rules import RuleTable
from crisiskit.lint.configuration import about_statements
from crisiskit.lint.rules import TABLE


def of(found: Found) -> RuleTable:
    """The rules of lint; with those of the review where words were read, or where one is waived.

    They are loaded only then.
    """
    waived = (name for waiver in found.waivers for name in waiver.rules)
    named = {*waived, *(finding.rule for finding in found.findings)}
    if all(map(TABLE.find, named)):
        return TABLE
    return RuleTable([*TABLE, *about_statements()])
