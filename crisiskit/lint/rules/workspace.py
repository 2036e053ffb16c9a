"""Workspace rules (CK7xx): scenarios, the roster, the settings, facts and duties."""

from crisiskit.check.rules import errors

RULES = errors(
    "min",
    CK701="misplaced-key",
    CK702="not-in-order",
    CK703="one-kind",
    CK704="says-nothing",
)
