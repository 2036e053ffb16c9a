"""Asking how verified words are said in the other language of a case; Enter leaves a gap."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from crisiskit.desk import acts
from crisiskit.desk.acts import Typed
from crisiskit.language import LANGUAGES, _, pick
from crisiskit.playbook.plan import FactSpec
from crisiskit.text import safe
from crisiskit.ui.asking import show_facts, together, value_words
from crisiskit.ui.table import Table

PER_LANGUAGE = frozenset({"text", "list"})
"""Types of facts that are written once per language."""

ROWS = frozenset({"people", "table"})
"""Types of facts that hold such words among other values."""


def language_name(language: str) -> str:
    """A language in words."""
    return {"zh": _("Chinese"), "en": _("English")}.get(language, language)


def ask_translations(table: Table, names: Iterable[str], languages: Iterable[str]) -> None:
    """Ask for the words of verified facts that the ledger has in one language only.

    What is not verified is a gap in every language, and its words may still change.
    """
    wanted = list(languages)
    for name in names:
        spec = table.desk.case.plan.facts.get(name)
        entry = table.desk.case.facts.get(name)
        if spec is None or entry is None or entry.status != "confirmed":
            continue
        for language in wanted:
            _translate(table, spec, language)


def _translate(table: Table, spec: FactSpec, language: str) -> None:
    value = table.desk.case.value(table.desk.case.facts[spec.id])
    if spec.type in PER_LANGUAGE and language not in value:
        _translate_words(table, spec, language)
    elif spec.type in ROWS:
        _translate_rows(table, spec, deepcopy(value), language)


def _translate_words(table: Table, spec: FactSpec, language: str) -> None:
    shown = value_words(table, spec.id)
    if not any(char.isalpha() for char in shown):  # a phone number is the same everywhere
        acts.translate_fact(table.desk, spec.id, shown, language)
        return
    show_facts(table, [spec.id])
    words = _asked(table, language)
    if words:
        receipt = acts.translate_fact(table.desk, spec.id, words, language)
        table.tell(receipt, _said(spec, language, words))


def _translate_rows(
    table: Table, spec: FactSpec, rows: list[dict[str, Any]], language: str
) -> None:
    """Each of its words once; what was answered is recorded together."""
    answers: dict[str, str] = {}
    for cell in _cells(rows, language):
        shown = str(next(iter(cell.values())))
        if shown not in answers:
            table.say(f"  {pick(spec.label)}{_(': ')}{safe(shown, 200)}")
            answers[shown] = _asked(table, language)
        if answers[shown]:
            cell[language] = answers[shown]
    said = [words for words in answers.values() if words]
    if said:
        case = table.desk.case
        source = case.words(case.facts[spec.id].source) or None
        receipt = acts.set_facts(table.desk, Typed({spec.id: rows}, confirmed=True, source=source))
        table.tell(receipt, _said(spec, language, _("; ").join(said)))


def _cells(rows: list[dict[str, Any]], language: str) -> Iterator[dict[str, Any]]:
    """The cells that hold words, and none in this language."""
    for cell in (cell for row in rows for cell in row.values()):
        words = isinstance(cell, dict) and cell.keys() < set(LANGUAGES)
        if words and language not in cell and isinstance(next(iter(cell.values())), str):
            yield cell


def _asked(table: Table, language: str) -> str:
    question = _("How is that said in {language}?").format(language=language_name(language))
    asked = together(table, question, _("[Enter: leave it to be translated]"))
    return str(table.text(asked, multiline=True)).strip()


def _said(spec: FactSpec, language: str, words: str) -> str:
    said = _("“{label}” in {language}: {words}")
    return said.format(label=pick(spec.label), language=language_name(language), words=safe(words))
