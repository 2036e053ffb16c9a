"""A checklist as a template prints it: sections in order, entries with their mark and clock."""

from collections.abc import Collection, Mapping
from typing import Any

from crisiskit.clock import instant, local, stamp
from crisiskit.language import pick
from crisiskit.playbook import durations
from crisiskit.playbook.plan import Checklist, Item, Text


def checklist_view(
    checklist: Checklist,
    ticked: Collection[str],
    at: str | None,
    roles: Mapping[str, Text],
    language: str,
    zone: str,
) -> list[dict[str, Any]]:
    """Sections `{title, entries: [{mark, clock, role, text, id}]}`, in the order of the file.

    `at` is T as stored, None while it is not known. Items of one section stay together; those
    without one come under the title of the checklist.
    """
    sections: dict[str, list[dict[str, str]]] = {}
    for item in checklist.items:
        title = pick(item.section or checklist.title, language)
        sections.setdefault(title, []).append(
            {
                "mark": "x" if item.id in ticked else " ",
                "clock": clock_words(item, at, zone),
                "role": pick(roles.get(item.role, item.role), language) if item.role else "",
                "text": pick(item.text, language),
                "id": item.id,
            }
        )
    return [{"title": title, "entries": entries} for title, entries in sections.items()]


def clock_words(item: Item, at: str | None, zone: str) -> str:
    """`T−24h`, `T`, `T+15m`, with the time on the clock when T is known: `T−24h (11-20 14:30)`."""
    length = item.before or item.after
    if length is None:
        return ""
    sign = "−" if item.before is not None else "+"
    words = "T" if durations.split(length)[0] == 0 else f"T{sign}{length}"
    moment = _moment(item, at)
    return words if moment is None else f"{words} ({local(moment, zone):%m-%d %H:%M})"


def _moment(item: Item, at: str | None) -> str | None:
    """When the item is due; None while T is not known, and for working days (no calendar here)."""
    length = item.before or item.after
    if at is None or length is None or length.endswith("wd"):
        return None
    counted = durations.before if item.before is not None else durations.add
    return stamp(counted(instant(at), length))
