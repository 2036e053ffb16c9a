"""Texts held against each other: what differs is found once, with both places."""

from pathlib import Path
from typing import Any

import pytest

from crisiskit.check import Diagnostic
from crisiskit.review.comparing import Side, compare
from crisiskit.review.comparing.atoms import atoms
from crisiskit.review.context import Context, Fact
from crisiskit.review.reviewing import read
from crisiskit.text import is_han
from crisiskit.yamlfile import read as read_yaml
from tests.review.cases import EXAMPLES, context

ROOT = Path(__file__).resolve().parents[2]
PARITY = "translation-parity"


def side(path: str, text: str, language: str, **more: Any) -> Side:
    """A text of a document."""
    kind = more.pop("kind", "apology")
    place = {"document": "d1", **more}
    return Side(path, read(text, Context(kind, language)), **place)


def both(zh: str, en: str, **more: Any) -> list[Diagnostic]:
    """What is found in the two languages of one text."""
    return compare([side("zh", zh, "zh-Hans", **more), side("en", en, "en", **more)])


def pairs(*, fires: bool) -> list[tuple[str, str, str]]:
    data = read_yaml(EXAMPLES / f"{PARITY}.yaml").data
    return [
        (languages.split()[0], one["zh"], one["en"])
        for languages, sides in data["pairs"].items()
        for one in sides["fires" if fires else "silent"]
    ]


def of_pair(language: str, zh: str, en: str) -> list[Diagnostic]:
    told = [context("apology", one, {}) for one in (language, "en")]
    return compare(
        [
            Side("zh", read(zh, told[0]), document="d1"),
            Side("en", read(en, told[1]), document="d1"),
        ]
    )


@pytest.mark.parametrize(("language", "zh", "en"), pairs(fires=True))
def test_two_languages_that_differ_in_one_thing(language: str, zh: str, en: str) -> None:
    (finding,) = of_pair(language, zh, en)
    assert (finding.rule, finding.path) == (PARITY, "en")
    assert [one.path for one in finding.related] == ["zh"]


@pytest.mark.parametrize(("language", "zh", "en"), pairs(fires=False))
def test_two_languages_that_say_the_same(language: str, zh: str, en: str) -> None:
    assert of_pair(language, zh, en) == []


# --- one statement in two languages ---------------------------------------------------------------

EXAMPLES_OF_TEMPLATES = ROOT / "docs" / "examples"
WHOLE = sorted(path.name for path in (EXAMPLES_OF_TEMPLATES / "zh").glob("*.md"))


def long_form(language: str, name: str) -> str:
    """A bundled template as it prints, without what its channels have instead."""
    return (EXAMPLES_OF_TEMPLATES / language / name).read_text("utf-8").split("\n---\n")[0]


@pytest.mark.parametrize("name", WHOLE)
def test_every_bundled_template_says_the_same_in_both_languages(name: str) -> None:
    assert both(long_form("zh", name), long_form("en", name)) == []


@pytest.mark.parametrize(
    ("right", "wrong", "here", "there"),
    [
        ("46 customers", "64 customers", "64 customers", "46位"),
        ("312,480 people", "312,408 people", "312,408 people", "312,480人"),
        ("by 12 March 2026", "by 13 March 2026", "13 March 2026", "2026年3月12日"),
        ("on 8 March 2026", "on 9 March 2026", "9 March 2026", "2026年3月8日 18:00"),
        ("by 18:00", "by 19:00", "19:00", "2026年3月8日 18:00"),
        ("400-000-6612", "400-000-6621", "400-000-6621", "400-000-6612"),
        ("seven working days", "seven days", "seven days", "七个工作日"),
        ("One year", "Two years", "Two years", "一年"),
        ("privacy@", "privcy@", "privcy@qinghe.example", "privacy@qinghe.example"),
    ],
)
def test_one_thing_changed_in_the_english_version(
    right: str, wrong: str, here: str, there: str
) -> None:
    zh, en = (long_form(language, "apology.complete.md") for language in ("zh", "en"))
    (finding,) = both(zh, en.replace(right, wrong, 1))
    (related,) = finding.related
    assert (finding.rule, finding.path, related.path) == (PARITY, "en", "zh")
    assert finding.about == here
    assert finding.line is not None
    assert finding.column is not None
    assert en.split("\n")[finding.line - 1][: finding.column - 1] in en
    assert related.line is not None
    assert related.column is not None
    assert zh.split("\n")[related.line - 1][related.column - 1 :].startswith(there)
    assert there in finding.message
    assert there in related.message


@pytest.mark.parametrize(
    ("right", "wrong", "there"),
    [
        ("apologises to", "regrets what happened to", "道歉"),
        (", free of charge", "", "免费"),
        ("(312,480 people)", "", "312,480人"),
        ("by 12 March 2026", "soon", "2026年3月12日"),
    ],
)
def test_one_thing_left_out_of_the_english_version(right: str, wrong: str, there: str) -> None:
    zh, en = (long_form(language, "apology.complete.md") for language in ("zh", "en"))
    (finding,) = both(zh, en.replace(right, wrong, 1))
    (related,) = finding.related
    assert related.line is not None
    assert related.column is not None
    assert zh.split("\n")[related.line - 1][related.column - 1 :].startswith(there)
    other_way = compare([side("en", en.replace(right, wrong, 1), "en"), side("zh", zh, "zh-Hans")])
    assert [one.about for one in other_way] == [there]


def test_a_day_that_becomes_another_day_of_the_text() -> None:
    zh = "3月3日21:50断网。3月3日23:10报案。3月4日18:00通知顾客。对不起。"
    en = "Sorry. Cut off at 21:50 on 3 March. Police at 23:10 on 4 March. Told at 18:00 on 4 March."
    (finding,) = both(zh, en)
    assert "3月3日" in finding.message


def test_nothing_is_missing_in_an_excerpt() -> None:
    whole = side("zh", "受影响的有812位顾客，对不起。", "zh-Hans")
    part = Side("en", read("We are sorry.", Context("apology", "en", excerpt=True)), document="d1")
    assert compare([whole, part]) == []


def test_the_finding_is_about_the_text_that_was_asked_for() -> None:
    zh = side("zh", "受影响的有812位顾客。", "zh-Hans")
    en = side("en", "821 customers are affected.", "en")
    for asked, other in ((zh, en), (en, zh)):
        for pair in ([asked, other._replace(asked=False)], [other._replace(asked=False), asked]):
            (finding,) = compare(pair)
            assert finding.path == asked.path
            assert [one.path for one in finding.related] == [other.path]
    assert compare([one._replace(asked=False) for one in (zh, en)]) == []


# --- several texts of one case --------------------------------------------------------------------


def in_case(*texts: tuple[str, str], kind: str = "handling") -> list[Diagnostic]:
    """Documents `d1`, `d2`, … of one case, each in one language."""
    return compare(
        [
            side(f"d{n}", words, language, document=f"d{n}", kind=kind)
            for n, (language, words) in enumerate(texts, 1)
        ]
    )


def spoken(words: str) -> str:
    """The language of a sentence."""
    return "zh-Hans" if any(map(is_han, words)) else "en"


@pytest.mark.parametrize(
    ("rule", "one", "other"),
    [
        ("number-consistency", "共有812位顾客受影响。", "我们联系了821位受影响的顾客。"),
        ("number-consistency", "共有812位顾客受影响。", "821 customers were affected."),
        ("number-consistency", "17 people are in hospital.", "19人住院。"),
        ("number-consistency", "退款将于3月8日前到账。", "退款将于3月12日前到账。"),
        ("number-consistency", "退款在7个工作日内到账。", "退款在5个工作日内到账。"),
        ("number-consistency", "请拨打热线400-820-1000。", "Call our hotline 400-820-1002."),
        ("no-self-contradiction", "没有发生信息泄露。", "Names were stolen from our server."),
        ("no-self-contradiction", "受影响的顾客全额退款。", "本次活动不退款。"),
        ("no-self-contradiction", "Everyone gets a refund.", "There are no refunds."),
    ],
)
def test_two_texts_that_contradict_each_other(rule: str, one: str, other: str) -> None:
    texts = [(spoken(words), words) for words in (one, other)]
    for pair in (texts, texts[::-1]):
        (finding,) = in_case(*pair)
        assert (finding.rule, finding.path) == (rule, "d2")
        assert [(place.path, place.line) for place in finding.related] == [("d1", 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("共有812位顾客受影响。", "截至3月7日12时，共有930位顾客受影响。"),
        ("共有812位顾客受影响。", "更正：受影响的顾客是930位，不是812位。"),
        ("共有812位顾客受影响。", "812 users were affected."),
        ("共有812位顾客受影响。", "Correction: 930 customers were affected."),
        ("下次更新：3月8日18:00。", "下次更新：3月9日18:00。"),
        ("青岛3家门店停业。", "济南2家门店停业。"),
        ("请拨打热线400-820-1000。", "记者请联系010-8888-0000。"),
        ("请拨打热线400-820-1000。", "热线400-820-1000，+86 400 820 1000。"),
        ("受影响的顾客全额退款。", "已拆封的赠品不予退款。"),
        ("没有密码泄露。", "泄露的是姓名。"),
    ],
)
def test_two_texts_that_may_both_be_true(one: str, other: str) -> None:
    texts = [(spoken(words), words) for words in (one, other)]
    assert in_case(*texts) == []


def test_one_disagreement_is_one_finding_however_often_it_shows() -> None:
    zh, en = "受影响的有812位顾客。", "821 customers are affected."
    texts = [
        side("d1/zh", zh, "zh-Hans"),
        side("d1/en", en, "en"),
        side("d1/zh/sms", zh, "zh-Hans", channel="sms"),
        side("d1/en/sms", en, "en", channel="sms"),
        side("d2/zh", zh, "zh-Hans", document="d2"),
    ]
    (finding,) = compare(texts)
    assert (finding.rule, finding.path) == (PARITY, "d1/en")
    places = [one.path for one in finding.related]
    assert places[0] == "d1/zh"
    assert {"d1/zh/sms", "d1/en/sms"} <= set(places)


def test_a_new_version_against_the_one_that_went_out() -> None:
    def change(words: str) -> list[Diagnostic]:
        old = side("d1@1/zh", "共有812位顾客受影响。", "zh-Hans", earlier=True, asked=False)
        return compare([old, side("d1/zh", words, "zh-Hans")])

    (finding,) = change("共有930位顾客受影响。")
    assert (finding.rule, finding.path) == ("no-self-contradiction", "d1/zh")
    assert [one.path for one in finding.related] == ["d1@1/zh"]
    assert change("截至3月7日，共有930位顾客受影响。") == []
    assert change("更正：共有930位顾客受影响，此前我们写的是812位。") == []
    assert change("共有812位顾客受影响。退款3月8日前到账。") == []


def test_files_beside_each_other_are_strangers() -> None:
    zh = side("zh.md", "受影响的有812位顾客。", "zh-Hans", document=None)
    en = side("en.md", "821 customers are affected.", "en", document=None)
    assert compare([zh, en]) == []
    assert compare([zh._replace(asked=False), en])
    other_kind = side("qa.md", "We are sorry.", "en", document=None, kind="qa")
    assert compare([zh._replace(asked=False), other_kind]) == []


def test_two_files_with_the_same_figures_are_translations_whatever_their_kind_seems_to_be() -> None:
    zh = "3月5日9时，812位顾客的订单被取消，每单赔50元，热线400-820-1000。"
    en = "At 9 am on 5 March, 812 orders were cancelled; we pay 50 yuan. Call 400-820-1001."
    one = side("zh.md", zh, "zh-Hans", document=None, asked=False)
    (finding,) = compare([one, side("en.md", en, "en", document=None, kind="holding")])
    assert (finding.rule, finding.about) == (PARITY, "400-820-1001")


@pytest.mark.parametrize("what", ["1 ", "k1a ", "812位顾客受影响，", "3月5日20:00"])
def test_a_text_that_is_made_to_cost_time_is_not_read_to_its_end(what: str) -> None:
    texts = [side(name, what * (20_000 // len(what)), "zh-Hans", document=name) for name in "ab"]
    assert compare(texts) == []


def test_each_file_is_told_of_its_own() -> None:
    case = side("d1/zh", "受影响的顾客有812位。", "zh-Hans", asked=False)
    words = "受影响的顾客有821位。"
    files = [side(name, words, "zh-Hans", document=None, kind="qa") for name in ("a.md", "b.md")]
    assert [one.path for one in compare([case, *files])] == ["a.md", "b.md"]


# --- names ----------------------------------------------------------------------------------------

SIGNATORY = {"zh-Hans": "首席执行官 陈安", "en": "An Chen, Chief Executive"}


def signed(zh: str, en: str) -> list[Diagnostic]:
    """What is found in two languages of a text, with a person in the ledger."""
    return compare(
        [
            Side(name, read(words, Context("apology", language, facts=ledger)), document="d1")
            for name, language, words in (("zh", "zh-Hans", zh), ("en", "en", en))
            for ledger in ({"signatory": Fact("signatory", SIGNATORY[language])},)
        ]
    )


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("对不起。\n\n首席执行官 陈安", "We are sorry.\n\nAn Cheng, Chief Executive"),
        ("对不起。\n\n首席执行官 陈安", "We are sorry.\n\nWei Li, Chief Executive"),
        ("对不起。\n\n首席执行官 陈桉", "We are sorry.\n\nAn Chen, Chief Executive"),
        ("陈安向您道歉。", "We apologise to you."),
    ],
)
def test_a_person_who_is_named_in_one_language_only(zh: str, en: str) -> None:
    (finding,) = signed(zh, en)
    assert (finding.rule, finding.path) == (PARITY, "en")
    assert [one.path for one in finding.related] == ["zh"]
    assert finding.hint is not None
    assert all(words in finding.hint for words in SIGNATORY.values())


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("对不起。\n\n首席执行官 陈安", "We are sorry.\n\nAn Chen, Chief Executive"),
        ("首席执行官陈安向您道歉。", "Chief Executive Chen An apologises to you."),
        ("对不起。", "We are sorry."),
    ],
)
def test_a_person_who_is_named_in_both_or_in_neither(zh: str, en: str) -> None:
    assert signed(zh, en) == []


# --- translations as people write them ------------------------------------------------------------

FREE = ROOT / "tests" / "review" / "translations"
KINDS = {"outage": "apology", "recall": "recall", "letter": "internal", "breach": "breach"}


def free(name: str, language: str, change: tuple[str, str] | None = None) -> Side:
    """One of two languages of a text that was not translated word by word."""
    words = (FREE / f"{name}.{language}.md").read_text("utf-8")
    if change is not None:
        assert change[0] in words
        words = words.replace(*change)
    scripts = {"en": "en", "zh": "zh-Hant" if name == "breach" else "zh-Hans"}
    return side(language, words, scripts[language], kind=KINDS[name])


@pytest.mark.parametrize("name", KINDS)
def test_a_free_translation_says_the_same(name: str) -> None:
    assert compare([free(name, "zh"), free(name, "en")]) == []


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("outage", "some 186,000", "some 168,000"),
        ("outage", "42 minutes", "24 minutes"),
        ("outage", "RMB 80", "RMB 180"),
        ("outage", "seven working days", "seven days"),
        ("outage", "2:05 pm", "2:50 pm"),
        ("outage", "are refunded in full", "will be looked at"),
        ("recall", "XY0217", "XY0271"),
        ("recall", "31 August", "30 August"),
        ("recall", "612 shops", "621 shops"),
        ("letter", "five colleagues", "six colleagues"),
        ("letter", "20 April", "30 April"),
        ("breach", "about 94,000", "about 49,000"),
        ("breach", "ten working days", "twenty working days"),
        ("breach", "compensate your actual loss", "talk about your actual loss"),
    ],
)
def test_one_thing_changed_in_a_free_translation(name: str, right: str, wrong: str) -> None:
    found = compare([free(name, "zh"), free(name, "en", (right, wrong))])
    assert [one.rule for one in found] == [PARITY]


# --- any digit ------------------------------------------------------------------------------------


def with_one_digit_changed(language: str, words: str) -> list[str]:
    """The text with another last digit in one of its figures, for each of them.

    What is a different number of figures then (there is no 32 March) is left out.
    """
    count = len(atoms(side("", words, language).reading))
    changed = []
    for atom in atoms(side("", words, language).reading):
        digits = [at for at in range(atom.start, atom.end) if words[at] in "0123456789"]
        if digits and atom.sort != "code":
            at = digits[-1]
            other = words[:at] + str((int(words[at]) + 1) % 10) + words[at + 1 :]
            if len(atoms(side("", other, language).reading)) == count:
                changed.append(other)
    return changed


@pytest.mark.parametrize("name", ["apology.complete.md", "recall-notice.complete.md"])
def test_any_digit_that_is_changed_in_either_language_is_one_finding(name: str) -> None:
    zh, en = long_form("zh", name), long_form("en", name)
    for other in with_one_digit_changed("en", en):
        assert [one.path for one in both(zh, other)] == ["en"], other
    for other in with_one_digit_changed("zh-Hans", zh):
        assert [one.path for one in both(other, en)] == ["en"], other
