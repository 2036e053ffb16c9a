"""The lexicon: which words show what, per language, ours and what a team adds.

Ours is written in `lexicon/*.yaml` and kept beside it as `terms.json`, looked up by what a place of
a text shows (`terms`): a review needs no YAML. A test holds the two equal
(`tests/tools/lexicon.py` writes it). A team's own files have the same form.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from crisiskit.review.matching import DATA, matching
from crisiskit.review.terms import Phrase, Terms, indexed

SPOKEN = ("zh", "en")

Written = Mapping[str, Mapping[str, Sequence[str]]]
"""Kind -> language -> terms, as a file has them."""


@cache
def bundled(language: str) -> Terms:
    """The terms that come with crisiskit, of `zh` (both scripts) or `en`."""
    made = json.loads((DATA / "terms.json").read_text("utf-8"))[language]
    return Terms(made, by_words=language == "en")


def kinds() -> set[str]:
    """What the terms that come with crisiskit show: rules look for nothing else."""
    languages = json.loads((DATA / "terms.json").read_text("utf-8")).values()
    return {kind for made in languages for terms in made.values() for kind, _parts in terms}


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
