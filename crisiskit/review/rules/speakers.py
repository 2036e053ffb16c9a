"""Who apologises: by the form of the subject, whatever trade they are of."""

from crisiskit.review.acts import Place, clause, within
from crisiskit.review.reading import Piece
from crisiskit.review.terms import Hit

_ROLES = (
    *("员", "师", "护工", "技工", "教练", "顾问", "客服", "助理", "医生", "实习生", "司机", "房东"),
    *("姑娘", "小伙", "小哥", "阿姨", "大姐", "经理", "店长", "组长", "队长", "班长", "站长"),
    *("方", "商", "车队", "团队", "小组", "班组", "厂家"),
)
"""How somebody of staff, or a partner, is called at the end."""

_HEADS = (
    *("总经理", "执行董事", "我方", "院方", "校方", "园方", "馆方", "官方", "双方", "各方", "多方"),
    *("警方", "资方", "平台方", "委员", "全体人员", "电商", "券商"),
)
"""Ends like a role, and is who has to answer, or the organisation itself."""

_BEHIND_SUBJECT = ("向", "对", "就", "为", "已", "在", "当面", "表示", "深", "也", "都", "致", "给")

_LONGEST = {"zh": 12, "en": 7}
"""Characters, or English words, of a subject."""

_ENDINGS = (
    *("er", "ers", "or", "ors", "ist", "ists"),
    *("man", "woman", "men", "women", "crew", "staff"),
)
"""How a word ends for somebody who does something."""


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_OTHERS = _words(
    "team teams agent agents guard guards nurse nurses chef cook pilot pilots host intern interns",
    "temp trainee trainees agency assistant assistants consultant clerk clerks guide guides",
    "apprentice volunteer volunteers desk colleague colleagues employee employees",
)
_ANSWERABLE = _words(
    "director directors chair chairman chairwoman owner owners founder founders officer employer",
    "insurer retailer manufacturer publisher broadcaster provider carrier lender grocer baker",
    "brewer maker centre center theatre theater regulator minister mayor chancellor governor",
    "other matter letter order power number paper customer customers passenger passengers",
    "partners leader leaders leadership our over after under never however rather further",
)
"""End like somebody who does something, and have to answer, or are no people."""

_ARTICLES = _words("the our a an one this that")
_BEHIND_HEAD = _words(
    "who in at of from on with responsible concerned involved",
    "has have is are was were had also now would wishes wants",
)


def somebody_else(piece: Piece, said: Hit) -> Hit | None:
    """Somebody of staff, or a partner, as the subject of an apology."""
    begin, _end = clause(piece, said)
    flat = piece.reading.flat
    while flat[begin] == " ":
        begin += 1
    found = (_named if piece.reading.language == "zh" else _called)(flat, begin, said)
    if found is None or any(within(hit, [found]) for hit in piece.of("company", "organisation")):
        return None
    return found


def _named(flat: str, begin: int, said: Hit) -> Hit | None:
    """The words before 向, 对 or 就: 涉事护工 in 涉事护工已向老人道歉."""
    ends = [at for mark in _BEHIND_SUBJECT if (at := flat.find(mark, begin + 1, said.start)) > 0]
    end = min(ends, default=said.start)
    name = flat[begin:end]
    if name.startswith(_BEHIND_SUBJECT):
        return None
    if not 1 < len(name) <= _LONGEST["zh"] or name.endswith(_HEADS) or not name.endswith(_ROLES):
        return None
    return Hit("other-subject", begin, end)


def _called(flat: str, begin: int, said: Hit) -> Hit | None:
    """An article, words, and one for who does something: the trainer in question has said sorry."""
    if not flat.startswith(("apologis", "apologiz", "sorry"), said.start):
        return None
    words = flat[begin : said.start].split()
    if not words or words[0] not in _ARTICLES:
        return None
    name = words[: next((at for at, word in enumerate(words) if word in _BEHIND_HEAD), len(words))]
    if not 1 < len(name) <= _LONGEST["en"] or not _is_role(name[-1]):
        return None
    return Hit("other-subject", begin, begin + len(" ".join(name)))


def _is_role(word: str) -> bool:
    if word in _ANSWERABLE:
        return False
    return word in _OTHERS or (len(word) > len("user") and word.endswith(_ENDINGS))


def made_by_nobody(found: list[Place]) -> bool:
    """Whether each apology is owed, offered or made, and it is not said by whom."""
    return all(
        within(hit, piece.of("passive-apology"))
        and not any(one.start < hit.end for one in piece.of("company"))
        for piece, hit in found
    )
