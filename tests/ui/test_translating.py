"""Words that are verified in one language are asked for in the other."""

from typing import Any

from crisiskit.desk import acts
from crisiskit.desk.acts import Typed
from crisiskit.ui.translating import ask_translations


def test_titles_of_people_are_asked_for_once_each(room: Any) -> None:
    desk = room.open(languages=["en", "zh"])
    people = [{"title": "the Head of Security"}, {"title": "counsel"}]
    acts.set_facts(desk, Typed({"spokesperson": people}, confirmed=True, source="the lead"))
    ask_translations(room.table(desk, "安全负责人", ""), ["spokesperson"], ["en", "zh"])
    fact = room.again(desk).case.facts["spokesperson"]
    first, second = fact.value
    assert first["title"] == {"en": "the Head of Security", "zh": "安全负责人"}
    assert second["title"] == {"en": "counsel"}
    assert fact.status == "confirmed"
    assert desk.case.words(fact.source) == "the lead"


def test_a_number_is_the_same_in_every_language(room: Any) -> None:
    desk = room.open(languages=["en", "zh"])
    acts.set_facts(desk, Typed({"hotline": "400-1"}, confirmed=True, source="us"))
    ask_translations(room.table(desk), ["hotline"], ["en", "zh"])
    assert desk.case.facts["hotline"].value == {"en": "400-1", "zh": "400-1"}


def test_what_is_not_verified_is_not_asked(room: Any) -> None:
    desk = room.open(languages=["en", "zh"])
    ask_translations(room.table(desk), ["event", "hotline"], ["en", "zh"])
    assert desk.case.facts["event"].value == {"en": "It is"}
