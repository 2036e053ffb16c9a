"""People rules (CK4xx)."""

from crisiskit.check.rules import Rule
from crisiskit.lint.subject import Check

RULES: list[Rule] = []

CHECKS: tuple[Check, ...] = ()
