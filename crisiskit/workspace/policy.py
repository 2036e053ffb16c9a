"""What a team holds its playbooks to: the `policy` of `crisiskit.yaml`."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from crisiskit.yamlfile.fields import Dashed, Strict

Audience = Literal["staff", "affected", "regulator", "public"]
Near = Literal["staff", "affected"]

_APPROVALS: Mapping[str, tuple[str, ...]] = {
    "staff": (),
    "affected": ("legal",),
    "regulator": (),
    "public": ("legal",),
}
_REACH: Mapping[Near, tuple[str, ...]] = {
    "staff": ("intranet",),
    "affected": ("app", "sms", "email"),
}


class Policy(Strict):
    """Who approves what, by when the first word goes out, and what lint demands besides."""

    approvals: Mapping[Audience, tuple[Dashed, ...]] = Field(
        default={},
        description="Who must sign what goes out to staff, affected, regulator and public; "
        "an empty list: somebody. Default: legal signs for those affected and the public.",
    )
    told_first: tuple[Near, ...] = Field(
        default=("affected", "staff"), description="Who is told no later than the public."
    )
    reach: Mapping[Near, tuple[Dashed, ...]] = Field(
        default={}, description="The channels on which staff and those affected read it themselves."
    )
    preserves: tuple[Dashed, ...] = Field(
        default=("preserve", "preserve-evidence", "seal", "secure-evidence", "samples", "snapshot"),
        description="Ids of steps that preserve evidence.",
    )
    destroys: tuple[Dashed, ...] = Field(
        default=(
            *("contain", "clean-up", "cleanup", "delete", "wipe", "purge", "format"),
            *("reset", "reinstall", "restore", "rollback", "destroy", "dispose"),
        ),
        description="Ids of steps that could destroy evidence.",
    )
    reviews: tuple[Dashed, ...] = Field(
        default=("review", "after-action", "lookback", "postmortem", "retrospective", "debrief"),
        description="Ids of steps in which the team looks back.",
    )
    good_news: tuple[Dashed, ...] = Field(
        default=("goodwill", "good-news", "positive-news", "csr", "charity", "brand-campaign"),
        description="Ids of steps that bring good news about the company.",
    )
    answer_on: tuple[Dashed, ...] = Field(
        default=(), description="Channels on which every first response appears."
    )

    def approvers(self, audience: str) -> tuple[str, ...]:
        """The roles that must sign what goes to an audience."""
        own = next((roles for name, roles in self.approvals.items() if name == audience), None)
        return _APPROVALS[audience] if own is None else own

    def reaches(self, who: Near) -> tuple[str, ...]:
        """The channels that staff or those affected read."""
        return self.reach.get(who, _REACH[who])
