"""Finding waivers in the text of a file: comments of YAML, of templates, of Markdown.

Comments are in no data, so the lines are looked at; and only where the word `crisiskit` stands at
all. Chinese punctuation is taken for what it stands for.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from crisiskit.check.waivers import Waiver
from crisiskit.language import _
from crisiskit.text import nearest, quote

_WORD = "crisiskit"
_IN_YAML = re.compile(r"(?:^|(?<=\s))#\s*crisiskit\s*[:：]\s*(.*)$")
_IN_TEMPLATE = re.compile(r"\{#-?\s*crisiskit\s*[:：]\s*(.*?)\s*-?#\}", re.DOTALL)
_TO_US = re.compile(r"<!--\s*crisiskit\s*[:：](.*)-->$", re.DOTALL)
_LINE_END = re.compile(r"\n")
_WAIVER = re.compile(r"([A-Za-z-]+)\s*[\[［【]([^\]］】]*)[\]］】]\s*(.*)$", re.DOTALL)
_BEGINS = re.compile(r"([A-Za-z-]+)\s*([\[［【]?)")
_BY = re.compile(r"(?:^|\s)by\s*=\s*([^\s,，;；。]+)")
_UNTIL = re.compile(r"\s*(?:\buntil\b|至)\s*(\S*\d\S*?)[.。;；,，)）]*$")
_BETWEEN = re.compile(r"[,，、\s]+")
_BLOCK_TEXT = re.compile(r"(?:^|[:-]\s+)[|>][+-]?\d?[+-]?\s*(?:#.*)?$")
_ITEM = re.compile(r"(?:- +)*")

IGNORE = "ignore"


def in_yaml(text: str, path: str) -> tuple[Waiver, ...]:
    """The waivers of a YAML file."""
    return tuple(_yaml(text.split("\n"), path)) if _WORD in text else ()


def in_template(text: str, path: str) -> tuple[Waiver, ...]:
    """The waivers of a template: of its front matter, and of its words."""
    if _WORD not in text:
        return ()
    lines = text.split("\n")
    head = _front_matter(lines)
    return (*_yaml(lines[:head], path), *_template(text, lines, path))


def _front_matter(lines: Sequence[str]) -> int:
    """How many lines the front matter has."""
    if lines[0].rstrip() != "---":
        return 0
    return next((n for n in range(1, len(lines)) if lines[n].rstrip() == "---"), 0)


def _yaml(lines: Sequence[str], path: str) -> Iterator[Waiver]:
    for number, column, words in _comments(lines):
        alone = not lines[number - 1][: column - 1].strip()
        covered = _block(lines, number) if alone else (number, number)
        made = _waiver(words, (path, number, column), covered)
        if made:
            yield made


def _comments(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Comments of ours: line, column, and the words after `crisiskit:`. None inside a text."""
    within: int | None = None
    for number, line in enumerate(lines, 1):
        indent = _indent(line)
        if within is not None and (not line.strip() or indent > within):
            continue
        within = _opens_text(line, indent)
        found = _IN_YAML.search(line)
        if found and not _in_quotes(line[: found.start()]):
            yield number, found.start() + 1, found[1].rstrip()


def _opens_text(line: str, indent: int) -> int | None:
    """The indentation a text of several lines (`|`, `>`) has to exceed; None when none begins."""
    if not _BLOCK_TEXT.search(line):
        return None
    rest = line[indent:]
    dashes = _ITEM.match(rest)
    inner = dashes.end() if dashes else 0
    is_item = rest[inner : inner + 1] in ("|", ">")
    return indent + inner - (2 if is_item and inner else 0)


def _in_quotes(before: str) -> bool:
    quoted = ""
    previous = " "
    for char in before:
        if quoted:
            quoted = "" if char == quoted and previous != "\\" else quoted
        elif char in "\"'" and previous in " [{,:":
            quoted = char
        previous = char
    return bool(quoted)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _block(lines: Sequence[str], after: int) -> tuple[int, int]:
    """The first and last line of what begins below a line: a key or item with all inside it."""
    first = next((n for n in range(after, len(lines)) if _says(lines[n])), None)
    if first is None:
        return after, after
    indent = _indent(lines[first])
    is_item = lines[first].lstrip().startswith("- ")
    last = first
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if not _says(line):
            continue
        own_item = not is_item and _indent(line) == indent and line.lstrip().startswith("- ")
        if _indent(line) <= indent and not own_item:
            break
        last = number
    return first + 1, last + 1


def in_statement(text: str, path: str) -> tuple[Waiver, ...]:
    """The waivers of a statement in Markdown. What else is said to crisiskit there is wrong."""
    if _WORD not in text:
        return ()
    lines = text.split("\n")
    spans = markdown_comments(text)
    found = [(one, said) for one in spans if (said := _TO_US.match(text[slice(*one)]))]
    return tuple(
        _waiver(words, place, covered) or Waiver(*place, *covered, wrong=_no_waiver(words))
        for words, place, covered in _placed(found, text, lines, path)
    )


def markdown_comments(text: str) -> list[tuple[int, int]]:
    """Where the comments of a Markdown text begin and end."""
    found, end = [], 0
    while (start := text.find("<!--", end)) >= 0:
        close = text.find("-->", start + 4)
        if close < 0:
            break
        end = close + 3
        found.append((start, end))
    return found


def _template(text: str, lines: Sequence[str], path: str) -> Iterator[Waiver]:
    found = [(one.span(), one) for one in _IN_TEMPLATE.finditer(text)]
    for words, place, covered in _placed(found, text, lines, path):
        made = _waiver(words, place, covered)
        if made:
            yield made


def _placed(
    found: Sequence[tuple[tuple[int, int], re.Match[str]]],
    text: str,
    lines: Sequence[str],
    path: str,
) -> Iterator[tuple[str, tuple[str, int, int], tuple[int, int]]]:
    """Comments that may go over lines: their words, where they stand, the lines they cover."""
    starts = [0, *(one.end() for one in _LINE_END.finditer(text))]
    for (start, stop), said in found:
        line, end = bisect_right(starts, start), bisect_right(starts, stop)
        column = start - starts[line - 1] + 1
        after = lines[end - 1][stop - starts[end - 1] :]
        alone = not lines[line - 1][: column - 1].strip() and not after.strip()
        covered = _paragraph(lines, end) if alone else (line, end)
        yield " ".join(said[1].split()), (path, line, column), covered


def _paragraph(lines: Sequence[str], after: int) -> tuple[int, int]:
    """The first and last line of the paragraph below a line."""
    first = next((n for n in range(after, len(lines)) if lines[n].strip()), None)
    if first is None:
        return after, after
    last = next((n for n in range(first, len(lines)) if not lines[n].strip()), len(lines))
    return first + 1, last


def _waiver(words: str, place: tuple[str, int, int], covered: tuple[int, int]) -> Waiver | None:
    """A waiver; None when the comment says something else."""
    found = _WAIVER.match(words)
    if found is None or found[1] != IGNORE:
        wrong = _meant(words)
        return Waiver(*place, *covered, wrong=wrong) if wrong else None
    rules = tuple(name for name in _BETWEEN.split(found[2]) if name)
    if not rules:
        return Waiver(*place, *covered, wrong=_("This waiver names no rule."))
    signed = _BY.search(found[3])
    reason, until = _BY.sub("", found[3], count=1).strip(), None
    end = _UNTIL.search(reason)
    if end:
        reason, until = reason[: end.start()].strip(), end[1]
        if not _is_day(until):
            wrong = _("{day} is not a day.").format(day=quote(until))
            return Waiver(*place, *covered, wrong=wrong)
    reason = reason.lstrip(":：-— ").strip()
    return Waiver(*place, *covered, rules, reason, until, by=signed[1] if signed else None)


def _meant(words: str) -> str | None:
    """What is wrong with a comment that was meant to be a waiver."""
    begins = _BEGINS.match(words)
    if begins and (begins[2] or nearest(begins[1], [IGNORE])):
        return _no_waiver(words)
    return None


def _no_waiver(words: str) -> str:
    return _("This comment is no waiver: {words}.").format(words=quote(words, 40))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
