"""Dataclasses that cost next to nothing to define: start-up is a feature.

The standard library writes and compiles six functions for each frozen dataclass when its module is
imported: half a millisecond in Python 3.11. A command on a case imports seventy of them, which was
three times a bare interpreter. Here one set of methods serves all classes. A class of which many
objects are made gets an `__init__` of its own then.
"""

import dataclasses
import itertools
from collections.abc import Callable
from operator import attrgetter
from typing import Any, Literal, Never, TypeVar, dataclass_transform

T = TypeVar("T")

OFTEN = 500
"""Objects of a class after which it pays to compile: that takes as long as they lose by it."""

_Values = Callable[[Any], tuple[Any, ...]]


@dataclass_transform(field_specifiers=(dataclasses.field,))
def dataclass(*, slots: Literal[True], frozen: bool = False) -> Callable[[type[T]], type[T]]:
    """`dataclasses.dataclass` for classes with slots.

    `fields`, `replace`, `match` and copies work as they do there; of `field` only the defaults and
    `init` mean anything.
    """

    def made(plain: type[T]) -> type[T]:
        cls = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(plain)
        fields = dataclasses.fields(cls)  # type: ignore[arg-type]  # it is one now
        values = _values([field.name for field in fields])
        methods = {"__init__": _init(cls, fields), **_shown_and_compared(values)}
        for name, method in (methods | (_frozen(values) if frozen else {})).items():
            setattr(cls, name, method)
        return cls

    return made


def _values(names: list[str]) -> _Values:
    """All values of an object, in the order of its fields."""
    if len(names) == 1:
        only = attrgetter(names[0])
        return lambda item: (only(item),)
    return attrgetter(*names) if names else lambda _item: ()


def _init(cls: type[Any], fields: tuple[dataclasses.Field[Any], ...]) -> Callable[..., None]:
    taken = [field for field in fields if field.init]
    count = len(taken)
    # A slot's own setter goes past the `__setattr__` that refuses.
    puts = [getattr(cls, field.name).__set__ for field in taken]
    complete = _completion(cls.__qualname__, taken)
    number = itertools.count(1)

    def __init__(self: Any, *args: Any, **given: Any) -> None:  # noqa: N807
        values = args if len(args) == count and not given else complete(args, given)
        for put, value in zip(puts, values):  # noqa: B905 - as many; asking costs a tenth
            put(self, value)
        if next(number) == OFTEN:
            cls.__init__ = _compiled(cls, taken)

    return __init__


def _compiled(cls: type[Any], taken: list[dataclasses.Field[Any]]) -> Callable[..., None]:
    """The standard library's own `__init__`, for a class of which there are many."""
    copies = [
        (one.name, Any, dataclasses.field(default=one.default, default_factory=one.default_factory))
        for one in taken
    ]
    shadow = dataclasses.make_dataclass(cls.__qualname__, copies, repr=False, eq=False, frozen=True)
    made: Callable[..., None] = vars(shadow)["__init__"]
    return made


def _completion(
    kind: str, taken: list[dataclasses.Field[Any]]
) -> Callable[[tuple[Any, ...], dict[str, Any]], list[Any]]:
    """Gives all values in order, from those given by place and by name, and the defaults.

    Raises TypeError for one too many, one too few, or one given twice.
    """
    missing = dataclasses.MISSING
    names = [field.name for field in taken]
    defaults = {field.name: field.default for field in taken if field.default is not missing}
    made = [(f.name, f.default_factory) for f in taken if f.default_factory is not missing]

    def complete(args: tuple[Any, ...], given: dict[str, Any]) -> list[Any]:
        if args:
            placed = dict(zip(names, args, strict=False))
            if len(args) > len(names) or not given.keys().isdisjoint(placed):
                raise TypeError(f"{kind}() takes each value once")
            given |= placed
        values = defaults | given
        for name, make in made:
            if name not in values:
                values[name] = make()
        try:
            ordered = [values[name] for name in names]
        except KeyError as missed:
            raise TypeError(f"{kind}() misses {missed}") from None
        if len(values) > len(names):
            raise TypeError(f"{kind}() takes {names}, not {[*values]}")
        return ordered

    return complete


def _shown_and_compared(values: _Values) -> dict[str, Any]:
    def __repr__(self: Any) -> str:  # noqa: N807
        pairs = zip(dataclasses.fields(self), values(self), strict=True)
        return f"{type(self).__qualname__}({', '.join(f'{f.name}={v!r}' for f, v in pairs)})"

    def __eq__(self: Any, other: object) -> bool:  # noqa: N807
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    return {"__repr__": __repr__, "__eq__": __eq__, "__hash__": None}


def _frozen(values: _Values) -> dict[str, Any]:
    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(values(self))

    def __reduce__(self: Any) -> tuple[Any, ...]:  # noqa: N807
        return type(self), values(self)

    return {
        "__hash__": __hash__,
        "__reduce__": __reduce__,
        "__setattr__": _refused,
        "__delattr__": _refused,
    }


def _refused(_item: Any, name: str, *_value: Any) -> Never:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
