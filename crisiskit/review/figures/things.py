"""What is counted: the nouns beside a number, and which of them mean the same thing."""

from crisiskit.review.figures.english_words import word_behind
from crisiskit.review.figures.figure import words

_THINGS = {
    "person": {
        "customer": "顾客 客户 用户 消费者 买家 使用者 网友 客人 "
        "customers users consumers buyers shoppers clients guests",
        "member": "会员 订户 members subscribers",
        "employee": "员工 职工 职员 同事 同学 工作人员 人员 店员 "
        "employees staff workers colleagues crew technicians nurses teachers",
        "merchant": "商家 商户 卖家 店主 merchants sellers vendors",
        "rider": "骑手 外卖员 快递员 配送员 司机 riders couriers drivers",
        "child": "儿童 孩子 学生 未成年人 幼儿 婴儿 宝宝 婴幼儿 小朋友 幼童 娃娃 "
        "children students minors pupils infants babies toddlers kids",
        "player": "玩家 选手 players gamers",
        "learner": "学员 考生 learners trainees candidates",
        "audience": "观众 歌迷 影迷 球迷 听众 spectators fans ticketholders",
        "tenant": "租客 租户 住户 房客 住客 tenants",
        "elder": "老人 长者 老年人",
        "diner": "食客 就餐者 用餐者 diners",
        "applicant": "申请人 报名者 应聘者 applicants",
        "injured": "伤者 伤员 受伤 伤 injured injuries",
        "dead": "遇难者 死者 逝者 死亡 遇难 死 deaths dead fatalities",
        "patient": "患者 病人 patients",
        "family": "家属 家庭 families households relatives",
        "passenger": "旅客 乘客 游客 passengers travellers travelers tourists",
        "resident": "居民 市民 村民 residents",
        "owner": "车主 业主 owners",
    },
    "place": {
        "store": "门店 店铺 分店 商店 超市 餐厅 店面 stores shops outlets branches restaurants",
        "company": "公司 企业 供应商 厂家 机构 companies firms suppliers businesses agencies",
        "warehouse": "仓库 warehouses",
        "city": "城市 cities",
    },
    "event": {
        "complaint": "投诉 客诉 complaints",
        "case": "案件 病例 事件 事故 案例 cases incidents accidents",
        "report": "举报 报告 reports",
    },
    "entry": {
        "account": "账号 帐号 账户 帐户 accounts",
        "record": "记录 纪录 数据 信息 资料 records",
        "order": "订单 orders",
        "refund": "退款 refunds",
        "comment": "评论 评价 comments reviews",
        "message": "短信 简讯 邮件 messages emails",
        "call": "电话 来电 calls",
        "coupon": "优惠券 折价券 代金券 coupons vouchers",
        "measure": "措施 measures",
    },
    "object": {
        "product": "产品 商品 products items goods",
        "vehicle": "车辆 汽车 轿车 vehicles cars",
        "flight": "航班 flights",
        "room": "房间 客房 rooms",
        "seat": "座位 seats",
        "ticket": "车票 门票 机票 tickets",
        "device": "设备 手机 电池 devices phones batteries",
        "parcel": "包裹 快件 parcels packages shipments",
        "batch": "批次 batches lots",
        "box": "盒 boxes",
        "bottle": "瓶 bottles",
        "bag": "袋 bags",
    },
}
"""What is counted, in sorts, and its words; what one word may stand for another in is one thing."""

_KNOWN = {
    word: (sort, thing)
    for sort, things in _THINGS.items()
    for thing, names in things.items()
    for word in names.split(" ")
} | {"child": ("person", "child")}
_PEOPLE = frozenset({"people", "persons", "person", "individuals"})
_SORTS = {
    "人": "person",
    **dict.fromkeys("家间所座", "place"),
    **dict.fromkeys("起例宗", "event"),
    **dict.fromkeys("条则单笔", "entry"),
    **dict.fromkeys("台辆部瓶袋箱罐支枚批款", "object"),
}
"""What a counter counts, where it says so."""

_LONGEST = 4
_AHEAD, _BACK = 10, 6
"""Characters behind a counter, and before a number, among which its noun may stand."""

_STOPS = frozenset(",.;:!?()[]<>|/\\\"'-#*、。；：！？，（）《》【】“”‘’「」『』…—\n0123456789")
_BETWEEN = "共计有为是达到约近超逾数总量合已 :"
"""What may stand between a noun and its number: 顾客共812人."""

_OURS = words("our the its their these those your")
_NO_NOUN = words(
    "of in on at by to from and or but the was were is are has have had who that which with for as "
    "than per after before during until since within not will can may must this his hers its yours "
    "ours theirs less plus minus times always perhaps besides across"
)


def noun_behind(text: str, at: int, unit: str, ahead: int = _AHEAD) -> str:
    """The Chinese noun among the next characters, the last of a chain: 用户信息 is information.

    A counter for people has people behind it.
    """
    wanted = _SORTS.get(unit)
    noun, stop = "", min(len(text), at + ahead)
    while at < stop and text[at] not in _STOPS:
        for size in range(_LONGEST, 1, -1):
            found = _KNOWN.get(text[at : at + size])
            if found and (wanted in {None, found[0]} or (unit == "例" and found[0] == "person")):
                noun = text[at : at + size]
                at += len(noun)
                break
        else:
            if noun:
                break
            at += 1
    return noun


def noun_before(text: str, start: int, floor: int) -> str:
    """The Chinese noun that stands before a number: 受影响用户812人."""
    words = text[max(floor, start - _BACK) : start].rstrip(_BETWEEN)
    for size in range(_LONGEST, 1, -1):
        if words[-size:] in _KNOWN:
            return words[-size:]
    return ""


def english_noun(text: str, at: int, *, one: bool) -> tuple[str, int]:
    """The English noun behind a number, and where it ends; ("", at) when there is none.

    A known one may have words before it (`of our affected customers`, `customer accounts`); an
    unknown one stands next and is a plural. Of `one`, the noun is in the singular.
    """
    first, first_end = word, end = word_behind(text, at)
    single, single_end = "", at
    for _ in range(4):
        if word in _KNOWN or word in _PEOPLE:
            return word, end
        if one and _known(word):
            single, single_end = word, end  # of `customer account`, the last
        elif single or not word:
            break
        if word in _NO_NOUN:
            following = word_behind(text, end)
            if word != "of" or following[0] not in _OURS:
                break
            end = following[1]
        word, end = word_behind(text, end)
    plural = len(first) > 3 and first[-1] == "s" and first[-2] != "s"
    if not one and plural and first not in _NO_NOUN:
        return first, first_end
    return single, single_end


def sort_and_thing(unit: str, noun: str) -> tuple[str, str]:
    """What a figure counts, as far as its words say: ("person", "customer"), ("person", "")."""
    if unit in _PEOPLE and not noun:
        return "person", ""
    return _known(noun) or _known(unit) or (_SORTS.get(unit, ""), "")


def is_people(word: str) -> bool:
    """Whether an English noun says no more than that they are people."""
    return word in _PEOPLE


def _known(word: str) -> tuple[str, str] | None:
    """The sort and the thing of a word, in the plural or the singular."""
    found = _KNOWN.get(word)
    if found or not word.isascii() or not word or word[-1] == "s":
        return found
    return _KNOWN.get(f"{word}s") or _KNOWN.get(f"{word}es") or _KNOWN.get(f"{word[:-1]}ies")
