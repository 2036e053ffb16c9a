"""Finding the files of playbooks: in the bundled folder, the workspace and further paths.

The name of a file is its id. Nothing that a file says is ever made into a path, so no file can
lead to another outside its root.
"""

import unicodedata
from collections.abc import Iterable
from pathlib import Path

from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.text import quote
from crisiskit.yamlfile import BadFile, Document, Problem, read, read_text

BUNDLED = "bundled"
WORKSPACE = "workspace"

PLAYBOOKS = Path("playbooks")
PARTS = PLAYBOOKS / "parts"
DRILLS = PLAYBOOKS / "drills"
TEMPLATES = Path("templates")
TEMPLATE_SUFFIX = ".md.j2"


@dataclass(frozen=True, slots=True)
class Source:
    """A folder with `playbooks/` and `templates/`, or one file of a playbook."""

    root: Path
    origin: str


@dataclass(frozen=True, slots=True)
class Found:
    """A file, the root it may not leave, and where it comes from."""

    path: Path
    root: Path
    origin: str
    twin: Path | None = None
    """Another file whose name some systems take for the same."""

    def document(self) -> Document:
        """Its data. Raises BadFile."""
        self._alone()
        return read(self.path, self.root)

    def text(self) -> str:
        """Its text. Raises BadFile."""
        self._alone()
        return read_text(self.path, self.root)

    def _alone(self) -> None:
        if self.twin is not None:
            message = _("Windows and macOS take this file and {other} for the same.").format(
                other=quote(self.twin.name)
            )
            raise BadFile(
                str(self.path), [Problem("same-name", message, None, _("Rename one of them."))]
            )


def yaml_files(sources: Iterable[Source], folder: Path) -> dict[str, Found]:
    """The YAML files right in a folder of each source, by id; later sources override."""
    found: dict[str, Found] = {}
    for source in sources:
        if source.root.is_file():
            paths = [source.root] if folder == PLAYBOOKS else []
        else:
            paths = sorted((source.root / folder).glob("*.yaml"))
        found.update({path.stem: one for path, one in _found(paths, source)})
    return found


def templates(sources: Iterable[Source]) -> dict[tuple[str, str], Found]:
    """The templates of each source by language and id (`holding`, `shared/sign-off`)."""
    found: dict[tuple[str, str], Found] = {}
    for source in sources:
        base = source.root / TEMPLATES
        paths = sorted(base.glob(f"*/**/*{TEMPLATE_SUFFIX}"))
        for path, one in _found(paths, source):
            language, _slash, name = path.relative_to(base).as_posix().partition("/")
            found[language, name.removesuffix(TEMPLATE_SUFFIX)] = one
    return found


def _found(paths: Iterable[Path], source: Source) -> list[tuple[Path, Found]]:
    root = source.root.parent if source.root.is_file() else source.root
    byfolded: dict[str, list[Path]] = {}
    for path in paths:
        byfolded.setdefault(folded(path), []).append(path)
    return [
        (path, Found(path, root, source.origin, next((p for p in twins if p != path), None)))
        for twins in byfolded.values()
        for path in twins
    ]


def folded(path: Path) -> str:
    """The name as systems compare it that ignore case and the form of accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", str(path)).casefold())
