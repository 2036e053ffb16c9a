"""What stands in the file of a statement and goes out to nobody: its head, and comments.

Blanks take their place, so that every place in the words is one in the file.
"""

import re

_INK = re.compile(r"[^\n]")
_RULE = "---"


def head(text: str) -> str | None:
    """The YAML between two lines `---` at the beginning; None where there is none."""
    span = _span(text)
    return text[span[0] : span[1]] if span else None


def words(text: str) -> str:
    """The text with blanks for its head, its comments and the line ends of Windows."""
    text = text.replace("\r", " ")
    span = _span(text)
    if span:
        text = _INK.sub(" ", text[: span[2]]) + text[span[2] :]
    if "<!--" not in text:
        return text
    from crisiskit.check.waiver_comments import markdown_comments

    pieces, last = [], 0
    for start, end in markdown_comments(text):
        pieces += [text[last:start], _INK.sub(" ", text[start:end])]
        last = end
    return "".join([*pieces, text[last:]])


def _span(text: str) -> tuple[int, int, int] | None:
    """Where the YAML begins and ends, and where the line ends that closes it."""
    start = text.find("\n") + 1
    if not start or text[:start].rstrip() != _RULE:
        return None
    close = start
    while close < len(text):
        end = text.find("\n", close)
        end = len(text) if end < 0 else end
        if text[close:end].rstrip() == _RULE:
            return start, close, end
        close = end + 1
    return None
