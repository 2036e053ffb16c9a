"""Lean dataclasses behave as the standard library's do."""

import copy
import dataclasses
import pickle
from dataclasses import field
from typing import Any

import pytest

from crisiskit.lean import OFTEN, dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A value."""

    x: int
    y: int = 0
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class Record:
    """What a fold writes to."""

    name: str
    seen: list[str] = field(default_factory=list)
    plan: Any = field(init=False)


@dataclass(frozen=True, slots=True)
class One:
    """A value of one field."""

    only: str


@pytest.fixture(params=["few", "many"], autouse=True)
def _number(request: pytest.FixtureRequest) -> None:
    """Of each class a few objects, or so many that it has an `__init__` of its own."""
    if request.param == "many":
        for _again in range(OFTEN + 1):
            Point(1), Record("a"), One("a")


def test_values_are_given_by_place_by_name_or_by_default() -> None:
    assert Point(1) == Point(x=1) == Point(1, 0, ()) == Point(1, y=0)
    assert Point(1, tags=("a",)).tags == ("a",)
    assert (Point(1).x, Point(1).y) == (1, 0)


@pytest.mark.parametrize(
    ("args", "given"),
    [
        ((), {}),
        ((), {"y": 1}),
        ((1, 2, (), 4), {}),
        ((1,), {"x": 1}),
        ((1,), {"z": 1}),
        ((), {"y": 1, "tags": (), "z": 1}),
    ],
    ids=["nothing", "missing", "too many", "twice", "unknown", "unknown for missing"],
)
def test_anything_else_is_refused(args: tuple[Any, ...], given: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="Point"):
        Point(*args, **given)


def test_a_frozen_one_stays_as_it_is() -> None:
    point = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.x
    assert point.x == 1


def test_equal_ones_are_one_in_a_set() -> None:
    assert {Point(1), Point(1), Point(2), One("a"), One("a")} == {Point(1), Point(2), One("a")}
    unlike: object = One("1")
    assert Point(1) != unlike


def test_a_record_can_be_written_to_and_has_no_hash() -> None:
    record = Record("a")
    record.seen.append("b")
    record.plan = 1
    assert Record("a").seen == []
    with pytest.raises(TypeError):
        hash(record)


def test_what_it_holds_can_be_read() -> None:
    assert repr(Point(1)) == "Point(x=1, y=0, tags=())"
    assert repr(One("a")) == "One(only='a')"


def test_the_standard_library_knows_it() -> None:
    assert dataclasses.replace(Point(1), y=5) == Point(1, 5)
    assert [f.name for f in dataclasses.fields(Point)] == ["x", "y", "tags"]
    match Point(1, 2):
        case Point(x, y=2):
            assert x == 1


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_a_copy_is_equal(copied: Any) -> None:
    assert copied(Point(1, tags=("a",))) == Point(1, tags=("a",))
    record = Record("a", ["b"])
    record.plan = None
    assert copied(record) == record
    assert pickle.loads(pickle.dumps(Point(3))) == Point(3)
