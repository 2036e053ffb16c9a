"""The store's tables, and opening a database so that it is certain what it is.

Every pragma is set and read back. A file whose application id, version or schema is not exactly
ours is refused before anything in it runs: a stranger's file may hold triggers and views
(reliability_scale.md, row 40).
"""

import os
import sqlite3
import struct
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import quote as percent

from crisiskit.case.storefile import file_header
from crisiskit.case.storetrouble import refused
from crisiskit.errors import StorageError
from crisiskit.language import _
from crisiskit.text import quote

APPLICATION = int.from_bytes(b"CRK1")
DRILL_APPLICATION = int.from_bytes(b"CRKD")
"""Drills and tests have stores of their own: neither kind opens as the other."""

VERSION = 1

_HEADER = struct.Struct(">16s2xBB40xI4xI")
_MAGIC = b"SQLite format 3\0"
_ROLLBACK_JOURNAL = (1, 1)

BUSY_SECONDS = 15
"""How long SQLite waits for a program that does not know the store's own lock."""

# What makes a chained, checked append nearly as fast as a bare insert is that it dirties no page
# more. So an event's id is `case << 32 | seq`: one B-tree, growing at its end (the generated
# columns are for people with a SQL shell). And `command`, the index by command id, is written for
# a block of entries at a time; those since are few enough to look through.
TABLES = (
    """CREATE TABLE cases(
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  code TEXT NOT NULL UNIQUE,
  command INTEGER NOT NULL UNIQUE
) STRICT""",
    """CREATE TABLE event(
  id INTEGER PRIMARY KEY,
  command INTEGER NOT NULL,
  body BLOB NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  case_id INTEGER AS (id >> 32),
  seq INTEGER AS (id & 0xffffffff)
) STRICT""",
    """CREATE TABLE command(
  case_id INTEGER NOT NULL,
  command INTEGER NOT NULL,
  first INTEGER NOT NULL,
  PRIMARY KEY (case_id, command)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE blob(
  hash TEXT PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases(id),
  salt BLOB NOT NULL,
  content BLOB NOT NULL
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE removed(
  hash TEXT PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases(id)
) STRICT, WITHOUT ROWID""",
)


def _guard(table: str, act: str, condition: str = "") -> str:
    return (
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table}{condition} "
        f"BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END"
    )


GUARDS = (
    *(
        _guard(table, act)
        for table in ("cases", "event", "command", "removed")
        for act in ("update", "delete")
    ),
    _guard("blob", "update"),
    _guard("blob", "delete", " WHEN NOT EXISTS (SELECT 1 FROM removed WHERE hash = OLD.hash)"),
)

_PRAGMAS = (
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("secure_delete", "ON", 1),  # what is redacted is overwritten, not only forgotten
    # No WAL: SQLite before 3.51.3 can corrupt it under concurrent writers (finding 1).
    ("journal_mode", "TRUNCATE", "truncate"),
    ("synchronous", "EXTRA", 3),
    *((("fullfsync", "ON", 1),) if sys.platform == "darwin" else ()),
)


def engine() -> tuple[str, bool]:
    """The version of SQLite here, and whether it can hold a store (STRICT tables: 3.37)."""
    return sqlite3.sqlite_version, sqlite3.sqlite_version_info >= (3, 37)


def build(path: Path, *, drill: bool) -> None:
    """Write the tables into a file that was just made. The caller syncs it."""
    with closing(_connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=MEMORY")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        connection.execute(f"PRAGMA application_id={_application(drill)}")
        connection.execute(f"PRAGMA user_version={VERSION}")
        for statement in (*TABLES, *GUARDS):
            connection.execute(statement)
        connection.execute("COMMIT")


def open_database(path: Path, *, drill: bool) -> sqlite3.Connection:
    """Open an existing store. SQLite opens a file that may not be written for reading.

    Raises StorageError for a file that is not a store of this kind and version, sqlite3.Error
    when it cannot be read.
    """
    _check_header(path, drill)
    connection = _connect(path)
    try:
        _set_pragmas(path, connection)
        check_schema(path, connection)
    except UnicodeDecodeError as error:  # SQLite quotes what it cannot make out of the schema
        connection.close()
        raise refused(path, _("it is damaged")) from error
    except BaseException:
        connection.close()
        raise
    return connection


def missing_guards(connection: sqlite3.Connection) -> list[str]:
    """The triggers that should stand against changes and do not."""
    present = _schema(connection)
    return [guard.split()[2] for guard in GUARDS if guard not in present]


def _connect(path: Path) -> sqlite3.Connection:
    name = percent(os.fsencode(path.absolute()))
    return sqlite3.connect(
        f"file:{name}?mode=rw", uri=True, isolation_level=None, timeout=BUSY_SECONDS
    )


def _application(drill: bool) -> int:
    return DRILL_APPLICATION if drill else APPLICATION


def _check_header(path: Path, drill: bool) -> None:
    """Look at the file's first bytes before SQLite opens it, which may already write to it.

    They say the same at any moment of a commit, and after a crash in the middle of one.
    """
    header = file_header(path, _HEADER.size)
    if len(header) < _HEADER.size:
        raise refused(path, _("it is not a database, or it is damaged"))
    magic, writes, reads, version, application = _HEADER.unpack(header)
    if magic != _MAGIC:
        raise refused(path, _("it is not a database, or it is damaged"))
    if application == _application(not drill):
        raise refused(path, _("it holds real cases") if drill else _("it holds drills"))
    if application != _application(drill):
        raise refused(path, _("it belongs to another program"))
    if version != VERSION:
        raise refused(path, _("it was written by another version of crisiskit"))
    if (writes, reads) != _ROLLBACK_JOURNAL:
        raise refused(path, _("another program switched it to a write-ahead log"))


def _set_pragmas(path: Path, connection: sqlite3.Connection) -> None:
    for name, value, expected in _PRAGMAS:
        connection.execute(f"PRAGMA {name}={value}")
        if _pragma(connection, name) != expected:
            raise StorageError(
                _(
                    "This SQLite ({version}) does not take the setting {name}; it is not used."
                ).format(version=sqlite3.sqlite_version, name=f"{name}={value}"),
                hint=_("Use another build of Python."),
                path=str(path),
            )


def _pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def check_schema(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse what crisiskit never made. A missing guard is no bar to reading the evidence."""
    present = _schema(connection)
    for statement in present - {*TABLES, *GUARDS}:
        raise refused(
            path, _("it holds what crisiskit never made: {what}").format(what=quote(statement))
        )
    if not present >= set(TABLES):
        raise refused(path, _("a table is missing"))


def _schema(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {statement for (statement,) in rows}
