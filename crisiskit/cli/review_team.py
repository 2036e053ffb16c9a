"""What a team has set and written for reviews: `lint` in crisiskit.yaml, terms in `review/`.

Reading YAML takes as long as all else, so what the same bytes said is remembered.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from crisiskit import __version__
from crisiskit.check import Diagnostic
from crisiskit.check.formats.report import seen_from
from crisiskit.check.rules import RuleTable
from crisiskit.check.selection import Selection, Wish
from crisiskit.cli import memory
from crisiskit.cli.check_asked import Look
from crisiskit.cli.check_team import Own, own, settings_of
from crisiskit.cli.options import Context
from crisiskit.errors import FileError
from crisiskit.lean import dataclass
from crisiskit.review.lexicon import SPOKEN
from crisiskit.review.terms import FORM, Terms
from crisiskit.workspace import TERMS_FOLDER
from crisiskit.yamlfile import read_text

KEPT = 40
"""Answers that are remembered; the oldest go."""

_SETTINGS: Mapping[str, tuple[type, ...]] = {
    "profile": (str, type(None)),
    "select": (list,),
    "ignore": (list,),
    "severity": (dict,),
    "fail_on": (str,),
    "per_file": (dict,),
}
_INDEX: Mapping[str, tuple[type, ...]] = dict.fromkeys(SPOKEN, (str,))
"""What is remembered of settings and of terms."""


@dataclass(frozen=True, slots=True)
class Team:
    """What holds for the texts of a team; `findings` are about its own files."""

    cwd: Path
    root: Path
    selection: Selection
    fail_on: str
    index: Mapping[str, str]
    findings: Sequence[Diagnostic]

    def shown(self, path: str) -> str:
        """A path as the team's settings know it."""
        return seen_from(str(self.root), path, str(self.cwd))

    def seen(self, path: str) -> str:
        """A path from where the user stands."""
        return seen_from(str(self.cwd), path, str(self.cwd))

    def terms(self, language: str) -> list[Terms]:
        """The team's own terms."""
        spoken = language[:2]
        index = self.index.get(spoken)
        return [Terms(index, by_words=spoken == "en")] if index else []


def team(context: Context, first: Path | None, look: Look, table: RuleTable) -> Team:
    """What holds here: the team is that of the first file named, else of this folder."""
    path = settings_of(context.cwd, first)
    if path is None:
        plain = Own()
        chosen = plain.selection(table, look)
        return Team(context.cwd, context.cwd, chosen, look.fail_on or plain.fail_on, {}, ())
    said = _settings(context, path)
    index, wrong = _terms(context, path.parent)
    return Team(
        context.cwd,
        path.parent,
        said.selection(table, look),
        look.fail_on or said.fail_on,
        index,
        [*said.findings, *wrong],
    )


def _settings(context: Context, path: Path) -> Own:
    """The settings of the team. Such as have something wrong are read again each time."""
    try:
        source = f"{__version__}\n{read_text(path)}".encode()
    except FileError:
        return own(path)
    place = _place(context, path)
    known = memory.read_for(place, source)
    if _has_types(known, _SETTINGS):
        select, ignore = tuple(known["select"]), tuple(known["ignore"])
        wish = Wish(known["profile"], select, ignore, known["severity"])
        return Own(wish, known["fail_on"], known["per_file"])
    said = own(path)
    if not said.findings:
        rest = {"fail_on": said.fail_on, "per_file": said.per_file}
        memory.keep_for(place, source, {**_plain(said.wish), **rest}, KEPT)
    return said


def _plain(wish: Wish) -> dict[str, Any]:
    return {name: getattr(wish, name) for name in ("profile", "select", "ignore", "severity")}


def _has_types(known: Any, types: Mapping[str, tuple[type, ...]]) -> bool:
    """Whether what was remembered is what is kept there today."""
    if not isinstance(known, dict) or known.keys() != types.keys():
        return False
    return all(isinstance(known[name], of) for name, of in types.items())


def _terms(context: Context, root: Path) -> tuple[Mapping[str, str], Sequence[Diagnostic]]:
    """The team's terms as they are looked up, and what is wrong with its files."""
    paths = sorted((root / TERMS_FOLDER).glob("*.yaml"))
    if not paths:
        return {}, ()
    from crisiskit.check import from_error

    texts: dict[Path, str] = {}
    wrong: list[Diagnostic] = []
    for path in paths:
        try:
            texts[path] = read_text(path, root)
        except FileError as error:
            wrong += from_error(error)
    source = "\0".join([__version__, FORM, *(f"{path}\0{text}" for path, text in texts.items())])
    place = _place(context, root / TERMS_FOLDER)
    known = None if wrong else memory.read_for(place, source.encode("utf-8", "surrogateescape"))
    if known is not None and _has_types(known, _INDEX):
        return known, ()
    from crisiskit.review import own_terms
    from crisiskit.review.lexicon import compiled

    files = []
    for path, text in texts.items():
        terms, findings = own_terms.read(text, str(path))
        files.append(terms)
        wrong += findings
    index = compiled(files)
    if not wrong:
        memory.keep_for(place, source.encode("utf-8", "surrogateescape"), index, KEPT)
    return index, wrong


def _place(context: Context, path: Path) -> Path:
    from zlib import crc32

    name = f"{crc32(str(path).encode('utf-8', 'surrogateescape')):08x}.json"
    return memory.folder(context.environ, "review") / name
