"""The figures of two translations of one text, paired: which agree, which differ, which lack one.

Sort by sort, dates apart from times: two languages put the halves of a moment in different order.
A figure that the other text has as often is at peace. Of the others, those that stand between the
same neighbours are taken for one and the same, told differently.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from crisiskit.review.comparing.atoms import Atom, agree, counts_one, may_be, might_be, unlike
from crisiskit.review.reading import Piece


class Paired(NamedTuple):
    """What two translations have of each other, by places in `ones` and `others`."""

    ones: Sequence[Atom]
    others: Sequence[Atom]
    mates: Mapping[int, int]
    """Which is which, where they agree; none twice."""
    differing: Sequence[tuple[int, int]]
    """Which seem to be the same, told differently."""
    lone: Sequence[int]
    """Those of `ones` that the other text does not have at all."""
    other_lone: Sequence[int]

    def beside_one(self, start: int) -> Piece | None:
        """The sentence of the second text beside a place of the first, by the figures around."""
        near = min(self.mates, key=lambda n: abs(self.ones[n].start - start), default=None)
        return None if near is None else self.others[self.mates[near]].piece

    def beside_other(self, start: int) -> Piece | None:
        """The sentence of the first text beside a place of the second."""
        pairs = self.mates.items()
        near = min(pairs, key=lambda pair: abs(self.others[pair[1]].start - start), default=None)
        return None if near is None else self.ones[near[0]].piece


def paired(ones: Sequence[Atom], others: Sequence[Atom]) -> Paired:
    """Each figure of one text with its partner in the other, sort by sort."""
    mates: dict[int, int] = {}
    differing: list[tuple[int, int]] = []
    lone: list[int] = []
    other_lone: list[int] = []
    for sort in dict.fromkeys(one.sort for one in (*ones, *others)):
        mine = [n for n, one in enumerate(ones) if one.sort == sort]
        theirs = [n for n, one in enumerate(others) if one.sort == sort]
        found = _Row([ones[n] for n in mine], [others[n] for n in theirs])
        mates |= {mine[one]: theirs[other] for one, other in found.mates.items()}
        differing += [(mine[one], theirs[other]) for one, other in found.differing()]
        lone += [mine[n] for n in found.lone]
        other_lone += [theirs[n] for n in found.other_lone]
    return Paired(ones, others, mates, sorted(differing), sorted(lone), sorted(other_lone))


class _Row:
    """The figures of one sort of two texts, laid beside each other in their order."""

    def __init__(self, ones: Sequence[Atom], others: Sequence[Atom]) -> None:
        self.ones = ones
        self.others = others
        self.equal = [[agree(one, other) for other in others] for one in ones]
        self.mates = _common(self.equal, len(others))
        self._taken = set(self.mates.values())
        self.lone = [n for n, row in enumerate(self.equal) if not any(row)]
        self.other_lone = [n for n in range(len(others)) if not any(row[n] for row in self.equal)]

    def differing(self) -> list[tuple[int, int]]:
        """Pairs that do not agree; who is in one of them is lone no more.

        Between the same neighbours first those whom the other text does not have, then those that
        one text has more often than the other; at last those without equals, wherever they stand.
        """
        spare = [n for n in range(len(self.ones)) if self._is_spare(n)]
        other_spare = [n for n in range(len(self.others)) if self._is_other_spare(n)]
        everyone = range(len(self.ones))
        gaps = [self._gap(n, 1) for n in everyone]
        anywhere = [(-1, len(self.others)) for _n in everyone]
        return [
            *self._pairs(self.lone, self.other_lone, gaps, may_be),
            *self._pairs(self.lone, self.other_lone, gaps, might_be),
            *self._pairs(self.lone, other_spare, gaps, _may_be_of_many),
            *self._pairs(spare, self.other_lone, gaps, _may_be_of_many),
            *self._pairs(spare, other_spare, gaps, may_be),
            *self._pairs(spare, other_spare, [self._gap(n, 2) for n in everyone], may_be),
            *self._pairs(self.lone, self.other_lone, anywhere, may_be),
        ]

    def _pairs(
        self,
        seeking: list[int],
        free: list[int],
        gaps: Sequence[tuple[int, int]],
        fits: Callable[[Atom, Atom], bool],
    ) -> list[tuple[int, int]]:
        """Those who seek with the free ones in their gaps, the most alike first.

        Both leave their lists.
        """
        fitting = [
            (unlike(self.ones[one], self.others[other]), one, other)
            for one in seeking
            for other in free
            if gaps[one][0] < other < gaps[one][1] and fits(self.ones[one], self.others[other])
        ]
        found = []
        for _how_far, one, other in sorted(fitting):
            if one in seeking and other in free:
                seeking.remove(one)
                free.remove(other)
                found.append((one, other))
        return found

    def _gap(self, number: int, far: int) -> tuple[int, int]:
        """Between which places of the other text the neighbours of a figure stand.

        `far` is which neighbour: the next one, or the one after it.
        """
        before = [n for n in self.mates if n < number][-far:]
        after = [n for n in self.mates if n > number][:far]
        first = self.mates[before[0]] if len(before) == far else -1
        return first, self.mates[after[-1]] if len(after) == far else len(self.others)

    def _is_spare(self, number: int) -> bool:
        """Whether it has equals, but its own text says it more often."""
        if number in self.mates or number in self.lone:
            return False
        mine = sum(agree(self.ones[number], one) for one in self.ones)
        return mine > sum(self.equal[number])

    def _is_other_spare(self, number: int) -> bool:
        if number in self._taken or number in self.other_lone:
            return False
        mine = sum(agree(self.others[number], one) for one in self.others)
        return mine > sum(row[number] for row in self.equal)


def _may_be_of_many(one: Atom, other: Atom) -> bool:
    return may_be(one, other) and not (counts_one(one) or counts_one(other))


def _common(equal: Sequence[Sequence[bool]], count: int) -> dict[int, int]:
    """The longest row of equals in the order of both texts: which is which."""
    longest = [[0] * (count + 1) for _row in range(len(equal) + 1)]
    for one in range(len(equal) - 1, -1, -1):
        row, below = longest[one], longest[one + 1]
        for other in range(count - 1, -1, -1):
            kept = below[other + 1] + 1 if equal[one][other] else 0
            row[other] = max(kept, below[other], row[other + 1])
    found: dict[int, int] = {}
    one = other = 0
    while one < len(equal) and other < count:
        if equal[one][other] and longest[one][other] == longest[one + 1][other + 1] + 1:
            found[one] = other
            one, other = one + 1, other + 1
        elif longest[one][other] == longest[one + 1][other]:
            one += 1
        else:
            other += 1
    return found
