"""What goes out, where several steps sign or publish one document."""

from collections.abc import Callable
from typing import Any

import pytest

from crisiskit.case import commands as c
from crisiskit.errors import AnswerNeeded, Refused
from crisiskit.playbook.plan import Approve, Approver, Draft, Publish

Maker = Callable[..., Any]


def write(make_step: Maker, *needs: str) -> Any:
    return make_step("write", *needs, kind="draft", action=Draft("t", ("zh",), ("weibo",)))


def signing(make_step: Maker, name: str, role: str, *needs: str) -> Any:
    return make_step(name, *needs, kind="approve", action=Approve("write", (Approver(role),), 1))


def publishing(make_step: Maker, name: str, *needs: str, **rest: Any) -> Any:
    action = Publish("write", ("weibo",), "public")
    return make_step(name, *needs, kind="publish", action=action, **rest)


def test_each_of_two_signing_steps_is_signed_by_its_own_role(
    bench: Maker, make_step: Maker
) -> None:
    b = bench(
        write(make_step),
        signing(make_step, "law", "legal", "write"),
        signing(make_step, "boss", "ceo", "law"),
        publishing(make_step, "out", "boss"),
    )
    b.write("write", "v1")
    with pytest.raises(Refused, match="waits for"):
        b.act(c.Sign("d1", "ceo"))
    with pytest.raises(Refused, match="not among"):
        b.act(c.Sign("d1", "pr"))
    b.act(c.Sign("d1", "legal"))
    b.later(minutes=5)
    b.act(c.Sign("d1", "ceo"))
    assert b.states()["out"] == "ready"
    assert b.situation().times.done_at(b.case.step("boss")) == "2026-03-10T02:05:00Z"


def test_the_second_publication_on_a_channel_is_that_of_the_step_still_open(
    bench: Maker, make_step: Maker
) -> None:
    b = bench(
        write(make_step),
        signing(make_step, "law", "legal", "write"),
        publishing(make_step, "out", "law"),
        publishing(make_step, "again", "out"),
    )
    b.write("write", "v1")
    b.act(c.Sign("d1", "legal"))
    b.act(c.Release("d1", "weibo"))
    b.act(c.Release("d1", "weibo"))
    assert (b.states()["out"], b.states()["again"]) == ("done", "done")


def test_what_was_signed_and_went_out_too_early_was_still_approved(
    bench: Maker, make_step: Maker
) -> None:
    b = bench(
        make_step("staff"),
        write(make_step),
        signing(make_step, "law", "legal", "write"),
        publishing(make_step, "out", "law", "staff"),
    )
    b.write("write", "v1")
    b.act(c.Sign("d1", "legal"))
    with pytest.raises(Refused, match="staff"):
        b.act(c.Release("d1", "weibo"))
    with pytest.raises(AnswerNeeded):
        b.act(c.Release("d1", "weibo", unapproved=True))
    kinds = b.act(c.Release("d1", "weibo", because="it is out", unapproved=True))
    assert kinds == ["document_published"]
    assert b.case.documents["d1"].publications[0].approved


def test_who_edits_by_hand_puts_no_newer_value_in(bench: Maker, make_step: Maker) -> None:
    b = bench(write(make_step), make_step("z"))
    b.know("people", 100)
    first = b.case.facts["people"].seq
    texts, manifest = (c.Written("zh", None, "t"),), ({"language": "zh", "sha256": "t"},)
    draft = c.Write(texts, manifest, "v1", step="write", template="t", facts=("people",))
    b.act(draft)
    b.know("people", 200)
    b.act(c.Write(texts, manifest, "v2", document="d1", facts=("people",), edited=True))
    assert b.case.documents["d1"].current.facts == {"people": first}
    b.act(c.Write(texts, manifest, "v3", step="write", facts=("people",), replace=True))
    assert b.case.documents["d1"].current.facts == {"people": b.case.facts["people"].seq}


def test_what_somebody_rejected_is_not_released_by_what_another_signed(
    bench: Maker, make_step: Maker
) -> None:
    b = bench(write(make_step), publishing(make_step, "out", "write"))
    b.write("write", "v1")
    b.act(c.Sign("d1", "legal"))
    b.act(c.Sign("d1", "ceo", approved=False, because="wrong"))
    with pytest.raises(Refused, match="nobody has approved"):
        b.act(c.Release("d1", "weibo"))
