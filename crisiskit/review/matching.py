"""The form of a text in which words are looked up: of the same length, so that places stay."""

from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("lexicon")

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ALIKE = {
    **dict.fromkeys(map(ord, "～〜—–−‐‑"), "-"),
    **dict.fromkeys(map(ord, "\u3000\u00a0\u2009\u202f"), " "),
    **dict.fromkeys(map(ord, "’‘´`"), "'"),
    **dict.fromkeys(map(ord, "「『〝«"), "“"),
    **dict.fromkeys(map(ord, "」』〞»"), "”"),
    ord("﹔"): ";",
    ord("﹕"): ":",
    ord("﹐"): ",",
    ord("｡"): "。",
}


def matching(text: str) -> str:
    """Half-width letters, digits and signs, lower case, simplified characters, one dash, one blank.

    Only for looking things up: what is shown is always the text as it was written.
    """
    made = text.translate(_table())
    lower = made.lower()
    if len(lower) == len(made):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in made)


@cache
def scripts() -> tuple[str, str]:
    """The traditional characters, and in the same order their simplified ones: common ones of Big5.

    One to one, as OpenCC's table of characters has them (Apache-2.0); which of several a character
    stands for does not matter for looking up.
    """
    old, new = (DATA / "script.txt").read_bytes().decode().splitlines()
    return old, new


@cache
def _table() -> dict[int, int | str]:
    table: dict[int, int | str] = {**str.maketrans(*scripts())}
    table.update(_HALF_WIDTH)
    table.update(_ALIKE)
    return table
