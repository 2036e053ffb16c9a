"""A playbook as tangled as none should be: a thousand steps, thirty facts in their conditions."""

from pathlib import Path

HEAD = """\
playbook: branching
version: 1.0.0
title: {zh: 测试, en: Test}
summary: {zh: 何时用, en: When}
lead: lead
facts:
FACTS
phases:
  prevention: [{id: train, title: 培训, role: lead}]
  emergency:
"""
TAIL = """\
  disposal: [{id: repair, title: 补救, role: lead}]
  recovery: [{id: review, title: 复盘, role: lead}]
"""


def write(folder: Path, count: int) -> None:
    """A workspace with that one playbook."""
    (folder / "playbooks").mkdir(parents=True)
    (folder / "playbooks/branching.yaml").write_text(playbook(count), encoding="utf-8")
    (folder / "crisiskit.yaml").write_text("languages: [zh]\n", encoding="utf-8")


def playbook(count: int) -> str:
    """So many steps in a row, on conditions of 30 numbers and 20 decisions."""
    facts = "\n".join(
        f"  - {{id: f{number}, type: number, bucket: event, label: x, ask: x}}"
        for number in range(30)
    )
    steps = "".join(f"    {line}\n" for line in _steps(count).splitlines())
    return HEAD.replace("FACTS", facts) + steps + TAIL


def _steps(count: int) -> str:
    facts = ", ".join(f"f{number}" for number in range(30))
    steps = [f"- {{id: ask, title: 问, role: lead, collect: [{facts}]}}"]
    for number in range(count):
        fact, other = f"f{number % 30}", f"f{number * 7 % 30}"
        decision = f"d{number % 20}"
        if number < 20:
            steps.append(
                f"- {{id: {decision}, title: 定, role: lead, decide:"
                " {question: x, options: {a: {label: x}, b: {label: y}, c: {label: z}}}}"
            )
        elif number % 10 == 0:
            steps.append(
                f"- {{id: w{number}, title: 写, role: pr, needs: [d19],"
                " draft: {template: holding, languages: [zh], channels: [app]}}"
            )
            steps.append(
                f"- {{id: a{number}, title: 批, role: pr, needs: [w{number}],"
                f" when: {decision} == 'a' or {fact} > {number},"
                f" approve: {{draft: w{number}, roles: [legal]}}}}"
            )
            steps.append(
                f"- {{id: p{number}, title: 发, role: pr, needs: [a{number}],"
                f" when: {other} > 3 or {decision} != 'b', due: {{within: 1h, from: aware}},"
                f" publish: {{draft: w{number}, channels: [app], audience: public}}}}"
            )
        else:
            steps.append(
                f"- {{id: s{number}, title: 做, role: pr, needs: [d19],"
                f" when: {fact} > {number} and ({other} < 5 or {decision} == 'b')}}"
            )
    return "\n".join(steps)
