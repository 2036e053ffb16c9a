"""The rules of lint, a module for each family: the table of its rules, and its checks."""

from crisiskit.check import baseline, waivers
from crisiskit.check.rules import RuleTable
from crisiskit.lint.rules import crisis, files, graph, people, templates, time, workspace
from crisiskit.lint.subject import Check

TABLE = RuleTable(
    rule
    for family in (files, graph, time, people, crisis, templates, workspace, waivers, baseline)
    for rule in family.RULES
)
"""Every rule of lint."""

ON_PLANS: tuple[Check, ...] = (*graph.CHECKS, *time.CHECKS, *people.CHECKS, *crisis.CHECKS)
"""What is checked of a playbook that compiles."""

SEVERITIES = {rule.name: rule.severity for rule in TABLE}
