"""What a statement of each kind must say (domain.md 3.1 and 3.3), as facts and fixed words.

A table, because it is one: the rule `template-missing-section` walks it.
"""

import re
from collections.abc import Callable, Mapping

from crisiskit.language import _
from crisiskit.lean import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """Something a reader looks for. It is there when one of `facts` is needed, or `words` stand."""

    name: Callable[[], str]
    source: str
    facts: tuple[str, ...] = ()
    words: re.Pattern[str] | None = None


_REACH = ("hotline", "email", "contact_line")

CONTACT = Section(lambda: _("whom to contact"), "contact-channel", _REACH)
NEXT_UPDATE = Section(
    lambda: _("when the next update comes"), "next-update, CERC-11", ("next_update_at",)
)
HAPPENED = Section(lambda: _("what happened"), "CERC-03", ("event", "defect", "known"))
APOLOGY = Section(
    lambda: _("the apology itself"),
    "apology-present, AP-1",
    words=re.compile(r"抱歉|歉意|致歉|道歉|对不起|(?i:apolog|\bsorry\b)"),
)
RESPONSIBILITY = Section(
    lambda: _("whose responsibility it is"),
    "active-responsibility, AP-3",
    ("responsible_action",),
    re.compile(r"责任|我们(?:没有|未能|没)|(?i:responsib|\bour fault\b|\bwe (?:failed|did not)\b)"),
)
REMEDY = Section(
    lambda: _("the remedy"), "remedy-present, AP-5", ("remedy", "recall_remedy", "compensation")
)
REMEDY_DUE = Section(
    lambda: _("by when the remedy comes"), "remedy-dated", ("remedy_due", "recall_until")
)
SIGNATURE = Section(lambda: _("who signs"), "signature-date", ("signatory", "company"))
ADVICE = Section(
    lambda: _("what the affected can do now"), "protective-action", ("safety_advice", "hazard")
)

BY_KIND: Mapping[str, tuple[Section, ...]] = {
    "holding": (HAPPENED, NEXT_UPDATE, CONTACT),
    "status": (NEXT_UPDATE,),
    "apology": (HAPPENED, APOLOGY, RESPONSIBILITY, REMEDY, REMEDY_DUE, CONTACT, SIGNATURE),
    "handling": (
        HAPPENED,
        Section(lambda: _("what was decided"), "S0-g", ("decision", "sanction")),
        Section(lambda: _("who decided it"), "S0-g, remedy-owned", ("decided_by",)),
        REMEDY,
        REMEDY_DUE,
        CONTACT,
        SIGNATURE,
    ),
    "recall": (
        Section(lambda: _("which products"), "statutory-contents", ("product_name", "batches")),
        Section(lambda: _("the hazard"), "statutory-contents", ("hazard", "defect")),
        REMEDY,
        CONTACT,
        SIGNATURE,
    ),
    "breach": (
        Section(lambda: _("which data"), "PIPL 57, statutory-contents", ("leaked_fields",)),
        Section(
            lambda: _("the possible harm"), "PIPL 57, statutory-contents", ("possible_harm", "harm")
        ),
        Section(lambda: _("what is being done"), "PIPL 57, statutory-contents", ("actions_taken",)),
        ADVICE,
        CONTACT,
    ),
    "press": (HAPPENED, Section(lambda: _("who speaks"), "spokesperson-named", ("spokesperson",))),
}
"""By kind of template; what is not here has no form that everybody agrees on."""
