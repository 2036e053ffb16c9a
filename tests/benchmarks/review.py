"""What a review costs, beside `crisiskit --help` and beside reading the same files in Python.

Whole processes, in turns within one run, the quickest of each. The statements are made anew and
always the same. Linters of prose are measured beside it if their commands are found on PATH, with a
handful of rules each: textlint (and the rules of `TEXTLINT`), proselint.

Run where crisiskit is installed and no development tool hooks into the interpreter:

    python tests/benchmarks/review.py [ROUNDS]
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ENTRY = "import sys; from crisiskit.__main__ import main; sys.exit(main())"
READING = (
    "import sys\n"
    "for path in sys.argv[1:]:\n"
    "    with open(path, encoding='utf-8') as file:\n"
    "        file.read()\n"
)

TEXTLINT = ("no-todo", "max-comma", "terminology", "sentence-length", "common-misspellings")
PROSELINT = ("cliches", "hedging", "redundancy", "typography", "weasel_words")
"""The rules with which they run: for each one of theirs a review has ten."""

STATEMENTS = 200
BYTES = 2000
"""Of one statement."""

CHINESE = [
    "3月{n}日9时{n}分，我们的订单系统误取消了{k}位顾客已经付款的订单。",
    "这是我们上线前没有做压测造成的，责任在我们，我们向这{k}位顾客道歉。",
    "截至3月{n}日18时，{k}笔订单的款项已经全部原路退回，共计{k},402元。",
    "核对结果由财务部和客服部分别签字，将在4月{n}日前公布在官网首页。",
    "如您在3月1日至5日购买过0{k}批次，请拨打400-000-{k}，每天8:00至22:00。",
    "我们高度重视，第一时间成立了专项工作组，对相关流程做了逐项排查。",
    "目前原因仍在调查，下一次更新在3月{n}日12时，由客服负责人发布。",
    "有顾客反映“客服让我自己等”，我们核对了{k}通录音，情况属实。",
]
ENGLISH = [
    "On {n} March at 09:{n}, our order system cancelled {k} orders that had been paid for.",
    "We had not tested the release under load; that is our failure, and we are sorry.",
    "By 18:00 on {n} March all {k} payments had been returned, 316,{k} dollars in total.",
    "We will publish the result of the check on our home page by {n} April.",
    "If you bought batch 0{k} between 1 and 5 March, call 555-0{k}, 8 am to 10 pm.",
    "We take this extremely seriously and are working around the clock with all teams.",
    "The cause is still being investigated; the next update is at 12:00 on {n} March.",
    "Customers told us that they were “told to wait”; we listened to {k} calls, and it is so.",
]


@dataclass
class Row:
    """A command, beside those that it is held against: at most so many times the first of them.

    What the others take is taken off before: it is no part of the work.
    """

    name: str
    command: Sequence[str]
    beside: Sequence[tuple[float, Sequence[str]]]
    cwd: Path
    target: str
    taken: list[float] = field(default_factory=list)
    others: list[list[float]] = field(default_factory=list)

    def turn(self) -> None:
        """One run of each, one after the other."""
        self.others = self.others or [[] for _ in self.beside]
        for (_times, command), seconds in zip(self.beside, self.others, strict=True):
            seconds.append(seconds_of(command, self.cwd))
        self.taken.append(seconds_of(self.command, self.cwd))

    @property
    def ratio(self) -> float:
        """How many times the first of the others it took, the rest of them taken off."""
        first, *rest = (min(seconds) for seconds in self.others)
        return (min(self.taken) - sum(rest)) / first

    @property
    def passes(self) -> bool:
        """Whether that is no more than the target."""
        (target, _command), *_rest = self.beside
        return self.ratio <= target

    def said(self) -> str:
        """The row of the table: what it took, how many times the other, and the target."""
        return (
            f"{self.name:44}{1000 * min(self.taken):8.0f} ms {self.ratio:8.2f} x  "
            f"target {self.target:24}{'met' if self.passes else 'MISSED'}"
        )


def seconds_of(command: Sequence[str], cwd: Path) -> float:
    """Seconds of a whole process whose output nobody reads."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CRISISKIT")}
    world = kept | {"CRISISKIT_LANG": "zh", "XDG_CACHE_HOME": str(cwd / ".cache")}
    began = time.perf_counter()
    ended = subprocess.run(
        command,
        cwd=cwd,
        env=world,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    taken = time.perf_counter() - began
    assert ended.returncode in (0, 1), (command, ended.returncode)
    return taken


def ours(*words: str) -> list[str]:
    """crisiskit as the installed script runs it."""
    return [sys.executable, "-c", ENTRY, *words]


def statement(number: int, *, english: bool, characters: int = 0) -> str:
    """A statement of about `BYTES`, or of so many characters."""
    chosen = random.Random(number)
    title = "Qinghe: our apology for the orders" if english else "青禾电商关于订单误取消的致歉"
    lines = [f"# {title}", ""]
    room = characters or BYTES
    while room > 0:
        sentence = chosen.choice(ENGLISH if english else CHINESE)
        sentence = sentence.format(n=chosen.randint(10, 28), k=chosen.randint(100, 999))
        lines += [sentence] if chosen.random() < 0.6 else [sentence, ""]
        room -= len(sentence) if characters else len(sentence.encode())
    return "\n".join([*lines, "", "Qinghe" if english else "青禾电商有限公司", "2026-03-06", ""])


def terms(number: int) -> str:
    """A team's own lexicon of so many terms."""
    chosen = random.Random(number)
    letters = [chr(code) for code in range(0x4E00, 0x5E00)]
    made = {"".join(chosen.choices(letters, k=3)) for _ in range(number)}
    return "absolute:\n  zh:\n" + "".join(f"    - {term}\n" for term in sorted(made))


NASTY = {
    "stops": "。" * 330_000,
    "one word": "a" * 1_000_000,
    "quotations": "“" * 330_000,
    "negations": "不" * 330_000,
    "digits": "1" * 1_000_000,
    "addresses": "https://" * 125_000,
    "clocks": "20:00" * 200_000,
    "dates": "3月1日" * 120_000,
    "conditional apologies": "如果给您造成不便，我们深表歉意。\n" * 19_000,
    "in one line": "We are sorry if anyone was upset by the delay of 3 days. " * 17_000,
    "comments": "x <!-- crisiskit: ignore[a] b -->\n" * 29_000,
}


def rows(folder: Path) -> list[Row]:
    """What is measured."""
    (folder / "thousand.md").write_text(statement(0, english=False, characters=1000), "utf-8")
    for number in range(STATEMENTS):
        text = statement(number, english=number % 2 == 1)
        (folder / f"s{number:03}.md").write_text(text, "utf-8")
    many = [f"s{number:03}.md" for number in range(STATEMENTS)]
    made = [
        Row("1,000 characters", ours("review", "thousand.md"), [(1.3, ours("--help"))], folder,
            "1.3 x --help"),
        Row(f"{STATEMENTS} statements of {BYTES} bytes", ours("review", *many),
            [(6, [sys.executable, "-c", READING, *many]), (1, ours("--help"))], folder,
            "6 x reading, start-up"),
    ]  # fmt: skip
    made += peers(folder, many)
    for size in (300, 10_000):
        team = folder / f"terms-{size}"
        (team / "review").mkdir(parents=True)
        (team / "crisiskit.yaml").write_text("languages: [zh]\nlint: {profile: standard}\n")
        (team / "review/own.yaml").write_text(terms(size), "utf-8")
        (team / "thousand.md").write_text((folder / "thousand.md").read_text("utf-8"), "utf-8")
    small, large = (["review", f"terms-{size}/thousand.md"] for size in (300, 10_000))
    made.append(Row("10,000 terms of a team", ours(*large), [(1.5, ours(*small))], folder,
                    "1.5 x 300 terms"))  # fmt: skip
    for size in (100_000, 1_000_000):
        text = statement(1, english=False, characters=size // 3)
        (folder / f"big-{size}.md").write_text(text[: size // 3], "utf-8")
    made.append(Row("1 MB", ours("review", "big-1000000.md"),
                    [(10, ours("review", "big-100000.md"))], folder, "10 x 100 KB"))  # fmt: skip
    sleep = [sys.executable, "-c", "import time; time.sleep(1)"]
    for name, text in NASTY.items():
        path = folder / f"{name.replace(' ', '-')}.md"
        path.write_text(text, "utf-8")
        made.append(Row(f"1 MB of {name}", ours("review", path.name), [(5, sleep)], folder,
                        "5 s"))  # fmt: skip
    return made


def peers(folder: Path, files: Sequence[str]) -> Iterator[Row]:
    """The same statements, held against other linters as far as they are installed."""
    (folder / ".textlintrc.json").write_text(json.dumps({"rules": dict.fromkeys(TEXTLINT, True)}))
    commands = {"textlint": ["textlint", *files], "proselint": ["proselint", "check", *files]}
    if shutil.which("proselint"):
        told = subprocess.run(["proselint", "dump-config"], capture_output=True, check=True)
        checks = {name: name in PROSELINT for name in json.loads(told.stdout)["checks"]}
        (folder / ".proselintrc.json").write_text(json.dumps({"checks": checks}))
    for name, times in (("textlint", 5), ("proselint", 10)):
        if shutil.which(name):
            yield Row(f"{len(files)} statements, over {name}", ours("review", *files),
                      [(1 / times, commands[name])], folder, f"{1 / times} x {name}")  # fmt: skip


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory() as name:
        measured = rows(Path(name))
        for row in measured:
            long = "MB" in row.name or "over" in row.name
            row.turn()  # compiles the bytecode, fills the caches
            row.taken.clear()
            row.others.clear()
            for _ in range(2 if long else rounds):
                row.turn()
            print(row.said(), flush=True)
    return 0 if all(row.passes for row in measured) else 1


if __name__ == "__main__":
    raise SystemExit(main())
