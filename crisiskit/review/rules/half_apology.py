"""Rules about what takes an apology back (CS105 to CS107; domain.md 3.1 A)."""

from collections.abc import Iterator

from crisiskit.language import _
from crisiskit.review.acts import (
    GRAVE,
    HARMS,
    apologies,
    apology,
    clause,
    in_clause,
    takes_responsibility,
    within,
    worded,
)
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.acts import MANY
from crisiskit.review.table import Remark, on, rule
from crisiskit.review.terms import Hit

RULES = (
    rule(
        "CS105",
        "no-conditional-apology",
        error="apology handling status",
        warning="holding press qa",
    ),
    rule("CS106", "harm-scale-match", error="apology breach recall", warning="handling press"),
    rule("CS107", "no-but-apology", error="apology", warning="handling press"),
)


SUBJECT = 5
"""Characters of a Chinese subject that may stand before the “if”: 这番话若刺痛了谁."""

SEEN = {"zh": 8, "en": 30}
"""Characters between whoever it is and how they see it."""

BROUGHT = {"zh": 12, "en": 60}
"""Characters between a mild word and the verb by which it came over people."""

INNER = 40
"""Characters before a “however” that stands within its sentence."""

HELPFUL = ("goes-on", "remedy", "concrete-action", "apology", "instruct")
"""What may stand behind “sorry, but”: news, help, more of the apology."""


def conditional(reading: Reading) -> Iterator[Remark]:
    """Apologies for harm that may not have happened: 如有不便, sorry if anyone was upset.

    A condition of who can claim what is none: the condition has to govern the harm itself, and
    stand in one sentence with the apology.
    """
    for piece in reading.body:
        said = apology(piece)
        sorry = said[1] if said else piece.first("regret", "forgiveness", "casual-sorry")
        doubt = _doubt(piece) or (said and _left_open(piece, said[1]))
        if doubt is None or sorry is None:
            continue
        pleas = piece.of("forgiveness")
        told = [hit for hit in piece.of("instruct", "remedy") if not within(hit, pleas)]
        if any(hit.start > doubt.start for hit in told):
            continue
        message = _("{words} makes the harm a matter of doubt, and the apology with it.")
        hint = _("Say what happened to whom, without “if”: you know that it did.")
        yield on("no-conditional-apology", doubt, worded(message, reading, doubt), hint)


def _doubt(piece: Piece) -> Hit | None:
    """Words by which harm becomes a condition: one saying, or an “if” and a hurt in a clause."""
    known, others = piece.first("conditional-harm"), piece.of("not-if")
    if known is not None and not within(known, others):
        return known
    for hit in piece.of("if-word"):
        _begin, end = clause(piece, hit)
        hurt = next((one for one in piece.of("hurt") if hit.end <= one.start < end), None)
        if hurt is not None and not within(hit, others):
            return Hit("conditional-harm", hit.start, hurt.end)
    return None


def _left_open(piece: Piece, sorry: Hit) -> Hit | None:
    return _governs(piece, sorry) or _to_whoever(piece, sorry) or _as_they_see_it(piece, sorry)


def _to_whoever(piece: Piece, sorry: Hit) -> Hit | None:
    """An apology to, or for, what may not be so: 对也许受到影响的人, whatever hurt this may cause.

    A number says that somebody is known; who owns up leaves nothing open.
    """
    if any(one.kind == "number" for one in piece.figures) or takes_responsibility(piece):
        return None
    for hit in piece.of("maybe")[:MANY]:
        begin, end = clause(piece, hit)
        if piece.reading.is_negated(hit):
            continue
        about = [one for one in piece.of("towards-whom", "hurt") if begin <= one.start <= hit.start]
        if about and (begin <= sorry.start < end or sorry.start >= end):
            return Hit("conditional-harm", about[0].start, hit.end)
    return None


def _as_they_see_it(piece: Piece, sorry: Hit) -> Hit | None:
    """An apology to those who took it that way: to any guest who considers it rude."""
    reach = SEEN[piece.reading.language]
    for hit in piece.of("perceives")[:MANY]:
        begin, _end = clause(piece, sorry)
        near = max(begin, hit.start - reach)
        who = [one for one in piece.of("some-people") if near <= one.start < hit.start]
        if who:
            return Hit("conditional-harm", who[0].start, hit.end)
    return None


def _governs(piece: Piece, sorry: Hit) -> Hit | None:
    """A condition that the whole apology hangs on, whatever it is about.

    One that has a day or a number in it says for whom: 如您在3月1日至5日购买.
    """
    told = [
        hit for hit in piece.of("telling") if hit.start > piece.start and hit.end > hit.start + 2
    ]
    known = [*piece.of("not-if"), *told]
    for hit in piece.of("hanging-if")[:MANY]:
        begin, end = clause(piece, hit)
        if within(hit, known) or not _is_conditional(piece, hit, (begin, end), sorry):
            continue
        if any(hit.start <= one.start < end and one.value != 1 for one in piece.figures):
            continue
        return Hit("conditional-harm", hit.start, end)
    return None


def _is_conditional(piece: Piece, hit: Hit, span: tuple[int, int], sorry: Hit) -> bool:
    """Whether an “if” begins a clause before the apology; in English it may stand behind it."""
    begin, end = span
    before = piece.reading.flat[begin : hit.start].strip(" *“")
    if piece.reading.language == "zh":
        return len(before) <= SUBJECT and end <= sorry.start
    return not before or (
        sorry.end <= hit.start and begin <= sorry.start and not piece.of("telling")
    )


def scale(reading: Reading) -> Iterator[Remark]:
    """Injury, death or a leak called an inconvenience."""
    if not reading.context.harm_at_least("privacy"):
        return
    grave = {one.number for one, _hit in apologies(reading) if _is_beside_grave(reading, one)}
    for piece in reading.body:
        mild = piece.first("vague-harm") or _nameless(reading, piece)
        if mild is not None and _is_made_light(piece, mild):
            yield _scaled(reading, mild)
            continue
        if mild is None or not piece.has("apology", "regret", "forgiveness"):
            continue
        if not _is_all_there_is(reading, piece, mild) and (
            len(grave) > (piece.number in grave) or _names_it(reading, piece)
        ):
            continue
        yield _scaled(reading, mild)


def _nameless(reading: Reading, piece: Piece) -> Hit | None:
    """What came over people, where no word of the apology, or near it, is for a harm."""
    if piece.has("strong-harm", "vague-event") or takes_responsibility(piece) is not None:
        return None
    said = apology(piece)
    if said is None or any(one.has(*GRAVE, "strong-harm") for one in reading.around(piece, 2)):
        return None
    brought = piece.first("brings-over")
    return brought and in_clause(piece, brought)


def _scaled(reading: Reading, mild: Hit) -> Remark:
    message = _("{words} for what was done to these people makes light of it.")
    hint = _("Name the harm as it is: who was hurt, whose data were taken, and how.")
    return on("harm-scale-match", mild, worded(message, reading, mild), hint)


def _is_made_light(piece: Piece, mild: Hit) -> bool:
    """Whether the harm was named, and is in the same breath called what it was not to them."""
    reach = BROUGHT[piece.reading.language]
    if piece.has("more-than"):
        return False
    near = [hit for hit in piece.of("to-them") if mild.start - reach <= hit.start < mild.start]
    return bool(near) and any(hit.end <= near[0].start for hit in piece.of(*GRAVE)[:MANY])


def _is_all_there_is(reading: Reading, piece: Piece, mild: Hit) -> bool:
    """Whether the only apology is for what the harm brought with it: the trouble it caused."""
    sorry = apologies(reading)
    if [one.number for one, _hit in sorry] != [piece.number] or piece.has(*GRAVE):
        return False
    reach = BROUGHT[reading.language]
    return any(abs(hit.start - mild.start) <= reach for hit in piece.of("brings")[:MANY])


def _is_beside_grave(reading: Reading, piece: Piece) -> bool:
    return any(one.has(*GRAVE) for one in reading.around(piece))


def _names_it(reading: Reading, piece: Piece) -> bool:
    """Whether the harm stands beside the mild word, in its paragraph."""
    beside = [one for one in reading.around(piece, 2) if one.paragraph == piece.paragraph]
    return any(one.has(*GRAVE) for one in beside)


def taken_back(reading: Reading) -> Iterator[Remark]:
    """Sorry, but: something else than help or contrition right behind the apology."""
    for piece, said in apologies(reading):
        turn = _turn(reading, piece, said)
        if turn is None:
            continue
        where, hit = turn
        excuse = _excuse(where, hit)
        if excuse is None or any(one.end > hit.start for one in where.of("but-more")):
            continue
        message = _("After the apology comes {words}: the second half cancels the first.")
        hint = _("End the apology before it, and give the facts elsewhere without “but”.")
        whole = in_clause(where, excuse)
        yield on("no-but-apology", where, worded(message, reading, whole), hint)


def _turn(reading: Reading, piece: Piece, said: Hit) -> tuple[Piece, Hit] | None:
    """The “but” behind an apology: later in its sentence, at the head of the next, or before it.

    “While we are sorry, …” turns where the apology ends.
    """
    for hit in piece.of("but"):
        if hit.start >= said.end:
            return piece, hit
    if any(hit.start < said.start for hit in piece.of("concession")):
        return piece, Hit("concession", said.end, said.end)
    *_before, following = reading.around(piece)
    if following is not piece:
        first = following.first("but")
        if first is not None and _opens(following, first):
            return following, first
    return None


def _opens(piece: Piece, turn: Hit) -> bool:
    """Whether a sentence begins with a turn: “However, …”, “The heating was, however, …”."""
    flat = piece.reading.flat
    inner = flat.startswith("however,", turn.start) and flat.endswith(", ", 0, turn.start)
    return turn.start - piece.start <= (INNER if inner else 1)


def _excuse(piece: Piece, turn: Hit) -> Hit | None:
    """What stands behind a turn: a defence, or what neither helps anybody nor owns anything."""
    defence = next((one for one in piece.of("self-defence") if one.start >= turn.start), None)
    if defence is not None:
        return defence
    turned = turn.kind == "concession" or any(
        one.start == turn.start for one in piece.of("adversative")
    )
    if not turned:
        return None
    if _is_for_staff(piece, turn):
        return Hit("self-defence", turn.start, piece.end)
    if any(figure.start > turn.start for figure in piece.figures):
        return None
    if any(one.start >= turn.end for one in piece.of(*HELPFUL)) or takes_responsibility(piece):
        return None
    return Hit("self-defence", turn.start, piece.end)


def _is_for_staff(piece: Piece, turn: Hit) -> bool:
    """Whether how well our people did stands right behind it: but our staff worked all night."""
    reach = SEEN[piece.reading.language]
    people = piece.of("blame-staff", "staff", "own-people")[:MANY]
    if not any(0 <= hit.start - turn.end <= reach for hit in people) or takes_responsibility(piece):
        return False
    behind = piece.of("fault", "event", "negation", "apology", "remedy", *HARMS)
    return not any(hit.start >= turn.end for hit in behind)


CRITICS = (conditional, scale, taken_back)
