"""The journal in memory, and that it is the same journal as the one on disk."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from crisiskit.case.events import Event, NewEvent, Seal, Signature, sealed
from crisiskit.case.journal import Journal
from crisiskit.case.memory import MemoryJournal
from crisiskit.case.store import SqliteJournal
from crisiskit.errors import Refused

AT = "2026-11-21T02:10:56Z"


def signature(command: str) -> Signature:
    return Signature("王律师", "李四", "li", "duty-laptop", AT, command)


def numbered(size: int) -> Callable[[], bytes]:
    numbers = count(1)
    return lambda: next(numbers).to_bytes(size)


def two(tmp_path: Path) -> tuple[MemoryJournal, SqliteJournal]:
    def uid(numbers: Callable[[], bytes]) -> Callable[[], str]:
        return lambda: numbers().hex()

    return (
        MemoryJournal(new_uid=uid(numbered(16)), new_salt=numbered(16)),
        SqliteJournal(tmp_path / "c.db", new_uid=uid(numbered(16)), new_salt=numbered(16)),
    )


def history(journal: Journal) -> list[Any]:
    """Some acts, and everything that can be asked about them afterwards."""
    answers: list[Any] = []

    def opened(_uid: str, code: str) -> list[NewEvent]:
        return [NewEvent("case_opened", {"code": code, "zone": "Asia/Shanghai"}, AT)]

    case, first = journal.open_case(opened, signature("open"), "1121")
    other, _ = journal.open_case(opened, signature("open-2"), "1122")
    answers += [case, first, other]

    def note(words: str) -> Callable[[Any], list[NewEvent]]:
        return lambda _newer: [NewEvent("note_added", {"text": Seal.text(words)}, AT)]

    for number in range(40):
        seen = journal.read(case.uid)[-1].seq
        act = signature(f"c{number}")
        answers.append(journal.append(case.uid, seen=seen, signature=act, decide=note("e\u0301")))
    answers.append(journal.append(case.uid, seen=3, signature=signature("late"), decide=note("迟")))
    answers.append(
        journal.append(case.uid, seen=0, signature=signature("c7"), decide=note("again"))
    )
    answers.append(
        journal.append(case.uid, seen=9, signature=signature("none"), decide=lambda _n: [])
    )
    with pytest.raises(Refused):
        journal.append(case.uid, seen=9, signature=signature("no"), decide=refuse)
    digest = sealed(journal.read(case.uid)[5].data["text"])
    assert digest is not None

    def redact(_newer: object) -> list[NewEvent]:
        return [NewEvent("redacted", {"hashes": [digest]}, AT)]

    answers.append(journal.append(case.uid, seen=9, signature=signature("redact"), decide=redact))
    answers.append(
        [journal.content(h) for e in journal.read(case.uid) if (h := sealed(e.data.get("text")))]
    )
    answers += [journal.read(c.uid, after) for c in (case, other) for after in (0, 1, 40, 99)]
    answers += [journal.verify(case.uid), journal.verify(other.uid), list(journal.cases())]
    return answers


def refuse(_newer: object) -> list[NewEvent]:
    raise Refused("no")


def test_both_stores_answer_alike_and_have_the_same_hashes(tmp_path: Path) -> None:
    memory, disk = two(tmp_path)
    try:
        told = history(memory)
        assert told == history(disk)
    finally:
        disk.close()
    assert told[-3].flaw is None
    assert told[-3].events == 43


def test_a_reader_who_changes_what_he_got_changes_nothing() -> None:
    memory = MemoryJournal()
    case, _ = memory.open_case(
        lambda _uid, _code: [NewEvent("case_opened", {"a": {"b": 1}}, AT)], signature("c"), "1121"
    )
    memory.read(case.uid)[0].data["a"]["b"] = 2
    (event,) = memory.read(case.uid)
    assert isinstance(event, Event)
    assert event.data == {"a": {"b": 1}}
