"""How findings are written: lines for people, and the forms that other tools read.

A module for each form, imported when it is asked for.
"""

from importlib import import_module

from crisiskit.check.formats.report import Report

TEXT = "text"
FORMATS = (
    TEXT,
    "concise",
    "json",
    "github",
    "gitlab",
    "sarif",
    "junit",
    "checkstyle",
    "rdjson",
)
"""The names of the forms, as they are typed."""


def written(name: str, report: Report) -> str:
    """A report in one of the forms, with a line end at its end."""
    module = import_module(f"crisiskit.check.formats.{name}")
    return str(module.written(report))


__all__ = ["FORMATS", "TEXT", "Report", "written"]
