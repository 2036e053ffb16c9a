"""What other readers make of plain words: held against PyYAML, which speaks YAML 1.1."""

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from crisiskit.yamlfile.versions import readings


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("12:30", ("750", None)),
        ("no", ("false", None)),
        ("On", ("true", None)),
        ("true", ("true", "true")),
        ("012", ("10", "12")),
        ("0o17", (None, "15")),
        ("0x1F", ("31", "31")),
        ("1_000", ("1000", None)),
        ("053188880000", (None, "53188880000")),
        ("1.10", ("1.1", "1.1")),
        ("1e3", (None, "1000.0")),
        ("~", ("null", "null")),
        (".inf", ("Infinity", "Infinity")),
        ("2026-11-21", ("date", None)),
        ("+86", ("86", "86")),
    ],
)
def test_what_each_version_reads(word: str, expected: tuple[str | None, str | None]) -> None:
    assert readings(word) == expected


@pytest.mark.parametrize(
    "word",
    ["", "09:30", "30m", "2wd", "yes-no", "1.0.0", "404", "0", "-3", "P1", "nope", "y",
     "138-0000-0001", "cn.pipl.57", "是", "3.2-03", "next-day 24:00"],
)  # fmt: skip
def test_what_every_reader_leaves_as_it_is(word: str) -> None:
    assert readings(word) is None


def as_11(word: str) -> Any:
    return yaml.load(word, Loader=yaml.SafeLoader)


@given(st.text("0123456789:_.+-eExo ~yesnoflruaT", min_size=1, max_size=12))
@example("1:2.5")
@example("190:20:30.15")
@example("0b101")
@example("-0x_1f")
def test_words_that_pyyaml_turns_into_something_else_are_told(word: str) -> None:
    """Nothing that PyYAML would not give back as it stands is passed over."""
    try:
        read = as_11(word)
    except (yaml.YAMLError, ValueError, OverflowError):
        return
    if not isinstance(read, str | int | float | bool | None) or word != word.strip():
        return
    if word.startswith(("- ", "? ", ": ", "-", "?")) and not isinstance(read, int | float):
        return
    same = isinstance(read, str) or (str(read) == word and not isinstance(read, bool))
    found = readings(word)
    if not same:
        assert found is not None, (word, read)
        assert found[0] is not None, (word, read)
    if found and found[0] is not None:
        assert not isinstance(read, str), (word, read)
