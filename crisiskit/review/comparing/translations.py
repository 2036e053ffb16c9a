"""Two languages of one text: figures, names of models, remedies and the apology are the same."""

from collections.abc import Iterator, Mapping, Sequence

from crisiskit.language import _
from crisiskit.review.comparing.atoms import Atom, atoms, is_midnight
from crisiskit.review.comparing.deeds import deeds
from crisiskit.review.comparing.names import names
from crisiskit.review.comparing.pairing import Paired, paired
from crisiskit.review.comparing.sides import (
    PARITY,
    Conflict,
    Side,
    Spot,
    capital,
    in_words,
    of_piece,
)
from crisiskit.review.reading import Reading
from crisiskit.review.segments import SIGN_OFF
from crisiskit.text import quote

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


def shared(one: Side, other: Side) -> float:
    """The share of their figures that two texts have in common, from 0 to 1."""
    found = paired(atoms(one.reading), atoms(other.reading))
    return len(found.mates) / max(len(found.ones), len(found.others), 1)


def translations(there: Side, here: Side) -> Iterator[Conflict]:
    """Where two languages of one text differ; the finding is about `here`."""
    found = paired(atoms(there.reading), atoms(here.reading))
    for one, other in found.differing:
        yield _differing(there, found.ones[one], here, found.others[other])
    if not (there.reading.context.excerpt or here.reading.context.excerpt):
        yield from _lacking_figures(there, here, found)
        yield from deeds(there, here, found)
        yield from names(there, here, found)


# --- figures --------------------------------------------------------------------------------------


def _differing(there: Side, one: Atom, here: Side, other: Atom) -> Conflict:
    place, partner = _spot(here, other), _spot(there, one)
    message = _("Here it is {words}, in {version} {others}: one of the two is wrong.").format(
        words=quote(place.words), version=in_words(there), others=quote(partner.words)
    )
    hint = _("Find out which one is right and write it in both; readers lay the two side by side.")
    key = (other.sort, frozenset({one.value, other.value}))
    return Conflict(PARITY, place, partner, message, hint, key)


def _lacking_figures(there: Side, here: Side, found: Paired) -> Iterator[Conflict]:
    back = {other: one for one, other in found.mates.items()}
    for n in found.lone:
        one = found.ones[n]
        if _is_missed(one, found.ones, found.mates, here.reading):
            at = found.beside_one(one.start)
            message = _("{version} says {others}; this one does not.").format(
                version=capital(in_words(there)), others=quote(_spot(there, one).words)
            )
            yield _lacking(message, of_piece(here, at), _spot(there, one), one)
    for n in found.other_lone:
        one = found.others[n]
        if _is_missed(one, found.others, back, there.reading):
            at = found.beside_other(one.start)
            message = _("{words} stands here and not in {version}.").format(
                words=quote(_spot(here, one).words), version=in_words(there)
            )
            yield _lacking(message, _spot(here, one), of_piece(there, at), one)


def _lacking(message: str, here: Spot, there: Spot, one: Atom) -> Conflict:
    hint = _("Say it in both or in neither: nobody should learn less for the language they read.")
    return Conflict(PARITY, here, there, message, hint, (one.sort, "missing", one.value))


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
    if one.sort == "time" and _is_hour_in_words(one, other):
        return False
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


def _is_hour_in_words(one: Atom, other: Reading) -> bool:
    """Whether the other text has a full hour as a number: since 9 this morning."""
    hour, minute = one.value
    return minute == 0 and not {str(hour), str(hour % 12)}.isdisjoint(_bare(other.flat))


def _bare(flat: str) -> set[str]:
    return {word.strip(".,;:!?()\"'").lower() for word in flat.split()}


def _words(one: Atom) -> str:
    return one.piece.reading.text[one.start : one.end]


def _spot(side: Side, one: Atom) -> Spot:
    return Spot(side, one.start, one.end)
