"""What a statement says will be done: the acts, and whether they have a time (CS401 to CS411)."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

from crisiskit.review.figures import Figure
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.segments import HEADING, ITEM, SENTENCE
from crisiskit.review.terms import Hit

TIMES = frozenset({"date", "time", "moment", "duration", "weekday", "relative"})
"""Figures that can be a deadline."""

_BESIDE = {"zh": 6, "en": 24}
"""Characters between a time and the word that makes a deadline of it: 3月8日24:00前, by noon."""

_SHORT = {"zh": 200, "en": 480}
"""Characters of a text that can be a short message with a link to the whole."""

_LONG = 200
"""Characters on either side of a word beyond which a clause is none any more."""

_MOST = 20
"""Pieces on either side of one that are looked at with it."""

_SOON = 14
"""Characters between 已 and what has been done."""

_ALSO = ("升级", "启动", "采取", "要求")
"""What may be something else than putting it right."""

_LIMITS = ("有效", "申请", "申领", "办理", "登记", "领取", "提交", "提出", "截止", "均可", "都可")
_LIMITED = 8
"""Characters behind a day in which it may be said that one can claim until then."""

_CLAIMS = ("claim", "apply", "write", "send", "upload", "fill", "bring", "take", "show", "return")

MANY = 20
"""Words of a kind in one sentence that are looked at: no sentence that is one has more."""


def clause(piece: Piece, at: int) -> tuple[int, int]:
    """The part of a sentence between commas in which a character stands."""
    lowest, highest = max(piece.start, at - _LONG), min(piece.end, at + _LONG)
    partings = piece.reading.partings
    number = bisect_left(partings, at)
    begin = partings[number - 1] + 1 if number else 0
    end = partings[number] if number < len(partings) else highest
    return max(begin, lowest), min(end, highest)


def within(piece: Piece, span: tuple[int, int], *kinds: str) -> list[Hit]:
    """The words of a stretch of a piece that show one of these."""
    return [hit for hit in piece.of(*kinds) if span[0] <= hit.start < span[1]]


def mentions(piece: Piece, *kinds: str) -> bool:
    """Whether its words show one of these, in quotation marks too: the names of pages stand so."""
    return any(hit.kind in kinds for hit in piece.hits)


def is_question(piece: Piece) -> bool:
    """Whether somebody asks it: in questions and answers others say what is asked."""
    return piece.flat.endswith("?")


def covered(hit: Hit, others: Sequence[Hit]) -> bool:
    """Whether words are part of other words, or cross them."""
    return any(other.start < hit.end and hit.start < other.end for other in others)


def given_in(piece: Piece, *kinds: str) -> list[Hit]:
    """What a sentence gives or does, the first of each kind; not where it is refused or missed."""
    if not piece.has("gives", *kinds):
        return []
    missed = {at for no in piece.of("no-remedy") for at in range(no.start, no.end)}
    first: dict[str, Hit] = {}
    for hit in piece.of(*kinds):
        if missed.isdisjoint(range(hit.start, hit.end)):
            first.setdefault(hit.kind, hit)
    if "redress" in kinds and "redress" not in first and (sum_of := _sum_given(piece)):
        first["redress"] = sum_of
    return sorted(first.values(), key=attrgetter("start"))


def _sum_given(piece: Piece) -> Hit | None:
    """Words that give a sum of money: each of you gets £20."""
    money = [one for one in piece.figures[:MANY] if one.kind == "money"]
    near = _BESIDE[piece.reading.language]
    for hit in piece.of("gives")[:MANY] if money else ():
        if any(0 <= one.start - hit.end <= near for one in money):
            return hit._replace(kind="redress")
    return None


def measures_in(piece: Piece) -> list[Hit]:
    """What a sentence changes so that it does not happen again: an act, or a rule from a day on."""
    return given_in(piece, "measure") or lasting(piece)


def lasting(piece: Piece) -> list[Hit]:
    """That something is done otherwise from a day on, in whatever words: 4月1日起,每单称重."""
    others = ("redress", "bearing", "containment", "request", "not-lasting")
    rule = piece.first("lasting")
    if rule is None or piece.has(*others) or not day(piece) or is_question(piece):
        return []
    if piece.has("next-update") and not piece.has("must"):
        return []
    return [] if has_happened(piece, rule) else [rule]


def given(reading: Reading, *kinds: str) -> Iterator[tuple[Piece, Hit]]:
    """The first place of each kind in each sentence of the body and its headings."""
    for piece in reading.pieces:
        if piece.role in {SENTENCE, ITEM, HEADING}:
            yield from ((piece, hit) for hit in given_in(piece, *kinds))


def deadline(piece: Piece) -> Figure | Hit | None:
    """A time of a sentence that is still to come, as far as its words tell."""
    return _time(piece, "until")


def day(piece: Piece) -> Figure | Hit | None:
    """A time by which, or from which, what the sentence says is done."""
    return _time(piece, "until", "since")


def due(piece: Piece) -> list[Figure]:
    """The times by which something is there, by the words beside them: still to come or over."""
    if piece.has("not-promise"):
        return []
    times = (one for one in piece.figures[:MANY] if one.kind in TIMES)
    return [one for one in times if _has_word_beside(piece, one, ("until",))]


def _time(piece: Piece, *words: str) -> Figure | Hit | None:
    for figure in piece.figures[:MANY]:
        if figure.kind in TIMES and _is_ahead(piece, figure, words) and not is_limit(piece, figure):
            return figure
    said = (one for one in piece.of("time-words")[:MANY] if not is_limit(piece, one))
    return next(said, None)


def is_limit(piece: Piece, day: Figure | Hit) -> bool:
    """Whether it is until when one can claim: not when one gets it, but in a recall."""
    if piece.reading.context.kind == "recall":
        return False
    flat = piece.reading.flat
    if piece.reading.language == "zh":
        behind = flat[day.end : min(day.end + _LIMITED, piece.end)]
        return not behind.startswith("起") and any(word in behind for word in _LIMITS)
    before = flat[clause(piece, day.start)[0] : day.start].split()
    return any(word in _CLAIMS for word in before)


def _is_ahead(piece: Piece, figure: Figure, words: tuple[str, ...]) -> bool:
    """Whether a time lies after the statement: by the calendar where that is known, or by words."""
    if figure.kind == "relative" and figure.value > 0:
        return True
    told = is_ahead(piece, figure)
    return _has_word_beside(piece, figure, words) if told is None else told


def is_ahead(piece: Piece, figure: Figure) -> bool | None:
    """Whether a day is still to come when the text goes out; None when that is not known."""
    published = piece.reading.context.published
    if published is None or figure.kind not in {"date", "moment"}:
        return None
    year, month, day, *clock = figure.value
    if month is None or day is None:
        return None
    now = (published.year, published.month, published.day, published.hour, published.minute)
    said = (year or published.year, month, day, *(clock if None not in clock else ()))
    return said >= now[: len(said)]


def _has_word_beside(piece: Piece, figure: Figure, words: tuple[str, ...]) -> bool:
    near = _BESIDE[piece.reading.language]
    if any(0 <= figure.start - hit.end <= near * 2 for hit in piece.of("by-then")[:MANY]):
        return True
    if piece.reading.language == "en":
        return any(0 <= figure.start - hit.end <= near for hit in piece.of(*words)[:MANY])
    return any(figure.start < hit.start <= figure.end + near for hit in piece.of(*words)[:MANY])


def is_done(piece: Piece, hit: Hit) -> bool:
    """Whether an act is done, or begins at once."""
    done = within(piece, clause(piece, hit.start), "done")
    flat = piece.reading.flat  # 当晚的餐费 is not paid that evening
    return has_happened(piece, hit) or any(not flat.startswith("的", one.end) for one in done)


def has_happened(piece: Piece, hit: Hit) -> bool:
    """Whether an act is done, by us: 已购买 is no act of ours."""
    theirs = piece.of("bought")[:MANY]
    now = within(piece, clause(piece, hit.start), "happened")[:MANY]
    return any(not covered(one, theirs) for one in now)


def has_acted(reading: Reading) -> bool:
    """Whether the text says what has been done about it: 已关闭接口, "we have reset"."""
    return any(piece.has("acted") or _has_fixed(piece) for piece in reading.pieces)


def _has_fixed(piece: Piece) -> bool:
    """Whether something was put right: with 已 before it, or on a day that is over."""
    flat = piece.reading.flat
    fixed = [one for one in piece.of("fixing")[:MANY] if flat[one.start : one.end] not in _ALSO]
    if fixed and any(is_ahead(piece, one) is False for one in piece.figures[:MANY]):
        return True
    return any(
        0 <= verb.start - done.end <= _SOON
        for done in piece.of("happened")[:MANY]
        for verb in piece.of("fixing")[:MANY]
    )


def is_part(reading: Reading) -> bool:
    """Whether the rest stands elsewhere: an excerpt, or a short message that points to the text."""
    short = len(reading.text) <= _SHORT[reading.language]
    return reading.context.excerpt or (
        short and any(piece.has("full-text") for piece in reading.pieces)
    )


def introduction(reading: Reading, piece: Piece) -> Piece | None:
    """The sentence that leads in the list to which an item belongs."""
    first = listed(reading, piece)[0]
    return reading.pieces[first.number - 1] if piece.role == ITEM and first.number else None


def listed(reading: Reading, piece: Piece) -> list[Piece]:
    """The items of the list to which an item belongs; the sentence itself otherwise."""
    return _run(reading, piece, lambda one: one.role == ITEM) if piece.role == ITEM else [piece]


def same_line(reading: Reading, piece: Piece) -> list[Piece]:
    """The pieces of the same line: a paragraph, or an item with what belongs to it."""
    return _run(reading, piece, lambda one: one.paragraph == piece.paragraph)


def _run(reading: Reading, piece: Piece, belongs: Callable[[Piece], bool]) -> list[Piece]:
    """A piece with those right before and behind it that belong to it, so many that people read."""
    pieces, begin, end = reading.pieces, piece.number, piece.number + 1
    lowest, highest = max(0, begin - _MOST), min(len(pieces), end + _MOST)
    while begin > lowest and belongs(pieces[begin - 1]):
        begin -= 1
    while end < highest and belongs(pieces[end]):
        end += 1
    return pieces[begin:end]


def shown(reading: Reading, place: Piece | Hit | Figure) -> str:
    """The words of a place as they are written."""
    return reading.text[place.start : place.end]
