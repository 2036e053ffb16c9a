"""Desks at a store, with a bundled playbook."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from crisiskit.case.store import SqliteJournal
from crisiskit.clock import VirtualClock
from crisiskit.desk.desk import Desk, Who, find
from crisiskit.desk.opening import Alarm, InForce, open_case
from crisiskit.playbook.catalogue import Catalogue

START = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)


@cache
def in_force(playbook: str) -> InForce:
    catalogue = Catalogue.open()
    templates = {f"{lang}/{name}": s.text for (lang, name), s in catalogue.templates().items()}
    return InForce(catalogue.plan(playbook), templates, settings={"languages": ["zh"]})


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(START)


@pytest.fixture
def opened(tmp_path: Path, clock: VirtualClock) -> Callable[..., Desk]:
    """Opens a case of a bundled playbook in a store of its own."""

    def make(playbook: str = "data-leak", **alarm: Any) -> Desk:
        journal = SqliteJournal(tmp_path / "store" / "cases.db")
        given = Alarm(title="数据外泄", zone="Asia/Shanghai", language="zh", **alarm)
        return open_case(journal, clock, Who("lead", "user", "host"), in_force(playbook), given)

    return make


@pytest.fixture
def another(tmp_path: Path, clock: VirtualClock) -> Callable[[str], Desk]:
    """Another responder at the same case."""

    def make(actor: str) -> Desk:
        journal = SqliteJournal(tmp_path / "store" / "cases.db")
        return Desk(journal, find(journal, None), clock, Who(actor, "user", "host"))

    return make
