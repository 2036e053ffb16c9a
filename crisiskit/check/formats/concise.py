"""A line for each finding, as editors and `grep` like it."""

from crisiskit.check.formats.report import Report
from crisiskit.check.formats.text import place, severity_word
from crisiskit.text import safe


def written(report: Report) -> str:
    """`file:line:col: severity: message [rule]`, a line each."""
    return "".join(
        f"{place(report, one.path, one.line, one.column)}: {severity_word(one.severity)}: "
        f"{safe(' '.join(one.message.split()))} [{one.rule}]\n"
        for one in report.findings
    )
