"""Order: default needs, needs that are written, starts and ends of groups."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisiskit.playbook import graph
from crisiskit.playbook.order import Entry, Order, arrange


def needs(order: Order, step: str) -> dict[str, bool]:
    """The needs of a step, each with whether a file names it."""
    return {need.step: need.named for need in order.needs[step]}


def group(name: str, *members: Entry, **keys: object) -> Entry:
    return Entry(name, members=members, **keys)  # type: ignore[arg-type]


# --- defaults ----------------------------------------------------------------------------------


def test_a_step_needs_the_one_before_it() -> None:
    order = arrange([[Entry("a"), Entry("b"), Entry("c")]])
    assert needs(order, "a") == {}
    assert needs(order, "b") == {"a": False}
    assert needs(order, "c") == {"b": False}


def test_the_first_of_a_phase_needs_nothing_of_the_phase_before() -> None:
    order = arrange([[Entry("a")], [Entry("b")]])
    assert needs(order, "b") == {}


def test_background_and_optional_steps_hold_nothing_by_default() -> None:
    order = arrange(
        [[Entry("a"), Entry("care", background=True), Entry("ask", optional=True), Entry("b")]]
    )
    assert needs(order, "care") == {}
    assert needs(order, "ask") == {"a": False}
    assert needs(order, "b") == {"a": False}


def test_a_background_step_may_name_what_it_waits_for() -> None:
    order = arrange([[Entry("a"), Entry("care", needs=("a",), background=True)]])
    assert needs(order, "care") == {"a": True}


def test_empty_needs_start_as_soon_as_the_phase_opens() -> None:
    order = arrange([[Entry("a"), Entry("b", needs=()), Entry("c")]])
    assert needs(order, "b") == {}
    assert needs(order, "c") == {"b": False}


def test_named_needs_join() -> None:
    order = arrange([[Entry("a"), Entry("b", needs=()), Entry("c", needs=("a", "b"))]])
    assert needs(order, "c") == {"a": True, "b": True}


# --- groups ------------------------------------------------------------------------------------


def test_what_follows_a_group_needs_all_its_ends() -> None:
    fan = group("g", Entry("g.a"), Entry("g.b", needs=("g.a",)), Entry("g.c", needs=("g.a",)))
    order = arrange([[fan, Entry("after"), Entry("named", needs=("g",))]])
    assert order.ends["g"] == ("g.b", "g.c")
    assert order.members["g"] == ("g.a", "g.b", "g.c")
    assert needs(order, "after") == {"g.b": False, "g.c": False}
    assert needs(order, "named") == {"g.b": True, "g.c": True}


def test_the_needs_of_a_group_go_to_its_starts() -> None:
    inner = group("g", Entry("g.a"), Entry("g.b"), Entry("g.c", needs=()), needs=("x",))
    order = arrange([[Entry("x"), Entry("y"), inner]])
    assert needs(order, "g.a") == {"x": True}
    assert needs(order, "g.b") == {"g.a": False}
    assert needs(order, "g.c") == {"x": True}


def test_a_group_without_needs_hands_the_default_on() -> None:
    order = arrange([[Entry("x"), group("g", Entry("g.a"), Entry("g.b", needs=()))]])
    assert needs(order, "g.a") == {"x": False}
    assert needs(order, "g.b") == {"x": False}


def test_a_group_with_empty_needs_starts_with_its_phase() -> None:
    order = arrange([[Entry("x"), group("g", Entry("g.a"), needs=())]])
    assert needs(order, "g.a") == {}


def test_needs_come_through_groups_in_groups() -> None:
    inner = group("g.h", Entry("g.h.a"))
    order = arrange([[Entry("x"), group("g", inner, Entry("g.b"), needs=("x",))]])
    assert needs(order, "g.h.a") == {"x": True}
    assert needs(order, "g.b") == {"g.h.a": False}


def test_a_member_that_names_only_outsiders_is_a_start_too() -> None:
    member = Entry("g.b", needs=("y",))
    order = arrange([[Entry("x"), Entry("y"), group("g", Entry("g.a"), member, needs=("x",))]])
    assert needs(order, "g.b") == {"x": True, "y": True}


def test_a_member_that_names_a_sibling_is_no_start() -> None:
    member = Entry("g.b", needs=("g.a", "y"))
    order = arrange([[Entry("x"), Entry("y"), group("g", Entry("g.a"), member, needs=("x",))]])
    assert needs(order, "g.b") == {"g.a": True, "y": True}


def test_a_background_member_waits_for_what_its_group_waits_for() -> None:
    order = arrange(
        [[Entry("x"), group("g", Entry("g.a"), Entry("g.care", background=True), needs=("x",))]]
    )
    assert needs(order, "g.care") == {"x": True}
    assert order.ends["g"] == ("g.a",)


def test_optional_members_are_no_ends_and_hide_none() -> None:
    members = (Entry("g.a"), Entry("g.ask", optional=True), Entry("g.b", needs=("g.a",)))
    assert arrange([[group("g", *members)]]).ends["g"] == ("g.b",)
    only_optional_follows = (Entry("g.a"), Entry("g.ask", needs=("g.a",), optional=True))
    assert arrange([[group("g", *only_optional_follows)]]).ends["g"] == ("g.a",)


def test_a_group_of_background_steps_is_a_background_step() -> None:
    watch = group("watch", Entry("watch.look", background=True))
    order = arrange([[Entry("a"), watch, Entry("b")]])
    assert needs(order, "watch.look") == {}
    assert needs(order, "b") == {"a": False}
    assert order.ends["watch"] == ("watch.look",)


def test_a_group_of_optional_steps_holds_nothing_by_default() -> None:
    extra = group("g", Entry("g.a", optional=True), Entry("g.b", optional=True, needs=("g.a",)))
    order = arrange([[Entry("a"), extra, Entry("b"), Entry("c", needs=("g",))]])
    assert order.ends["g"] == ("g.b",)
    assert needs(order, "b") == {"a": False}
    assert needs(order, "c") == {"g.b": True}


def test_the_flags_of_a_group_are_those_of_its_steps() -> None:
    extra = group("g", group("g.h", Entry("g.h.a")), optional=True)
    care = group("care", Entry("care.a"), background=True)
    order = arrange([[extra, care, Entry("b")]])
    assert order.optional == {"g", "g.h", "g.h.a"}
    assert order.background == {"care", "care.a"}
    assert needs(order, "b") == {}


def test_an_end_needed_only_from_outside_stays_an_end() -> None:
    order = arrange(
        [[group("g", Entry("g.a"), Entry("g.b", needs=())), Entry("x", needs=("g.a",))]]
    )
    assert order.ends["g"] == ("g.a", "g.b")


def test_a_need_of_a_group_within_counts_for_its_ends() -> None:
    inner = group("g.h", Entry("g.h.a"), Entry("g.h.b", needs=()))
    order = arrange([[group("g", inner, Entry("g.c", needs=("g.h",)))]])
    assert order.ends["g"] == ("g.c",)
    order = arrange([[group("g", inner, Entry("g.c", needs=("g.h.a",)))]])
    assert order.ends["g"] == ("g.h.b", "g.c")


def test_groups_may_name_each_other_without_hanging() -> None:
    one = group("g", Entry("g.a", needs=("h",)))
    two = group("h", Entry("h.a", needs=("g",)))
    order = arrange([[one, two]])
    assert needs(order, "g.a") == {"h.a": True}
    assert needs(order, "h.a") == {"g.a": True}


# --- what cannot be ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "rule"),
    [
        ([Entry("a", needs=("nobody",))], "dangling-need"),
        ([Entry("a", needs=("a",))], "self-need"),
        ([group("g", Entry("g.a", needs=("g",)))], "self-need"),
        ([group("g", Entry("g.a"), needs=("g.a",))], "self-need"),
        ([Entry("care", background=True), Entry("a", needs=("care",))], "background-in-needs"),
        (
            [group("g", Entry("g.a", background=True)), Entry("a", needs=("g",))],
            "background-in-needs",
        ),
    ],
)
def test_needs_that_cannot_be_are_told_and_left_out(entries: list[Entry], rule: str) -> None:
    order = arrange([entries])
    assert [misfit.rule for misfit in order.misfits] == [rule]
    assert all(not order.needs[step] for step in order.needs)


# --- any playbook ------------------------------------------------------------------------------


@st.composite
def playbooks(draw: st.DrawFn) -> list[list[Entry]]:
    """Phases of steps and groups, three deep, that name any earlier entry that is no background."""
    counter = iter(range(1000))
    nameable: list[str] = []

    def make(base: str, deep: int) -> Entry:
        name = f"{base}s{next(counter)}"
        flags = draw(st.sampled_from(["", "", "", "background", "optional"]))
        chosen = draw(
            st.none() | st.just(()) | st.lists(st.sampled_from(nameable or ["?"]), max_size=2)
        )
        known = None if chosen is None else tuple(dict.fromkeys(n for n in chosen if n != "?"))
        members = None
        if deep < 3 and draw(st.integers(0, 3)) == 0:
            members = tuple(make(f"{name}.", deep + 1) for _ in range(draw(st.integers(1, 4))))
        entry = Entry(name, known, flags == "background", flags == "optional", members)
        nameable.append(name)
        return entry

    return [[make("", 0) for _ in range(draw(st.integers(0, 5)))] for _ in range(2)]


def leaves(phases: Sequence[Sequence[Entry]]) -> list[str]:
    return [leaf for phase in phases for entry in phase for leaf in leaves_of(entry)]


def leaves_of(entry: Entry) -> list[str]:
    return [entry.id] if entry.members is None else leaves([entry.members])


@given(playbooks())
def test_every_step_that_is_not_background_is_reached(phases: list[list[Entry]]) -> None:
    order = arrange(phases)
    assert list(order.needs) == leaves(phases)
    done: set[str] = set()
    for _round in order.needs:
        done |= {
            step
            for step, own in order.needs.items()
            if step not in order.background and done.issuperset(need.step for need in own)
        }
    assert done == set(order.needs) - order.background


@given(playbooks())
def test_only_what_a_file_names_may_be_background_and_that_is_refused(
    phases: list[list[Entry]],
) -> None:
    order = arrange(phases)
    needed = {need.step for own in order.needs.values() for need in own}
    assert needed.isdisjoint(order.background)


@given(playbooks())
def test_needs_that_go_back_make_no_cycle(phases: list[list[Entry]]) -> None:
    order = arrange(phases)
    edges = {step: tuple(need.step for need in own) for step, own in order.needs.items()}
    assert graph.cycles(edges) == []


@given(playbooks())
def test_ends_are_what_nothing_in_the_group_waits_for(phases: list[list[Entry]]) -> None:
    order = arrange(phases)
    for name, members in order.members.items():
        ends = order.ends[name]
        assert ends
        assert set(ends) <= set(members)
        needed = {need.step for step in ends for need in order.needs[step]}
        assert needed.isdisjoint(ends)


@given(playbooks())
def test_whoever_waits_for_a_group_waits_for_all_of_it(phases: list[list[Entry]]) -> None:
    order = arrange(phases)
    edges = {step: {need.step for need in own} for step, own in order.needs.items()}
    for name, members in order.members.items():
        behind = set(order.ends[name])
        for _round in members:
            behind |= {need for step in behind for need in edges[step]}
        holding = set(members) - order.background - order.optional
        assert holding <= behind


def test_a_playbook_without_steps_has_no_order() -> None:
    assert arrange([[], []]).needs == {}
