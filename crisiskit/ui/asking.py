"""Asking for facts: by the fact's own question, in the form its type wants.

Each answer is recorded before the next question, as unconfirmed; whether it is verified is asked
once for all of them, with their values in sight. An empty answer leaves a fact for later, `?`
records 还不知道.
"""

from collections.abc import Iterable, Sequence

from crisiskit.desk import acts
from crisiskit.desk import facts as typed_facts
from crisiskit.desk.acts import Typed
from crisiskit.errors import Refused, UsageError
from crisiskit.language import _, pick
from crisiskit.playbook import values
from crisiskit.playbook.plan import FactSpec
from crisiskit.text import width, wrap
from crisiskit.ui.prompter import LATER, UNKNOWN, Answer, Choice
from crisiskit.ui.table import Table

UNKNOWNS = frozenset({UNKNOWN, "？"})
"""What a responder types for 还不知道."""

QUANTITIES = frozenset({"number", "money", "percent"})
"""Types of which 0 is a value, and not 以后再说."""


def ask_facts(table: Table, names: Iterable[str], *, again: bool = False) -> None:
    """Ask for facts and record each; those with a word in the ledger only `again`."""
    constants = table.desk.case.settings.get("facts", {})
    for name in names:
        if name in table.desk.case.facts and not again:
            continue
        if name in constants and not again:
            _record_constant(table, name, constants[name])
            continue
        spec = typed_facts.spec(table.desk, name)
        (_ask_rows if spec.type == "table" else _ask_one)(table, spec)


def _record_constant(table: Table, name: str, value: object) -> None:
    """A constant of the workspace counts as known once it is in the ledger."""
    typed = Typed({name: value}, confirmed=True, source="crisiskit.yaml")
    table.tell(acts.set_facts(table.desk, typed))


def _ask_one(table: Table, spec: FactSpec) -> None:
    before: str | None = None
    while True:
        answer = _put(table, spec, before)
        if not answer and answer.at is not None:
            answer = _only_time(table, spec, answer.at)
        if not answer.strip() or (answer == LATER and spec.type not in QUANTITIES):
            table.written.clear()
            return
        try:
            at = table.late(answer)
            typed = (
                Typed(unknown=[spec.id], at=at)
                if answer in UNKNOWNS
                else Typed({spec.id: str(answer)}, at=at)
            )
            receipt = acts.set_facts(table.desk, typed)
        except (UsageError, Refused) as error:
            table.trouble(error.message, error.hint)
            before = str(answer)
        else:
            table.tell(receipt)
            return


def _only_time(table: Table, spec: FactSpec, at: str) -> Answer:
    """`@02:10` with nothing behind it: the answer where a time is asked for, else half of one."""
    if spec.type == "time":
        return Answer(at)
    table.say(_("A time, and no answer behind it: nothing was recorded."))
    return Answer("")


def _put(table: Table, spec: FactSpec, before: str | None) -> Answer:
    """The question in the form of the fact's type; what was refused stands in the line again."""
    question = pick(spec.ask)
    flag = f"--set {spec.id}=…"
    options = _options(spec)
    if spec.type == "choices":
        chosen = table.prompter.choose_many(question, options, later=True, flag=flag)
        return Answer(" ".join(chosen), chosen[0].at)
    if options:
        return table.prompter.choose(question, options, later=True, flag=flag)
    multiline = spec.type in {"text", "list"}
    asked = together(table, question + form(spec), _("[Enter: later; ?: unknown]"))
    return table.text(asked, default=before, multiline=multiline, flag=flag)


def _options(spec: FactSpec) -> list[Choice]:
    if spec.type == "yes-no":
        options = [Choice("yes", _("yes")), Choice("no", _("no"))]
    elif spec.type in {"choice", "choices"}:
        options = [Choice(key, pick(label)) for key, label in spec.options.items()]
    else:
        return []
    return [*options, Choice(UNKNOWN, _("not known yet"))]


def form(spec: FactSpec) -> str:
    """How an answer of this type is written, behind the question."""
    forms = {
        "time": _(" (such as 02:10, yesterday 22:00, -30m, +2h)"),
        "date": _(" (such as 2026-11-21)"),
        "money": _(" (such as 5000000 CNY)"),
        "percent": _(" (such as 12.5%)"),
        "duration": _(" (such as 2h, 3d)"),
        "list": _(" (separate with ;)"),
    }
    unit = pick(spec.unit)
    said = not unit or unit in pick(spec.ask)  # “how many people … (people)” says it twice
    unit = "" if said else _(" ({unit})").format(unit=unit)
    return unit + forms.get(spec.type, "")


def together(table: Table, question: str, keys: str) -> str:
    """A question and what the keys do, on a line of its own when it would be broken."""
    last = wrap(question, table.screen.width)[-1]
    fits = width(last) + width(keys) + 2 <= table.screen.width
    return f"{question}  {keys}" if fits else f"{question}\n{keys}"


def _ask_rows(table: Table, spec: FactSpec) -> None:
    """A table row by row, its parts with semicolons between them; each row is recorded at once."""
    rows: list[dict[str, str]] = []
    columns = "; ".join(pick(column.label) for column in spec.columns.values())
    question = f"{pick(spec.ask)}\n" + _("One row at a time: {columns}").format(columns=columns)
    before: str | None = None
    while True:
        keys = _("[Enter: no more rows]") if rows else _("[Enter: later; ?: unknown]")
        answer = table.text(together(table, question, keys), default=before)
        if answer.strip() in ("", LATER):
            table.written.clear()
            return
        try:
            row = {} if answer in UNKNOWNS else _row(spec, str(answer))
            unknown = [] if row else [spec.id]
            facts = {spec.id: [*rows, row]} if row else {}
            receipt = acts.set_facts(table.desk, Typed(facts, unknown, at=table.late(answer)))
        except (UsageError, Refused) as error:
            table.trouble(error.message, error.hint)
            before = str(answer)
            continue
        table.tell(receipt)
        if not row:
            return
        rows.append(row)
        question, before = _("The next row?"), None


def _row(spec: FactSpec, answer: str) -> dict[str, str]:
    parts = [part.strip() for part in answer.replace("；", ";").split(";")]
    if len(parts) != len(spec.columns):
        raise UsageError(
            _("{count} parts are asked for, with ; between them.").format(count=len(spec.columns))
        )
    return dict(zip(spec.columns, parts, strict=True))


def unverified(table: Table, names: Iterable[str]) -> list[str]:
    """Those of the facts that have a value nobody has verified."""
    facts = table.desk.case.facts
    return [n for n in names if n in facts and facts[n].status == "unconfirmed"]


def value_words(table: Table, name: str) -> str:
    """The value of a fact, as people read it."""
    case = table.desk.case
    entry = case.facts.get(name)
    value = case.value(entry) if entry is not None else None
    spec = case.plan.facts[name]
    return "" if value is None else values.shown(spec, value, case.language, case.zone)


def show_facts(table: Table, names: Iterable[str]) -> None:
    """A line for each fact: its label and its value."""
    for name in names:
        label = pick(table.desk.case.plan.facts[name].label)
        table.say(f"  {label} = {value_words(table, name)}")


def verify(table: Table, names: Sequence[str]) -> None:
    """Ask once whether facts are verified: what is may go out, what is not shows as a gap."""
    while pending := unverified(table, names):
        show_facts(table, pending)
        answer = table.prompter.choose(
            _("Is this verified? Only what is goes out; the rest shows as a gap."),
            _verdicts(pending),
            default="no",
            flag="--confirmed",
        )
        if answer == "no":
            return
        if answer == "change":
            ask_facts(table, _which(table, pending, _("Which one?")), again=True)
            continue
        chosen = pending if answer == "all" else _which(table, pending, _("Which are verified?"))
        confirm(table, chosen, answer)
        return


def _verdicts(pending: Sequence[str]) -> list[Choice]:
    several = [Choice("some", _("only some of it"))] if len(pending) > 1 else []
    return [
        Choice("all", _("verified")),
        Choice("no", _("not verified yet")),
        *several,
        Choice("change", _("put it differently first")),
    ]


def _which(table: Table, names: Sequence[str], question: str) -> list[str]:
    if len(names) == 1:
        return list(names)
    facts = table.desk.case.plan.facts
    options = [Choice(name, pick(facts[name].label)) for name in names]
    chosen = table.prompter.choose_many(question, options, later=True)
    return [str(name) for name in chosen if name != LATER]


def confirm(table: Table, names: Sequence[str], answer: Answer) -> None:
    """Record that facts are verified."""
    if names:
        receipt = acts.restate(table.desk, names, "confirmed", Typed(at=table.late(answer)))
        labels = [pick(table.desk.case.plan.facts[name].label) for name in names]
        table.tell(receipt, _("verified: {facts}").format(facts=_(", ").join(labels)))
