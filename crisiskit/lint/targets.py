"""Which files a lint looks at, and what each of them is."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from crisiskit.lean import dataclass
from crisiskit.playbook.dictionary import CHECKLISTS, READERS, SHARED
from crisiskit.playbook.sources import DRILLS, PARTS, PLAYBOOKS, TEMPLATE_SUFFIX, TEMPLATES
from crisiskit.workspace import ROSTER_FILE, SETTINGS_FILE, TERMS_FOLDER

FOLDERS = (PLAYBOOKS, PARTS, DRILLS, SHARED, CHECKLISTS)
"""The folders of a root that hold YAML of ours."""

SHARED_FOLDER = SHARED.name

KEYS = ("scenario", "playbook", "part", "checklist")
"""The keys that make a file of that kind; a scenario names a playbook as well."""


@dataclass(frozen=True, slots=True)
class Target:
    """A file to look at, and the root it may not leave. `named`: the user named it.

    `source` stands in for what is on the disk: what an editor holds and hands over.
    """

    path: Path
    root: Path
    named: bool = False
    source: bytes | None = None

    @property
    def is_template(self) -> bool:
        """Whether it is a template of a statement."""
        return self.path.name.endswith(TEMPLATE_SUFFIX)


def targets(paths: Iterable[Path]) -> list[Target]:
    """The files that paths stand for, each once: of a folder, all that could be ours."""
    found: dict[Path, Target] = {}
    for path in paths:
        # os.path: of a name that is too long Path.is_dir raises, and the reader says it better.
        is_folder = os.path.isdir(path)  # noqa: PTH112
        inside = _in_folder(path) if is_folder else [Target(path, root_of(path), named=True)]
        for target in inside:
            found.setdefault(target.path, target)
    return list(found.values())


def _in_folder(folder: Path) -> Iterator[Target]:
    """A root's own folders; of any other folder, whatever lies below it."""
    if any((folder / own).is_dir() for own in (PLAYBOOKS, TEMPLATES)) or _is_workspace(folder):
        yield from _in_root(folder)
        return
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and (path.suffix == ".yaml" or path.name.endswith(TEMPLATE_SUFFIX)):
            yield Target(path, root_of(path))


def _in_root(root: Path) -> Iterator[Target]:
    for name in (SETTINGS_FILE, ROSTER_FILE):
        if os.path.lexists(root / name):
            yield Target(root / name, root, named=True)
    for folder in FOLDERS:
        for path in sorted((root / folder).glob("*.yaml")):
            yield Target(path, root, named=True)
    if _is_workspace(root):
        for path in sorted((root / TERMS_FOLDER).glob("*.yaml")):
            yield Target(path, root, named=True)
    for path in sorted((root / TEMPLATES).glob(f"*/**/*{TEMPLATE_SUFFIX}")):
        yield Target(path, root, named=True)


def _is_workspace(folder: Path) -> bool:
    return (folder / SETTINGS_FILE).is_file()


def _holds_terms(path: Path) -> bool:
    """Whether a file holds words for the review: the folder alone says it, beside the settings."""
    folder = path.absolute().parent
    return folder.name == TERMS_FOLDER and _is_workspace(folder.parent)


def root_of(path: Path) -> Path:
    """The root a file belongs to: what holds its `playbooks` or `templates`, else its folder."""
    if _holds_terms(path):
        return path.absolute().parent.parent
    names = {PLAYBOOKS.name, TEMPLATES.name}
    for folder in path.absolute().parents:
        if folder.name in names:
            return folder.parent
    return path.absolute().parent


def kind(path: Path, data: object) -> str | None:
    """What a YAML file is, by its name, its folder and its keys; None: none of ours.

    `playbook part scenario checklist`, the name of a shared dictionary, `settings`, `roster` or
    `terms`.
    """
    by_name = {SETTINGS_FILE: "settings", ROSTER_FILE: "roster"}.get(path.name)
    if by_name:
        return by_name
    if path.parent.name == SHARED_FOLDER and path.stem in READERS:
        return path.stem
    if _holds_terms(path):
        return "terms"
    keys = data if isinstance(data, dict) else {}
    by_key = next((key for key in KEYS if key in keys), None)
    return by_key or _by_folder(path)


def _by_folder(path: Path) -> str | None:
    return {
        PLAYBOOKS.name: "playbook",
        PARTS.name: "part",
        DRILLS.name: "scenario",
        CHECKLISTS.name: "checklist",
    }.get(path.absolute().parent.name)
