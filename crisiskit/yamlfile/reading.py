"""Documents: the plain data of a YAML file, with a place for every key and value."""

from dataclasses import field
from pathlib import Path
from typing import Any

from crisiskit.lean import dataclass
from crisiskit.yamlfile.building import Builder, Place, as_mark
from crisiskit.yamlfile.characters import unfit
from crisiskit.yamlfile.opening import MAX_BYTES, decoded, read_text, too_large
from crisiskit.yamlfile.problems import BadFile, Location, Mark, Problem
from crisiskit.yamlfile.syntax import doubtful_header


@dataclass(frozen=True, slots=True)
class Document:
    """The data of a file, and where everything in it stands."""

    data: Any
    path: str
    text: str = field(repr=False)
    places: Any = field(repr=False)
    doubtful: bool = False
    """Whether another reader of YAML may refuse it, see `syntax.doubtful`."""
    first_line: int = 1
    plain: frozenset[str] = field(default=frozenset(), repr=False)
    """The texts that stand there without quotation marks."""

    def mark(self, location: Location = (), *, key: bool = False) -> Mark:
        """Where a value, or with `key` its key, stands; else what would hold it."""
        place: Place = self.places
        for name in location:
            inner = place[2]
            if isinstance(inner, dict) and name in inner:
                place = inner[str(name)]
            elif isinstance(inner, list) and isinstance(name, int) and name < len(inner):
                place = inner[name]
            else:
                break
        found = (place[0] if key else None) or place[1]
        return Mark(self.first_line, 1) if found is None else as_mark(found, self.first_line)


def read(path: Path, root: Path | None = None) -> Document:
    """A YAML file below `root` (default: its own folder). Raises BadFile with all that is wrong."""
    return parse(read_text(path, root), str(path))


def parse(source: str | bytes, path: str = "", *, first_line: int = 1) -> Document:
    """YAML text as a document; `first_line` is where it begins in its file.

    No text at all is an empty map. Raises BadFile with all that is wrong.
    """
    if len(source) > MAX_BYTES:
        raise BadFile(path, [Problem("too-large", too_large())])
    text = decoded(source, path) if isinstance(source, bytes) else source
    problems = unfit(text, first_line)
    if problems:
        raise BadFile(path, problems)
    found = Builder(text, first_line)
    found.build()
    if found.problems:
        raise BadFile(path, found.problems)
    doubt = found.is_doubtful() or doubtful_header(text)
    return Document(found.data, path, text, found.places, doubt, first_line, found.plain)
