"""The boundary and the app: `run(argv)` in process, over a table of commands made for the test."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any

import pytest
import typer

from crisiskit import __version__, language
from crisiskit.cli.app import Commands, Entry, Group
from crisiskit.cli.main import run
from crisiskit.cli.options import IN_CASE, RECORDS, SHOWS, Context, context_of
from crisiskit.clock import VirtualClock
from crisiskit.errors import ExitCode, FileError, Refused
from crisiskit.ui.scripted import ScriptedPrompter
from tests.fakes.commandline import Cli, Ended

NOW = datetime(2026, 11, 21, 2, 10, 56, tzinfo=UTC)

seen: list[Context] = []


def next_(
    ctx: typer.Context,
    role: Annotated[str | None, typer.Option("--role", help="Only this role's.")] = None,
) -> None:
    """What can be done now."""
    seen.append(context_of(ctx))
    context_of(ctx).screen.out(f"next {role}")


def done(
    ctx: typer.Context,
    step: Annotated[str, typer.Argument(metavar="STEP", help="The step.")],
    count: Annotated[int, typer.Option("--count")] = 1,
) -> None:
    """A step is done."""
    seen.append(context_of(ctx))
    context_of(ctx).screen.out(f"done {step} {count}")


def ask(ctx: typer.Context) -> None:
    """Ask something."""
    context = context_of(ctx)
    context.screen.out("answer: " + context.prompter().text("谁来？", flag="--who"))


def set_(ctx: typer.Context, name: str) -> None:
    """Set a fact."""
    context_of(ctx).screen.out(f"set {name}")


def finds(ctx: typer.Context) -> ExitCode:
    """Find something."""
    return ExitCode.FINDINGS


def leaves(ctx: typer.Context) -> None:
    """Leave with a code of its own."""
    raise typer.Exit(5)


def refuses(ctx: typer.Context) -> None:
    """Refuse."""
    raise Refused("d2 is not approved.\nforged", hint="Approve it first.")


def misreads(ctx: typer.Context) -> None:
    """Fail on a file."""
    raise FileError("no steps\x1b[2J", path="a\x1b.yaml", line=3, column=7)


def breaks(ctx: typer.Context, words: list[str]) -> None:
    """Have a defect."""
    raise ZeroDivisionError("division by zero")


def stops(ctx: typer.Context) -> None:
    """Be interrupted."""
    raise KeyboardInterrupt


def pipe(ctx: typer.Context) -> None:
    """Lose the reader."""
    raise BrokenPipeError


COMMANDS = [next_, done, ask, set_, finds, leaves, refuses, misreads, breaks, stops, pipe]


def entry(name: str, function: str | None = None, **more: Any) -> Entry:
    return Entry(
        name, "commands_of_the_test", function or name, "Respond", f"Help of {name}", **more
    )


TABLE: tuple[Entry | Group, ...] = (
    entry("next", "next_", takes=IN_CASE + SHOWS, examples=("crisiskit next --role pr",)),
    entry("done", takes=RECORDS),
    entry("ask"),
    Group("fact", "Record", "The ledger", (entry("set", "set_", takes=IN_CASE),)),
    *(
        entry(name)
        for name in ("finds", "leaves", "refuses", "misreads", "breaks", "stops", "pipe")
    ),
    Entry("absent", "module_that_must_not_be_imported", "f", "Record", "Never imported"),
)


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cli:
    module = ModuleType("commands_of_the_test")
    for function in COMMANDS:
        setattr(module, function.__name__, function)
    monkeypatch.setitem(sys.modules, "commands_of_the_test", module)
    seen.clear()
    return Cli(
        tmp_path,
        tmp_path / "cases.db",
        environ={"XDG_STATE_HOME": str(tmp_path)},
        clock=VirtualClock(NOW),
        run=running(),
    )


def running(bare: Entry | None = None) -> Callable[..., int]:
    """What runs command lines over the table of the test."""
    return partial(run, app=Commands(TABLE, summary="Crisis response as files.", bare=bare))


def test_calls_a_command_with_its_options(cli: Cli) -> None:
    assert cli("next", "--role", "pr") == Ended(0, "next pr\n", "")


def test_shared_options_go_before_or_after_the_command(cli: Cli) -> None:
    cli("--case", "1121-01", "--json", "next", "--store=x.db")
    cli("next", "--case", "1121-01", "--store", "x.db", "--json")
    before, after = seen
    assert (before.case, before.store, before.json) == ("1121-01", "x.db", True)
    assert (after.case, after.store, after.json) == (before.case, before.store, before.json)


def test_shared_options_go_before_a_group_between_and_after(cli: Cli) -> None:
    for argv in (
        ("--case", "1", "fact", "set", "x"),
        ("fact", "--case", "1", "set", "x"),
        ("fact", "set", "x", "--case", "1"),
    ):
        assert cli(*argv).out == "set x\n"


def test_the_environment_stands_in_for_case_and_store(cli: Cli) -> None:
    cli("next", CRISISKIT_CASE="1121-02", CRISISKIT_STORE="y.db")
    cli("next", "--case", "1121-01", CRISISKIT_CASE="1121-02", CRISISKIT_STORE="")
    assert [(context.case, context.store) for context in seen] == [
        ("1121-02", "y.db"),
        ("1121-01", None),
    ]


def test_what_records_is_told_who_and_when(cli: Cli) -> None:
    cli("done", "call", "--as", "pr", "--at", "02:10", "--command", "c1", "--no-input")
    assert (seen[0].who, seen[0].at, seen[0].command, seen[0].no_input) == (
        "pr",
        "02:10",
        "c1",
        True,
    )
    assert seen[0].clock.now() == NOW


def test_an_option_a_command_does_not_take_is_refused_before_it_too(cli: Cli) -> None:
    ended = cli("--at", "02:10", "next")
    assert ended.code == 2
    assert "--at" in ended.err


def test_only_the_called_command_is_imported(cli: Cli) -> None:
    assert cli("next").code == 0
    assert "module_that_must_not_be_imported" not in sys.modules
    assert cli("--help").code == 0


def test_help_lists_the_commands_by_panel(cli: Cli) -> None:
    page = cli("-h").out
    assert (
        page.index("Respond") < page.index("  next") < page.index("Record") < page.index("  fact")
    )
    assert "Help of next" in page
    assert "Never imported" in page


def test_help_of_a_command(cli: Cli) -> None:
    page = cli("next", "--help").out
    assert page.startswith("Usage: crisiskit next [OPTIONS]\n\nHelp of next\n")
    for words in ("--role ROLE", "Only this role's.", "--case CODE", "--lang zh|en", "-h, --help"):
        assert words in page
    assert page.endswith("Examples\n  $ crisiskit next --role pr\n")
    assert "--at" not in page


def test_help_of_a_group_and_of_its_command(cli: Cli) -> None:
    assert "  set" in cli("fact").out
    assert cli("fact", "--help").out == cli("fact").out
    assert cli("fact", "set", "-h").out.startswith("Usage: crisiskit fact set [OPTIONS] NAME\n")


def test_help_fits_the_width(cli: Cli) -> None:
    page = cli("done", "-h", COLUMNS="50").out
    assert max(map(len, page.splitlines())) <= 50


def test_help_speaks_the_language_given_anywhere(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_catalogue", lambda _language: Bracketed())
    assert "【Respond】" in cli("--help", "--lang", "zh").out
    assert "【Help of next】" in cli("next", "--lang=zh", "-h").out
    assert "【Respond】" in cli("--help", CRISISKIT_LANG="zh_CN.UTF-8").out
    assert "【" not in cli("--help").out


def test_errors_speak_the_language(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_catalogue", lambda _language: Bracketed())
    ended = cli("nxt", "--lang", "zh")
    assert ended.err.splitlines() == [
        "【Error: 】【There is no command 「nxt」.】",
        "【What to do: 】【Did you mean `crisiskit next`?】",
    ]


class Bracketed:
    def gettext(self, message: str) -> str:
        return f"【{message}】"


def test_without_a_command_help_or_the_bare_one(cli: Cli) -> None:
    assert cli() == cli("--help")
    bare = replace(cli, run=running(bare=entry("cases", "next_")))
    assert bare().out == "next None\n"
    assert bare("--help").out == cli().out


@pytest.mark.parametrize(
    ("argv", "message", "hint"),
    [
        (("nxt",), 'There is no command "nxt".', "Did you mean `crisiskit next`?"),
        (("fact", "sat"), 'There is no command "sat".', "Did you mean `crisiskit fact set`?"),
        (("完全不对",), 'There is no command "完全不对".', "See `crisiskit -h`."),
        (("next", "--rol", "x"), 'There is no option "--rol".', "Did you mean `--role`?"),
        (("--bogus", "next"), 'There is no option "--bogus".', "See `crisiskit -h`."),
        (("done",), "STEP is missing.", "See `crisiskit done -h`."),
        (("next", "x", "y"), 'crisiskit next does not take "x y".', "See `crisiskit next -h`."),
        (("next", "--lang", "fr"), '--lang cannot be "fr".', "Use one of: zh, en."),
        (("next", "--color", "x"), '--color cannot be "x".', "Use one of: auto, always, never."),
    ],
)
def test_wrong_usage(cli: Cli, argv: tuple[str, ...], message: str, hint: str) -> None:
    assert cli(*argv) == Ended(2, "", f"Error: {message}\nWhat to do: {hint}\n")


def test_an_option_without_its_value_and_a_value_that_cannot_be_read(cli: Cli) -> None:
    for argv in (("next", "--role"), ("done", "x", "--count", "many")):
        ended = cli(*argv)
        assert ended.code == 2
        assert ended.err.startswith("Error: ")
        assert argv[-2 if len(argv) > 2 else -1] in ended.err


def test_arguments_that_are_not_utf8(cli: Cli) -> None:
    ended = cli("next", "--role", "\udcff")
    assert ended.code == 2
    assert "\\udcff" in ended.err


@pytest.mark.parametrize(
    "name", ["../../x", "; rm -rf ~", "x" * 10_000, "😀", "\u202egpj", "", "\0"]
)
def test_hostile_names_are_only_names(cli: Cli, name: str) -> None:
    assert cli("next", "--case", name).code == 0
    ended = cli("fact", name)
    assert ended.code == 2
    assert len(ended.err) < 300
    assert "\u202e" not in ended.err


def test_expected_failures_are_sentences_with_their_code(cli: Cli) -> None:
    assert cli("refuses") == Ended(
        7, "", "Error: d2 is not approved.\n  forged\nWhat to do: Approve it first.\n"
    )
    assert cli("misreads") == Ended(3, "", "Error: a␛.yaml:3:7: no steps␛[2J\n")


def test_errors_for_scripts(cli: Cli) -> None:
    for argv in (("next", "--json", "--bogus"), ("--format", "json", "nxt")):
        ended = cli(*argv)
        assert ended.code == 2
        assert set(json.loads(ended.err)["error"]) == {
            "code",
            "message",
            "hint",
            "path",
            "line",
            "column",
        }
    assert cli("nxt", "--", "--json").err.startswith("Error:")


def test_codes_of_commands(cli: Cli) -> None:
    assert cli("finds").code == 1
    assert cli("leaves").code == 5
    assert cli("pipe") == Ended(141, "", "")


def test_an_interrupt_says_that_all_is_saved(cli: Cli) -> None:
    ended = cli("stops")
    assert ended.code == 130
    assert "saved" in ended.err
    assert "crisiskit resume" in ended.err
    assert "Error" not in ended.err


def test_questions_name_their_flag_off_a_terminal(cli: Cli) -> None:
    ended = cli("ask")
    assert ended.code == 4
    assert "--who" in ended.err
    assert cli("ask", prompter=ScriptedPrompter(["王律师"])).out == "answer: 王律师\n"


def test_a_defect_is_one_sentence_and_a_private_log(cli: Cli, tmp_path: Path) -> None:
    ended = cli("breaks", "--no-input", "王女士的身份证")
    assert ended.code == 70
    assert "Traceback" not in ended.err
    (log,) = (tmp_path / "crisiskit" / "logs").iterdir()
    assert str(log) in ended.err
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    report = log.read_text()
    assert "ZeroDivisionError" in report
    assert __version__ in report
    assert "--no-input" in report
    assert "王女士" not in report


def test_a_defect_is_logged_elsewhere_when_the_state_folder_cannot_be(
    cli: Cli, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    ended = cli("breaks", "x", XDG_STATE_HOME=str(blocked))
    assert ended.code == 70
    log = Path(ended.err.split("log: ")[1].strip())
    assert log.exists()
    log.unlink()


def test_the_process_answers_version_at_once() -> None:
    ended = process(
        "-c",
        "import sys; before = set(sys.modules); sys.argv = ['crisiskit', '--version']\n"
        "from crisiskit.__main__ import main; main()\n"
        "print(sorted(set(sys.modules) - before))",
    )
    assert ended.stdout == f"crisiskit {__version__}\n['crisiskit', 'crisiskit.__main__', 'gc']\n"


def test_the_process_shows_help_without_heavy_modules() -> None:
    ended = process(
        "-c",
        "import sys; sys.argv = ['crisiskit', '--help']\n"
        "from crisiskit.__main__ import main; code = main()\n"
        "heavy = {'rich', 'yaml', 'pydantic', 'jinja2', 'prompt_toolkit', 'asyncio', 'sqlite3'}\n"
        "print(code, sorted(heavy & set(sys.modules)))",
    )
    assert ended.stdout.endswith("\n0 []\n")


def test_a_reader_that_goes_away_ends_the_process_in_silence() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    for argument in ("--version", "--help"):
        ended = subprocess.run(
            [sys.executable, "-m", "crisiskit", argument],
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
        assert (ended.returncode, ended.stderr) == (141, b"")
    os.close(writing)


def test_a_yaml_py_in_the_working_directory_is_not_run(tmp_path: Path) -> None:
    for name in ("yaml.py", "typer.py", "crisiskit.py"):
        (tmp_path / name).write_text("raise SystemExit('ran a file of the working directory')")
    entry_point = "import sys; from crisiskit.__main__ import main; sys.exit(main())"
    script = tmp_path / "bin" / "crisiskit"
    script.parent.mkdir()
    script.write_text(entry_point)
    ended = subprocess.run(
        [sys.executable, str(script), "--help"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")


def process(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"CRISISKIT_LANG": "en"},
        capture_output=True,
        text=True,
        check=True,
    )
