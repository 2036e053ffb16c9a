"""Somebody else's store on the command line: rows 40 to 45 and 48 of the threat table.

The file itself is attacked in `test_store_attacks.py`; here is what a responder sees of it.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crisiskit.case.events import TYPES, NewEvent, Seal, Signature
from crisiskit.case.store import SqliteJournal

Cli = Any

AT = "2026-11-21T02:10:00Z"
VIEWS: tuple[list[str], ...] = (
    ["status"],
    ["log"],
    ["next"],
    ["brief"],
    ["fact", "list"],
    ["cases"],
    [],
    ["why", "team.call"],
    ["verify"],
)


def sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


FOREIGN: Mapping[str, Callable[[Path], object]] = {
    "not a database": lambda path: path.write_bytes(b"not a database, but long enough" * 40),
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "another program's": lambda path: sql(path, "PRAGMA application_id=1"),
    "a trigger more": lambda path: sql(
        path, "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM blob; END"
    ),
    "a view more": lambda path: sql(path, "CREATE VIEW v AS SELECT * FROM event"),
    "a later version": lambda path: sql(path, "PRAGMA user_version=99"),
    "a page lost": lambda path: path.write_bytes(
        path.read_bytes()[:4096] + b"\xff" * 8192 + path.read_bytes()[12288:]
    ),
    "a pipe": pipe,
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_row_40_what_is_no_store_is_said_and_left_alone(cli: Cli, kind: str) -> None:
    cli.open("data-leak")
    FOREIGN[kind](cli.store)
    before = cli.store.read_bytes() if cli.store.is_file() else None
    for argv in (*VIEWS, ["note", "my words"], ["done", "team.call", "--note", "my words"]):
        ended = cli(*argv, CRISISKIT_STORE=f"{cli.store.parent}/cases.db")
        assert ended.code in (1, 2, 74), (argv, ended)
        if argv[0:1] == ["note"] and ended.code == 74:
            assert "my words" in ended.err
            assert "--command" in ended.err
    assert before is None or cli.store.read_bytes() == before


def append(cli: Cli, *events: NewEvent, actor: str = "王律师") -> None:
    """Entries as no crisiskit would write them, in a chain that holds."""
    journal = SqliteJournal(cli.store)
    try:
        (head,) = journal.cases()
        signature = Signature(actor, actor, actor[:30], actor[:30], AT, os.urandom(8).hex())
        journal.append(head.uid, seen=1, signature=signature, decide=lambda _newer: list(events))
    finally:
        journal.close()


@pytest.mark.parametrize(
    "kind",
    ["os:system", "note_added@9", "", "__class__", "x" * 3000, "case_opened\nFORGED", "\x1b[2J"],
)
def test_row_41_unknown_entries_are_shown_and_do_nothing(cli: Cli, kind: str) -> None:
    cli.open("data-leak")
    append(cli, NewEvent(kind, {"command": "id", "text": "\x1b[2J"}, AT), actor="a\x1b[2J\nFORGED")
    for view in VIEWS:
        cli.ok(*view)
        if view:
            cli.ok(*view, "--json")
    cli.ok("note", "on it goes")
    assert "os:system" not in kind or "os:system" in cli.ok("log").out


def test_rows_33_to_36_entries_with_hostile_words(cli: Cli, corpus: Mapping[str, Any]) -> None:
    cli.open("data-leak")
    words = corpus["MIXED"] + corpus["FORGED"]
    append(
        cli,
        NewEvent("note_added", {"text": Seal.text(words), "from": words}, AT),
        NewEvent("severity_set", {"level": words, "because": words}, AT),
        NewEvent("responsibility_set", {"value": words, "because": words}, AT),
        NewEvent("step_claimed", {"step": "team.call"}, AT),
        NewEvent("step_claimed", {"step": words}, AT),
        NewEvent("step_done", {"step": words}, AT),
        NewEvent("fact_recorded", {"fact": words, "status": words, "value": words}, AT),
        NewEvent("fact_recorded", {"fact": "event", "status": words, "value": {"en": words}}, AT),
        NewEvent("phase_opened", {"phase": words}, AT),
        NewEvent("duty_discharged", {"duty": words, "reference": Seal.text(words)}, AT),
        actor=words,
    )
    for view in VIEWS:
        for form in ([], ["--color", "always"], ["--json"]):
            if view or form != ["--json"]:
                assert cli(*view, *form).code in (0, 74), view


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_row_41_entries_that_lack_everything_are_said(cli: Cli, kind: str) -> None:
    """Known types without their fields: a sentence that names the entry, no defect."""
    cli.open("data-leak")
    append(cli, NewEvent(kind, {}, AT))
    for view in VIEWS:
        ended = cli(*view)
        assert ended.code in (0, 2, 74), (view, ended)  # 2: a case that was closed is not open
        assert ended.code != 74 or "Entry" in ended.err
    assert cli("note", "my words").code in (0, 2, 7, 74)
    assert cli.ok("verify").code == 0


def test_row_42_what_was_tampered_with_is_found(cli: Cli) -> None:
    cli.open("data-leak")
    cli.ok("note", "one")
    sql(
        cli.store,
        "DROP TRIGGER event_no_update",
        "UPDATE event SET body = CAST(replace(CAST(body AS TEXT), 'note_a', 'note_b') AS BLOB)",
    )
    ended = cli("verify")
    assert ended.code == 1
    assert "NOT sound" in ended.out
    assert cli("verify", "--json").json["cases"][0]["flaw"]["kind"] == "edited"
    cli.ok("log")  # the evidence can be read
    ended = cli("note", "my words")
    assert ended.code == 74
    assert "my words" in ended.err


@pytest.mark.parametrize("part", ["cases.db", "cases.db.lock", "cases.db-journal", "."])
def test_row_48_links_are_not_followed(cli: Cli, part: str) -> None:
    cli.open("data-leak")
    target = cli.folder / "elsewhere"
    there = cli.store.parent / part
    shutil.move(there, target)
    there.symlink_to(target)
    ended = cli("note", "my words", CRISISKIT_STORE=f"{cli.store.parent}/cases.db")
    if part == ".":
        return  # a folder may be a link: a home is, on many machines
    assert ended.code == 74
    assert "symbolic link" in ended.err
    assert "my words" in ended.err


def test_row_48_a_folder_where_all_may_write(cli: Cli) -> None:
    cli.open("data-leak")
    cli.store.parent.chmod(0o777)
    ended = cli("note", "my words")
    assert ended.code == 74
    assert "my words" in ended.err
    cli.store.parent.chmod(0o700)
    cli.ok("note", "my words")


def test_row_48_files_are_private_whatever_the_umask(cli: Cli) -> None:
    before = os.umask(0)
    try:
        cli.open("data-leak")
        cli.ok("note", "x")
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o077 for path in cli.store.parent.iterdir()} == {0}


def test_row_44_more_than_an_entry_can_hold(cli: Cli) -> None:
    cli.open("data-leak")
    ended = cli("assign", "legal", *["好" * 500] * 2000)
    assert ended.code in (0, 2, 7, 74)
    ended = cli("note", "x", "--as", "好" * 200_000)
    assert ended.code in (0, 2, 74), ended.err
    ended = cli("fact", "set", *[f"event={'x' * 3000}"] * 10)
    cli.ok("verify")
