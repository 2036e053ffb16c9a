"""What a reviewer is told about a text besides its words, and what is recognised for the rest.

What is told is kept by the names of `Context`; who tells it later, or knows better, is laid on it:
the case, the text's own front matter, the command line.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from crisiskit.review import recognise, reviewing
from crisiskit.review.context import Context, Fact
from crisiskit.review.lexicon import SPOKEN
from crisiskit.review.reading import Reading
from crisiskit.review.terms import Terms

Told = Mapping[str, Any]
"""Names of `Context` with their values; what is not known is not in it, or None."""


def laid(*told: Told) -> dict[str, Any]:
    """One on another, the last one wins; facts one by one."""
    together: dict[str, Any] = {}
    facts: dict[str, Any] = {}
    for one in told:
        together |= {name: value for name, value in one.items() if value is not None}
        facts |= one.get("facts") or {}
    return together | {"facts": facts}


def read(
    told: Told, words: str, own: Callable[[str], Iterable[Terms]]
) -> tuple[Reading, list[str]]:
    """A text taken apart with all that is known of it, and the names of what was recognised.

    `own` gives a team's terms of a language.
    """
    known = {name: value for name, value in told.items() if value is not None}
    seen: list[str] = []
    if known.get("language") in {None, "zh"}:
        known["language"] = recognise.language(words)
        seen.append("language")
    if "excerpt" not in known and recognise.is_cut(words):
        known["excerpt"] = True
        seen.append("excerpt")
    known["facts"] = facts(known.get("facts", {}), known["language"])
    context = Context(**{"kind": recognise.OTHERWISE, **known})
    reading = reviewing.read(words, context, own(context.language))
    if "kind" not in known:
        reading.context = replace(context, kind=recognise.kind(reading))
        seen.append("kind")
    return reading, seen


def facts(written: Mapping[str, Any], language: str) -> dict[str, Fact]:
    """Facts as a file has them: words, a list, words per language, or a value and a status.

    A name that ends in `?` is of a fact that is not confirmed, as in `crisiskit draft --set`. What
    has no words in the language of the text is left out.
    """
    found = {}
    for name, said in written.items():
        status, value = _status(said, "unconfirmed" if name.endswith("?") else "confirmed")
        words, plain = _words(value, language), name.removesuffix("?").strip()
        if words is not None:
            found[plain] = Fact(plain, words, status)
    return found


def _status(value: Any, otherwise: str) -> tuple[str, Any]:
    if isinstance(value, Mapping) and "value" in value and value.keys() <= {"value", "status"}:
        return str(value.get("status", otherwise)), value["value"]
    return otherwise, value


def _words(value: Any, language: str) -> str | None:
    if value is None:
        return None
    if isinstance(value, Mapping):
        if value.keys() <= set(SPOKEN):
            return _words(value.get(language[:2]), language)
        value = list(value.values())
    if not isinstance(value, list | tuple):
        return str(value)
    between = ", " if language == "en" else "、"
    return between.join(filter(None, (_words(one, language) for one in value)))
