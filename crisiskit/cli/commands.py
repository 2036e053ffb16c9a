"""The table of commands. A command appears here when it works."""

from crisiskit.cli.app import Entry, Group
from crisiskit.cli.options import IN_CASE, IN_STORE, N_, RECORDS, SHOWS

RESPOND = N_("Respond")
RECORD = N_("Record")
WORDS = N_("Words")
PLAN = N_("Plan")
REHEARSE = N_("Rehearse")
"""The panels of the help, in the order a crisis needs them."""

SUMMARY = N_("Crisis response as files.")

_LOOK = "crisiskit.cli.look"
_STEPS = "crisiskit.cli.steps"
_LEDGER = "crisiskit.cli.ledger"
_WORDS = "crisiskit.cli.words"
_ENDING = "crisiskit.cli.ending"
_PLANS = "crisiskit.cli.plans"
_WALK = "crisiskit.cli.walk"

BARE: Entry | None = Entry(
    "bare",
    _LOOK,
    "bare",
    RESPOND,
    N_("Every open case on a line and what to type next; without one, the help."),
    IN_STORE,
)
"""What `crisiskit` alone does."""


def _respond() -> tuple[Entry, ...]:
    look = IN_CASE + SHOWS
    return (
        Entry(
            "start",
            _WALK,
            "start",
            RESPOND,
            N_("Open a case and walk it."),
            (*IN_STORE, "who", "command", *SHOWS),
            (
                "crisiskit start",
                "crisiskit start data-leak --title 用户数据疑似泄露 --no-walk",
                "crisiskit start data-leak --broke '昨天 22:00' --set people_affected=300000",
            ),
        ),
        Entry(
            "resume",
            _WALK,
            "resume",
            RESPOND,
            N_("Walk on in a case."),
            (*IN_CASE, "who"),
            ("crisiskit resume", "crisiskit resume --case 1121-01 --as legal"),
        ),
        Entry(
            "status",
            _LOOK,
            "status",
            RESPOND,
            N_("The case on one screen."),
            look,
            ("crisiskit status",),
        ),
        Entry(
            "brief",
            _LOOK,
            "brief",
            RESPOND,
            N_("At most 12 plain lines to paste into a chat."),
            look,
            ("crisiskit brief --for ceo",),
        ),
        Entry(
            "next",
            _LOOK,
            "next_",
            RESPOND,
            N_("What can be done now, the most pressing first."),
            (*look, "who"),
            ("crisiskit next", "crisiskit next --role legal", "crisiskit next --json"),
        ),
        Entry(
            "why",
            _LOOK,
            "why",
            RESPOND,
            N_("Why a step cannot be done now, or that it can."),
            look,
            ("crisiskit why holding.release",),
        ),
        Entry(
            "claim",
            _STEPS,
            "claim",
            RESPOND,
            N_("Take a step on."),
            RECORDS,
            ("crisiskit claim contain --as security",),
        ),
        Entry(
            "unclaim",
            _STEPS,
            "unclaim",
            RESPOND,
            N_("Let a step go."),
            RECORDS,
            ("crisiskit unclaim contain",),
        ),
        Entry(
            "check",
            _STEPS,
            "check",
            RESPOND,
            N_("Tick items of a checklist; without items, show it."),
            RECORDS,
            ("crisiskit check press.prepare 1 2 5", "crisiskit check press.prepare --all"),
        ),
        Entry(
            "done",
            _STEPS,
            "done",
            RESPOND,
            N_("Finish a step, with the facts and files it asks for."),
            RECORDS,
            (
                "crisiskit done contain",
                "crisiskit done verify-facts.collect --set people_affected=300000 --unknown cause",
                "crisiskit done notify-regulator --reference 网信2026-113 --evidence receipt.pdf",
            ),
        ),
        Entry(
            "skip",
            _STEPS,
            "skip",
            RESPOND,
            N_("Leave a step or a group undone, with the reason."),
            RECORDS,
            ("crisiskit skip press --because 不召开发布会",),
        ),
        Entry(
            "reopen",
            _STEPS,
            "reopen",
            RESPOND,
            N_("Do a step, and what followed from it, again."),
            RECORDS,
            ("crisiskit reopen verify-facts --because 数字有误",),
        ),
        Entry(
            "decide",
            _STEPS,
            "decide",
            RESPOND,
            N_("Pick an option of a decision and say why."),
            RECORDS,
            ("crisiskit decide how-bad notify --because 涉及手机号",),
        ),
        Entry(
            "advance",
            _STEPS,
            "advance",
            RESPOND,
            N_("Open a phase before the one before it is settled."),
            RECORDS,
            ("crisiskit advance disposal --because 已控制住",),
        ),
        Entry(
            "task",
            _STEPS,
            "task",
            RESPOND,
            N_("Add something the playbook does not have."),
            RECORDS,
            ("crisiskit task 致电合作银行 --role legal --due 15:00",),
        ),
    )


def _facts() -> Group:
    return Group(
        "fact",
        RECORD,
        N_("The ledger of facts: set, confirm, dispute, retract, list."),
        (
            Entry(
                "set",
                _LEDGER,
                "fact_set",
                RECORD,
                N_("Record facts, unconfirmed unless --confirmed."),
                RECORDS,
                (
                    "crisiskit fact set people_affected 300000",
                    "crisiskit fact set people_affected=300000 --confirmed --source 数据库导出",
                    "crisiskit fact set --unknown cause",
                    "crisiskit fact set cause 'A wrong setting' --translation --text-lang en",
                ),
            ),
            Entry(
                "confirm",
                _LEDGER,
                "fact_confirm",
                RECORD,
                N_("Confirm facts that have a value."),
                RECORDS,
                ("crisiskit fact confirm people_affected --source 安全部复核",),
            ),
            Entry(
                "dispute",
                _LEDGER,
                "fact_dispute",
                RECORD,
                N_("Say that facts are doubtful: no condition and no text uses them."),
                RECORDS,
                ("crisiskit fact dispute cause",),
            ),
            Entry(
                "retract",
                _LEDGER,
                "fact_retract",
                RECORD,
                N_("Take facts back: a text that names one cannot be made any more."),
                RECORDS,
                ("crisiskit fact retract cause",),
            ),
            Entry(
                "list",
                _LEDGER,
                "fact_list",
                RECORD,
                N_("The facts of the case: value, status, source, time."),
                IN_CASE + SHOWS,
                ("crisiskit fact list", "crisiskit fact list --all --json"),
            ),
        ),
    )


def _record() -> tuple[Entry | Group, ...]:
    return (
        _facts(),
        Entry(
            "severity",
            _LEDGER,
            "severity",
            RECORD,
            N_("Set the severity, or show what the matrix proposes."),
            RECORDS,
            ("crisiskit severity", "crisiskit severity P2 --because 超过一万人"),
        ),
        Entry(
            "responsibility",
            _LEDGER,
            "responsibility",
            RECORD,
            N_("Say whose doing this is; it decides how much apology is due."),
            RECORDS,
            ("crisiskit responsibility preventable --because 配置错误",),
        ),
        Entry(
            "note",
            _LEDGER,
            "note",
            RECORD,
            N_("Write a line into the log."),
            RECORDS,
            ("crisiskit note 记者来电询问人数 --from 新京报 --answer-by 15:00",),
        ),
        Group(
            "evidence",
            RECORD,
            N_("Files kept by their hash."),
            (
                Entry(
                    "add",
                    _LEDGER,
                    "evidence_add",
                    RECORD,
                    N_("Keep a file by its hash."),
                    RECORDS,
                    ("crisiskit evidence add weibo.png --for preserve-evidence",),
                ),
            ),
        ),
        Entry(
            "assign",
            _LEDGER,
            "assign",
            RECORD,
            N_("Say who holds a role."),
            RECORDS,
            ("crisiskit assign legal 王律师 李律师 --contact 13800000000",),
        ),
        Entry("log", _LOOK, "log", RECORD, N_("What was recorded."), IN_CASE + SHOWS, ()),
        Entry(
            "verify",
            _LOOK,
            "verify",
            RECORD,
            N_("Read every entry of the record; name the first that does not hold."),
            IN_CASE + SHOWS,
            ("crisiskit verify",),
        ),
        Entry("cases", _LOOK, "cases", RECORD, N_("All cases of the store."), IN_STORE + SHOWS, ()),
        Entry(
            "close",
            _ENDING,
            "close",
            RECORD,
            N_("Close the case; what is still open needs a reason."),
            RECORDS,
            ("crisiskit close", "crisiskit close --because 转法务跟进 --handover 王律师"),
        ),
        Entry(
            "reopen-case",
            _ENDING,
            "reopen_case",
            RECORD,
            N_("Go on with a closed case."),
            RECORDS,
            ("crisiskit reopen-case --case 1121-01 --because 又有新的爆料",),
        ),
    )


def _words() -> tuple[Entry, ...]:
    return (
        Entry(
            "draft",
            _WORDS,
            "draft",
            WORDS,
            N_("Make a document of a template and the facts, and print it."),
            RECORDS,
            (
                "crisiskit draft holding.write",
                "crisiskit draft apology --no-case --set company=某公司 --set 'cause?=配置错误'",
                "crisiskit draft apology --channel weibo --plain",
            ),
        ),
        Entry(
            "edit",
            _WORDS,
            "edit",
            WORDS,
            N_("Replace one text of a document; the new version has no approvals."),
            RECORDS,
            ("crisiskit edit d1 --file statement.md", "crisiskit edit d1 --editor"),
        ),
        Entry(
            "approve",
            _WORDS,
            "approve",
            WORDS,
            N_("Sign off the current version as a role; --for: an approval by phone."),
            RECORDS,
            (
                "crisiskit approve d1 --role lead",
                "crisiskit approve d1 --role legal --for 王律师 --via '企业微信 02:41'",
            ),
        ),
        Entry(
            "reject",
            _WORDS,
            "reject",
            WORDS,
            N_("Send the current version back, with the reason."),
            RECORDS,
            ("crisiskit reject d1 --role legal --because 人数未核实",),
        ),
        Entry(
            "publish",
            _WORDS,
            "publish",
            WORDS,
            N_("Record that a document went out; the code of the case is typed again."),
            RECORDS,
            (
                "crisiskit publish d1 --channel weibo --confirm 1121-01",
                "crisiskit publish d1 --waive app --because 应用内暂无入口",
                "crisiskit publish --file post.txt --channel weibo --unapproved --because 已发",
            ),
        ),
        Entry(
            "discharge",
            _WORDS,
            "discharge",
            WORDS,
            N_("Record that a statutory notification was made."),
            RECORDS,
            ("crisiskit discharge cn.pipl.57 --reference 网信2026-113 --confirm 1121-01",),
        ),
    )


def _plan() -> tuple[Entry | Group, ...]:
    return (
        Entry(
            "lint",
            _PLANS,
            "lint",
            PLAN,
            N_("Check playbooks, templates, scenarios and the workspace."),
            SHOWS,
            ("crisiskit lint", "crisiskit lint playbooks/data-leak.yaml --format json"),
        ),
        Group(
            "playbook",
            PLAN,
            N_("The playbooks within reach: list, show."),
            (
                Entry("list", _PLANS, "playbook_list", PLAN, N_("The playbooks."), SHOWS, ()),
                Entry(
                    "show",
                    _PLANS,
                    "playbook_show",
                    PLAN,
                    N_("A playbook: its phases and steps."),
                    SHOWS,
                    ("crisiskit playbook show data-leak",),
                ),
            ),
        ),
        Group(
            "template",
            PLAN,
            N_("The templates within reach: list, show."),
            (
                Entry("list", _PLANS, "template_list", PLAN, N_("The templates."), SHOWS, ()),
                Entry(
                    "show",
                    _PLANS,
                    "template_show",
                    PLAN,
                    N_("A template: its source, and the facts it speaks of."),
                    SHOWS,
                    ("crisiskit template show apology",),
                ),
            ),
        ),
    )


def _rehearse() -> tuple[Entry, ...]:
    return (
        Entry(
            "test",
            "crisiskit.cli.rehearse",
            "rehearse",
            REHEARSE,
            N_("Play scenarios on a virtual clock and judge what they expect."),
            SHOWS,
            ("crisiskit test", "crisiskit test playbooks/drills/mooncake-2016.yaml"),
        ),
    )


COMMANDS: tuple[Entry | Group, ...] = (
    *_respond(),
    *_record(),
    *_words(),
    *_plan(),
    *_rehearse(),
)
