"""What files are within reach of a command, and what of them is in force when a case opens."""

from typing import TYPE_CHECKING, Any

from crisiskit.cli.options import Context
from crisiskit.language import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crisiskit.desk.opening import InForce
    from crisiskit.playbook.catalogue import Catalogue
    from crisiskit.playbook.plan import FactSpec
    from crisiskit.workspace import Workspace


def workspace(context: Context) -> "Workspace | None":
    """The team's workspace: that of the nearest `crisiskit.yaml` upwards."""
    from crisiskit.workspace import find_workspace

    return find_workspace(context.cwd)


def catalogue(found: "Workspace | None") -> "Catalogue":
    """The bundled files and those of the workspace. Raises FileError."""
    from crisiskit.playbook.catalogue import Catalogue

    return Catalogue.open(found)


def usable(found: "Workspace | None") -> None:
    """Read the workspace before anybody is asked, so that no answer is lost. Raises FileError."""
    if found is not None:
        found.settings()
        found.roster()


def zone(context: Context, found: "Workspace | None") -> str:
    """The time zone of a case that is opened here: the workspace's, `TZ`, China's for Chinese.

    Else the machine's own: a responder in Berlin reads Berlin's time.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from crisiskit.workspace.files import Settings

    if found is not None:
        return found.settings().zone
    asked = context.environ.get("TZ", "").removeprefix(":")
    if spoken() == "zh":
        asked = asked or Settings(languages=("zh",)).zone
    for name in (asked, _machine_zone()):
        try:
            return ZoneInfo(name).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return "UTC"


def _machine_zone() -> str:
    """The name behind /etc/localtime, as IANA lists it; empty where it is kept otherwise."""
    from pathlib import Path

    return str(Path("/etc/localtime").resolve()).partition("/zoneinfo/")[2]


def in_force(
    context: Context, files: "Catalogue", found: "Workspace | None", playbook: str
) -> "InForce":
    """Everything that is pinned when a case opens. Raises UsageError, FileError."""
    from crisiskit.desk.opening import InForce

    plan = files.plan(playbook)
    templates = {
        f"{lang}/{name}": source.text for (lang, name), source in files.templates().items()
    }
    if found is None:
        return InForce(plan, templates, settings={"languages": [spoken()]})
    roster = {
        role: [person.known() for person in people] for role, people in found.roster().items()
    }
    settings = {
        "languages": list(found.settings().languages),
        "facts": constants(context, found, plan.facts),
        "review": _review(found),
    }
    return InForce(plan, templates, roster, settings)


def _review(found: "Workspace") -> dict[str, Any]:
    """What the team has set for reviews. A file of terms that cannot be used is left out."""
    from crisiskit.review import own_terms

    lint = found.settings().lint
    terms: dict[str, dict[str, list[str]]] = {}
    for written in own_terms.usable(found.root):
        for kind, by_language in written.items():
            for language, words in by_language.items():
                terms.setdefault(kind, {}).setdefault(language, []).extend(words)
    said = {
        "profile": lint.profile,
        "select": list(lint.select),
        "ignore": list(lint.ignore),
        "severity": dict(lint.severity),
        "terms": terms,
    }
    return {name: value for name, value in said.items() if value}


def constants(
    context: Context, found: "Workspace | None", specs: "Mapping[str, FactSpec]"
) -> dict[str, Any]:
    """The company's constants in stored form: facts that are always confirmed."""
    from crisiskit.playbook import values

    if found is None:
        return {}
    settings = found.settings()
    return {
        name: values.parse(
            specs[name],
            words,
            language=settings.languages[0],
            zone=settings.zone,
            now=context.clock.now(),
        )
        for name, words in settings.facts.items()
        if name in specs
    }
