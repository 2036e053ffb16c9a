"""Rules about what an apology must have (CS101 to CS107, CS114; domain.md 3.1 A)."""

from collections.abc import Iterator

from crisiskit.language import _
from crisiskit.review.acts import (
    GRAVE,
    Place,
    apologies,
    apology,
    clause,
    leftover,
    names_event,
    remedies,
    responsible,
    worded,
)
from crisiskit.review.context import Context
from crisiskit.review.reading import Piece, Reading
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
    rule(
        "CS105",
        "no-conditional-apology",
        error="apology handling status",
        warning="holding press qa",
    ),
    rule("CS106", "harm-scale-match", error="apology breach recall", warning="handling press"),
    rule("CS107", "no-but-apology", error="apology", warning="handling press"),
    rule("CS114", "forgiveness-not-alone", warning="apology", info="press"),
)

EARLY = 2
"""Sentences in which an apology is early."""

EARLY_SHARE = 5
"""Or the first part in so many of the text."""

LONG = 3
"""Sentences of a text that would have named those affected."""

BARE = {"zh": 3, "en": 6}
"""Letters beside those of the apology that say no more than the apology."""

EMPTY = (
    *("apology", "apology-filler", "vague-event", "vague-harm", "affected", "addressed"),
    *("company", "organisation", "forgiveness", "regret"),
)
"""What an apology is made of that does not say what it is for."""


def present(reading: Reading) -> Iterator[Remark]:
    """Where an apology is due and there is none; words of regret alone are none."""
    if not _is_due(reading.context) or apologies(reading):
        return
    weak = next(reading.having("regret"), None)
    if weak is None and reading.context.responsibility == "victim" and reading.any("empathy"):
        return
    hint = _("Say whose fault it was and to whom you are sorry, in a sentence of its own.")
    if weak is not None:
        if reading.context.responsibility == "victim":
            return
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
    if len(before) < EARLY or any(one.has("empathy") for one in before[:EARLY]):
        return
    begin, end = reading.body[0].start, reading.body[-1].end
    if (piece.start - begin) * EARLY_SHARE <= end - begin:
        return
    message = _("{number} sentences stand before the apology; many readers stop there.")
    hint = _("Make the apology the first or second sentence, then tell what happened.")
    yield on("apology-early", piece, message.format(number=len(before)), hint)


def subject(reading: Reading) -> Iterator[Remark]:
    """An apology by those who do not have to answer, or by nobody."""
    found = apologies(reading)
    wrong = [(hit, by) for piece, hit in found if (by := _other(piece, hit)) is not None]
    if wrong and len(wrong) == len(found):
        message = _("Here {words} apologises, not the company: it hides behind them.")
        hint = _("Let the company apologise in its own name: “we, <the company>, …”.")
        yield on("apology-subject", wrong[0][0], worded(message, reading, wrong[0][1]), hint)
    elif found and not wrong and _nobody_speaks(reading, found):
        message = _("Nobody stands behind this apology: the company appears nowhere.")
        hint = _("Begin with who apologises: “we, <the company>, …”.")
        yield on("apology-subject", found[0][0], message, hint)


def _other(piece: Piece, said: Hit) -> Hit | None:
    """Who else apologises in the clause of an apology."""
    begin, _end = clause(piece, said)
    near = [hit for hit in piece.of("other-subject") if begin <= hit.start < said.start]
    toward = {hit.end for hit in piece.of("toward")}
    flat = piece.reading.flat
    near = [hit for hit in near if not _follows(flat, hit.start, toward)]
    if not near:
        return None
    ours = [hit for hit in piece.of("company") if begin <= hit.start < said.start]
    if any(hit.end < near[0].start - 1 or hit.start > near[-1].end for hit in ours):
        return None
    return near[0]


def _follows(flat: str, at: int, ends: set[int]) -> bool:
    return at in ends or (flat[at - 1 : at] == " " and at - 1 in ends)


def _nobody_speaks(reading: Reading, found: list[Place]) -> bool:
    if reading.context.excerpt or reading.sign_off:
        return False
    if any(piece.has("company", "organisation") for piece in reading.pieces):
        return False
    return all(_is_bare_clause(piece, hit) for piece, hit in found)


def _is_bare_clause(piece: Piece, said: Hit) -> bool:
    """Whether the clause of an apology begins without anyone who acts."""
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
    _begin, end = clause(piece, said)
    vague = any(hit.start < end for hit in piece.of("vague-event", "vague-harm"))
    if leftover(piece, *EMPTY, until=end if vague else None) > BARE[reading.language]:
        return False
    near = reading.around(piece, 1 if vague else 2)
    if any(names_event(one) for one in near):
        return False
    return vague or not any(_says_something(one) for one in near)


def _says_something(piece: Piece) -> bool:
    return leftover(piece, *EMPTY) > 2 * BARE[piece.reading.language]


def _has_target(reading: Reading) -> bool:
    return any(piece.has("affected", "addressed", "whom") for piece in reading.pieces)


def conditional(reading: Reading) -> Iterator[Remark]:
    """Apologies for harm that may not have happened: 如有不便, sorry if anyone was upset.

    A condition of who can claim what is none: the condition has to govern the harm itself, and
    stand in one sentence with the apology.
    """
    for piece in reading.body:
        doubt, said = piece.first("conditional-harm"), apology(piece)
        sorry = said[1] if said else piece.first("regret", "forgiveness")
        if doubt is None or sorry is None or _instructs(piece, doubt):
            continue
        message = _("{words} makes the harm a matter of doubt, and the apology with it.")
        hint = _("Say what happened to whom, without “if”: you know that it did.")
        yield on("no-conditional-apology", doubt, worded(message, reading, doubt), hint)


def _instructs(piece: Piece, doubt: Hit) -> bool:
    """Whether the affected are told what to do: then the condition says who."""
    return any(hit.start > doubt.start for hit in piece.of("instruct"))


def scale(reading: Reading) -> Iterator[Remark]:
    """Injury, death or a leak called an inconvenience."""
    if not reading.context.harm_at_least("privacy"):
        return
    for piece in reading.body:
        mild = piece.first("vague-harm")
        if mild is None or not piece.has("apology", "regret", "empathy", "forgiveness"):
            continue
        if any(one.has(*GRAVE) for one in reading.around(piece, 2)):
            continue
        message = _("{words} for what was done to these people makes light of it.")
        hint = _("Name the harm as it is: who was hurt, whose data were taken, and how.")
        yield on("harm-scale-match", mild, worded(message, reading, mild), hint)


def taken_back(reading: Reading) -> Iterator[Remark]:
    """Sorry, but: a defence right behind the apology."""
    for piece, said in apologies(reading):
        turn = _turn(reading, piece, said)
        if turn is None:
            continue
        where, hit = turn
        excuse = next((one for one in where.of("self-defence") if one.start >= hit.start), None)
        if excuse is None or any(one.end > hit.start for one in where.of("but-more")):
            continue
        message = _("After the apology comes {words}: the second half cancels the first.")
        hint = _("End the apology before it, and give the facts elsewhere without “but”.")
        yield on("no-but-apology", where, worded(message, reading, excuse), hint)


def _turn(reading: Reading, piece: Piece, said: Hit) -> tuple[Piece, Hit] | None:
    """The “but” behind an apology: later in its sentence, or at the head of the next."""
    for hit in piece.of("but"):
        if hit.start >= said.end:
            return piece, hit
    after = reading.body.index(piece) + 1
    if after < len(reading.body):
        following = reading.body[after]
        first = following.first("but")
        if first is not None and first.start - following.start <= 1:
            return following, first
    return None


def forgiveness(reading: Reading) -> Iterator[Remark]:
    """A request to be forgiven before anything was owned or repaired."""
    asked = next(reading.having("forgiveness"), None)
    if asked is None or reading.context.excerpt:
        return
    owned, repaired = any(responsible(reading)), bool(remedies(reading))
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


CRITICS = (present, early, subject, target, conditional, scale, taken_back, forgiveness)
