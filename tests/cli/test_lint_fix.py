"""lint --fix and --diff: on the bytes as they are, safe, and done after once."""

import random
from pathlib import Path
from typing import Any

import pytest

from crisiskit.workspace import bundled_root
from crisiskit.yamlfile import parse

Cli = Any

PLAYBOOK = """\
# our own
playbook: mine
version: 1.0.0
reviewed: 2026-11-21   # by the whole team
title: {zh: 停电, en: Power cut}
summary: {zh: "断电了,怎么办", en: 'What to do'}
signals: {zh: [停电], en: [power cut]}
lead: lead
phases:
  emergency:
    -   id: verify    # odd, and ours
        title: {zh: 核实, en: No}
        role: lead
"""


def workspace(cli: Cli, text: str | bytes = PLAYBOOK, settings: str = "") -> Path:
    (cli.folder / "crisiskit.yaml").write_text(
        f"languages: [zh, en]\nfacts: {{company: 云杉}}\n{settings}", encoding="utf-8"
    )
    path: Path = cli.folder / "playbooks" / "mine.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_only_the_characters_of_a_fix_change(cli: Cli) -> None:
    path = workspace(cli)
    # Nothing is to be said here about the course of its one step.
    words = ("--profile", "strict", "--ignore", "graph,time,crisis", "--fix")
    ended = cli("lint", *words)
    assert ended.code == 0
    assert "Fixed: 2, in 1 files." in ended.err
    fixed = PLAYBOOK.replace("en: No}", 'en: "No"}').replace("了,怎", "了，怎")
    assert path.read_bytes() == fixed.encode()


def test_a_difference_changes_nothing_and_says_so_in_its_code(cli: Cli) -> None:
    path = workspace(cli)
    ended = cli("lint", "--diff")
    assert ended.code == 1
    assert "--- a/playbooks/mine.yaml\n" in ended.out
    assert '+        title: {zh: 核实, en: "No"}\n' in ended.out
    assert path.read_bytes() == PLAYBOOK.encode()
    cli("lint", "--fix")
    ended = cli("lint", "--diff")
    assert (ended.code, ended.out) == (0, "")


def test_a_rule_that_is_off_fixes_nothing(cli: Cli) -> None:
    path = workspace(cli)
    cli("lint", "--ignore", "ambiguous-scalar", "--fix")
    assert path.read_bytes() == PLAYBOOK.encode()


def test_what_is_waived_stays(cli: Cli) -> None:
    waived = PLAYBOOK.replace("en: No}", "en: No}  # crisiskit: ignore[ambiguous-scalar] a name")
    path = workspace(cli, waived)
    cli("lint", "--fix")
    assert path.read_bytes() == waived.encode()


def test_a_byte_order_mark_and_line_ends_stay(cli: Cli) -> None:
    """What is not asked about is not touched; `line-ends` is of the profile strict."""
    text = b"\xef\xbb\xbf" + PLAYBOOK.replace("\n", "\r\n").encode()
    path = workspace(cli, text)
    cli("lint", "--fix")
    assert path.read_bytes() == text.replace(b"en: No}", b'en: "No"}')
    cli("lint", "--profile", "strict", "--fix")
    assert b"\r" not in path.read_bytes()


def test_standard_input_comes_back_fixed(cli: Cli) -> None:
    path = workspace(cli)
    ended = cli("lint", "--stdin-filename", str(path), "--fix", stdin=PLAYBOOK)
    assert ended.out == PLAYBOOK.replace("en: No}", 'en: "No"}')
    assert path.read_bytes() == PLAYBOOK.encode()


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("role: lead\n", "role:\tlead\t\n"),
        ("takes: 30m\n", "takes: ３０ｍ\n"),
        ("source: 'S1 #1'\n", "source: S1 #1\n"),
        ("when: known(cause)\n", "when: known(cause)\t\n"),
        ("do: {zh: 先停，再查}\n", "role: lead\n        do: {zh: 先停,再查}\n"),
    ],
)
def test_what_stops_a_file_is_mended_where_one_cure_is_certain(
    cli: Cli, wrong: str, right: str
) -> None:
    path = workspace(cli, PLAYBOOK.replace("en: No}", "en: Yea}").replace("role: lead\n", right))
    cli("lint", "--fix")
    assert wrong in path.read_text("utf-8")


def test_an_indentation_by_tabs_is_not_guessed(cli: Cli) -> None:
    text = PLAYBOOK.replace("        role", "\t\trole")
    path = workspace(cli, text)
    assert cli("lint", "--fix").code == 3
    assert path.read_text("utf-8") == text


def broken(text: str, chance: random.Random) -> str:
    """A playbook with whatever a hand in a hurry leaves behind, and fixes can mend."""
    lines = text.split("\n")
    for _time in range(30):
        number = chance.randrange(len(lines))
        line = lines[number]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        lines[number] = chance.choice(
            [line + "   ", line + "\t", line.replace("，", ",", 1), line.replace("30m", "３０ｍ")]
        )
    return "\n".join(lines) + chance.choice(["", "\n\n", "  \n"])


@pytest.mark.parametrize("seed", range(3))
def test_fixing_twice_changes_nothing_the_second_time(cli: Cli, seed: int) -> None:
    whole = (bundled_root() / "playbooks/general.yaml").read_text("utf-8")
    path = cli.folder / "playbooks" / "general.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(broken(whole, random.Random(seed)), encoding="utf-8")
    cli("lint", "--profile", "strict", "--fix", "playbooks/general.yaml")
    once = path.read_bytes()
    cli("lint", "--profile", "strict", "--fix", "playbooks/general.yaml")
    assert path.read_bytes() == once
    assert parse(once).data == parse(whole).data
