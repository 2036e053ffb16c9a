"""Rules about giving one's word, and keeping it (CS406, CS407, CS409; domain.md 3.1 D)."""

from collections.abc import Iterator
from typing import NamedTuple

from crisiskit.language import _
from crisiskit.review.figures import Figure
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.acts import (
    MANY,
    TIMES,
    clause,
    day,
    deadline,
    given_in,
    has_happened,
    is_ahead,
    is_done,
    is_question,
    lasting,
    shown,
    within,
)
from crisiskit.review.table import ALL, Remark, missing, on, rule
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULES = (
    rule(
        "CS406",
        "next-update",
        error="holding status apology",
        warning="clarification breach press qa",
    ),
    rule("CS407", "no-unconfirmed-eta", warning="status", info="apology"),
    rule("CS409", "promise-tracked", info=ALL),
)

_ALWAYS_OWED = frozenset({"holding", "status"})
"""Kinds that are never the last word, unless they say that all is over."""

_NEAR = {"zh": 30, "en": 60}
"""Characters between a time and the word for telling."""


_COUNTS = frozenset("0123456789一二两三四五六七八九十半几数")

_CLOSE = 6
"""Characters between a day and the word for telling, in Chinese."""


def next_update(reading: Reading) -> Iterator[Remark]:
    """Something is open, and nobody knows when there is more.

    Of an excerpt only what it says can be judged: the time may stand in the rest.
    """
    if not _is_open(reading) or any(map(_tells_when, reading.pieces[bool(reading.title) :])):
        return
    hint = _("Give a time and a place, even if there is nothing new: “next update here at 20:00”.")
    for piece in reading.body:
        if _tells_some_time(piece):
            message = _("{words}: people will look every hour, and others will tell them first.")
            words = quote(shown(reading, piece))
            yield on("next-update", piece, message.format(words=words), hint)
            return
    if reading.context.excerpt:
        return
    message = _("It does not say when the next word comes: silence is filled by others.")
    open_one = next((piece for piece, _hit in reading.having("open-item")), None)
    if open_one is None:
        yield missing("next-update", reading, message, hint)
    else:
        yield on("next-update", open_one, message, hint)


def _tells_some_time(piece: Piece) -> bool:
    """Whether it promises to tell more, some time."""
    vague = piece.first("deadline-vague", "soon")
    if vague is None or not piece.has("next-update") or is_question(piece):
        return False
    return not within(piece, (0, vague.start), "request")


def _is_open(reading: Reading) -> bool:
    still = reading.any("open-item") or any(
        _tells_some_time(piece) and not piece.has("redress", "bearing", "measure")
        for piece in reading.body
    )
    if reading.context.kind in _ALWAYS_OWED:
        return still or not any(
            piece.says("resolved") and not piece.has("eta", "deadline-vague")
            for piece in reading.body
        )
    return still


def _tells_when(piece: Piece) -> bool:
    if piece.has("next-word") and (deadline(piece) or _times(piece)):
        return True
    tells = piece.of("next-update")
    if not tells or (piece.has("redress", "arrives") and not piece.has("open-item")):
        return False  # who is told when the money is back learns nothing else
    if deadline(piece):
        return True
    near = _NEAR[piece.reading.language]
    promised = piece.has("commit", "here") or any(
        one.kind == "relative" and one.value == 0 for one in piece.figures
    )
    return any(
        (promised or _is_announced(piece, one, hit))
        and abs(one.start - hit.start) <= near
        and not _is_past(piece, hit)
        for one in _times(piece)[:MANY]
        for hit in tells[:MANY]
    )


def _is_announced(piece: Piece, time: Figure, hit: Hit) -> bool:
    """Whether a time right before the word for telling announces it: 结果3月12日公布."""
    between = piece.reading.flat[time.end : hit.start]
    close = time.end <= hit.start <= time.end + _CLOSE and "," not in between
    return close and piece.reading.language == "zh" and is_ahead(piece, time) is not False


def _is_past(piece: Piece, hit: Hit) -> bool:
    today = any(one.kind == "relative" and one.value == 0 for one in piece.figures)
    past = has_happened(piece, hit) if today else is_done(piece, hit)
    return past or piece.reading.flat.startswith("了", hit.end)


def _times(piece: Piece) -> list[Figure]:
    return [figure for figure in piece.figures if figure.kind in TIMES]


def unconfirmed_eta(reading: Reading) -> Iterator[Remark]:
    """A guess when it works again: when it fails, there are two failures to explain."""
    for piece in reading.body:
        found = next(_guesses(piece), None)
        if found is None or _is_confirmed(reading, found[2]):
            continue
        message = _("{words} is a guess that will be read as a promise.")
        hint = _("Say that the time is not known, and when you will say more.")
        begin, end, _times = found
        words = quote(reading.text[begin:end])
        yield Remark("no-unconfirmed-eta", begin, end, message.format(words=words), hint)


def _guesses(piece: Piece) -> Iterator[tuple[int, int, list[str]]]:
    """From where to where a piece guesses when it works again, with the times that it names.

    The time may stand in the clause behind the guess: 工程师估计,半小时后可以登录.
    """
    for guess in piece.of("eta", "eta-label")[:MANY]:
        if piece.reading.is_negated(guess) or _is_of_booking(piece, guess):
            continue
        begin, end = clause(piece, guess.start)
        for span in ((begin, end), (begin, piece.end)):
            times, back = _times_within(piece, span), within(piece, span, "restore", "eta-label")
            if within(piece, span, "eta-past") or not times or not back:
                continue
            first = min(guess.start, times[0].start, back[0].start)
            last = max(guess.end, times[-1].end, back[-1].end)
            yield first, last, [shown(piece.reading, one) for one in times]


def _is_of_booking(piece: Piece, guess: Hit) -> bool:
    """Whether 约 is no "about": a number follows that."""
    flat = piece.reading.flat
    behind = flat[guess.end : guess.end + 1]
    return flat[guess.start : guess.end] == "约" and behind not in _COUNTS


def _times_within(piece: Piece, span: tuple[int, int]) -> list[Figure | Hit]:
    figures = [one for one in _times(piece) if span[0] <= one.start < span[1]]
    return [*figures, *within(piece, span, "span-words")]


def _is_confirmed(reading: Reading, times: list[str]) -> bool:
    """Whether the ledger has one of these times as a confirmed fact."""
    return any(
        fact.status == "confirmed" and any(one in fact.words or fact.words in one for one in times)
        for fact in reading.context.facts.values()
        if fact.words
    )


_ACTS = ("redress", "bearing", "containment", "measure", "next-update", "settle", "deed")


class Promise(NamedTuple):
    """What a statement promises, until when in its own words (empty: not said), and where."""

    what: str
    due: str
    start: int
    end: int


def promises(reading: Reading) -> list[Promise]:
    """Every commitment of a text: what somebody will have to do after it is out."""
    return [promise for piece in reading.body if (promise := _promise(piece))]


def _promise(piece: Piece) -> Promise | None:
    reading = piece.reading
    if is_question(piece) or piece.has("securities"):
        return None
    promised = next((hit for hit in piece.of("commit") if not reading.is_negated(hit)), None)
    due = day(piece) if promised else deadline(piece)
    until = shown(reading, due) if due else ""
    acts = [hit for hit in given_in(piece, *_ACTS) if not is_done(piece, hit)] or lasting(piece)
    if promised is None:
        acts = [hit for hit in acts if hit.kind != "settle" and (due or hit.kind == "lasting")]
        if piece.has("request"):
            return None
    else:
        acts = [hit for hit in acts if hit.end > promised.start]
    made = acts or _vows(piece) or _tells_when(piece) or (promised and _is_ours(piece, promised))
    return Promise(piece.words, until, piece.start, piece.end) if made else None


def _vows(piece: Piece) -> bool:
    """Whether somebody gives his word: 我以个人名义承诺, I give you my word."""
    return piece.says("vow") and not piece.has("no-vow")


def _is_ours(piece: Piece, promised: Hit) -> bool:
    """Whether the company says that it will do something that can be counted or has a time."""
    span = clause(piece, promised.start)
    ours = within(piece, (span[0], promised.end), "company")
    return bool(ours) and any(span[0] <= one.start for one in piece.figures)


def tracked(reading: Reading) -> Iterator[Remark]:
    """Each commitment, so that a case can make promises of them."""
    for promise in promises(reading):
        message = (
            _("A promise ({due}): {what}").format(due=promise.due, what=quote(promise.what))
            if promise.due
            else _("A promise without a date: {what}").format(what=quote(promise.what))
        )
        hint = (
            _("Give it an owner in the case, so that it is kept.")
            if promise.due
            else _("Give it an owner and a date in the case, or take it out.")
        )
        yield Remark("promise-tracked", promise.start, promise.end, message, hint)


CRITICS = (next_update, unconfirmed_eta, tracked)
