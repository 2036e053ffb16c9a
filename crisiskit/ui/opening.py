"""The first minutes: what happened, which playbook; the case is opened, then how bad it is.

Few questions, in the order in which a duty responder knows the answers. Everything can be left
open and is shown so.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from crisiskit.case.commands import SetSeverity
from crisiskit.case.entries import SEVERITIES
from crisiskit.case.situation import Situation
from crisiskit.case.triage import Proposal, propose
from crisiskit.desk import acts
from crisiskit.desk.acts import Typed
from crisiskit.errors import Interrupted, UsageError
from crisiskit.language import _, pick
from crisiskit.lean import dataclass
from crisiskit.playbook.durations import rough
from crisiskit.playbook.plan import GENERAL, TRIAGE, DutySpec, Plan, Text
from crisiskit.text import clip, quote, safe
from crisiskit.ui.asking import ask_facts
from crisiskit.ui.cards import verified_name, who
from crisiskit.ui.prompter import LATER, Choice, Prompter
from crisiskit.ui.table import Table

TITLE_CELLS = 60

FEW = 3
"""Duties that are shown at the start; the menu of a card has all of them."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A playbook and how many of its signals the responder's words hold."""

    id: str
    title: Text
    score: int


def suggest(entries: Sequence[Any], words: str) -> list[Suggestion]:
    """The playbooks whose signals the words hold, best first, then the others; no `general`."""
    folded = words.casefold()
    found = [
        Suggestion(entry.id, entry.title, _score(entry.signals, folded))
        for entry in entries
        if entry.id != GENERAL
    ]
    return sorted(found, key=lambda suggestion: -suggestion.score)


def _score(signals: Mapping[str, Sequence[str]], folded: str) -> int:
    return sum(signal.casefold() in folded for words in signals.values() for signal in words)


def ask_what_happened(prompter: Prompter) -> str:
    """What happened, in the responder's words. Raises Interrupted."""
    question = _("What happened? One or two sentences, as you would say it on the phone.")
    try:
        return str(prompter.text(question, multiline=True, flag="--title"))
    except Interrupted:
        raise Interrupted(_("Stopped before a case was open; nothing is recorded.")) from None


def ask_playbook(prompter: Prompter, entries: Sequence[Any], words: str) -> str:
    """The playbook; `general` when none fits.

    Raises Interrupted with the words: until the playbook is known there is no case to keep them.
    """
    suggestions = suggest(entries, words)
    options = [
        Choice(s.id, pick(s.title), _("fits your words") if s.score else "") for s in suggestions
    ]
    options.append(Choice(GENERAL, _("none of these")))
    # Without a fitting one Enter chooses nothing: an input method sends one too many.
    default = suggestions[0].id if suggestions and suggestions[0].score else None
    question = _("Which kind of crisis is it?")
    if default is not None:
        question = _("Which kind of crisis is it? [Enter: the one with *]")
    try:
        return str(prompter.choose(question, options, default=default, flag="PLAYBOOK"))
    except Interrupted:
        raise Interrupted(
            _("Stopped before a case was open. Not recorded: {words}").format(
                words=quote(words, 4000)
            ),
            hint=_("`crisiskit start` begins again."),
        ) from None


def title_of(words: str) -> str:
    """The first sentence of what happened, as the title of the case."""
    first = words.strip().split("\n", 1)[0]
    for mark in "。！？!?":
        first = first.split(mark, 1)[0]
    return clip(first, TITLE_CELLS) or _("untitled")


def first(table: Table) -> None:
    """What comes before the first card: how bad it is, whom to ring, which clocks run."""
    triage(table)
    show_people_and_duties(table)


def triage(table: Table) -> None:
    """How bad it is: a few facts, then the severity that the matrix proposes, set by a person."""
    ask_facts(table, [name for name in TRIAGE if name in table.desk.case.plan.facts])
    if table.desk.case.severity is None:
        _severity(table)


def _severity(table: Table) -> None:
    proposal = propose(table.desk.situation())
    question = _("How severe is it? You decide, and can change it later.")
    if proposal is not None:
        question += "\n" + proposed(proposal)
    answer = table.prompter.choose(
        question,
        [Choice(level, level_words(level)) for level in SEVERITIES],
        default=proposal.level if proposal and proposal.safe else None,
        later=True,
        flag="--severity",
    )
    if answer == LATER:
        return
    as_proposed = proposal is not None and proposal.level == answer
    because = reasons(proposal) if proposal and as_proposed else _("the responder's judgement")
    typed = Typed(at=table.late(answer))
    table.tell(acts.severity(table.desk, str(answer), because, typed))


def proposed(proposal: Proposal) -> str:
    """The proposal in words. What nobody knows yet may make it worse, so Enter takes no low one."""
    known = {"level": proposal.level, "reasons": reasons(proposal)}
    if proposal.safe:
        return _("Proposed: {level}, because: {reasons}. [Enter: {level}]").format(**known)
    names = _(", ").join(pick(dimension.label) for dimension in proposal.unknown)
    return _("At least {level}: {reasons}. Not known yet, and may make it worse: {names}.").format(
        **known, names=names
    )


def level_words(level: str) -> str:
    """A severity with its number word and its colour (deliberately no statutory grade)."""
    words = {
        "P1": _("P1  level one, red"),
        "P2": _("P2  level two, orange"),
        "P3": _("P3  level three, yellow"),
        "P4": _("P4  level four, blue"),
    }
    return words[level]


def reasons(proposal: Proposal) -> str:
    """Why a severity is proposed."""
    return _("; ").join(pick(level.text) for _dimension, level in proposal.reasons)


def severity_of(level: str | None) -> SetSeverity | None:
    """The severity given by a flag. Raises UsageError."""
    if level is None:
        return None
    if level not in SEVERITIES:
        raise UsageError(_("--severity takes P1, P2, P3 or P4."), hint=_("--severity P2"))
    return SetSeverity(level, _("given at the start"))


def show_people_and_duties(table: Table) -> None:
    """Who has something to do now and how to reach them, and the duties with a fixed clock."""
    situation = table.desk.situation()
    for line in (*_people(situation), *_first_duties(situation.case.plan)):
        table.say(line)


def _people(situation: Situation) -> list[str]:
    roster = situation.case.roster
    if not roster:
        return [_("No roster yet: `crisiskit assign ROLE NAME` says whom to ring.")]
    first = dict.fromkeys(step.role for step in situation.available())
    return [_("Ring:"), *(f"  {who(situation, role)}" for role in first if role in roster)]


def _first_duties(plan: Plan) -> list[str]:
    duties = sorted(plan.duties.values(), key=_clock)
    if not duties:
        return []
    lines = [_("Duties that may apply (not legal advice; counsel decides):")]
    lines += [f"  {pick(duty.title)}{_(': ')}{pick(duty.words)}" for duty in duties[:FEW]]
    if len(duties) > FEW:
        lines.append(
            _("  … and {count} more, in the menu of every card").format(count=len(duties) - FEW)
        )
    return lines


def _clock(duty: DutySpec) -> timedelta:
    """The shortest fixed time first, then those without one."""
    return timedelta.max if duty.within == "immediate" else rough(duty.within)


def duty_lines(plan: Plan) -> list[str]:
    """The duties a playbook names: the law's words, and how far they were checked."""
    if not plan.duties:
        return [_("This playbook names no statutory duties.")]
    said = (
        safe(f"- {pick(duty.title)}{_(': ')}{pick(duty.words)} [{verified_name(duty.verified)}]")
        for duty in plan.duties.values()
    )
    return [_("Duties that may apply (not legal advice; counsel decides):"), *said]
