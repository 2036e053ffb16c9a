"""A whole data leak, from the alarm until it can be closed, through one-shot commands alone.

For the tests that ask for it as the fixture `leak`.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

Cli = Any

SAID = {
    "zh": {
        "title": "用户数据疑似在网上出售",
        "text": "已核实的说明",
        "list": "第一项;第二项",
        "people": "人力负责人、法务",
        "because": "依据已核实的事实",
        "source": "内部核查",
        "note": "电话会已建立",
        "via": "企业微信 10:31",
        "reference": "回执 2026-113",
        "company": "某科技有限公司",
        "event": "有人在网上出售我们的用户数据",
        "hotline": "400-000-0000",
        "cause": "一台备份服务器没有设密码",
    },
    "en": {
        "title": "Customer data for sale online",
        "text": "Checked and stated",
        "list": "The first;The second",
        "people": "head of people; counsel",
        "because": "The checked facts say so",
        "source": "internal check",
        "note": "The call is up",
        "via": "WeCom 10:31",
        "reference": "receipt 2026-113",
        "company": "A Ltd",
        "event": "somebody sells our customers' data online",
        "hotline": "400-000-0000",
        "cause": "a backup server had no password",
    },
}

VALUES = {
    "number": "300000",
    "percent": "12.5%",
    "money": "500万",
    "date": "2026-12-01",
    "time": "2026-11-21 07:30",
    "next_update_at": "2026-11-21 18:00",
    "duration": "3d",
    "yes-no": "n",
    "choice": "1",
    "choices": "1",
}


class Responder:
    """Does what `next --json` names first, until nothing is left."""

    def __init__(self, cli: Cli, code: str, said: dict[str, str]) -> None:
        self.cli = cli
        self.said = said
        self.code = code
        self.types = {f["fact"]: f for f in cli.data("fact", "list", "--all")["facts"]}
        (cli.folder / "proof.txt").write_text("凭据", encoding="utf-8")

    def cards(self) -> list[dict[str, Any]]:
        """What can be done, background steps left out: they end at the close."""
        found = self.cli.data("next")["available"]
        return [card for card in found if card["kind"] != "repeat"]

    def card(self, step: str) -> dict[str, Any]:
        return next(card for card in self.cards() if card["step"] == step)

    def work(self, until: str = "") -> None:
        """Act on card after card, up to a step or to the end."""
        put_off: set[str] = set()
        for _turn in range(300):
            cards = [card for card in self.cards() if card["step"] not in put_off]
            if not cards:
                return
            if not self.act(cards[0]):
                put_off.add(cards[0]["step"])
            else:
                put_off.clear()
            self.cli.later(minutes=3)
            if cards[0]["step"] == until:
                return
        pytest.fail("it never ends")

    def act(self, card: dict[str, Any]) -> bool:
        acts: dict[str, Callable[[dict[str, Any]], bool]] = {
            "decide": self.decide,
            "draft": self.draft,
            "approve": self.approve,
            "publish": self.publish,
        }
        if card["check_for_correction"]:
            self.cli.ok("done", card["step"], "--still-true", "--as", card["role"])
            return True
        return acts.get(card["kind"], self.done)(card)

    def facts(self, names: list[str]) -> Iterator[str]:
        for name in names:
            fact = self.types[name]
            yield "--set"
            yield f"{name}={self.value(fact)}"

    def value(self, fact: dict[str, Any]) -> str:
        known = VALUES | self.said
        if fact["type"] == "table":
            return json.dumps([{name: known[kind] for name, kind in fact["columns"].items()}])
        return known.get(fact["fact"]) or known[fact["type"]]

    def done(self, card: dict[str, Any]) -> bool:
        words = ["done", card["step"], "--as", card["role"]]
        words += self.facts(card["asks"]["collect"])
        words += ["--confirmed", "--source", self.said["source"]]
        if card["evidence"] == "required":
            words += ["--evidence", "proof.txt"]
        if card["kind"] == "notify":
            words += ["--reference", self.said["reference"]]
        self.cli.ok(*words)
        return True

    def decide(self, card: dict[str, Any]) -> bool:
        option = next(iter(card["asks"]["options"]))
        facts = [
            *self.facts(card["asks"]["collect"]),
            "--confirmed",
            "--source",
            self.said["source"],
        ]
        why = ("--because", self.said["because"], "--as", card["role"])
        self.cli.ok("decide", card["step"], option, *why, *facts)
        return True

    def draft(self, card: dict[str, Any]) -> bool:
        shown = self.cli.data("draft", card["step"], "--as", card["role"])
        gaps = {gap["fact"] for gap in shown["document"]["gaps"]} - {None}
        if not gaps:
            return True
        pairs = [f"{name}={self.value(self.types[name])}" for name in sorted(gaps)]
        sure = ("--confirmed", "--source", self.said["source"], "--as", card["role"])
        self.cli.ok("fact", "set", *pairs, *sure)
        again = self.cli.data("draft", card["step"], "--as", card["role"])
        return not again["document"]["gaps"]

    def approve(self, card: dict[str, Any]) -> bool:
        self.override(card["asks"]["document"])
        for role in card["asks"]["roles"]:
            self.cli.ok("approve", card["asks"]["document"], "--role", role, "--as", role)
        return True

    def override(self, document: str) -> None:
        """Its words are made up: the lead lets them out in spite of the review, if that says so."""
        ended = self.cli("review", document, "--json")
        found = ended.json["findings"] if ended.out else []  # a checklist is not reviewed
        late = "first-response-sla"
        if any(one["severity"] == "error" and one["rule"] != late for one in found):
            self.cli.ok("override", document, "--because", self.said["because"], "--as", "lead")

    def publish(self, card: dict[str, Any]) -> bool:
        self.cli.ok(
            "publish",
            card["step"],
            "--as",
            card["role"],
            "--confirm",
            self.code,
            "--because",
            self.said["because"],
        )
        return True


def leak(cli: Cli, tongue: str) -> str:
    """The data leak up to its close; gives the code of the case."""
    said = SAID[tongue]
    why = ("--because", said["because"])
    cli.environ["CRISISKIT_LANG"] = tongue
    (cli.folder / "crisiskit.yaml").write_text(
        f"languages: [{tongue}]\ntimezone: Asia/Shanghai\n", encoding="utf-8"
    )
    begun = ("--broke", "08:00", "--aware", "09:30", "--as", "lead")
    opened = cli.ok("start", "data-leak", "--title", said["title"], "--no-walk", *begun)
    code: str = opened.out.strip()
    assert cli.data("next")["case"]["code"] == code
    cli.later(minutes=5)
    cli.ok("claim", "team.call", "--as", "lead")
    cli.ok("done", "team.call", "--as", "lead", "--note", said["note"], "--at", "10:12")
    cli.ok("fact", "set", "people_affected", "300000", "--as", "security")
    cli.ok("fact", "confirm", "people_affected", "--source", said["source"], "--as", "security")
    cli.ok("severity", "P2", *why, "--as", "lead")
    cli.ok("responsibility", "preventable", *why, "--as", "lead")
    cli.ok("decide", "response.speak", "now", *why, "--as", "lead")
    cli.later(minutes=5)
    responder = Responder(cli, code, said)
    assert responder.draft(responder.card("response.write"))
    document = cli.data("status")["documents"][0]["document"]
    phoned, *others = responder.card("response.sign")["asks"]["roles"]
    responder.override(document)
    by_phone = ("--for", "王律师", "--via", said["via"])
    cli.ok("approve", document, "--role", phoned, *by_phone, "--as", "pr")
    for role in others:
        cli.ok("approve", document, "--role", role, "--as", role)
    responder.work(until="response.release")
    cli.ok("advance", "disposal", *why, "--as", "lead")
    responder.work()
    return code
