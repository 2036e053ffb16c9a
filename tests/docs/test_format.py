"""docs/format.md is right: its examples lint and play, and it leaves out no key of a format."""

import re
from pathlib import Path
from typing import Any, get_args

import pytest

from crisiskit.playbook import dictionary_format, vocabulary
from crisiskit.playbook import format as playbook
from crisiskit.scenario import fitting, form
from crisiskit.workspace import files, policy
from crisiskit.yamlfile.fields import keys_of
from tests.fakes.commandline import Cli

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "format.md").read_text("utf-8")

_BLOCK = re.compile(r"^```yaml (\S+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_WORDS = frozenset(re.findall(r"[\w-]+", PAGE))

FORMATS = (
    playbook.PlaybookFile,
    playbook.StepItem,
    playbook.DueItem,
    playbook.DecideItem,
    playbook.OptionItem,
    playbook.DraftItem,
    playbook.ApproveItem,
    playbook.PublishItem,
    playbook.NotifyItem,
    playbook.RepeatItem,
    playbook.WaitItem,
    playbook.PartFile,
    dictionary_format.FactFields,
    dictionary_format.RoleItem,
    dictionary_format.ChannelItem,
    dictionary_format.DimensionItem,
    dictionary_format.DutyItem,
    dictionary_format.ChecklistFile,
    dictionary_format.CheckItem,
    files.Settings,
    files.Person,
    policy.Policy,
    form.ScenarioFile,
    form.Act,
    form.Expectation,
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace whose files the page shows."""
    root = tmp_path_factory.mktemp("workspace")
    for name, text in _BLOCK.findall(PAGE):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def _crisiskit(workspace: Path, *words: str) -> tuple[int, str]:
    ended = Cli(workspace, workspace / "cases.db")(*words)
    return ended.code, ended.out + ended.err


def test_every_yaml_block_names_its_file() -> None:
    assert PAGE.count("```yaml") == len(_BLOCK.findall(PAGE)) >= 6


def test_the_examples_lint_without_a_finding(workspace: Path) -> None:
    code, said = _crisiskit(workspace, "lint")
    assert (code, said.strip()) == (0, "Nothing found."), said


def test_the_example_scenario_plays(workspace: Path) -> None:
    code, said = _crisiskit(workspace, "test", "playbooks/drills")
    assert code == 0, said


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.__name__)
def test_every_key_is_on_the_page(form: type[Any]) -> None:
    assert sorted(keys_of(form).keys() - _WORDS) == []


@pytest.mark.parametrize(
    "words",
    [
        playbook.ACTIONS,
        get_args(vocabulary.FactType),
        get_args(vocabulary.Bucket),
        get_args(vocabulary.ParamType),
        get_args(vocabulary.Audience),
        get_args(vocabulary.Recipient),
        get_args(vocabulary.Responsibility),
        get_args(vocabulary.Verified),
        tuple(fitting.ACTS),
        tuple(fitting.EXPECTATIONS),
    ],
)
def test_every_word_of_a_closed_list_is_on_the_page(words: tuple[str, ...]) -> None:
    assert sorted(set(words) - _WORDS) == []
