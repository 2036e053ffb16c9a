"""Time rules (CK3xx): targets that cannot be kept, that are missing, or that count from nothing."""

from crisiskit.check.rules import errors, warnings
from crisiskit.lint.rules import time_paths
from crisiskit.lint.subject import Check

RULES = [
    *errors(
        "min",
        CK300="due-without-anchor",
        CK301="due-from-no-time",
        CK302="due-from-itself",
        CK310="target-too-early",
    ),
    *warnings(
        "standard",
        CK311="too-much-for-one",
    ),
]

CHECKS: tuple[Check, ...] = (time_paths.targets,)
