"""crisiskit review through the command line: what it reads, is told about it, and says."""

import json
from pathlib import Path
from typing import Any

import pytest

Cli = Any

RULE = "no-conditional-apology"
ONLY = ("--select", RULE)
"""Rules that others add say nothing here."""

BAD = {
    "zh-Hans": "如果给您造成不便，我们深表歉意。\n",
    "zh-Hant": "如果給您造成不便，我們深表歉意。\n",
    "en": "We are sorry if anyone was upset by the delay.\n",
}
GOOD = {
    "zh-Hans": "我们让812位顾客多等了四天，对不起。\n",
    "zh-Hant": "我們讓812位顧客多等了四天，對不起。\n",
    "en": "We made 812 customers wait four days. We are sorry.\n",
}


def found(cli: Cli, *words: str, **more: Any) -> list[dict[str, Any]]:
    """The findings of one rule, as JSON."""
    return list(cli("review", *words, *ONLY, "--json", **more).json["findings"])


def about(cli: Cli, *words: str, **more: Any) -> dict[str, Any]:
    """What was known of the only text."""
    (text,) = cli("review", *words, *ONLY, "--json", **more).json["texts"]
    return dict(text)


MESSAGE = '"如果给您造成不便" makes the harm a matter of doubt, and the apology with it.'
GOLDEN = f"""\
声明.md:3:1: error: {MESSAGE} [{RULE}]
    3 | 如果给您造成不便，我们深表歉意。
      | ^^^^^^^^^^^^^^^^
    Say what happened to whom, without “if”: you know that it did.
"""


# --- what is said ---------------------------------------------------------------------------------


def test_text_shows_the_line_and_the_words(cli: Cli) -> None:
    cli.write("声明.md", f"# 青禾电商致歉\n\n{BAD['zh-Hans']}")
    ended = cli("review", "声明.md", *ONLY)
    assert ended.code == 1
    assert ended.out == GOLDEN
    assert ended.err == "声明.md is taken for: apology, zh-Hans.\n1 errors, 0 warnings, 0 notes\n"


def test_in_chinese(cli: Cli) -> None:
    cli.write("声明.md", f"# 青禾电商致歉\n\n{BAD['zh-Hans']}")
    ended = cli("review", "声明.md", *ONLY, "--lang", "zh")
    assert "声明.md:3:1: 错误: " in ended.out
    assert "声明.md 按致歉声明 (apology)审读，zh-Hans。" in ended.err


@pytest.mark.parametrize("language", list(BAD))
def test_the_language_is_recognised_and_its_words_are_known(cli: Cli, language: str) -> None:
    cli.write("bad.md", BAD[language])
    cli.write("good.md", GOOD[language])
    assert about(cli, "bad.md")["language"] == language
    assert [one["rule"] for one in found(cli, "bad.md")] == [RULE]
    assert found(cli, "good.md") == []
    assert cli("review", "good.md", *ONLY).code == 0


def test_json_gives_the_span_of_the_words_in_the_file(cli: Cli) -> None:
    text = f"---\nkind: apology\n---\n# 致歉\r\n\r\n  {BAD['zh-Hans']}"
    cli.write("a.md", text)
    (finding,) = found(cli, "a.md")
    start, end = finding["span"]
    assert text[start:end] == "如果给您造成不便" == finding["about"]
    assert (finding["line"], finding["column"], finding["end"]) == (6, 3, [6, 11])
    assert finding["code"] == "CS105"


def test_sarif_and_other_files_besides(cli: Cli) -> None:
    cli.write("a.md", BAD["en"])
    ended = cli("review", "a.md", *ONLY, "--output", "sarif=r.sarif", "--output", "junit=r.xml")
    assert ended.code == 1
    (run,) = json.loads((cli.folder / "r.sarif").read_text("utf-8"))["runs"]
    (result,) = run["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 14, "endLine": 1, "endColumn": 27}
    assert run["tool"]["driver"]["rules"][0]["properties"]["code"] == "CS105"
    assert 'name="crisiskit review"' in (cli.folder / "r.xml").read_text("utf-8")


def test_statistics_and_the_fail_level(cli: Cli) -> None:
    cli.write("a.md", BAD["en"] * 2)
    assert "    2  CS105  no-conditional-apology\n" in cli("review", "a.md", "--statistics").out
    assert cli("review", "a.md", *ONLY, "--severity", "CS105=warning").code == 0
    assert cli("review", "a.md", *ONLY, "--fail-on", "never").code == 0
    assert cli("review", "a.md", "--ignore", "all").out == ""


# --- which texts ----------------------------------------------------------------------------------


def test_standard_input(cli: Cli) -> None:
    ended = cli("review", "-", *ONLY, "--format", "concise", stdin=BAD["zh-Hant"])
    assert ended.code == 1
    assert ended.out.startswith("-:1:1: error: ")
    words = ("--stdin-filename", "x/a.md", "--format", "concise")
    named = cli("review", "-", *ONLY, *words, stdin=BAD["en"])
    assert named.out.startswith("x/a.md:1:14: error: ")


def test_several_files_and_folders(cli: Cli) -> None:
    cli.write("in/a.md", BAD["en"])
    cli.write("in/b/c.txt", BAD["zh-Hans"])
    cli.write("in/d.yaml", "a: b\n")
    cli.write("e.md", GOOD["en"])
    ended = cli("review", "in", "e.md", "in/a.md", *ONLY, "--json")
    assert [one["path"] for one in ended.json["findings"]] == ["in/a.md", "in/b/c.txt"]
    assert ended.json["files"] == 4
    assert cli("review", "in/d.yaml").code in (0, 1)
    cli.write("none/d.yaml", "a: b\n")
    assert cli("review", "none").code == 2


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "empty-text"),
        (b" \n\t\n", "empty-text"),
        (b"<!-- only a comment -->\n", "empty-text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "encoding"),
        (b"abc\x00def", "control-character"),
        ("致歉".encode("utf-16"), "encoding"),
        ("致歉".encode("gb18030"), "encoding"),
        (b"a" * (1 << 20) + b"b", "too-large"),
    ],
)
def test_what_is_no_text_cannot_be_used(cli: Cli, content: bytes, rule: str) -> None:
    cli.write("a.md", content)
    cli.write("b.md", BAD["en"])
    ended = cli("review", "a.md", "b.md", "--select", RULE, "--json")
    assert ended.code == 3
    assert [one["rule"] for one in ended.json["findings"]] == [rule, RULE]


def test_a_byte_order_mark_is_no_character(cli: Cli) -> None:
    cli.write("a.md", b"\xef\xbb\xbf" + BAD["en"].encode())
    assert found(cli, "a.md")[0]["span"] == [13, 26]


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000, "。" * 330_000, "“" * 330_000, "\n" * 999_999 + "x"]
)
def test_a_million_characters_of_nonsense(cli: Cli, text: str) -> None:
    cli.write("a.md", text)
    assert cli("review", "a.md", *ONLY).code == 0


def test_names_of_nothing(cli: Cli) -> None:
    missing = cli("review", "nothing.md")
    assert missing.code == 3
    assert "nothing.md: error: This file cannot be read" in missing.out
    neither = cli("review", "nothing")
    assert neither.code == 2
    assert "neither a file nor a document" in neither.err
    assert cli("review").code == 2
    assert cli("review", "a\0b.md").code == 3


# --- what is told about a text --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("--kind", "apolgy"), '"apology"'),
        (("--language", "zh-Hand"), '"zh-Han'),
        (("--responsibility", "ours"), "preventable"),
        (("--harm", "deaht"), '"death"'),
        (("--published", "soon"), "2026-11-21 02:10"),
        (("--facts", "none.yaml"), "none.yaml"),
        (("--select", "no-condtional-apology"), f'"{RULE}"'),
        (("--select", "cycle"), "--kind lint"),
        (("--ignore", "cylce"), '"cycle"'),
        (("--format", "sarfi"), '"sarif"'),
    ],
)
def test_a_slip_says_what_was_meant(cli: Cli, words: tuple[str, ...], hint: str) -> None:
    cli.write("a.md", GOOD["en"])
    ended = cli("review", "a.md", *words)
    assert ended.code == (3 if words[0] == "--facts" else 2)
    assert hint in ended.err


def test_the_kind_decides_how_grave_it_is(cli: Cli) -> None:
    cli.write("a.md", BAD["en"])
    levels = [
        [one["severity"] for one in found(cli, "a.md", "--kind", kind)]
        for kind in ("apology", "holding", "internal")
    ]
    assert levels == [["error"], ["warning"], []]


def test_what_is_told_is_not_recognised(cli: Cli) -> None:
    cli.write("a.md", BAD["en"])
    told = about(cli, "a.md", "--kind", "recall", "--language", "en")
    assert (told["kind"], told["language"], told["recognised"]) == ("recall", "en", [])
    ended = cli("review", "a.md", "--kind", "recall", "--language", "en", *ONLY)
    assert "taken for" not in ended.err


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# 关于3月5日订单误取消的致歉\n\n事情如下。\n", "apology"),
        ("道歉信\n\n各位顾客：\n\n我们错了。\n", "apology"),
        ("# 青禾电商关于泄密一事的处理通报\n\n经查，处理如下。\n", "handling"),
        ("# 关于召回K17电热水壶并致歉的公告\n\n我们决定召回。\n", "recall"),
        ("辟谣声明\n\n网传消息不属实。\n", "clarification"),
        ("# 关于您个人信息泄露的告知\n\n您的姓名被人取走。\n", "breach"),
        ("# 致全体员工的道歉信\n\n各位同事：\n", "internal"),
        ("# 支付故障：第三次更新\n\n支付已恢复。\n", "status"),
        ("# 关于召回的问答口径\n\n问：能退吗？\n", "qa"),
        ("# 新闻发布会开场发言\n\n各位媒体朋友，\n", "press"),
        ("# 關於客戶個人資料外洩的聲明\n\n我們發現。\n", "breach"),
        ("# 情况说明\n\n我们注意到相关情况，正在核查。\n", "holding"),
        ("我们注意到相关情况，深表歉意，正在核查。\n", "holding"),
        ("对不起，我们发错了药。\n\n三位顾客受到影响。\n", "apology"),
        ("# Qinghe: our apology for the cancelled orders\n\nWe failed.\n", "apology"),
        ("# What we found and what we have decided\n\nThe facts.\n", "handling"),
        ("# Safety recall of kettle K17\n\nStop using it.\n", "recall"),
        ("# Setting the record straight on batch 305\n\nIt is safe.\n", "clarification"),
        ("# Notice of a personal data breach\n\nYour name was taken.\n", "breach"),
        ("# To all staff\n\nDear colleagues,\n", "internal"),
        ("# Payments outage: update 3\n\nPayments work.\n", "status"),
        ("# Questions and answers about the recall\n\nQ: Refunds?\n", "qa"),
        ("# Remarks at the press conference\n\nLadies and gentlemen,\n", "press"),
        ("# Qinghe: statement\n\nWe are looking into the reports.\n", "holding"),
    ],
)
def test_the_kind_is_recognised(cli: Cli, text: str, kind: str) -> None:
    assert about(cli, "-", stdin=text)["kind"] == kind


def test_a_text_that_breaks_off_is_an_excerpt(cli: Cli) -> None:
    assert about(cli, "-", stdin="……我们深表歉意。\n")["excerpt"]
    assert about(cli, "-", "--excerpt", stdin="我们深表歉意。\n")["excerpt"]
    assert not about(cli, "-", stdin="我们深表歉意。\n")["excerpt"]


HEAD = """\
---
kind: handling
responsibility: preventable
harm: money
published: 2026-03-06 18:00
listed: yes
facts:
  people_affected: 812
  cause: {value: 配置错误, status: unconfirmed}
---
"""


def test_a_text_says_about_itself_what_it_is(cli: Cli) -> None:
    cli.write("a.md", f"{HEAD}\n{BAD['zh-Hans']}")
    told = about(cli, "a.md", TZ="Asia/Shanghai")
    assert told["kind"] == "handling"
    assert told["recognised"] == ["language"]
    assert (told["responsibility"], told["harm"], told["facts"]) == ("preventable", "money", 2)
    assert told["published"] == "2026-03-06T18:00:00+08:00"
    assert found(cli, "a.md")[0]["line"] == 12


def test_the_command_line_wins_over_the_text(cli: Cli) -> None:
    cli.write("a.md", f"{HEAD}\n{BAD['zh-Hans']}")
    cli.write("f.yaml", "cause?: 停电\nhotline: {zh: 400-000-0000, en: 555-0100}\nnotes: {en: x}\n")
    flags = ("--kind", "recall", "--harm", "death", "--facts", "f.yaml")
    told = about(cli, "a.md", *flags, "--published", "2026-03-07T09:00+08:00", TZ="UTC")
    assert (told["kind"], told["harm"], told["responsibility"]) == (
        "recall",
        "death",
        "preventable",
    )
    assert told["facts"] == 3  # notes has no Chinese words
    assert told["published"] == "2026-03-07T09:00:00+08:00"
    cli.write("f.json", '{"cause": {"value": "停电", "status": "disputed"}, "more": ["a", "b"]}')
    assert about(cli, "a.md", "--facts", "f.json")["facts"] == 3


def test_a_time_with_an_offset_is_on_the_clock_of_those_who_read_it(cli: Cli) -> None:
    cli.write("a.md", f"---\npublished: 2026-07-17T19:30-05:00\n---\n{BAD['en']}")
    assert about(cli, "a.md", TZ="Asia/Shanghai")["published"] == "2026-07-17T19:30:00-05:00"
    cli.write("a.md", f"---\npublished: 2026-07-18T00:30Z\n---\n{BAD['en']}")
    assert about(cli, "a.md", TZ="Asia/Shanghai")["published"] == "2026-07-18T08:30:00+08:00"


@pytest.mark.parametrize(
    ("head", "line", "words"),
    [
        ("kind: apolgy\n", 2, "apology"),
        ("kind: apology\nresponsability: victim\n", 3, "responsibility"),
        ("published: soon\n", 2, "soon"),
        ("listed: perhaps\n", 2, "yes"),
        ("kind: [\n", 3, ""),
    ],
)
def test_a_slip_in_the_head_of_a_text(cli: Cli, head: str, line: int, words: str) -> None:
    cli.write("a.md", f"---\n{head}---\n{BAD['en']}")
    ended = cli("review", "a.md")
    assert ended.code == 3
    assert ended.out.startswith(f"a.md:{line}:")
    assert words in ended.out
    assert RULE not in ended.out


def test_a_line_in_a_text_is_no_head(cli: Cli) -> None:
    cli.write("a.md", f"---\n{BAD['en']}")
    assert [one["line"] for one in found(cli, "a.md")] == [2]


# --- waivers --------------------------------------------------------------------------------------


def waived(cli: Cli, comment: str, *words: str) -> Any:
    cli.write("a.md", f"# 致歉\n\n<!-- {comment} -->\n{BAD['zh-Hans']}")
    return cli("review", "a.md", "--select", f"{RULE},waiver", *words)


def test_a_waiver_with_its_reason_and_who_agreed(cli: Cli) -> None:
    ended = waived(cli, f"crisiskit: ignore[{RULE}] 引用原文 by=legal until 2026-12-31")
    assert (ended.code, ended.out) == (0, "")
    assert f"Waived by legal: {RULE}: 引用原文.\n" in ended.err
    data = waived(
        cli, f"crisiskit: ignore[{RULE}] 引用原文 by=legal until 2026-12-31", "--json"
    ).json
    assert data["waivers"] == [
        {
            "path": "a.md",
            "line": 3,
            "rules": [RULE],
            "reason": "引用原文",
            "by": "legal",
            "until": "2026-12-31",
        }
    ]


@pytest.mark.parametrize(
    ("comment", "rules"),
    [
        (f"crisiskit: ignore[{RULE}]", [RULE, "waiver-without-reason"]),
        ("crisiskit: ignore[no-condtional-apology] why", [RULE, "waiver-unknown-rule"]),
        (f"crisiskit: ignore[{RULE}] why until 2026-11-20", [RULE, "waiver-expired"]),
        (f"crisiskit: waive {RULE} by=GC", [RULE, "waiver-form"]),
        ("crisiskit: ignore[waiver-form] why", [RULE, "waiver-unused"]),
        ("a remark for colleagues", [RULE]),
    ],
)
def test_a_waiver_that_does_not_hold_is_told(cli: Cli, comment: str, rules: list[str]) -> None:
    ended = waived(cli, comment, "--json")
    assert sorted(one["rule"] for one in ended.json["findings"]) == sorted(rules)
    assert ended.json["waivers"] == []


def test_a_waiver_covers_its_paragraph_or_its_line(cli: Cli) -> None:
    why = f"<!-- crisiskit: ignore[{RULE}] why -->"
    cli.write(
        "a.md", f"{BAD['en'].strip()} {why}\n{BAD['en']}\n{why}\n{BAD['en'] * 2}\n{BAD['en']}"
    )
    assert [one["line"] for one in found(cli, "a.md")] == [2, 8]


def test_words_in_a_comment_go_out_to_nobody(cli: Cli) -> None:
    cli.write("a.md", f"Fine.\n\n<!-- {BAD['en']} over\nlines -->\n\n{BAD['en']}")
    assert [one["line"] for one in found(cli, "a.md")] == [7]


# --- the team -------------------------------------------------------------------------------------


def test_the_settings_of_the_team_hold_for_reviews_as_well(cli: Cli) -> None:
    cli.write("crisiskit.yaml", f"lint: {{ignore: [{RULE}]}}\n")
    cli.write("a.md", BAD["en"])
    for _again in range(2):  # the second time from memory
        told = cli("review", "a.md", "--severity", "harm=info", "--json").json["findings"]
        assert RULE not in {one["rule"] for one in told}
    cli.write("crisiskit.yaml", "lint: {severity: {CS105: warning}, fail_on: warning}\n")
    for _again in range(2):
        ended = cli("review", "a.md", "--json")
        assert ended.code == 1
        severities = {one["rule"]: one["severity"] for one in ended.json["findings"]}
        assert severities[RULE] == "warning"
    cli.write("crisiskit.yaml", "lint: {select: [cycle], per_file: {'old/*.md': [apology]}}\n")
    cli.write("old/a.md", BAD["en"])
    assert RULE in cli("review", "a.md").out  # a choice among the rules of lint is none here
    assert RULE not in cli("review", "old/a.md").out


def test_names_of_both_tables_are_known_in_the_settings(cli: Cli) -> None:
    cli.write(
        "crisiskit.yaml", f"lint: {{ignore: [{RULE}, cycle, CS1], severity: {{CS1: info}}}}\n"
    )
    cli.write("a.md", GOOD["en"])
    assert "unknown-name" not in cli("lint").out
    assert cli("review", "a.md", *ONLY).code == 0
    cli.write("crisiskit.yaml", "lint: {ignore: [no-condtional-apology]}\n")
    for command in (("lint",), ("review", "a.md")):
        ended = cli(*command)
        assert ended.code == 3
        assert f'"{RULE}"' in ended.out


def test_the_terms_of_the_team(cli: Cli) -> None:
    cli.write("crisiskit.yaml", "languages: [zh, en]\n")
    cli.write("a.md", "若有些许毛躁，我们深表歉意。\n")
    cli.write("b.md", "We apologise should feathers be ruffled.\n")
    assert found(cli, "a.md", "b.md", "--kind", "apology") == []
    terms = "conditional-harm:\n  zh: ['若有{4}毛躁']\n  en: ['should {20} ruffl*']\n"
    cli.write("review/ours.yaml", terms)
    for _again in range(2):  # the second time from memory
        spans = [one["about"] for one in found(cli, "a.md", "b.md", "--kind", "apology")]
        assert spans == ["若有些许毛躁", "should feathers be ruffled"]
    cli.write("review/ours.yaml", "conditional-harm: {zh: [周到]}\n")
    assert found(cli, "a.md", "b.md", "--kind", "apology") == []


@pytest.mark.parametrize("kept", [b"", b"{", b"[]", b'{"zh": []}', b'{"wish": {}}', b"null"])
def test_what_is_remembered_may_be_anything(cli: Cli, kept: bytes) -> None:
    settings = cli.write("crisiskit.yaml", "lint: {fail_on: never}\n")
    cli.write("review/ours.yaml", "conditional-harm: {zh: ['若有{4}不周']}\n")
    cli.write("a.md", "若有些许不周，我们深表歉意。\n")
    assert cli("review", "a.md", *ONLY).code == 0
    remembered = list((cli.folder / ".cache" / "crisiskit" / "review").iterdir())
    assert len(remembered) == 2
    for path in remembered:
        content = path.read_bytes()
        path.write_bytes(content[: content.rindex(b"{")] + kept)
    ended = cli("review", "a.md", *ONLY)
    assert (ended.code, settings.exists()) == (0, True)
    assert RULE in ended.out


@pytest.mark.parametrize(
    ("terms", "place", "words"),
    [
        ("conditional-harm:\n  zh: [甲, '{3}乙']\n", "2:11", "甲乙"[1]),
        ("conditional-harm:\n  en: [app*]\n", "2:8", "app*"),
        ("conditional-harm:\n  zh: ['甲{99}乙']\n", "2:8", "60"),
        ("condtional-harm:\n  zh: [甲]\n", "1:1", "conditional-harm"),
        ("conditional-harm:\n  fr: [si]\n", "2:3", "fr"),
        ("conditional-harm: 甲\n", "1:19", ""),
        ("conditional-harm: [\n", "2:1", ""),
    ],
)
def test_a_bad_term_of_the_team_is_told_with_its_place(
    cli: Cli, terms: str, place: str, words: str
) -> None:
    cli.write("crisiskit.yaml", "languages: [zh]\n")
    cli.write("review/ours.yaml", terms)
    cli.write("a.md", BAD["en"])
    for _again in range(2):
        ended = cli("review", "a.md", *ONLY)
        assert ended.code == 3
        assert f"review/ours.yaml:{place}: error: " in ended.out
        assert words in ended.out
        assert RULE in ended.out  # our own terms hold all the same


# --- the score ------------------------------------------------------------------------------------

APOLOGY = """\
# 青禾电商致歉

我们让812位顾客多等了四天，对不起。
责任在我们。
"""


def test_the_score_names_each_component_with_its_sentence(cli: Cli) -> None:
    cli.write("a.md", APOLOGY)
    told = about(cli, "a.md", "--score", "--responsibility", "preventable")["score"]
    components = {one["id"]: one for one in told["components"]}
    assert len(components) == 6
    start, end = components["AP-1"]["span"]
    assert APOLOGY[start:end] == components["AP-1"]["sentence"] == APOLOGY.split("\n")[2]
    assert components["AP-1"]["line"] == 3
    assert components["AP-6"]["sentence"] is None
    assert 0 < told["total"] < 1
    missing = [one["id"] for one in told["demands"] if one["sentence"] is None]
    assert missing == ["AP-5"]
    assert "score" not in about(cli, "a.md")


def test_the_score_for_people_stands_behind_the_findings(cli: Cli) -> None:
    cli.write("a.md", APOLOGY)
    ended = cli("review", "a.md", *ONLY, "--score", "--responsibility", "preventable")
    assert ended.code == 0
    assert ended.out.startswith("a.md: ")
    assert "         3 | 我们让812位顾客多等了四天，对不起。\n" in ended.out
    assert "(preventable) demands besides: repair" in ended.out
    assert "--responsibility" in cli("review", "a.md", *ONLY, "--score").out
    concise = cli("review", "a.md", *ONLY, "--score", "--format", "github")
    assert "a.md: " not in concise.out


# --- documents of a case --------------------------------------------------------------------------


@pytest.fixture
def drafted(cli: Cli) -> Cli:
    """A case with a document of two texts, the long one edited."""
    cli.open(kind="holding")
    cli.ok("responsibility", "preventable", "--because", "x")
    cli.ok("fact", "set", "people_affected=812", "company=A Ltd", "--confirmed", "--source", "x")
    cli.ok("fact", "set", "event=orders were cancelled")
    cli.ok("draft", "write")
    cli.write("new.md", BAD["en"])
    cli.ok("edit", "d1", "--file", "new.md")
    return cli


@pytest.mark.parametrize("name", ["d1", "write", "sign"])
def test_a_document_with_what_the_case_knows(drafted: Cli, name: str) -> None:
    ended = drafted("review", name, *ONLY, "--json", "--fail-on", "warning")
    assert ended.code == 1
    assert [one["path"] for one in ended.json["findings"]] == ["d1/en"]
    long, short = ended.json["texts"]
    assert (long["path"], short["path"]) == ("d1/en", "d1/en/weibo")
    assert (long["kind"], long["language"], long["recognised"]) == ("holding", "en", [])
    assert (long["responsibility"], long["facts"]) == ("preventable", 3)
    assert "taken for" not in ended.err


def test_one_text_of_a_document(drafted: Cli) -> None:
    assert drafted("review", "d1", "--for", "en/weibo", *ONLY).code == 0
    assert len(drafted("review", "d1", "--for", "en", "--json").json["texts"]) == 2
    ended = drafted("review", "d1", "--for", "zh")
    assert ended.code == 2
    assert "en, en/weibo" in ended.err


def test_flags_win_over_the_case(drafted: Cli) -> None:
    flags = ("--kind", "recall", "--responsibility", "victim", "--harm", "money")
    told = drafted("review", "d1", "--for", "en/weibo", *flags, "--json").json["texts"][0]
    assert (told["kind"], told["responsibility"], told["harm"]) == ("recall", "victim", "money")


def test_a_file_of_that_name_comes_first(drafted: Cli) -> None:
    drafted.write("d1", GOOD["en"])
    assert drafted("review", "d1", *ONLY).code == 0
    (code,) = [one["code"] for one in drafted.data("cases")["cases"]]
    assert drafted("review", "d1", *ONLY, "--case", code, "--fail-on", "warning").code == 1


def test_documents_that_are_not_there(drafted: Cli) -> None:
    ended = drafted("review", "d7")
    assert ended.code == 2
    assert "d1" in ended.err
    assert drafted("review", "d1", "--case", "9999-99").code == 2
    drafted.open()
    assert drafted("review", "d1").code == 4


def test_harm_and_the_kind_of_the_template_are_those_of_the_case(cli: Cli) -> None:
    cli.ok(
        "start", "data-leak", "--title", "数据外泄", "--no-walk", "--lang", "zh", "--broke", "08:00"
    )
    facts = ("harm=complaint", "data_out=yes", "leaked_fields=minors")
    cli.ok("fact", "set", *facts, "--lang", "zh")
    cli.ok("draft", "breach-notice", "--lang", "zh")
    (told,) = cli("review", "d1", "--for", "zh", "--json").json["texts"]
    assert (told["kind"], told["harm"], told["language"]) == ("breach", "privacy", "zh-Hans")
    cli.ok("fact", "set", "harm=severe-injury", "--lang", "zh")
    (told,) = cli("review", "d1", "--json").json["texts"]
    assert told["harm"] == "injury"


def test_a_checklist_is_no_statement(cli: Cli) -> None:
    cli.ok("start", "data-leak", "--title", "x", "--no-walk")
    cli.ok("draft", "press-conference")
    ended = cli("review", "d1")
    assert ended.code == 7
    assert "checklist" in ended.err


# --- rules ----------------------------------------------------------------------------------------


def test_rules_of_the_review_are_listed_with_their_levels(cli: Cli) -> None:
    listed = {one["name"]: one for one in cli.data("rules", "--kind", "review")["rules"]}
    assert all(one["code"].startswith("CS") for one in listed.values())
    rule = listed[RULE]
    assert rule["levels"]["apology"] == "error"
    assert rule["levels"]["holding"] == "warning"
    assert "internal" not in rule["levels"]
    assert "domain.md" in rule["source"]
    root = Path(__file__).parents[2]
    assert all((root / one["path"]).is_file() for one in listed.values())
    assert all(one["source"] for one in listed.values())
    assert "error: apology" in cli.ok("rules", "--kind", "review").out


def test_rules_of_both_are_listed_together(cli: Cli) -> None:
    both, of_lint, of_review = (
        [one["name"] for one in cli.data("rules", *words)["rules"]]
        for words in ((), ("--kind", "lint"), ("--kind", "review"))
    )
    assert both == of_lint + of_review
    assert RULE in [one["name"] for one in cli.data("rules", "--kind", "apology")["rules"]]


def test_rules_of_the_review_are_explained(cli: Cli) -> None:
    page = cli.ok("explain", RULE).out
    assert page.startswith(f"# CS105 {RULE}")
    assert cli.ok("explain", "CS105").out == cli.ok("explain", "cs105").out == page
    assert cli.data("explain", "CS105")["levels"]["apology"] == "error"
    slip = cli("explain", "no-condtional-apology")
    assert slip.code == 2
    assert f'"{RULE}"' in slip.err
    assert "--kind graph" in cli("explain", "graph").err
