"""What a team holds its playbooks to: the `policy` of `crisiskit.yaml`."""

from typing import Annotated

from pydantic import Field

from crisiskit.language import _
from crisiskit.yamlfile.fields import Form, Strict

Span = Annotated[str, Form(r"[0-9]{1,5}[dw]", lambda: _("A number of days or weeks: 365d, 26w."))]


class Policy(Strict):
    """Who approves what, by when the first word goes out, and what lint demands besides."""

    review_every: Span = Field(
        default="365d", description="How old the last review of a playbook may be."
    )

    @property
    def days_between_reviews(self) -> int:
        """`review_every` in days."""
        return int(self.review_every[:-1]) * (7 if self.review_every[-1] == "w" else 1)
