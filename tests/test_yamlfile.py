"""The strict reader: plain data with places, and a cure for everything it refuses."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crisiskit.errors import ExitCode
from crisiskit.yamlfile import BadFile, Document, Mark, Problem, parse, read, read_text
from crisiskit.yamlfile.syntax import refused_by_loaders


def problems(source: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(BadFile) as caught:
        parse(source, "x.yaml")
    return caught.value.problems


def only(source: str | bytes) -> Problem:
    (problem,) = problems(source)
    return problem


# --- plain data -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    ["no", "on", "yes", "1:30", "012", "1_000", "2024-05-01", "~", "null", "1e3", "0x1f", ".inf"],
)
def test_what_is_written_stays_text(word: str) -> None:
    assert parse(f"id: {word}\n").data == {"id": word}


def test_maps_lists_blocks_and_quotes() -> None:
    source = "a: [x, 'y: z']\nb:\n  c: |\n    one # two\n    three\n  d: >-\n    folded\n    text\n"
    assert parse(source).data == {
        "a": ["x", "y: z"],
        "b": {"c": "one # two\nthree\n", "d": "folded text"},
    }


@pytest.mark.parametrize("source", ["", "\n\n", "# only a comment\n", "---\n"])
def test_no_text_is_an_empty_map_or_text(source: str) -> None:
    assert not parse(source).data


def test_windows_line_ends_and_a_utf8_mark_are_fine() -> None:
    document = parse("\ufeffa: 1\r\nb: 二\r\n".encode())
    assert document.data == {"a": "1", "b": "二"}
    assert document.mark(("b",)) == Mark(2, 4)


def test_a_comment_after_a_value_is_a_comment() -> None:
    assert parse("a: text # words\nb: # why\n  c: d\n").data == {"a": "text", "b": {"c": "d"}}


trees = st.recursive(
    st.text(
        st.characters(
            exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\u2028\u2029\ufeff"
        ),
        max_size=30,
    ),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abcdefgh_-中文", min_size=1, max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(trees, st.booleans())
def test_a_dumped_tree_comes_back(tree: Any, flow: bool) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    document = parse(text)
    assert document.data == tree
    assert all(_within(mark, text) for mark in _marks(document, (), tree))
    assert refused_by_loaders(text) is None


SIGNS = "ab0:-?[]{},|>'\"#=%@_.+\n "
PIECES = (
    *(": ", "? ", "- ", " #", "\n  ", "\n- ", "a: ", "{a: ", "[a, ", "|\n ", ">-\n  ", "|2", "<<"),
    *("0x_", "2026-", "02-30", "T25:00:00", "9" * 300, "x" * 1030, "'q'", '"q":', "\\x41"),
    *("---", "...", "\r\n", "中", "？", "\u00a0"),
)
pieces = st.sampled_from([*SIGNS, *PIECES])


@settings(max_examples=400)
@given(st.lists(pieces, max_size=14).map("".join), st.sampled_from(["", "[", "{", "a: |", "- "]))
def test_what_is_not_doubtful_is_taken_by_both_loaders(text: str, head: str) -> None:
    """So that the slow one need not be asked about ordinary files."""
    try:
        document = parse(head + text + {"[": "]", "{": "}"}.get(head, ""))
    except BadFile:
        return
    assert document.doubtful or refused_by_loaders(document.text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("a: |#b\n  c", "{a: who?}", "[a?b]", "a: =", "a: <<", "a: 0b_", "a: 2026-02-30"),
        *("a: " + "9" * 5000, "a: " + "1:" * 300 + "1.5"),
    ],
)
def test_what_a_loader_refuses_is_doubtful(text: str) -> None:
    assert parse(text).doubtful
    assert refused_by_loaders(text) is not None


@pytest.mark.parametrize("text", ['{a: "who?"}', "a: who?", "a: 2026-02-03", "a: 1.0.0", "a: 20m"])
def test_ordinary_texts_are_not_doubtful(text: str) -> None:
    assert not parse(text).doubtful


def _marks(document: Document, at: tuple[str | int, ...], tree: Any) -> list[Mark]:
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree)
    if isinstance(tree, str):
        return [document.mark(at)]
    return [document.mark(at)] + [m for key, it in inner for m in _marks(document, (*at, key), it)]


def _within(mark: Mark, text: str) -> bool:
    lines = text.split("\n")
    return 1 <= mark.line <= len(lines) and 1 <= mark.column <= len(lines[mark.line - 1]) + 1


@given(st.binary(max_size=200) | st.text("ab:-?[]{},&*!|>'\"%@`#\\ \n\t0", max_size=60))
def test_anything_else_is_refused_with_problems(source: bytes | str) -> None:
    refused = None
    try:
        parse(source)
    except BadFile as error:
        refused = error
    assert refused is None or (refused.code is ExitCode.FILE and refused.problems)


@given(st.text("ab:-?[]{},&*!|>'\"#\\ \n", max_size=40))
def test_the_pure_parser_gives_the_same_data(source: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        fast = _data_or_refusal(source)
        patch.delattr(yaml, "CSafeLoader")
        pure = _data_or_refusal(source)
    # They differ in a few flow forms; then one refuses, and `yaml-portable` tells.
    assert fast == pure or "refused" in (fast, pure)


def _data_or_refusal(source: str) -> Any:
    try:
        return parse(source).data
    except BadFile:
        return "refused"


# --- places ---------------------------------------------------------------------------------------


def test_every_key_and_value_has_its_place() -> None:
    document = parse(
        "phases:\n  emergency:\n    - id: 核实\n      do: {zh: 字, en: word}\n", "p.yaml"
    )
    at = ("phases", "emergency", 0)
    assert document.mark() == Mark(1, 1)
    assert document.mark(("phases",), key=True) == Mark(1, 1)
    assert document.mark((*at, "id")) == Mark(3, 11)
    assert document.mark((*at, "id"), key=True) == Mark(3, 7)
    assert document.mark((*at, "do", "en")) == Mark(4, 23)
    assert document.mark(at) == Mark(3, 7)


def test_what_is_not_there_has_the_place_of_what_would_hold_it() -> None:
    document = parse("a:\n  b: [x]\n")
    assert document.mark(("a", "b", 7)) == document.mark(("a", "b"))
    assert document.mark(("a", "nothing", 1)) == document.mark(("a",))


def test_lines_count_from_where_the_text_begins_in_its_file() -> None:
    assert parse("a: b\n", first_line=10).mark(("a",)) == Mark(10, 4)
    with pytest.raises(BadFile) as caught:
        parse("a: b\na: c\n", first_line=10)
    assert caught.value.line == 11


# --- refusals -------------------------------------------------------------------------------------


def test_a_key_twice_names_both_lines() -> None:
    problem = only("a: 1\nb: 2\na: 3\n")
    assert (problem.rule, problem.mark) == ("duplicate-key", Mark(3, 1))
    assert "line 1" in problem.message


@pytest.mark.parametrize(
    ("source", "mark"),
    [
        ("title: 微博 #话题#\n", Mark(1, 10)),
        ("a: [x, y #z\n  ]\n", Mark(1, 9)),
        ("title: #话题\n", Mark(1, 7)),
        ("- text   #tag\n", Mark(1, 7)),
    ],
)
def test_text_that_yaml_would_drop_as_a_comment(source: str, mark: Mark) -> None:
    problem = only(source)
    assert (problem.rule, problem.mark) == ("comment-in-text", mark)
    assert "#" in problem.message


@pytest.mark.parametrize("source", ["a: x#y\n", "a: 'x #y'\n", "a: |\n  x #y\n", "a: b # c\n#d\n"])
def test_a_hash_that_drops_nothing_is_fine(source: str) -> None:
    parse(source)


def test_text_that_a_comma_cuts_in_two() -> None:
    problem = only("label: {zh: 否, en: No, discuss again}\n")
    assert (problem.rule, problem.mark) == ("comma-in-text", Mark(1, 24))


def test_an_empty_value_in_braces_is_no_cut_text() -> None:
    assert parse("{a: , b: x}").data == {"a": "", "b": "x"}


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("a: &x b\n", "anchor"),
        ("a: *x\n", "alias"),
        ("a: !!str b\n", "tag"),
        ("a: ! b\n", "tag"),
        ("<<: {a: b}\n", "merge-key"),
        ("[a]: b\n", "bad-key"),
        ("? {a: b}\n: c\n", "bad-key"),
        ("'': b\n", "bad-key"),
        ("a: b\n---\nc: d\n", "one-document"),
        ("%YAML 1.1\n---\na: b\n", "directive"),
        ("a:\tb\n", "tab"),
        ('a: "\\t"\n', "control-character"),
        ('a: "\\e[31m"\n', "control-character"),
        ('a: "\\0"\n', "control-character"),
        ("a: \x1b[31m\n", "control-character"),
        ("a: b\rc: d\n", "control-character"),
        ("a: \u2028\n", "control-character"),
        ("a: [b\n", "yaml-syntax"),
        ("a: b: c\n", "yaml-syntax"),
        ("a: @b\n", "yaml-syntax"),
        ("[" * 65 + "]" * 65, "too-deep"),
        ("x" * (1 << 20) + "y", "too-large"),
    ],
)
def test_what_is_not_ours_is_refused_with_a_place(source: str, rule: str) -> None:
    first = problems(source)[0]
    assert first.rule == rule
    assert (first.mark is None) == (rule == "too-large")


def test_sixty_four_deep_is_allowed() -> None:
    parse("[" * 64 + "]" * 64)


def test_all_that_can_be_told_is_told_in_one_go() -> None:
    found = problems("a: &x 1\nb: *x\na: 2\nc: d #e\n")
    assert [problem.rule for problem in found] == [
        "anchor",
        "alias",
        "duplicate-key",
        "comment-in-text",
    ]


def test_the_error_gives_the_first_and_lists_the_rest() -> None:
    with pytest.raises(BadFile) as caught:
        parse("a: &x 1\n" + "a: 2\n" * 9, "plan.yaml")
    assert caught.value.place == "plan.yaml:1:4"
    assert "2" in str(caught.value.hint)
    assert "4" in str(caught.value.hint).splitlines()[-1]


@pytest.mark.parametrize("words", ["mapping values", "block end", "',' or '}'"])
def test_the_parser_s_complaints_come_with_a_cure(words: str) -> None:
    source = {
        "mapping values": "a: b: c\n",
        "block end": "a:\n    b: c\n  d: e\n",
        "',' or '}'": "a: {b: c d: e: f\n",
    }[words]
    assert problems(source)[0].hint


# --- files ----------------------------------------------------------------------------------------


def test_a_file_is_read_with_its_path(tmp_path: Path) -> None:
    path = tmp_path / "预案.yaml"
    path.write_text("a: b\n", encoding="utf-8")
    document = read(path)
    assert (document.data, document.path) == ({"a": "b"}, str(path))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadFile) as caught:
        read(tmp_path / "none.yaml")
    assert caught.value.problems[0].rule == "unreadable"


def test_a_link_inside_the_root_is_followed_and_one_outside_is_not(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "a.yaml").write_text("a: b\n")
    (root / "b.yaml").symlink_to("a.yaml")
    (tmp_path / "secret").write_text("s: t\n")
    (root / "c.yaml").symlink_to(tmp_path / "secret")
    assert read_text(root / "b.yaml", root) == "a: b\n"
    with pytest.raises(BadFile) as caught:
        read_text(root / "c.yaml", root)
    assert caught.value.problems[0].rule == "outside-root"


def test_bytes_that_are_not_utf8_are_told_with_their_place() -> None:
    problem = only("a: b\nc: 中\n".encode("gb18030"))
    assert (problem.rule, problem.mark) == ("encoding", Mark(2, 4))


def test_folded_chinese_has_no_blank_where_the_line_ended() -> None:
    """English keeps the blank; a literal block keeps its line ends."""
    folded = "zh: >-\n  先写时间。\n  不猜原因，找 PR\n  和法务。\nen: >-\n  no guess\n  at all\n"
    data = parse(folded + "raw: |-\n  一。\n  二。\n").data
    assert data["zh"] == "先写时间。不猜原因，找 PR 和法务。"
    assert data["en"] == "no guess at all"
    assert data["raw"] == "一。\n二。"
