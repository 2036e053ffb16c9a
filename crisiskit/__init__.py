"""crisiskit: crisis response as files."""

__version__ = "0.1.0"
