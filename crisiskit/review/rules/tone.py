"""Rules about tone: no jokes, no sale, no praise of oneself (domain.md 3.1 B)."""

from collections.abc import Iterator

from crisiskit.check import Severity
from crisiskit.language import _
from crisiskit.review.acts import HARMS, takes_responsibility, together
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.segments import ITEM, SENTENCE
from crisiskit.review.table import Remark, on, rule
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULES = (
    rule(
        "CS204",
        "tone-no-mock",
        error="apology clarification status internal press qa",
        warning="holding handling recall breach",
    ),
    rule(
        "CS205",
        "no-marketing",
        error="apology holding recall breach",
        warning="handling press",
    ),
    rule("CS206", "bolstering-late", warning="apology", info="press"),
)

NEAR = {"zh": 10, "en": 30}
"""Characters between an invitation and what it is to."""

EARLY = 2
"""Sentences at the beginning, also of a short text, in which praise is early."""

SHOUTING = 60
"""Characters to an exclamation mark that are too few."""

_PARTICLES = frozenset("嘛啦哦哟呀喔耶噢哒咯呗")
_SUNG = frozenset("啦嘛哟喔耶噢咯呗～~")
_FUNCTIONAL = frozenset("☎📞📱✉📧📩🔗⚠ℹ✅✔☑❌❗🕒🕐📍📢📣📅🔴🟠🟡🟢🔵⚪⚫★☆")
"""Signs that show the way, and mock nobody."""


def tone(reading: Reading) -> Iterator[Remark]:
    """Slang, sarcasm, questions that scold, tears, emoji, the voice of a shop, shouting."""
    asked = {piece.paragraph for piece in reading.pieces if _is_asked(piece)}
    for piece in reading.pieces:
        found = None if piece.paragraph in asked else _mocking(piece)
        if found is not None:
            yield _mocks(reading, found)
    yield from _shouting(reading)


def _mocks(reading: Reading, found: Hit) -> Remark:
    words = quote(reading.text[found.start : found.end])
    message = {
        "sarcasm": _("{words} mocks those who complain: it will be the headline."),
        "scolding": _("{words} scolds the readers: nobody is won by a question without an answer."),
        "self-pity": _("{words} asks for pity while others were hurt."),
    }.get(found.kind, _("{words} is the voice of small talk: those who were hurt hear mockery."))
    hint = _("Say it plainly, as you would to the face of the person who was hurt worst.")
    return on("tone-no-mock", found, message.format(words=words), hint)


def _mocking(piece: Piece) -> Hit | None:
    """The first words of a piece that are out of place."""
    found = [
        hit for hit in piece.of("slang", "sarcasm", "scolding", "self-pity") if _is_said(hit, piece)
    ]
    found += [hit for hit in piece.of("mild-address") if _addresses(piece, hit)]
    found += [*_rhetorical(piece)]
    found += [*_emoji(piece), *_sing_song(piece)]
    return min(found, key=lambda hit: hit.start, default=None)


def _rhetorical(piece: Piece) -> Iterator[Hit]:
    """A question that wants no answer, like 难道公司还要管每个人几点睡觉."""
    if not piece.flat.rstrip("”\"' ").endswith("?") or piece.role not in {SENTENCE, ITEM}:
        return
    if piece.reading.context.kind != "qa":
        yield from (Hit("scolding", hit.start, piece.end) for hit in piece.of("rhetorical")[:1])


def _is_said(hit: Hit, piece: Piece) -> bool:
    return not piece.reading.is_negated(hit)


def _is_asked(piece: Piece) -> bool:
    """A question of others in a Q&A."""
    head = piece.flat.lstrip("*# ")[:4]
    return ":" in head and head[0] in "问q"


def _addresses(piece: Piece, hit: Hit) -> bool:
    """亲们 is an address where a clause begins; 乡亲们 and 逝者的家人们 are people."""
    before = piece.reading.flat[max(piece.start, hit.start - 6) : hit.start].rstrip(" *")
    return (
        not before
        or before[-1] in ",;:!?"
        or before.endswith(("各位", "亲爱的", "hi", "hey", "dear"))
    )


def _emoji(piece: Piece) -> Iterator[Hit]:
    if piece.words.isascii():
        return
    for at, char in enumerate(piece.words, piece.start):
        pictured = char >= "\U0001f300" or "\u2600" <= char <= "\u27bf"
        if pictured and char not in _FUNCTIONAL and not piece.reading.is_quoted(at):
            yield Hit("slang", at, at + 1)


def _sing_song(piece: Piece) -> Iterator[Hit]:
    """别急嘛～: a particle or a wave at the end of a sentence."""
    words = piece.words.rstrip("。！!.…?？ ")
    if piece.reading.is_quoted(piece.start + len(words) - 1):
        return
    inside = _sung_inside(piece)
    if inside is not None:
        yield inside
    elif words and words[-1] in "~～":
        yield Hit("slang", piece.start + max(len(words) - 4, 0), piece.start + len(words))
    elif words and words[-1] in _PARTICLES and len(words) > 1:
        yield Hit("slang", piece.start + max(len(words) - 3, 0), piece.start + len(words))


def _sung_inside(piece: Piece) -> Hit | None:
    """退款在路上啦，: a particle at the end of a clause within."""
    flat, at = piece.flat, piece.flat.find(",", 2)
    while at > 0:
        if flat[at - 1] in _SUNG and not piece.reading.is_quoted(piece.start + at):
            return Hit("slang", piece.start + max(at - 3, 0), piece.start + at)
        at = flat.find(",", at + 1)
    return None


def _shouting(reading: Reading) -> Iterator[Remark]:
    if reading.flat.count("!") < 2:
        return
    text = "".join(piece.flat for piece in reading.body)
    marks = [at for at, char in enumerate(reading.flat) if char == "!" and reading.piece_at(at)]
    if len(marks) < 2 or len(marks) * SHOUTING < len(text):
        return
    message = _("{n} exclamation marks in {characters} characters: it reads as shouting.")
    yield Remark(
        "tone-no-mock",
        marks[0],
        marks[0] + 1,
        message.format(n=len(marks), characters=len(text)),
        _("End the sentences with full stops."),
        Severity.WARNING,
    )


def marketing(reading: Reading) -> Iterator[Remark]:
    """Something is sold in a text about harm."""
    hint = _("Take it out. What you owe is money, repair, care: give that without a purchase.")
    for piece in reading.pieces:
        for found in _selling(piece):
            whole = _with_number(piece, found)
            words = quote(reading.text[whole.start : whole.end])
            message = _("{words} sells something to those who were hurt.")
            yield on("no-marketing", whole, message.format(words=words), hint)
            break
    yield from _voucher_alone(reading, hint)


def _with_number(piece: Piece, hit: Hit) -> Hit:
    """Words with the numbers that touch them: 8折优惠, 满299减50元."""
    beside = [one for one in piece.figures if one.start <= hit.end and hit.start <= one.end]
    begin = min([hit.start, *(one.start for one in beside)])
    return hit._replace(start=begin, end=max([hit.end, *(one.end for one in beside)]))


def _selling(piece: Piece) -> Iterator[Hit]:
    if piece.has("called-off", "offer-trouble"):
        return
    for hit in [*piece.of("promotion"), *_invites(piece), *_percent_off(piece), *_hashtags(piece)]:
        if not piece.reading.is_negated(hit):
            yield hit


def _invites(piece: Piece) -> Iterator[Hit]:
    """Somebody is to come, follow or try, for something new or cheap: not to get their due."""
    owed = ("remedy", "real-remedy", "protective", "apology")
    found = together(piece, "invite", "perk", NEAR[piece.reading.language])
    if found and not piece.has(*owed, "coupon", "discount"):
        yield found


def _percent_off(piece: Piece) -> Iterator[Hit]:
    """15% off, save 25%."""
    flat = piece.reading.flat
    for one in piece.figures:
        if one.kind == "percent" and flat.startswith(" off", one.end):
            yield Hit("promotion", one.start, one.end + len(" off"))
        elif one.kind == "percent" and flat.endswith(" save ", 0, one.start):
            yield Hit("promotion", one.start - len("save "), one.end)


def _hashtags(piece: Piece) -> Iterator[Hit]:
    """#青禾在行动# and #StrongerTogether; #0305 is a number."""
    flat = piece.flat
    at = flat.find("#")
    while at >= 0:
        end = at + 1
        while end < len(flat) and flat[end].isalpha():
            end += 1
        closed = flat[end : end + 1] == "#"
        letters = end - at - 1
        if letters > (1 if closed else 4) and (at == 0 or not flat[at - 1].isalnum()):
            yield Hit("promotion", piece.start + at, piece.start + end + closed)
            return
        at = flat.find("#", end)


def _voucher_alone(reading: Reading, hint: str) -> Iterator[Remark]:
    """A voucher is offered where bodies or privacy were hurt and nothing else makes it good."""
    if any(piece.has("offer-trouble") for piece in reading.pieces):
        return
    grave = reading.context.harm_at_least("privacy")
    made_good = reading.any("real-remedy")
    for piece in reading.body:
        voucher = piece.first("discount", *(("coupon",) if grave and not made_good else ()))
        if voucher is None or not piece.says("gives") or piece.has("called-off"):
            continue
        if reading.is_negated(voucher) or (not grave and piece.has("no-threshold")):
            continue
        if any(_selling(piece)):
            continue  # told already
        words = quote(reading.text[voucher.start : voucher.end])
        message = _("{words} is worth something only to those who buy from you again.")
        yield on("no-marketing", voucher, message.format(words=words), hint)
        return


def bolstering(reading: Reading) -> Iterator[Remark]:
    """Praise of oneself early in an apology, or more than once."""
    praise, begins = [], []
    for piece in reading.body:
        hit = _praise(piece)
        if hit is not None:
            praise.append(hit)
            begins.append(piece.start)
    if not praise:
        return
    early = reading.body[0].start + (reading.body[-1].end - reading.body[0].start) / 3
    hint = _("Take it out, or leave one sentence of it at the very end.")
    if begins[0] <= early or begins[0] <= reading.body[:EARLY][-1].start:
        message = _("{words} praises the company before the apology has been heard.")
    elif len(praise) > 1:
        message = _("{words} is one of {n} sentences that praise the company in its apology.")
    else:
        return
    words = quote(reading.text[praise[0].start : praise[0].end])
    yield on("bolstering-late", praise[0], message.format(words=words, n=len(praise)), hint)


def _praise(piece: Piece) -> Hit | None:
    """Praise, unless the sentence says that it was betrayed."""
    found = piece.first("bolstering") or _achievement(piece) or _creed(piece)
    if found is None or piece.reading.is_negated(found):
        return None
    if any(hit.start >= found.end for hit in piece.of("betrayed")) or piece.has("apology"):
        return None
    return found


def _achievement(piece: Piece) -> Hit | None:
    """What the company is proud of, in a sentence without harm, fault or remedy."""
    if piece.has("fault", "remedy", "redress", "measure", *HARMS) or takes_responsibility(piece):
        return None
    return together(piece, "achievement", "company", 3 * NEAR[piece.reading.language])


def _creed(piece: Piece) -> Hit | None:
    """What is said to come first: quality, customers, safety, in a sentence that tells nothing."""
    if piece.has("fault", "remedy", "redress", "measure", "instruct", *HARMS) or piece.figures:
        return None
    if piece.has("betrayed", "goes-on", "condolence", "empathy") or takes_responsibility(piece):
        return None
    return together(piece, "ideal", "supreme", 2 * NEAR[piece.reading.language])


CRITICS = (tone, marketing, bolstering)
