"""The texts a review is asked for: files, standard input, documents of a case."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from crisiskit.check import Diagnostic, Severity, from_error
from crisiskit.cli.check_asked import from_here
from crisiskit.cli.options import Context
from crisiskit.errors import FileError, UsageError
from crisiskit.language import _
from crisiskit.review import marked
from crisiskit.text import quote
from crisiskit.yamlfile import read_text
from crisiskit.yamlfile.opening import MAX_BYTES, decoded, too_large

STDIN = "-"
ENDINGS = (".md", ".txt", ".markdown")
"""What a folder is looked through for."""


class Given(NamedTuple):
    """A text, by what name it is shown.

    `findings` say why it cannot be used.
    """

    path: str
    text: str
    findings: Sequence[Diagnostic] = ()

    @property
    def words(self) -> str:
        """The text without what goes out to nobody."""
        return marked.words(self.text)


def given(context: Context, names: Sequence[str], stdin_filename: Path | None) -> Iterator[Given]:
    """Each text that was asked for and is in no case. Raises UsageError for an empty folder."""
    in_case = set(drafts(context, names))
    for name in dict.fromkeys(names):
        path = from_here(context, Path(name))
        if name == STDIN:
            yield _read(str(stdin_filename or STDIN), _standard_input(context))
        elif name not in in_case:
            yield from _on_disk(path)  # which says so when there is none


def drafts(context: Context, names: Sequence[str]) -> list[str]:
    """The names that are documents of a case or their steps."""
    in_case = context.case is not None
    return [
        name
        for name in dict.fromkeys(names)
        if name != STDIN
        and (in_case or (_may_be_draft(name) and not is_there(from_here(context, Path(name)))))
    ]


def first_path(context: Context, names: Sequence[str], stdin_filename: Path | None) -> Path | None:
    """The first file or folder that is named."""
    paths = (stdin_filename if name == STDIN else Path(name) for name in names)
    there = (from_here(context, path) for path in paths if path is not None)
    return next((path for path in there if is_there(path)), None)


def is_there(path: Path) -> bool:
    """Whether there is a file or folder of that name."""
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that no system takes
        return False


def _may_be_draft(name: str) -> bool:
    """Whether a name could be a document or a step: no folder, no ending of ours."""
    return "/" not in name and "\\" not in name and not name.lower().endswith(ENDINGS)


def _on_disk(path: Path) -> Iterator[Given]:
    if not path.is_dir():
        yield file(path)
        return
    found = sorted(one for one in path.rglob("*") if one.suffix in ENDINGS)
    if not found:
        raise UsageError(
            _("{path} holds no texts.").format(path=quote(path)),
            hint=_("A text is a file that ends in .md or .txt."),
        )
    yield from map(file, found)


def file(path: Path) -> Given:
    """A text on disk, or why it cannot be used."""
    try:
        return _fit(str(path), read_text(path))
    except FileError as error:
        return Given(str(path), "", from_error(error))


def _standard_input(context: Context) -> bytes:
    binary = getattr(context.stdin, "buffer", None)
    if binary is not None:
        return bytes(binary.read(MAX_BYTES + 1))
    return context.stdin.read().encode("utf-8", "surrogatepass")


def _read(path: str, source: bytes) -> Given:
    if len(source) > MAX_BYTES:
        return Given(path, "", [_unusable(path, "too-large", too_large())])
    try:
        return _fit(path, decoded(source, path))
    except FileError as error:
        return Given(path, "", from_error(error))


def _fit(path: str, text: str) -> Given:
    if "\0" in text:
        message = _("This is no text: it holds NUL characters.")
        return Given(path, text, [_unusable(path, "control-character", message)])
    if not marked.words(text).strip():
        message = _("There is nothing to review in it.")
        return Given(path, text, [_unusable(path, "empty-text", message)])
    return Given(path, text)


def _unusable(path: str, rule: str, message: str) -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, message, path, unusable=True)
