"""What lint and review say (findings), and how it is shown."""

from crisiskit.check.findings import (
    Diagnostic,
    Edit,
    Related,
    Severity,
    at_least,
    from_error,
    in_order,
    worst,
)

__all__ = [
    "Diagnostic",
    "Edit",
    "Related",
    "Severity",
    "at_least",
    "from_error",
    "in_order",
    "worst",
]
