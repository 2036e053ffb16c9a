"""Rules about keeping people safe, being reached, being checked (CS405, CS410, CS411)."""

import re
from collections.abc import Iterator
from itertools import islice

from crisiskit.language import _
from crisiskit.review.figures import Figure
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.acts import MANY, mentions, same_line, shown
from crisiskit.review.segments import SIGN_OFF
from crisiskit.review.table import Remark, missing, on, rule
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULES = (
    rule("CS405", "protective-action", error="breach recall", warning="holding apology press"),
    rule(
        "CS410",
        "contact-channel",
        error="apology breach recall handling",
        warning="holding clarification status",
    ),
    rule("CS411", "independent-check", warning="handling"),
)


_LABEL = 6
"""Characters in brackets before a number: (手机13900001234)."""

_BEHIND = 30
"""Characters behind 热线 or "call us" in which its number begins."""


EMERGENCY = frozenset(
    ("110", "119", "120", "112", "999", "911", "000", "165", "96110", "12315", "12378", "12321")
)
"""Numbers of the police and other authorities: they do not reach the one who writes."""


def protective(reading: Reading) -> Iterator[Remark]:
    """People may still be in danger, and are not told what to do."""
    if reading.context.excerpt or not _may_be_in_danger(reading):
        return
    if any(piece.has("protective") for piece in reading.pieces):
        return
    message = _("Nobody is told what to do now to stay out of harm.")
    hint = _("First tell people what to do: “stop using it, keep the packaging, call us”.")
    if reading.context.kind == "breach" or reading.context.harm == "privacy":
        hint = _(
            "First tell people what to do: “change your password, hang up on anybody who asks for "
            "a code”."
        )
    yield missing("protective-action", reading, message, hint)


def _may_be_in_danger(reading: Reading) -> bool:
    told = reading.context
    if told.kind in {"breach", "recall"}:
        return True
    if not told.harm_at_least("privacy"):
        return False
    return reading.any("exposure" if told.kind == "holding" else "exposure-lasting")


def contact(reading: Reading) -> Iterator[Remark]:
    """No way to reach anybody from the text alone."""
    if reading.context.excerpt:
        return
    nowhere = next(nowhere_to(reading), None)
    if can_be_reached(reading) if nowhere is None else _is_shown_the_way(reading):
        return
    hint = _("Give a number with its hours, an address, or a page that people can open.")
    if nowhere is None:
        message = _("There is no way to reach you in this text.")
        yield missing("contact-channel", reading, message, hint)
    else:
        message = _("{words}, but how? The text has no number, no address, no link.")
        words = quote(shown(reading, nowhere[1]))
        yield on("contact-channel", nowhere[1], message.format(words=words), hint)


def nowhere_to(reading: Reading) -> Iterator[tuple[Piece, Hit]]:
    """Where people are sent to somebody; 联络:客服专线 only says what follows."""
    for piece, hit in reading.having("contact-nowhere"):
        if ":" not in reading.flat[hit.start : hit.end]:
            yield piece, hit


def can_be_reached(reading: Reading) -> bool:
    """Whether the text has something a reader can use: a number, a link, a counter."""
    said = (
        piece for piece in reading.pieces if piece.role != SIGN_OFF
    )  # 客服中心 only signs there
    return any(
        can_ring(piece) and not (_only_shows(piece) or _is_of_somebody(piece))
        for piece in reading.pieces
    ) or any(mentions(piece, "contact-words") for piece in said)


def _is_of_somebody(piece: Piece) -> bool:
    """Whether the number is that of a person who is told about, and nobody is asked to ring."""
    if piece.has("public-line", "enquiry", "request", "claim-way", "contact-nowhere"):
        return False
    flat, people = piece.reading.flat, piece.of("private-person")
    brackets = [one for one in piece.figures if one.kind == "contact" and _in_brackets(flat, one)]
    return bool(brackets) and any(hit.end <= one.start for hit in people for one in brackets)


def _in_brackets(flat: str, contact: Figure) -> bool:
    """王建国(手机13900001234)."""
    return "(" in flat[max(contact.start - _LABEL, 0) : contact.start] and flat.startswith(
        ")", contact.end
    )


def _only_shows(piece: Piece) -> bool:
    """Whether a link is where something can be read: a report, the next word."""
    links_only = not can_ring(piece, but="url")
    return links_only and piece.has("next-word", "document") and not _is_about_contact(piece)


def _is_shown_the_way(reading: Reading) -> bool:
    """Whether a text that sends people to somebody says where else: not the page of a report."""
    return any(
        can_ring(piece, but="url")
        or (mentions(piece, "contact-words") and piece.role != SIGN_OFF)
        or (can_ring(piece) and _is_about_contact(piece))
        for piece in reading.pieces
    )


def _is_about_contact(piece: Piece) -> bool:
    line = same_line(piece.reading, piece)
    return any(one.has("contact-nowhere", "public-line", "enquiry") for one in line)


def has_number(reading: Reading) -> bool:
    """Whether the text has a number, an address or a link of those who write."""
    return any(can_ring(piece) and not _is_of_somebody(piece) for piece in reading.pieces)


def can_ring(piece: Piece, but: str = "") -> bool:
    """Whether a piece has a number, an address or a link, but for one sort.

    Behind a word for ringing a number may have whatever form its country has.
    """
    contacts = [one for one in piece.figures if one.kind == "contact" and one.unit != but]
    if any(one.value not in EMERGENCY for one in contacts):
        return True
    flat = piece.reading.flat
    return any(
        re.search(r"[0-9](?:[ -]?[0-9]){5}", flat[hit.end : min(hit.end + _BEHIND, piece.end)])
        for hit in piece.of("public-line")
    )


def independent(reading: Reading) -> Iterator[Remark]:
    """Grave harm, and the only one who looked into it is the one who did it."""
    told = reading.context
    if told.excerpt or any(map(_looks_from_outside, reading.pieces)):
        return
    grave = told.harm_at_least("privacy") or _is_grave(reading)
    found = list(islice(reading.having("self-check"), MANY))
    for piece, hit in sorted(found, key=lambda one: not one[0].has("all-well")):
        if not grave and not (told.harm_at_least("money") and piece.has("all-well")):
            continue
        message = _("{words}: nobody believes a verdict on oneself.")
        hint = _("Name who checks it from outside, and when their report can be read.")
        words = quote(shown(reading, hit))
        yield on("independent-check", hit, message.format(words=words), hint)
        return


def _looks_from_outside(piece: Piece) -> bool:
    """Whether somebody from outside looks into it: an authority that was told does not yet."""
    return piece.has("independent") or (piece.has("authority") and piece.has("looks", "case-open"))


def _is_grave(reading: Reading) -> bool:
    """Whether the text itself tells of grave harm, where the reviewer was not told."""
    return reading.context.harm is None and reading.any("grave")


CRITICS = (protective, contact, independent)
