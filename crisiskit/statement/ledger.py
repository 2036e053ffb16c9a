"""Facts as a template sees them: their words, their items, what they compare as, and their gaps.

Only plain texts, lists and truth values leave this module. Where something has to be known about
what was printed (a gap, a fact that was used), a mark goes with the text: a number between two
NULs. Facts cannot hold a NUL, so nobody can forge one, and marks are read once, at the end.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from functools import partial
from typing import Any

from crisiskit.errors import Refused
from crisiskit.language import _, pick
from crisiskit.lean import dataclass
from crisiskit.playbook import durations, wording
from crisiskit.playbook.plan import FactSpec
from crisiskit.statement.gaps import Gap, GapKind, placeholder
from crisiskit.text import quote, safe

_KINDS = {
    "unconfirmed": GapKind.UNCONFIRMED,
    "disputed": GapKind.DISPUTED,
    "unknown": GapKind.UNKNOWN,
}
_MARK = re.compile("\x00(\\d+)\x00")
PERSON = ("name", "title", "unit")
WHOLE = ""
"""The key of a person or row under which its words as a whole stand."""


@dataclass(frozen=True, slots=True)
class LedgerFact:
    """A fact as the ledger has it. Without an entry, `status`, `value` and `seq` are None.

    `status` is unconfirmed, confirmed, disputed, retracted, or unknown (a recorded 还不知道); `seq`
    is the number of the entry that gave the value.
    """

    spec: FactSpec
    status: str | None = None
    value: Any = None
    seq: int | None = None

    @property
    def confirmed(self) -> bool:
        """Whether it prints as its value."""
        return self.status == "confirmed" and self.value is not None

    @property
    def known(self) -> bool:
        """Whether it has a value that nobody disputes, as in conditions (design 3)."""
        return self.status in ("confirmed", "unconfirmed") and self.value is not None


@dataclass(slots=True)
class Trace:
    """What a text turned out to hold."""

    gaps: list[Gap] = field(default_factory=list)
    used: dict[str, int | None] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)


class Ledger:
    """The facts of one rendering."""

    def __init__(self, facts: Mapping[str, LedgerFact], language: str, zone: str) -> None:
        self._facts = facts
        self._language = language
        self._zone = zone
        self._marks: list[Callable[[Trace], str]] = [lambda _trace: ""]

    def fact(self, name: str) -> LedgerFact:
        """A fact; one that nobody declared is missing and labelled with its id."""
        found = self._facts.get(name)
        label = {self._language: name}
        return found or LedgerFact(FactSpec(name, "text", "event", label, {}))

    # --- marks -----------------------------------------------------------------------------------

    @property
    def tick(self) -> str:
        """A mark that says nothing: each turn of a loop leaves one, so that no turn is for free."""
        return "\x000\x00"

    def mark_used(self, names: Sequence[str], *, printed: bool = False) -> str:
        """Says that the text depends on these facts."""

        def note(trace: Trace) -> str:
            for name in names:
                trace.used[name] = self.fact(name).seq
                if printed and name not in trace.printed:
                    trace.printed.append(name)
            return ""

        return self._mark(note)

    def mark_gap(self, name: str) -> str:
        """Stands where a fact would be printed that is not confirmed.

        Raises Refused, when the text is finished, for a retracted fact.
        """
        fact = self.fact(name)

        def note(trace: Trace) -> str:
            if fact.status == "retracted":
                raise _retracted(fact)
            trace.used[name] = fact.seq
            return self._gap(trace, fact, _KINDS.get(fact.status or "", GapKind.MISSING))

        return self._mark(note)

    def _untranslated(self, fact: LedgerFact) -> str:
        return self._mark(lambda trace: self._gap(trace, fact, GapKind.UNTRANSLATED))

    def _absent(self, fact: LedgerFact, column: FactSpec) -> str:
        def note(trace: Trace) -> str:
            return self._gap(trace, LedgerFact(column), GapKind.MISSING, of=fact.spec.id)

        return self._mark(note)

    def _gap(self, trace: Trace, fact: LedgerFact, kind: GapKind, of: str | None = None) -> str:
        label = safe(pick(fact.spec.label, self._language))
        gap = Gap(of or fact.spec.id, kind, label)
        if gap not in trace.gaps:
            trace.gaps.append(gap)
        return placeholder(kind, label, self._language)

    def _mark(self, note: Callable[[Trace], str]) -> str:
        self._marks.append(note)
        return f"\x00{len(self._marks) - 1}\x00"

    def resolve(self, raw: str, trace: Trace) -> str:
        """The text with its marks read, once: what they leave is not looked at again."""
        return _MARK.sub(lambda found: self._marks[int(found[1])](trace), raw)

    # --- words -----------------------------------------------------------------------------------

    def words(self, name: str) -> str:
        """A confirmed fact in words; the placeholder of a missing language."""
        fact = self.fact(name)
        return self._said(fact, lambda: self._worded(fact.spec, fact.value))

    def items(self, name: str) -> list[str]:
        """The words of each entry of a confirmed fact."""
        fact = self.fact(name)
        try:
            found = wording.entries(fact.spec, fact.value, self._language, self._zone)
        except wording.Untranslated:
            return [self._untranslated(fact)]
        return [plain(words) for words in found]

    def rows(self, name: str) -> list[Any]:
        """What a loop over a confirmed fact gives: texts; people and rows as maps of texts."""
        fact = self.fact(name)
        if fact.spec.type == "people":
            return [self._person(fact, person) for person in fact.value]
        if fact.spec.type == "table":
            return [self._row(fact, row) for row in fact.value]
        return self.items(name)

    def _person(self, fact: LedgerFact, person: Mapping[str, Any]) -> dict[str, str]:
        parts = {
            key: self._said(fact, partial(wording.text, person[key], self._language))
            for key in ("title", "unit")
            if key in person
        }
        whole = self._said(fact, lambda: self._worded(fact.spec, [person]))
        return {"name": plain(person.get("name", "")), "unit": "", **parts, WHOLE: whole}

    def _row(self, fact: LedgerFact, row: Mapping[str, Any]) -> dict[str, str]:
        cells = {name: self._cell(fact, name, row) for name in fact.spec.columns}
        return {**cells, WHOLE: self._said(fact, lambda: self._worded(fact.spec, [row]))}

    def _cell(self, fact: LedgerFact, column: str, row: Mapping[str, Any]) -> str:
        spec = wording.cell_spec(fact.spec, column)
        if row.get(column) is None:
            return self._absent(fact, spec)
        return self._said(fact, lambda: self._worded(spec, row[column]))

    def _worded(self, spec: FactSpec, value: Any) -> str:
        return wording.words(spec, value, self._language, self._zone)

    def _said(self, fact: LedgerFact, say: Callable[[], str]) -> str:
        try:
            return plain(say())
        except wording.Untranslated:
            return self._untranslated(fact)

    # --- comparisons -----------------------------------------------------------------------------

    def compared(self, name: str) -> Any:
        """What a fact compares as: numbers and amounts as Decimal, options by id."""
        fact = self.fact(name)
        return _COMPARED.get(fact.spec.type, _as_stored)(fact.value, self._language)


def plain(words: str) -> str:
    """A text from outside made fit to be published: no control characters, nothing hidden."""
    return safe(words, None, lines=True)


def _retracted(fact: LedgerFact) -> Refused:
    return Refused(
        _("The text uses {fact}, which was retracted.").format(fact=quote(pick(fact.spec.label))),
        hint=_("Record what holds now: crisiskit fact set {fact}=…").format(fact=fact.spec.id),
    )


def _as_stored(value: Any, _language: str) -> Any:
    return value


_COMPARED: dict[str, Callable[[Any, str], Any]] = {
    "number": lambda value, _language: Decimal(value),
    "percent": lambda value, _language: Decimal(value),
    "money": lambda value, _language: Decimal(value["amount"]),
    "duration": lambda value, _language: durations.rough(value),
    "text": lambda value, language: value.get(language, ""),
    "list": lambda value, language: value.get(language, []),
}
