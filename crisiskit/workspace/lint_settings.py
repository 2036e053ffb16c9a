"""How lint is set for a team: the `lint` of `crisiskit.yaml`."""

from typing import Literal

from crisiskit.yamlfile.fields import Line, Names, item, said

Profile = Literal["min", "standard", "strict"]
Level = Literal["error", "warning", "info", "off"]
FailLevel = Literal["error", "warning", "info", "never"]


@item
class LintSettings:
    """Which rules are on, how grave they are, and where they are off."""

    profile: Profile | None = said(
        "min, standard or strict: which rules are on to begin with.", default=None
    )
    select: Names = said(
        "Only these: names, codes, categories, beginnings of codes (CK2), all.", default=()
    )
    ignore: Names = said("Without these.", default=())
    severity: dict[Line, Level] = said("Rule -> error, warning, info or off.", default={})
    fail_on: FailLevel = said("From which severity on lint ends with 1; or never.", default="error")
    per_file: dict[Line, Names] = said(
        "Pattern of files -> rules that are off in them.", default={}
    )
    baseline: Line | None = said(
        "The file of findings that the team lives with for now.", default=None
    )
