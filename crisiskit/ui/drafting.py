"""The card that makes a document: its facts, their verification, the text, what it still lacks."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from crisiskit.case.explain import fact_name
from crisiskit.case.records import Document
from crisiskit.desk import acts, words
from crisiskit.desk.acts import Typed
from crisiskit.desk.files import read_file
from crisiskit.errors import UsageError
from crisiskit.language import _, pick
from crisiskit.playbook.plan import Draft, Step
from crisiskit.ui import reviewed
from crisiskit.ui.asking import ask_facts, unverified, verify
from crisiskit.ui.log import responsibility_name
from crisiskit.ui.prompter import LATER, Choice
from crisiskit.ui.table import ASIDE, Table, Turn
from crisiskit.ui.translating import ask_translations, language_name

RESPONSIBILITIES = ("preventable", "accidental", "victim", "undetermined")
"""In the order of the plain question 这事主要怪谁 (design section 4)."""


def draft(table: Table, step: Step) -> Turn:
    """Draft, or draft again with what is known by now."""
    action = step.action
    assert isinstance(action, Draft)
    document = table.desk.case.document_of(step.id)
    if document is not None and not _outdated(table, document):
        return _unfinished(table, step, document)
    ask_facts(table, step.collect)
    kinds = {kind for kind, _facts in _templates(table, action)}
    if "apology" in kinds and table.desk.case.responsibility == "undetermined":
        table.say(_("How much apology is due depends on this:"))
        ask_responsibility(table)
    facts = _facts_of(table, action, step.collect)
    verify(table, facts)
    ask_translations(table, facts, _languages(table, action))
    return _drafted(table, step)


def _drafted(table: Table, step: Step, *, replace: bool = False) -> Turn:
    drafted = words.draft(table.desk, step.id, replace=replace)
    show_document(table, drafted.document)
    table.tell(drafted.receipt)
    _reviewed(table, drafted.document)
    return Turn.ON


def _reviewed(table: Table, document: Document) -> None:
    """What the review finds in a new version; mended in the editor as often as one likes."""
    while True:
        review = reviewed.shown(table, document)
        ways = review.edits()
        if not ways:
            return
        answer = table.prompter.choose(_("Mend it now?"), ways, later=True)
        if answer == LATER or not review.takes(answer):
            return


def _languages(table: Table, action: Draft) -> list[str]:
    return [name for name in table.desk.case.languages if name in action.languages]


def _outdated(table: Table, document: Document) -> bool:
    """Whether what it speaks of has had a word since, or what it lacks can be said now."""
    if document.rejected is not None or document.current.edited:
        return False
    known, seq = table.desk.case.facts, document.current.seq
    gaps = {gap["fact"] for gap in document.current.gaps}
    return any(
        known[fact].seq > seq and (fact not in gaps or known[fact].status == "confirmed")
        for fact in {*document.current.facts, *gaps}
        if fact in known
    )


def _templates(table: Table, action: Draft) -> Iterator[tuple[str | None, list[str]]]:
    """The kind of the template in each language, with the facts it can speak of."""
    from crisiskit.statement.library import Library

    sources = {}
    for key, source in table.desk.case.templates().items():
        language, _slash, name = key.partition("/")
        sources[language, name] = source
    library = Library(sources)
    for language in library.languages(action.template):
        template = library.get(language, action.template)
        needs, uses = library.declared(language, action.template)
        yield template.kind, [*needs, *uses]


def _facts_of(table: Table, action: Draft, collected: Sequence[str]) -> list[str]:
    """What the text can speak of: also facts that it only mentions once they are verified."""
    found = dict.fromkeys(collected)
    for _kind, facts in _templates(table, action):
        found.update(dict.fromkeys(facts))
    return list(found)


def _unfinished(table: Table, step: Step, document: Document) -> Turn:
    """Nothing new is known and it cannot be signed as it is: it has gaps, or was sent back."""
    assert isinstance(step.action, Draft)
    _say_why(table, document)
    facts = list(dict.fromkeys(gap["fact"] for gap in document.current.gaps if gap["fact"]))
    options = [Choice("fill", _("fill the gaps"))] if facts else []
    options += [
        Choice("file", _("take a text that was written by hand, from a file")),
        Choice("again", _("draft it again from the facts")),
        Choice("show", _("read it")),
    ]
    answer = table.choose(_("What next?"), options)
    if answer in ASIDE:
        return ASIDE[answer]
    if answer == "show":
        show_document(table, document)
        return Turn.ON
    if answer == "file":
        return _from_file(table, document)
    if answer == "fill":
        _fill(table, facts, _languages(table, step.action))
        if not _outdated(table, document):
            table.say(_("Nothing was verified; the document stays as it is."))
            return Turn.LATER
    return _drafted(table, step, replace=document.current.edited)


def _say_why(table: Table, document: Document) -> None:
    if document.rejected is not None:
        why = table.desk.case.words(document.rejected.because)
        said = _("{document} was sent back: {why}").format(document=document.id, why=why)
        table.say(said, style="due")
    if document.current.gaps:
        said = _("{document} still has gaps: {gaps}")
        said = said.format(document=document.id, gaps=_gaps(table, document))
        table.say(said, style="due")


def _fill(table: Table, facts: list[str], languages: list[str]) -> None:
    """Each gap by what it lacks: a value, a word in another language, a verification."""
    known = table.desk.case.facts
    lacking = [f for f in facts if f not in known or known[f].status not in _USABLE]
    ask_facts(table, lacking, again=True)
    verify(table, unverified(table, facts))
    ask_translations(table, facts, languages)


_USABLE = frozenset({"confirmed", "unconfirmed"})


def _from_file(table: Table, document: Document) -> Turn:
    """A text by hand becomes the next version of one text of the document."""
    texts = [(t["language"], t["channel"]) for t in document.current.texts]
    options = [Choice(str(number), _title(table, *text)) for number, text in enumerate(texts)]
    chosen = table.prompter.choose(_("Which of its texts?"), options, later=True)
    if chosen == LATER:
        return Turn.LATER
    language, channel = texts[int(chosen)]
    while True:
        answer = table.text(_("Path of the file with the text [Enter: leave it]"), flag="--file")
        if answer.strip() in ("", LATER):
            return Turn.ON
        try:
            text = read_file(Path(answer.strip()).expanduser()).content.decode()
            break
        except UsageError as error:
            table.trouble(error.message, error.hint)
        except UnicodeDecodeError:
            table.trouble(_("That file is not UTF-8 text."))
    edited = words.edit(table.desk, document.id, text, language=language, channel=channel)
    show_document(table, edited.document)
    table.tell(edited.receipt)
    _reviewed(table, edited.document)
    return Turn.ON


def _title(table: Table, language: str, channel: str | None) -> str:
    where = channel_name(table, channel) if channel else _("long form")
    several = len(table.desk.case.languages) > 1
    return (
        _("{where} ({language})").format(where=where, language=language_name(language))
        if several
        else where
    )


def channel_name(table: Table, channel: str) -> str:
    """A channel in the language that is spoken."""
    return pick(table.desk.case.plan.channels.get(channel)) or channel


def show_document(
    table: Table, document: Document, *, channels: Sequence[str] = (), everything: bool = False
) -> None:
    """The texts that go out, those alike once; the long form when no channel has its own.

    Unwrapped, so that they can be copied. With `everything` also the other languages and the long
    form, otherwise the language of the case.
    """
    version = document.current
    alike: dict[str, list[str]] = {}
    for entry in version.texts:
        language, channel = entry["language"], entry["channel"]
        if everything or _goes_out(table, document, language, channel, channels):
            text = words.text_of(table.desk, document.id, language, channel)
            alike.setdefault(text, []).append(_title(table, language, channel))
    for text, titles in alike.items():
        head = _("{document} version {number}").format(document=document.id, number=version.number)
        table.screen.say("")
        table.screen.say(("quiet", f"──── {head} · {_(', ').join(titles)} ────"))
        table.screen.say(text.rstrip("\n"))
        table.screen.say(("quiet", "────"))
    table.above = (version.id, table.cards)
    if version.gaps:
        gaps = _("Gaps that block approval: {gaps}").format(gaps=_gaps(table, document))
        table.say(gaps, style="due")


def _gaps(table: Table, document: Document) -> str:
    """What is missing, each once, in the language that is spoken and not in that of the text."""
    situation = table.desk.situation()
    found: dict[str, None] = {}
    for gap in document.current.gaps:
        words = fact_name(situation, gap["fact"]) if gap["fact"] else gap["placeholder"]
        if gap["kind"] == "untranslated":
            words = _("{fact} in {language}").format(
                fact=words, language=language_name(gap["language"])
            )
        found[words] = None
    return _(", ").join(found)


def _goes_out(
    table: Table, document: Document, language: str, channel: str | None, channels: Sequence[str]
) -> bool:
    if channels:
        return channel in channels
    if language != table.desk.case.language:
        return False
    return channel is not None or all(t["channel"] is None for t in document.current.texts)


def ask_responsibility(table: Table) -> None:
    """Whose doing this is, in plain words; set with a reason."""
    options = [Choice(value, responsibility_name(value)) for value in RESPONSIBILITIES]
    value = table.prompter.choose(_("Whose doing is this, mainly?"), options, later=True)
    if value != LATER:
        typed = Typed(at=table.late(value))
        why = str(table.because())
        table.tell(acts.responsibility(table.desk, str(value), why, typed))
