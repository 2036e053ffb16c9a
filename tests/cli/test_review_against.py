"""crisiskit review: texts held against each other, from files and from a case."""

import json
from typing import Any

import pytest

Cli = Any

PARITY = "translation-parity"
ACROSS = ("--select", f"{PARITY},number-consistency,no-self-contradiction,fact-ledger")

ZH = """\
# 青禾电商关于订单误取消的致歉

我们误取消了812位顾客3月5日的订单，对不起。
全部订单3月8日24时前恢复，热线400-820-1000。
"""
EN = """\
# Qinghe: our apology for the cancelled orders

We cancelled orders of 821 customers on 5 March by mistake, and we are sorry.
All orders will be restored by midnight on 8 March. Our hotline is 400-820-1000.
"""
RIGHT = EN.replace("821", "812")
SCRIPT = "# 关于误取消的问答\n\n问：多少人受影响？\n答：受影响的顾客有821位。\n"

GOLDEN = """\
en.md:3:24: error: Here it is "821 customers", in the Chinese version "812位": one of the two is \
wrong. [translation-parity]
    3 | We cancelled orders of 821 customers on 5 March by mistake, and we are sorry.
      |                        ^^^^^^^^^^^^^
    zh.md:3:7: "我们误取消了812位顾客3月5日的订单，对不起。"
    Find out which one is right and write it in both; readers lay the two side by side.
"""


@pytest.fixture
def files(cli: Cli) -> Cli:
    """The statement in both languages, with another number in the English one."""
    cli.write("zh.md", ZH)
    cli.write("en.md", EN)
    return cli


@pytest.fixture
def case(cli: Cli) -> Cli:
    """The same as a document of a case that speaks both languages."""
    cli.write("crisiskit.yaml", "languages: [zh, en]\ntimezone: Asia/Shanghai\n")
    cli.ok("start", "data-leak", "--title", "x", "--no-walk", "--lang", "en")
    cli.ok("draft", "apology")
    write(cli, zh=ZH, en=EN)
    return cli


def write(cli: Cli, document: str = "d1", **texts: str) -> None:
    """New words for texts of a document."""
    for language, words in texts.items():
        cli.write("new.md", words)
        cli.ok("edit", document, "--file", "new.md", "--lang", language)


def code_of(cli: Cli) -> str:
    (one,) = cli.data("cases")["cases"]
    return str(one["code"])


def found(cli: Cli, *words: str) -> list[tuple[str, str, list[str]]]:
    """Rule, path, and the paths of related places."""
    findings = cli("review", *words, *ACROSS, "--json").json["findings"]
    return [(one["rule"], one["path"], [to["path"] for to in one["related"]]) for one in findings]


# --- files ----------------------------------------------------------------------------------------


def test_one_number_changed_in_the_english_version(files: Cli) -> None:
    ended = files("review", "en.md", "--against", "zh.md", *ACROSS)
    assert (ended.code, ended.out) == (1, GOLDEN)
    files.write("en.md", RIGHT)
    ended = files("review", "en.md", "--against", "zh.md", *ACROSS)
    assert (ended.code, ended.out) == (0, "")


def test_in_chinese_and_the_other_way(files: Cli) -> None:
    ended = files("review", "zh.md", "--against", "en.md", *ACROSS, "--lang", "zh")
    assert (
        "zh.md:3:7: 错误: 这里是「812位」，英文版是「821 customers」：必有一个是错的。" in ended.out
    )
    assert "en.md:3:24: 「We cancelled orders of 821 customers" in ended.out


def test_both_places_in_the_forms_for_machines(files: Cli) -> None:
    (finding,) = files("review", "en.md", "--against", "zh.md", *ACROSS, "--json").json["findings"]
    start, end = finding["span"]
    assert EN[start:end] == "821 customers"
    (related,) = finding["related"]
    assert (related["path"], related["line"], related["column"]) == ("zh.md", 3, 7)
    assert "812位" in related["message"]
    sarif = files("review", "en.md", "--against", "zh.md", *ACROSS, "--format", "sarif")
    (result,) = json.loads(sarif.out)["runs"][0]["results"]
    (place,) = result["relatedLocations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "zh.md"
    assert place["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 7}
    assert "812位" in place["message"]["text"]
    rdjson = files("review", "en.md", "--against", "zh.md", *ACROSS, "--format", "rdjson")
    (row,) = json.loads(rdjson.out)["diagnostics"]
    (place,) = row["relatedLocations"]
    column = len("我们误取消了".encode()) + 1
    assert place["location"]["range"]["start"] == {"line": 3, "column": column}


def test_files_are_compared_only_when_that_is_asked(files: Cli) -> None:
    assert found(files, "zh.md", "en.md") == []
    assert found(files, "zh.md", "en.md", "--against", "zh.md") == [(PARITY, "en.md", ["zh.md"])]


def test_a_waiver_in_the_text_lifts_it(files: Cli) -> None:
    files.write("en.md", f"<!-- crisiskit: ignore[{PARITY}] counted later by=lead -->\n{EN}")
    waived = files("review", "en.md", "--against", "zh.md", *ACROSS)
    assert waived.code == 1  # the comment covers the paragraph below it: the title
    lines = EN.split("\n")
    lines.insert(2, f"<!-- crisiskit: ignore[{PARITY}] counted later by=lead -->")
    files.write("en.md", "\n".join(lines))
    waived = files("review", "en.md", "--against", "zh.md", *ACROSS)
    assert (waived.code, waived.out) == (0, "")
    assert "counted later" in waived.err


def test_what_cannot_be_compared_with(files: Cli) -> None:
    files.write("empty.md", "\n")
    unusable = files("review", "en.md", "--against", "empty.md", *ACROSS)
    assert unusable.code == 3
    assert "empty.md: error: " in unusable.out
    files.write("head.md", f"---\nkind: apolgy\n---\n{ZH}")
    assert files("review", "en.md", "--against", "head.md", *ACROSS).code == 3
    nothing = files("review", "en.md", "--against", "9999-99")
    assert nothing.code == 2
    assert "neither a text nor a case" in nothing.err
    files.write("in/a.md", ZH)
    assert files("review", "en.md", "--against", "in").code == 2


# --- a case ---------------------------------------------------------------------------------------


def test_the_languages_of_a_document(case: Cli) -> None:
    ((rule, path, related),) = found(case, "d1")
    assert rule == PARITY
    assert {path, *related} == {"d1/zh", "d1/en"}
    for language, other in (("zh", "en"), ("en", "zh")):
        assert found(case, "d1", "--for", language) == [(PARITY, f"d1/{language}", [f"d1/{other}"])]
    write(case, en=RIGHT)
    assert found(case, "d1") == []


def test_another_document_of_the_case(case: Cli) -> None:
    write(case, en=RIGHT, zh=ZH.replace("误取消了812位顾客", "误取消订单，受影响的顾客有812位，"))
    case.ok("draft", "qa")
    write(case, "d2", zh=SCRIPT, en="Q: Will I be paid back?\nA: We are sorry. Please wait.\n")
    across = [one for one in found(case, "d2") if one[0] == "number-consistency"]
    assert across == [("number-consistency", "d2/zh", ["d1/zh"])]


def test_a_file_against_the_texts_and_the_facts_of_a_case(case: Cli) -> None:
    write(case, en=RIGHT, zh=ZH.replace("误取消了812位顾客", "误取消订单，受影响的顾客有812位，"))
    case.write("qa.md", SCRIPT)
    code = code_of(case)
    assert found(case, "qa.md") == []
    assert found(case, "qa.md", "--against", code) == [("number-consistency", "qa.md", ["d1/zh"])]
    case.ok("fact", "set", "people_affected=812", "--confirmed", "--source", "x")
    rules = {rule for rule, _path, _related in found(case, "qa.md", "--against", code)}
    assert rules == {"number-consistency", "fact-ledger"}


def test_a_translation_from_outside_against_the_case(case: Cli) -> None:
    write(case, en="Our apology.\n\nWe are sorry.\n")
    case.write("from-agency.md", EN)
    (finding,) = found(case, "from-agency.md", "--against", code_of(case))
    assert finding == (PARITY, "from-agency.md", ["d1/zh"])


def test_a_document_is_held_against_its_own_case(case: Cli) -> None:
    own = code_of(case)
    assert len(found(case, "d1", "--against", own)) == 1
    case.ok("start", "data-leak", "--title", "y", "--no-walk", "--lang", "en")
    codes = [str(one["code"]) for one in case.data("cases")["cases"]]
    (other,) = [code for code in codes if code != own]
    ended = case("review", "d1", "--case", own, "--against", other)
    assert ended.code == 2
    assert own in ended.err


def test_a_new_version_against_the_one_that_went_out(case: Cli) -> None:
    words = ZH.replace("误取消了812位顾客", "误取消订单，受影响的顾客有812位，")
    write(case, en=RIGHT, zh=words)
    published = ("publish", "d1", "--channel", "weibo", "--unapproved", "--because", "x")
    case.ok(*published, "--confirm", code_of(case))
    assert found(case, "d1") == []
    write(case, zh=words.replace("812", "930"), en=RIGHT.replace("812", "930"))
    ((rule, path, related),) = found(case, "d1", "--for", "zh")
    assert (rule, path) == ("no-self-contradiction", "d1/zh")
    assert related[0].startswith("d1@")
    write(case, zh=words.replace("受影响的顾客有812位", "截至3月7日受影响的顾客有930位"))
    assert "no-self-contradiction" not in {one[0] for one in found(case, "d1", "--for", "zh")}
