"""The store on disk: what is made when, who may read it, what is recognised, what is refused."""

import os
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from crisiskit.case import storefile
from crisiskit.case.events import Event, NewEvent, Seal, Signature, sealed
from crisiskit.case.journal import Appended, CaseHead
from crisiskit.case.store import SqliteJournal
from crisiskit.errors import Conflict, StorageError, UsageError

AT = "2026-11-21T02:10:56Z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "folder" / "cases.db"


@pytest.fixture
def journal(path: Path) -> Iterator[SqliteJournal]:
    with closing(SqliteJournal(path)) as opened:
        yield opened


def signature(command: str) -> Signature:
    return Signature("王律师", "李四", "li", "duty-laptop", AT, command)


def note(words: str) -> NewEvent:
    return NewEvent("note_added", {"text": Seal.text(words)}, AT)


def begin(journal: SqliteJournal, command: str = "open") -> CaseHead:
    def opened(_uid: str, code: str) -> list[NewEvent]:
        return [NewEvent("case_opened", {"code": code}, AT)]

    return journal.open_case(opened, signature(command), "1121")[0]


def add(journal: SqliteJournal, case: str, command: str, seen: int = 1, *words: str) -> Appended:
    news = [note(each) for each in words or (command,)]
    return journal.append(case, seen=seen, signature=signature(command), decide=lambda _n: news)


def shown(path: Path) -> set[str]:
    return {each.name for each in path.parent.iterdir()}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_nothing_is_made_by_asking(journal: SqliteJournal, path: Path) -> None:
    assert list(journal.cases()) == []
    with pytest.raises(UsageError):
        journal.read("0" * 32)
    with pytest.raises(UsageError):
        journal.verify("0" * 32)
    with pytest.raises(UsageError):
        add(journal, "0" * 32, "c")
    with pytest.raises(StorageError):
        journal.content("0" * 64)
    assert not path.parent.exists()
    assert not path.parent.parent.exists()


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_files_and_folders_are_private_whatever_the_umask(path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        with closing(SqliteJournal(path)) as journal:
            case = begin(journal)
            add(journal, case.uid, "c1")
    finally:
        os.umask(before)
    assert shown(path) == {"cases.db", "cases.db.lock", "cases.db-journal"}
    assert {mode(each) for each in path.parent.iterdir()} == {0o600}
    assert mode(path.parent) == mode(path.parent.parent) == 0o700
    assert (path.parent / "cases.db-journal").stat().st_size == 0


def test_what_was_opened_to_others_is_closed_again(journal: SqliteJournal, path: Path) -> None:
    case = begin(journal)
    journal.close()
    path.chmod(0o666)
    add(journal, case.uid, "c1")
    assert mode(path) == 0o600


def test_codes_count_on_within_a_store(journal: SqliteJournal) -> None:
    codes = [begin(journal, f"open-{number}").code for number in range(3)]
    assert codes == ["1121-01", "1121-02", "1121-03"]
    assert [case.code for case in journal.cases()] == codes
    assert len({case.uid for case in journal.cases()}) == 3


def test_what_is_appended_is_read_back(journal: SqliteJournal, path: Path) -> None:
    case = begin(journal)
    done = add(journal, case.uid, "c1", 1, "数据", "第二条")
    assert [event.seq for event in done.own] == [2, 3]
    with closing(SqliteJournal(path)) as other:
        assert tuple(other.read(case.uid, 1)) == done.own
        digest = sealed(done.own[0].data["text"])
        assert digest is not None
        assert other.content(digest) == "数据".encode()


def test_the_decision_sees_what_came_since(journal: SqliteJournal) -> None:
    case = begin(journal)
    add(journal, case.uid, "c1")
    add(journal, case.uid, "c2", 2)
    asked: list[list[int]] = []

    def decide(newer: Sequence[Event]) -> list[NewEvent]:
        asked.append([event.seq for event in newer])
        return [note("x")]

    done = journal.append(case.uid, seen=1, signature=signature("c3"), decide=decide)
    assert asked == [[2, 3]]
    assert [event.seq for event in done.newer] == [2, 3]
    assert [event.seq for event in done.own] == [4]


def test_a_decision_that_refuses_appends_nothing(journal: SqliteJournal) -> None:
    case = begin(journal)

    def refuse(_newer: Sequence[Event]) -> list[NewEvent]:
        raise Conflict("somebody else did")

    with pytest.raises(Conflict):
        journal.append(case.uid, seen=1, signature=signature("c1"), decide=refuse)
    assert len(journal.read(case.uid)) == 1
    assert not add(journal, case.uid, "c1").repeated


def test_an_empty_decision_appends_nothing_and_blocks_nothing(journal: SqliteJournal) -> None:
    case = begin(journal)
    empty = journal.append(case.uid, seen=1, signature=signature("c1"), decide=lambda _n: [])
    assert (empty.own, empty.repeated) == ((), False)
    assert [event.seq for event in add(journal, case.uid, "c1").own] == [2]


@pytest.mark.parametrize("between", [0, 1, 30, 31, 32, 33, 70])
def test_a_repeated_command_returns_what_it_wrote(journal: SqliteJournal, between: int) -> None:
    case = begin(journal)
    first = add(journal, case.uid, "the one", 1, "a", "b")
    for number in range(between):
        add(journal, case.uid, f"c{number}", 3 + number)

    def never(_newer: Sequence[Event]) -> list[NewEvent]:
        raise AssertionError("decided again")

    again = journal.append(case.uid, seen=1, signature=signature("the one"), decide=never)
    assert again.repeated
    assert again.own == first.own
    assert [event.seq for event in again.newer] == list(range(4, 4 + between))
    assert len(journal.read(case.uid)) == 3 + between


def test_every_command_of_a_long_case_is_recognised(journal: SqliteJournal) -> None:
    case = begin(journal)
    seen = 1
    for number in range(75):
        seen = add(journal, case.uid, f"c{number}", seen, *"abc"[: 1 + number % 3]).own[-1].seq
    for number in range(75):
        again = add(journal, case.uid, f"c{number}", seen)
        assert again.repeated
        assert {event.command for event in again.own} == {f"c{number}"}
        assert len(again.own) == 1 + number % 3


def test_opening_twice_with_one_command_opens_one_case(journal: SqliteJournal) -> None:
    case = begin(journal)
    add(journal, case.uid, "c1")

    def never(_uid: str, _code: str) -> list[NewEvent]:
        raise AssertionError("opened again")

    again, done = journal.open_case(never, signature("open"), "1122")
    assert (again, done.repeated) == (case, True)
    assert [event.type for event in done.own] == ["case_opened"]
    assert len(journal.cases()) == 1


def test_a_command_of_another_case_is_another_act(journal: SqliteJournal) -> None:
    one, two = begin(journal), begin(journal, "open-2")
    add(journal, one.uid, "c1")
    assert not add(journal, two.uid, "c1").repeated


def test_an_older_copy_put_back_is_noticed(journal: SqliteJournal) -> None:
    case = begin(journal)
    with pytest.raises(StorageError, match="ends at 1") as refusal:
        add(journal, case.uid, "c1", 5)
    assert refusal.value.saved is False


def test_a_store_that_was_replaced_is_not_written_blindly(
    journal: SqliteJournal, path: Path
) -> None:
    case = begin(journal)
    add(journal, case.uid, "c1")
    copy = path.read_bytes()
    add(journal, case.uid, "c2", 2)
    path.unlink()
    with pytest.raises(StorageError, match="removed"):
        add(journal, case.uid, "c3", 3)
    assert not path.exists()
    path.write_bytes(copy)
    with pytest.raises(StorageError, match="ends at 2"):
        add(journal, case.uid, "c3", 3)
    assert [event.seq for event in add(journal, case.uid, "c3", 2).own] == [3]


def test_redacting_takes_words_and_salt_off_the_disk(journal: SqliteJournal, path: Path) -> None:
    case = begin(journal)
    words = "身份证 11010519491231002X".encode()
    keep = "留下的话"
    own = add(journal, case.uid, "c1", 1, words.decode(), keep).own
    digests = [sealed(event.data["text"]) for event in own]
    with closing(sqlite3.connect(path)) as connection:
        salt = connection.execute("SELECT salt FROM blob WHERE hash = ?", digests[:1])
        ((raw,),) = salt.fetchall()
    assert words in path.read_bytes()
    assert raw in path.read_bytes()
    redaction = NewEvent("redacted", {"hashes": digests[:1], "because": Seal(b"PIPL 47")}, AT)
    for command in ("r1", "r2"):  # once more does no harm
        journal.append(
            case.uid, seen=3, signature=signature(command), decide=lambda _n: [redaction]
        )
    journal.close()
    assert words not in path.read_bytes()
    assert raw not in path.read_bytes()
    assert journal.content(str(digests[0])) is None
    assert journal.content(str(digests[1])) == keep.encode()
    assert journal.verify(case.uid).flaw is None


def test_only_content_of_the_case_itself_is_redacted(journal: SqliteJournal) -> None:
    one, two = begin(journal), begin(journal, "open-2")
    digest = sealed(add(journal, one.uid, "c1").own[0].data["text"])
    redaction = NewEvent("redacted", {"hashes": [digest]}, AT)
    with pytest.raises(UsageError, match="NOT saved"):
        journal.append(two.uid, seen=1, signature=signature("r"), decide=lambda _n: [redaction])
    assert journal.content(str(digest)) is not None
    assert len(journal.read(two.uid)) == 1


def test_drills_and_cases_do_not_share_a_store(tmp_path: Path) -> None:
    real, drill = tmp_path / "real.db", tmp_path / "drill.db"
    with closing(SqliteJournal(real)) as journal, closing(SqliteJournal(drill, drill=True)) as play:
        begin(journal)
        begin(play)
    with closing(SqliteJournal(real, drill=True)) as wrong, pytest.raises(StorageError):
        wrong.cases()
    with closing(SqliteJournal(drill)) as wrong, pytest.raises(StorageError):
        begin(wrong)


def test_the_settings_are_in_force(journal: SqliteJournal) -> None:
    begin(journal)
    assert journal._opened is not None
    connection = journal._opened.connection
    asked = ("journal_mode", "synchronous", "trusted_schema", "cell_size_check", "foreign_keys")
    answers = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    assert answers == ["truncate", 3, 0, 1, 1]


def test_unknown_types_and_fields_are_returned_as_they_are(journal: SqliteJournal) -> None:
    case = begin(journal)
    later = NewEvent("os:system", {"__class__": "os.system", "new": {"field": [1]}}, AT)
    journal.append(case.uid, seen=1, signature=signature("c"), decide=lambda _n: [later])
    assert journal.read(case.uid)[1].type == "os:system"
    assert journal.read(case.uid)[1].data == later.data
    assert journal.verify(case.uid).flaw is None


def test_a_store_in_use_is_waited_for_and_then_said(path: Path) -> None:
    with (
        closing(SqliteJournal(path)) as holder,
        closing(SqliteJournal(path, patience=0.1)) as other,
    ):
        case = begin(holder)

        def while_held(_newer: Sequence[Event]) -> list[NewEvent]:
            with pytest.raises(StorageError, match=f"NOT saved.*{os.getpid()}") as refusal:
                add(other, case.uid, "c2")
            assert refusal.value.saved is False
            assert len(other.read(case.uid)) == 1  # reading goes on
            return [note("x")]

        holder.append(case.uid, seen=1, signature=signature("c1"), decide=while_held)
        assert [event.seq for event in add(other, case.uid, "c2").own] == [3]


@pytest.mark.parametrize(
    ("kind", "network"),
    [("nfs4", True), ("cifs", True), ("9p", True), ("fuse.sshfs", True), ("ext4", False),
     ("fuseblk", False), ("overlay", False)],
)  # fmt: skip
def test_network_file_systems_are_not_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, network: bool
) -> None:
    folder = tmp_path / "a b"
    mounts = tmp_path / "mounts"
    place = str(folder).replace(" ", "\\040")
    mounts.write_text(
        f"none / ext4 rw 0 0\nhost:/x {place} {kind} rw 0 0\nnone /proc proc rw 0 0\n"
    )
    monkeypatch.setattr(storefile, "MOUNTS", mounts)
    with closing(SqliteJournal(folder / "cases.db")) as journal:
        if not network:
            begin(journal)
            return
        with pytest.raises(StorageError, match=kind) as refusal:
            begin(journal)
        assert "--store" in (refusal.value.hint or "")
        assert list(folder.iterdir()) == []
