"""What the words around a figure say: whether two figures are of the same thing."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

from crisiskit.review.figures import Figure, same
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.certainty import FEW
from crisiskit.review.rules.gist import content, stems
from crisiskit.review.segments import HEADING, ITEM, SENTENCE, TITLE
from crisiskit.review.table import Remark
from crisiskit.text import is_han

COUNTED = frozenset({"number", "money", "percent"})
DAYS = frozenset({"date", "moment"})
LENGTHS = frozenset({"duration"})

TOLD = (TITLE, HEADING, SENTENCE, ITEM)
"""Roles of what says something: not the salutation, not the sign-off."""

MOST = 400
"""Figures of a text that are compared with each other."""

AROUND = 200
"""Characters around a figure that are looked at, where no sign is."""

STOPS = ",;:。!?\n"

PARTICLES = frozenset("的了被已将在于把对和与及又另再每前后内约共有")
"""Chinese characters that say nothing of their own."""

ALIKE = 0.6
"""Share of the words of the shorter from which on two clauses speak of the same thing."""

LEAST = 2
"""Words that they share at least."""

SHORT = 4
"""Words of a clause with fewer of which it says too little of its own."""

COUNTS = (
    *("count-affected", "count-hurt", "count-hospital", "count-dead", "count-leaked"),
    *("count-refunded", "count-recalled", "count-cancelled", "count-complained"),
    "count-ill",
)
"""What is counted of a group."""


PAID = "count-refunded"
OPEN_CASES = ("condition", "next-update", "claim-way")
"""Where one of these stands, two times until a refund may be of two sorts of them."""


class Said:
    """A figure, the sentence it stands in, and what its clause says besides."""

    def __init__(self, piece: Piece, figure: Figure) -> None:
        self.piece = piece
        self.figure = figure
        self.sort = "date" if figure.kind in DAYS else figure.kind
        """Its kind; a moment is a day."""

    @cached_property
    def _span(self) -> tuple[int, int]:
        """Its clause."""
        return _clause(self.piece, self.figure)

    @property
    def words(self) -> str:
        """The figure as it is written."""
        return self.piece.reading.text[self.figure.start : self.figure.end]

    @cached_property
    def digits(self) -> str:
        """The digits of an exact number, in order of size."""
        one = self.figure
        return "" if one.kind != "number" or one.approximate else "".join(sorted(str(one.value)))

    @cached_property
    def about(self) -> frozenset[str]:
        """What its clause says; its sentence where it is a clause of its own."""
        return content(self._plain(*self._span)) or self.sentence

    @cached_property
    def sentence(self) -> frozenset[str]:
        """What its sentence says."""
        return content(self._plain(*self._sentence))

    @cached_property
    def is_due(self) -> bool:
        """Whether its sentence promises something."""
        return self.piece.has("dated-promise") and not self.piece.has("not-promise")

    @cached_property
    def labels(self) -> frozenset[str]:
        """Names of models and lots in Latin letters and digits, bare numbers: model A, store 12."""
        begin, end = self._span
        words = self._plain(begin, end).split()
        found = {
            one
            for one in ("".join(char for char in word if char.isascii()) for word in words)
            if one.isalnum() and (len(one) == 1 or any(map(str.isdigit, one)))
        } - {"a", "i"}
        near = (one for one in self.piece.figures[:FEW] if begin <= one.start < end)
        flat = self.piece.reading.flat
        others = {
            str(one.value)
            for one in near
            if one != self.figure and _is_label(one) and flat[one.start - 1] not in _OFF
        }
        return frozenset(found | others)

    @cached_property
    def names(self) -> frozenset[str]:
        """English words with a capital letter within the sentence: Ireland, Leeds."""
        begin, end = self._span
        words = self.piece.reading.text[begin:end].split()
        if begin == self.piece.start:
            del words[:1]
        return frozenset(one for one in words if one[0].isupper() and len(one) > 1)

    @cached_property
    def before(self) -> frozenset[str]:
        """What stands before the figure in its clause, or sentence, and may say of what it is."""
        begin, flat = self._told[0], self.piece.reading.flat
        kept, at = [], begin
        for hit in self.piece.of("filler"):
            if at <= hit.start < self.figure.start:
                kept.append(flat[at : hit.start])
                at = hit.end
        words = " ".join([*kept, flat[at : self.figure.start]])
        return _single(words)

    @cached_property
    def single(self) -> frozenset[str]:
        """The characters and words of its clause, or of its sentence where that is short."""
        return _single(self._plain(*self._told))

    @property
    def is_short(self) -> bool:
        """Whether its clause says too little of its own."""
        return len(self.about) < SHORT

    @property
    def _told(self) -> tuple[int, int]:
        return self._sentence if self.is_short else self._span

    @property
    def _sentence(self) -> tuple[int, int]:
        begin = max(self.piece.start, self.figure.start - AROUND)
        return begin, min(self.piece.end, self.figure.end + AROUND)

    @cached_property
    def counts(self) -> frozenset[str]:
        """Which of a group it counts."""
        begin, end = self._span
        hits = self.piece.of(*COUNTS)
        return frozenset(one.kind for one in hits if begin <= one.start < end)

    def is_marked(self, *kinds: str) -> bool:
        """Whether it is marked as new, as of a time, as a part: 更正, 截至, of whom."""
        end = self._span[1]
        return any(one.start < end for one in self.piece.of(*kinds))

    def is_of_another(self, other: "Said") -> bool:
        """Whether what stands before both figures makes them figures of two things.

        青岛3家 and 济南2家, the refund by 8 March and the voucher by 12 March.
        """
        if self.names and other.names and self.names.isdisjoint(other.names):
            return True
        mine, theirs = self.before - other.single, other.before - self.single
        if self.is_short or other.is_short:
            return bool(mine and theirs)
        return min(_weight(mine), _weight(theirs)) >= LEAST

    def is_like(self, other: "Said") -> bool:
        """Whether both clauses speak of the same thing; their sentences, where they are short."""
        if self.is_short or other.is_short:
            return _are_alike(self.sentence, other.sentence)
        return _are_alike(self.about, other.about)

    def counts_like(self, other: "Said") -> bool:
        """Whether both are numbers of the same of a group: those affected, those in hospital."""
        if self.figure.kind == "duration":
            paid = PAID in self.counts & other.counts
            return paid and not (self.piece.has(*OPEN_CASES) or other.piece.has(*OPEN_CASES))
        return self.figure.kind == "number" and bool(self.counts & other.counts)

    def _plain(self, begin: int, end: int) -> str:
        return "".join(_without(self.piece.reading.flat, begin, end, self.piece.figures))


def said(reading: Reading, kinds: frozenset[str], roles: Sequence[str]) -> list[Said]:
    """The figures of some kinds in the pieces of some roles, in order; not more than are sane."""
    every = (
        Said(piece, one)
        for piece in reading.with_role(*roles)
        for one in piece.figures[:FEW]
        if one.kind in kinds and not reading.is_quoted(one.start)
    )
    return list(islice(every, MOST))


def agree(one: Said, other: Said) -> bool | None:
    """Whether two figures say the same; None when they cannot be compared."""
    first, second = one.figure, other.figure
    if first.kind in DAYS and second.kind in DAYS:
        pairs = zip(first.value, second.value, strict=False)
        return all(a is None or b is None or a == b for a, b in pairs)
    if first.kind == "number" and not _are_named(first, second):
        return None
    answer = same(first, second)
    return answer if answer is None or one.labels == other.labels else None


def _are_named(one: Figure, other: Figure) -> bool:
    """Whether both say what they count; equal numbers need not."""
    return one.value == other.value or bool((one.unit or one.noun) and (other.unit or other.noun))


def about(name: str, one: Said, message: str, hint: str) -> Remark:
    """A remark about a figure."""
    return Remark(name, one.figure.start, one.figure.end, message, hint)


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= LEAST and shared >= ALIKE * min(len(one), len(other))


_OFF = "满减"
"""Before what a coupon takes off: 满299减50."""


def _is_label(one: Figure) -> bool:
    return one.kind == "id" or (one.kind == "number" and not one.unit and not one.noun)


def _single(words: str) -> frozenset[str]:
    """Chinese characters one by one, without particles, and stems of English words."""
    han = {char for char in set(words) if is_han(char)} - PARTICLES
    return frozenset(han | stems(words))


def _weight(words: frozenset[str]) -> int:
    """How much words say: an English one as much as two characters."""
    return sum(2 if one.isascii() else 1 for one in words)


def _clause(piece: Piece, one: Figure) -> tuple[int, int]:
    """From sign to sign; a sign within a figure (20:00, 1,000) is none."""
    flat = piece.reading.flat
    first, last = max(piece.start, one.start - AROUND), min(piece.end, one.end + AROUND)
    begin = next((at + 1 for at in range(one.start - 1, first - 1, -1) if _parts(flat, at)), first)
    end = next((at for at in range(one.end, last) if _parts(flat, at)), last)
    return begin, end


def _parts(flat: str, at: int) -> bool:
    if flat[at] not in STOPS:
        return False
    return not (flat[at] in ",:" and flat[at - 1].isdigit() and flat[at + 1 : at + 2].isdigit())


def _without(flat: str, begin: int, end: int, figures: Sequence[Figure]) -> Iterator[str]:
    at = begin
    for one in figures:
        if at <= one.start < end:
            yield f"{flat[at : one.start]} "
            at = one.end
    yield flat[at:end]
