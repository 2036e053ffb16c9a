"""Rules about what an apology must have (CS101 to CS104, CS114; domain.md 3.1 A)."""

from collections.abc import Iterator
from itertools import takewhile

from crisiskit.language import _
from crisiskit.review.acts import (
    HARMS,
    Place,
    apologies,
    clause,
    leftover,
    names_event,
    remedies,
    responsible,
    takes_responsibility,
    within,
    worded,
)
from crisiskit.review.context import Context
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.acts import MANY
from crisiskit.review.rules.speakers import made_by_nobody, somebody_else
from crisiskit.review.table import Remark, missing, on, rule
from crisiskit.review.terms import Hit

RULES = (
    rule(
        "CS101",
        "apology-present",
        error="apology handling",
        warning="press status recall breach qa clarification",
    ),
    rule("CS102", "apology-early", warning="apology", info="press"),
    rule("CS103", "apology-subject", error="apology", warning="handling internal press"),
    rule(
        "CS104",
        "apology-object",
        error="apology",
        warning="holding handling status recall breach press",
    ),
    rule("CS114", "forgiveness-not-alone", warning="apology", info="press"),
)

EARLY = 2
"""Sentences in which an apology is early."""

EARLY_SHARE = 5
"""Or the first part in so many of the text."""

LONG = 6
"""Sentences of a text that would have named those affected."""

BARE = {"zh": 3, "en": 6}
"""Letters beside those of the apology that say no more than the apology."""

BLANK = {"zh": 12, "en": 24}
"""Letters beside those of an apology in which nothing that happened is told."""

NAME = {"zh": 6, "en": 0}
"""Letters of a company's name that an apology may carry as well: 湖畔餐饮管理有限公司."""

PLEA = {"zh": 14, "en": 40}
"""Characters between asking and what is asked for."""

EMPTY = (
    *("apology", "apology-filler", "vague-event", "vague-harm", "affected", "addressed"),
    *("company", "forgiveness", "regret"),
)
"""What an apology is made of that does not say what it is for."""


def present(reading: Reading) -> Iterator[Remark]:
    """Where an apology is due and there is none; words of regret alone are none."""
    context = reading.context
    if not _is_due(context) or apologies(reading):
        return
    if context.responsibility in {"victim", "undetermined"} and reading.any("empathy", "regret"):
        return
    hint = _("Say whose fault it was and to whom you are sorry, in a sentence of its own.")
    weak = next(reading.having("regret"), None)
    if weak is not None:
        message = _("{words} is regret, not an apology, and readers know the difference.")
        yield on("apology-present", weak[1], worded(message, reading, weak[1]), hint)
        return
    message = _("Nobody apologises in this text, and those affected are waiting for it.")
    yield missing("apology-present", reading, message, hint)


def _is_due(context: Context) -> bool:
    if context.excerpt:
        return False
    if context.kind == "apology":
        return True
    if context.kind in {"handling", "press"}:
        return context.responsibility in {"preventable", "accidental"}
    return context.responsibility == "preventable" and context.harm_at_least("money")


def early(reading: Reading) -> Iterator[Remark]:
    """An apology that comes after the company has spoken of itself."""
    found = apologies(reading)
    if not found or reading.context.excerpt:
        return
    piece, _hit = found[0]
    before = [one for one in reading.body if one.number < piece.number and len(one.words) > 5]
    opening = takewhile(lambda one: not one.has("bolstering", "achievement"), before[:EARLY])
    if len(before) < EARLY or any(map(_sees_people, opening)):
        return
    begin, end = reading.body[0].start, reading.body[-1].end
    if (piece.start - begin) * EARLY_SHARE <= end - begin:
        return
    message = _("{number} sentences stand before the apology; many readers stop there.")
    hint = _("Make the apology the first or second sentence, then tell what happened.")
    yield on("apology-early", piece, message.format(number=len(before)), hint)


def _sees_people(piece: Piece) -> bool:
    """Sympathy, the harm done to people, or owning up: as good a beginning as an apology."""
    if piece.has("empathy") or takes_responsibility(piece) is not None:
        return True
    return piece.has("affected", "addressed") and piece.has(*HARMS)


def subject(reading: Reading) -> Iterator[Remark]:
    """An apology by those who do not have to answer, or by nobody."""
    found = apologies(reading)
    wrong = [
        (hit, by)
        for piece, hit in found
        if (by := _other(piece, hit)) is not None and not _joins_in(piece, hit)
    ]
    if wrong and len(wrong) == len(found):
        message = _("Here {words} apologises, not the company: it hides behind them.")
        hint = _("Let the company apologise in its own name: “we, <the company>, …”.")
        yield on("apology-subject", wrong[0][0], worded(message, reading, wrong[0][1]), hint)
    elif found and not wrong and (_nobody_speaks(reading, found) or made_by_nobody(found)):
        message = _("Nobody stands behind this apology: the company appears nowhere.")
        hint = _("Begin with who apologises: “we, <the company>, …”.")
        yield on("apology-subject", found[0][0], message, hint)


def _other(piece: Piece, said: Hit) -> Hit | None:
    """Who else apologises in the clause of an apology."""
    begin, _end = clause(piece, said)
    near = [hit for hit in piece.of("other-subject") if begin <= hit.start < said.start]
    about = [hit.start for hit in piece.of("toward") if begin <= hit.start]
    if not near:
        return somebody_else(piece, said)
    if any(start < near[0].start for start in about):
        return None
    ours = [hit for hit in piece.of("company") if begin <= hit.start < said.start]
    if any(hit.end < near[0].start - 1 or hit.start > near[-1].end for hit in ours):
        return None
    return near[0]


def _joins_in(piece: Piece, said: Hit) -> bool:
    """Whether the company apologises in a later clause of the sentence."""
    later = [hit for hit in piece.of("apology") if hit.start > said.end]
    ours = [hit.start for hit in piece.of("company", "organisation") if hit.start > said.end]
    return any(clause(piece, hit)[0] <= start < hit.start for hit in later for start in ours)


def _nobody_speaks(reading: Reading, found: list[Place]) -> bool:
    if reading.context.excerpt or reading.sign_off:
        return False
    if any(piece.has("company", "organisation") for piece in reading.pieces):
        return False
    return all(_is_bare_clause(piece, hit) for piece, hit in found)


def _is_bare_clause(piece: Piece, said: Hit) -> bool:
    """Whether the clause of an apology begins without anyone who acts."""
    if within(said, piece.of("direct-apology")):
        return False
    begin, _end = clause(piece, said)
    flat = piece.reading.flat
    while flat[begin] == " ":
        begin += 1
    return any(hit.start == begin for hit in piece.of("no-subject"))


def target(reading: Reading) -> Iterator[Remark]:
    """An apology that does not say for what, or to whom."""
    found = apologies(reading)
    if not found:
        return
    if all(_is_for_nothing(reading, *place) for place in found):
        piece, _hit = found[0]
        vague = next((hit for hit in piece.of("vague-event", "vague-harm")), None)
        hint = _("Name what you did and to whom: the day, the thing, how many people.")
        if vague is None:
            message = _("This apologises without saying for what.")
            yield on("apology-object", piece, message, hint)
        else:
            message = _("{words} says nothing: readers ask what you are sorry for.")
            yield on("apology-object", piece, worded(message, reading, vague), hint)
    elif not reading.context.excerpt and len(reading.body) >= LONG and not _has_target(reading):
        message = _("This apologises to nobody: those affected appear nowhere in the text.")
        hint = _("Say to whom you apologise: the customers, the family, the 812 who waited.")
        yield on("apology-object", found[0][0], message, hint)


def _is_for_nothing(reading: Reading, piece: Piece, said: Hit) -> bool:
    if _is_blank(reading, piece):
        return True
    _begin, end = clause(piece, said)
    vague = any(hit.start < end for hit in piece.of("vague-event", "vague-harm"))
    room = BARE[reading.language] + NAME[reading.language] * piece.has("organisation")
    empty = (*EMPTY, "other-subject") if vague else EMPTY
    ends = [hit.end for hit in piece.of("vague-event", "vague-harm") if hit.end <= said.start]
    until = max(ends, default=end) if vague else None
    if leftover(piece, *empty, until=until) > room:
        return False
    blank = piece.has("vague-event")
    near = [piece] if blank else reading.around(piece, 1 if vague else 2)
    if any(_tells(one) for one in near):
        return False
    return vague or not any(_says_something(one) for one in near)


def _is_blank(reading: Reading, piece: Piece) -> bool:
    """Whether nobody who was hurt, nothing that happened and nothing done is near an apology."""
    if any(names_event(one) or one.figures for one in reading.around(piece)):
        return False
    if leftover(piece, *EMPTY) <= BARE[reading.language]:
        return False
    told = ("named-people", "does-to", "empathy", "responsibility", "own-act", "remedy")
    return not piece.has(*told) and leftover(piece, *EMPTY) <= BLANK[reading.language]


def _tells(piece: Piece) -> bool:
    """Whether it says what happened: `our mistakes` or 没有做好的地方 do not."""
    if not names_event(piece):
        return False
    vague = piece.of("vague-event")
    told = piece.of("event", "fault", *HARMS)
    digits = any(char.isdigit() for char in piece.flat)
    return digits or any(not within(hit, vague) for hit in told)


def _says_something(piece: Piece) -> bool:
    return leftover(piece, *EMPTY) > 2 * BARE[piece.reading.language]


def _has_target(reading: Reading) -> bool:
    return any(piece.has("affected", "addressed", "whom") for piece in reading.pieces)


def forgiveness(reading: Reading) -> Iterator[Remark]:
    """A request to be forgiven before anything was owned or repaired."""
    asked = next(_asked(reading), None) or _plea(reading)
    if asked is None or reading.context.excerpt:
        return
    owned = any(responsible(reading))
    repaired = bool(remedies(reading)) or reading.any("bears-cost")
    if owned and repaired:
        return
    if owned:
        message = _("{words} asks to be forgiven before anything is made good.")
        hint = _("Say what you repair or refund first; the request can be left out.")
    elif repaired:
        message = _("{words} asks to be forgiven for what nobody here takes responsibility for.")
        hint = _("Say first what you did wrong; the request can be left out.")
    else:
        message = _("{words} asks for something while nothing is owned and nothing is given.")
        hint = _("Write responsibility and remedy first; the request can be left out.")
    yield on("forgiveness-not-alone", asked[1], worded(message, reading, asked[1]), hint)


def _asked(reading: Reading) -> Iterator[Place]:
    """Where it is asked in one saying; `forgiveness is not ours to ask` asks nothing."""
    for piece, hit in reading.having("forgiveness"):
        if not reading.flat.startswith((" is not", " cannot", "不是", "不能"), hit.end):
            yield piece, hit


def _plea(reading: Reading) -> Place | None:
    """Where something is asked or hoped for, and it is to be forgiven or looked at mildly."""
    near = PLEA[reading.language]
    for piece in reading.body:
        for mercy in piece.of("mercy")[:MANY]:
            begin, _end = clause(piece, mercy)
            since = max(begin, mercy.start - near)
            asks = [hit for hit in piece.of("asks") if since <= hit.start <= mercy.start]
            if asks and not any(map(reading.is_negated, asks)):
                return piece, Hit("forgiveness", asks[0].start, mercy.end)
    return None


CRITICS = (present, early, subject, target, forgiveness)
