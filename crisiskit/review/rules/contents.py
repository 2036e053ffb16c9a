"""What a law wants a notice to contain (CS506; domain.md 3.1 E 49).

By country and kind. What of it has not been checked in the text of the law is marked as such on
the page of the rule.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from crisiskit.language import _
from crisiskit.review.reading import Reading
from crisiskit.review.rules.acts import TIMES, given, has_acted, is_part
from crisiskit.review.rules.reach import can_be_reached
from crisiskit.review.table import Remark, missing, rule

RULES = (
    rule(
        "CS506",
        "statutory-contents",
        error="breach recall",
        warning="apology clarification press",
    ),
)


class Notice(NamedTuple):
    """A law, and the parts it wants: whether each is there."""

    law: str
    parts: dict[str, bool]


def _pipl(reading: Reading) -> Notice:
    return Notice(
        _("Personal Information Protection Law, art. 57"),
        {
            _("which data"): _has(reading, "data-kind"),
            _("the cause, or that it is not known yet"): _has(reading, "why"),
            _("what harm may come of it"): _has(reading, "consequence"),
            _("what you have done about it"): has_acted(reading),
            _("what people can do themselves to limit the harm"): _has(reading, "protective"),
            _("how to reach you"): can_be_reached(reading),
        },
    )


def _gdpr(reading: Reading) -> Notice:
    return Notice(
        _("GDPR, art. 33(3) and 34"),
        {
            _("which data"): _has(reading, "data-kind"),
            _("what harm may come of it"): _has(reading, "consequence"),
            _("the measures taken, and what limits the harm"): has_acted(reading)
            or _has(reading, "protective"),
            _("how to reach you"): can_be_reached(reading),
        },
    )


def _california(reading: Reading) -> Notice:
    return Notice(
        _("California Civil Code 1798.82"),
        {
            _("when it happened, as far as known"): _has_day(reading),
            _("which data"): _has(reading, "data-kind"),
            _("what you have done about it"): has_acted(reading),
            _("what people can do themselves to limit the harm"): _has(reading, "protective"),
            _("how to reach you"): can_be_reached(reading),
        },
    )


def _recall(reading: Reading) -> Notice:
    return Notice(
        _("the form of a recall notice"),
        {
            _("how to tell whether it is theirs (batch, model)"): _has(reading, "identification"),
            _("the hazard"): _has(reading, "hazard"),
            _("what to do with it now"): _has(reading, "protective"),
            _("what people get for it"): any(given(reading, "redress", "bearing")),
            _("how to reach you"): can_be_reached(reading),
        },
    )


def _securities(reading: Reading) -> Notice:
    return Notice(
        _("Securities Law, art. 80"),
        {
            _("the cause"): _has(reading, "why"),
            _("how things stand now"): _has(reading, "state-now"),
            _("the legal consequences it may have"): _has(reading, "legal-outcome"),
        },
    )


def _has(reading: Reading, *kinds: str) -> bool:
    return any(piece.has(*kinds) for piece in reading.pieces)


def _has_day(reading: Reading) -> bool:
    return any(figure.kind in TIMES for figure in reading.figures)


_GDPR_COUNTRIES = (
    *("EU", "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE"),
    *("IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE"),
    *("IS", "LI", "NO", "GB"),
)
"""The Union, the three beside it in which the GDPR holds, the United Kingdom with its own copy."""

_ALSO_CALLED = {"UK": "GB", "EL": "GR", "PRC": "CN", "USA": "US"}
"""What people write for the code of a country."""

_BREACH: dict[str, Callable[[Reading], Notice]] = {
    "CN": _pipl,
    "US": _california,
    **dict.fromkeys(_GDPR_COUNTRIES, _gdpr),
}


def statutory(reading: Reading) -> Iterator[Remark]:
    """The parts of a notice that its law wants and that are not there."""
    notice = _notice(reading)
    if notice is None:
        return
    absent = [part for part, is_there in notice.parts.items() if not is_there]
    if absent:
        message = _("Missing from this notice ({law}): {parts}.").format(
            law=notice.law, parts=_("; ").join(absent)
        )
        hint = _("Add each of them, if only to say that it is not known yet.")
        yield missing("statutory-contents", reading, message, hint)


def _notice(reading: Reading) -> Notice | None:
    """What this statement must hold; None when no law that we know says so."""
    told = reading.context
    if is_part(reading):
        return None
    if told.kind == "breach":
        country = told.country.upper()
        law = _BREACH.get(_ALSO_CALLED.get(country, country))
        return law(reading) if law else None
    if told.kind == "recall":
        return _recall(reading)
    disclosed = told.listed and told.country == "CN" and _has(reading, "securities")
    return _securities(reading) if disclosed else None


CRITICS = (statutory,)
