"""Rules about the form: title, length, who signs (domain.md 3.2)."""

from collections.abc import Iterator

from crisiskit.language import _
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.named import has_office, is_somebody_named, names_sender
from crisiskit.review.segments import ITEM, SENTENCE
from crisiskit.review.table import ALL, Remark, missing, on, rule

RULES = (
    rule("CS602", "length", warning="apology holding status recall breach"),
    rule("CS605", "sentence-length", info=ALL),
    rule(
        "CS606",
        "signature-date",
        error="holding apology handling clarification status recall breach internal",
    ),
    rule("CS607", "spokesperson-named", warning="apology press"),
)

FIT = {
    ("apology", "zh"): (200, 900),
    ("holding", "zh"): (80, 300),
    ("status", "zh"): (40, 200),
    ("apology", "en"): (150, 600),
    ("holding", "en"): (50, 600),
    ("status", "en"): (25, 600),
}
"""Least and most characters (Chinese), words (English); as published. English has but one upper
limit (domain.md 3.2); the lower ones of short kinds are the Chinese ones, 3 words for
4 characters."""

TEXT_MESSAGE = "sms"
"""The channel of messages of a few words."""

UNSTRUCTURED = {"zh": 400, "en": 180}
"""From here on a recall or breach notice needs headings."""

LONGEST_SENTENCE = {"zh": 80, "en": 30}

_SHORT = 40
"""Characters of a heading without a mark."""

_STOPS = frozenset("。.!?;")
"""With which a sentence ends."""

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
    if any(map(_is_like_heading, reading.body)):
        return
    yield missing(
        "length",
        reading,
        _("A notice of this length without headings: nobody finds what to do now."),
        _("Give each part a heading: what it is about, the danger, what to do now, how to claim."),
    )


def _is_like_heading(piece: Piece) -> bool:
    """A short line of its own that is no sentence: a heading without the mark of one."""
    line = [one for one in piece.reading.pieces if one.paragraph == piece.paragraph]
    return len(line) == 1 and len(piece.flat) <= _SHORT and piece.flat[-1] not in _STOPS


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
    yield _("the full legal name"), formal or signed or any(map(names_sender, reading.sign_off))
    if kind == "apology":
        signing = [*reading.sign_off, *reading.body[-1:]]
        yield _("the officer"), any(piece.has("officer") or has_office(piece) for piece in signing)
    dates = [one.value for piece in ends for one in piece.figures if one.kind in {"date", "moment"}]
    whole = any(value[1] and value[2] and (value[0] or kind == "status") for value in dates)
    yield _("the date with its year"), whole
    if kind in {"holding", "status"}:
        stamps = [piece for piece in ends if _is_stamp(piece)]
        timed = any(one.kind in {"time", "moment"} for piece in stamps for one in piece.figures)
        yield _("the time of day"), timed


def _is_stamp(piece: Piece) -> bool:
    """Whether its hour can be that of the text, not of what happened: no sentence, or so said."""
    if piece.role != SENTENCE or piece.flat[-1:] not in _STOPS or piece.flat[0] in "【[(":
        return True
    return piece.has("as-of", "version-mark")


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


CRITICS = (length, sentence_length, signature_date, spokesperson)
