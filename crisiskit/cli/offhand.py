"""Drafting without a case: the caller vouches for the facts, and nothing is recorded."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crisiskit.cli import reach
from crisiskit.cli.options import Context
from crisiskit.clock import local, stamp
from crisiskit.errors import FileError, UsageError
from crisiskit.language import _, spoken
from crisiskit.lean import dataclass
from crisiskit.text import did_you_mean, quote

if TYPE_CHECKING:
    from crisiskit.playbook.catalogue import Catalogue
    from crisiskit.playbook.plan import FactSpec
    from crisiskit.statement.ledger import LedgerFact
    from crisiskit.statement.library import Library
    from crisiskit.statement.render import Rendered
    from crisiskit.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Given:
    """A fact as it was typed or stands in a file; `name?=value` is not confirmed."""

    raw: Any
    sure: bool = True


def given(context: Context, pairs: Iterable[str], file: Path | None) -> dict[str, Given]:
    """The facts of `--facts`, and over them those of `--set`. Raises UsageError, FileError."""
    from crisiskit.desk.facts import assignments

    found: dict[str, Any] = {} if file is None else dict(facts_of(context.cwd / file))
    found |= assignments(pairs)
    return {
        name.removesuffix("?").rstrip(): Given(raw, not name.endswith("?"))
        for name, raw in found.items()
    }


def facts_of(path: Path) -> Mapping[str, Any]:
    """The facts of a file in YAML, or in JSON when its name says so. Raises FileError."""
    from crisiskit.yamlfile import read

    data = _json(path) if path.suffix == ".json" else read(path).data
    if not isinstance(data, Mapping):
        raise FileError(
            _("This file holds no facts."), hint=_("Expected lines: FACT: VALUE"), path=str(path)
        )
    return data


def _json(path: Path) -> Any:
    from crisiskit.desk.files import read_file

    try:
        return json.loads(read_file(path).content, parse_float=str)
    except (ValueError, RecursionError) as error:
        raise FileError(
            _("This file is not JSON: {reason}.").format(reason=error), path=str(path)
        ) from error


def draft(
    context: Context, template: str, channel: str | None, facts: Mapping[str, Given], *, plain: bool
) -> None:
    """Print a template with these facts; the gaps are said beside it."""
    from crisiskit.statement import normalise
    from crisiskit.statement.gaps import placeholder

    rendered = _render(context, template, channel, facts)
    text = normalise.plain(rendered.text) if plain else rendered.text
    gaps = [
        (gap, placeholder(gap.kind, gap.label, spoken()) if gap.fact else gap.label)
        for gap in rendered.gaps
    ]
    screen = context.screen
    if context.json:
        listed = [
            {"fact": gap.fact, "kind": str(gap.kind), "placeholder": shown} for gap, shown in gaps
        ]
        about = {"template": template, "language": spoken(), "channel": channel}
        screen.data({"case": None, **about, "text": text, "gaps": listed})
        return
    screen.document(text)
    screen.say(("quiet", _("not recorded: no case is open, or --no-case was given")))
    for gap, shown in gaps:
        hint = f"  --set {gap.fact}=…" if gap.fact else ""
        screen.say(("due", _("gap: ")), shown, ("quiet", hint))


def _render(
    context: Context, template: str, channel: str | None, facts: Mapping[str, Given]
) -> "Rendered":
    from crisiskit.statement.library import Library
    from crisiskit.statement.render import render

    found = reach.workspace(context)
    files = reach.catalogue(found)
    sources = files.templates()
    library = Library(
        {key: one.text for key, one in sources.items()},
        {key: one.path for key, one in sources.items()},
    )
    _known(library, template)
    specs = _specs(files, library, template, facts)
    return render(
        library,
        template,
        spoken(),
        channel,
        _ledger(context, found, specs, facts),
        names=_names(context, files, found, library, template),
        zone=reach.zone(context, found),
    )


def _known(library: "Library", template: str) -> None:
    if library.languages(template):
        return
    raise UsageError(
        _("There is no template {name}, and no case whose step it could be.").format(
            name=quote(template)
        ),
        hint=did_you_mean(template, library.ids(), _("`crisiskit template list` shows them.")),
    )


def _specs(
    files: "Catalogue", library: "Library", template: str, facts: Mapping[str, Given]
) -> dict[str, "FactSpec"]:
    """The facts of the dictionary; where one is not among them, those of the playbooks too."""
    specs = dict(files.dictionary.facts)
    needs, uses = library.declared(spoken(), template)
    if any(name not in specs for name in (*needs, *uses, *facts)):
        for name in files.ids():
            loaded = files.load(name)
            specs = {**(loaded.plan.facts if loaded.plan else {}), **specs}
    return specs


def _ledger(
    context: Context,
    found: "Workspace | None",
    specs: Mapping[str, "FactSpec"],
    facts: Mapping[str, Given],
) -> dict[str, "LedgerFact"]:
    from crisiskit.playbook import values
    from crisiskit.statement.ledger import LedgerFact

    ledger = {name: LedgerFact(spec) for name, spec in specs.items()}
    for name, value in reach.constants(context, found, specs).items():
        ledger[name] = LedgerFact(specs[name], "confirmed", value)
    zone, now = reach.zone(context, found), context.clock.now()
    for name, fact in facts.items():
        if name not in specs:
            raise _unknown(name, specs)
        value = values.parse(specs[name], fact.raw, language=spoken(), zone=zone, now=now)
        ledger[name] = LedgerFact(specs[name], "confirmed" if fact.sure else "unconfirmed", value)
    return ledger


def _unknown(name: str, specs: Mapping[str, "FactSpec"]) -> UsageError:
    return UsageError(
        _("There is no fact {fact}.").format(fact=quote(name)),
        hint=did_you_mean(name, specs, None),
    )


def _names(
    context: Context,
    files: "Catalogue",
    found: "Workspace | None",
    library: "Library",
    template: str,
) -> dict[str, Any]:
    from crisiskit.statement.checklists import checklist_view

    name = library.get(spoken(), template).checklist
    zone = reach.zone(context, found)
    dictionary = files.dictionary
    sections = (
        checklist_view(dictionary.checklists[name], (), None, dictionary.roles, spoken(), zone)
        if name
        else []
    )
    now = stamp(context.clock.now())
    return {"today": local(now, zone).date().isoformat(), "now": now, "checklist": sections}
