"""People rules (CK4xx): who is missing, who is alone, and who would check their own work."""

from crisiskit.check.rules import errors, infos, warnings
from crisiskit.lint.rules import people_away, people_roster, people_signing
from crisiskit.lint.subject import Check

RULES = [
    *errors("standard", CK400="role-without-person"),
    *warnings(
        "standard",
        CK401="role-without-backup",
        CK402="drafter-approves",
        CK403="quorum-of-too-few",
        CK404="person-in-two-places",
    ),
    *infos("standard", CK405="stops-without"),
]

CHECKS: tuple[Check, ...] = (
    people_roster.roster,
    people_signing.drafters,
    people_signing.quorums,
    people_away.away,
)
"""`person-in-two-places` is said with the targets it endangers (`time_paths`)."""
