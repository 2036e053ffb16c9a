"""What a file refers to: the playbooks, dictionaries and templates that lie around it."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from crisiskit.playbook.catalogue import Catalogue
from crisiskit.playbook.dictionary import Dictionary


@dataclass
class Surroundings:
    """The root a file belongs to, on top of the files that come with crisiskit."""

    root: Path
    catalogue: Catalogue

    @classmethod
    def of(cls, root: Path) -> "Surroundings":
        """What lies around the files of a root. Raises FileError without the bundled files."""
        return cls(root, Catalogue.open(extra_paths=[root]))

    @property
    def dictionary(self) -> Dictionary:
        """The shared dictionaries. Raises BadFile."""
        return self.catalogue.dictionary

    @cached_property
    def fact_ids(self) -> frozenset[str]:
        """Every fact a template may print. Raises BadFile."""
        return self.catalogue.fact_ids()
