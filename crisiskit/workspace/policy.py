"""What a team holds its playbooks to: the `policy` of `crisiskit.yaml`."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from crisiskit.language import _
from crisiskit.yamlfile.fields import Dashed, Form, Strict

Length = Annotated[
    str, Form(r"[0-9]{1,5}[mhdw]", lambda: _("A number and one of m h d w: 30m, 4h, 2d."))
]
Span = Annotated[str, Form(r"[0-9]{1,5}[dw]", lambda: _("A number of days or weeks: 365d, 26w."))]

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


class Updates(Strict):
    """How often somebody comes back to a case at the least, by phase (domain.md 1.5)."""

    emergency: Length = Field(default="12h", description="While it burns.")
    disposal: Length = Field(default="24h", description="While it is handled.")
    recovery: Length = Field(default="1w", description="Until all promises are kept.")

    def by_phase(self) -> Iterator[tuple[str, str]]:
        """Each phase with its longest pause."""
        for phase in type(self).model_fields:
            yield phase, getattr(self, phase)


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

    updates: Updates = Field(default=Updates(), description="How often a case is updated.")
    immediate_duty: Length = Field(
        default="24h", description="The longest target of a duty that the law wants at once."
    )
    review_every: Span = Field(
        default="365d", description="How old the last review of a playbook may be."
    )

    @property
    def days_between_reviews(self) -> int:
        """`review_every` in days."""
        return int(self.review_every[:-1]) * (7 if self.review_every[-1] == "w" else 1)

    def approvers(self, audience: str) -> tuple[str, ...]:
        """The roles that must sign what goes to an audience."""
        own = next((roles for name, roles in self.approvals.items() if name == audience), None)
        return _APPROVALS[audience] if own is None else own

    def reaches(self, who: Near) -> tuple[str, ...]:
        """The channels that staff or those affected read."""
        return self.reach.get(who, _REACH[who])
