"""The apology score: each component with the sentence that carries it, and what is demanded."""

import pytest

from crisiskit.review.context import Context
from crisiskit.review.reading import Piece
from crisiskit.review.reviewing import read
from crisiskit.review.score import WEIGHTS, demands, score, total

FULL = {
    "zh-Hans": [
        ("AP-1", "我们（青禾电商）向182位订单被取消的顾客道歉。"),
        ("AP-2", "经查，取消的原因是脚本选错了仓库。"),
        ("AP-3", "我们上线前没有复核，责任在我们。"),
        ("AP-5", "货款3月8日24时前原路退回，另补偿每单50元。"),
        ("AP-4", "为避免再次出错，今后每次上线都由双人复核。"),
        ("AP-6", "恳请大家原谅。"),
    ],
    "zh-Hant": [
        ("AP-1", "本公司向滯留的214位旅客致歉。"),
        ("AP-2", "班機取消的原因是組員調度系統當機。"),
        ("AP-3", "我們沒有準備備援，是我們的責任。"),
        ("AP-5", "票款3月8日前全額退款。"),
        ("AP-4", "為避免再次發生，備援機制今後每月演練。"),
        ("AP-6", "懇請旅客原諒。"),
    ],
    "en": [
        ("AP-1", "We apologise to the 182 customers whose orders we cancelled."),
        ("AP-2", "It happened because a script picked the wrong warehouse."),
        ("AP-3", "We did not check it before the release, and that is our fault."),
        ("AP-5", "The money is refunded by 8 March, with 50 yuan on top."),
        ("AP-4", "From now on every release is reviewed by two people."),
        ("AP-6", "We ask for your forgiveness."),
    ],
}


def scored(text: str, language: str) -> dict[str, str | None]:
    found = score(read(text, Context("apology", language)))
    return {one.id: words(one.piece) for one in found}


def words(piece: Piece | None) -> str | None:
    return piece.words if piece else None


@pytest.mark.parametrize("language", FULL)
def test_each_component_has_the_sentence_that_carries_it(language: str) -> None:
    text = (" " if language == "en" else "").join(said for _id, said in FULL[language])
    assert scored(text, language) == dict(FULL[language])
    assert total(score(read(text, Context("apology", language)))) == pytest.approx(1)


@pytest.mark.parametrize("language", FULL)
@pytest.mark.parametrize("gone", WEIGHTS)
def test_without_its_sentence_a_component_is_gone_and_no_other(language: str, gone: str) -> None:
    rest = [said for id_, said in FULL[language] if id_ != gone]
    text = (" " if language == "en" else "").join(rest)
    found = score(read(text, Context("apology", language)))
    assert {one.id for one in found if one.piece is None} == {gone}
    assert total(found) == pytest.approx((6.3 - WEIGHTS[gone]) / 6.3)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hans", "我们对此深表遗憾。原因尚未查明。我们没有收到投诉。我们将加强管理，持续优化。"),
        ("zh-Hans", "网友要求我们道歉。初步判断可能是设备导致。供应商没有复核。暂不退款。"),
        ("en", "We regret this. The cause is not yet known. We did not sell any data. We care."),
        ("en", "They demand that we apologise. The supplier made a mistake. No refund is due."),
    ],
)
def test_what_only_looks_like_a_component_counts_nothing(language: str, text: str) -> None:
    assert set(scored(text, language).values()) == {None}


def test_a_remedy_with_its_date_is_shown_before_one_without() -> None:
    text = "我们会退款。退款3月8日24时前到账。"
    assert scored(text, "zh-Hans")["AP-5"] == "退款3月8日24时前到账。"


def demanded(text: str, language: str, responsibility: str) -> dict[str, bool]:
    told = Context("apology", language, responsibility=responsibility)
    return {one.id: one.piece is not None for one in demands(read(text, told))}


@pytest.mark.parametrize(
    ("language", "responsibility", "text", "wanted"),
    [
        (
            *("zh-Hans", "preventable", "我们深表歉意，全额退款。"),
            {"AP-1": True, "AP-3": False, "AP-5": True},
        ),
        (
            *("en", "preventable", "We are sorry, and we got this wrong."),
            {"AP-1": True, "AP-3": True, "AP-5": False},
        ),
        (
            *("zh-Hans", "accidental", "我们深感遗憾。停电由雷击导致。"),
            {"AP-1": True, "AP-2": True},
        ),
        (
            *("en", "accidental", "We regret the outage. The cause is not yet known."),
            {"AP-1": True, "AP-2": False},
        ),
        (
            *("zh-Hans", "victim", "我们与您一样痛心。请立即停止食用该批产品。"),
            {"sympathy": True, "instruction": True},
        ),
        (
            *("en", "victim", "Our thoughts are with all who got the fake calls."),
            {"sympathy": True, "instruction": False},
        ),
        ("en", "undetermined", "We are sorry.", {}),
    ],
)
def test_responsibility_demands(
    language: str, responsibility: str, text: str, wanted: dict[str, bool]
) -> None:
    assert demanded(text, language, responsibility) == wanted
