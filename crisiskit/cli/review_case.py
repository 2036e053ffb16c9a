"""Reviewing documents of a case, as its desk does when they are approved."""

from collections.abc import Sequence

from crisiskit.cli import sit
from crisiskit.cli.options import Context
from crisiskit.cli.review_against import Against
from crisiskit.desk import reviewing, words
from crisiskit.desk.desk import Desk
from crisiskit.desk.reviewing import Looked
from crisiskit.errors import UsageError
from crisiskit.language import _
from crisiskit.review.told import Told
from crisiskit.text import quote


def at_desk(
    context: Context, names: Sequence[str], wanted: str | None, said: Told, other: Against
) -> tuple[Desk, list[Looked]]:
    """What is found in documents, by their ids or their steps, and the desk.

    Raises UsageError when there is no such document, Refused for a checklist, AnswerNeeded when
    several cases are open.
    """
    try:
        desk = sit.desk(context)
    except UsageError:
        if context.case is not None:
            raise
        raise UsageError(
            _("{name} is neither a file nor a document of an open case.").format(
                name=quote(names[0])
            ),
            hint=_("Name a file, - for standard input, or d1 with --case CODE."),
        ) from None
    beside = other.beside(desk)
    looked = []
    for name in names:
        document = words.paper(desk, name)
        found = reviewing.look(desk, document, wanted, said, beside)
        for text in found.unread:
            told = _("{path} is in a language that is not reviewed.")
            context.screen.say(("due", told.format(path=quote(text))))
        looked.append(found)
    return desk, looked
