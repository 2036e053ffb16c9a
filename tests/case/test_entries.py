"""The format of the entries: one table, of everything that the fold acts on."""

import pytest

from crisiskit.case import entries, fold
from crisiskit.case.events import TYPES, Event

AT = "2026-11-21T02:10:00Z"


def entry(kind: str, data: dict[str, object], happened: str = AT, recorded: str = AT) -> Event:
    return Event("u", 1, kind, happened, recorded, "a", "a", "a", "a", "c", data)


def test_every_type_that_is_acted_on_has_its_fields() -> None:
    assert entries.ENTRIES.keys() == fold.HANDLERS.keys()
    assert entries.ENTRIES.keys() <= TYPES


def test_fields_that_a_later_crisiskit_adds_are_ignored() -> None:
    entries.check(entry("step_claimed", {"step": "a", "until": [1, {}]}))
    entries.check(entry("a_later_type", {"step": 7}))


@pytest.mark.parametrize("data", [{}, {"step": 7}, {"step": "a", "released": "no"}, {"step": None}])
def test_fields_of_a_wrong_form_are_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="step_claimed"):
        entries.check(entry("step_claimed", data))


@pytest.mark.parametrize(
    "time", ["", "now", "2026-02-30T00:00:00Z", "0001-01-01T00:00:00Z", AT[:-1]]
)
def test_times_that_are_none_are_refused(time: str) -> None:
    for happened, recorded in ((time, AT), (AT, time)):
        with pytest.raises(ValueError, match=r"^"):
            entries.check(entry("anything", {}, happened, recorded))
