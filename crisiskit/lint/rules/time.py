"""Time rules (CK3xx): targets that cannot be kept, that are missing, or that count from nothing."""

from crisiskit.check.rules import errors, warnings
from crisiskit.lint.rules import time_duties, time_paths, time_targets
from crisiskit.lint.subject import Check

RULES = [
    *errors(
        "min",
        CK300="due-without-anchor",
        CK301="due-from-no-time",
        CK302="due-from-itself",
        CK310="target-too-early",
        CK330="duty-target-too-late",
    ),
    *errors(
        "standard",
        CK312="target-from-later",
        CK331="duty-without-target",
    ),
    *warnings(
        "standard",
        CK311="too-much-for-one",
        CK313="target-from-unasked-fact",
        CK314="more-time-when-graver",
        CK320="first-response-without-target",
        CK321="updates-missing",
        CK322="updates-too-rare",
        CK323="review-without-target",
        CK332="immediate-duty-too-late",
        CK333="duty-counted-too-late",
    ),
]

CHECKS: tuple[Check, ...] = (
    time_paths.targets,
    time_targets.first_response,
    time_targets.updates,
    time_targets.review,
    time_targets.severities,
    time_targets.anchors,
    time_duties.duties,
)
