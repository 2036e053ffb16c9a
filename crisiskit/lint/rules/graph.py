"""Graph rules (CK2xx): steps that cannot come, cannot end, or make no difference."""

from crisiskit.check.rules import errors
from crisiskit.lint.subject import Check

RULES = errors(
    "min",
    CK200="dangling-need",
    CK201="self-need",
    CK202="cycle",
    CK203="unreachable",
    CK204="background-in-needs",
    CK205="reopens-no-ancestor",
)

CHECKS: tuple[Check, ...] = ()
