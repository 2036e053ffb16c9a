"""The little forms of playbooks: ids, durations, anchors, closed lists of words."""

from datetime import date
from typing import Annotated, Literal

from crisiskit.language import _
from crisiskit.playbook.forms import BY_TIME
from crisiskit.yamlfile.fields import (
    WORD,
    Check,
    Dashed,
    Form,
    Line,
    Underscored,
    cannot_stand,
    dashed,
)


def _duration() -> str:
    return _("A number and one of m h d w wd: 30m, 2h, 5wd (working days).")


def _in_the_calendar(day: str) -> str:
    try:
        date.fromisoformat(day)
    except ValueError:
        raise cannot_stand(day, _no_such_day()) from None
    return day


def _no_such_day() -> str:
    return _("No calendar has this day.")


PlaybookId = Dashed
PartId = Dashed
StepId = Dashed
StepRef = Annotated[
    str,
    Form(
        rf"{WORD}(?:\.{WORD})*",
        lambda: _("The id of a step or group, or of a step inside one: team.call."),
    ),
]
Role = Dashed
Channel = Dashed
ChecklistId = Dashed
ItemId = Annotated[str, Form(r"[a-z0-9]+(?:-[a-z0-9]+)*", dashed)]
OptionId = Annotated[str, Form(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", dashed)]
FactId = Underscored
ParamName = Underscored
TemplateId = Annotated[
    str,
    Form(
        rf"{WORD}(?:/{WORD})*",
        lambda: _("The id of a template, without folder of language: holding."),
    ),
]
DutyId = Annotated[
    str,
    Form(
        r"[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+",
        lambda: _("Jurisdiction, law and matter with dots between: cn.pipl.57."),
    ),
]

Version = Annotated[
    str,
    Form(
        r"[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}", lambda: _("Three numbers with dots between: 1.0.0.")
    ),
]
Duration = Annotated[str, Form(r"[0-9]{1,5}(?:wd|[mhdw])", _duration)]
Within = Annotated[
    str,
    Form(
        r"immediate|[0-9]{1,5}(?:wd|[mhdw])",
        lambda: _("`immediate`, or a number and one of m h d w wd: 4h, 2wd."),
    ),
]
ByTime = Annotated[
    str,
    Form(
        BY_TIME,
        lambda: _("A day and a time: same-day 18:00, next-day 24:00."),
    ),
]
Anchor = Annotated[
    str,
    Form(
        rf"self|broke|aware|opened|phase:{WORD}|step:{WORD}(?:\.{WORD})*|fact:[a-z][a-z0-9_]*",
        lambda: _("One of self, broke, aware, opened, phase:ID, step:ID, fact:ID."),
    ),
]
HowMany = Annotated[str, Form(r"all|[1-9][0-9]?", lambda: _("`all`, or a number."))]
Day = Annotated[
    str,
    Form(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", lambda: _("A date: 2026-11-21.")),
    Check(_in_the_calendar),
]
Condition = Line
"""An expression over facts; its grammar is that of `conditions.py`."""

FactType = Literal[
    "text",
    "number",
    "money",
    "percent",
    "time",
    "date",
    "duration",
    "yes-no",
    "choice",
    "choices",
    "list",
    "people",
    "table",
]
ColumnType = Literal["text", "number", "money", "percent", "time", "date", "duration", "yes-no"]
"""What a cell of a table may hold: the types that fit one line."""

Bucket = Literal["event", "company", "environment", "customers", "media"]
"""The five inventories of facts (S1-08)."""

ParamType = Literal[
    "text",
    "number",
    "duration",
    "due",
    "template",
    "channels",
    "audience",
    "role",
    "roles",
    "step",
    "steps",
    "fact",
    "checklist",
]
Audience = Literal["staff", "affected", "regulator", "public"]
Recipient = Literal[
    "staff",
    "cs",
    "affected",
    "families",
    "regulator",
    "police",
    "media",
    "partners",
    "merchants",
    "leadership",
    "those-concerned",
    "insurers",
]
Responsibility = Literal["undetermined", "victim", "accidental", "preventable"]
Evidence = Literal["none", "optional", "required"]
Verified = Literal["V", "V2", "P", "G"]
"""How far a duty was checked against its source (the marks of domain.md 2)."""
