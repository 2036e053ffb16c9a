"""Rules about those who were hurt: named, mourned first (domain.md 3.1 B)."""

from collections.abc import Iterator

from crisiskit.language import _
from crisiskit.review.acts import within
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.acts import MANY
from crisiskit.review.table import Remark, missing, on, rule
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULES = (
    rule(
        "CS201",
        "harm-acknowledged",
        error="apology recall breach",
        warning="holding handling press",
    ),
    rule(
        "CS202",
        "condolence-first",
        error="holding apology internal press",
        warning="handling clarification status recall",
    ),
)

TOLD_OF_PEOPLE = ("harm-health", "harm-death", "harm-privacy")
"""Harm that only people can have: the word alone says who it is about."""

TOLD_OF_THINGS = ("harm-money", "harm-service", "harm-event")
"""Harm that is one only when somebody is named who has it."""

HARMS = (*TOLD_OF_PEOPLE, *TOLD_OF_THINGS, "got-at")
PEOPLE = ("affected", "addressed")

AHEAD = 10
"""Characters before a harm in which 避免 or `prevent` says that there is none (English: 30)."""


def harm_acknowledged(reading: Reading) -> Iterator[Remark]:
    """Texts that never say who was hurt and how."""
    if reading.context.harm == "none" or reading.context.excerpt or not reading.body:
        return
    if any(_acknowledges(reading, piece) for piece in reading.body):
        return
    place = _vague(reading)
    if place is None:
        yield missing(
            "harm-acknowledged",
            reading,
            _("Nowhere does it say who was hurt and how: readers will say it for you."),
            _acknowledge(reading),
        )
        return
    message = _("{words} stands for a harm that is named nowhere: who was hurt, and how?")
    yield on(
        "harm-acknowledged",
        place,
        message.format(words=quote(reading.text[place.start : place.end])),
        _acknowledge(reading),
    )


def _acknowledge(reading: Reading) -> str:
    if reading.context.kind == "breach" or reading.context.harm == "privacy":
        return _(
            "Say in one sentence how many people it is and what happened to them: "
            "“the names and numbers of 812 customers were stolen”."
        )
    return _(
        "Say in one sentence how many people were hurt and what happened to them: "
        "“17 customers fell ill; 2 are in hospital”."
    )


def _acknowledges(reading: Reading, piece: Piece) -> bool:
    """Whether a sentence says of people that something was done to them."""
    if piece.has("victimage"):
        return False  # the harm is the company's
    kinds = {hit.kind for hit in _told(reading, piece, *HARMS)}
    if not kinds.isdisjoint(TOLD_OF_PEOPLE) or ("got-at" in kinds and piece.has("personal-data")):
        return True
    if reading.context.kind == "recall" and "harm-event" in kinds:
        return True
    if _is_wronged(piece) or (piece.has("contaminant") and piece.has("affected")):
        return True
    counted = piece.has("counted") and any(one.kind == "number" for one in piece.figures)
    return not kinds.isdisjoint(TOLD_OF_THINGS) and (
        counted or any(near.has(*PEOPLE) for near in reading.around(piece))
    )


def _is_wronged(piece: Piece) -> bool:
    """Whether so many people could not do something, or had it done to them: 46位乘客被留下."""
    counted = any(one.kind == "number" for one in piece.figures)
    if piece.has("unaffected", "only-if", "discipline", "blame-personal"):
        return False
    if not counted:
        return _has_it_done(piece)
    if not any(one.has(*PEOPLE) for one in piece.reading.around(piece)):
        return False
    apparent = piece.of("no-negation")
    return any(not within(hit, apparent) for hit in piece.of("negation", "suffers"))


def _has_it_done(piece: Piece) -> bool:
    """Whether somebody in particular is who something was done to: 新娘没有等到婚车."""
    reach = AHEAD if piece.reading.language == "zh" else AHEAD * 3
    people = piece.of("named-people")[:MANY]
    done = [hit for hit in piece.of("befalls")[:MANY] if not piece.reading.is_negated(hit)]
    return any(0 <= hit.start - who.end <= reach for who in people for hit in done)


def _told(reading: Reading, piece: Piece, *kinds: str) -> Iterator[Hit]:
    """Harm that is told as a fact: not denied, prevented, warned of, or behind an `if`.

    A recall tells of dangers: if you go on using it, it can burn you.
    """
    recall = reading.context.kind == "recall"
    reach = AHEAD if reading.language == "zh" else AHEAD * 3
    doubted, prevented = False, -reach
    for hit in piece.of(*kinds, "kept-away", "only-if"):
        if hit.kind == "only-if":
            doubted = True
        elif hit.kind == "kept-away":
            prevented = hit.end + reach
        elif (recall or not (doubted or hit.start <= prevented)) and not reading.is_negated(hit):
            yield hit


def _vague(reading: Reading) -> Hit | None:
    for kind in ("vague-harm", "vague-case"):
        for _piece, hit in reading.having(kind):
            return hit
    return None


CARE = ("condolence", "empathy")
BODILY = ("harm-health", "harm-death")
GRIEF_WITHIN = 3
"""Sentences in which the dead and the hurt have been thought of."""


def condolence_first(reading: Reading) -> Iterator[Remark]:
    """Texts about death or injury that begin with the company."""
    if reading.context.excerpt or not _is_grave(reading):
        return
    body = _after_greeting(reading)
    if not body:
        return
    if reading.context.harm == "injury" and _is_about_the_hurt(body[0]):
        return
    care = next((hit for piece in body if (hit := _care(piece)) is not None), None)
    proud = next((hit for piece in body for hit in piece.of("performance")), None)
    if proud is not None and (care is None or proud.start < care.start):
        message = _("{words} comes before those who were hurt: it reads as if they came second.")
        words = quote(reading.text[proud.start : proud.end])
        yield on("condolence-first", proud, message.format(words=words), _console())
    elif care is None:
        message = _("People died or were hurt, and not a word is for them or their families.")
        yield on("condolence-first", body[0], message, _console())
    elif not _in_time(body, care):
        message = _("The first words are not for those who were hurt; sympathy comes later.")
        yield on("condolence-first", body[0], message, _console())


def _is_about_the_hurt(piece: Piece) -> bool:
    """Whether a text begins with who was hurt and how, and not with the company."""
    return piece.has(*PEOPLE) and piece.has(*BODILY) and not piece.has("performance")


def _console() -> str:
    return _("Begin with the dead, the injured and their families; what you did comes after.")


def _is_grave(reading: Reading) -> bool:
    if reading.context.harm is not None:
        return reading.context.harm_at_least("injury")
    return reading.context.kind != "clarification" and any(
        True for piece in reading.body for _hit in _told(reading, piece, "harm-death")
    )


def _after_greeting(reading: Reading) -> list[Piece]:
    body = reading.body
    first = 0
    press = reading.context.kind == "press"
    while first < len(body) and (_is_greeting(body[first]) or (press and _is_line(body[first]))):
        first += 1
    return body[first:]


def _is_line(piece: Piece) -> bool:
    """Who speaks and where, at the head of a speech: no sentence."""
    return not piece.flat.endswith((".", "。", "!", "?", "…", ";", '"', "”"))


def _is_greeting(piece: Piece) -> bool:
    polite = piece.has("greeting") and not piece.has(*TOLD_OF_PEOPLE, *CARE)
    return polite or _names_speaker(piece)


def _names_speaker(piece: Piece) -> bool:
    """Whether it says who speaks (发言人：…), as remarks begin on paper."""
    who = piece.first("spokesperson")
    return who is not None and who.start == piece.start and piece.reading.flat[who.end] == ":"


def _care(piece: Piece) -> Hit | None:
    """The first words of sorrow; an apology to those who were hurt is one."""
    reading = piece.reading
    found = next((hit for hit in piece.of(*CARE) if not reading.is_negated(hit)), None)
    apology = piece.first("apology")
    if apology is None or (found is not None and found.start < apology.start):
        return found
    hurt = piece.has("affected") or any(one.has(*BODILY) for one in reading.around(piece))
    return apology if hurt else found


def _in_time(body: list[Piece], care: Hit) -> bool:
    """Whether the first sentence has it, or tells of the victims and a sentence close by has it.

    A recall may say first what to stop using, and why: that keeps others from being hurt.
    """
    if care.start < body[0].end:
        return True
    if body[0].reading.context.kind == "recall":
        opening = [piece for piece in body if piece.paragraph == body[0].paragraph]
        return care.start < opening[-1].end
    near = body[min(GRIEF_WITHIN, len(body)) - 1]
    headed = any(one.has(*BODILY) for one in body[0].reading.headings if one.end <= body[0].start)
    return (headed or body[0].has(*BODILY)) and care.start < near.end


CRITICS = (harm_acknowledged, condolence_first)
