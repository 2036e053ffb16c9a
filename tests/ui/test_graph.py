"""A playbook drawn: what is on the picture, where it stands, and the notations."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from crisiskit import language
from crisiskit.playbook.catalogue import Catalogue
from crisiskit.playbook.plan import Plan
from crisiskit.ui.graph import notations
from crisiskit.ui.graph.layout import BOX_HEIGHT, BOX_WIDTH, layout
from crisiskit.ui.graph.picture import BACK, NEED, Picture, critical_way, own_time, picture
from crisiskit.ui.graph.svg import svg

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module", params=["data-leak", "product-quality", "general"])
def plan(request: pytest.FixtureRequest) -> Plan:
    return Catalogue.open().plan(request.param)


@pytest.fixture(scope="module")
def drawn(plan: Plan) -> Picture:
    return picture(plan)


def test_every_step_need_and_way_back_is_drawn(plan: Plan, drawn: Picture) -> None:
    assert list(drawn.boxes) == list(plan.steps)
    needs = {(arrow.source, arrow.target) for arrow in drawn.arrows if arrow.kind == NEED}
    assert needs == {(n.step, s.id) for s in plan.steps.values() for n in s.needs}
    assert any(arrow.kind == BACK and arrow.label for arrow in drawn.arrows)


def test_the_critical_way_is_a_chain_of_needs_and_the_longest(plan: Plan) -> None:
    way = critical_way(plan)
    for before, after in pairwise(way):
        assert before in {need.step for need in plan.steps[after].needs}
    longest: dict[str, timedelta] = {}

    def length(name: str) -> timedelta:
        if name not in longest:
            step = plan.steps[name]
            before = [length(need.step) for need in step.needs]
            longest[name] = max(before, default=timedelta()) + own_time(step)
        return longest[name]

    walked = sum((own_time(plan.steps[name]) for name in way), timedelta())
    assert walked == length(way[-1])


def test_boxes_stand_in_their_lane_and_never_on_each_other(drawn: Picture) -> None:
    made = layout(drawn)
    lanes = dict(zip(drawn.lanes, made.lanes, strict=True))
    taken = set()
    for box in drawn.boxes.values():
        place = made.places[box.id]
        lane = lanes[box.phase]
        assert lane.y < place.y
        assert place.y + BOX_HEIGHT <= lane.y + lane.height
        assert place.x + BOX_WIDTH <= made.width
        taken.add((place.x, place.y))
    assert len(taken) == len(drawn.boxes)
    for arrow in drawn.arrows:
        same = drawn.boxes[arrow.source].phase == drawn.boxes[arrow.target].phase
        if arrow.kind == NEED and same:
            assert made.places[arrow.source].x < made.places[arrow.target].x


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_svg_is_well_formed_and_holds_every_title(plan: Plan, tongue: str) -> None:
    language.speak(tongue)
    try:
        drawn = picture(plan)
        root = ET.fromstring(svg(drawn))
    finally:
        language.speak("en")
    titles = {(element.text or "").split("\n")[0] for element in root.iter(f"{SVG}title")}
    assert set(drawn.boxes) <= titles
    assert not list(root.iter(f"{SVG}script"))
    assert "http" not in re.sub(r'xmlns="[^"]*"', "", svg(drawn))


def test_hostile_words_stay_words() -> None:
    words = {"zh": '<script>"x"</script>\n]]>', "en": '<script>"x"</script>\n]]>'}
    drawn = picture(replace(Catalogue.open().plan("general"), title=words))
    ET.fromstring(svg(drawn))
    assert "<script" not in svg(drawn)


def test_the_notations_name_every_step(drawn: Picture) -> None:
    flow = notations.mermaid(drawn)
    assert flow.startswith("flowchart LR\n")
    assert flow.count("subgraph ") == flow.count("  end") == len(drawn.lanes)
    assert len(re.findall(r"^    s\d+[\[{]", flow, re.MULTILINE)) == len(drawn.boxes)
    graph = notations.dot(drawn)
    assert graph.count("{") == graph.count("}")
    assert all(f'"{name}"' in graph for name in drawn.boxes)
    lines = list(notations.text(drawn))
    assert sum(line.startswith(" * ") for line in lines) == sum(
        box.critical for box in drawn.boxes.values()
    )
    assert {step["step"] for step in notations.data(drawn)["steps"]} == set(drawn.boxes)
