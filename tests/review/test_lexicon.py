"""The lexicon is kept as its files say."""

import pytest

from crisiskit.review.lexicon import SPOKEN, kept_in
from crisiskit.review.matching import DATA
from tests.tools.lexicon import made


@pytest.mark.parametrize("language", SPOKEN)
def test_the_terms_are_those_of_the_files(language: str) -> None:
    kept = kept_in(language).read_text("utf-8")
    assert kept == made()[language], "run `python tests/tools/lexicon.py`"


def test_there_are_files() -> None:
    assert list(DATA.glob("*.yaml"))
