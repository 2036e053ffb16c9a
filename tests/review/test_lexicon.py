"""The lexicon is kept as its files say."""

from crisiskit.review.matching import DATA
from tests.tools.lexicon import TERMS, made


def test_the_terms_are_those_of_the_files() -> None:
    assert TERMS.read_text("utf-8") == made(), "run `python tests/tools/lexicon.py`"


def test_there_are_files() -> None:
    assert list(DATA.glob("*.yaml"))
