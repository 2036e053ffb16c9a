"""The graph of a plan: ancestors, descendants, cycles, steps that can never start."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisiskit.playbook import graph
from crisiskit.playbook.conditions import parse
from crisiskit.playbook.plan import (
    Approve,
    Approver,
    Decide,
    Draft,
    Need,
    Option,
    Plan,
    Publish,
    Repeat,
    Step,
    Wait,
)

WORDS = {"en": "words"}


def step(name: str, *needs: str, phase: str = "emergency", **keys: object) -> Step:
    return Step(name, phase, WORDS, "lead", needs=tuple(map(Need, needs)), **keys)  # type: ignore[arg-type]


def decision(name: str, *needs: str) -> Step:
    options = {"yes": Option(WORDS), "no": Option(WORDS)}
    return step(name, *needs, kind="decide", action=Decide(WORDS, options, name.replace("-", "_")))


def plan(*steps: Step) -> Plan:
    return Plan(
        playbook="p",
        version="1.0.0",
        title=WORDS,
        summary=WORDS,
        signals={},
        responsibility=None,
        lead="lead",
        steps={each.id: each for each in steps},
        groups={},
        facts={},
        duties={},
        roles={},
        channels={},
        checklists={},
        severity=(),
    )


def test_descendants_run_along_needs() -> None:
    made = plan(step("a"), step("b", "a"), step("c", "b"), step("d"))
    assert graph.descendants(made, "a") == {"b", "c"}
    assert graph.ancestors(made, "c") == {"a", "b"}
    assert graph.descendants(made, "d") == frozenset()


def test_a_condition_on_an_outcome_makes_a_descendant_in_whatever_phase() -> None:
    made = plan(
        decision("how-bad"),
        step("tell", when=parse("how_bad == 'yes' and people > 1"), phase="disposal"),
    )
    assert graph.descendants(made, "how-bad") == {"tell"}


@pytest.mark.parametrize(
    "action", [Wait(until=parse("go == 'yes'")), Repeat("1h", until=parse("known(go)"))]
)
def test_until_makes_a_descendant_too(action: Wait | Repeat) -> None:
    made = plan(decision("go"), step("hold", kind="wait", action=action))
    assert graph.ancestors(made, "hold") == {"go"}


def test_approval_and_publication_descend_from_their_draft() -> None:
    made = plan(
        step("write", kind="draft", action=Draft("t", ("zh",), ())),
        step("sign", kind="approve", action=Approve("write", (Approver("legal"),), 1)),
        step("release", kind="publish", action=Publish("write", ("weibo",), "public")),
    )
    assert graph.descendants(made, "write") == {"sign", "release"}


def test_a_step_the_plan_does_not_have_is_related_to_nothing() -> None:
    made = plan(step("a"), step("b", "a"))
    assert graph.ancestors(made, "t1") == frozenset()
    assert graph.descendants(made, "t1") == frozenset()


def test_each_plan_has_its_own_graph() -> None:
    one, two = plan(step("a"), step("b", "a")), plan(step("a"), step("b"))
    assert graph.descendants(one, "a") == {"b"}
    assert graph.descendants(two, "a") == frozenset()
    assert graph.descendants(one, "a") == {"b"}


def test_a_cycle_is_told_with_its_way() -> None:
    steps = plan(step("x"), step("a", "x", "c"), step("b", "a"), step("c", "b")).steps
    assert graph.cycles(graph.parents(steps)) == [("a", "c", "b", "a")]


def test_a_cycle_through_a_condition_is_found() -> None:
    made = plan(step("a", when=parse("go == 'yes'")), decision("go", "a"))
    assert graph.cycles(graph.parents(made.steps)) == [("a", "go", "a")]


def test_two_cycles_are_both_told() -> None:
    edges = {"a": ("b",), "b": ("a",), "c": ("d",), "d": ("c",), "e": ("a", "c")}
    assert graph.cycles(edges) == [("a", "b", "a"), ("c", "d", "c")]


def test_an_acyclic_graph_has_no_cycles() -> None:
    assert graph.cycles({"a": (), "b": ("a",), "c": ("a", "b"), "d": ("b", "c")}) == []


@given(
    st.dictionaries(
        st.integers(0, 7).map(str), st.lists(st.integers(0, 7).map(str), max_size=3), max_size=8
    )
)
def test_cycles_are_found_exactly_when_the_graph_cannot_be_sorted(
    drawn: dict[str, list[str]],
) -> None:
    edges = {name: tuple(end for end in ends if end in drawn) for name, ends in drawn.items()}
    sorted_out: set[str] = set()
    for _round in edges:
        sorted_out |= {name for name, ends in edges.items() if sorted_out.issuperset(ends)}
    found = graph.cycles(edges)
    assert bool(found) is (sorted_out != set(edges))
    for way in found:
        assert way[0] == way[-1]
        assert all(after in edges[before] for before, after in itertools.pairwise(way))


def test_a_need_of_a_later_phase_bars_a_step() -> None:
    made = plan(step("a", "later"), step("b", "a"), step("later", phase="disposal"), step("c"))
    assert graph.barred(made) == {"a": "later"}
    assert graph.unreachable(made) == {"a", "b"}


def test_what_waits_for_a_background_step_or_itself_is_never_reached() -> None:
    made = plan(
        step("care", background=True), step("a", "care"), step("b", "c"), step("c", "b"), step("d")
    )
    assert graph.unreachable(made) == {"a", "b", "c"}


def test_an_ordinary_plan_is_reached_as_a_whole() -> None:
    made = plan(step("a"), step("b", "a", phase="disposal"))
    assert graph.unreachable(made) == frozenset()
