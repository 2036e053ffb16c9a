"""The command line on hostile input: every single run is held against the terminal oracle.

A test says what it wants of the exit code; that no byte reaches a terminal that a terminal would
obey, that no line is forged and that nothing is called a defect is seen to here.
"""

import re
import runpy
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crisiskit.errors import ExitCode
from crisiskit.ui.console import STYLES
from tests.fakes.commandline import Cli, Ended

_CORPUS: Mapping[str, Any] = runpy.run_path(str(Path(__file__).with_name("corpus.py")))

_OURS = re.compile(r"\x1b\[(?:0|" + "|".join(map(re.escape, STYLES.values())) + ")m")
"""The only sequences crisiskit sends to a terminal."""

_OBEYED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def obeyed(output: str, *, colored: bool) -> list[str]:
    """The characters of an output that a terminal obeys or hides, our own colours left out."""
    rest = _OURS.sub("", output) if colored else output
    return sorted({char for char in rest if char != "\n" and unicodedata.category(char) in _OBEYED})


@dataclass
class WatchedCli(Cli):
    """Looks at every byte that comes back."""

    def __call__(self, *argv: str, document: bool = False, **more: Any) -> Ended:
        """One command. `document`: standard output is a text as it goes out, lines and all."""
        ended = super().__call__(*argv, **more)
        colored = "always" in argv or more.get("FORCE_COLOR", "") not in ("", "0")
        self._judge(argv, ended, colored=colored, document=document)
        return ended

    def open(self, playbook: str = "general", title: str = "A fire") -> str:
        """A case; gives its code."""
        return self.ok("start", playbook, "--no-walk", "--title", title).out.strip()

    def _judge(
        self,
        argv: Sequence[str],
        ended: Ended,
        *,
        colored: bool,
        document: bool,
    ) -> None:
        short = [word[:60] for word in argv]
        assert ended.code in set(ExitCode), short
        assert ended.code != ExitCode.BUG, (short, defect(ended))
        assert "Traceback" not in ended.out + ended.err, short
        if ended.code not in (ExitCode.OK, ExitCode.FINDINGS):
            assert (ended.out + ended.err).strip(), (short, "no sentence")
        for output in (ended.out, ended.err, *ended.said):
            assert obeyed(output, colored=colored) == [], (short, output[:2000])
            output.encode()
            if not (document and output is ended.out):
                assert forged(output) == [], short


def defect(ended: Ended) -> str:
    """The end of the log of a defect."""
    found = re.search(r"(\S+crisiskit-defect-\S+\.log)", ended.err)
    return Path(found[1]).read_text("utf-8")[-1500:] if found else ended.err


def forged(output: str) -> list[str]:
    """Lines that somebody wrote to look like ours."""
    plain = _OURS.sub("", output)
    return [line[:80] for line in plain.split("\n") if line.startswith("FORGED")]


@pytest.fixture
def cli(tmp_path: Path) -> WatchedCli:
    """The command line in an empty folder."""
    store = tmp_path / "store" / "cases.db"
    return WatchedCli(tmp_path, store, environ={"TZ": "Asia/Shanghai"})


@pytest.fixture
def workspace(cli: WatchedCli) -> WatchedCli:
    """The command line in a workspace with nothing in it but its settings."""
    cli.write("crisiskit.yaml", "languages: [en, zh]\ntimezone: Asia/Shanghai\n")
    return cli


@pytest.fixture(scope="session")
def corpus() -> Mapping[str, Any]:
    """What `corpus.py` holds."""
    return _CORPUS


_PARAMETERS: Mapping[str, Sequence[str]] = {
    "yaml_attack": list(_CORPUS["YAML"]),
    "playbook_attack": list(_CORPUS["PLAYBOOKS"]),
    "hostile_word": list(_CORPUS["WORDS"]),
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each entry of the corpus that a test asks for by its kind."""
    for name, values in _PARAMETERS.items():
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, values)
