"""Rules about words: those that readers do not know, and those that say nothing (domain.md 3.2)."""

from collections.abc import Iterator
from itertools import pairwise

from crisiskit.language import _
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.rules.acts import covered
from crisiskit.review.table import ALL, Remark, on, rule
from crisiskit.review.terms import Hit
from crisiskit.text import quote

RULES = (
    rule("CS603", "jargon", warning=ALL),
    rule("CS604", "cliche-vacuous", warning=ALL),
    rule("CS610", "term-variant", info=ALL),
)

DENSE = {"zh": 100, "en": 300}
"""Characters among which there is more than one term; an English word has three of them."""

_EXPLAINING = 24
"""Characters behind a term in which it is explained."""


def jargon(reading: Reading) -> Iterator[Remark]:
    """More than one term of the trade in a hundred characters, not explained at first use."""
    terms = _unexplained(reading)
    reach = DENSE[reading.language]
    for one, other in pairwise(terms):
        if other.end - one.start > reach:
            continue
        names = dict.fromkeys(reading.text[hit.start : hit.end] for hit in terms)
        message = _("{words}: readers do not know these terms, and feel talked down to.")
        hint = _("Say what readers notice (“the order page does not open”), or explain each term.")
        words = _(", ").join(quote(name) for name in [*names][:5])
        yield on("jargon", one, message.format(words=words), hint)
        return


def _unexplained(reading: Reading) -> list[Hit]:
    """Each term where it stands first, unless it is explained there."""
    known: dict[str, Hit] = {}
    for piece in reading.body:
        for hit in piece.of("jargon"):
            known.setdefault(reading.flat[hit.start : hit.end], hit)
    found: list[Hit] = []
    for hit in known.values():
        if not _is_explained(reading, hit) and (not found or found[-1].end <= hit.start):
            found.append(hit)
    return found


def _is_explained(reading: Reading, hit: Hit) -> bool:
    """缓存（暂存数据的地方）, 数据暂存区（缓存）, or 依法依规 with its law."""
    flat, piece = reading.flat, reading.piece_at(hit.start)
    if _is_part_of_word(flat, hit):
        return True
    if (
        flat[hit.end : hit.end + 2].lstrip("” *")[:1] == "("
        or flat[hit.start - 1 : hit.start] == "("
    ):
        return True
    if piece is None:
        return False
    if flat[hit.start : hit.end] == "依法依规" and piece.has("cited"):
        return True
    return any(hit.end <= one.start <= hit.end + _EXPLAINING for one in piece.of("explained"))


def _is_part_of_word(flat: str, hit: Hit) -> bool:
    """`api` within `rapid`, in a Chinese text."""
    around = (
        flat[hit.start - 1 : hit.start],
        flat[hit.start],
        flat[hit.end - 1],
        flat[hit.end : hit.end + 1],
    )
    before, first, last, after = (char.isascii() and char.isalnum() for char in around)
    return (before and first) or (last and after)


def cliche(reading: Reading) -> Iterator[Remark]:
    """Sentences that stand in every statement, with nothing in or behind them to be checked."""
    body = reading.body
    for number, piece in enumerate(body):
        found = piece.first("fine-motive") or _vacuous(piece)
        near = [one for one in body[number : number + 2] if one.paragraph == piece.paragraph]
        if found is None or (found.kind == "vacuous" and any(map(_is_concrete, near))):
            continue
        message = _("{words} stands in every statement of this kind; nothing here can be checked.")
        hint = _("Say what you did and when: “9:20 sales stopped; 10:05 withdrawn everywhere”.")
        words = quote(reading.text[found.start : found.end])
        yield on("cliche-vacuous", found, message.format(words=words), hint)


def _vacuous(piece: Piece) -> Hit | None:
    if piece.has("unkept"):
        return None
    return next((hit for hit in piece.of("vacuous") if not piece.reading.is_negated(hit)), None)


def _is_concrete(piece: Piece) -> bool:
    """Whether it has a figure, or something done that can be checked."""
    return bool(piece.figures) or piece.has("concrete-action", "remedy")


def variant(reading: Reading) -> Iterator[Remark]:
    """A word of another place than that of the readers: 視頻 in Taiwan, 简讯 on the mainland."""
    kinds = {"zh-Hant": "word-of-mainland", "zh-Hans": "word-of-elsewhere"}
    kind = kinds.get(reading.context.language)
    if kind is None:
        return
    told: set[str] = set()
    for piece in reading.pieces:
        names = piece.of("word-in-name")
        for hit in piece.of(kind):
            word = reading.text[hit.start : hit.end]
            if word in told or covered(hit, names):
                continue
            told.add(word)
            message = _("{word} is a word of another place: readers hear that it is not for them.")
            yield on("term-variant", hit, message.format(word=quote(word)), _hint_of(kind))


def _hint_of(kind: str) -> str:
    if kind == "word-of-mainland":
        return _(
            "Write what is said there: 影片, 簡訊, 登入 in Taiwan; 影片, 短訊, 登入 in Hong Kong."
        )
    return _("Write what is said on the mainland: 网络, 软件, 短信, 登录.")


CRITICS = (jargon, cliche, variant)
