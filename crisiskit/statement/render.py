"""Rendering: a template and the facts of the ledger become a text.

The tree is checked (`dialect`), written out (`expand`) and made aware of facts (`rewrite`) before
it is compiled, under a name made from its hash, and run in Jinja's immutable sandbox on plain
JSON. Data is never a template: what a fact holds goes through once, as text.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from crisiskit.errors import Refused
from crisiskit.language import _, pick
from crisiskit.lean import dataclass
from crisiskit.playbook import moments
from crisiskit.statement import seams
from crisiskit.statement.dialect import FILTERS, LOOP
from crisiskit.statement.gaps import Gap, GapKind
from crisiskit.statement.ledger import Ledger, LedgerFact, Trace, plain
from crisiskit.statement.library import Library
from crisiskit.statement.normalise import length, normal
from crisiskit.statement.rewrite import rewrite
from crisiskit.text import quote

__all__ = ["LedgerFact", "Rendered", "render"]

LARGEST = 256 * 1024
"""Characters of a rendered text, marks included."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text that was made, in its normal form.

    `used`: the facts that it prints or that decided what it says, with the number of the entry
    each had then (None: no entry). `printed`: those whose words stand in it.
    """

    text: str
    gaps: tuple[Gap, ...]
    used: Mapping[str, int | None]
    printed: tuple[str, ...]


def render(
    library: Library,
    template_id: str,
    language: str,
    channel: str | None,
    facts: Mapping[str, LedgerFact],
    *,
    names: Mapping[str, Any],
    zone: str,
) -> Rendered:
    """The text of a template for a channel (None or "": the long form).

    `facts` holds every fact that may be asked for, also those without an entry. `names`: `today` (a
    stored date), `now` (a stored time), `playbook_title` (a text), `responsibility`, `severity`,
    `checklist` (what `checklist_view` gives). Raises UsageError for an unknown template, FileError
    for one that cannot be used, Refused for a retracted fact or a text that grows too large.
    """
    template = library.get(language, template_id)
    ledger = Ledger(facts, language, zone)
    words = _words(names, language, channel or "", zone)
    checklist = _plain_data(names.get("checklist") or [])
    body = library.expanded(language, template_id)
    tree, context = rewrite(body, ledger, words, checklist, template.path)
    name = hashlib.sha256(f"{language}\0{template_id}\0{template.digest}".encode()).hexdigest()
    trace = Trace()
    raw = ledger.resolve(_run(tree, name, context.as_dict(), template_id), trace)
    text = normal(seams.close(raw, language))
    limit = template.channels.get(channel or "")
    if limit is not None and length(text) > limit:
        trace.gaps.append(_too_long(text, limit))
    return Rendered(text, tuple(trace.gaps), trace.used, tuple(trace.printed))


def _too_long(text: str, limit: int) -> Gap:
    label = _("{count} characters of at most {limit}").format(count=length(text), limit=limit)
    return Gap(None, GapKind.TOO_LONG, label)


def _words(names: Mapping[str, Any], language: str, channel: str, zone: str) -> dict[str, str]:
    """The names that stand for a text, as texts."""
    today, now = names.get("today"), names.get("now")
    return {
        "today": moments.date_words(today, language) if today else "",
        "now": moments.time_words(now, language, zone, names_zone=True) if now else "",
        "playbook_title": plain(pick(names.get("playbook_title"), language)),
        "channel": channel,
        "language": language,
        "responsibility": names.get("responsibility") or "undetermined",
        "severity": names.get("severity") or "",
    }


def _plain_data(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain_data(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_data(entry) for entry in value]
    return plain(str(value))


class _Sandbox(ImmutableSandboxedEnvironment):
    """Reads keys of maps, positions of lists, and of a loop what the subset names."""

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, dict | list):
            return obj[argument]
        return self.undefined(obj=obj, name=str(argument))

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ARG002 - Jinja's signature
        return False


@cache
def _sandbox() -> _Sandbox:
    # No autoescape: the text is Markdown. No optimizer: nothing is worked out while it compiles.
    sandbox = _Sandbox(undefined=StrictUndefined, autoescape=False, optimized=False, cache_size=0)
    sandbox.globals.clear()
    sandbox.tests.clear()
    sandbox.filters = {name: JINJA_FILTERS[name] for name in FILTERS}
    return sandbox


def _run(tree: nodes.Template, name: str, context: dict[str, Any], template_id: str) -> str:
    """The raw text, marks and all, stopped where it grows too large."""
    sandbox = _sandbox()
    tree.set_environment(sandbox)
    tree.set_lineno(1)
    code = sandbox.compile(tree, name=name, filename=f"<template {name}>")
    chunks: list[str] = []
    size = 0
    for chunk in sandbox.template_class.from_code(sandbox, code, {}).generate(context):
        chunks.append(chunk)
        size += len(chunk)
        if size > LARGEST:
            raise Refused(
                _("The text of {template} grows larger than 256 KiB.").format(
                    template=quote(template_id)
                ),
                hint=_("Shorten its lists, or the template."),
            )
    return "".join(chunks)
