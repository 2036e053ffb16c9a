"""Two languages of one text: figures, names of models, remedies and the apology are the same."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from crisiskit.language import _
from crisiskit.review.acts import apologies, takes_responsibility
from crisiskit.review.comparing.pairing import Atom, Paired, atoms, is_midnight, paired
from crisiskit.review.comparing.sides import Conflict, Side, Spot, in_words, of_piece
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.segments import SIGN_OFF
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULE = "translation-parity"

SMALL = 2
"""A number up to this need not have a number for a partner: both batches, a customer."""

WORDS = {
    number: forms.split()
    for number, forms in enumerate(
        (
            *("零 zero no", "一 one", "二 两 two both", "三 three", "四 four", "五 five"),
            *("六 six", "七 seven", "八 eight", "九 nine", "十 ten", "十一 eleven", "十二 twelve"),
        )
    )
}
"""Numbers that are often written so that they count nothing by themselves: three of them."""

MONEY = ("gives-refund", "gives-compensation", "may-pay")
REMEDIES = {
    "gives-refund": MONEY,
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

ALIKE = 0.4
"""Share of figures from which on two texts are taken for one text in two languages."""


class Act(NamedTuple):
    """Something that a text does, with the words that do it."""

    id: str
    start: int
    end: int


def are_alike(one: Side, other: Side) -> bool:
    """Whether two texts share so many figures that they are one text in two languages."""
    found = paired(atoms(one.reading), atoms(other.reading))
    return len(found.mates) >= ALIKE * max(len(found.ones), len(found.others), 1)


def translations(there: Side, here: Side) -> Iterator[Conflict]:
    """Where two languages of one text differ; the finding is about `here`."""
    found = paired(atoms(there.reading), atoms(here.reading))
    for one, other in found.differing:
        yield _differing(there, found.ones[one], here, found.others[other])
    yield from _lacking_figures(there, here, found)
    yield from _acts(there, here, found)


# --- figures --------------------------------------------------------------------------------------


def _differing(there: Side, one: Atom, here: Side, other: Atom) -> Conflict:
    place, partner = _spot(here, other), _spot(there, one)
    message = _("Here it is {words}, in {version} {others}: one of the two is wrong.").format(
        words=quote(place.words), version=in_words(there), others=quote(partner.words)
    )
    hint = _("Find out which one is right and write it in both; readers lay the two side by side.")
    key = (other.sort, frozenset({one.value, other.value}))
    return Conflict(RULE, place, partner, message, hint, key)


def _lacking_figures(there: Side, here: Side, found: Paired) -> Iterator[Conflict]:
    if there.reading.context.excerpt or here.reading.context.excerpt:
        return
    back = {other: one for one, other in found.mates.items()}
    for n in found.lone:
        one = found.ones[n]
        if _is_missed(one, found.ones, found.mates, here.reading):
            at = _neighbour(n, found.mates, found.others)
            message = _("{version} says {others}; this one does not.").format(
                version=_capital(in_words(there)), others=quote(_spot(there, one).words)
            )
            yield _lacking(message, of_piece(here, at and at.piece), _spot(there, one), one)
    for n in found.other_lone:
        one = found.others[n]
        if _is_missed(one, found.others, back, there.reading):
            at = _neighbour(n, back, found.ones)
            message = _("{words} stands here and not in {version}.").format(
                words=quote(_spot(here, one).words), version=in_words(there)
            )
            yield _lacking(message, _spot(here, one), of_piece(there, at and at.piece), one)


def _lacking(message: str, here: Spot, there: Spot, one: Atom) -> Conflict:
    hint = _("Say it in both or in neither: nobody should learn less for the language they read.")
    return Conflict(RULE, here, there, message, hint, (one.sort, "missing", one.value))


def _is_missed(one: Atom, own: Sequence[Atom], mates: Mapping[int, int], other: Reading) -> bool:
    """Whether a figure that the other text does not have should be there."""
    figure = one.figure
    if figure is None or one.piece.role == SIGN_OFF:
        return False
    digits = any(char.isdigit() and char.isascii() for char in _words(one))
    if one.sort == "number":
        counts = bool(figure.unit or figure.noun)
        return counts and one.amount > SMALL and not _is_in_words(one, other)
    if one.sort == "duration":
        return (digits or one.mark == "wd") and not _is_in_words(one, other)
    if one.sort == "percent":
        return digits
    if one.sort == "phone":
        return not any(atom.figure and atom.sort == "phone" for atom in atoms(other))
    if one.sort == "date":
        return one.value[2] is not None and not any(f.kind == "relative" for f in other.figures)
    if one.sort in {"time", "money"}:  # another zone's time, another currency stands beside its own
        beside = (own[n] for n in mates if own[n].piece is one.piece)
        midnight = one.sort == "time" and is_midnight(one)
        return not midnight and not any(atom.sort == one.sort for atom in beside)
    return False


def _is_in_words(one: Atom, other: Reading) -> bool:
    """Whether the other text has the number in a form that counts nothing: of the three."""
    wanted = {str(one.amount), *WORDS.get(int(one.amount), ())}
    if other.language == "en":
        return not wanted.isdisjoint(_bare(other.flat))
    return any(word in other.flat for word in wanted)


def _bare(flat: str) -> set[str]:
    return {word.strip(".,;:!?()\"'").lower() for word in flat.split()}


def _neighbour(n: int, mates: Mapping[int, int], others: Sequence[Atom]) -> Atom | None:
    """The figure of the other text beside which one is missing."""
    near = min(mates, key=lambda mate: (abs(mate - n), mate), default=None)
    return None if near is None else others[mates[near]]


def _words(one: Atom) -> str:
    return one.piece.reading.text[one.start : one.end]


def _spot(side: Side, one: Atom) -> Spot:
    return Spot(side, one.start, one.end)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


# --- what is done ---------------------------------------------------------------------------------


def _acts(there: Side, here: Side, found: Paired) -> Iterator[Conflict]:
    if there.reading.context.excerpt or here.reading.context.excerpt:
        return
    for act in _done(there.reading):
        if not _does(here.reading, act.id):
            message = _("{version} {act} ({others}); this one does not.").format(
                version=_capital(in_words(there)),
                act=_act(act.id),
                others=quote(there.reading.text[act.start : act.end]),
            )
            at = _facing(act, found.ones, found.mates, found.others)
            yield _dropped(act, message, _instead(here, act, at), Spot(there, act.start, act.end))
    back = {other: one for one, other in found.mates.items()}
    for act in _done(here.reading):
        if not _does(there.reading, act.id):
            message = _("This version {act} ({words}); {version} does not.").format(
                version=in_words(there),
                act=_act(act.id),
                words=quote(here.reading.text[act.start : act.end]),
            )
            at = _facing(act, found.others, back, found.ones)
            yield _dropped(act, message, Spot(here, act.start, act.end), _instead(there, act, at))


def _dropped(act: Act, message: str, here: Spot, there: Spot) -> Conflict:
    hint = _("Say it in both languages: the version that gives less is the one they quote.")
    return Conflict(RULE, here, there, message, hint, ("act", act.id))


def _facing(
    act: Act, own: Sequence[Atom], mates: Mapping[int, int], others: Sequence[Atom]
) -> Piece | None:
    """The sentence of the other text beside which an act is missing, by the figures around it."""
    near = min(mates, key=lambda n: abs(own[n].start - act.start), default=None)
    return None if near is None else others[mates[near]].piece


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
