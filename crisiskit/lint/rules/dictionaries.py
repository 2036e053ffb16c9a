"""Rules about the shared facts and duties (CK73x, CK74x)."""

from collections.abc import Iterator
from datetime import date, timedelta

from crisiskit.check import Diagnostic
from crisiskit.check.rules import infos
from crisiskit.language import _
from crisiskit.lint.file_subject import FileSubject
from crisiskit.text import quote

RULES = [
    *infos("strict", CK730="fact-never-used"),
    *infos("standard", CK740="duty-unchecked", CK741="unverified-duty"),
]

CHECKED_EVERY = timedelta(365)
"""How old the check of a duty may be: laws change with the year."""


def facts(subject: FileSubject) -> Iterator[Diagnostic]:
    """Facts that no playbook asks for, no condition looks at and no template prints."""
    used = subject.around.words_in_use
    for name in subject.document.data:
        if name not in used:
            yield subject.say(
                "fact-never-used",
                _("Nothing uses the fact {name}.").format(name=quote(name)),
                (name,),
                key=True,
                hint=_("Collect it in a playbook or print it in a template; else delete it."),
            )


def duties(subject: FileSubject) -> Iterator[Diagnostic]:
    """Duties that nobody has held against the law for a year."""
    for name, duty in subject.document.data.items():
        raw = duty.get("checked_on")
        last = _day(raw)
        if raw is None:
            message = _("Nobody says when {name} was last checked.").format(name=quote(name))
        elif last and subject.around.today and subject.around.today - last > CHECKED_EVERY:
            message = _("{name} was last checked on {date}.").format(name=quote(name), date=raw)
        else:
            continue
        yield subject.say(
            "duty-unchecked",
            message,
            (name,) if raw is None else (name, "checked_on"),
            key=raw is None,
            hint=_("Have counsel hold it against the law, and set `checked_on:`."),
        )


def named_duties(subject: FileSubject) -> Iterator[Diagnostic]:
    """Duties of a playbook that come from general knowledge and were checked by nobody."""
    if subject.compiled is None:
        return
    known = subject.around.dictionary.duties
    for number, name in enumerate(subject.document.data.get("duties", ())):
        duty = known.get(name)
        if duty is not None and duty.verified == "G":
            yield subject.say(
                "unverified-duty",
                _("The duty {name} was never checked against its source.").format(name=quote(name)),
                ("duties", number),
                hint=_(
                    "Have counsel check it and set `verified:`, or leave it out: a wrong hour is "
                    "worse than none."
                ),
            )


def _day(raw: object) -> date | None:
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        return None
