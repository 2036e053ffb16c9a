"""Whose fault a sentence says it was: by who is its subject, whatever the words."""

from crisiskit.review.acts import clause, together, within
from crisiskit.review.reading import Piece
from crisiskit.review.rules.acts import MANY
from crisiskit.review.terms import Hit

NEAR = {"zh": 16, "en": 50}
"""Characters between a subject and its verb."""

BESIDE = {"zh": 1, "en": 14}
"""Characters between 没有 and what was not done; in English an adverb may stand there."""

ARTICLE = 4
"""Characters before the word with which a sentence begins: its subject, however far the verb."""

_FOR = (" for ", " with ", " by ", " to ", " of ", " from ", " on ", "running ", "behind ")
_FOR_AT_MOST = 8
"""Words behind which the company is no subject: a firm that works for us, running our account."""

STAFF = ("blame-staff", "blame-worker")
ANYBODY = (*STAFF, "their-firm", "staff")


def ours(piece: Piece) -> list[Hit]:
    """Words for the company itself: 公司 in 物业公司 is somebody else."""
    others = piece.of("their-firm")[:MANY]
    return [hit for hit in piece.of("company")[:MANY] if not within(hit, others)]


def acting(piece: Piece) -> list[Hit]:
    """Where the company may be who acts: not as whom it is done for, nor as whose it is."""
    flat = piece.reading.flat
    return [
        hit
        for hit in ours(piece)
        if flat[hit.start : hit.end] != "us"
        and not flat.endswith(_FOR, max(hit.start - _FOR_AT_MOST, 0), hit.start)
    ]


def first(piece: Piece, kind: str) -> Hit | None:
    """The first of such words that is not negated."""
    return next((hit for hit in piece.of(kind) if not piece.reading.is_negated(hit)), None)


def misjudged(piece: Piece) -> Hit | None:
    """Where it says that people judged wrongly: the public, and a verb for that behind it."""
    for verb in piece.of("misjudging")[:MANY]:
        who = _subject(piece, verb, "public")
        if who is not None and not piece.reading.is_negated(who):
            return Hit(verb.kind, who.start, verb.end)
    return None


def careless(piece: Piece) -> Hit | None:
    """Where it says that those who were hurt took no care, or did something unwise."""
    advice = piece.first("protective")
    if advice is not None and advice.start <= piece.start + ARTICLE:
        return None  # change the same password elsewhere, too
    for act in piece.of("care", "unwise")[:MANY]:
        verb = act if act.kind == "unwise" else _wanting(piece, act)
        if verb is None or _is_done_to(piece, verb):
            continue
        who = _subject(piece, verb, "affected", "person")
        if who is not None and not _is_staff(piece, who):
            return Hit(act.kind, who.start, act.end)
    return None


def but_for(piece: Piece) -> Hit | None:
    """Care that they should have taken: had they read the label, it would not have happened."""
    if not piece.has("but-for"):
        return None
    for act in piece.of("care")[:MANY]:
        near = act.start - NEAR[piece.reading.language]
        people = [hit for hit in piece.of("affected", "person") if near <= hit.start < act.start]
        if people and not _is_staff(piece, people[-1]) and not ours(piece):
            return Hit(act.kind, people[-1].start, act.end)
    return None


def _is_staff(piece: Piece, who: Hit) -> bool:
    """Whether somebody is staff and not the one who was hurt: 客户 in 客户经理, a courier."""
    staff = [hit for hit in piece.of(*STAFF)[:MANY] if within(who, [hit])]
    if any(hit.end - hit.start > who.end - who.start for hit in staff):
        return True
    return bool(staff) and not piece.reading.context.harm_at_least("injury")


def _is_done_to(piece: Piece, verb: Hit) -> bool:
    """Whether it is done to them: guests were refused, 顾客被拒绝."""
    before = piece.reading.flat[max(piece.start, verb.start - 6) : verb.start]
    return before.endswith(("was ", "were ", "been ", "being ", "be ", "被", "遭", "遭到"))


def _wanting(piece: Piece, act: Hit) -> Hit | None:
    """The 没有 or “did not” right before an act of care."""
    near = act.start - BESIDE[piece.reading.language]
    found = [hit for hit in piece.of("wanting")[:MANY] if near <= hit.end <= act.start]
    return found[0] if found else None


def _subject(piece: Piece, verb: Hit, *kinds: str) -> Hit | None:
    """Who of these stands before a verb, and neither we nor our staff between them."""
    near = verb.start - NEAR[piece.reading.language]
    begin, _end = clause(piece, verb)
    first = piece.start + ARTICLE
    who = [
        hit
        for hit in piece.of(*kinds)[:MANY]
        if hit.end <= verb.start and (near <= hit.start or hit.start <= first)
    ]
    if not who or _is_object(piece, who[-1]):
        return None
    last = who[-1]
    begin = max(begin, piece.reading.flat.rfind(" that ", begin, last.start))
    staff = [hit for hit in piece.of(*STAFF)[:MANY] if not within(hit, [last])]
    between = [*ours(piece), *staff, *piece.of("victim-condition")[:MANY]]
    if any(
        min(last.start, begin) <= hit.start < verb.start and not _is_object(piece, hit)
        for hit in between
    ):
        return None
    return last


def _is_object(piece: Piece, hit: Hit) -> bool:
    """Whether somebody is whom it is done to: 把我们的本意想复杂."""
    before = piece.reading.flat[max(piece.start, hit.start - 1) : hit.start]
    return before in {"把", "将", "对", "给", "向", "与", "和", "跟", "被"}


def happened(piece: Piece) -> list[Hit]:
    """Lapses that came about by themselves: a lapse close to a word of cause or of happening."""
    near = NEAR[piece.reading.language]
    by_itself = together(piece, "means-of-work", "fails-itself", near // 2)
    undone = together(piece, "done-by-nobody", "gone-wrong", BESIDE[piece.reading.language])
    if by_itself is not None or undone is not None:
        return [one._replace(kind="agentless") for one in (by_itself, undone) if one]
    if not piece.has("lapse"):
        return []
    marks = [hit for hit in piece.of("came-about")[:MANY] if not piece.reading.is_negated(hit)]
    return [
        Hit("agentless", min(lapse.start, mark.start), max(lapse.end, mark.end))
        for lapse in piece.of("lapse")[:MANY]
        if not within_clause(piece, lapse, "affected")
        for mark in marks
        if mark.end <= lapse.start <= mark.end + near or lapse.end <= mark.start <= lapse.end + near
    ]


def within_clause(piece: Piece, hit: Hit, kind: str) -> bool:
    """Whether words of a kind stand before others in their clause."""
    begin, _end = clause(piece, hit)
    return any(begin <= one.start and one.end <= hit.start for one in piece.of(kind)[:MANY])


def _is_routine(piece: Piece, deed: Hit) -> bool:
    """Whether it is what is done as a rule: the note goes to our provider and is deleted."""
    flat = piece.reading.flat
    return flat.endswith(("is ", "are ", "be "), max(deed.start - 4, 0), deed.start)


def pointed_at(piece: Piece) -> Hit | None:
    """Somebody of staff or partners with whom the fault is said to lie."""
    signs, reach = piece.of("points-at")[:MANY], NEAR[piece.reading.language]
    people = piece.of(*ANYBODY)[:MANY] if signs else []
    for sign in signs:
        for who in people:
            near = sign.end <= who.start <= sign.end + reach
            if near and not piece.reading.is_negated(sign):
                return who
    return None


def did_wrong(piece: Piece) -> Hit | None:
    """Somebody of staff or partners, and right behind them something done wrong."""
    if not piece.has("wrong-deed") or piece.has("asked-whether"):
        return None
    reach = NEAR[piece.reading.language]
    deeds = piece.of("wrong-deed")[:MANY]
    for who in piece.of(*ANYBODY)[:MANY]:
        for deed in deeds:
            behind = who.end <= deed.start <= who.end + reach
            if not behind or piece.reading.is_negated(deed) or _is_routine(piece, deed):
                continue
            if not any(who.end <= one.start < deed.start for one in acting(piece)):
                return None if _is_object(piece, who) else who
    return None
