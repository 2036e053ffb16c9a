"""People rules (CK4xx)."""

from crisiskit.check.rules import warnings
from crisiskit.lint.subject import Check

RULES = [*warnings("standard", CK405="person-in-two-places")]

CHECKS: tuple[Check, ...] = ()
