"""Which playbooks have which signals: noted as files are looked at, the rest read once for all."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from crisiskit.check import Related
from crisiskit.errors import FileError
from crisiskit.playbook.plan import GENERAL
from crisiskit.playbook.sources import Found
from crisiskit.yamlfile import Document, Mark, parse


class Signal(NamedTuple):
    """A word by which a playbook is recognised, and where it stands in its list."""

    language: str
    number: int
    word: str
    mark: Mark

    @property
    def key(self) -> tuple[str, str]:
        """Language and word in small letters: two that have the same one cannot be told apart."""
        return self.language, self.word.casefold()


class Heard(NamedTuple):
    """The signals of a playbook; `name` is the id that it gives itself."""

    name: object
    path: str
    signals: tuple[Signal, ...]


Signals = Mapping[tuple[str, str], list[tuple[str, Related]]]
"""By key: the ids of the playbooks that have the signal, and how they are named in a finding."""


def heard(document: Document) -> Heard:
    """The signals in the file of a playbook."""
    data = document.data if isinstance(document.data, dict) else {}
    return Heard(data.get("playbook"), document.path, tuple(_signals(document, data)))


def _signals(document: Document, data: Mapping[str, object]) -> Iterator[Signal]:
    given = data.get("signals")
    for language, words in given.items() if isinstance(given, dict) else ():
        for number, word in enumerate(words if isinstance(words, list) else ()):
            mark = document.mark(("signals", language, number))
            yield Signal(language, number, str(word), mark)


def signals(playbooks: Mapping[str, Found], known: Mapping[Path, Heard]) -> Signals:
    """The signals of playbooks, but for the general one, which is offered anyway.

    `known` are those of files that were read already.
    """
    found: dict[tuple[str, str], list[tuple[str, Related]]] = {}
    for name, one in playbooks.items():
        if name == GENERAL:
            continue
        holder = name, Related(name, str(one.path))
        has = known[one.path] if one.path in known and one.twin is None else _read(one)
        for key in {(each.language, each.word): each.key for each in has.signals}.values():
            found.setdefault(key, []).append(holder)
    return found


def _read(found: Found) -> Heard:
    """What stands before the phases is enough, and parsed quickly; no signals in a broken file."""
    try:
        text = found.text()
        head, _phases, rest = text.partition("\nphases:")
        return heard(parse(text if "\nsignals:" in rest else head))
    except FileError:  # its own finding
        return Heard(None, "", ())
