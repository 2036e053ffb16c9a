"""The normal form of a text, its plain form for channels without Markdown, and its length."""

import re
import unicodedata

_BLANK_LINES = re.compile(r"\n{3,}")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$")
_RULE = re.compile(r"^ {0,3}(?:-{3,}|\*{3,}|_{3,})$")
_QUOTE = re.compile(r"^ {0,3}>[ \t]?")
_TASK = re.compile(r"^(\s*)[-*+] \[([ xX])\] ")
_BULLET = re.compile(r"^(\s*)[-*+] ")
_IMAGE_OR_LINK = re.compile(
    r"!?\[(?!to be (?:confirmed|translated): )([^\[\]\n]*)\]\(\s*<?([^()\s<>]*)>?\s*\)"
)
_STRONG = re.compile(r"(?<!\\)(\*\*|__)(?=\S)(.+?)(?<=[^\s\\])\1")
_EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]+?)(?<=[^\s\\])\*(?![\w*])")
_CODE = re.compile(r"`([^`\n]+)`")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>])")


_latest: dict[str, str] = {}
"""The normal forms of a few texts, and these for themselves: an act hashes, measures, shows one."""

_FEW = 8


def normal(text: str) -> str:
    """The form that is hashed (design 4): NFC, LF, no blanks at line ends, one final newline.

    At most one blank line in a row, none at the beginning. An empty text stays empty.
    """
    found = _latest.get(text)
    if found is None:
        if len(_latest) >= _FEW:
            _latest.clear()
        found = _latest[text] = _normal(text)
        _latest[found] = found
    return found


def _normal(text: str) -> str:
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    squeezed = _BLANK_LINES.sub("\n\n", lines).strip("\n")
    return squeezed + "\n" if squeezed else ""


def plain(text: str) -> str:
    """Markdown as the plain text that is pasted into WeChat or a text message.

    Headings, bold and quotes lose their signs, list items get a bullet, a link becomes its words
    and its address.
    """
    return normal("\n".join(_plain_line(line) for line in normal(text).split("\n")))


def _plain_line(line: str) -> str:
    if _RULE.match(line):
        return ""
    line = _HEADING.sub(r"\1", _QUOTE.sub("", line))
    line = _TASK.sub(lambda found: f"{found[1]}{'☐' if found[2] == ' ' else '☑'} ", line)
    line = _BULLET.sub(r"\1• ", line)
    line = _IMAGE_OR_LINK.sub(_link, line)
    line = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", _CODE.sub(r"\1", line)))
    return _ESCAPED.sub(r"\1", line)


def _link(found: re.Match[str]) -> str:
    words, address = found[1], found[2]
    if not address or words == address:
        return words
    return f"{words} {address}" if words else address


def length(text: str) -> int:
    """Characters of a text as it is pasted into a channel: code points of its plain form."""
    return len(plain(text).removesuffix("\n"))
