"""The checks on files: playbooks, parts, dictionaries, scenarios, templates, the workspace."""

from crisiskit.lint.linter import examine, examine_one, lint_paths

__all__ = ["examine", "examine_one", "lint_paths"]
