"""The bundled templates as they print: docs/examples holds what a person reads, and this guards it.

The pages are written by tests/tools/examples.py, which is a tool and no package: it is loaded here
from its file.
"""

import importlib.util
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crisiskit.statement.gaps import GapKind, placeholders
from crisiskit.statement.ledger import LedgerFact
from tests.fakes.commandline import Cli

ROOT = Path(__file__).parents[2]
RESPONSIBILITIES = ("undetermined", "victim", "accidental", "preventable")


def _tool() -> Any:
    path = ROOT / "tests" / "tools" / "examples.py"
    spec = importlib.util.spec_from_file_location("crisiskit_examples", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


examples = _tool()
TEMPLATES = examples.library().ids()
PAGES = dict(examples.pages())

every_template = pytest.mark.parametrize("template", TEMPLATES)
in_both_languages = pytest.mark.parametrize("language", examples.LANGUAGES)


def _name(path: Path) -> str:
    return path.relative_to(examples.EXAMPLES).as_posix()


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_a_page_is_what_the_template_prints_now(path: Path) -> None:
    assert path.read_text("utf-8") == PAGES[path], "run python tests/tools/examples.py"


def test_no_page_is_left_over_and_every_template_has_an_incident() -> None:
    folders = (examples.EXAMPLES / language for language in examples.LANGUAGES)
    assert {path for folder in folders for path in folder.iterdir()} == set(PAGES)
    assert sorted(examples.FITTING) == TEMPLATES


@every_template
@in_both_languages
def test_with_all_facts_nothing_is_missing_and_every_channel_fits(
    template: str, language: str
) -> None:
    for channel in ("", *examples.library().get(language, template).channels):
        found = examples.rendered(language, template, "complete", channel)
        assert found.gaps == ()
        assert placeholders(found.text) == []


@every_template
@in_both_languages
def test_at_triage_every_needed_fact_shows_its_gap(template: str, language: str) -> None:
    needs, _uses = examples.library().declared(language, template)
    found = examples.rendered(language, template, "triage")
    gaps = {gap.fact for gap in found.gaps if gap.kind is not GapKind.TOO_LONG}
    assert set(needs) - set(examples.TRIAGE) <= gaps
    assert len(set(placeholders(found.text))) == len(gaps)


@every_template
@pytest.mark.parametrize("stage", examples.STAGES)
def test_both_languages_print_the_same_facts(template: str, stage: str) -> None:
    chinese, english = (
        examples.rendered(language, template, stage) for language in examples.LANGUAGES
    )
    assert set(chinese.printed) == set(english.printed)
    assert chinese.used.keys() == english.used.keys()


@every_template
def test_both_languages_declare_the_same_facts(template: str) -> None:
    chinese, english = (
        examples.library().get(language, template).head for language in examples.LANGUAGES
    )
    assert chinese.needs == english.needs
    assert chinese.uses == english.uses
    assert chinese.channels.keys() == english.channels.keys()


CLUMSY = re.compile(
    r"[。；，：、][。；，、]|(?<!\.)\.\.(?!\.)|[.,;:] ?[,;]|：。|: ?\.|\( |（）|\(\)|  \S|“”|\"\""
)
"""Seams that show: doubled stops, a label with nothing after it, empty brackets."""
HEADING = re.compile(r"^#+ .*\n\n(?=#|\Z)", re.MULTILINE)
"""A heading with nothing under it."""


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_no_seam_shows_and_no_section_is_empty(path: Path) -> None:
    text = PAGES[path].replace("Co., Ltd.", "Ltd").replace("Ltd.", "Ltd")
    assert CLUMSY.findall(text) == []
    assert HEADING.findall(text) == []


@pytest.mark.parametrize("path", [path for path in PAGES if "/en/" in path.as_posix()], ids=_name)
def test_an_english_paragraph_begins_with_a_capital(path: Path) -> None:
    lines = re.findall(r"^(?:#+ |- |\*\*)?([A-Za-z].*)", PAGES[path], re.MULTILINE)
    assert [line for line in lines if line[0].islower()] == []


@every_template
@in_both_languages
def test_facts_with_a_full_stop_print_as_those_without(template: str, language: str) -> None:
    facts = examples.ledger(examples.FITTING[template], "complete")
    stopped = {name: _stopped(fact) for name, fact in facts.items()}
    for responsibility in RESPONSIBILITIES:
        plain, with_stops = (
            examples.rendered(
                language, template, "complete", facts=told, responsibility=responsibility
            ).text
            for told in (facts, stopped)
        )
        assert with_stops == plain


def _stopped(fact: LedgerFact) -> LedgerFact:
    """The same fact, typed with a full stop; a name or an address has none."""
    names = ("company", "signatory", "website", "email", "central_question")
    if fact.value is None or fact.spec.id in names or fact.spec.type != "text":
        return fact
    ends = {"zh": "。", "en": "."}
    value = {tongue: words + ends[tongue] for tongue, words in fact.value.items()}
    return replace(fact, value=value)


@in_both_languages
def test_the_command_prints_the_whole_press_conference_checklist(
    language: str, tmp_path: Path
) -> None:
    cli = Cli(tmp_path, tmp_path / "cases.db")
    out = cli.ok("draft", "press-conference", "--no-case", "--lang", language).out
    checklist = examples.catalogue().dictionary.checklists["press-conference"]
    assert len(checklist.items) > 40
    assert [item.id for item in checklist.items if item.text[language] not in out] == []
