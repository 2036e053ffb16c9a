"""Bad input on the command line: a sentence and the right code each, and nothing lost.

2 wrong usage, 3 a file, 4 nobody to ask, 7 refused, 74 could not read or save.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from crisiskit.case.store import SqliteJournal

Cli = Any

ROOT = Path(__file__).parents[2]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount and become others")


def command_of(stderr: str) -> list[str]:
    """The command that was printed to type again."""
    line = next(line for line in stderr.splitlines() if line.strip().startswith("crisiskit "))
    return shlex.split(line)[1:]


def notes(cli: Cli) -> int:
    return sum(event["type"] == "note_added" for event in cli.data("log")["events"])


# --- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [b"", b"[", b"playbook: evil\n", b"\xff\xfe", b"a: b: c\n", b"- x\n", b"a: !!str x\n", b"\x00"],
)
def test_a_playbook_that_cannot_be_read(cli: Cli, content: bytes) -> None:
    cli.write("crisiskit.yaml", "languages: [en]\n")
    cli.write("playbooks/evil.yaml", content)
    for argv in (["start", "evil", "--no-walk"], ["playbook", "show", "evil"]):
        ended = cli(*argv)
        assert ended.code == 3
        assert "evil.yaml" in ended.err
        assert "What to do:" in ended.err or ":" in ended.err
    assert cli("lint").code == 3
    assert not cli.store.exists()


@pytest.mark.parametrize("name", ["playbooks/none.yaml", "nowhere/x.yaml", "a.md.j2"])
def test_a_file_that_is_not_there(cli: Cli, name: str) -> None:
    ended = cli("lint", name)
    assert ended.code == 3
    assert name in ended.out
    assert cli("test", name).code == 3
    cli.open()
    assert cli("draft", "apology", "--no-case", "--facts", name).code == 3
    for argv in (["evidence", "add", name], ["edit", "d1", "--file", name]):
        assert cli(*argv).code == 2, argv


def test_a_name_that_is_too_long_for_any_system(cli: Cli) -> None:
    cli.open()
    name = "x" * 10_000
    assert cli("lint", name).code == 3
    assert cli("test", name).code == 3
    for argv in (["evidence", "add", name], ["publish", "--file", name, "--channel", "weibo"]):
        assert cli(*argv).code in (2, 4)
    for argv in (["note", "words"], ["start", "general", "--no-walk", "--title", "t"]):
        ended = cli(*argv, "--store", name)
        assert ended.code == 74
        assert "the name is too long" in ended.err


@pytest.mark.parametrize("content", ["[1, 2]", "{", '{"people_affected": NaN}', "[" * 100_000, ""])
def test_facts_that_are_none(cli: Cli, content: str) -> None:
    cli.write("facts.json", content)
    ended = cli("draft", "holding", "--no-case", "--facts", "facts.json")
    assert ended.code in (2, 3)
    assert ended.out == ""


# --- facts ----------------------------------------------------------------------------------------


def test_a_fact_that_is_missing_or_of_another_type(cli: Cli) -> None:
    cli.open()
    cli.ok("done", "call")
    before = len(cli.data("log")["events"])
    for argv, code, said in (
        (["done", "verify"], 4, "people_affected"),
        (["done", "verify", "--set", "people_affected=5"], 4, "cause"),
        (["done", "verify", "--set", "people_affected=many", "--set", "cause=x"], 2, "many"),
        (["fact", "set", "people_affected", "[1]"], 2, "300000"),
        (["fact", "set", "people_affected", "9" * 5000], 2, "…"),
        (["fact", "set", "people_afected", "5"], 2, "people_affected"),
        (["fact", "set", "how_bad", "notify"], 2, "decide"),
        (["fact", "confirm", "cause"], 7, "cause"),
        (["done", "contain"], 4, "--evidence"),
        (["decide", "how-bad", "notify", "--because", "x"], 7, "verify"),
        (["decide", "how-bad", "9" * 5000, "--because", "x"], 2, "option"),
        (["check", "call", "9" * 5000], 2, "item"),
        (["publish", "release", "--confirm", "1121-01"], 7, "release"),
    ):
        ended = cli(*argv)
        assert ended.code == code, (argv, ended.err)
        assert said in ended.err, argv
    assert len(cli.data("log")["events"]) == before


@pytest.mark.parametrize(
    "time",
    ["25:00", "9999-12-31 23:59", "-99999w", "+99999w 99999w 99999w 99999w 99999w", "soon", "0"],
)
def test_times_out_of_this_world(cli: Cli, time: str) -> None:
    cli.open()
    for argv in (
        ["note", "x", "--at", time],
        ["note", "x", "--answer-by", time],
        ["task", "x", "--role", "legal", "--due", time],
        ["start", "general", "--no-walk", "--title", "t", "--broke", time],
    ):
        ended = cli(*argv)
        assert ended.code == 2, argv
        assert "Expected a time" in ended.err
    assert notes(cli) == 0


# --- the store ------------------------------------------------------------------------------------


def test_a_store_that_another_process_holds(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.open()
    defaults = SqliteJournal.__init__.__kwdefaults__ or {}
    monkeypatch.setitem(defaults, "patience", 0.2)
    hold = "import fcntl, sys, time; f = open(sys.argv[1], 'r+'); fcntl.flock(f, fcntl.LOCK_EX)\n"
    with subprocess.Popen(
        [sys.executable, "-c", hold + "print(1, flush=True); time.sleep(60)", f"{cli.store}.lock"],
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        ended = cli("note", "they called again")
        holder.kill()
    assert ended.code == 74
    assert f"process {holder.pid}" in ended.err
    told_and_repeated_once(cli, ended)


def told_and_repeated_once(cli: Cli, ended: Any) -> None:
    """NOT saved, the words, and a command that records it once however often it is typed."""
    assert "NOT saved" in ended.err
    assert "they called again" in ended.err
    assert notes(cli) == 0
    words = command_of(ended.err)
    assert "--command" in words
    cli.ok(*words)
    assert "recorded before" in cli.ok(*words).err
    assert notes(cli) == 1


@pytest.fixture
def disk(cli: Cli) -> Iterator[Path]:
    """A small file system of its own, with a case in its store."""
    place = cli.folder / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    cli.store = place / "store" / "cases.db"
    cli.open()
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@as_root
def test_a_full_disk(cli: Cli, disk: Path) -> None:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    ended = cli("note", "they called again")
    assert ended.code == 74
    assert "full" in ended.err
    filler.unlink()
    told_and_repeated_once(cli, ended)


@as_root
def test_a_disk_that_may_not_be_written(cli: Cli, disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    ended = cli("note", "they called again")
    assert ended.code == 74
    cli.ok("status")
    cli.ok("log")
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    told_and_repeated_once(cli, ended)


def test_files_that_may_not_grow(cli: Cli) -> None:
    """A quota, as far as any user can make one: no file above the size of the store."""
    cli.open()
    limited = (
        "import resource, runpy, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({cli.store.stat().st_size},) * 2)\n"
        "sys.argv = ['crisiskit', *sys.argv[1:]]\n"
        "runpy.run_module('crisiskit', run_name='__main__')\n"
    )
    words = "they called again " + "x" * 20_000
    ended = child(cli.store.parent, cli.store, ["-c", limited], "note", words)
    assert ended.returncode == 74, ended.stderr
    assert "NOT saved" in ended.stderr
    assert "they called again" in ended.stderr
    assert notes(cli) == 0


def child(
    cwd: Path,
    store: Path,
    how: list[str],
    *argv: str,
    stdin: bytes = b"",
    before: Sequence[str] = (),
) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own."""
    ended = subprocess.run(
        [*before, sys.executable, *how, *argv],
        cwd=cwd,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "CRISISKIT_STORE": str(store),
            "CRISISKIT_LANG": "en",
            "XDG_STATE_HOME": str(store.parent),
        },
        input=stdin,
        capture_output=True,
        check=False,
    )
    out, err = ended.stdout.decode(), ended.stderr.decode()
    assert "Traceback" not in err, err
    return subprocess.CompletedProcess(ended.args, ended.returncode, out, err)


def humble() -> list[str]:
    """What to put before a command so that permissions bind it, even where the tests are root's."""
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("root cannot give up its rights here")
    return [setpriv, "--bounding-set=-dac_override,-dac_read_search", "--"]


def test_files_and_folders_without_the_right_to_them(tmp_path: Path) -> None:
    def typed(store: Path, *argv: str) -> subprocess.CompletedProcess[str]:
        return child(tmp_path, store, ["-m", "crisiskit"], *argv, before=humble())

    (tmp_path / "crisiskit.yaml").write_text("languages: [en]\n")
    (tmp_path / "playbooks").mkdir()
    (tmp_path / "playbooks" / "mine.yaml").write_text("playbook: mine\n")
    (tmp_path / "playbooks" / "mine.yaml").chmod(0)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    start = ["start", "general", "--no-walk", "--title", "they called again"]
    for argv in (["start", "mine", "--no-walk"], ["lint"], ["lint", "playbooks/mine.yaml"]):
        ended = typed(tmp_path / "x" / "cases.db", *argv)
        assert ended.returncode == 3, ended.stderr
        assert "permission denied" in ended.stdout + ended.stderr
    for store in (closed / "cases.db", closed / "new" / "cases.db"):
        ended = typed(store, *start)
        assert ended.returncode == 74
        assert "they called again" in ended.stderr
        words = command_of(ended.stderr)
        assert "--command" in words
    store = tmp_path / "own" / "cases.db"
    assert typed(store, *start).returncode == 0
    for path in (*store.parent.iterdir(), store.parent):
        path.chmod(path.stat().st_mode & 0o555)
    ended = typed(store, "note", "they called again")
    assert ended.returncode == 74
    assert "they called again" in ended.stderr
    assert typed(store, "log").returncode in (0, 74)
    for path in (store.parent, *store.parent.iterdir()):
        path.chmod(path.stat().st_mode | 0o200)
    words = command_of(ended.stderr)
    assert typed(store, *words).returncode == 0
    assert "recorded before" in typed(store, *words).stderr
    assert typed(store, "log").stdout.count("they called again") == 2  # the title, and the note


@pytest.mark.parametrize(
    "content", [b"", b"S", b"no database " * 1000, b"SQLite format 3\0" + b"\xff" * 8000]
)
def test_a_damaged_store(cli: Cli, content: bytes) -> None:
    cli.open()
    cli.store.write_bytes(content)
    for argv in (["status"], ["note", "they called again"], ["verify"], ["cases"], []):
        ended = cli(*argv)
        assert ended.code == 74, (argv, ended.err)
        assert "What to do:" in ended.err
    assert "they called again" in cli("note", "they called again").err
    assert cli.store.read_bytes() == content


@pytest.mark.parametrize("place", ["", "a\0b", "postgresql://x:SECRET@h/db", "\x1b[2J"])
def test_a_store_that_is_no_place(cli: Cli, place: str) -> None:
    ended = cli("note", "x", "--store", place, CRISISKIT_STORE="" if place else str(cli.store))
    assert ended.code in (2, 74)
    assert "\x1b" not in ended.err


# --- paths that leave, templates that reach -------------------------------------------------------


def test_a_store_by_a_link(cli: Cli) -> None:
    cli.open()
    link = cli.folder / "link.db"
    link.symlink_to(cli.store)
    ended = cli("note", "they called again", "--store", str(link))
    assert ended.code == 74
    assert "symbolic link" in ended.err
    assert "they called again" in ended.err


@pytest.mark.parametrize(
    "body",
    [
        "{% for a in range(10**9) %}x{% endfor %}",
        "{{ event.__class__.__mro__ }}",
        "{{ 'x' * 10**9 }}",
        "{% include '../../../../etc/passwd' %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% include 'evil' %}",
        "\x1b[2J",
    ],
)
def test_a_template_that_reaches_or_loops(cli: Cli, body: str) -> None:
    head = "---\ntemplate: evil\nkind: holding\ntitle: T\nneeds: [event]\n---\n"
    cli.write("crisiskit.yaml", "languages: [en]\n")
    cli.write("templates/en/evil.md.j2", head + body)
    ended = cli("draft", "evil", "--no-case")
    assert ended.code in (2, 3)
    assert ended.out == ""
    assert "root:" not in ended.err


def test_a_workspace_that_links_out(cli: Cli, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "evil.yaml").write_text("playbook: evil\nSECRET: x\n")
    cli.write("crisiskit.yaml", "languages: [en]\n")
    (cli.folder / "playbooks").symlink_to(outside)
    for argv in (["start", "evil", "--no-walk"], ["lint"]):
        ended = cli(*argv)
        assert ended.code == 3
        assert "SECRET" not in ended.out + ended.err


# --- text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["\x1b[2J", "[/B]", "[link=file:///etc/passwd]x[/link]", "{{ 7*7 }}"]
)
def test_text_is_only_text(cli: Cli, text: str) -> None:
    cli.open(title=text)
    cli.ok("note", text, "--from", text, "--as", text)
    for argv in (["log"], ["status"], ["brief"], ["next"], ["cases"], ["log", "--json"]):
        ended = cli.ok(*argv)
        assert "\x1b" not in ended.out + ended.err
    shown = text.replace("\x1b", "␛")
    assert shown in cli.ok("log").out
    assert "49" not in cli.ok("brief").out


def test_standard_input_that_is_no_text(cli: Cli) -> None:
    cli.open()
    cli.ok("draft", "write")
    run = ["-m", "crisiskit"]
    ended = child(cli.folder, cli.store, run, "edit", "d1", "--file", "-", stdin=b"\xb1\xb1\xff")
    assert ended.returncode in (0, 2), ended.stderr
    assert "defect" not in ended.stderr
