"""The two readers of a format are one: what `fitting` accepts pydantic accepts, and the other way.

They make the same of it. Held on every bundled file and on what a slip makes of one: a value of
another kind, a key that is missing, unknown or written twice over.
"""

import copy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from crisiskit.playbook import dictionary_format as shared
from crisiskit.playbook.format import PartFile, PlaybookFile, StepItem
from crisiskit.playbook.parameters import FORMS
from crisiskit.scenario.form import ScenarioFile
from crisiskit.workspace.files import RosterFile, Settings
from crisiskit.yamlfile import read
from crisiskit.yamlfile.fields import keys_of
from crisiskit.yamlfile.fitting import reader

PLAYBOOKS = Path(__file__).resolve().parents[1] / "playbooks"

SETTINGS = {
    "facts": {"company": {"zh": "云集市", "en": "Yunjishi"}},
    "languages": ["zh", "en"],
    "timezone": "Asia/Shanghai",
    "jurisdictions": ["cn"],
    "lint": {"profile": "strict", "severity": {"cycle": "error"}, "per_file": {"a/*": ["words"]}},
    "policy": {"approvals": {"public": ["legal"]}, "updates": {"emergency": "2h"}},
}
ROSTER = {"lead": [{"name": "王律师", "phone": "138"}, {"name": "李四", "hours": "9-18"}]}

FOLDERS: dict[str, Any] = {
    "": PlaybookFile,
    "parts": PartFile,
    "drills": ScenarioFile,
    "shared/checklists": shared.ChecklistFile,
}
FILES: dict[str, Any] = {
    "facts": shared.FactsFile,
    "roles": shared.RolesFile,
    "channels": shared.ChannelsFile,
    "severity": shared.SeverityFile,
    "duties": shared.DutiesFile,
}

ODD: tuple[Any, ...] = (
    *("", " ", "text", "two words", "A", "1", "-1", "P1", "yes", "no", "all", "30m", "5wd"),
    *("aware", "fact:press_at", "2026-11-21", "2026-02-30", "next-day 24:00", "a.b", "a" * 101),
    *([], ["a"], [[]], {}, {"zh": "字"}, {"zh": ""}, {"fr": "mot"}, {"P1": "1h", "else": "2h"}),
)
"""What YAML can give: `yamlfile` reads every scalar as text."""


def trees() -> Iterator[tuple[Any, Any]]:
    """Forms with the data of files that fit."""
    for folder, form in FOLDERS.items():
        for path in sorted((PLAYBOOKS / folder).glob("*.yaml")):
            yield form, read(path).data
    for name, form in FILES.items():
        yield form, read(PLAYBOOKS / "shared" / f"{name}.yaml").data
    yield Settings, SETTINGS
    yield RosterFile, ROSTER


TREES = list(trees())


@cache
def adapter(form: Any) -> TypeAdapter[Any]:
    return TypeAdapter(form)


def agree(form: Any, tree: Any) -> bool:
    """Whether the form fits, which both readers say; both make the same of it."""
    try:
        theirs = adapter(form).validate_python(copy.deepcopy(tree))
    except ValidationError:
        with pytest.raises((ValueError, KeyError)):
            reader(form)(tree)
        return False
    assert reader(form)(tree) == theirs
    return True


@pytest.mark.parametrize("number", range(len(TREES)))
def test_files_that_fit_fit_both(number: int) -> None:
    form, tree = TREES[number]
    before = copy.deepcopy(tree)
    assert agree(form, tree)
    assert tree == before


def places(tree: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value."""
    yield at
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from places(value, (*at, key))
    elif isinstance(tree, list | tuple):
        for number, value in enumerate(tree):
            yield from places(value, (*at, number))


WAYS = [(form, tree, way) for form, tree in TREES for way in places(tree) if way]


def slipped(tree: Any, way: tuple[Any, ...], slip: str, odd: Any) -> Any:
    """The tree with one thing changed."""
    made = copy.deepcopy(tree)
    holder = made
    for name in way[:-1]:
        holder = holder[name]
    if slip == "gone":
        del holder[way[-1]]
    elif slip == "other":
        holder[way[-1]] = odd
    elif isinstance(holder, dict):
        holder["more" if odd is None else str(odd)] = holder[way[-1]]
    else:
        holder.append(odd)
    return made


@settings(max_examples=1500, deadline=None)
@given(
    st.integers(0, len(WAYS) - 1), st.sampled_from(["gone", "other", "more"]), st.sampled_from(ODD)
)
def test_a_slip_is_seen_by_both(number: int, slip: str, odd: Any) -> None:
    form, tree, way = WAYS[number]
    agree(form, slipped(tree, way, slip, odd))


@pytest.mark.parametrize("key", sorted(keys_of(StepItem)))
@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_every_key_of_a_step_takes_the_same_from_both(key: str, odd: Any) -> None:
    agree(StepItem, {"id": "a", "title": "t", key: odd})


@pytest.mark.parametrize("kind", sorted(FORMS))
@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_every_parameter_takes_the_same_from_both(kind: str, odd: Any) -> None:
    agree(FORMS[kind], odd)
