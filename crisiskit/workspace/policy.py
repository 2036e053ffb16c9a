"""What a team holds its playbooks to: the `policy` of `crisiskit.yaml`."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from crisiskit.language import _
from crisiskit.yamlfile.fields import Form, Strict

Length = Annotated[
    str, Form(r"[0-9]{1,5}[mhdw]", lambda: _("A number and one of m h d w: 30m, 4h, 2d."))
]
Span = Annotated[str, Form(r"[0-9]{1,5}[dw]", lambda: _("A number of days or weeks: 365d, 26w."))]


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
