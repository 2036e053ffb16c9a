"""What a team holds its playbooks to: the `policy` of `crisiskit.yaml`."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Annotated, Literal

from crisiskit.language import _
from crisiskit.yamlfile.fields import Dashed, Form, item, said

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


@item
class Updates:
    """How often somebody comes back to a case at the least, by phase (domain.md 1.5)."""

    emergency: Length = said("While it burns.", default="12h")
    disposal: Length = said("While it is handled.", default="24h")
    recovery: Length = said("Until all promises are kept.", default="1w")

    def by_phase(self) -> Iterator[tuple[str, str]]:
        """Each phase with its longest pause."""
        yield from asdict(self).items()


@item
class Policy:
    """Who approves what, by when the first word goes out, and what lint demands besides."""

    approvals: dict[Audience, tuple[Dashed, ...]] = said(
        "Who must sign what goes out to staff, affected, regulator and public; "
        "an empty list: somebody. Default: legal signs for those affected and the public.",
        default={},
    )
    told_first: tuple[Near, ...] = said(
        "Who is told no later than the public.", default=("affected", "staff")
    )
    reach: dict[Near, tuple[Dashed, ...]] = said(
        "The channels on which staff and those affected read it themselves.", default={}
    )
    preserves: tuple[Dashed, ...] = said(
        "Ids of steps that preserve evidence.",
        default=("preserve", "preserve-evidence", "seal", "secure-evidence", "samples", "snapshot"),
    )
    destroys: tuple[Dashed, ...] = said(
        "Ids of steps that could destroy evidence.",
        default=(
            *("contain", "clean-up", "cleanup", "delete", "wipe", "purge", "format"),
            *("reset", "reinstall", "restore", "rollback", "destroy", "dispose"),
        ),
    )
    reviews: tuple[Dashed, ...] = said(
        "Ids of steps in which the team looks back.",
        default=("review", "after-action", "lookback", "postmortem", "retrospective", "debrief"),
    )
    good_news: tuple[Dashed, ...] = said(
        "Ids of steps that bring good news about the company.",
        default=("goodwill", "good-news", "positive-news", "csr", "charity", "brand-campaign"),
    )
    answer_on: tuple[Dashed, ...] = said(
        "Channels on which every first response appears.", default=()
    )

    updates: Updates = said("How often a case is updated.", default=Updates())
    immediate_duty: Length = said(
        "The longest target of a duty that the law wants at once.", default="24h"
    )
    review_every: Span = said("How old the last review of a playbook may be.", default="365d")

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
