"""The proofs: the search agrees with trying everything, prunes, and gives up instead of hanging."""

from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisiskit.lint.proof import Budget, Formula, every, fails, holds, no, solve, some
from crisiskit.lint.worlds import Cell, GaveUpError, Names
from crisiskit.playbook.conditions import UNKNOWN, Tree, evaluate, parse
from crisiskit.playbook.plan import FactSpec

LABEL = {"en": "x"}


def fact(name: str, kind: str, *options: str) -> FactSpec:
    return FactSpec(name, kind, "event", LABEL, LABEL, options=dict.fromkeys(options, LABEL))


NAMES = Names(
    {
        each.id: each
        for each in (
            fact("n", "number"),
            fact("m", "number"),
            fact("yes", "yes-no"),
            fact("no", "yes-no"),
            fact("harm", "choice", "none", "injury", "death"),
            fact("fields", "choices", "name", "phone", "password"),
            fact("at", "time"),
            fact("who", "text"),
        )
    },
    {"speak": ("now", "wait")},
    frozenset({"who"}),
)


class Env:
    def __init__(self, world: dict[str, Cell]) -> None:
        self.world = world

    def value(self, name: str) -> Any:
        return self.world[name].value

    def hours_since(self, name: str) -> Any:
        return self.world[name].hours


def tree(text: str) -> Tree:
    return parse(text).tree


def solved(formula: Formula) -> dict[str, Any] | None:
    world = solve(formula, NAMES)
    return None if world is None else {name: cell.value for name, cell in world.items()}


# --- what is so, and what can be ---------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "n > 10 and n < 5",
        "n < 0",
        "harm == 'none' and harm == 'death'",
        "severity > 'P1'",
        "n < m and m < n",
        "'phone' in fields and not 'phone' in fields",
        "known(n) and not known(n)",
        "hours_since(at) > 4 and hours_since(at) < 3",
        "at > '2026-01-02T00:00:00Z' and at < '2026-01-01T00:00:00Z'",
        "not known(who)",
        "False",
        "n > 1 and n < 1.0",
    ],
)
def test_what_no_world_makes_true(text: str) -> None:
    assert solved(holds(tree(text))) is None


@pytest.mark.parametrize(
    "text",
    [
        "n > 5 and n < 10",
        "n > 1 and n < 2",
        "1 < n < m < 2",
        "n == m and m > 3",
        "harm != 'none' and harm != 'death'",
        "'phone' in fields and not 'name' in fields",
        "not known(n) and not known(at)",
        "hours_since(at) >= 0 and at < '2026-01-01T00:00:00Z'",
        "at > '2026-01-01T00:00:00Z' and at < '2026-01-02T00:00:00Z'",
        "who == 'Chen' or who == '陈'",
        "who == 'Chen' and who == '陈'",
        "severity < 'P4' or severity <= 'P4'",
        "responsibility == 'undetermined' and not closed and phase == 'recovery'",
        "language == 'en'",
        "n < -3",
    ],
)
def test_what_some_world_makes_true(text: str) -> None:
    assert solved(holds(tree(text))) is not None


def test_the_answer_names_only_what_matters() -> None:
    formula = every([holds(tree("yes or n > 3")), no(holds(tree("severity > 'P4' or no")))])
    assert solved(formula) == {"yes": True, "severity": "P4", "no": False}


def test_what_is_known_comes_before_what_is_not() -> None:
    assert solved(no(holds(tree("speak == 'now'")))) == {"speak": "wait"}
    assert solved(no(some([holds(tree("yes")), fails(tree("yes"))]))) == {"yes": UNKNOWN}


def test_the_same_question_has_the_same_answer() -> None:
    formula = no(holds(tree("n > 10 or harm == 'death' or 'name' in fields")))
    assert len({repr(solved(formula)) for _time in range(5)}) == 1


def test_what_is_given_goes_without_saying() -> None:
    late = holds(tree("speak == 'wait'"))
    graded = some([no(holds(tree("known(speak)"))), holds(tree("severity >= 'P2'"))])
    world = solve(late, NAMES, given=graded)
    assert world is not None
    assert {name: cell.value for name, cell in world.items()} == {"speak": "wait"}
    assert solve(every([late, holds(tree("severity < 'P2'"))]), NAMES, given=graded) is None


# --- against trying everything -----------------------------------------------------------------

ATOMS = (
    "n > 3",
    "n <= 5",
    "n < m",
    "m >= 4",
    "yes",
    "harm == 'death'",
    "harm in ['none', 'injury']",
    "'phone' in fields",
    "known(harm)",
    "severity >= 'P2'",
    "speak == 'now'",
    "speak != 'wait'",
    "hours_since(at) > 2",
)

conditions = st.recursive(
    st.sampled_from(ATOMS).map(tree),
    lambda inner: st.one_of(
        st.builds(lambda a: ["not", a], inner),
        st.builds(lambda word, a, b: [word, a, b], st.sampled_from(["and", "or"]), inner, inner),
    ),
    max_leaves=5,
)
formulas = st.recursive(
    st.one_of(conditions.map(holds), conditions.map(fails)),
    lambda inner: st.one_of(
        inner.map(no),
        st.lists(inner, max_size=3).map(every),
        st.lists(inner, max_size=3).map(some),
    ),
    max_leaves=3,
)

FIGURES = [Decimal(n) / 2 for n in range(2, 15)]
EVERYTHING: dict[str, list[Cell]] = {
    "n": [*map(Cell, FIGURES), Cell(UNKNOWN)],
    "m": [*map(Cell, FIGURES), Cell(UNKNOWN)],
    "yes": [Cell(True), Cell(False), Cell(UNKNOWN)],
    "harm": [Cell("none"), Cell("injury"), Cell("death"), Cell(UNKNOWN)],
    "fields": [Cell([]), Cell(["name"]), Cell(["phone"]), Cell(["name", "phone"]), Cell(UNKNOWN)],
    "severity": [*map(Cell, ("P1", "P2", "P3", "P4")), Cell(UNKNOWN)],
    "speak": [Cell("now"), Cell("wait"), Cell(UNKNOWN)],
    "at": [Cell("2026-01-01T00:00:00Z", hours) for hours in (1, 2, 3)] + [Cell(UNKNOWN)],
}


def names_of(formula: Any) -> set[str]:
    if isinstance(formula, str):
        return {formula} & set(EVERYTHING)
    return set().union(*map(names_of, formula)) if isinstance(formula, list | tuple) else set()


def is_so(formula: Formula, env: Env) -> bool:
    kind, inner = formula
    if kind == "holds":
        return evaluate(inner, env) is True
    if kind == "fails":
        return evaluate(inner, env) is False
    if kind == "no":
        return not is_so(inner, env)
    return (all if kind == "all" else any)(is_so(part, env) for part in inner)


@settings(max_examples=300, deadline=None)
@given(formulas)
def test_the_search_agrees_with_trying_everything(formula: Formula) -> None:
    names = sorted(names_of(formula))
    if len(names) > 4:
        return
    every_world = (
        dict(zip(names, cells, strict=True))
        for cells in product(*(EVERYTHING[name] for name in names))
    )
    there_is_one = any(is_so(formula, Env(world)) for world in every_world)
    found = solve(formula, NAMES)
    assert (found is not None) is there_is_one
    if found is not None:
        # Whatever else is so, what was found is enough.
        others = [name for name in names if name not in found]
        for cells in product(*(EVERYTHING[name] for name in others)):
            whole = dict(found) | dict(zip(others, cells, strict=True))
            assert is_so(formula, Env(whole))


# --- limits ------------------------------------------------------------------------------------


def pigeons(count: int) -> tuple[Formula, Names]:
    """More pigeons than holes: short to write, and no search is known that is quick."""
    holes = count - 1
    specs = {f"p{p}h{h}": fact(f"p{p}h{h}", "yes-no") for p in range(count) for h in range(holes)}
    home = [["or", *(["name", f"p{p}h{h}"] for h in range(holes))] for p in range(count)]
    alone = [
        ["not", ["and", ["name", f"p{p}h{h}"], ["name", f"p{q}h{h}"]]]
        for h in range(holes)
        for p in range(count)
        for q in range(p)
    ]
    return holds(["and", *home, *alone]), Names(specs, {})


def test_it_gives_up_after_so_many_looks_and_not_later() -> None:
    formula, names = pigeons(9)
    budget = Budget(left=100_000, each=20_000)
    with pytest.raises(GaveUpError):
        solve(formula, names, budget)
    assert budget.left >= 79_000
    few, names = pigeons(3)
    assert solve(few, names, budget) is None


def test_nothing_is_left_when_all_looks_are_used() -> None:
    formula, names = pigeons(3)
    with pytest.raises(GaveUpError):
        solve(formula, names, Budget(left=10))


def test_sets_of_too_many_members_are_given_up_at_once() -> None:
    members = [f"m{number}" for number in range(40)]
    names = Names({"many": fact("many", "choices", *members)}, {})
    condition = ["and", *(["cmp", ["lit", m], "in", ["name", "many"]] for m in members)]
    with pytest.raises(GaveUpError):
        solve(holds(condition), names)


def test_thirty_facts_in_a_row_need_no_search() -> None:
    specs = {f"f{number}": fact(f"f{number}", "yes-no") for number in range(30)}
    one = ["or", *(["name", name] for name in specs)]
    every_one = ["and", *(["name", name] for name in specs)]
    budget = Budget()
    names = Names(specs, {})
    assert solve(every([holds(one), no(holds(one))]), names, budget) is None
    assert solve(every([holds(every_one), fails(one)]), names, budget) is None
    assert solve(every([holds(one), no(holds(every_one))]), names, budget) is not None
    assert budget.left > Budget().left - 30_000
