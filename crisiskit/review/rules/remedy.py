"""Rules about what the people who were harmed get (CS401, CS402, CS408; domain.md 3.1 D)."""

from collections.abc import Iterator

from crisiskit.language import _
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.acts import (
    MANY,
    clause,
    covered,
    day,
    due,
    given,
    has_acted,
    introduction,
    is_done,
    is_limit,
    is_part,
    lasting,
    listed,
    measures_in,
    same_line,
    shown,
    within,
)
from crisiskit.review.segments import HEADING, ITEM
from crisiskit.review.table import Remark, missing, on, rule
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULES = (
    rule("CS401", "remedy-present", error="apology handling", warning="recall breach press"),
    rule("CS402", "remedy-dated", error="apology handling", warning="recall breach press"),
    rule("CS408", "overpromise", warning="apology", info="handling press"),
)

ACTS = ("redress", "containment", "measure")

_WORDS = ("next-update", "contact-nowhere", "protective", "restore")
"""What is promised for soon and is no remedy: an answer, service again."""

_SORTS = ("sum", "repair", "longer", "medical")
"""What a remedy may give besides the money back; each wants a day of its own."""

_HELPS = ("redress", "bearing", "containment")
"""What counts as a remedy, where it is not for the kind of text to say."""

_HELPS_IN = dict.fromkeys(("recall", "breach"), ("redress", "bearing"))

LABEL = 8
"""Characters that the name of an item has at most."""

_CHAIN = 10
"""Parts between semicolons that one 我们将 may govern."""


def present(reading: Reading) -> Iterator[Remark]:
    """Words of apology and nothing for those who were harmed.

    Where we are a victim ourselves, or nobody was harmed, nothing is owed; those whom we turned
    away are owed something, though nothing can be put in money. In a recall the recall
    itself is none: the buyer wants the money, another one, or a repair.
    """
    told = reading.context
    wronged = told.kind in {"apology", "breach"} and told.responsibility == "preventable"
    if told.responsibility == "victim" or (told.harm == "none" and not wronged) or is_part(reading):
        return
    helps = given(reading, *_HELPS_IN.get(told.kind, _HELPS))
    if any(not reading.is_negated(hit) for _piece, hit in helps):
        return
    if told.kind == "breach" and has_acted(reading) and not wronged:
        return
    hint = _(
        "Say what each of them gets: the money back, another one, the costs you bear, and how much."
    )
    vague = next(reading.having("vague-measure"), None)
    if vague is None:
        message = _("Nothing is offered to the people who were harmed.")
        yield missing("remedy-present", reading, message, hint)
    else:
        message = _("{words} is work on yourselves; the people who were harmed get nothing.")
        words = quote(shown(reading, vague[1]))
        yield on("remedy-present", vague[1], message.format(words=words), hint)


def dated(reading: Reading) -> Iterator[Remark]:
    """Remedies and measures without a day by which they are there."""
    lines: set[int] = set()
    hint = _("Name the day and hour: “back on your card by 24:00 on 8 March”.")
    days = {piece.number for piece in reading.pieces if _has_day(piece)}
    for piece in reading.body:
        vague = None if piece.number in days else _vague(piece, days)
        if vague is not None:
            message = _("{words} is no date: nobody can hold you to it, and nobody will wait.")
            words = quote(shown(reading, vague))
            yield on("remedy-dated", vague, message.format(words=words), hint)
            lines.add(piece.paragraph)
    for piece, hit in _undated(reading, days):
        if piece.paragraph not in lines:
            lines.add(piece.paragraph)
            message = _("{words}: by when? Without a date this promise cannot be checked.")
            words = quote(shown(reading, hit))
            yield on("remedy-dated", hit, message.format(words=words), hint)


def _has_day(piece: Piece) -> bool:
    return bool(day(piece)) or any(not is_limit(piece, one) for one in due(piece))


def _vague(piece: Piece, days: set[int]) -> Hit | None:
    """A promise to act some time, or to think about acting."""
    reading = piece.reading
    if not piece.has(*ACTS, "settle", "explore", "soon"):
        return None
    for hit in piece.of("explore"):
        if piece.has("redress", "commit", "deadline-vague") and not reading.is_negated(hit):
            return hit
    promised = piece.has("commit")
    for hit in piece.of("deadline-vague", "soon")[:MANY]:
        if not (promised or hit.kind == "soon") or reading.is_negated(hit):
            continue
        span = clause(piece, hit.start)
        if within(piece, span, "request"):
            continue
        if hit.kind == "soon" and promised and not within(piece, span, *_WORDS):
            return hit  # 将尽快 is a promise, whatever its verb
        if not within(piece, span, *ACTS, "settle"):
            continue
        if all(one.number not in days for one in reading.around(piece)):
            return hit  # 第一时间 with the days beside it is none
    return None


def _undated(reading: Reading, days: set[int]) -> Iterator[tuple[Piece, Hit]]:
    """The first remedy of each sort of which none has a time, and each measure without one."""
    remedies = [
        (piece, hit)
        for piece, hit in given(reading, "redress")
        if piece.role != HEADING and not covered(hit, piece.of("bearing")[:MANY])
    ]
    # another item of its list may say until when a remedy can be claimed
    dated = [
        piece
        for piece, hit in remedies
        if is_done(piece, hit) or _are_any([*near(reading, piece), *listed(reading, piece)], days)
    ]
    seen = {sort for piece in dated for sort in _sorts(piece)}
    for piece, hit in remedies:
        if _is_label(piece):
            continue
        if piece not in dated and _is_new(piece, seen, first=not dated):
            yield piece, hit
        seen |= _sorts(piece)
    for piece, hit in given(reading, "measure"):
        if is_pending(reading, piece, hit) and not _are_any(near(reading, piece), days):
            yield piece, hit


def _is_label(piece: Piece) -> bool:
    """Whether it is only the name of what follows: 四、退款."""
    return piece.role == ITEM and len(piece.words) <= LABEL and piece.words[-1].isalpha()


def _sorts(piece: Piece) -> set[str]:
    """Which sorts of remedies a sentence gives: a sum, a repair; else the money back."""
    return {sort for sort in _SORTS if piece.has(f"redress-{sort}")} or {"money back"}


def _is_new(piece: Piece, seen: set[str], *, first: bool) -> bool:
    """Whether it is the first of its sort; beside dated ones only if it is promised as another."""
    if _sorts(piece) & seen:
        return False
    apart = "medical" in _sorts(piece) or "medical" in seen  # whoever was ill is paid otherwise
    return first or apart or piece.has("besides")


def _are_any(pieces: list[Piece], numbers: set[int]) -> bool:
    return any(piece.number in numbers for piece in pieces)


def near(reading: Reading, piece: Piece) -> list[Piece]:
    """What may give an act its day or its owner: its line, and the ends of its list.

    A sentence of the line that has an act of its own speaks of that.
    """
    line = [
        one
        for one in same_line(reading, piece)
        if one is piece or not (one.has("redress") or measures_in(one) or _begins_anew(one, piece))
    ]
    lead_in = introduction(reading, piece)
    return [*line, *([lead_in] if lead_in else []), *_closing(reading, piece)]


def _begins_anew(one: Piece, piece: Piece) -> bool:
    """Whether a sentence further on tells what holds from a day of its own."""
    return one.number > piece.number and one.flat.startswith(("from ", "since ", "starting ", "自"))


def _closing(reading: Reading, piece: Piece) -> list[Piece]:
    """The sentence behind a list, where it speaks of all of it."""
    after = listed(reading, piece)[-1].number + 1
    behind = reading.pieces[after : after + 1]
    return behind if piece.role == ITEM and behind and behind[0].has("all-of-it") else []


def is_pending(reading: Reading, piece: Piece, hit: Hit) -> bool:
    """Whether a measure is still to be done: neither told as over nor as what went wrong."""
    lead_in = introduction(reading, piece)
    is_old = is_done(piece, hit) or (lead_in is not None and lead_in.has("done", "happened"))
    if is_old or reading.is_negated(hit) or piece.role == HEADING or _is_of_past(piece, hit):
        return False
    if piece.role == ITEM or hit.start == piece.start or day(piece):
        return True
    return any(one.has("commit") for one in _sentence(reading, piece))


def _is_of_past(piece: Piece, hit: Hit) -> bool:
    """Whether it says when or by what something went wrong: 盘点时没有移出, 盘点制度."""
    return piece.reading.flat.startswith(("时", "制度", "记录", "结果"), hit.end)


def _sentence(reading: Reading, piece: Piece) -> list[Piece]:
    """A piece with those before it that only a semicolon parts from it."""
    begin = piece.number
    while 0 < begin > piece.number - _CHAIN and reading.pieces[begin - 1].flat.endswith(";"):
        begin -= 1
    return reading.pieces[begin : piece.number + 1]


def _makes_sure(piece: Piece) -> bool:
    """Whether a sentence tells of something that will be different, or of a day for the usual."""
    measures = [
        hit
        for hit in piece.of("measure")[:MANY]
        if not covered(hit, piece.of("soft-measure")[:MANY])
    ]
    return bool(measures or lasting(piece)) or (
        piece.has("measure", "containment") and bool(day(piece))
    )


def overpromise(reading: Reading) -> Iterator[Remark]:
    """That it will never happen again, without what makes sure of it."""
    sworn: set[int] = set()
    for piece, hit in reading.having("overpromise"):
        near = reading.around(piece)
        if piece.number in sworn or piece.has("no-promise") or any(map(_makes_sure, near)):
            continue
        sworn.add(piece.number)
        message = _("{words} is more than anybody can keep, and the next case will be held to it.")
        hint = _("Say what will be different from which day on, and how people can see it.")
        words = quote(shown(reading, hit))
        yield on("overpromise", hit, message.format(words=words), hint)


CRITICS = (present, dated, overpromise)
