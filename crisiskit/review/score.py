"""The apology score: Lewicki's six components (domain.md 1.10), and what responsibility demands.

Lewicki, Polin and Lount 2016: the more components, the better an apology works, and taking
responsibility weighs most. Coombs' SCCT (domain.md 1.3, conflict C-2): who is to blame decides
which of them nobody may leave out.
"""

from collections.abc import Iterable
from typing import NamedTuple

from crisiskit.language import _
from crisiskit.review.acts import apologies, takes_responsibility
from crisiskit.review.reading import Piece, Reading

REGRET, EXPLANATION, RESPONSIBILITY, REPENTANCE, REPAIR, FORGIVENESS = (
    f"AP-{number}" for number in range(1, 7)
)
SYMPATHY, INSTRUCTION = "sympathy", "instruction"

WEIGHTS = {
    REGRET: 1.0,
    EXPLANATION: 1.0,
    RESPONSIBILITY: 1.6,
    REPENTANCE: 1.0,
    REPAIR: 1.3,
    FORGIVENESS: 0.4,
}

DEMANDS = {
    "preventable": (REGRET, RESPONSIBILITY, REPAIR),
    "accidental": (REGRET, EXPLANATION),
    "victim": (SYMPATHY, INSTRUCTION),
}
"""What a text must have by the class of responsibility; an undetermined one demands nothing."""


class Component(NamedTuple):
    """A component of an apology, and the sentence that carries it."""

    id: str
    weight: float
    piece: Piece | None


class Demand(NamedTuple):
    """What the class of responsibility asks for, and the sentence that gives it."""

    id: str
    piece: Piece | None


def score(reading: Reading) -> list[Component]:
    """The six components, each with the first sentence that carries it best."""
    return [Component(id_, weight, carrier(reading, id_)) for id_, weight in WEIGHTS.items()]


def total(components: Iterable[Component]) -> float:
    """The share of the weights that is there, from 0 to 1."""
    return sum(one.weight for one in components if one.piece) / sum(WEIGHTS.values())


def demands(reading: Reading) -> list[Demand]:
    """What the responsibility of the case demands of this text."""
    wanted = DEMANDS.get(reading.context.responsibility or "", ())
    return [Demand(id_, carrier(reading, id_)) for id_ in wanted]


def name(id_: str) -> str:
    """A component or a demand in words, in the language that is spoken."""
    return {
        REGRET: _("regret: it says sorry"),
        EXPLANATION: _("explanation: it says what went wrong"),
        RESPONSIBILITY: _("responsibility: it says whose fault it was"),
        REPENTANCE: _("repentance: it says what keeps it from happening again"),
        REPAIR: _("repair: it says what those affected get"),
        FORGIVENESS: _("request for forgiveness"),
        SYMPATHY: _("sympathy with those affected"),
        INSTRUCTION: _("instruction: it says what people should do now"),
    }[id_]


def carrier(reading: Reading, id_: str) -> Piece | None:
    """The sentence that carries a component or a demand."""
    found = [piece for piece in reading.body if _carries(piece, id_, reading)]
    if id_ == REPAIR:
        found.sort(key=lambda piece: not _is_exact(piece))
    return next(iter(found), None)


def _carries(piece: Piece, id_: str, reading: Reading) -> bool:
    if id_ == REGRET:
        mild = reading.context.responsibility == "accidental" and piece.says("regret")
        return mild or any(piece is one for one, _hit in apologies(reading))
    if id_ == EXPLANATION:
        return piece.says("explanation") and not piece.has("no-explanation")
    if id_ == RESPONSIBILITY:
        hit = takes_responsibility(piece)
        return hit is not None and hit.kind != "own-act"
    if id_ == REPENTANCE:
        return piece.has("repentance") and piece.has("mechanism")
    if id_ == SYMPATHY:
        return piece.says("apology", "regret", "empathy")
    kinds = {REPAIR: "remedy", FORGIVENESS: "forgiveness", INSTRUCTION: "instructing"}
    return piece.has(kinds[id_]) if id_ == INSTRUCTION else piece.says(kinds[id_])


def _is_exact(piece: Piece) -> bool:
    """Whether a remedy has an amount, a date or a rule in the same sentence."""
    return any(char.isdigit() for char in piece.flat)
