"""Where each step of a drawing stands: a lane for each phase, columns by what comes before.

Within a lane a step stands one column right of the last step it needs there (the longest path), and
in the row that keeps its arrows short (barycentres of its neighbours, a few sweeps).
"""

from collections.abc import Mapping, Sequence

from crisiskit.lean import dataclass
from crisiskit.ui.graph.picture import NEED, Picture

BOX_WIDTH, BOX_HEIGHT = 200, 92
GAP_X, GAP_Y = 64, 26
LANE_HEAD, LANE_PAD = 44, 28
TOP = 96
SWEEPS = 6


@dataclass(frozen=True, slots=True)
class Place:
    """The upper left corner of a box, in pixels."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Lane:
    """A band across the drawing."""

    name: str
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of all boxes, the lanes, and the size of the whole."""

    places: Mapping[str, Place]
    lanes: tuple[Lane, ...]
    width: int
    height: int


def layout(picture: Picture) -> Layout:
    """Lanes from top to bottom, columns from left to right."""
    places: dict[str, Place] = {}
    lanes = []
    y = TOP
    columns_most = 1
    for phase, name in picture.lanes.items():
        columns = _columns(picture, phase)
        rows = max(map(len, columns), default=1)
        columns_most = max(columns_most, len(columns))
        height = LANE_HEAD + 2 * LANE_PAD + rows * BOX_HEIGHT + (rows - 1) * GAP_Y
        for number, column in enumerate(columns):
            x = LANE_PAD + number * (BOX_WIDTH + GAP_X)
            for row, box in enumerate(column):
                down = y + LANE_HEAD + LANE_PAD + row * (BOX_HEIGHT + GAP_Y)
                places[box] = Place(x, down)
        lanes.append(Lane(name, y, height))
        y += height + LANE_PAD
    width = 2 * LANE_PAD + columns_most * BOX_WIDTH + (columns_most - 1) * GAP_X
    return Layout(places, tuple(lanes), width, y)


def _columns(picture: Picture, phase: str) -> list[list[str]]:
    """The boxes of a lane by column, in the order of their rows."""
    inside = [box.id for box in picture.boxes.values() if box.phase == phase]
    before: dict[str, list[str]] = {name: [] for name in inside}
    after: dict[str, list[str]] = {name: [] for name in inside}
    for arrow in picture.arrows:
        if arrow.kind == NEED and arrow.source in before and arrow.target in before:
            before[arrow.target].append(arrow.source)
            after[arrow.source].append(arrow.target)
    rank = _ranks(inside, before)
    columns: list[list[str]] = [[] for _rank in range(max(rank.values(), default=-1) + 1)]
    for name in inside:
        columns[rank[name]].append(name)
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 0
        _sweep(columns if forth else columns[::-1], before if forth else after)
    return columns


def _ranks(names: Sequence[str], before: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Columns: one more than the furthest of those before; without deep calls."""
    rank: dict[str, int] = {}
    for first in names:
        waiting = [first]
        while waiting:
            name = waiting[-1]
            open_ones = [other for other in before[name] if other not in rank]
            if open_ones:
                waiting += open_ones
                continue
            waiting.pop()
            rank[name] = max((rank[other] + 1 for other in before[name]), default=0)
    return rank


def _sweep(columns: Sequence[list[str]], neighbours: Mapping[str, Sequence[str]]) -> None:
    """Order each column by where the neighbours of its boxes stand."""
    row = {name: float(place) for column in columns for place, name in enumerate(column)}
    for column in columns:
        middle = {name: _mean(row, neighbours[name], row[name]) for name in column}
        column.sort(key=middle.__getitem__)
        row.update((name, float(place)) for place, name in enumerate(column))


def _mean(row: Mapping[str, float], names: Sequence[str], otherwise: float) -> float:
    return sum(row[name] for name in names) / len(names) if names else otherwise
