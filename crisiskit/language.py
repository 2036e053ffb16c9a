"""Which language is spoken: interface words (gettext), and text that files hold per language.

Interface words are written in English in the code, `_("…")`, and translated in
`crisiskit/locale/<language>/LC_MESSAGES/crisiskit.po`. Content never goes through gettext: it is
held per language in the files, see `pick`.
"""

import gettext
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")

_current = "en"


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(
        "crisiskit",
        Path(__file__).parent / "locale",
        languages=[language],
        fallback=language == "en",
    )


def speak(language: str) -> None:
    """Set the language of the interface for this process."""
    global _current  # noqa: PLW0603 - the one process-wide setting, like the locale it stands for
    _current = language if language in LANGUAGES else "en"


def spoken() -> str:
    """The language of the interface."""
    return _current


def _(message: str) -> str:
    """Say an English interface sentence in the language that is spoken."""
    if _current == "en":
        return message
    return _catalogue(_current).gettext(message)


def from_environment(environ: Mapping[str, str] = os.environ) -> str:
    """The language `CRISISKIT_LANG`, else the locale, asks for."""
    for name in ("CRISISKIT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def pick(text: Mapping[str, str] | str | None, language: str | None = None) -> str:
    """The text of a file in a language; the other one with a visible mark when it is missing."""
    if text is None:
        return ""
    if isinstance(text, str):
        return text
    wanted = language or _current
    if wanted in text:
        return text[wanted]
    for other, words in text.items():
        return f"[{other}] {words}"
    return ""
