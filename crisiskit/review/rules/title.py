"""The rule about the title: who speaks, about what, and what the text does (domain.md 3.2)."""

from collections.abc import Iterator

from crisiskit.language import _
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.table import Remark, on, rule
from crisiskit.text import is_han, quote

RULES = (
    rule(
        "CS601",
        "title-clear",
        warning="holding apology handling clarification recall breach internal",
    ),
)

BARE = 8
"""Characters of a title that is but one word: letters to colleagues need no more than a subject."""

_PLAIN = frozenset("年月日时分的了是在和与及对致给向就您我一二三四五六七八九十个次第")
"""Characters that say nothing alone."""

_SMALL = frozenset(
    {
        "a",
        "an",
        "the",
        "our",
        "your",
        "its",
        "we",
        "you",
        "us",
        "all",
        "this",
        "that",
        "these",
        "it",
        "and",
        "with",
        "in",
        "at",
        "by",
        "from",
        "to",
        "is",
        "are",
        "be",
        "s",
    }
)
_ABOUT = frozenset(
    {"about", "regarding", "concerning", "over", "following", "after", "of", "for", "on"}
)
"""English words that say nothing alone, and those behind which a title says what it is about."""

_NAMES = ("legal-name", "legal-form")
_USUAL = {"title-act", "title-vague", "title-filler", "affected", *_NAMES}
"""What says nothing of its own in a title; words by which a kind is recognised may: data breach."""
_GENERIC = frozenset({"公司", "有限", "集团", "股份", "限公", "份有", "责任", "限责", "任公"})


def title_clear(reading: Reading) -> Iterator[Remark]:
    """A title that could stand over anything, or that does not say whose it is."""
    title = reading.title
    if title is None or (reading.context.kind == "internal" and len(title.words) > BARE):
        return
    words = quote(title.words)
    hint = _("Name the organisation, what happened, and what the text does: {example}.").format(
        example=_("“Greenleaf Ltd: apology and refunds for orders cancelled on 5 March”")
    )
    if not _has_event(reading, title):
        message = _("{words} does not say what happened: it could stand over anything.")
        yield on("title-clear", title, message.format(words=words), hint)
    elif not _has_organisation(reading, title):
        message = _("{words} does not say whose text it is: a screenshot has no sender.")
        yield on("title-clear", title, message.format(words=words), hint)


def _has_event(reading: Reading, title: Piece) -> bool:
    """Whether something is left of a title without act, sender and words that fit all.

    A leak is what happened, though it also says what the notice is: 个人信息泄露通知.
    """
    if title.has("harm-privacy") or not title.has("title-act", "title-vague"):
        return True
    left = _left(reading, title)
    if reading.language == "zh":
        return len(left) >= 2
    return bool(left) and bool(left & _about(title))


def _left(reading: Reading, title: Piece) -> set[str]:
    """What no word of a title's usual words covers: characters in Chinese, words in English."""
    flat = list(title.flat)
    for hit in title.hits:
        if hit.kind in _USUAL:
            flat[hit.start - title.start : hit.end - title.start] = " " * (hit.end - hit.start)
    for figure in title.figures:
        if figure.kind in {"date", "moment", "time"}:
            start, end = figure.start - title.start, figure.end - title.start
            flat[start:end] = " " * (end - start)
    signed = " ".join(piece.flat for piece in reading.sign_off if piece.has(*_NAMES))
    rest = _behind_sender("".join(flat), title.flat)
    if reading.language == "en":
        return set(_words(rest)) - _SMALL - _ABOUT - set(_words(signed))
    return {char for char in rest if is_han(char)} - _PLAIN - set(signed)


def _behind_sender(left: str, flat: str) -> str:
    """Without what stands before 关于 or a colon: that is who speaks."""
    for sign in ("关于", "就", "对于", ":"):
        at = flat.find(sign)
        if at >= 0:
            return left[at + len(sign) :]
    return left


def _about(title: Piece) -> set[str]:
    """The words behind `on`, `about`, `of`; all of them when there is none."""
    words = _words(title.flat)
    first = next((number for number, word in enumerate(words) if word in _ABOUT), 0)
    return set(words[first:])


def _words(flat: str) -> list[str]:
    return [word.strip("'“”\":,.-*()") for word in flat.split()]


def _has_organisation(reading: Reading, title: Piece) -> bool:
    """Whether the title and the sign-off share a name; True when nobody signs."""
    signed = [piece for piece in reading.sign_off if piece.has(*_NAMES)]
    if not signed or title.has(*_NAMES):
        return True
    return any(_shared(reading, title.flat, piece.flat) for piece in signed)


def _shared(reading: Reading, title: str, name: str) -> bool:
    if reading.language == "en":
        return any(word in title for word in name.replace(",", " ").split() if len(word) > 3)
    pairs = {name[at : at + 2] for at in range(len(name) - 1)} - _GENERIC
    return any(pair in title for pair in pairs if is_han(pair[0]) and is_han(pair[1]))


CRITICS = (title_clear,)
