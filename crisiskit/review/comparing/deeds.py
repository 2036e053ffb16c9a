"""What two languages of one text do: apologise, take responsibility, give people something."""

from collections.abc import Iterator
from typing import NamedTuple

from crisiskit.language import _
from crisiskit.review.acts import apologies, takes_responsibility
from crisiskit.review.comparing.pairing import Paired
from crisiskit.review.comparing.sides import (
    PARITY,
    Conflict,
    Side,
    Spot,
    capital,
    in_words,
    of_piece,
)
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.terms import Hit
from crisiskit.text import quote

MONEY = ("gives-refund", "gives-compensation", "may-refund", "may-pay")
REMEDIES = {
    "gives-refund": ("gives-refund", "may-refund"),
    "gives-compensation": MONEY,
    "gives-recall": ("gives-recall", "may-recall"),
    "gives-exchange": ("gives-exchange", "may-exchange"),
    "gives-repair": ("gives-repair", "may-repair", "may-exchange"),
    "gives-voucher": ("gives-voucher", "may-voucher", *MONEY),
    "gives-withdrawal": ("gives-withdrawal", "may-withdraw", "gives-recall"),
    "gives-free": ("gives-free", "may-be-free"),
    "gives-reset": ("gives-reset", "may-reset"),
}
LIKE = {**REMEDIES, "responsibility": ("names-responsibility", "may-own")}
"""What a text gives or owns, and what shows that the other language does so too."""

OWNING = ("apology", "handling", "press", "internal")
"""Kinds of statements in which taking responsibility is an act of its own."""


class Act(NamedTuple):
    """Something that a text does, with the words that do it."""

    id: str
    start: int
    end: int


def deeds(there: Side, here: Side, found: Paired) -> Iterator[Conflict]:
    """What only one of two languages does; `found` pairs their figures."""
    for act in _done(there.reading):
        if not _does(here.reading, act.id):
            message = _("{version} {act} ({others}); this one does not.").format(
                version=capital(in_words(there)),
                act=_act(act.id),
                others=quote(there.reading.text[act.start : act.end]),
            )
            at = found.beside_one(act.start)
            yield _dropped(act, message, _instead(here, act, at), Spot(there, act.start, act.end))
    for act in _done(here.reading):
        if not _does(there.reading, act.id):
            message = _("This version {act} ({words}); {version} does not.").format(
                version=in_words(there),
                act=_act(act.id),
                words=quote(here.reading.text[act.start : act.end]),
            )
            at = found.beside_other(act.start)
            yield _dropped(act, message, Spot(here, act.start, act.end), _instead(there, act, at))


def _dropped(act: Act, message: str, here: Spot, there: Spot) -> Conflict:
    hint = _("Say it in both languages: the version that gives less is the one they quote.")
    return Conflict(PARITY, here, there, message, hint, ("act", act.id))


def _instead(side: Side, act: Act, facing: Piece | None) -> Spot:
    """Where a text should do it: at the words that say less, else where it would stand."""
    reading = side.reading
    if act.id == "apology":
        regret = next(reading.having("regret", "empathy"), None)
        if regret is not None:
            return Spot(side, regret[1].start, regret[1].end)
    return of_piece(side, facing or next(iter(reading.body), None))


def _done(reading: Reading) -> Iterator[Act]:
    """Each act of a text, once."""
    said = apologies(reading)
    if said:
        yield _of("apology", said[0][1])
    if reading.context.kind in OWNING:
        owned = next(reading.having("names-responsibility"), None)
        if owned is not None:
            yield _of("responsibility", owned[1])
    shown = {hit.kind for hit in reading.hits}
    for kind in REMEDIES:
        given = next(reading.having(kind), None) if kind in shown else None
        if given is not None:
            yield _of(kind, given[1])


def _does(reading: Reading, act: str) -> bool:
    """Whether a text does it in some way; here a negation does not count."""
    if act == "apology":
        return bool(apologies(reading))
    if act == "responsibility" and any(map(takes_responsibility, reading.body)):
        return True
    return any(hit.kind in LIKE[act] for hit in reading.hits)


def _of(act: str, hit: Hit) -> Act:
    return Act(act, hit.start, hit.end)


def _act(act: str) -> str:
    """What a text does, as a verb with its object."""
    return {
        "apology": _("apologises"),
        "responsibility": _("takes responsibility"),
        "gives-refund": _("gives a refund"),
        "gives-compensation": _("gives compensation"),
        "gives-recall": _("recalls the product"),
        "gives-exchange": _("gives a replacement"),
        "gives-repair": _("gives a repair"),
        "gives-voucher": _("gives a voucher"),
        "gives-withdrawal": _("takes the product off sale"),
        "gives-free": _("gives something free of charge"),
        "gives-reset": _("resets passwords"),
    }[act]
