"""The rules of the review, a module for each family: the table of its rules, and its critics."""

from crisiskit.check.rules import RuleTable
from crisiskit.review.rules import (
    apology,
    blame,
    causes,
    certainty,
    claiming,
    consistency,
    contents,
    contradictions,
    dates,
    facts,
    form,
    gates,
    half_apology,
    harm,
    keeping_word,
    legal,
    making_small,
    own_side,
    owners,
    parity,
    privacy,
    reach,
    remedy,
    rights,
    scope,
    sources,
    style,
    timing,
    title,
    tone,
    unfilled,
)
from crisiskit.review.table import Critic

_FAMILIES = (
    *(apology, half_apology, blame, own_side),
    *(harm, making_small, tone),
    *(certainty, causes, scope, sources, facts, consistency, dates, contradictions),
    *(remedy, owners, claiming, keeping_word, reach),
    *(legal, privacy, contents),
    *(title, form, unfilled, style, timing, gates, rights, parity),
)

TABLE = RuleTable(rule for family in _FAMILIES for rule in family.RULES)
"""Every rule of the review."""

CRITICS: tuple[Critic, ...] = tuple(critic for family in _FAMILIES for critic in family.CRITICS)
"""What looks at a statement, in the order of the families."""
