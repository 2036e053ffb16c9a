"""Cards: short in a list, long in the walk."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from crisiskit.case.commands import File
from crisiskit.case.stepstate import State
from crisiskit.desk import acts
from crisiskit.desk.acts import Typed
from crisiskit.text import width
from crisiskit.ui import cards
from crisiskit.ui.cards import Line

Room = Any


def plain(line: Line) -> str:
    return "".join(part if isinstance(part, str) else part[1] for part in line)


def page(lines: Iterable[Line]) -> str:
    return "\n".join(map(plain, lines))


def short(room: Room, step: str, number: int | None = None) -> str:
    situation = room.desk.situation()
    return plain(cards.short(situation, situation.case.step(step), number))


def card(room: Room, step: str, cells: int = 80) -> str:
    situation = room.desk.situation()
    return page(cards.card(situation, situation.case.step(step), cells))


def test_short_cards(room: Room) -> None:
    assert short(room, "call", 1).startswith(" 1  call  Call the team  incident lead  30m left")
    assert short(room, "review").startswith("    review  Look back")
    assert "[optional]" in short(room, "review")
    acts.claim(room.desk, "how-bad")
    assert "[with lead]" in short(room, "how-bad")


def test_what_is_due_says_so_in_words(room: Room) -> None:
    assert short(room, "call").endswith("30m left (due 10:40, from the opening)")
    acts.set_facts(room.desk, Typed({"aware": "10:00"}))
    assert short(room, "call").endswith("20m left (due 10:30)")
    room.clock.at += timedelta(hours=1)
    assert short(room, "call").endswith("40m late (was due 10:30)")
    room.clock.at += timedelta(days=1)
    assert "(was due 11-21 10:30)" in short(room, "call")
    acts.close(room.desk, "a test")
    room.clock.at += timedelta(days=1)
    assert "1d40m late" in short(room, "call")  # up to the close
    acts.reopen_case(room.desk, "a test")
    acts.done(room.desk, "call")
    assert "late" not in short(room, "call")


def test_a_long_card_has_everything_that_is_asked(room: Room) -> None:
    shown = card(room, "call")
    for words in (
        "Call the team",
        "Emergency · call",
        "Why: Minutes count.",
        "Who: incident lead 张三 138 (backup: 李四); ask: counsel; takes about 10 minutes",
        " 1 [ ] communications: Ring them",
        " 2 [ ] T−1h Find a room",
    ):
        assert words in shown
    acts.check(room.desk, "call", ["room"])
    assert " 2 [x] T−1h Find a room" in card(room, "call")


def test_cards_of_actions(room: Room) -> None:
    assert "Asked for: people affected, cause" in card(room, "verify")
    assert "Decide: Must people be told?" in card(room, "how-bad")
    assert "Makes: holding for Weibo" in card(room, "write")
    assert "“Publish it”: 1h left (due 11:10, from the opening)" in card(room, "write")
    assert "counsel: not yet; incident lead 张三 138 (backup: 李四): not yet" in card(room, "sign")
    assert "Goes out on: Weibo, the app" in card(room, "release")
    duty = card(room, "authority")
    assert "NOT checked; ask counsel" in duty.replace("\n      ", " ")
    assert "Needs evidence" in duty
    room.write()
    room.sign("legal")
    assert "counsel ✓; incident lead 张三 138 (backup: 李四): not yet" in card(room, "sign")


def test_a_card_keeps_to_its_width(room: Room) -> None:
    for cells in (50, 80, 120):
        situation = room.desk.situation()
        for step in situation.steps():
            lines = cards.card(situation, step, cells)
            assert all(width(plain(line)) <= cells for line in lines)


def test_what_must_be_checked_and_is_done_again(room: Room) -> None:
    room.write()
    room.sign("legal")
    room.sign("lead")
    room.publish("weibo")
    acts.reopen(room.desk, "write", "a wrong number")
    assert "check for correction" in short(room, "release")
    assert "again, round 2" in short(room, "write")


def test_cards_for_scripts(room: Room) -> None:
    situation = room.desk.situation()
    found = {step.id: cards.as_json(situation, step) for step in situation.steps()}
    assert found["call"]["due"] == "2026-11-21T02:40:00Z"
    assert found["call"]["late"] is False
    assert found["call"]["asks"] == {"collect": [], "checklist": ["ring", "room"]}
    assert found["how-bad"]["asks"]["options"]["yes"] == {"zh": "告知", "en": "Tell them"}
    assert found["sign"]["asks"]["roles"] == ["legal", "lead"]
    assert found["sign"]["asks"]["document"] is None
    assert found["release"]["asks"]["channels"] == ["weibo", "app"]
    assert found["authority"]["evidence"] == "required"


def test_how_many_are_in_each_state(room: Room, proof: File) -> None:
    acts.set_facts(room.desk, Typed({"people": "3000"}))
    acts.done(room.desk, "authority", evidence=[proof])
    counts = cards.state_counts(room.desk.situation())
    assert counts[State.DONE] == 1
    assert counts[State.READY] == 3
    assert sum(counts.values()) == 8
