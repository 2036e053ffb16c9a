"""Somebody else's store on the command line: rows 40 to 45 and 48 of the threat table.

The file itself is attacked in `test_store_attacks.py`; here is what a responder sees of it.
"""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crisiskit.case import fold
from crisiskit.case.events import TYPES, NewEvent, Seal, Signature
from crisiskit.case.store import SqliteJournal
from crisiskit.errors import StorageError

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


SEALED = Seal.text("x")
VERSION = {
    "document": "d1",
    "version": "v",
    "manifest": [{"language": "en", "channel": None, "sha256": "0"}],
    "texts": [{"language": "en", "channel": None, "text": SEALED}],
    "gaps": [{"fact": "cause", "kind": "missing", "language": "en", "placeholder": "[cause]"}],
    "facts": {"event": 3},
    "step": "response.write",
    "template": "holding",
    "template_hash": "0",
}
SIGNED = {"document": "d1", "version": "v", "role": "legal", "because": SEALED}
SAMPLES: Mapping[str, Mapping[str, Any]] = {
    "phase_opened": {"phase": "disposal", "because": SEALED},
    "severity_set": {"level": "P2", "because": SEALED},
    "responsibility_set": {"value": "victim", "because": SEALED},
    "role_assigned": {"role": "legal", "people": Seal.text('[{"name": "Li"}]')},
    "step_claimed": {"step": "team.call", "released": True},
    "item_checked": {"step": "team.call", "item": "one", "cleared": True},
    "step_done": {"step": "team.call", "round": 2, "open_items": ["one"]},
    "step_skipped": {"step": "team.call", "because": SEALED},
    "step_reopened": {
        "step": "team.call",
        "option": "again",
        "because": SEALED,
        "affected": [
            {"step": "team.call", "effect": "reopened", "outcome": "response_speak"},
            {"step": "response.release", "effect": "check"},
        ],
    },
    "decision_made": {
        "step": "response.speak",
        "option": "now",
        "outcome": "response_speak",
        "because": SEALED,
    },
    "task_added": {
        "task": "t1",
        "text": SEALED,
        "role": "lead",
        "phase": "emergency",
        "due": AT,
        "optional": True,
    },
    "document_drafted": VERSION,
    "document_edited": VERSION,
    "document_approved": {**SIGNED, "reported_for": "Li", "via": "phone", "evidence": "e1"},
    "document_rejected": SIGNED,
    "document_published": {
        "document": "d1",
        "version": "v",
        "channel": "weibo",
        "approved": True,
        "waived": True,
        "step": "response.release",
        "audience": "public",
        "warnings": ["night"],
        "because": SEALED,
    },
    "correction_checked": {
        "step": "team.call",
        "still_true": True,
        "settles": ["response.write"],
        "note": SEALED,
    },
    "duty_discharged": {
        "duty": "cn.pipl.57",
        "step": "team.call",
        "reference": SEALED,
        "evidence": "e1",
    },
    "note_added": {
        "text": SEALED,
        "privileged": True,
        "from": "Li",
        "answer_by": AT,
        "step": "team.call",
    },
    "evidence_added": {
        "evidence": "e1",
        "step": "team.call",
        "name": SEALED,
        "sha256": "0",
        "size": 1,
        "content": SEALED,
    },
    "case_closed": {"because": SEALED, "handover": "Li", "open": ["team.call"]},
    "case_reopened": {"because": SEALED},
}
"""An entry of each type as crisiskit writes it, with every field there is."""

VALUES: Mapping[str, Any] = {
    "text": {"en": "x"},
    "number": 7,
    "percent": "1.5",
    "money": {"amount": "1.50", "currency": "CNY"},
    "time": AT,
    "date": "2026-11-21",
    "duration": "3d",
    "yes-no": True,
    "choice": "x",
    "choices": ["x"],
    "list": {"en": ["x"]},
    "people": [{"title": {"en": "x"}, "name": "x", "unit": {"en": "x"}}],
    "table": [{"x": {"en": "x"}}],
}
"""A value of each type of fact."""

GONE = object()
WRONG: Sequence[Any] = (
    GONE,
    7,
    2**63 - 1,
    "x",
    "好" * 60_000,
    "0001-01-01T00:00:00Z",
    ["x"],
    {"x": "y"},
    [{"x": [{"y": 1}]}],
    None,
    True,
    {"sealed": "0" * 64, "size": 1},
    {"sealed": 7},
    SEALED,
    Seal(b"\xff" + b"[" * 100_000),
    Seal(b'{"languages": 1, "facts": {"event": 1}, "lead": [1]}'),
)

DEEPER: Sequence[Any] = (GONE, 7, None, "x", ["x"], {"x": "y"})

ACTS: tuple[list[str], ...] = (
    ["note", "x"],
    ["done", "team.call"],
    ["draft", "holding"],
    ["publish", "d1", "--channel", "weibo", "--unapproved", "--because", "x"],
    ["close", "--because", "x"],
)


def spoilt(value: Any, wrongs: Sequence[Any] = WRONG) -> Iterator[Any]:
    """The value with each part of it, at any depth, taken out or put wrong."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            rest = {key: other for key, other in value.items() if key != name}
            yield from (rest if wrong is GONE else {**rest, name: wrong} for wrong in wrongs)
            yield from ({**rest, name: inner} for inner in spoilt(part, DEEPER))
    elif isinstance(value, list):
        yield from ([wrong, *value] for wrong in wrongs if wrong is not GONE)
        yield from ([inner, *value[1:]] for inner in spoilt(value[0], DEEPER))


LOOKS = [*VIEWS, *([*view, "--json"] for view in VIEWS if view), *ACTS]


def look(cli: Cli, code: str, number: int, what: object) -> None:
    """Views and acts end: all of them on what is right, else those whose turn it is."""
    journal = SqliteJournal(cli.store)
    try:
        fold.load(journal, journal.cases()[0])
        turns = [number, *range(number, number + len(LOOKS), 8)]
    except StorageError:
        turns = [number] if number % 4 == 0 else []  # one sentence for all of them
    finally:
        journal.close()
    for turn in turns if number else range(len(LOOKS)):
        argv = LOOKS[turn % len(LOOKS)]
        ended = cli(*argv, *(["--confirm", code] if argv[0:1] == ["publish"] else []))
        # 1: `verify` misses what is said to be sealed; 2: the case is closed; 4: an act asks back.
        assert ended.code in (0, 1, 2, 4, 7, 74), (argv, what, ended.err)
        assert ended.code != 1 or argv[0] == "verify"


@pytest.mark.parametrize("kind", sorted(SAMPLES.keys() - {"document_edited"}))  # as it is drafted
def test_row_41_entries_with_wrong_fields_are_said(cli: Cli, kind: str) -> None:
    """Every part of every field of every known type, of every wrong kind."""
    code = cli.open("data-leak")
    cli.ok("draft", "holding")
    clean = cli.store.read_bytes()
    for number, data in enumerate([SAMPLES[kind], *spoilt(SAMPLES[kind])]):
        cli.store.write_bytes(clean)
        append(cli, NewEvent(kind, data, AT))
        look(cli, code, number, data)


@pytest.mark.parametrize("kind", VALUES)
def test_row_41_facts_with_wrong_values_are_said(cli: Cli, kind: str) -> None:
    code = cli.open("data-leak")
    clean = cli.store.read_bytes()
    facts = [
        fact
        for fact in cli.ok("fact", "list", "--all", "--json").json["facts"]
        if fact["type"] == kind
    ]
    for fact in facts[:1]:
        columns = {name: VALUES[column] for name, column in fact["columns"].items()}
        value = [columns] if columns else VALUES[kind]
        word = {"fact": fact["fact"], "status": "confirmed", "value": value, "source": SEALED}
        if fact["personal"]:
            word["value"] = Seal.text(json.dumps(value))
        for number, data in enumerate([word, *spoilt(word)]):
            cli.store.write_bytes(clean)
            append(cli, NewEvent("fact_recorded", data, AT))
            look(cli, code, number, data)


def test_row_41_cases_that_are_opened_wrongly_are_said(cli: Cli) -> None:
    """The first entry of a case; and a case that begins with another one."""
    cli.open("data-leak")
    journal = SqliteJournal(cli.store)
    (head,) = journal.cases()
    opened = journal.read(head.uid)[0].data
    data = {
        name: Seal(journal.content(value["sealed"]) or b"") if isinstance(value, dict) else value
        for name, value in opened.items()
    }
    journal.close()
    for number, wrong in enumerate([data, {}, *spoilt(data)]):
        cli.store.unlink()
        kind = "case_opened" if wrong else "note_added"
        begin(cli, NewEvent(kind, wrong or {"text": "x"}, AT))
        look(cli, "0101-01", number, wrong)


def begin(cli: Cli, event: NewEvent) -> None:
    """A case with a first entry as no crisiskit would write it."""
    journal = SqliteJournal(cli.store)
    try:
        signature = Signature("x", "x", "x", "x", AT, os.urandom(8).hex())
        journal.open_case(lambda _uid, _code: [event], signature, "0101")
    finally:
        journal.close()


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
