"""Rules about words that lawyers will read back to you (CS501, CS502, CS505, CS507)."""

from collections.abc import Iterator

from crisiskit.language import _
from crisiskit.review.figures import Figure
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.acts import MANY, TIMES, clause, covered, is_question, shown, within
from crisiskit.review.table import Remark, on, rule
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULES = (
    rule(
        "CS501",
        "legal-admission-flag",
        warning="holding apology handling press qa",
        info="clarification status recall breach internal",
    ),
    rule(
        "CS502",
        "no-prejudge-authority",
        error="holding apology handling",
        warning="clarification status press qa",
    ),
    rule(
        "CS505",
        "no-lawyer-threat",
        error="apology handling",
        warning="holding clarification press qa",
    ),
    rule(
        "CS507",
        "filing-before-press",
        error="holding handling clarification press",
        warning="apology status recall breach internal qa",
    ),
)

FORETOLD = {"zh": 16, "en": 60}
"""Characters between an authority and what it is said to find."""

ASKING = (
    *(" what", " who", " why", " how", " whether", " where", " when", " out", " the cause"),
    *(" the reason", "谁", "是否", "什么", "原因", "责任"),
)
"""Behind what will be found, they leave it open."""

_LARGE = 1_000_000


def admission(reading: Reading) -> Iterator[Remark]:
    """That we broke a law or a contract, in our own words.

    Being sorry and being responsible is another thing. What others broke, and what an authority has
    found, is none of it.
    """
    for piece in reading.body:
        if piece.has("deferring") or (piece.has("authority") and piece.has("found", "document")):
            continue
        for hit in piece.of("admission")[:MANY]:
            span = clause(piece, hit.start)
            if reading.is_negated(hit) or within(piece, (span[0], hit.start), "others"):
                continue
            denied = [
                one for one in piece.of("prejudge") if reading.flat.startswith("不", one.start)
            ]
            if covered(hit, denied):
                continue  # 不属于违法行为
            message = _("{words} is a lawyer's sentence: it may be held against you in court.")
            hint = _("Say in plain words what you did wrong, or let counsel waive this.")
            words = quote(shown(reading, hit))
            yield on("legal-admission-flag", hit, message.format(words=words), hint)
            break


def prejudging(reading: Reading) -> Iterator[Remark]:
    """What an authority is to find, said before it has."""
    is_open = reading.context.authority or any(
        piece.says("reported") or (piece.has("authority") and piece.says("case-open"))
        for piece in reading.body
    )
    for piece in reading.body:
        place = (
            _unsupported_finding(piece)
            or _announced(piece)
            or (_conclusion(piece) if is_open else None)
        )
        if place is not None:
            yield _prejudged(reading, place)


def _prejudged(reading: Reading, place: Hit) -> Remark:
    words = quote(shown(reading, place))
    if place.kind == "found":
        message = _("{words}: where can that be read? The authority will be asked.")
        hint = _("Cite its notice with the date, or say that its findings are awaited.")
    else:
        message = _("{words} is for the authority to say, and it has not.")
        hint = _("Say what has been reported to whom, and that their findings will stand.")
    return on("no-prejudge-authority", place, message.format(words=words), hint)


def _unsupported_finding(piece: Piece) -> Hit | None:
    """An authority is said to have found something, without a paper or a day."""
    near = piece.reading.around(piece)
    if any(one.has("document") for one in near) or piece.has("deferring"):
        return None
    if any(figure.kind in TIMES | {"id"} for figure in piece.figures):
        return None
    for authority in piece.of("authority")[:MANY]:
        for hit in piece.of("found")[:MANY]:
            same = clause(piece, hit.start)[0] <= authority.start < hit.start
            if same and not piece.reading.is_negated(hit):
                return hit
    return None


def _announced(piece: Piece) -> Hit | None:
    """What an authority or its inquiry will find, told in advance: the court will clear us."""
    if is_question(piece) or piece.has("condition") or not piece.has("foretold"):
        return None
    forums = piece.of("authority", "inquiry")[:MANY]
    for hit in piece.of("foretold")[:MANY]:
        begin = max(clause(piece, hit.start)[0], hit.start - FORETOLD[piece.reading.language])
        before = [forum for forum in forums if begin <= forum.start < hit.start]
        if before and not _is_left_open(piece, hit) and not piece.reading.is_negated(hit):
            return hit._replace(start=before[-1].start)
    return None


def _is_left_open(piece: Piece, hit: Hit) -> bool:
    """Whether it is said what will be found out, not how: the inquiry will show what happened."""
    return piece.reading.flat.startswith(ASKING, hit.end)


def _conclusion(piece: Piece) -> Hit | None:
    """A verdict of ours while an authority looks."""
    supported = piece.has("authority") and piece.has("document", "found")
    if supported or piece.has("deferring") or is_question(piece):
        return None
    return next(
        (hit for hit in piece.of("prejudge") if not piece.reading.is_negated(hit)),
        None,
    )


def threats(reading: Reading) -> Iterator[Remark]:
    """Lawyers set on those who talk: the public becomes the accused.

    Crimes against our customers, named as such, are no threat to anybody else; nor is what the
    reader may do against us.
    """
    for piece in reading.body:
        hit = _threat(piece)
        if hit is not None:
            message = _("{words} makes the people who are angry the accused, and the story larger.")
            hint = _("Leave it out. What is untrue, correct with evidence in a text of its own.")
            words = quote(shown(reading, hit))
            yield on("no-lawyer-threat", hit, message.format(words=words), hint)


def _threat(piece: Piece) -> Hit | None:
    if piece.has("their-case") or is_question(piece):
        return None
    at_posters = piece.has("posters")
    aimed_elsewhere = piece.has("crime") or piece.has("others")
    for hit in piece.of("lawsuit", "police-report"):
        if piece.reading.is_negated(hit):
            continue
        if at_posters or (hit.kind == "lawsuit" and not aimed_elsewhere):
            return hit
    return None


def unfiled(reading: Reading) -> Iterator[Remark]:
    """What it costs the company, told to the press before the market."""
    told = reading.context
    listed = told.listed or any(piece.has("listed-words") for piece in reading.pieces)
    if not listed or told.filed or _is_filing(reading):
        return
    for piece in reading.body:
        sums = any(map(_is_sum, piece.figures))
        for hit in piece.of("financial"):
            if not sums and not piece.has("materiality"):
                continue
            message = _("{words} moves the share price: the exchange has to have it first.")
            hint = _("File it first and cite the announcement, or take the figure out.")
            words = quote(shown(reading, hit))
            yield on("filing-before-press", hit, message.format(words=words), hint)
            break


def _is_filing(reading: Reading) -> bool:
    """Whether the text is the announcement to the exchange, or cites it."""
    return any(piece.has("filing") for piece in reading.pieces)


def _is_sum(figure: Figure) -> bool:
    """Money, a share of something, or a number so large that it is money: 不超过 1 亿."""
    is_large = figure.kind == "number" and figure.value >= _LARGE
    return is_large or figure.kind in {"money", "percent"}


CRITICS = (admission, prejudging, threats, unfiled)
