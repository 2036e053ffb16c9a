"""A store from a stranger, a store that was tampered with, a place where others can write."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from crisiskit.case.events import Event, NewEvent, Seal, Signature, sealed
from crisiskit.case.journal import CaseHead
from crisiskit.case.store import SqliteJournal
from crisiskit.errors import CrisiskitError, ExitCode, StorageError, UsageError

AT = "2026-11-21T02:10:56Z"


def signature(command: str) -> Signature:
    return Signature("王律师", "李四", "li", "duty-laptop", AT, command)


def filled(path: Path) -> CaseHead:
    with closing(SqliteJournal(path)) as journal:
        case, _ = journal.open_case(
            lambda _uid, code: [NewEvent("case_opened", {"code": code}, AT)],
            signature("open"),
            "1121",
        )
        for number in range(1, 6):
            add(journal, case.uid, f"c{number}")
    return case


def add(journal: SqliteJournal, case: str, command: str) -> None:
    def decide(_newer: Sequence[Event]) -> list[NewEvent]:
        return [NewEvent("note_added", {"text": Seal.text("话"), "n": command}, AT)]

    journal.append(case, seen=1, signature=signature(command), decide=decide)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store" / "cases.db"


@pytest.fixture
def case(path: Path) -> CaseHead:
    return filled(path)


@pytest.fixture
def journal(path: Path) -> Iterator[SqliteJournal]:
    with closing(SqliteJournal(path)) as opened:
        yield opened


def sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def snapshot(folder: Path) -> dict[str, bytes | str]:
    return {
        str(each.relative_to(folder)): str(each.readlink())
        if each.is_symlink()
        else each.read_bytes()
        for each in sorted(folder.rglob("*"))
        if each.is_file() or each.is_symlink()
    }


def refused_without_a_trace(path: Path) -> str:
    """Every call is refused with a sentence, and no byte of the folder changes."""
    before = snapshot(path.parent)
    with closing(SqliteJournal(path)) as journal:
        acts: list[Callable[[], object]] = [
            journal.cases,
            lambda: journal.read("0" * 32),
            lambda: journal.content("0" * 64),
            lambda: journal.verify("0" * 32),
            lambda: add(journal, "0" * 32, "c"),
            lambda: journal.open_case(
                lambda _uid, _code: [NewEvent("case_opened", {}, AT)], signature("c"), "1121"
            ),
        ]
        for act in acts:
            with pytest.raises(StorageError) as refusal:
                act()
            assert refusal.value.code is ExitCode.STORAGE
            assert refusal.value.hint
            assert refusal.value.saved is False
    assert snapshot(path.parent) == before
    return refusal.value.message


FOREIGN: dict[str, Callable[[Path], object]] = {
    "not a database": lambda path: path.write_bytes(b"not a database, but long enough" * 40),
    "empty": lambda path: path.write_bytes(b""),
    "one byte": lambda path: path.write_bytes(b"S"),
    "a header and no more": lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(84)),
    "another program's": lambda path: sql(path, "CREATE TABLE event(id INTEGER)"),
    "an empty database": lambda path: sql(path, "PRAGMA user_version=1"),
    "only the right id": lambda path: sql(
        path, "PRAGMA application_id=0x43524b31", "PRAGMA user_version=1"
    ),
    "another program's with a log": lambda path: sql(
        path, "PRAGMA journal_mode=WAL", "CREATE TABLE t(x)"
    ),
    "a folder": lambda path: path.mkdir(),
    "a pipe": os.mkfifo,
    "a link to nowhere": lambda path: path.symlink_to("nowhere"),
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_what_is_no_store_is_refused_and_left_alone(path: Path, kind: str) -> None:
    path.parent.mkdir()
    FOREIGN[kind](path)
    refused_without_a_trace(path)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM blob; END",
        "CREATE TRIGGER t BEFORE INSERT ON event BEGIN SELECT load_extension('/tmp/x'); END",
        "CREATE VIEW v AS SELECT * FROM event",
        "CREATE INDEX i ON event(hash)",
        "CREATE TABLE extra(x)",
        "CREATE VIRTUAL TABLE f USING fts5(x)",
        "ALTER TABLE cases ADD COLUMN x TEXT",
        "ALTER TABLE removed RENAME TO event2",
        "DROP TABLE removed",
        "PRAGMA application_id=1",
        "PRAGMA user_version=2",
        "PRAGMA journal_mode=WAL",
    ],
)
def test_a_schema_that_is_not_ours_is_refused(path: Path, case: CaseHead, statement: str) -> None:
    sql(path, statement)
    (path.parent / "cases.db-journal").unlink(missing_ok=True)
    refused_without_a_trace(path)


def test_a_view_in_the_place_of_a_table(path: Path, case: CaseHead) -> None:
    sql(
        path,
        "DROP TRIGGER cases_no_update",
        "DROP TRIGGER cases_no_delete",
        "ALTER TABLE cases RENAME TO hidden",
        "CREATE VIEW cases AS SELECT * FROM hidden",
    )
    refused_without_a_trace(path)


def test_a_log_left_beside_the_store_is_not_taken_up(path: Path, case: CaseHead) -> None:
    (path.parent / "cases.db-wal").write_bytes(b"x" * 100)
    assert "log" in refused_without_a_trace(path)


@pytest.mark.parametrize("name", ["cases.db", "cases.db.lock", "cases.db-journal"])
def test_links_are_not_followed(path: Path, case: CaseHead, name: str, tmp_path: Path) -> None:
    target = tmp_path / "target"
    part = path.parent / name
    shutil.move(part, target)
    part.symlink_to(target)
    assert "symbolic link" in refused_without_a_trace(path)


def test_a_lock_that_is_no_file_is_refused(
    path: Path, case: CaseHead, journal: SqliteJournal
) -> None:
    lock = path.parent / "cases.db.lock"
    lock.unlink()
    os.mkfifo(lock)
    with pytest.raises(StorageError, match="NOT saved"):
        add(journal, case.uid, "c")
    assert len(journal.read(case.uid)) == 6


def test_a_lock_that_was_replaced_is_taken_anew(
    path: Path, case: CaseHead, journal: SqliteJournal
) -> None:
    add(journal, case.uid, "before")
    (path.parent / "cases.db.lock").unlink()
    add(journal, case.uid, "after")
    assert (path.parent / "cases.db.lock").exists()
    assert journal.verify(case.uid).events == 8


def test_a_folder_where_all_may_write_is_refused(
    path: Path, case: CaseHead, journal: SqliteJournal
) -> None:
    path.parent.chmod(0o777)
    with pytest.raises(StorageError, match="others can replace"):
        add(journal, case.uid, "c")
    path.parent.chmod(0o1777)
    add(journal, case.uid, "c")


def test_a_page_overwritten_is_said_and_not_guessed(path: Path, case: CaseHead) -> None:
    size = path.stat().st_size
    untouched = path.read_bytes()
    for offset in range(100, size, 397):
        damaged = bytearray(untouched)
        damaged[offset : offset + 64] = b"\xff" * 64
        path.write_bytes(damaged[:size])
        with closing(SqliteJournal(path)) as journal:
            try:
                verdict = journal.verify(case.uid)
                events = journal.read(case.uid)
            except (StorageError, UsageError):
                continue
            assert verdict.flaw or len(events) == 6
            if verdict.flaw is None:
                assert verdict.events == 6


@pytest.mark.parametrize("size", [0, 1, 99, 100, 4095, 4096, 8192, 20000])
def test_a_truncated_store_is_said(path: Path, case: CaseHead, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])
    with closing(SqliteJournal(path)) as journal:
        with pytest.raises((StorageError, UsageError)):
            journal.verify(case.uid)
        with pytest.raises((StorageError, UsageError)):
            journal.read(case.uid)


def test_entries_cannot_be_changed_by_a_slip(path: Path, case: CaseHead) -> None:
    for statement in (
        "UPDATE event SET body = x'00' WHERE seq = 3",
        "DELETE FROM event WHERE seq = 3",
        "UPDATE blob SET content = x'00'",
        "DELETE FROM blob",
        "UPDATE cases SET code = '0101-01'",
        "DELETE FROM cases",
        "INSERT INTO event(id, command, body, hash) VALUES (1, 1, x'00', x'00')",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            sql(path, statement)


def edited(path: Path, seq: int, old: bytes, new: bytes) -> None:
    """What somebody does with the `sqlite3` program who knows the file."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TRIGGER event_no_update")
        (body,) = connection.execute("SELECT body FROM event WHERE seq = ?", (seq,)).fetchone()
        assert old in body
        connection.execute(
            "UPDATE event SET body = ? WHERE seq = ?", (body.replace(old, new, 1), seq)
        )


def test_an_edit_with_the_guard_removed_is_found_and_named(
    path: Path, case: CaseHead, journal: SqliteJournal
) -> None:
    edited(path, 4, b'"n":"c3"', b'"n":"c9"')
    verdict = journal.verify(case.uid)
    assert verdict.flaw is not None
    assert (verdict.flaw.seq, verdict.flaw.kind, verdict.events) == (4, "edited", 3)
    assert len(journal.read(case.uid)) == 6  # the evidence can be read
    with pytest.raises(StorageError, match="guard event_no_update was removed"):
        add(journal, case.uid, "c")


def test_a_guard_removed_is_noted_though_every_entry_holds(
    path: Path, case: CaseHead, journal: SqliteJournal
) -> None:
    sql(path, "DROP TRIGGER blob_no_delete")
    verdict = journal.verify(case.uid)
    assert verdict.flaw is not None
    assert (verdict.flaw.seq, verdict.flaw.kind, verdict.events) == (0, "guard-missing", 6)
    with pytest.raises(StorageError, match="blob_no_delete"):
        add(journal, case.uid, "c")
    with pytest.raises(StorageError):
        journal.open_case(lambda _u, _c: [NewEvent("x", {}, AT)], signature("c"), "1121")


def test_content_removed_or_changed_behind_the_back_is_found(
    path: Path, case: CaseHead, journal: SqliteJournal
) -> None:
    digest = str(sealed(journal.read(case.uid)[2].data["text"]))
    sql(
        path,
        "DROP TRIGGER blob_no_update",
        f"UPDATE blob SET content = x'00' WHERE hash = '{digest}'",
    )
    flaw = journal.verify(case.uid).flaw
    assert flaw is not None
    assert (flaw.seq, flaw.kind) == (3, "content-edited")
    with pytest.raises(StorageError, match="changed"):
        journal.content(digest)
    sql(path, "DROP TRIGGER blob_no_delete", f"DELETE FROM blob WHERE hash = '{digest}'")
    flaw = journal.verify(case.uid).flaw
    assert flaw is not None
    assert (flaw.seq, flaw.kind) == (3, "content-missing")
    with pytest.raises(StorageError, match="gone"):
        journal.content(digest)


def test_a_case_renamed_is_found(path: Path, case: CaseHead, journal: SqliteJournal) -> None:
    other = "f" * 32
    sql(path, "DROP TRIGGER cases_no_update", f"UPDATE cases SET uid = '{other}'")
    flaw = journal.verify(other).flaw
    assert flaw is not None
    assert (flaw.seq, flaw.kind) == (1, "foreign")
    with pytest.raises(StorageError):
        journal.read(other)


@pytest.mark.parametrize(
    "name",
    ["", "' OR 1=1 --", "../../x", "a" * 10_000, "\0", "\x1b[2J", "-h", "🌙", "\ud800", "%"],
)
def test_names_are_only_data(path: Path, case: CaseHead, journal: SqliteJournal, name: str) -> None:
    with pytest.raises(CrisiskitError) as refusal:
        journal.read(name)
    assert "\x1b" not in refusal.value.message
    assert len(refusal.value.message) < 1000
    with pytest.raises(CrisiskitError):
        add(journal, name, "c")
    if name != "\ud800":
        add(journal, case.uid, name)
        assert journal.read(case.uid)[-1].command == name


@pytest.mark.parametrize(
    "name", ["空 格.db", "🌙.db", "a?b#c%d.db", "line\nbreak.db", "-x.db", "file:x.db"]
)
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    case = filled(tmp_path / name)
    with closing(SqliteJournal(tmp_path / name)) as journal:
        assert journal.verify(case.uid).events == 6
    assert {each.name for each in tmp_path.iterdir()} == {name, f"{name}.lock", f"{name}-journal"}
