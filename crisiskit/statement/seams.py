"""Seams: where the fixed words of a template and what is printed into them meet.

A template ends its sentences itself, and a fact may begin one: the text has one full stop at the
end of a sentence and, where the language has them, a capital at its beginning. Only seams are
touched; what stands inside a fact, or inside the template, stays as it was written.
"""

import re

OPEN, CLOSE = "\x01", "\x02"
"""Stand around each printed value while a text is made. Facts cannot hold them (`text.safe`)."""

_STOPPED_TWICE = re.compile(rf"(?P<end>[.!?。！？…][\"”’』」]?){CLOSE}[.。]")
_SENTENCE_BEGINS = re.compile(
    rf"(?P<before>(?:^(?:#+ |- |\*\*)*|[.!?][\"”’)]?\s+)){OPEN}"
    rf"(?P<word>[a-z]+(?:['’-][a-z]+)*)(?=[ ,;\n{CLOSE}]|:(?!/)|\.[ {CLOSE}])",
    re.MULTILINE,
)


def close(text: str, language: str) -> str:
    """The text with its seams closed and their marks gone.

    Capitals are set at the beginning of plain words: not of `iPhone`, nor of an address.
    """
    text = _STOPPED_TWICE.sub(rf"\g<end>{CLOSE}", text)
    if language != "zh":
        text = _SENTENCE_BEGINS.sub(_with_capital, text)
    return text.replace(OPEN, "").replace(CLOSE, "")


def _with_capital(found: re.Match[str]) -> str:
    return f"{found['before']}{OPEN}{found['word'][0].upper()}{found['word'][1:]}"
