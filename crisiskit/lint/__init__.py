"""The checks on files: playbooks, parts, dictionaries, scenarios, templates, the workspace."""

from crisiskit.lint.linter import examine, lint_paths

__all__ = ["examine", "lint_paths"]
