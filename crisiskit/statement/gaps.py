"""Gaps: what is still missing in a text, and the placeholder that shows it there."""

import re
from enum import StrEnum

from crisiskit.lean import dataclass


class GapKind(StrEnum):
    """Why a text cannot go out yet."""

    UNCONFIRMED = "unconfirmed"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"
    """还不知道 was recorded."""
    MISSING = "missing"
    """Nothing was recorded."""
    UNTRANSLATED = "untranslated"
    TOO_LONG = "too-long"


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap. `fact` is None when the text is too long; `label` names it for people."""

    fact: str | None
    kind: GapKind
    label: str


_PLACEHOLDER = re.compile(
    r"【(?:待核实|待翻译)：[^】\n]*】|\[to be (?:confirmed|translated): [^\]\n]*\]"
)


def placeholder(kind: GapKind, label: str, language: str) -> str:
    """`【待核实：受影响人数】`, `[to be translated: cause]`."""
    if language == "zh":
        return f"【{'待翻译' if kind is GapKind.UNTRANSLATED else '待核实'}：{label}】"
    return f"[to be {'translated' if kind is GapKind.UNTRANSLATED else 'confirmed'}: {label}]"


def placeholders(text: str) -> list[str]:
    """The placeholders that stand in a text, also in one that was edited by hand."""
    return _PLACEHOLDER.findall(text)
