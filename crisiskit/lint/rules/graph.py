"""Graph rules (CK2xx): steps that cannot come, cannot end, or make no difference."""

from crisiskit.check.rules import errors, infos, warnings
from crisiskit.lint.rules import graph_conditions, graph_ends
from crisiskit.lint.subject import Check

RULES = [
    *errors(
        "min",
        CK200="dangling-need",
        CK201="self-need",
        CK202="cycle",
        CK203="unreachable",
        CK204="background-in-needs",
        CK205="reopens-no-ancestor",
    ),
    *errors(
        "standard",
        CK210="condition-constant",
        CK211="condition-contradiction",
        CK212="never-ready",
        CK213="phase-without-end",
        CK214="when-does-not-travel",
    ),
    *warnings(
        "standard",
        CK215="fact-not-asked",
        CK216="decision-without-effect",
        CK217="options-not-covered",
    ),
    *warnings("strict", CK218="phase-empty"),
    *infos("standard", CK299="proof-gave-up"),
]

CHECKS: tuple[Check, ...] = (
    graph_conditions.conditions,
    graph_conditions.facts,
    graph_ends.travels,
    graph_ends.phases,
    graph_ends.decisions,
)
