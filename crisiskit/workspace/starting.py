"""A workspace for a team that begins: a few files, and nothing that is there is touched."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from crisiskit.lean import dataclass

_STARTER = Path(__file__).parent / "starter"

CI = {"github": ".github/workflows/crisiskit.yml", "gitlab": ".gitlab-ci.yml"}
"""Where each CI service looks for its file."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new workspace is to hold: `copies` are playbooks to start from, id -> text."""

    language: str
    company: str
    timezone: str
    ci: Sequence[str]
    copies: Mapping[str, str]

    def files(self) -> dict[str, str]:
        """Path within the workspace -> text."""
        settings = _text(f"{self.language}/crisiskit.yaml")
        filled = {"{company}": _quoted(self.company), "{timezone}": self.timezone}
        for blank, value in filled.items():
            settings = settings.replace(blank, value)
        return {
            "crisiskit.yaml": settings,
            "roster.yaml": _text(f"{self.language}/roster.yaml"),
            **{f"playbooks/{name}.yaml": text for name, text in self.copies.items()},
            **{CI[service]: _text(f"{service}.yml") for service in self.ci},
            ".pre-commit-config.yaml": _text("pre-commit.yaml"),
            ".gitignore": _text("gitignore"),
        }


def _text(name: str) -> str:
    return (_STARTER / name).read_text(encoding="utf-8")


def _quoted(words: str) -> str:
    """A text in quotation marks, as YAML takes it on one line."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def write(folder: Path, files: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Write the files that are not there yet; gives what was written and what was left alone.

    Raises OSError.
    """
    written, left = [], []
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            left.append(name)
        else:
            written.append(name)
    return written, left
