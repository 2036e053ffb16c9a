"""Texts that are held against each other, and what is found between two of them."""

from collections.abc import Hashable
from pathlib import PurePath
from typing import NamedTuple

from crisiskit.language import _
from crisiskit.review.reading import Piece, Reading
from crisiskit.text import clip, quote

PARITY = "translation-parity"
"""The rule about two languages of one text."""

CELLS = 72
"""Cells of a sentence that are shown beside a finding, at most."""


BEFORE = 24
"""Characters of it that are shown before the words which are meant."""


FAR = 2 * CELLS
"""Characters of it that are looked at: a sentence may be a whole text."""


class Side(NamedTuple):
    """A text with its name, and where it belongs."""

    path: str
    reading: Reading
    asked: bool = True
    """Findings are about it; else it only is what others are held against."""
    document: str | None = None
    """The id of its document in the case; None for a file."""
    channel: str | None = None
    """None for the long form."""
    earlier: bool = False
    """It went out, and a later version of its document is there."""

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        return self.path if self.document is not None else PurePath(self.path).name

    @property
    def language(self) -> str:
        """`zh` or `en`."""
        return self.reading.language


class Spot(NamedTuple):
    """A stretch of a text."""

    side: Side
    start: int
    end: int

    @property
    def words(self) -> str:
        """As they are written."""
        return self.side.reading.text[self.start : self.end]

    @property
    def sentence(self) -> str:
        """What stands around it in its sentence, in quotation marks."""
        text, piece = self.side.reading.text, self.side.reading.piece_at(self.start)
        begin, end = (piece.start, piece.end) if piece else (self.start, self.end)
        near = max(begin, self.start - BEFORE)
        cut = "…" if near > begin else ""
        return quote(clip(cut + text[near : min(end, near + FAR)].replace("\n", " "), CELLS))


class Conflict(NamedTuple):
    """What one text says and the other does not, or says otherwise."""

    rule: str
    here: Spot
    there: Spot
    message: str
    hint: str
    key: Hashable
    """The same for the same disagreement at another place."""


def of_piece(side: Side, piece: Piece | None) -> Spot:
    """A sentence; the beginning of a text where there is none."""
    if piece is None:
        piece = next(iter(side.reading.pieces), None)
    return Spot(side, piece.start, piece.end) if piece else Spot(side, 0, 0)


def in_words(side: Side) -> str:
    """What a text is called beside its translation."""
    return {"zh": _("the Chinese version"), "en": _("the English version")}[side.language]


def capital(words: str) -> str:
    """At the beginning of a sentence."""
    return words[:1].upper() + words[1:]
