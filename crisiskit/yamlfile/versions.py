"""What other readers of YAML make of a word that stands without quotation marks.

For us it is text. YAML 1.1 (PyYAML, Ruby, many editors) and YAML 1.2 (newer ones) find numbers,
dates and yes-or-no in it, and not the same ones.
"""

import re
from collections.abc import Collection

_BOOL_11 = dict.fromkeys(("yes", "on", "true"), "true")
_BOOL_11 |= dict.fromkeys(("no", "off", "false"), "false")
_NULL = frozenset(["~", "null", "Null", "NULL"])
_SIXTIES = re.compile(r"[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+")
_SIXTIES_POINT = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*")
_INT_11 = re.compile(
    r"[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0[0-7_]+|0|[1-9][0-9_]*)",
)
_FLOAT_11 = re.compile(
    r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
)
_INT_12 = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT_12 = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_ODD = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_TIME_11 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
    r"(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?"
    r"(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?"
)
_SAME = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_LONGEST = 40
_BEGINS_A_NUMBER = frozenset("0123456789+-.")
_WORDS = _NULL.union(form for word in _BOOL_11 for form in (word, word.title(), word.upper()))
"""What does not begin like a number and is no text all the same; most words are not even near."""


def are_all_text(words: Collection[str]) -> bool:
    """Whether both leave all of these plain words alone: a quick look at many."""
    if not _WORDS.isdisjoint(words):
        return False
    return not any(map(readings, [word for word in words if word[:1] in _BEGINS_A_NUMBER]))


def readings(word: str) -> tuple[str | None, str | None] | None:
    """What YAML 1.1 and YAML 1.2 read in a plain word, as JSON would show it; None in it: the text.

    None where both give the same characters back: words, and whole numbers as people write them.
    """
    if word[:1] not in _BEGINS_A_NUMBER and word not in _WORDS:
        return None
    if len(word) > _LONGEST or _SAME.fullmatch(word):
        return None
    old, new = _old(word), _new(word)
    return None if old is None and new is None else (old, new)


def _old(word: str) -> str | None:
    folded = word.lower()
    if folded in _BOOL_11 and word in (folded, folded.title(), folded.upper()):
        return _BOOL_11[folded]
    if word in _NULL:
        return "null"
    if _INT_11.fullmatch(word):
        return _whole(word.replace("_", ""), octal="0")
    if _SIXTIES.fullmatch(word):
        return str(_of_sixties(word.replace("_", "")))
    if _FLOAT_11.fullmatch(word) or _SIXTIES_POINT.fullmatch(word) or _ODD.fullmatch(word):
        return _number(word.replace("_", ""))
    return _date(word) if _TIME_11.fullmatch(word) else None


def _new(word: str) -> str | None:
    folded = word.lower()
    if folded in ("true", "false") and word in (folded, folded.title(), folded.upper()):
        return folded
    if word in _NULL:
        return "null"
    if _INT_12.fullmatch(word):
        return _whole(word, octal="0o")
    if _FLOAT_12.fullmatch(word) or _ODD.fullmatch(word):
        return _number(word)
    return None


def _whole(word: str, octal: str) -> str:
    sign, digits = ("-", word[1:]) if word[0] == "-" else ("", word.removeprefix("+"))
    for prefix, base in (("0b", 2), ("0x", 16), (octal, 8)):
        rest = digits.removeprefix(prefix)
        if rest != digits and rest:
            return sign + str(int(rest, base))
    return sign + (digits.lstrip("0") or "0")


def _of_sixties(word: str) -> int:
    sign = -1 if word[0] == "-" else 1
    value = 0
    for part in word.lstrip("+-").split(":"):
        value = value * 60 + int(part)
    return sign * value


def _number(word: str) -> str:
    if ":" in word or _ODD.fullmatch(word):
        return _ODD_WORDS.get(word.lstrip("+-").lower(), "number")
    return repr(float(word))


_ODD_WORDS = {".inf": "Infinity", ".nan": "NaN"}


def _date(word: str) -> str:
    return "date" if len(word) == len("2026-11-21") else "timestamp"
