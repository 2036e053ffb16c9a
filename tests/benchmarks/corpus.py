"""Realistic playbooks by the hundred, the same ones for the same seed.

    python tests/benchmarks/corpus.py FOLDER [COUNT] [SEED]

A workspace with COUNT playbooks of four to five kilobytes, as a team writes them: Chinese and
English, the four phases, a few steps of their own and the bundled parts around them.
"""

import random
import sys
from pathlib import Path

KINDS = (
    ("outage", "服务中断", "Outage", "ops"),
    ("price", "标错价格", "Wrong price", "ops"),
    ("parcel", "包裹遗失", "Lost parcels", "cs"),
    ("food", "食品投诉", "Food complaint", "product"),
    ("store", "门店冲突", "Clash in a store", "cs"),
    ("advert", "广告争议", "Disputed advert", "pr"),
    ("seller", "商家售假", "A seller's fakes", "ops"),
    ("payroll", "拖欠工资传闻", "Rumour of unpaid wages", "hr"),
)
ACTS = (
    (
        "暂停相关推广，撤下争议内容",
        "Pause the promotion and take the disputed content down",
        "social",
    ),
    ("联系受影响的人，逐一记下诉求", "Reach those affected and note what each asks for", "cs"),
    ("导出日志和聊天记录，登记哈希值", "Export logs and chats and record their hashes", "security"),
    (
        "核对订单、退款和客诉三份数据",
        "Check orders, refunds and complaints against each other",
        "finance",
    ),
    ("给门店和客服一句统一的话", "Give stores and service one line to say", "hr"),
    ("请外部专家复核结论和数字", "Have an outside expert check findings and figures", "expert"),
    ("对照合同，确定谁有义务先行赔付", "Read the contracts: who has to pay first", "legal"),
    ("补发货物，快递单号逐个回填", "Send replacements and file each tracking number", "ops"),
)
WHY = (
    ("证据过一小时就难找了。", "An hour later the evidence is hard to find."),
    (
        "受影响的人先听到，才不会觉得被瞒着。",
        "Those affected hear it first, or they feel deceived.",
    ),
    ("两个口径比没有口径更糟。", "Two versions are worse than none."),
)
STEP = """\
    - id: {id}
      title: {{zh: "{zh}", en: "{en}"}}
      do:
        zh: {zh}。做完登记时间、经手人和凭据。
        en: "{en}. Record when, who and the proof."
      why: {{zh: {why_zh}, en: "{why_en}"}}
      role: {role}
      takes: {takes}m
{more}"""


def playbook(number: int, dice: random.Random) -> tuple[str, str]:
    """A playbook: its id and its text."""
    kind, zh, en, lead = dice.choice(KINDS)
    name = f"{kind}-{number}"
    text = HEAD.format(id=name, zh=zh, en=en, lead=lead, number=number)
    text += "phases:\n  prevention:\n" + steps(dice, 1, "ready")
    text += "  emergency:\n" + AROUND_EMERGENCY + steps(dice, 1, "act", first="needs: [verify]")
    text += DECISION.format(limit=dice.choice((100, 1000, 10_000)))
    text += "  disposal:\n" + steps(dice, 1, "mend", first=DECIDED) + STATEMENT
    text += "  recovery:\n" + steps(dice, 1, "after") + REVIEW
    return name, text


def steps(dice: random.Random, count: int, prefix: str, first: str = "") -> str:
    """Steps of a phase, in the words of the field."""
    found = ""
    for number, (zh, en, role) in enumerate(dice.sample(ACTS, count)):
        why_zh, why_en = dice.choice(WHY)
        more = f"      {first}\n" if first and number == 0 else ""
        found += STEP.format(
            id=f"{prefix}-{number}",
            zh=zh,
            en=en,
            role=role,
            why_zh=why_zh,
            why_en=why_en,
            takes=dice.choice((10, 20, 30, 45)),
            more=more,
        )
    return found


HEAD = """\
playbook: {id}
version: 1.0.{number}
title: {{zh: {zh}（第{number}号）, en: "{en}, no. {number}"}}
summary:
  zh: {zh}已经在网上传开，或者主管部门来问了，从这里开始。
  en: When it is public, or an authority asks, begin here.
signals:
  zh: [{zh}, {zh}投诉]
  en: [{en}]
responsibility: {{likely: preventable}}
lead: {lead}
facts: [company, event, people_affected, cause, actions_taken, measures, decision, decided_by,
  decided_on, remedy, remedy_due, hotline]
"""
AROUND_EMERGENCY = """\
    - id: staff
      needs: []
      title: {zh: 先告诉员工, en: Tell staff first}
      do:
        zh: 内网发一句话：出了什么事，来问的转给谁。
        en: One line on what happened and whom to send callers to.
      role: hr
      takes: 10m
      notify: {to: [staff]}
    - id: response
      use: first-response
      with: {channels: [weibo, app], approvers: [legal, lead]}
      due: {within: {P1: 1h, P2: 2h, else: 4h}, from: aware}
    - id: team
      needs: []
      use: convene-team
      with: {members: "公关、法务、客服", members_en: "PR, legal, service"}
    - id: verify
      needs: []
      title: {zh: 核实事实, en: Verify the facts}
      do:
        zh: 弄清多少人、什么时候开始、还在不在继续，每个数字写明出处。
        en: Find out how many, since when, and whether it goes on. Each figure has a source.
      role: ops
      takes: 30m
      due: {within: 2h, from: aware}
      collect: [people_affected, cause, actions_taken]
    - id: watch
      use: monitor
      with: {every: 2h}
"""
DECISION = """\
    - id: how-bad
      title: {{zh: 要不要逐一告知, en: Must each be told}}
      do:
        zh: 受影响的人该不该逐一收到通知，写明依据。
        en: Decide whether each person affected is told, with the grounds.
      role: legal
      takes: 15m
      decide:
        question: {{zh: 需要逐一告知吗？, en: "Must each be told?"}}
        options:
          tell: {{label: {{zh: 告知, en: Tell them}}}}
          watch: {{label: {{zh: 先观察, en: Watch}}}}
          again: {{label: {{zh: 再核实, en: Verify again}}, reopens: verify}}
    - id: tell
      when: how_bad == 'tell' and people_affected >= {limit}
      title: {{zh: 逐一告知, en: Tell each of them}}
      do:
        zh: 电话或短信逐一告知，说清楚现在该做什么。
        en: Tell each by phone or text what to do now.
      role: cs
      takes: 45m
      notify: {{to: [affected]}}
      due: {{within: 1d, from: aware}}
"""
STATEMENT = """\
    - id: letter
      use: statement
      with: {template: handling, channels: [weibo, app], audience: public, approvers: [legal, lead]}
      due: {within: 1d, from: aware}
"""
DECIDED = "collect: [measures, decision, decided_by, decided_on, remedy, remedy_due]"
REVIEW = """\
    - id: review
      use: after-action
      with: {since: letter}
"""


def write(folder: Path, count: int = 200, seed: int = 1) -> list[Path]:
    """The workspace; gives the paths of its playbooks."""
    dice = random.Random(seed)
    (folder / "playbooks").mkdir(parents=True, exist_ok=True)
    (folder / "crisiskit.yaml").write_text("languages: [zh, en]\n", encoding="utf-8")
    paths = []
    for number in range(count):
        name, text = playbook(number, dice)
        paths.append(folder / "playbooks" / f"{name}.yaml")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def main() -> None:
    folder = Path(sys.argv[1])
    made = write(folder, *(int(word) for word in sys.argv[2:4]))
    sizes = [path.stat().st_size for path in made]
    print(f"{len(made)} playbooks of {min(sizes)} to {max(sizes)} bytes, {sum(sizes)} in all")


if __name__ == "__main__":
    main()
