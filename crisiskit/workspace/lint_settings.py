"""How lint is set for a team: the `lint` of `crisiskit.yaml`."""

from crisiskit.yamlfile.fields import Strict


class LintSettings(Strict):
    """Which rules are on, how grave they are, and where they are off."""
