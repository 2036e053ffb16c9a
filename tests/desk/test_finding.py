"""Finding the open case: closed ones are passed over without being folded."""

from collections.abc import Callable
from pathlib import Path

import pytest

from crisiskit.case import fold
from crisiskit.case.commands import File
from crisiskit.case.events import Event
from crisiskit.case.journal import Journal
from crisiskit.case.memory import MemoryJournal
from crisiskit.case.store import SqliteJournal
from crisiskit.clock import VirtualClock
from crisiskit.desk import acts
from crisiskit.desk.desk import Desk, Who, find, open_cases
from crisiskit.desk.opening import Alarm, InForce, open_case
from crisiskit.errors import AnswerNeeded, UsageError
from crisiskit.playbook.catalogue import Catalogue

Act = Callable[[Desk], object]

CLOSE: Act = lambda desk: acts.close(desk, "并入另一事件")  # noqa: E731
REOPEN: Act = lambda desk: acts.reopen_case(desk, "又有新情况")  # noqa: E731
NOTE: Act = lambda desk: acts.note(desk, "记者又来电")  # noqa: E731
FILE: Act = lambda desk: acts.add_evidence(desk, File("a.png", b"x"))  # noqa: E731


@pytest.fixture(params=["file", "memory"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Journal:
    return SqliteJournal(tmp_path / "cases.db") if request.param == "file" else MemoryJournal()


def a_case(journal: Journal, clock: VirtualClock) -> Desk:
    force = InForce(Catalogue.open().plan("general"), {})
    alarm = Alarm(title="起火", zone="Asia/Shanghai", language="zh")
    return open_case(journal, clock, Who("lead", "user", "host"), force, alarm)


@pytest.mark.parametrize(
    ("done", "is_open"),
    [
        ([], True),
        ([NOTE, FILE], True),
        ([CLOSE], False),
        ([CLOSE, NOTE, FILE, NOTE], False),
        ([CLOSE, REOPEN], True),
        ([CLOSE, NOTE, REOPEN, NOTE], True),
        ([CLOSE, REOPEN, CLOSE, FILE], False),
    ],
)
def test_a_case_is_open_when_its_fold_says_so(
    journal: Journal, clock: VirtualClock, done: list[Act], is_open: bool
) -> None:
    desk = a_case(journal, clock)
    for act in done:
        act(desk)
    assert (desk.case.closed_at is None) is is_open
    assert open_cases(journal) == ([desk.head] if is_open else [])


def test_of_a_closed_case_only_the_end_is_read(journal: Journal, clock: VirtualClock) -> None:
    desk = a_case(journal, clock)
    CLOSE(desk)
    seen: list[int] = []

    def wanted(event: Event) -> bool:
        seen.append(event.seq)
        return event.type == "case_closed"

    assert journal.latest(desk.head.uid, wanted) is not None
    assert seen[0] == desk.case.seq
    assert len(seen) <= 3
    assert fold.is_closed(journal, desk.head)


def test_nothing_that_is_wanted(journal: Journal, clock: VirtualClock) -> None:
    assert journal.latest(a_case(journal, clock).head.uid, lambda _event: False) is None


def test_the_only_open_case_is_found(journal: Journal, clock: VirtualClock) -> None:
    first, second = a_case(journal, clock), a_case(journal, clock)
    with pytest.raises(AnswerNeeded, match=second.head.code):
        find(journal, None)
    CLOSE(first)
    assert find(journal, None) == second.head
    assert find(journal, first.head.code) == first.head
    CLOSE(second)
    with pytest.raises(UsageError, match="No case is open"):
        find(journal, None)
