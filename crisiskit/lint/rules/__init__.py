"""The rules of lint, a module for each family: the table of its rules, and its checks."""

from collections.abc import Mapping

from crisiskit.check import baseline, waivers
from crisiskit.check.rules import RuleTable
from crisiskit.lint.file_subject import FileCheck
from crisiskit.lint.rules import (
    crisis,
    dictionaries,
    drafts,
    files,
    graph,
    layout,
    people,
    prose,
    rosters,
    scalars,
    scenarios,
    signals,
    template_words,
    templates,
    time,
    upkeep,
    words,
    workspace,
)
from crisiskit.lint.subject import Check

_FAMILIES = (
    *(files, words, scalars, upkeep, layout),
    *(graph, time, people, crisis),
    *(templates, template_words, drafts),
    *(workspace, scenarios, rosters, dictionaries, signals),
    *(waivers, baseline),
)

TABLE = RuleTable(rule for family in _FAMILIES for rule in family.RULES)
"""Every rule of lint."""

ON_PLANS: tuple[Check, ...] = (*graph.CHECKS, *time.CHECKS, *people.CHECKS, *crisis.CHECKS)
"""What is checked of a playbook that compiles."""

ON_FILES: tuple[FileCheck, ...] = (words.words, words.items, scalars.ambiguous, layout.layout)
"""What is checked of every file that is YAML."""

BY_KIND: Mapping[str, tuple[FileCheck, ...]] = {
    "playbook": (
        *(upkeep.review, upkeep.titles, upkeep.ids, upkeep.labels),
        *(drafts.drafts, signals.signals, dictionaries.named_duties, prose.playbook),
    ),
    "part": (upkeep.ids, upkeep.labels, prose.playbook),
    "scenario": (scenarios.scenario,),
    "settings": (rosters.settings,),
    "roster": (rosters.roster,),
    "facts": (upkeep.labels, dictionaries.facts),
    "duties": (dictionaries.duties,),
}
"""What is checked besides, by kind of file."""

SEVERITIES = {rule.name: rule.severity for rule in TABLE}
