"""What the forms that are XML share: text that XML 1.0 may hold."""

import re
from html import escape

from crisiskit.text import safe

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

_FORBIDDEN = re.compile("[\ufffe\uffff]")


def text(words: str) -> str:
    """Words between two tags."""
    return escape(_FORBIDDEN.sub("\ufffd", safe(words, lines=True)), quote=False)


def attributes(**given: object) -> str:
    """Attributes of a tag, with a blank before each; None is left out."""
    return "".join(
        f' {name}="{_quoted(str(value))}"' for name, value in given.items() if value is not None
    )


def _quoted(words: str) -> str:
    plain = escape(_FORBIDDEN.sub("\ufffd", safe(words, lines=True)))
    return plain.replace("\n", "&#10;").replace("\t", "&#9;")
