"""The page of a rule, `docs/rules/<name>.md`: what `explain` prints and what the tests run.

Below the heading `# CODE name` stand two lines, the rule in one sentence in English and in
Chinese. Then sections: `Why` and `为什么`, `Problematic` and `Correct` (examples that the tests
lint), `Configure` and `配置`.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from crisiskit.errors import FileError
from crisiskit.language import _, spoken
from crisiskit.lean import dataclass

WHY, PROBLEMATIC, CORRECT, CONFIGURE = "Why", "Problematic", "Correct", "Configure"
CHINESE = {WHY: "为什么", PROBLEMATIC: "反例", CORRECT: "正例", CONFIGURE: "配置"}
"""The headings of the sections; examples stand once, under their English heading."""

_SOURCE = re.compile(r"[(（]([^()（）]*domain\.md[^()（）]*)[)）]|(domain\.md [0-9.]*[0-9])")
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its heading, the sentence in each language, and its sections."""

    heading: str
    titles: Mapping[str, str]
    sections: Mapping[str, str]

    @property
    def title(self) -> str:
        """The rule in one sentence, in the language that is spoken."""
        return self.titles[spoken()]

    @property
    def source(self) -> str:
        """Where the rule comes from, as its reasons name it; empty when they do not."""
        heading = CHINESE[WHY] if spoken() == "zh" else WHY
        found = _SOURCE.search(" ".join(self.sections.get(heading, "").split()))
        return (found[1] or found[2]) if found else ""

    def in_words(self) -> str:
        """The page in the language that is spoken, as Markdown."""
        parts = [f"# {self.heading}", self.title]
        for name in (WHY, PROBLEMATIC, CORRECT, CONFIGURE):
            heading = CHINESE[name] if spoken() == "zh" else name
            parts += [f"## {heading}", self.sections.get(heading) or self.sections[name]]
        return "\n\n".join(parts)


def read(folder: Path, name: str) -> Page:
    """The page of a rule by its name. Raises FileError when it is not installed."""
    path = folder / f"{name}.md"
    try:
        return page(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FileError(_("The pages of the rules are not installed."), path=str(path)) from None


def page(text: str) -> Page:
    """A page as it is written."""
    head, *rest = _HEADING.split(text)
    heading, _blank, words = head.strip().partition("\n")
    english, chinese = words.strip().split("\n", 1)
    sections = dict(zip(rest[::2], map(str.strip, rest[1::2]), strict=True))
    titles = {"en": english.strip(), "zh": chinese.strip()}
    return Page(heading.removeprefix("# "), titles, sections)
