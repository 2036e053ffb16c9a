"""A whole data leak, from the alarm to its close, through one-shot commands alone."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crisiskit.text import width

GOLDEN = Path(__file__).parent.parent / "golden"

Cli = Any
Leak = Callable[[Cli, str], str]


def test_a_leak_from_the_alarm_to_the_close(cli: Cli, leak: Leak) -> None:
    code = leak(cli, "en")
    status = cli.data("status")
    assert any(document["publications"] for document in status["documents"])
    closed = cli("close", "--as", "lead")
    assert closed.code == 0, closed.err
    assert cli.data("cases")["cases"][0]["closed_at"] is not None
    assert cli("note", "filed", "--case", code).code == 0
    assert cli("done", "watch.look", "--case", code).code == 7
    verdict = cli.data("verify")["cases"][0]
    assert verdict["flaw"] is None


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_log_reads_like_this(cli: Cli, leak: Leak, tongue: str) -> None:
    code = leak(cli, tongue)
    cli.ok("close", "--as", "lead")
    log = cli.ok("log", "--case", code).out
    assert max(map(width, log.splitlines())) <= 100
    golden = GOLDEN / f"data-leak.{tongue}.log"
    if os.environ.get("WRITE_GOLDEN"):
        golden.write_text(log, encoding="utf-8")
    assert log == golden.read_text(encoding="utf-8")
