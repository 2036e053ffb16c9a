"""Rules about what must stay private: people without an office, and children (CS503, CS504)."""

from collections.abc import Iterator

from crisiskit.language import _
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.acts import MANY
from crisiskit.review.rules.persons import (
    SURNAMES,
    Span,
    aged_name,
    named_pupil,
    names,
    pattern,
    residence,
    titled,
    told_of,
    young_age,
)
from crisiskit.review.table import Remark, rule
from crisiskit.text import quote

RULES = (
    rule(
        "CS503",
        "victim-privacy",
        error="holding apology handling clarification recall breach internal press qa",
        warning="status",
    ),
    rule(
        "CS504",
        "minor-privacy",
        error="holding apology handling clarification recall breach press qa",
        warning="status internal",
    ),
)

_PROVINCES = frozenset("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼")
_FREE = ("0800", "800", "1800", "1888", "1877", "1866", "400", "95", "96")
"""What numbers begin with that nobody has at home."""

_LONG = 8
"""Letters and digits that an order number has at least; the last four are no number."""


_IN_IDENTITY = 17
"""Digits of an identity number at least."""


def private(reading: Reading) -> Iterator[Remark]:
    """Numbers, plates, addresses and names by which somebody can be found."""
    for piece in reading.pieces:
        for span, message in _found(piece):
            words = quote(reading.text[span[0] : span[1]])
            hint = _("Take it out; if it must be told, write “Ms W. (not her real name)”.")
            yield Remark("victim-privacy", *span, message.format(words=words), hint)


def _found(piece: Piece) -> Iterator[tuple[Span, str]]:
    for span in _identities(piece):
        yield span, _("{words} is the number of somebody's identity card, readable by everybody.")
    for span in _plates(piece):
        yield span, _("{words} is a number plate: its owner will be found within the hour.")
    for span in _orders(piece):
        yield span, _("{words} in full opens somebody's order, with name and address.")
    if (home := residence(piece)) and not piece.has("alias"):
        yield home, _("{words} tells strangers where somebody lives.")
    for span in _homes(piece):
        yield span, _("{words} tells strangers where somebody lives.")
    for span in _patients(piece):
        yield span, _("{words} stands here by full name with what is wrong with the body.")
    if not piece.has("private-person", "person"):
        return
    for span in _telephones(piece):
        yield span, _("{words} is a private telephone number: strangers will ring it.")


def _identities(piece: Piece) -> Iterator[Span]:
    """Identity numbers of the mainland (18) and, beside the word for them, of Taiwan."""
    if sum(map(str.isdigit, piece.flat)) < _IN_IDENTITY:  # compiling takes longer than looking
        return
    for found in pattern(r"(?<![0-9a-z*])[1-9][0-9]{16}[0-9x](?![0-9a-z*])").finditer(
        piece.reading.flat, piece.start, piece.end
    ):
        yield found.span()


def _plates(piece: Piece) -> Iterator[Span]:
    if piece.has("our-vehicle"):
        return
    if piece.reading.language == "en":
        for hit in piece.of("plate"):
            source = r"[ :]{1,2}(?:no\.? ?|number )?([a-z0-9]{1,4}[ -]?[a-z0-9]{2,5})(?![a-z0-9*])"
            found = pattern(source).match(piece.reading.flat, hit.end, piece.end)
            if found and any(map(str.isdigit, found[1])):
                yield found.span(1)
        return
    flat = piece.flat
    if _PROVINCES.isdisjoint(flat) or not any(
        char in _PROVINCES and flat[at : at + 1].isascii() for at, char in enumerate(flat, 1)
    ):
        return
    source = rf"[{''.join(_PROVINCES)}][a-z][·•. -]?[a-z0-9]{{5,6}}(?![a-z0-9*])"
    for found in pattern(source).finditer(piece.reading.flat, piece.start, piece.end):
        if any(char.isdigit() for char in found[0][2:]):
            yield found.span()


def _orders(piece: Piece) -> Iterator[Span]:
    """A whole number behind the word for it: 订单号 JD20260305118823, not 尾号1188."""
    for hit in piece.of("order-number"):
        source = rf"[ :(#为是]{{0,4}}(?:no\.? ?)?([a-z]{{0,4}}[0-9-]{{{_LONG},}})(?![0-9a-z*x])"
        found = pattern(source).match(piece.reading.flat, hit.end, piece.end)
        if found and sum(char.isdigit() for char in found[1]) >= _LONG:
            yield found.span(1)


def _telephones(piece: Piece) -> Iterator[Span]:
    """Mobile numbers, and in English any, that are not there for everybody to ring."""
    ours = piece.first("public-line")
    for figure in piece.figures[:MANY]:
        if figure.kind != "contact" or figure.unit != "phone":
            continue
        if piece.has("order-number") or (ours is not None and ours.start < figure.start):
            continue
        digits = str(figure.value).lstrip("+")
        if digits.startswith(_FREE):
            continue
        is_mobile = len(digits.removeprefix("86")) == 11 and digits.removeprefix("86")[0] == "1"
        is_theirs = digits.startswith(("09", "8869")) or piece.reading.language == "en"
        if is_mobile or is_theirs:
            yield figure.start, figure.end


def _homes(piece: Piece) -> Iterator[Span]:
    if piece.has("our-place", "condition") or not piece.has("private-person", "lives"):
        return
    for hit in piece.of("home")[:MANY]:
        figures = [one for one in piece.figures if hit.start <= one.start <= hit.end + 40]
        named = any(char.isdigit() for char in piece.reading.flat[hit.start : hit.end + 24])
        masked = "*" in piece.reading.flat[hit.start : hit.end + 12]
        if not masked and (figures or named or hit.end - hit.start > len("家庭住址")):
            yield hit.start, hit.end


def _patients(piece: Piece) -> Iterator[Span]:
    if not piece.has("medical") or piece.has("alias") or piece.has("office"):
        return
    found = [*names(piece, piece.of("private-person")[:MANY]), *told_of(piece), *titled(piece)]
    yield from found[:1] if found else ()


def minors(reading: Reading) -> Iterator[Remark]:
    """A child that can be found: by name, school or parents, together with its age."""
    for piece in reading.pieces:
        span = _child(piece)
        if span is not None:
            words = quote(reading.text[span[0] : span[1]])
            message = _("{words} leads to a child: reporters will find it in minutes.")
            hint = _("Leave out name, school, parents and home: “a person under age; no details”.")
            yield Remark("minor-privacy", *span, message.format(words=words), hint)


def _child(piece: Piece) -> Span | None:
    if pupil := named_pupil(piece):
        return pupil
    young = piece.of("minor")
    age = young_age(piece)
    told = piece.reading.context.minors
    if not (young or age) or not (age or told or piece.has("minor-certain")):
        return None
    school = next(_schools(piece), None)
    if school is not None:
        return school
    if piece.has("alias") and not _part_name(piece):
        return None
    near = piece.of("private-person") if age else []
    for role in [*piece.of("parents"), *young, *near][:MANY]:
        found = next(iter(names(piece, [role])), None)
        if found:
            return found
    home = piece.first("child-home")
    if age:
        return _part_name(piece) or aged_name(piece, age) or (home and (home.start, home.end))
    return _part_name(piece) if told else None


def _schools(piece: Piece) -> Iterator[Span]:
    """Schools with a name: 城东中学, Eastfield High School; not 多所中学, a local school."""
    flat, text = piece.reading.flat, piece.reading.text
    for hit in piece.of("school")[:MANY]:
        if piece.reading.language == "en":
            before = pattern(r"(?:[A-Z][A-Za-z.']+ ){1,4}$").search(
                text, max(piece.start, hit.start - 40), hit.start
            )
            if before and text[hit.start : hit.start + 1].isupper():
                yield before.start(), hit.end
            continue
        if flat[hit.end : hit.end + 1] == "生":
            continue  # 一名国中生
        begin = hit.start
        while begin > max(piece.start, hit.start - 8) and _is_of_name(flat[begin - 1]):
            begin -= 1
        if _speaks(piece.reading, flat[begin : hit.end]):
            continue
        name = flat[begin : hit.start]
        unnamed = [one for one in piece.of("school-unnamed") if begin <= one.start < hit.start]
        if len(name) >= 2 and not unnamed:
            yield begin, hit.end


def _speaks(reading: Reading, school: str) -> bool:
    """Whether the school itself, or one named in the title, tells it: it is known already."""
    around = [*([reading.title] if reading.title else []), *reading.sign_off]
    return any(school in piece.flat for piece in around)


def _is_of_name(char: str) -> bool:
    return char.isalpha() and char not in "于在是为系的"


def _part_name(piece: Piece) -> Span | None:
    """A family name with 某: with an age it is enough for those who know the child."""
    found = pattern(r"([\u4e00-\u9fff])某{1,2}").search(piece.reading.flat, piece.start, piece.end)
    return found.span() if found and found[1] in SURNAMES else None


CRITICS = (private, minors)
