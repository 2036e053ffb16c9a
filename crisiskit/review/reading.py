"""A statement as rules look at it: its pieces, what its words show, its figures, its quotations."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter, itemgetter

from crisiskit.review.context import Context
from crisiskit.review.figures import Figure, figures
from crisiskit.review.matching import matching
from crisiskit.review.segments import (
    HEADING,
    ITEM,
    SALUTATION,
    SENTENCE,
    SIGN_OFF,
    TITLE,
    Segment,
    segments,
)
from crisiskit.review.spaced import closed, span
from crisiskit.review.terms import Hit, Terms

BEFORE = {"zh": 6, "en": 24}
"""Characters before a word in which a negation counts (domain.md 3.0: 6 characters, 3 tokens)."""

NEGATION = "negation"

NO_NEGATION = "no-negation"
"""Words with a sign of negation that negate nothing: 对不起, 非常, 不仅."""

_CLAUSE_ENDS = ",;:"

_PLACE = itemgetter(1, 2, 0)
"""Of a hit: where it begins, where it ends, its kind."""


class Piece:
    """A sentence, an item of a list, a title: a stretch of the text and what its words show."""

    def __init__(self, reading: "Reading", segment: Segment, number: int) -> None:
        self.reading = reading
        self.role = segment.role
        self.start = segment.start
        self.end = segment.end
        self.paragraph = segment.paragraph
        self.number = number
        """Its place among all pieces."""
        self.flat = reading.flat[segment.start : segment.end]
        """As it is looked up."""
        self.shown = self._shown()
        """What its words show outside quotations, by kind: rules ask for what is not there."""

    def __repr__(self) -> str:
        return f"{self.role}: {self.words}"

    @property
    def words(self) -> str:
        """As it is written."""
        return self.reading.text[self.start : self.end]

    @cached_property
    def hits(self) -> Sequence[Hit]:
        """What its words show."""
        starts = self.reading.hit_starts
        first, last = bisect_left(starts, self.start), bisect_left(starts, self.end)
        return [hit for hit in self.reading.hits[first:last] if hit.end <= self.end]

    @cached_property
    def figures(self) -> Sequence[Figure]:
        """Its numbers, dates, times, contacts."""
        figures = self.reading.figures
        first = bisect_left(figures, self.start, key=attrgetter("start"))
        return figures[first : bisect_left(figures, self.end, key=attrgetter("start"))]

    def of(self, *kinds: str) -> Sequence[Hit]:
        """The words that show one of these, without those in quotations."""
        shown = self.shown
        if len(kinds) == 1:
            return shown.get(kinds[0], ())
        found = [hit for kind in kinds if kind in shown for hit in shown[kind]]
        if len(found) > 1:
            found.sort(key=_PLACE)
        return found

    def first(self, *kinds: str) -> Hit | None:
        """The first of them."""
        found = self.of(*kinds)
        return found[0] if found else None

    def has(self, *kinds: str) -> bool:
        """Whether there is one, negated or not."""
        for kind in kinds:  # noqa: SIM110 - asked a thousand times a text, and `any` takes twice as long
            if kind in self.shown:
                return True
        return False

    def _shown(self) -> Mapping[str, list[Hit]]:
        shown: dict[str, list[Hit]] = {}
        for hit in self.reading.unquoted(self.hits):
            if hit.kind in shown:
                shown[hit.kind].append(hit)
            else:
                shown[hit.kind] = [hit]
        return shown

    def says(self, *kinds: str) -> bool:
        """Whether there is one that is not negated."""
        return any(not self.reading.is_negated(hit) for hit in self.of(*kinds))


class Reading:
    """A statement, taken apart."""

    def __init__(self, text: str, context: Context, terms: Iterable[Terms]) -> None:
        self.text = text
        self.context = context
        self.language = context.language[:2]
        """`zh` or `en`."""
        self.flat = matching(text)
        self._closed, self._gaps = closed(self.flat) if self.language == "zh" else (self.flat, ())
        self.hits = sorted((hit for one in terms for hit in self._found(one)), key=_PLACE)
        self.hit_starts = [hit.start for hit in self.hits]
        self.pieces = [Piece(self, one, n) for n, one in enumerate(segments(self.flat))]

    def _found(self, terms: Terms) -> Iterable[Hit]:
        """What terms find, where it stands in the text."""
        hits = terms.hits(self._closed)
        return (Hit(hit.kind, *span(self._gaps, *hit[1:])) for hit in hits) if self._gaps else hits

    @cached_property
    def figures(self) -> Sequence[Figure]:
        """All numbers, dates, times, contacts of the text."""
        found = figures(self._closed)
        if not self._gaps:
            return found
        places = (span(self._gaps, one.start, one.end) for one in found)
        return [
            one._replace(start=start, end=end)
            for one, (start, end) in zip(found, places, strict=True)
        ]

    @cached_property
    def partings(self) -> Sequence[int]:
        """Where commas and colons part clauses: in 1,000 and 20:00 they do not."""
        signs = (at for at, char in enumerate(self.flat) if char in ",:")
        return [at for at in signs if not self.flat[at + 1 : at + 2].isdigit()]

    def with_role(self, *roles: str) -> list[Piece]:
        """The pieces of these roles, in order."""
        return [piece for piece in self.pieces if piece.role in roles]

    @cached_property
    def body(self) -> list[Piece]:
        """The sentences and items between salutation and sign-off."""
        return self.with_role(SENTENCE, ITEM)

    @property
    def title(self) -> Piece | None:
        """The title."""
        return next(iter(self.with_role(TITLE)), None)

    @property
    def salutation(self) -> Piece | None:
        """The salutation."""
        return next(iter(self.with_role(SALUTATION)), None)

    @property
    def headings(self) -> list[Piece]:
        """The headings within the text."""
        return self.with_role(HEADING)

    @property
    def sign_off(self) -> list[Piece]:
        """The lines of the sign-off."""
        return self.with_role(SIGN_OFF)

    def piece_at(self, offset: int) -> Piece | None:
        """The piece in which a character stands."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0 or offset >= self.pieces[number].end:
            return None
        return self.pieces[number]

    def around(self, piece: Piece, distance: int = 1) -> list[Piece]:
        """A piece of the body with those up to so far before and after it."""
        at = bisect_left(self.body, piece.number, key=attrgetter("number"))
        return self.body[max(0, at - distance) : at + distance + 1]

    def any(self, *kinds: str) -> bool:
        """Whether the body has words that show one of these, outside quotations, not negated."""
        return any(piece.says(*kinds) for piece in self.body)

    def having(self, *kinds: str) -> Iterator[tuple[Piece, Hit]]:
        """Each place of the body that shows one of these, outside quotations, not negated."""
        for piece in self.body:
            for hit in piece.of(*kinds):
                if not self.is_negated(hit):
                    yield piece, hit

    def is_negated(self, hit: Hit, reach: int | None = None) -> bool:
        """Whether a negation stands close before words, in the same clause."""
        begin = max(hit.start - (reach or BEFORE[self.language]), 0)
        piece = self.piece_at(hit.start)
        if piece is not None:
            begin = max(begin, piece.start)
        begin = max(begin, *(self.flat.rfind(end, begin, hit.start) for end in _CLAUSE_ENDS))
        first = bisect_left(self._negations, begin, key=attrgetter("start"))
        last = bisect_left(self._negations, hit.start, key=attrgetter("start"))
        return any(one.end <= hit.start for one in self._negations[first:last])

    def unquoted(self, hits: Sequence[Hit]) -> Sequence[Hit]:
        """Those of some neighbours that stand in no quotation."""
        if not hits or not self._are_near_quotation(hits[0].start, hits[-1].start):
            return hits
        return [hit for hit in hits if not self.is_quoted(hit.start)]

    def _are_near_quotation(self, first: int, last: int) -> bool:
        """Whether a quotation covers any character from the first to the last."""
        number = bisect_right(self._quotations, (last, len(self.flat))) - 1
        return number >= 0 and first < self._quotations[number][1]

    def is_quoted(self, offset: int) -> bool:
        """Whether a character stands in a quotation: what others say."""
        number = bisect_right(self._quotations, (offset, len(self.flat))) - 1
        return number >= 0 and offset < self._quotations[number][1]

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    @cached_property
    def _negations(self) -> list[Hit]:
        whole = {at for hit in self.hits if hit.kind == NO_NEGATION for at in range(*hit[1:])}
        return [hit for hit in self.hits if hit.kind == NEGATION and hit.start not in whole]

    @cached_property
    def _quotations(self) -> list[tuple[int, int]]:
        return list(_quotations(self.flat))


def _quotations(flat: str) -> Iterator[tuple[int, int]]:
    """Where quotations begin and end: within a line, opened and closed."""
    if "“" not in flat and '"' not in flat:
        return
    opened: int | None = None
    for at, char in enumerate(flat):
        if char == "\n":
            opened = None
        elif char == "“" or (char == '"' and opened is None):
            opened = at
        elif char in '”"' and opened is not None:
            yield opened, at + 1
            opened = None
