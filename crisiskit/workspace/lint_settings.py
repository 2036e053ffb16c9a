"""How lint is set for a team: the `lint` of `crisiskit.yaml`."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from crisiskit.yamlfile.fields import Line, Names, Strict

Profile = Literal["min", "standard", "strict"]
Level = Literal["error", "warning", "info", "off"]
FailLevel = Literal["error", "warning", "info", "never"]


class LintSettings(Strict):
    """Which rules are on, how grave they are, and where they are off."""

    profile: Profile | None = Field(
        default=None, description="min, standard or strict: which rules are on to begin with."
    )
    select: Names = Field(
        default=(),
        description="Only these: names, codes, categories, beginnings of codes (CK2), all.",
    )
    ignore: Names = Field(default=(), description="Without these.")
    severity: Mapping[Line, Level] = Field(
        default={}, description="Rule -> error, warning, info or off."
    )
    fail_on: FailLevel = Field(
        default="error", description="From which severity on lint ends with 1; or never."
    )
    per_file: Mapping[Line, Names] = Field(
        default={}, description="Pattern of files -> rules that are off in them."
    )
    baseline: Line | None = Field(
        default=None, description="The file of findings that the team lives with for now."
    )
