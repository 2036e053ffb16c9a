"""What a team holds its playbooks to: the `policy` of `crisiskit.yaml`."""

from crisiskit.yamlfile.fields import Strict


class Policy(Strict):
    """Who approves what, by when the first word goes out, and what lint demands besides."""
