"""What a document says otherwise than the other texts of its case: one question for any door."""

from collections.abc import Callable

import pytest

from crisiskit.check import Diagnostic
from crisiskit.desk import reviewing, words
from crisiskit.desk.desk import Desk
from crisiskit.errors import Refused

Maker = Callable[..., Desk]

STATEMENT = "受影响的顾客有812位，对不起。\n"
SCRIPT = "问：多少人受影响？\n答：受影响的顾客有821位。\n"


def disagreements(desk: Desk, name: str) -> list[Diagnostic]:
    found = reviewing.look(desk, words.paper(desk, name)).found.findings
    return [one for one in found if one.rule == "number-consistency"]


@pytest.fixture
def desk(opened: Maker) -> Desk:
    """A case with a statement and a script that differ in a number."""
    desk = opened()
    words.draft(desk, "apology")
    words.edit(desk, "d1", STATEMENT)
    words.draft(desk, "qa")
    words.edit(desk, "d2", SCRIPT)
    return desk


@pytest.mark.parametrize(("name", "other"), [("d1", "d2"), ("d2", "d1")])
def test_the_finding_is_about_the_document_that_is_asked_about(
    desk: Desk, name: str, other: str
) -> None:
    (finding,) = disagreements(desk, name)
    assert finding.path == f"{name}/zh"
    assert [one.path for one in finding.related] == [f"{other}/zh"]


def test_documents_that_agree(desk: Desk) -> None:
    words.edit(desk, "d2", SCRIPT.replace("821", "812"))
    assert disagreements(desk, "d1") == disagreements(desk, "d2") == []


def test_a_checklist_says_nothing_that_could_be_compared(desk: Desk) -> None:
    words.draft(desk, "press-conference")
    assert len(disagreements(desk, "d1")) == 1
    with pytest.raises(Refused):
        reviewing.look(desk, words.paper(desk, "d3"))
