"""Kill -9, failing disks, full disks: what was acknowledged is there, and what is said is true."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import crisiskit
from crisiskit.case import storeschema
from crisiskit.case.events import NewEvent, Signature, sealed
from crisiskit.case.journal import CaseHead
from crisiskit.case.store import SqliteJournal
from crisiskit.errors import StorageError

ROOT = str(Path(crisiskit.__file__).parent.parent)
AT = "2026-11-21T02:10:56Z"

WORKER = """
import os, sys
from pathlib import Path
from crisiskit.case.events import NewEvent, Seal, Signature
from crisiskit.case.store import SqliteJournal
from crisiskit.errors import StorageError

path, act, first, last = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
at = "2026-11-21T02:10:56Z"
journal = SqliteJournal(path)
say = lambda words: os.write(1, (words + "\\n").encode())

def note(number):
    return NewEvent("note_added", {"n": number, "text": Seal.text(f"话 {number} " * 400)}, at)

cases = journal.cases() if act == "append" else []
say("READY")
for number in range(first, last):
    sign = Signature("w", "l", "u", "h", at, f"{act}-{number}")
    try:
        if act == "append":
            journal.append(cases[0].uid, seen=1, signature=sign, decide=lambda _n: [note(number)])
        else:
            journal.open_case(lambda _u, _c: [NewEvent("case_opened", {}, at)], sign, "1121")
    except StorageError as error:
        say({False: "NOT", None: "UNSURE"}[error.saved])
        say(error.message)
    else:
        say(f"SAVED {number}")
"""

TRACED = (
    "openat,read,pread64,pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename,fcntl,flock,"
    "newfstatat,fchmod,chmod,mkdir"
)

_STRACE = shutil.which("strace")


def command(path: Path, act: str, first: int, last: int) -> list[str]:
    return [sys.executable, "-c", WORKER, str(path), act, str(first), str(last)]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": ROOT, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}


def run(*words: str) -> str:
    done = subprocess.run(words, env=environment(), capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store" / "cases.db"


@pytest.fixture
def case(path: Path) -> CaseHead:
    with closing(SqliteJournal(path)) as journal:
        return journal.open_case(
            lambda _u, _c: [NewEvent("case_opened", {}, AT)],
            Signature("w", "l", "u", "h", AT, "open"),
            "1121",
        )[0]


def there(path: Path, case: CaseHead) -> Counter[str]:
    """The commands whose entries are in the store, which must hold, contents and all."""
    with closing(SqliteJournal(path)) as journal:
        verdict = journal.verify(case.uid)
        assert verdict.flaw is None, verdict
        events = journal.read(case.uid)
        for event in events:
            digest = sealed(event.data.get("text"))
            assert digest is None or journal.content(digest)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return Counter(event.command for event in events)


def acknowledged(output: str) -> set[str]:
    return {f"append-{number}" for number in re.findall(r"^SAVED (\d+)$", output, re.MULTILINE)}


@pytest.mark.parametrize("after", [1, 2, 3, 5, 8, 13, 21, 31, 32, 33])
def test_killed_after_any_append_nothing_acknowledged_is_lost(
    path: Path, case: CaseHead, after: int
) -> None:
    with subprocess.Popen(
        command(path, "append", 0, 1000), env=environment(), stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdout is not None
        heard = [worker.stdout.readline() for _ in range(after + 1)]
        worker.kill()
        heard += worker.stdout.readlines()
    said = acknowledged("".join(heard))
    assert len(said) >= after
    found = there(path, case)
    assert said <= set(found)
    assert len(found) <= len(said) + 2  # the case's own entry, and one that nobody heard of
    again = run(*command(path, "append", 0, len(said) + 1))
    assert len(acknowledged(again)) == len(said) + 1
    assert set(there(path, case).values()) == {1}


def calls(path: Path, act: str, log: Path) -> list[tuple[str, int]]:
    """The system calls on files that one act makes, each with its number within the process."""
    assert _STRACE is not None
    run(_STRACE, "-f", "-o", str(log), "-e", f"trace={TRACED}", *command(path, act, 0, 1))
    counted: Counter[str] = Counter()
    found: list[tuple[str, int]] = []
    ready = False
    for line in log.read_text(errors="replace").splitlines():
        match = re.match(r"\d+ +(\w+)\(", line)
        if match is None:
            continue
        counted[match[1]] += 1
        if ready and "SAVED" in line:
            break
        if ready and match[1] != "write":
            found.append((match[1], counted[match[1]]))
        ready = ready or "READY" in line
    return found


needs_strace = pytest.mark.skipif(_STRACE is None, reason="strace is not installed")


@needs_strace
@pytest.mark.slow
@pytest.mark.parametrize("fault", ["error=EIO", "error=ENOSPC", "signal=KILL"])
@pytest.mark.parametrize("act", ["append", "open"])
def test_every_system_call_failing_once(tmp_path: Path, path: Path, act: str, fault: str) -> None:
    template = tmp_path / "template"
    case = None
    if act == "append":
        with closing(SqliteJournal(template / "cases.db")) as journal:
            case, _ = journal.open_case(
                lambda _u, _c: [NewEvent("case_opened", {}, AT)],
                Signature("w", "l", "u", "h", AT, "open"),
                "1121",
            )
    else:
        template.mkdir()
    shutil.copytree(template, path.parent)
    todo = calls(path, act, tmp_path / "log")
    assert len(todo) > 20
    outcomes: Counter[str] = Counter()
    for name, number in todo:
        shutil.rmtree(path.parent)
        shutil.copytree(template, path.parent)
        inject = f"inject={name}:{fault}:when={number}"
        output = run(str(_STRACE), "-f", "-o", "/dev/null", "-e", inject, *command(path, act, 0, 1))
        outcomes[judged(path, act, output, case)] += 1
    assert outcomes["SAVED"] < len(todo)


def judged(path: Path, act: str, output: str, case: CaseHead | None) -> str:
    """Hold what was said against what is there; then the repeated command must save it, once."""
    said = next((word for word in ("SAVED", "UNSURE", "NOT") if f"\n{word}" in output), "killed")
    if said == "NOT":
        assert "NOT saved" in output or "cannot be read" in output, output
    if said == "UNSURE":
        assert "NOT CERTAIN" in output, output
    before = commands(path, case)
    assert before.get(f"{act}-0", 0) in {"SAVED": {1}, "NOT": {0}}.get(said, {0, 1}), output
    assert "\nSAVED" in run(*command(path, act, 0, 1))
    assert commands(path, case)[f"{act}-0"] == 1
    return said


def commands(path: Path, case: CaseHead | None) -> Counter[str]:
    if case is not None:
        return there(path, case)
    with closing(SqliteJournal(path)) as journal:
        found: Counter[str] = Counter()
        for each in list(journal.cases()):
            found += there(path, each)
        return found


class FailingCommit(sqlite3.Connection):
    """A disk that reports an error at the commit: before it took effect, or after."""

    takes_effect = False

    def execute(self, sql: str, *parameters: object) -> sqlite3.Cursor:
        if sql == "COMMIT":
            super().execute("COMMIT" if self.takes_effect else "ROLLBACK")
            raise sqlite3.OperationalError("disk I/O error")
        return super().execute(sql, *parameters)  # type: ignore[arg-type]


@pytest.fixture(params=[False, True])
def failing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    monkeypatch.setattr(FailingCommit, "takes_effect", request.param)
    opened = storeschema.open_database

    def open_failing_once(path: Path, *, drill: bool) -> sqlite3.Connection:
        opened(path, drill=drill).close()
        monkeypatch.setattr(storeschema, "open_database", opened)
        return sqlite3.connect(path, factory=FailingCommit, isolation_level=None)

    monkeypatch.setattr(storeschema, "open_database", open_failing_once)
    return bool(request.param)


def test_after_a_failed_commit_the_store_is_asked_anew(
    path: Path, case: CaseHead, failing: bool
) -> None:
    sign = Signature("w", "l", "u", "h", AT, "c1")
    with closing(SqliteJournal(path)) as journal:
        with pytest.raises(StorageError) as trouble:
            journal.append(
                case.uid, seen=1, signature=sign, decide=lambda _n: [NewEvent("x", {}, AT)]
            )
        assert trouble.value.saved is (None if failing else False)
        words = "NOT CERTAIN" if failing else "NOT saved"
        assert trouble.value.message.startswith(words)
        assert not failing or "--command" in str(trouble.value.hint)
        again = journal.append(
            case.uid, seen=1, signature=sign, decide=lambda _n: [NewEvent("x", {}, AT)]
        )
        assert again.repeated is failing
    assert there(path, case)["c1"] == 1


def test_a_limit_on_file_sizes_is_a_disk_that_fails(path: Path, case: CaseHead) -> None:
    limited = (
        "import resource, signal, runpy, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({path.stat().st_size},) * 2)\n" + WORKER
    )
    output = run(sys.executable, "-c", limited, str(path), "append", "0", "30")
    assert "\nNOT\nNOT saved" in output
    found = there(path, case)
    assert acknowledged(output) == set(found) - {"open"}
    assert len(acknowledged(run(*command(path, "append", 0, 30)))) == 30
    assert set(there(path, case).values()) == {1}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a file system can be mounted here only by root")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_and_a_read_only_one(small_disk: Path) -> None:
    path = small_disk / "store" / "cases.db"
    assert "SAVED" in run(*command(path, "open", 0, 1))
    with closing(SqliteJournal(path)) as journal:
        (case,) = journal.cases()
    output = run(*command(path, "append", 0, 300))
    assert "NOT saved: the disk is full" in output
    assert "UNSURE" not in output
    saved = acknowledged(output)
    assert saved == set(there(path, case)) - {"open-0"}
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    output = run(*command(path, "append", 300, 301))
    assert "\nNOT\n" in output
    assert saved == set(there(path, case)) - {"open-0"}
    subprocess.run(["mount", "-o", "remount,rw,size=4m", str(small_disk)], check=True)
    assert len(acknowledged(run(*command(path, "append", 0, 100)))) == 100
    assert set(there(path, case).values()) == {1}


def test_what_a_killed_creation_left_is_cleared_away(path: Path) -> None:
    path.parent.mkdir()
    (path.parent / "cases.db.new").write_bytes(b"half a store")
    assert "SAVED" in run(*command(path, "open", 0, 1))
    assert {each.name for each in path.parent.iterdir()} == {
        "cases.db",
        "cases.db.lock",
        "cases.db-journal",
    }
