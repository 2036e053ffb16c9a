"""Hostile words where a user meets them: everything typed, recorded, and shown again.

Rows 31 to 37, 45 and 46 of the threat table. The runs themselves are held against the terminal
oracle in `conftest.py`; here is what was kept, and that every command that shows something ran.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from crisiskit.case.store import SqliteJournal

Cli = Any
Corpus = Mapping[str, Any]

SAID = 0, 2, 4, 7
"""Recorded, or refused with a sentence."""

SHOWING: tuple[list[str], ...] = (
    [],
    ["status"],
    ["brief"],
    ["brief", "--for", "ceo"],
    ["brief", "--for", "cs"],
    ["next"],
    ["log"],
    ["cases"],
    ["verify"],
    ["fact", "list"],
    ["fact", "list", "--all"],
    ["severity"],
    ["why", "t1"],
    ["playbook", "list"],
    ["template", "list"],
)
FORMS: tuple[list[str], ...] = ([], ["--color", "always"], ["--json"], ["--lang", "zh"])


def everywhere(cli: Cli, text: str, number: int) -> None:
    """A text in every place of a case where a person can put one."""
    name = f"{number}-{text[:40]}".replace("/", "_").replace("\0", "_")
    proof = cli.folder / name
    proof.write_text(text, encoding="utf-8", errors="replace")
    for argv in (
        ["note", f"n{text}", "--from", text, "--as", f"a{text}"],
        ["fact", "set", f"event=e{text}", "--confirmed", "--source", f"s{text}"],
        ["fact", "set", f"company={text}"],
        ["fact", "dispute", "company", "--source", text],
        ["task", f"t{text}", "--role", "legal"],
        ["task", text, "--role", text],
        ["assign", "legal", f"p{text}", text, "--contact", text],
        ["claim", "t1", "--as", f"c{text}"],
        ["evidence", "add", name, "--as", f"e{text}"],
        ["severity", "P2", "--because", f"b{text}"],
        ["responsibility", "victim", "--because", text],
        ["discharge", text, "--reference", text, "--confirm", "1121-01"],
        ["skip", text, "--because", text],
        ["done", text, "--note", text, "--set", text],
        ["note", "x", "--command", f"{number}{text}"],
    ):
        assert cli(*argv).code in SAID, argv[:2]


def test_all_of_it_in_one_case_and_every_view(cli: Cli, corpus: Corpus) -> None:
    words = {**corpus["WORDS"], **{f"short {n}": w for n, w in enumerate(corpus["SHORT"])}}
    words.pop(f"short {list(corpus['SHORT']).index(chr(0xD800))}")
    cli.open("general", "t" + corpus["MIXED"] + corpus["FORGED"])
    for number, text in enumerate(words.values()):
        everywhere(cli, text, number)
    cli("note", "\x1b[2J", "--at", "10:00")
    for argv in SHOWING:
        for form in FORMS:
            if argv or form != ["--json"]:
                assert cli(*argv, *form).code == 0, argv
    cli("resume", answers=["0"])
    for template in ("holding", "apology", "internal-letter", "qa"):
        cli("draft", template, document=True)
        cli("draft", template, "--json")
    assert cli("verify").code == 0


def kept(cli: Cli) -> list[str]:
    """The words of every note of the only case, from the store itself."""
    journal = SqliteJournal(cli.store)
    try:
        (head,) = journal.cases()
        found = []
        for event in journal.read(head.uid):
            if event.type == "note_added":
                content = journal.content(event.data["text"]["sealed"])
                assert content is not None
                found.append(content.decode())
        return found
    finally:
        journal.close()


def test_nothing_of_a_note_is_lost(cli: Cli, corpus: Corpus) -> None:
    cli.open()
    said = [text for text in corpus["WORDS"].values() if text.strip() and text != "-h"]
    for text in said:
        cli.ok("note", "--", text)
    assert kept(cli) == said


def test_a_fact_is_kept_as_it_was_said(cli: Cli, corpus: Corpus) -> None:
    cli.open()
    for name in ("templates", "shell", "sql", "path", "brackets"):
        text = corpus["WORDS"][name][:3000]
        cli.ok("fact", "set", "event", text)
        (fact,) = cli.ok("fact", "list", "--json").json["facts"]
        assert fact["value"] == {"en": text}


@pytest.mark.parametrize("text", ["\x1b[2J", "\x9b31m", "a\0b", "a\rb", "a\u202eb", "x" * 4001])
def test_what_no_statement_may_hold_is_no_value(cli: Cli, text: str) -> None:
    cli.open()
    ended = cli("fact", "set", f"event={text}")
    assert ended.code == 2
    assert cli.ok("fact", "list", "--json").json["facts"] == []


COMMANDS = (
    ["X"],
    ["fact", "X"],
    ["note", "t", "X"],
    ["note", "t", "--X"],
    ["note", "t", "--answer-by", "X"],
    ["note", "t", "--case", "X"],
    ["note", "t", "--lang", "X"],
    ["note", "t", "--at", "X"],
    ["note", "t", "--format", "X"],
    ["note", "t", "--color", "X"],
    ["fact", "set", "X"],
    ["fact", "set", "X", "y"],
    ["fact", "set", "people_affected", "X"],
    ["fact", "set", "next_update_at", "X"],
    ["fact", "set", "--unknown", "X"],
    ["fact", "set", "event=x", "--text-lang", "X"],
    ["fact", "confirm", "X"],
    ["severity", "X"],
    ["responsibility", "X"],
    ["assign", "X", "y"],
    ["evidence", "add", "X"],
    ["evidence", "add", "ok.txt", "--for", "X"],
    ["unclaim", "X"],
    ["check", "X"],
    ["check", "t1", "X"],
    ["done", "t1", "--evidence", "X"],
    ["skip", "X", "--because", "x"],
    ["reopen", "X", "--because", "x"],
    ["decide", "X", "y"],
    ["decide", "t1", "X", "--because", "b"],
    ["advance", "X", "--because", "b"],
    ["task", "x", "--role", "legal", "--due", "X"],
    ["draft", "X"],
    ["draft", "apology", "--no-case", "--set", "X"],
    ["draft", "apology", "--no-case", "--facts", "X"],
    ["edit", "X", "--file", "ok.txt"],
    ["edit", "d1", "--file", "X"],
    ["approve", "X", "--role", "legal"],
    ["approve", "d1", "--role", "X"],
    ["reject", "d1", "--role", "legal", "--because", "X"],
    ["publish", "d1", "--channel", "X"],
    ["publish", "d1", "--waive", "X", "--because", "X"],
    ["publish", "--file", "X", "--channel", "weibo", "--unapproved", "--because", "x"],
    ["next", "--role", "X"],
    ["why", "X"],
    ["brief", "--for", "X"],
    ["verify", "--case", "X"],
    ["close", "--handover", "X"],
    ["start", "X", "--no-walk", "--title", "t"],
    ["start", "general", "--no-walk", "--title", "t", "--set", "X"],
    ["start", "general", "--no-walk", "--title", "t", "--broke", "X"],
    ["start", "general", "--no-walk", "--title", "t", "--aware", "X"],
    ["start", "general", "--no-walk", "--title", "t", "--severity", "X"],
    ["lint", "X"],
    ["playbook", "show", "X"],
    ["template", "show", "X"],
    ["test", "X"],
)


def test_every_argument_that_is_nonsense(cli: Cli, corpus: Corpus, hostile_word: str) -> None:
    """A sentence and a code: nothing is recorded by a command that was not understood."""
    cli.open("data-leak")
    cli.ok("task", "one", "--role", "legal")
    cli.ok("draft", "holding", document=True)
    cli.write("ok.txt", "hello")
    text = corpus["WORDS"][hostile_word]
    for command in COMMANDS:
        argv = [part.replace("X", text) for part in command]
        assert cli(*argv, document=argv[0] in ("draft", "edit", "template")).code in (
            0,
            1,
            2,
            3,
            4,
            7,
        )
        failed = cli(*argv, "--json")
        if failed.code not in (0, 1, 3) and "--" not in argv:
            assert json.loads(failed.err)["error"]["code"] == failed.code, command
    assert cli("verify").code == 0


@pytest.mark.parametrize(
    "place", ["", " ", "a\0b", "x" * 5000, "http://evil", "/dev/null", "/proc/x"]
)
def test_a_store_that_is_no_place(cli: Cli, place: str) -> None:
    cli("cases", "--store", place)
    for argv in (
        ["note", "my words"],
        ["start", "general", "--no-walk", "--title", "t"],
    ):
        ended = cli(*argv, "--store", place)
        if place:
            assert ended.code in (2, 74), (argv, ended.err)


def test_a_lone_surrogate_is_not_text(cli: Cli) -> None:
    cli.open()
    for argv in (
        ["note", "\ud800"],
        ["fact", "set", "event=\udcff"],
        ["\ud800"],
        ["lint", "\udc80"],
    ):
        assert cli(*argv).code == 2


def test_names_of_evidence_are_made_visible(cli: Cli) -> None:
    cli.open()
    for name in ("a\x1b[2J.png", "a\nFORGED.png", "a\u202egnp.exe", "[/B].png", "\x9b31m.png"):
        cli.write(name, "x")
        cli.ok("evidence", "add", name)
    for view in (["log"], ["log", "--json"], ["status"]):
        cli.ok(*view)


def test_texts_of_documents(cli: Cli, corpus: Corpus) -> None:
    """A text that somebody else wrote: kept as it is, shown so that nothing obeys it."""
    cli.open("data-leak")
    cli.ok("draft", "holding", document=True)
    for text in corpus["WORDS"].values():
        assert cli("edit", "d1", "--file", "-", stdin=text).code in (0, 2, 7)
        cli.write("post.txt", text)
        ended = cli(
            *["publish", "--file", "post.txt", "--channel", "weibo", "--unapproved"],
            *["--because", "x", "--confirm", "1121-01"],
        )
        assert ended.code in (0, 2, 7), ended.err
    for view in (["log"], ["status"], ["log", "--json"], ["status", "--json"], ["brief"]):
        cli.ok(*view)


def test_answers_in_the_walk(cli: Cli, corpus: Corpus) -> None:
    cli.open("data-leak")
    for word in corpus["WORDS"].values():
        cli("resume", answers=["1", word, "y", word, "1", word, "0"])
        cli("start", answers=[word, "1", word, word, "0", "0"])
        cli("skip", "t1", answers=[word])
    for view in (["log", "--case", "1121-01"], ["cases"]):
        cli.ok(*view)


def test_answers_with_a_time_out_of_this_world(cli: Cli) -> None:
    cli.open()
    for time in ("99:99", "9999-12-31 23:59", "-99999w", "+99999w 99999w", "24:00", "23:59:60"):
        cli("note", "x", "--at", time)
        cli("note", "x", "--answer-by", time)
        cli("skip", "t1", answers=[f"@{time} because"])
        cli("start", "general", "--no-walk", "--title", "t", "--broke", time)
    cli.ok("cases")


# --- row 47: the environment ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "value", ["\x1b[2J", "../../etc/passwd", "9" * 5000, "", "%s", "a\nFORGED"]
)
def test_settings_of_the_environment_are_only_words(cli: Cli, value: str) -> None:
    cli.open()
    for name in (
        *("CRISISKIT_LANG", "CRISISKIT_CASE", "CRISISKIT_PLAIN", "LANG", "LC_ALL", "TZ"),
        *("COLUMNS", "LINES", "TERM", "NO_COLOR", "FORCE_COLOR", "EDITOR", "VISUAL", "PAGER"),
    ):
        for argv in (["status"], ["start", "general", "--no-walk", "--title", "t"], ["--help"]):
            assert cli(*argv, **{name: value}).code in (0, 2, 4), (name, argv)
    for name in ("HOME", "XDG_DATA_HOME", "CRISISKIT_STORE"):
        cli("cases", **{name: value})
        cli("cases", **{"CRISISKIT_STORE": "", name: value})


def test_an_editor_is_started_without_a_shell(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(cli.folder))
    cli.open("data-leak")
    cli.ok("draft", "holding", document=True)
    marker = cli.folder / "ran"
    for editor in (f"true; touch {marker}", f"true $(touch {marker})", f"true | touch {marker}"):
        ended = cli("edit", "d1", "--editor", EDITOR=editor)
        assert ended.code in (0, 2), ended.err
    assert not marker.exists()
    for editor in ("/nowhere/ed", "false", "'"):
        assert cli("edit", "d1", "--editor", EDITOR=editor).code == 2
    gbk = cli.write("gbk.sh", "printf '\\261\\261' > $1\n")
    ended = cli("edit", "d1", "--editor", EDITOR=f"sh {gbk}")
    assert ended.code == 2
    (left,) = re.findall(r"\S+/crisiskit-\w+/statement.md", ended.err.replace('"', " "))
    assert Path(left).read_bytes() == b"\xb1\xb1"  # nothing typed is lost


def test_modules_of_the_working_folder_are_not_imported(tmp_path: Path) -> None:
    for name in ("yaml.py", "json.py", "typer.py", "jinja2.py", "sqlite3.py", "crisiskit.py"):
        (tmp_path / name).write_text("raise SystemExit('ran a file of the working folder')")
    script = tmp_path / "bin" / "crisiskit"
    script.parent.mkdir()
    script.write_text("import sys; from crisiskit.__main__ import main; sys.exit(main())")
    environ = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    for argv in (["lint", "--json"], ["cases"], ["draft", "holding", "--no-case"]):
        ended = subprocess.run(
            [sys.executable, str(script), *argv],
            cwd=tmp_path,
            env=environ,
            capture_output=True,
            check=False,
        )
        assert b"working folder" not in ended.stdout + ended.stderr
        assert ended.returncode == 0, ended.stderr
