"""The lexicon: which words show what, per language, ours and what a team adds.

Ours is written in `lexicon/*.yaml` and kept beside it as `terms.zh.json` and `terms.en.json`, by
what a place of a text shows (`terms`): a review needs no YAML. A test holds the two equal
(`tests/tools/lexicon.py` writes them). A team's own files have the same form.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from crisiskit.review.matching import DATA, matching
from crisiskit.review.terms import Phrase, Terms, indexed

SPOKEN = ("zh", "en")

Written = Mapping[str, Mapping[str, Sequence[str]]]
"""Kind -> language -> terms, as a file has them."""


@cache
def bundled(language: str) -> Terms:
    """The terms that come with crisiskit, of `zh` (both scripts) or `en`."""
    return Terms(_kept(language), by_words=language == "en")


def _kept(language: str) -> dict[str, list[Phrase]]:
    made: dict[str, list[Phrase]] = json.loads(kept_in(language).read_text("utf-8"))
    return made


def kept_in(language: str) -> Path:
    """The file of the terms of a language."""
    return DATA / f"terms.{language}.json"


def kinds() -> set[str]:
    """What the terms that come with crisiskit show: rules look for nothing else."""
    indexes = map(_kept, SPOKEN)
    return {kind for index in indexes for terms in index.values() for kind, _parts in terms}


def compiled(files: Iterable[Written]) -> dict[str, dict[str, list[Phrase]]]:
    """What files of terms say, by language, as it is looked up.

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
