"""Which keys of an act or an expectation go together, and whether the times of a scenario do.

A table, because it is one; what does not fit is told with its place, like everything else that is
wrong with a file.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.scenario.form import JUDGED, KINDS, ScenarioFile, on_the_clock
from crisiskit.text import quote
from crisiskit.yamlfile import Document, Location, Problem
from crisiskit.yamlfile.problems import one_of


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that a thing must have, and those it may have besides."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


EVERY_ACT = Keys(("do", "at", "as"), ("set", "confirmed", "unknown", "because", "evidence"))

ACTS: Mapping[str, Keys] = {
    "done": Keys(("step",), ("reference", "still_true")),
    "set": Keys(),
    "decide": Keys(("step", "option")),
    "skip": Keys(("step",)),
    "claim": Keys(("step",)),
    "check": Keys(("step", "items")),
    "draft": Keys(("step",), ("replace",)),
    "edit": Keys(("step", "text"), ("language", "channel")),
    "approve": Keys(("step",)),
    "reject": Keys(("step",)),
    "override": Keys(("step",)),
    "publish": Keys(("step",), ("channel", "unapproved", "waive")),
    "note": Keys(("text",), ("privileged",)),
    "task": Keys(("text", "role"), ("due",)),
    "advance": Keys(("phase",)),
    "inject": Keys(("text",), ("from",)),
    "reopen": Keys(("step",)),
    "close": Keys((), ("handover",)),
}

EXPECTATIONS: Mapping[str, Keys] = {
    "late": Keys((), ("by_at_least", "after", "until")),
    "met": Keys((), ("after", "until")),
    "warning": Keys(("on",), ("after", "until")),
    "appears": Keys((), ("after", "until")),
    "not_applicable": Keys((), ("after", "until")),
    "document": Keys((), ("facts", "no_placeholder", "after", "until")),
    "path": Keys((), ("after", "until")),
    "refused": Keys((), ("on", "do", "after", "until")),
    "closed": Keys((), ("after", "until")),
    "published": Keys((), ("channel", "approved", "after", "until")),
    "reopened": Keys((), ("after", "until")),
    "check": Keys(("is",), ("after", "until")),
    "discharged": Keys((), ("after", "until")),
    "severity": Keys((), ("after", "until")),
    "responsibility": Keys((), ("after", "until")),
    "not": Keys(),
}


def problems(form: ScenarioFile, document: Document) -> list[Problem]:
    """What does not fit together in a scenario whose values are all well formed."""
    found = [*_act_problems(form, document), *_expectation_problems(document)]
    return found or list(_time_problems(form, document))


def _act_problems(form: ScenarioFile, document: Document) -> Iterator[Problem]:
    for number, act in enumerate(form.then):
        given = document.data["then"][number]
        at: Location = ("then", number)
        # What happens to the team may be noted by anybody.
        known = EVERY_ACT if act.do != "inject" else Keys(("do", "at"), (*EVERY_ACT.optional, "as"))
        yield from _misplaced(given, (known, ACTS[act.do]), act.do, document, at)
        if act.role is not None and act.role not in form.roster:
            yield Problem(
                "unknown-name",
                _("{role} is not in the roster of this scenario.").format(role=quote(act.role)),
                document.mark((*at, "as")),
                one_of(act.role, list(form.roster)),
            )
        for name in (name for name in JUDGED if name in act.facts and act.do != "set"):
            yield Problem(
                "misplaced-key",
                _("{name} is set by an act of its own.").format(name=quote(name)),
                document.mark((*at, "set", name), key=True),
                _("Write an act with `do: set` and `because:`."),
            )


def _expectation_problems(document: Document) -> Iterator[Problem]:
    for number, given in enumerate(document.data["expect"]):
        yield from _expected(given, document, ("expect", number))


def _expected(given: Mapping[str, Any], document: Document, at: Location) -> Iterator[Problem]:
    kinds = [key for key in given if key in KINDS]
    if len(kinds) != 1:
        yield Problem(
            "one-kind",
            _("An expectation says exactly one thing; here it is: {kinds}.").format(
                kinds=", ".join(kinds) or _("nothing")
            ),
            document.mark(at),
            _("One of: {names}.").format(names=", ".join(KINDS)),
        )
        return
    kind = kinds[0]
    known = EXPECTATIONS[kind]
    yield from _misplaced(given, (Keys((kind,)), known), kind, document, at)
    if kind == "not" and isinstance(given["not"], Mapping):
        yield from _expected(given["not"], document, (*at, "not"))


def _misplaced(
    given: Mapping[str, Any], tables: tuple[Keys, ...], kind: str, document: Document, at: Location
) -> Iterator[Problem]:
    """Keys that are missing, and keys that have no business here."""
    for key in (key for table in tables for key in table.required if key not in given):
        yield Problem(
            "missing-key",
            _("{kind} needs the key {key}.").format(kind=quote(kind), key=quote(key)),
            document.mark(at),
            _("Add `{key}:`.").format(key=key),
        )
    allowed = [key for table in tables for key in (*table.required, *table.optional)]
    for key in given:
        if key not in allowed:
            yield Problem(
                "misplaced-key",
                _("{kind} has no use for the key {key}.").format(kind=quote(kind), key=quote(key)),
                document.mark((*at, key), key=True),
                one_of(key, allowed),
            )


def _time_problems(form: ScenarioFile, document: Document) -> Iterator[Problem]:
    yield from _not_on_the_clock(form, document)
    latest = form.opened
    for number, act in enumerate(form.then):
        if act.at < latest:
            yield Problem(
                "not-in-order",
                _("{time} lies before {earlier}, which comes first in the file.").format(
                    time=act.at, earlier=latest
                ),
                document.mark(("then", number, "at")),
                _("Put the acts in order of time, none before the opening."),
            )
        latest = max(latest, act.at)


def _not_on_the_clock(form: ScenarioFile, document: Document) -> Iterator[Problem]:
    """Times of the right form that no calendar or clock has: 31 June, an hour put forward."""
    for location, raw in _times(document):
        try:
            on_the_clock(raw, form.timezone)
        except ValueError:
            yield Problem(
                "bad-form",
                _("There is no such time in {zone}: {time}.").format(zone=form.timezone, time=raw),
                document.mark(location),
            )


_TIMES = frozenset({"opened", "broke", "aware", "at", "due", "after", "until"})


def _times(document: Document) -> Iterator[tuple[Location, str]]:
    data = document.data
    yield ("opened",), data["opened"]
    pending: list[tuple[Location, Any]] = [(("anchors",), data.get("anchors", {}))]
    pending += [(("then", number), act) for number, act in enumerate(data["then"])]
    pending += [(("expect", number), one) for number, one in enumerate(data["expect"])]
    while pending:
        location, given = pending.pop(0)
        yield from (((*location, key), given[key]) for key in given if key in _TIMES)
        if "not" in given:
            pending.append(((*location, "not"), given["not"]))
