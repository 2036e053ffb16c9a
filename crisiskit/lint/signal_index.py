"""Which playbooks have which signals: asked by every playbook, read once for all."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from crisiskit.errors import FileError
from crisiskit.lean import dataclass
from crisiskit.playbook.plan import GENERAL
from crisiskit.playbook.sources import Found
from crisiskit.yamlfile import parse


@dataclass(frozen=True, slots=True)
class Holder:
    """A playbook that has a signal."""

    id: str
    path: Path


Signals = Mapping[tuple[str, str], tuple[Holder, ...]]
"""By language and word, in small letters."""


def signals(playbooks: Mapping[str, Found]) -> Signals:
    """The signals of playbooks, but for the general one, which is offered anyway.

    Only what stands before the phases is parsed; a file that cannot be read has none.
    """
    found: dict[tuple[str, str], tuple[Holder, ...]] = {}
    for name, one in playbooks.items():
        for word in _words(one) if name != GENERAL else ():
            found[word] = (*found.get(word, ()), Holder(name, one.path))
    return found


def _words(found: Found) -> Iterator[tuple[str, str]]:
    try:
        head, _phases, _steps = found.text().partition("\nphases:")
        data = parse(head).data
    except FileError:  # its own finding
        return
    given = data.get("signals") if isinstance(data, dict) else None
    for language, words in given.items() if isinstance(given, dict) else ():
        for word in dict.fromkeys(words if isinstance(words, list) else ()):
            yield language, str(word).casefold()
