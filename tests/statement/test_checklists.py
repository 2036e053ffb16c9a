"""Checklists as templates print them."""

from crisiskit.playbook.plan import Checklist, Item
from crisiskit.statement.checklists import checklist_view

BEFORE = {"zh": "会前", "en": "Before"}
AFTER = {"zh": "会后", "en": "After"}
LIST = Checklist(
    "press",
    {"zh": "清单", "en": "List"},
    (
        Item("aim", {"zh": "目的", "en": "Purpose"}, "pr", before="24h", section=BEFORE),
        Item("text", {"zh": "实录"}, "ghost", after="15m", section=AFTER),
        Item("call", {"zh": "确认", "en": "Last call"}, before="30m", section=BEFORE),
        Item("free", {"zh": "随时", "en": "Any time"}),
        Item("law", {"zh": "法务", "en": "Counsel"}, before="2wd"),
    ),
    of="press_at",
)
ROLES = {"pr": {"zh": "公关", "en": "PR"}}
ZONE = "Asia/Shanghai"


def test_sections_and_entries_in_the_order_of_the_file() -> None:
    view = checklist_view(LIST, {"call"}, None, ROLES, "zh", ZONE)
    assert [section["title"] for section in view] == ["会前", "会后", "清单"]
    assert view[0]["entries"] == [
        {"mark": " ", "clock": "T−24h", "role": "公关", "text": "目的", "id": "aim"},
        {"mark": "x", "clock": "T−30m", "role": "", "text": "确认", "id": "call"},
    ]
    assert [entry["clock"] for entry in view[2]["entries"]] == ["", "T−2wd"]


def test_the_clock_is_shown_once_t_is_known() -> None:
    view = checklist_view(LIST, (), "2026-11-21T06:30:00Z", ROLES, "en", ZONE)
    clocks = [entry["clock"] for section in view for entry in section["entries"]]
    assert clocks == [
        "T−24h (11-20 14:30)",
        "T−30m (11-21 14:00)",
        "T+15m (11-21 14:45)",
        "",
        "T−2wd",
    ]


def test_another_language_and_an_unknown_role_are_visible() -> None:
    [entry] = checklist_view(LIST, (), None, ROLES, "en", ZONE)[1]["entries"]
    assert (entry["text"], entry["role"]) == ("[zh] 实录", "ghost")


def test_what_happens_at_the_start_is_at_t() -> None:
    start = Checklist("c", {"zh": "清单"}, (Item("open", {"zh": "开始"}, after="0m"),))
    [[entry]] = [section["entries"] for section in checklist_view(start, (), None, {}, "zh", ZONE)]
    assert entry["clock"] == "T"
