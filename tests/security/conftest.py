"""The command line on hostile input: every single run is held against the terminal oracle.

A test says what it wants of the exit code; that no byte reaches a terminal that a terminal would
obey, that no line is forged and that nothing is called a defect is seen to here.
"""

import io
import json
import re
import runpy
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crisiskit import language
from crisiskit.cli.main import run
from crisiskit.clock import VirtualClock
from crisiskit.errors import ExitCode
from crisiskit.ui.console import STYLES
from crisiskit.ui.scripted import ScriptedPrompter

NOW = datetime(2026, 11, 21, 2, 10, 0, tzinfo=UTC)

_CORPUS: Mapping[str, Any] = runpy.run_path(str(Path(__file__).with_name("corpus.py")))

_OURS = re.compile(r"\x1b\[(?:0|" + "|".join(map(re.escape, STYLES.values())) + ")m")
"""The only sequences crisiskit sends to a terminal."""

_OBEYED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def obeyed(output: str, *, colored: bool) -> list[str]:
    """The characters of an output that a terminal obeys or hides, our own colours left out."""
    rest = _OURS.sub("", output) if colored else output
    return sorted({char for char in rest if char != "\n" and unicodedata.category(char) in _OBEYED})


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Cli:
    """Types command lines in a folder of its own and looks at every byte that comes back."""

    folder: Path
    clock: VirtualClock = field(default_factory=lambda: VirtualClock(NOW))
    spoken: str = "en"

    @property
    def store(self) -> Path:
        return self.folder / "store" / "cases.db"

    def __call__(
        self,
        *argv: str,
        answers: Sequence[str] | None = None,
        stdin: str = "",
        document: bool = False,
        **environ: str,
    ) -> Ended:
        """One command. `document`: standard output is a text as it goes out, lines and all."""
        out, err = io.StringIO(), io.StringIO()
        prompter = None if answers is None else ScriptedPrompter(answers)
        code = run(
            argv,
            stdin=io.StringIO(stdin),
            stdout=out,
            stderr=err,
            environ={
                "CRISISKIT_LANG": self.spoken,
                "CRISISKIT_STORE": str(self.store),
                "XDG_STATE_HOME": str(self.folder / "state"),
                "COLUMNS": "80",
                "TZ": "Asia/Shanghai",
                **environ,
            },
            cwd=self.folder,
            clock=self.clock,
            prompter=prompter,
        )
        ended = Ended(code, out.getvalue(), err.getvalue())
        said = [] if prompter is None else prompter.said
        colored = "always" in argv or environ.get("FORCE_COLOR", "") not in ("", "0")
        self._judge(argv, ended, said, colored=colored, document=document)
        return ended

    def _judge(
        self,
        argv: Sequence[str],
        ended: Ended,
        said: Sequence[str],
        *,
        colored: bool,
        document: bool,
    ) -> None:
        short = [word[:60] for word in argv]
        assert ended.code in set(ExitCode), short
        assert ended.code != ExitCode.BUG, (short, self.defect(ended))
        assert "Traceback" not in ended.out + ended.err, short
        if ended.code not in (ExitCode.OK, ExitCode.FINDINGS):
            assert (ended.out + ended.err).strip(), (short, "no sentence")
        for output in (ended.out, ended.err, *said):
            assert obeyed(output, colored=colored) == [], (short, output[:2000])
            output.encode()
            if not (document and output is ended.out):
                assert forged(output) == [], short

    def defect(self, ended: Ended) -> str:
        """The end of the log of a defect."""
        found = re.search(r"(\S+crisiskit-defect-\S+\.log)", ended.err)
        return Path(found[1]).read_text("utf-8")[-1500:] if found else ended.err

    def ok(self, *argv: str, **more: Any) -> Ended:
        """A command that must go well."""
        ended = self(*argv, **more)
        assert ended.code == 0, (argv, ended.err)
        return ended

    def open(self, playbook: str = "general", title: str = "A fire") -> str:
        """A case; gives its code."""
        return self.ok("start", playbook, "--no-walk", "--title", title).out.strip()

    def write(self, name: str, content: str | bytes) -> Path:
        """A file of the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


def forged(output: str) -> list[str]:
    """Lines that somebody wrote to look like ours."""
    plain = _OURS.sub("", output)
    return [line[:80] for line in plain.split("\n") if line.startswith("FORGED")]


@pytest.fixture
def cli(tmp_path: Path) -> Iterator[Cli]:
    """The command line in an empty folder."""
    yield Cli(tmp_path)
    language.speak("en")


@pytest.fixture
def workspace(cli: Cli) -> Cli:
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
