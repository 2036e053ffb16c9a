"""Text: making what came from outside fit to be shown, and measuring it in terminal cells.

What a file, a person or another team wrote passes `safe` before it reaches a screen, a log or an
error message. Nothing here prints.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache

from crisiskit.language import _, spoken

LIMIT = 4000
"""Characters of one text that are shown when nothing else is said."""

MARKS_IN_A_ROW = 4
"""Combining marks on one letter; Vietnamese and Thai need two, heaps of them cover other lines."""

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories a terminal obeys or hides: controls, bidi and zero-width, surrogates, separators."""

_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")
"""Letters and marks that show nothing: a name of them looks empty."""

_MARKS = frozenset({"Mn", "Me"})

NOT_AT_LINE_START = frozenset("，。、；：？！）》」』】〕〉”’…—·％℃,.;:?!)]}%›»～")
NOT_AT_LINE_END = frozenset("（《「『【〔〈“‘([{‹«￥$")


def is_han(character: str) -> bool:
    """Whether it is a Chinese character.

    Asked of the few that matter: a pattern with a range as long as this takes 2 ms to compile.
    """
    return "\u4e00" <= character <= "\u9fff"


def safe(text: str, limit: int | None = LIMIT, *, lines: bool = False) -> str:
    """The text with everything made visible that a terminal would obey or hide.

    Control characters, bidirectional and zero-width characters, tags and lone surrogates become
    visible; so do combining marks beyond a few in a row. With `lines`, line ends and tabs stay.
    More than `limit` characters are cut and counted: `… (+n)`.
    """
    if lines:
        text = text.replace("\r\n", "\n")
    shown = text if limit is None else text[:limit]
    if not (shown.isascii() and shown.isprintable()) and not all(map(_is_plain, set(shown))):
        shown = _visible(shown, kept="\n\t" if lines else "")
    return shown if limit is None or len(text) <= limit else f"{shown}… (+{len(text) - limit})"


@cache
def _is_plain(char: str) -> bool:
    """Whether it shows as itself wherever it stands: most text is made of such, in any script."""
    category = unicodedata.category(char)
    return category not in _HIDDEN and category not in _MARKS and char not in _BLANK_LETTERS


def _visible(text: str, kept: str) -> str:
    out: list[str] = []
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        marks = marks + 1 if category in _MARKS else 0
        hidden = category in _HIDDEN or char in _BLANK_LETTERS or marks > MARKS_IN_A_ROW
        out.append(_escaped(char) if hidden and char not in kept else char)
    return "".join(out)


def _escaped(char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)  # ␀ … ␛ … : the control pictures
    if code == 0x7F:
        return "␡"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def quote(value: object, limit: int = 80) -> str:
    """A value in quotation marks for a sentence: safe, on one line, short."""
    words = safe(str(value), limit)
    return f"「{words}」" if spoken() == "zh" else f'"{words}"'


def trouble(error: Exception) -> str:
    """Why a file could not be opened, read or written, in the language that is spoken."""
    import errno

    number = getattr(error, "errno", None) or 0
    known = {
        errno.ENOENT: _("there is nothing of that name"),
        errno.EACCES: _("permission denied"),
        errno.EPERM: _("permission denied"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOTDIR: _("what stands before it in the path is no folder"),
        errno.ELOOP: _("it is a symbolic link, or links that go round"),
        errno.ENAMETOOLONG: _("the name is too long"),
        errno.ENOSPC: _("the disk is full"),
        errno.EROFS: _("the disk may only be read"),
        errno.EIO: _("the disk reported an error"),
    }
    return known.get(number) or safe(getattr(error, "strerror", None) or str(error), 200)


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that was probably meant; None when none is near."""
    import difflib

    by_folded = {candidate.casefold(): candidate for candidate in candidates}
    found = difflib.get_close_matches(name[:80].casefold(), by_folded, n=1)
    return by_folded[found[0]] if found else None


def did_you_mean(name: str, candidates: Iterable[str], otherwise: str | None) -> str | None:
    """A hint for a name that nobody knows: the nearest candidate, or the other hint if none is."""
    guess = nearest(name, candidates)
    return _("Did you mean {guess}?").format(guess=guess) if guess else otherwise


@cache
def _cells(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf", "Cc"} or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """Terminal cells the text takes on one line; a character of ambiguous width takes one."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def clip(text: str, cells: int) -> str:
    """The text cut to so many cells, with `…` where it was cut."""
    if width(text) <= cells:
        return text
    kept, room = [], cells - 1
    for char in text:
        room -= _cells(char)
        if room < 0:
            break
        kept.append(char)
    return "".join(kept).rstrip() + "…" if cells > 0 else ""


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """The text filled with blanks to so many cells; `right` sets it to the right."""
    blanks = " " * (cells - width(text))
    return blanks + text if right else text + blanks


def wrap(text: str, cells: int, indent: str = "") -> list[str]:
    """The text in lines of at most so many cells; `indent` goes before each line but the first.

    Chinese breaks between characters, but never before closing punctuation nor after opening
    punctuation; other scripts break at blanks. A word wider than a line is cut.
    """
    wrapped: list[str] = []
    for paragraph in text.split("\n"):
        room = max(cells - width(indent), 4)
        first = max(cells, 4) if not wrapped else room
        wrapped.extend(_wrapped(paragraph, first, room))
    return wrapped[:1] + [(indent + line).rstrip() for line in wrapped[1:]]


def _wrapped(paragraph: str, first: int, room: int) -> list[str]:
    lines: list[str] = []
    line, used = "", 0
    for piece in _pieces(paragraph, room):
        wide = width(piece)
        if used + width(piece.rstrip(" ")) > (room if lines else first) and line:
            lines.append(line.rstrip(" "))
            line, used = "", 0
        line, used = line + piece, used + wide
    return [*lines, line.rstrip(" ")]


def _pieces(paragraph: str, room: int) -> list[str]:
    """What may not be broken: words with their blanks, characters with their punctuation."""
    pieces: list[str] = []
    for char in paragraph:
        if pieces and width(pieces[-1]) + _cells(char) <= room and _clings(pieces[-1], char):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _clings(before: str, char: str) -> bool:
    last = before[-1]
    if char == " " or _cells(char) == 0 or char in NOT_AT_LINE_START or last in NOT_AT_LINE_END:
        return True
    return last != " " and _cells(last) < 2 and _cells(char) < 2


def indent_continuation(text: str, prefix: str) -> str:
    """A safe text of several lines, with a prefix before each line but the first.

    So that a fact of several lines cannot forge a line of the timeline.
    """
    return safe(text, None, lines=True).replace("\n", f"\n{prefix}")


def duration_words(seconds: int) -> str:
    """A length of time in its two largest units: `1h30m`, `1小时30分`. The sign is left out."""
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    units = [
        _("{count}d").format(count=days) if days else "",
        _("{count}h").format(count=hours) if hours else "",
        _("{count}m").format(count=minutes) if minutes else "",
        _("{count}s").format(count=rest) if rest and not (days or hours or minutes) else "",
    ]
    return "".join([unit for unit in units if unit][:2]) or _("{count}m").format(count=0)
