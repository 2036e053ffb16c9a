"""Row 41, of the plan that is sealed in somebody else's case: every field of it put wrong.

What a plan must be is tested in `tests/playbook/test_codec.py`; here is what a responder sees of
one that is not.
"""

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest

from crisiskit.case.events import NewEvent, Seal, Signature
from crisiskit.case.memory import MemoryJournal
from crisiskit.case.store import SqliteJournal
from crisiskit.errors import StorageError
from crisiskit.playbook import codec
from tests.fakes.spoiling import MORE, WRONG, Path, found, paths, spoilt

Cli = Any

AT = "2026-11-21T02:10:00Z"
WHY = ("--because", "x")

LOOKS: tuple[tuple[str, ...], ...] = (
    ("next",),
    ("status",),
    ("log",),
    ("brief",),
    ("fact", "list", "--all"),
    ("cases",),
    (),
    ("severity",),
    ("why", "response.release"),
    ("why", "press.event.prepare"),
    ("check", "press.event.prepare"),
    ("next", "--json"),
    ("status", "--json"),
    ("log", "--json"),
    ("brief", "--json"),
    ("fact", "list", "--json"),
    ("done", "contain"),
    ("done", "report-pipl", "--reference", "x"),
    ("decide", "response.speak", "later", *WHY),
    ("draft", "response.write"),
    ("draft", "press-checklist"),
    ("approve", "response.sign", "--role", "legal"),
    ("publish", "response.release", "--confirm", "1121-01", *WHY),
    ("check", "verify", "--all"),
    ("skip", "press", *WHY),
    ("reopen", "team", *WHY),
    ("claim", "verify"),
    ("discharge", "cn.pipl.57", "--reference", "x", "--confirm", "1121-01"),
    ("fact", "set", "people_affected=3"),
    ("task", "x", "--role", "legal"),
    ("severity", "P1", *WHY),
    ("advance", "disposal", *WHY),
    ("close", *WHY),
    ("resume",),
)
"""What reads the plan."""

MORE_WRONG: tuple[Any, ...] = (1.5, 10**400, "", "\ud800\x1b[2J\nFORGED", [], {}, [[["x"]]])

NAMED = frozenset({"roles", "channels", "options", "levels", "within", "signals", "columns"})
"""Maps whose keys are no fields."""


class Kept(MemoryJournal):
    """A journal that outlasts a command."""

    def close(self) -> None:
        """Nothing."""


class Sealed:
    """A case in which things happened, to be had with another plan."""

    def __init__(self, cli: Cli) -> None:
        journal = SqliteJournal(cli.store)
        (head,) = journal.cases()
        self.code = head.code
        self.opened, *self.later = [
            NewEvent(event.type, unsealed(event.data, journal), event.happened_at)
            for event in journal.read(head.uid)
        ]
        journal.close()
        self.plan: dict[str, Any] = json.loads(self.opened.data["plan"].content)

    def having(self, plan: bytes) -> Kept:
        """A journal of the same entries and that plan."""
        opened = NewEvent("case_opened", {**self.opened.data, "plan": Seal(plan)}, AT)
        kept = Kept()
        head, _appended = kept.open_case(lambda _uid, _code: [opened], signature(), self.code[:4])
        kept.append(head.uid, seen=1, signature=signature(), decide=lambda _newer: self.later)
        return kept


def signature() -> Signature:
    return Signature("x", "x", "x", "x", AT, os.urandom(8).hex())


def unsealed(value: Any, journal: SqliteJournal) -> Any:
    """The value with what is sealed in it in place of its hash."""
    if isinstance(value, dict):
        if "sealed" in value:
            return Seal(journal.content(value["sealed"]) or b"")
        return {name: unsealed(part, journal) for name, part in value.items()}
    return [unsealed(part, journal) for part in value] if isinstance(value, list) else value


@pytest.fixture
def case(cli: Cli) -> Sealed:
    """Up to a text that was signed once and went out too early."""
    code = cli.open("data-leak")
    cli.ok("fact", "set", "people_affected=300000", "press_at=2026-11-22 10:00")
    stated = ("company=A Ltd", "event=x", "next_update_at=2026-11-21 18:00", "hotline=1")
    cli.ok("fact", "set", *stated, "--confirmed", "--source", "x")
    cli.ok("severity", "P2", *WHY)
    cli.ok("decide", "response.speak", "now", *WHY)
    cli.ok("draft", "response.write")
    cli.ok("approve", "d1", "--role", "legal")
    cli.ok("done", "team.call", "--note", "x")
    cli.ok("publish", "d1", "--channel", "weibo", "--unapproved", "--confirm", code, *WHY)
    return Sealed(cli)


def one_of_each(plan: dict[str, Any]) -> dict[Path, Path]:
    """A place for each field of each class, in a step of the first phase where there is one."""
    first: dict[Path, Path] = {}
    later: dict[Path, Path] = {}
    for path in paths(plan):
        step = found(plan, path[:2]) if path[0] == "steps" and len(path) > 1 else {}
        places = first if step.get("phase") == "emergency" else later
        places.setdefault(field_at(path, step.get("kind", "task")), path)
    return {**later, **first}


def field_at(path: Path, kind: str) -> Path:
    """The classes and fields on the way; `*` stands for a place in a list, a name of the team."""
    if path[-1] in {"zh", "en"}:
        return ("words", "*")
    above = ("", *path)
    way = ["*" if type(n) is int or a in NAMED else n for a, n in zip(above, path, strict=False)]
    for condition in ("when", "until"):
        if condition in way[:-1]:
            return ("condition", *way[way.index(condition) + 1 :])
    return (kind, *way) if "action" in way else tuple(way)


def spoilt_plans(plan: dict[str, Any]) -> Iterator[tuple[Path, Any, bytes]]:
    for number, path in enumerate(one_of_each(plan).values()):
        for wrong in (*WRONG, MORE_WRONG[number % len(MORE_WRONG)]):
            if wrong is not MORE or isinstance(found(plan, path), dict):
                yield path, wrong, json.dumps(spoilt(plan, path, wrong)).encode()


def test_row_41_plans_with_wrong_fields_are_said(cli: Cli, case: Sealed) -> None:
    for number, (path, wrong, content) in enumerate(spoilt_plans(case.plan)):
        kept = case.having(content)
        cli.journal = lambda _path, kept=kept: kept
        try:
            codec.load(content)
        except StorageError:
            if number % 4 == 0:  # one sentence for all of them
                look(cli, LOOKS[number // 4 % len(LOOKS)], (path, wrong), refused=True)
        else:
            for turn in (number, number + len(LOOKS) // 2):
                look(cli, LOOKS[turn % len(LOOKS)], (path, wrong))


def look(cli: Cli, words: tuple[str, ...], what: object, *, refused: bool = False) -> None:
    """A command ends as it should; that nothing is called a defect is seen to by the fixture."""
    ended = cli(*words, answers=["1", "x", "", ""] if words == ("resume",) else None)
    if refused:
        assert ended.code == 74, (words, what, ended)
        assert "plan of this case" in ended.out + ended.err, (words, what, ended)
    else:
        assert ended.code in (0, 2, 3, 4, 7, 74), (words, what, ended)


def test_row_41_every_look_at_a_plan_that_is_right(cli: Cli, case: Sealed) -> None:
    for words in LOOKS:
        kept = case.having(json.dumps(case.plan).encode())
        cli.journal = lambda _path, kept=kept: kept
        look(cli, words, "right")
