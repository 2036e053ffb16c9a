"""Rules about the form: title, length, who signs, what was left open (domain.md 3.2)."""

from collections.abc import Iterator

from crisiskit.language import _
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.named import is_somebody_named
from crisiskit.review.segments import ITEM
from crisiskit.review.table import ALL, Remark, missing, on, rule
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULES = (
    rule("CS602", "length", warning="apology holding status recall breach"),
    rule("CS605", "sentence-length", info=ALL),
    rule(
        "CS606",
        "signature-date",
        error="holding apology handling clarification status recall breach internal",
    ),
    rule("CS607", "spokesperson-named", warning="apology press"),
    rule("CS608", "placeholder-left", error=ALL),
)

FIT = {
    ("apology", "zh"): (200, 900),
    ("holding", "zh"): (80, 300),
    ("status", "zh"): (40, 200),
    ("apology", "en"): (150, 600),
    ("holding", "en"): (50, 200),
    ("status", "en"): (25, 130),
}
"""Least and most characters (Chinese), words (English); as published. What domain.md 3.2 has only
in Chinese is turned into English words by its own measure, 3 words for 4 characters."""

TEXT_MESSAGE = "sms"
"""The channel of messages of a few words."""

UNSTRUCTURED = {"zh": 400, "en": 250}
"""From here on a recall or breach notice needs headings."""

LONGEST_SENTENCE = {"zh": 80, "en": 30}

_MARKUP = dict.fromkeys(map(ord, "*`["))


def measured(reading: Reading, pieces: list[Piece]) -> int:
    """How long they are as published: characters that are not blank, or words."""
    words = [_published(piece) for piece in pieces]
    if reading.language == "zh":
        return sum(len(part) for text in words for part in text.split())
    return sum(any(map(str.isalnum, word)) for text in words for word in text.split())


def _published(piece: Piece) -> str:
    """Without Markdown: of a link its words, of a comment nothing."""
    words = piece.words
    if words.startswith("<!--"):
        return ""
    shown, at = [], 0
    while (sign := words.find("](", at)) >= 0 and (end := words.find(")", sign)) >= 0:
        shown.append(words[at:sign])
        at = end + 1
    return "".join((*shown, words[at:])).translate(_MARKUP)


def length(reading: Reading) -> Iterator[Remark]:
    """Texts too short to say what they must, or too long to be read; notices without headings."""
    if is_part(reading) or not reading.pieces:
        return
    kind, n = reading.context.kind, measured(reading, reading.pieces)
    if kind in {"recall", "breach"}:
        yield from _headings(reading, n)
        return
    least, most = FIT.get((kind, reading.language), (0, n))
    if n < least:
        message = _("{n} characters: what readers need does not fit in less than {least}.")
        if reading.language == "en":
            message = _("{n} words: what readers need does not fit in less than {least}.")
        hint = _("Look what is missing: what happened, to whom, what you do, when you speak again.")
        yield missing("length", reading, message.format(n=n, least=least), hint)
    elif n > most:
        message = _(
            "{n} characters: after {most} nobody reads on, and others choose what is quoted."
        )
        if reading.language == "en":
            message = _(
                "{n} words: after {most} nobody reads on, and others choose what is quoted."
            )
        hint = _("Put the details in an annex with a link; keep harm, responsibility and remedy.")
        yield missing("length", reading, message.format(n=n, most=most), hint)


def _headings(reading: Reading, n: int) -> Iterator[Remark]:
    if n < UNSTRUCTURED[reading.language] or reading.headings or reading.with_role(ITEM):
        return
    yield missing(
        "length",
        reading,
        _("A notice of this length without headings: nobody finds what to do now."),
        _("Give each part a heading: what it is about, the danger, what to do now, how to claim."),
    )


def is_part(reading: Reading) -> bool:
    """Whether it is an excerpt, by what is told or by how it begins or ends.

    Or a text message: its sender and its hour are on it, and there is no room for more.
    """
    flat = reading.flat.strip()
    return (
        reading.context.excerpt
        or reading.context.channel == TEXT_MESSAGE
        or flat.startswith(("…", "...", "[...]", "(前略)", "(略)"))
        or flat.endswith(("…", "...", "[...]", "(后略)", "(下略)", "(略)"))
    )


def sentence_length(reading: Reading) -> Iterator[Remark]:
    """Sentences that nobody takes in at one hearing."""
    most = LONGEST_SENTENCE[reading.language]
    for piece in reading.body:
        if piece.end - piece.start <= most:
            continue
        n = measured(reading, [piece])
        if n > most:
            message = _("A sentence of {n} characters: it is lost before its end.")
            if reading.language == "en":
                message = _("A sentence of {n} words: it is lost before its end.")
            hint = _("Make two of it, or a list.")
            yield on("sentence-length", piece, message.format(n=n), hint)


def signature_date(reading: Reading) -> Iterator[Remark]:
    """Texts that do not say who speaks, by its legal name, and when."""
    if is_part(reading) or not reading.body:
        return
    lacks = [words for words, there in _signature(reading) if not there]
    if not lacks:
        return
    what = _(", ").join(lacks)
    message = _("Not signed in full ({what}): a text without that can be anybody's, from any day.")
    hint = _(
        "End with the full name of the organisation, the officer who answers for it, the date."
    )
    place = reading.sign_off[-1] if reading.sign_off else reading.body[-1]
    yield on("signature-date", place, message.format(what=what), hint)


def _signature(reading: Reading) -> Iterator[tuple[str, bool]]:
    """What a signature has, in the words of the message, and whether it is there."""
    kind = reading.context.kind
    ends = [*reading.pieces[:2], *reading.body[-1:], *reading.sign_off]
    formal = any(piece.has("legal-form") for piece in reading.pieces)
    signed = any(piece.has("legal-name") for piece in reading.sign_off)
    yield _("the full legal name"), formal or signed
    if kind == "apology":
        signing = [*reading.sign_off, *reading.body[-1:]]
        yield _("the officer"), any(piece.has("officer") for piece in signing)
    dates = [one.value for piece in ends for one in piece.figures if one.kind in {"date", "moment"}]
    whole = any(value[1] and value[2] and (value[0] or kind == "status") for value in dates)
    yield _("the date with its year"), whole
    if kind in {"holding", "status"}:
        timed = any(one.kind in {"time", "moment"} for piece in ends for one in piece.figures)
        yield _("the time of day"), timed


def spokesperson(reading: Reading) -> Iterator[Remark]:
    """Texts in which nobody by name and office answers for the company."""
    if is_part(reading) or not reading.body:
        return
    if is_somebody_named(reading):
        return
    yield missing(
        "spokesperson-named",
        reading,
        _("Nobody stands for it with name and office: nobody hears a company without a face."),
        _("Name the senior officer who answers for it, and who speaks to the press."),
    )


_CERTAIN = frozenset({"{{", "[["})
_SLOT = 24
"""Characters in brackets that may wait to be replaced."""

_OPENED = {"{{": "}}", "[[": "]]", "[": "]", "【": "】", "<": ">", ":(": ")"}


def placeholder(reading: Reading) -> Iterator[Remark]:
    """What somebody meant to fill in."""
    hint = _("Fill it in, or take the sentence out.")
    message = _("{words} was never filled in: published like this, it is all that is remembered.")
    for piece in reading.pieces:
        found = next(_open_places(reading, piece), None)
        if found is not None:
            words = quote(reading.text[found.start : found.end])
            yield on("placeholder-left", found, message.format(words=words), hint)


def _open_places(reading: Reading, piece: Piece) -> Iterator[Hit]:
    for hit in piece.of("placeholder"):
        if not _is_mask(reading, hit):
            yield hit
    yield from _brackets(piece)
    yield from _blanks(piece)


def _is_mask(reading: Reading, hit: Hit) -> bool:
    """张XX, 138XXXX5678: somebody's name or number made unreadable; XXL a size."""
    flat = reading.flat
    before, after = flat[hit.start - 1 : hit.start], flat[hit.end : hit.end + 1]
    if before.isascii() and before.isalnum():
        return flat[hit.start].isascii()
    return flat[hit.start] == flat[hit.end - 1] == "x" and after.isascii() and after.isalpha()


def _brackets(piece: Piece) -> Iterator[Hit]:
    flat = piece.flat
    for opened, closed in _OPENED.items():
        at = flat.find(opened)
        while at >= 0:
            start = at + len(opened)
            end = flat.find(closed, start)
            if end < 0:
                break
            quoted = piece.reading.is_quoted(piece.start + at)
            if not quoted and (opened in _CERTAIN or _waits(piece, start, end)):
                yield Hit("placeholder", piece.start + at, piece.start + end + len(closed))
            at = flat.find(opened, end)


def _waits(piece: Piece, start: int, end: int) -> bool:
    """Whether words in brackets name what is to stand there: [date], 于【日期】.

    [words](link) is none, nor is a 【热线】 with which a line begins.
    """
    inside = piece.flat[start:end]
    if not 0 < len(inside) <= _SLOT or piece.flat[end + 1 : end + 2] == "(" or "/" in inside:
        return False
    within = range(piece.start + start, piece.start + end + 1)
    hits = [hit for hit in piece.hits if hit.start in within and hit.end in within]
    if any(hit.kind == "fill-in" for hit in hits):
        return True
    named = {at for hit in hits if hit.kind == "to-fill" for at in range(hit.start, hit.end)}
    if piece.reading.language == "en":
        return bool(named)
    return start > 1 and len(named) == len(inside)


_UNITS = frozenset("年月日时分元万人名位个家件条号")


def _blanks(piece: Piece) -> Iterator[Hit]:
    """Underscores that somebody was to write on: ____, 于__月__日; not __bold__."""
    flat = piece.flat
    at = flat.find("__")
    while at >= 0:
        end = at
        while flat[end : end + 1] == "_":
            end += 1
        before, after = flat[at - 1 : at] if at else "", flat[end : end + 1]
        inside = bool(before and after) and after in _UNITS
        if end - at > 2 or inside or (before in {"", " "} and after in {"", " "}):
            yield Hit("placeholder", piece.start + at, piece.start + end)
        at = flat.find("__", end)


CRITICS = (length, sentence_length, signature_date, spokesperson, placeholder)
