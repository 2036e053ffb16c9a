"""Cases to measure on: the night after a data leak, through the desk, on a real disk."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from crisiskit.case.store import SqliteJournal
from crisiskit.clock import VirtualClock
from crisiskit.desk import acts, words
from crisiskit.desk.acts import Typed
from crisiskit.desk.desk import Desk, Who
from crisiskit.desk.opening import Alarm, InForce, open_case
from crisiskit.playbook.catalogue import Catalogue

BEGAN = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=12)

KNOWN = {
    "company": "云集市",
    "event": "部分用户收到冒充客服的诈骗电话，对方能说出订单内容",
    "next_update_at": "+2h",
    "hotline": "400-100-2000",
}

CALLS = "{number}号来电：用户称收到冒充客服的退款电话，已登记手机号后四位和来电时间，转安全部核对"


def in_force() -> InForce:
    """The bundled data-leak playbook with its templates."""
    files = Catalogue.open()
    templates = {
        f"{lang}/{name}": source.text for (lang, name), source in files.templates().items()
    }
    return InForce(files.plan("data-leak"), templates, settings={"languages": ["zh"]})


def store(path: Path, events: int, closed: int = 0) -> None:
    """Make a store with one open case of so many events, and closed ones of as many before it."""
    force = in_force()
    for _ in range(closed):
        desk = _case(path, force, events)
        acts.close(desk, "并入后来的事件")
    _case(path, force, events)


def _case(path: Path, force: InForce, events: int) -> Desk:
    clock = VirtualClock(BEGAN)
    alarm = Alarm(title="用户数据疑似外泄", zone="Asia/Shanghai", language="zh", broke="-40m")
    desk = open_case(SqliteJournal(path), clock, Who("lead", "wang", "duty"), force, alarm)
    _first_hour(desk)
    pace = timedelta(seconds=11 * 3600 // events)
    while desk.case.seq < events:
        clock.at += pace
        _record(desk, desk.case.seq)
    return desk


def _first_hour(desk: Desk) -> None:
    """The holding statement goes out; the team is there."""
    acts.done(desk, "team.call")
    acts.decide(desk, "response.speak", "now", "已经有人在网上说了")
    words.draft(desk, "response.write", Typed(KNOWN, confirmed=True))
    for role in ("legal", "lead"):
        words.sign(desk, "d1", role)


def _record(desk: Desk, number: int) -> None:
    """What a night consists of: calls that are noted, counts that change, cards taken and left."""
    match number % 6:
        case 0:
            count = Typed({"people_affected": str(100 * number)}, source="后台日志核对")
            acts.set_facts(desk, count)
        case 1:
            acts.claim(desk, "preserve")
        case 2:
            acts.unclaim(desk, "preserve")
        case 3:
            acts.set_facts(desk, Typed({"cause": f"第{number}次排查：接口鉴权缺失，还在核对日志"}))
        case _:
            acts.note(desk, CALLS.format(number=number), source="客服热线")
