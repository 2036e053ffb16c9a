"""Hostile files where a user meets them: lint, start, draft, list, show, test in a workspace.

Rows 1 to 17, 19, 21 to 31 and 54 of the threat table. Each is refused with a sentence and a place.
"""

import os
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Cli = Any
Corpus = Mapping[str, Any]

EVIL = "playbooks/evil.yaml"


def test_a_file_that_is_no_yaml_of_ours(workspace: Cli, corpus: Corpus, yaml_attack: str) -> None:
    workspace.write(EVIL, corpus["YAML"][yaml_attack])
    for argv in (["lint", EVIL], ["lint"], ["start", "evil", "--no-walk", "--title", "t"]):
        ended = workspace(*argv)
        assert ended.code == 3, argv
        assert "evil.yaml" in ended.out + ended.err
    assert not workspace.store.exists()


def test_one_bad_playbook_does_not_hide_the_others(workspace: Cli, corpus: Corpus) -> None:
    for number, content in enumerate(corpus["YAML"].values()):
        workspace.write(f"playbooks/evil{number}.yaml", content)
    assert "data-leak" in workspace.ok("playbook", "list").out
    workspace.ok("playbook", "show", "data-leak")
    workspace.open("data-leak")
    found = workspace("lint", "--json")
    assert found.code == 3
    said = {finding["path"].rpartition("/")[2] for finding in found.json["findings"]}
    assert said >= {f"evil{number}.yaml" for number in range(len(corpus["YAML"]))}


OTHERS = {
    "crisiskit.yaml": ["start", "general", "--no-walk"],
    "roster.yaml": ["start", "general", "--no-walk"],
    "playbooks/shared/facts.yaml": ["start", "general", "--no-walk"],
    "playbooks/drills/evil.yaml": ["test", "playbooks/drills/evil.yaml"],
    "facts.yaml": ["draft", "apology", "--no-case", "--facts", "facts.yaml"],
}
SOME = ["1 python object", "5 merge bomb", "6 deep flow list", "10 a key twice", "14 raw escape"]


@pytest.mark.parametrize("attack", SOME)
@pytest.mark.parametrize("name", OTHERS)
def test_every_other_file_that_is_yaml(
    workspace: Cli, corpus: Corpus, name: str, attack: str
) -> None:
    workspace.write(name, corpus["YAML"][attack])
    ended = workspace(*OTHERS[name])
    assert ended.code == 3, ended.err
    assert name.rpartition("/")[2] in ended.out + ended.err
    assert workspace("lint", name).code == 3


def test_a_part_of_a_playbook(workspace: Cli, corpus: Corpus) -> None:
    workspace.write(EVIL, corpus["playbook"]("    - {id: a, use: evil-part}\n"))
    for attack in SOME:
        workspace.write("playbooks/parts/evil-part.yaml", corpus["YAML"][attack])
        assert workspace("start", "evil", "--no-walk").code == 3
        assert workspace("lint").code == 3


def test_a_playbook_that_is_none(workspace: Cli, corpus: Corpus, playbook_attack: str) -> None:
    workspace.write(EVIL, corpus["PLAYBOOKS"][playbook_attack])
    ended = workspace("lint", EVIL)
    assert ended.code in (1, 3)
    assert "evil.yaml" in ended.out
    assert workspace("lint", EVIL, "--json").json["errors"] > 0
    assert workspace("start", "evil", "--no-walk", "--title", "t").code in (2, 3)
    assert not workspace.store.exists()


def test_parts_that_use_each_other(workspace: Cli, corpus: Corpus) -> None:
    for one, other in (("a", "b"), ("b", "a"), ("c", "c")):
        workspace.write(
            f"playbooks/parts/{one}.yaml",
            f"part: {one}\ntitle: {{zh: x, en: x}}\nsteps:\n  - {{id: s, use: {other}}}\n",
        )
    for part in "ac":
        workspace.write(EVIL, corpus["playbook"](f"    - {{id: x, use: {part}}}\n"))
        assert workspace("lint", EVIL).code in (1, 3)
        assert workspace("start", "evil", "--no-walk").code == 3


def test_rows_11_and_12_words_stay_words(workspace: Cli) -> None:
    workspace.write("facts.yaml", "cause: no\nevent: 1:30\ncompany: 012\nhotline: 1_000\n")
    ended = workspace("draft", "holding", "--no-case", "--facts", "facts.yaml", document=True)
    assert ended.code == 0, ended.err
    assert "1:30" in ended.out
    assert "012" in ended.out


# --- names and places: rows 16, 17, 19 ------------------------------------------------------------


def _link_out(path: Path, secret: Path) -> None:
    path.symlink_to(secret)


def _link_to_device(path: Path, _secret: Path) -> None:
    path.symlink_to("/dev/zero")


def _fifo(path: Path, _secret: Path) -> None:
    os.mkfifo(path)


def _folder(path: Path, _secret: Path) -> None:
    path.mkdir()


def _loop(path: Path, _secret: Path) -> None:
    path.symlink_to(path.name)


NO_FILES: Mapping[str, Callable[[Path, Path], None]] = {
    "a link out": _link_out,
    "a device": _link_to_device,
    "a pipe": _fifo,
    "a folder": _folder,
    "a link to itself": _loop,
}
PLACES = {
    EVIL: ["start", "evil", "--no-walk"],
    "playbooks/drills/evil.yaml": ["test", "playbooks/drills/evil.yaml"],
    "roster.yaml": ["start", "general", "--no-walk"],
    "playbooks/shared/facts.yaml": ["start", "general", "--no-walk"],
    "templates/en/evil.md.j2": ["draft", "evil", "--no-case"],
    "facts.yaml": ["draft", "apology", "--no-case", "--facts", "facts.yaml"],
    "facts.json": ["draft", "apology", "--no-case", "--facts", "facts.json"],
}


@pytest.mark.parametrize("kind", NO_FILES)
@pytest.mark.parametrize("place", PLACES)
def test_row_17_only_ordinary_files_inside(
    workspace: Cli, place: str, kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("home") / "id_rsa"
    secret.write_text("SECRET: key\n")
    path = workspace.folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    NO_FILES[kind](path, secret)
    for argv in (PLACES[place], ["lint"], ["lint", place]):
        ended = workspace(*argv)
        assert "SECRET" not in ended.out + ended.err
        if argv == ["lint"] and place.startswith("facts"):
            continue  # no file of a workspace
        if argv == ["lint", place] and kind == "a folder":
            continue  # an empty folder was named
        if place == "facts.json" and kind == "a link out":
            continue  # JSON of the caller's own, wherever it lies; this one is none
        assert ended.code in (2, 3), (argv, ended)


def test_row_17_folders_that_lead_out(
    workspace: Cli, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("home")
    (outside / "evil.yaml").write_text("playbook: evil\nSECRET: x\n")
    (outside / "evil.md.j2").write_text("SECRET")
    (workspace.folder / "playbooks").symlink_to(outside)
    (workspace.folder / "templates").mkdir()
    (workspace.folder / "templates" / "en").symlink_to(outside)
    for argv in (
        ["lint"],
        ["start", "evil", "--no-walk"],
        ["playbook", "show", "evil"],
        ["template", "show", "evil"],
        ["draft", "evil", "--no-case"],
    ):
        ended = workspace(*argv)
        assert ended.code in (2, 3), argv
        assert "SECRET" not in ended.out + ended.err


@pytest.mark.parametrize(
    "name",
    ["../../../etc/passwd", "/proc/self/environ", "a/../../b", "C:\\x", "CON", "x:s", "*", "~"],
)
def test_row_16_a_name_on_the_command_line_is_never_a_path(workspace: Cli, name: str) -> None:
    for argv in (
        ["start", name, "--no-walk"],
        ["playbook", "show", name],
        ["template", "show", name],
        ["draft", name, "--no-case"],
    ):
        ended = workspace(*argv)
        assert ended.code == 2, (argv, ended.err)
        assert "root:" not in ended.out + ended.err


@pytest.mark.parametrize(
    ("first", "second"),
    [("Leak", "leak"), (unicodedata.normalize("NFC", "é"), unicodedata.normalize("NFD", "é"))],
)
def test_row_19_names_that_some_systems_take_for_one(
    workspace: Cli, first: str, second: str
) -> None:
    for name in (first, second):
        workspace.write(f"playbooks/{name}.yaml", f"playbook: {name}\n")
    ended = workspace("lint")
    assert ended.code == 3
    assert "same-name" in ended.out


HOSTILE_NAMES = ["a\x1b[2J.yaml", "a\nFORGED: error.yaml", "a\u202elmay.yaml", "[link=x]a[B].yaml"]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_names_of_files_are_made_visible(workspace: Cli, name: str) -> None:
    workspace.write(f"playbooks/{name}", "playbook: x\n")
    workspace.write(f"playbooks/drills/{name}", "scenario: x\n")
    workspace.write(f"templates/en/{name.replace('.yaml', '.md.j2')}", "x")
    assert workspace("lint").code == 3
    assert workspace("lint", "--json").code == 3
    assert workspace("lint", f"playbooks/{name}").code == 3
    assert workspace("test", f"playbooks/drills/{name}").code == 3
    workspace("test", f"playbooks/drills/{name}", "--json")
    for argv in (["playbook", "list"], ["template", "list"], ["start", "general", "--no-walk"]):
        workspace(*argv)
        workspace(*argv, "--json")
    stem = name.removesuffix(".yaml")
    assert workspace("start", stem, "--no-walk").code == 3
    assert workspace("draft", stem, "--no-case").code == 3


def test_row_30_a_template_named_like_code(workspace: Cli) -> None:
    name = "x{import}'\"%s"
    workspace.write(f"templates/en/{name}.md.j2", f"---\ntemplate: '{name}'\n---\nhello\n")
    for argv in (["lint"], ["draft", name, "--no-case"], ["template", "show", name]):
        assert workspace(*argv).code == 3, argv


# --- templates: rows 22 to 31 ---------------------------------------------------------------------


def test_every_template_attack_is_found_by_lint(workspace: Cli, corpus: Corpus) -> None:
    head = corpus["TEMPLATE_HEAD"]
    for number, body in enumerate(corpus["TEMPLATES"]):
        text = head.replace("template: evil", f"template: evil{number}") + body
        workspace.write(f"templates/en/evil{number}.md.j2", text)
    ended = workspace("lint", "--json")
    assert ended.code == 3
    said = {
        finding["path"].rpartition("/")[2]
        for finding in ended.json["findings"]
        if finding["severity"] == "error" and finding["line"]
    }
    missed = {f"evil{n}.md.j2" for n in range(len(corpus["TEMPLATES"]))} - said
    assert {corpus["TEMPLATES"][int(name[4:-6])] for name in missed} == set()
    assert workspace("lint").code == 3


def test_every_template_attack_is_refused_when_drafted(workspace: Cli, corpus: Corpus) -> None:
    accepted = []
    for body in corpus["TEMPLATES"]:
        workspace.write("templates/en/evil.md.j2", corpus["TEMPLATE_HEAD"] + body)
        ended = workspace("draft", "evil", "--no-case", document=True)
        assert ended.code in (0, 2, 3), body
        if ended.code == 0:
            accepted.append(body)
            assert len(ended.out) < 100
    # Unsound to lint, which knows the facts, and harmless here: a gap, a constant condition.
    assert all("__" not in body and "*" not in body for body in accepted)
    assert len(accepted) < 6


@pytest.mark.parametrize(
    "body", ["{{ event.__class__ }}", "{% for a in a %}", "x\x1b[2J", "\u2028"]
)
def test_a_hostile_template_in_a_case(workspace: Cli, corpus: Corpus, body: str) -> None:
    workspace.write("templates/en/holding.md.j2", corpus["TEMPLATE_HEAD"] + body)
    workspace.write("templates/zh/holding.md.j2", corpus["TEMPLATE_HEAD"] + body)
    workspace.open("data-leak")
    entries = len(workspace.ok("log", "--json").json["events"])
    steps = workspace.ok("playbook", "show", "data-leak", "--json").json["steps"].values()
    step = next(s["id"] for s in steps if s.get("action", {}).get("template") == "holding")
    for argv in (
        ["draft", step],
        ["draft", "holding"],
        ["template", "show", "holding"],
        ["template", "show", "holding", "--json"],
    ):
        assert workspace(*argv).code == 3, argv
    assert "apology" in workspace.ok("template", "list").out
    assert len(workspace.ok("log", "--json").json["events"]) == entries
    workspace.ok("draft", "apology", document=True)


def test_an_include_of_a_file_is_none(workspace: Cli) -> None:
    for body in ("{% include '../../etc/passwd' %}", "{% include 'shared/../../x' %}"):
        head = "---\ntemplate: evil\nkind: holding\ntitle: T\n---\n"
        workspace.write("templates/en/evil.md.j2", head + body)
        ended = workspace("draft", "evil", "--no-case")
        assert ended.code in (2, 3)
        assert "root:" not in ended.out + ended.err
        workspace("lint")


def test_row_31_what_a_fact_holds_is_never_rendered(cli: Cli, corpus: Corpus) -> None:
    words = corpus["WORDS"]["templates"] + " [/B] [link=file:///x]y[/link] <script>"
    cli.open()
    cli.ok("fact", "set", f"event={words}", "--confirmed", "--source", "x")
    ended = cli.ok("draft", "holding", document=True)
    assert words in ended.out
    ended = cli.ok("draft", "holding", "--no-case", "--set", f"event={words}", document=True)
    assert words in ended.out
    assert "49" not in ended.out


# --- playbooks that keep every rule ---------------------------------------------------------------

VIEWS: tuple[list[str], ...] = (
    ["playbook", "list"],
    ["playbook", "show", "evil"],
    ["status"],
    ["next"],
    ["log"],
    ["brief"],
    ["why", "maybe"],
    ["why", "choose"],
    ["check", "look"],
    ["fact", "list", "--all"],
    ["cases"],
    [],
)


@pytest.mark.parametrize(
    "words",
    [
        "ok\nFORGED 11-21 10:10 CEO  approved d1",
        "[/B] [link=file:///etc/passwd]x[/link] [red] :skull: {{ 7*7 }} %s {0}",
        "a\u202eb\u2066c\u200bd\U000e0041",
        "e" + "\u0301" * 300,
        "\u3164",
        "x" * 5000,
    ],
    ids=["forged", "markup", "bidi", "marks", "blank", "long"],
)
def test_a_playbook_that_keeps_the_rules_and_means_ill(
    workspace: Cli, corpus: Corpus, words: str
) -> None:
    workspace.write(EVIL, corpus["hostile_but_valid"](words))
    workspace("lint")
    if workspace("start", "evil", "--no-walk", "--title", words).code == 3:
        return  # lint knows better
    for view in VIEWS:
        for form in ([], ["--color", "always"], ["--json"]):
            if form != ["--json"] or view:
                workspace.ok(*view, *form)
    workspace("resume", answers=["0", "0", "0", "0"])
    workspace("done", "look", "--set", "odd=three")
    workspace.ok("claim", "look", "--as", words[:3000])
    workspace("done", "look", "--set", "odd=" + words[:3000])  # may be the label of an option
    workspace("done", "look", "--set", "odd=one")
    workspace.ok("decide", "choose", "b", "--because", words[:3000] or "x")
    workspace.ok("log")
    workspace("resume", answers=["1", "x", "0", "0"])
