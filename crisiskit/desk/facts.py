"""From what people type to words on facts."""

from collections.abc import Iterable, Mapping
from typing import Any

from crisiskit.case.commands import FactInput
from crisiskit.case.ledger import spec_of
from crisiskit.desk.desk import Desk
from crisiskit.errors import UsageError
from crisiskit.language import _
from crisiskit.playbook.plan import FactSpec
from crisiskit.text import quote


def spec(desk: Desk, name: str) -> FactSpec:
    """What a fact of this case is. Raises UsageError for one nobody knows."""
    return spec_of(desk.case, name)


def read(
    desk: Desk,
    name: str,
    raw: Any,
    *,
    confirmed: bool = False,
    source: str | None = None,
    language: str | None = None,
    translation: bool = False,
) -> FactInput:
    """A fact as typed, or given by a file, in stored form. Raises UsageError with an example."""
    from crisiskit.playbook import values  # reading what was typed takes 10 ms to import

    value = values.parse(
        spec(desk, name),
        raw,
        language=language or desk.case.language,
        zone=desk.case.zone,
        now=desk.clock.now(),
    )
    status = "confirmed" if confirmed else "unconfirmed"
    return FactInput(name, status, value, source, translation)


def assignments(pairs: Iterable[str]) -> dict[str, str]:
    """`k=v` flags as a mapping. Raises UsageError."""
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise UsageError(
                _("{pair} is not FACT=VALUE.").format(pair=quote(pair)),
                hint=_("--set people_affected=300000"),
            )
        found[name.strip()] = value
    return found


def read_all(
    desk: Desk,
    given: Mapping[str, Any],
    unknown: Iterable[str] = (),
    *,
    confirmed: bool = False,
    source: str | None = None,
) -> tuple[FactInput, ...]:
    """Facts as typed, and the answers 还不知道."""
    known = [
        read(desk, name, raw, confirmed=confirmed, source=source) for name, raw in given.items()
    ]
    return (*known, *(FactInput(spec(desk, name).id, "unknown") for name in unknown))
