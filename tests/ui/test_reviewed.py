"""The review next to a draft: what is shown, how much of it, and the editor on the line."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from crisiskit.check import Diagnostic, Severity
from crisiskit.desk import words
from crisiskit.desk.acts import Typed
from crisiskit.desk.desk import Desk, Who
from crisiskit.desk.opening import Alarm, InForce, open_case
from crisiskit.errors import UsageError
from crisiskit.language import speak
from crisiskit.text import width
from crisiskit.ui import editor, handlers, reviewed
from crisiskit.ui.console import Screen
from crisiskit.ui.scripted import ScriptedPrompter
from crisiskit.ui.table import Table, Turn

FACTS = {
    "en": {
        "company": "Acme Ltd.",
        "event": "A list of customers is on sale",
        "hotline": "400-100-2000",
    },
    "zh": {"company": "顶点科技有限公司", "event": "有人在出售客户名单", "hotline": "400-100-2000"},
}
WRONG = {
    "en": "This was a misunderstanding by the public.",
    "zh": "这件事引起了公众的误解。",
}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    speak("en")


@pytest.fixture
def drafted(room: Any) -> Callable[[str], Desk]:
    """A case in a language with a document that has an error, the same in each of its texts."""

    def make(language: str) -> Desk:
        templates = {
            f"{lang}/{name}": source.text
            for (lang, name), source in room.catalogue.templates().items()
        }
        plan, settings = room.catalogue.plan("data-leak"), {"languages": [language]}
        alarm = Alarm(title="a leak", zone="Asia/Shanghai", language=language)
        force = InForce(plan, templates, settings=settings)
        desk = open_case(room.journal, room.clock, Who("duty", "u", "h"), force, alarm)
        facts = {**FACTS[language], "next_update_at": "+2h"}
        words.draft(desk, "response.write", Typed(facts, confirmed=True, source="test"))
        for text in desk.case.documents["d1"].current.texts:
            before = words.text_of(desk, "d1", language, text["channel"])
            paragraphs = before.split("\n\n")
            after = "\n\n".join([*paragraphs[:2], WRONG[language], *paragraphs[2:]])
            words.edit(desk, "d1", after, language=language, channel=text["channel"])
        return desk

    return make


class Editor:
    """A fake editor that keeps what it was given and puts one text in place of another."""

    def __init__(self, folder: Path, name: str, old: str = "", new: str = "") -> None:
        self.seen = folder / "given"
        self.path = folder / name
        script = (
            f'#!/bin/sh\necho "$@" > {self.seen}\nfor file; do :; done\nfile="${{file%:[0-9]*}}"\n'
        )
        self.path.write_text(f"{script}sed -i 's/{old}/{new}/' \"$file\"\n" if old else script)
        self.path.chmod(0o700)

    @property
    def given(self) -> list[str]:
        return self.seen.read_text().split()


def at(room: Any, desk: Desk, *answers: str, editor: Editor | None = None) -> Table:
    screen = Screen(io.StringIO(), room.errors, environ={"COLUMNS": "80"})
    environ = {"EDITOR": str(editor.path)} if editor else {}
    return Table(desk, ScriptedPrompter(answers), screen, environ)


def asked(table: Table) -> str:
    assert isinstance(table.prompter, ScriptedPrompter)
    return "\n".join(table.prompter.said)


def card(table: Table, step: str) -> Turn:
    return handlers.handle(table, table.desk.case.step(step))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_findings_stand_beside_the_card(
    room: Any, drafted: Callable[[str], Desk], language: str
) -> None:
    desk = drafted(language)
    speak(language)
    table = at(room, desk, "0")
    assert card(table, "response.sign") is Turn.LATER
    shown = room.errors.getvalue()
    assert {"en": "What critics will say:", "zh": "别人会怎么挑："}[language] in shown
    assert {"en": "error  en:5 and 2 more", "zh": "错误  zh:5，另有2处相同"}[language] in shown
    assert shown.index("[no-public-misunderstanding]") < shown.index(
        {"en": "warning", "zh": "警告"}[language]
    )
    assert all(width(row) <= 80 for row in shown.split("────")[-1].splitlines())


def test_a_signature_that_would_be_stopped_is_not_offered(
    room: Any, drafted: Callable[[str], Desk]
) -> None:
    table = at(room, drafted("en"), "0")
    card(table, "response.sign")
    assert "I sign as" not in asked(table)
    assert "in spite of the review" in asked(table)


def test_the_lead_overrides_on_the_card_and_signs(
    room: Any, drafted: Callable[[str], Desk]
) -> None:
    desk = drafted("en")
    table = at(room, desk, "1", "counsel wants it")
    assert card(table, "response.sign") is Turn.ON
    assert "overrode the review of d1 [CS109]: counsel wants it" in room.errors.getvalue()
    assert card(at(room, desk, "1"), "response.sign") is Turn.ON
    assert [one.role for one in desk.case.documents["d1"].signed()] == ["legal"]


def test_nobody_else_is_offered_to(room: Any, drafted: Callable[[str], Desk]) -> None:
    desk = drafted("en")
    other = Desk(desk.journal, desk.head, desk.clock, Who("legal", "u", "h"))
    table = at(room, other, "0")
    card(table, "response.sign")
    assert "in spite of the review" not in asked(table)
    assert "I sign as" not in asked(table)


def test_without_an_editor_none_is_offered(room: Any, drafted: Callable[[str], Desk]) -> None:
    table = at(room, drafted("en"), "0")
    card(table, "response.sign")
    assert "open it in the editor" not in asked(table)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_finding_is_mended_in_the_editor(
    room: Any, drafted: Callable[[str], Desk], language: str, tmp_path: Path
) -> None:
    desk = drafted(language)
    speak(language)
    vim = Editor(tmp_path, "vim", WRONG[language].rstrip(".。"), "x")
    number = desk.case.documents["d1"].current.number
    table = at(room, desk, "1", editor=vim)
    assert card(table, "response.sign") is Turn.ON
    offered = {
        "en": f"open it in the editor at line 5 of {language} [no-public-misunderstanding]",
        "zh": f"用编辑器打开 {language} 第5行 [no-public-misunderstanding]",
    }
    assert offered[language] in asked(table)
    assert vim.given[0] == "+5"
    document = desk.case.documents["d1"]
    assert document.current.number == number + 1
    assert WRONG[language] not in words.text_of(desk, "d1", language)


def test_texts_that_read_the_same_are_mended_together(
    room: Any, drafted: Callable[[str], Desk], tmp_path: Path
) -> None:
    desk = drafted("en")
    texts = {words.text_of(desk, "d1", "en", channel) for channel in ("weibo", "app")}
    assert len(texts) == 1
    changed = words.edit(desk, "d1", "Mended.\n", language="en", channel="app", alike=True)
    assert [t.channel for t in changed.texts if t.text == "Mended.\n"] == ["weibo", "app"]


def test_a_draft_offers_the_editor_until_it_is_left(room: Any, leak: Desk, tmp_path: Path) -> None:
    nano = Editor(tmp_path, "nano", "We will not guess", "We do not guess")
    answers = ("Acme Ltd.", "+2h", "400-1", "1", "1", "0")
    table = at(room, leak, *answers, editor=nano)
    assert card(table, "response.write") is Turn.ON
    assert leak.case.documents["d1"].current.number == 2
    assert nano.given[0].startswith("+")


def test_a_text_that_was_left_as_it_was_is_no_version(
    room: Any, drafted: Callable[[str], Desk], tmp_path: Path
) -> None:
    desk = drafted("en")
    seq = desk.case.seq
    table = at(room, desk, "1", editor=Editor(tmp_path, "true"))
    with pytest.raises(UsageError, match="as it was"):
        card(table, "response.sign")
    assert desk.case.seq == seq


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("vim", ["+7", "FILE"]),
        ("emacs", ["+7", "FILE"]),
        ("code", ["-g", "FILE:7"]),
        ("hx", ["FILE:7"]),
        ("ed", ["FILE"]),
    ],
)
def test_each_editor_is_told_the_line_in_its_way(
    tmp_path: Path, name: str, given: list[str]
) -> None:
    fake = Editor(tmp_path, name)
    assert editor.edited({"VISUAL": str(fake.path)}, "text\n", 7) == "text\n"
    file = fake.given[-1].split(":")[0]
    assert [word.replace(file, "FILE") for word in fake.given] == given


def test_a_wait_of_code_stays(tmp_path: Path) -> None:
    fake = Editor(tmp_path, "code")
    editor.edited({"EDITOR": f"{fake.path} --wait"}, "text\n", 2)
    assert fake.given[:2] == ["--wait", "-g"]


def many(count: int) -> list[list[Diagnostic]]:
    said = "These words are wrong in a way that needs more than one line of a screen to be told."
    return [
        [
            Diagnostic(
                f"rule-{number}", Severity.WARNING, said, "d1/en", number, hint="Write others."
            )
        ]
        for number in range(count)
    ]


def test_a_screenful_at_most_and_the_rest_is_counted() -> None:
    rows = list(reviewed.rows(many(20), "d1", 80))
    assert len(rows) <= reviewed.ROWS
    assert rows[-1][1] == "and 15 more: `crisiskit review d1`"
    assert all(width(row) <= 80 for _style, row in rows)
    assert list(reviewed.rows([], "d1", 80)) == []
