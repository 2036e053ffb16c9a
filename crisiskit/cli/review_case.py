"""Reviewing a document of a case: its texts, with what the case knows."""

from collections.abc import Iterator

from crisiskit.cli import sit
from crisiskit.cli.options import Context
from crisiskit.cli.review_texts import Given
from crisiskit.errors import UsageError
from crisiskit.language import _
from crisiskit.text import quote


def texts(context: Context, name: str, wanted: str | None) -> Iterator[Given]:
    """The texts of a document, by its id or its step.

    Raises UsageError when there is no such document, AnswerNeeded when several cases are open.
    """
    from crisiskit.desk import reviewing, words

    try:
        desk = sit.desk(context)
    except UsageError:
        if context.case is not None:
            raise
        raise UsageError(
            _("{name} is neither a file nor a document of an open case.").format(name=quote(name)),
            hint=_("Name a file, - for standard input, or d1 with --case CODE."),
        ) from None
    document = words.paper(desk, name)
    told = reviewing.told(desk, document)
    for text in reviewing.texts(desk, document, wanted):
        spoken = {"language": text.language, "channel": text.channel, **told}
        yield Given(f"{document.id}/{text.name}", text.words, spoken, document=document.id)
