"""The lexicon: which words show what, per language, ours and what a team adds.

Ours is written in `lexicon/*.yaml` and kept beside it as `terms.zh.txt` and `terms.en.txt`, by
what a place of a text shows (`terms`): a review needs no YAML. A test holds the two equal
(`tests/tools/lexicon.py` writes them). A team's own files have the same form.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from crisiskit.review.matching import DATA, matching
from crisiskit.review.terms import Terms, indexed

SPOKEN = ("zh", "en")

Written = Mapping[str, Mapping[str, Sequence[str]]]
"""Kind -> language -> terms, as a file has them."""


@cache
def bundled(language: str) -> Terms:
    """The terms that come with crisiskit, of `zh` (both scripts) or `en`."""
    return Terms(kept_in(language).read_bytes().decode(), by_words=language == "en")


def kept_in(language: str) -> Path:
    """The file of the terms of a language."""
    return DATA / f"terms.{language}.txt"


def kinds() -> set[str]:
    """What the terms that come with crisiskit show: rules look for nothing else."""
    return {kind for language in SPOKEN for kind in bundled(language).kinds()}


def compiled(files: Iterable[Written]) -> dict[str, str]:
    """What files of terms say, by language, as `Terms` take it.

    Raises ValueError with a term that could stand anywhere.
    """
    found: dict[str, dict[str, list[str]]] = {language: {} for language in SPOKEN}
    for file in files:
        for kind, by_language in file.items():
            for language, terms in by_language.items():
                found[language].setdefault(kind, []).extend(map(matching, terms))
    return {
        language: indexed(terms, by_words=language == "en") for language, terms in found.items()
    }
