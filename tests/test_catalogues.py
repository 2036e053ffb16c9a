"""Every sentence of the interface has its Chinese, and the compiled catalogue is current."""

import gettext
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


def _tool() -> ModuleType:
    path = Path(__file__).parent / "tools" / "catalogues.py"
    spec = importlib.util.spec_from_file_location("catalogues", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


catalogues = _tool()


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    found: dict[str, str] = catalogues.translations()
    return found


def test_every_sentence_has_an_entry(said: dict[str, str]) -> None:
    assert sorted(catalogues.sentences().keys() - said.keys()) == []


def test_no_entry_is_stale(said: dict[str, str]) -> None:
    assert sorted(said.keys() - catalogues.sentences().keys()) == []


def test_every_entry_is_translated(said: dict[str, str]) -> None:
    assert [sentence for sentence, words in said.items() if not words.strip()] == []


def test_translations_keep_placeholders_commands_and_flags(said: dict[str, str]) -> None:
    wrong = {
        sentence: catalogues.disagreement(sentence, words)
        for sentence, words in said.items()
        if words and catalogues.disagreement(sentence, words)
    }
    assert wrong == {}


def test_translations_keep_the_lines(said: dict[str, str]) -> None:
    wrong = [
        sentence
        for sentence, words in said.items()
        if words and sentence.endswith("\n") != words.endswith("\n")
    ]
    assert wrong == []


def test_no_sentence_is_put_together_where_it_is_said() -> None:
    assert catalogues.computed() == []


def test_the_compiled_catalogue_is_the_current_one(said: dict[str, str]) -> None:
    compiled = catalogues.CATALOGUE.with_suffix(".mo").read_bytes()
    assert compiled == catalogues.as_mo(said), "run: python tests/tools/catalogues.py compile"


def test_the_catalogue_is_written_as_the_tool_writes_it(said: dict[str, str]) -> None:
    written = catalogues.CATALOGUE.read_text("utf-8")
    assert written == catalogues.as_po(said, catalogues.sentences())


def test_gettext_reads_what_the_tool_compiles(tmp_path: Path) -> None:
    file = tmp_path / "zh" / "LC_MESSAGES" / "crisiskit.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(catalogues.as_mo({"Two\nlines": "两\n行", "One": "一", "None": ""}))
    found = gettext.translation("crisiskit", tmp_path, languages=["zh"])
    assert [found.gettext(one) for one in ("One", "Two\nlines", "None")] == ["一", "两\n行", "None"]


def test_the_catalogue_survives_being_written_and_read(tmp_path: Path) -> None:
    entries = {
        'A "quoted" \\ path': "“引号” \\ 路径",
        "Two\nlines\n": "两\n行\n",
        "Tab\t": "制表\t",
    }
    path = tmp_path / "crisiskit.po"
    path.write_text(catalogues.as_po(entries, {}), "utf-8")
    assert catalogues.translations(path) == entries
