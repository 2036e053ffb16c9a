"""The checks on files: playbooks, parts, dictionaries, scenarios, templates, the workspace."""

from crisiskit.lint.linter import lint_paths

__all__ = ["lint_paths"]
