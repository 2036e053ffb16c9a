"""A team's own terms: `review/*.yaml` of its workspace, in the form of our own lexicon."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated

from crisiskit.check import Diagnostic, Severity, from_error
from crisiskit.errors import FileError
from crisiskit.language import _
from crisiskit.review.lexicon import compiled, kinds
from crisiskit.text import quote
from crisiskit.workspace import TERMS_FOLDER
from crisiskit.yamlfile import Document, Location, one_of, parse, read_text
from crisiskit.yamlfile.fields import Dashed, Described, Language, Line
from crisiskit.yamlfile.fitting import fitted_as

Terms = dict[str, dict[str, tuple[str, ...]]]

Form = Annotated[
    dict[Dashed, dict[Language, tuple[Line, ...]]],
    Described("Terms", "Words by what they show and by language, added to those of crisiskit."),
]


def read(text: str, path: str) -> tuple[Terms, Sequence[Diagnostic]]:
    """The terms of one file, and what is wrong with it."""
    try:
        terms, wrong = fitted(parse(text, path))
    except FileError as error:
        return {}, from_error(error)
    return ({} if wrong else terms), wrong


def fitted(document: Document) -> tuple[Terms, Sequence[Diagnostic]]:
    """The terms of a file of this form, and which cannot be looked for. Raises BadFile."""
    terms: Terms = fitted_as(Form, document.data, document)
    return terms, list(_wrong(terms, document))


def usable(root: Path) -> Iterator[Terms]:
    """The terms of each file of a workspace, without those that have something wrong."""
    for path in sorted((root / TERMS_FOLDER).glob("*.yaml")):
        with suppress(FileError):  # its own finding
            yield read(read_text(path, root), str(path))[0]


def index(root: Path) -> Mapping[str, str]:
    """All usable terms of a workspace as they are looked up."""
    return compiled(usable(root))


def _wrong(terms: Terms, document: Document) -> Iterator[Diagnostic]:
    known = kinds()
    for kind, by_language in terms.items():
        if kind not in known:
            message = _("No rule looks for {kind}.").format(kind=quote(kind))
            hint = one_of(kind, sorted(known))
            yield _finding(document, (kind,), "unknown-key", message, hint, key=True)
        for language, words in by_language.items():
            for number, term in enumerate(words):
                try:
                    compiled([{kind: {language: [term]}}])
                except ValueError:
                    message = _("{term} cannot be looked for.").format(term=quote(term))
                    yield _finding(document, (kind, language, number), "bad-form", message, _form())


def _form() -> str:
    return _(
        "Write words, with gaps of at most 60 characters between them: 违反{12}法; "
        "an English word of four letters or more may end in *: apolog*."
    )


def _finding(
    document: Document,
    at: Location,
    rule: str,
    message: str,
    hint: str | None,
    *,
    key: bool = False,
) -> Diagnostic:
    return Diagnostic(
        rule,
        Severity.ERROR,
        message,
        document.path,
        *document.mark(at, key=key),
        hint=hint,
        unusable=True,
        about=".".join(map(str, at)),
    )
