"""Gates: what has to be in order around a text before it goes out (domain.md 3.2).

All but one need the case, and look at the long form of a document: what holds for the document is
said once, not for every channel. An error stands only on what cannot be put right by going on: who
has not signed yet, or has not told staff yet, may be about to.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from crisiskit.check import Severity
from crisiskit.language import _
from crisiskit.review.context import Standing
from crisiskit.review.reading import Piece, Reading
from crisiskit.review.table import ALL, Remark, missing, on, rule
from crisiskit.text import quote

_PUBLIC = "holding apology handling clarification status recall breach press"

RULES = (
    rule("CS611", "image-only", error=ALL),
    rule("CS614", "employees-first", error=_PUBLIC),
    rule("CS615", "channel-where-broke", warning="holding apology handling clarification status"),
    rule("CS616", "approval-complete", warning=ALL),
    rule(
        "CS617",
        "version-permanence",
        warning="holding apology handling clarification status recall breach",
    ),
    rule("CS621", "update-overdue", error=_PUBLIC, warning="internal qa"),
)

_IMAGE = re.compile(r"!\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)")

LEAST = {"zh": 20, "en": 40}
"""Letters beside images that make a text which can be read, searched and read aloud."""


def image_only(reading: Reading) -> Iterator[Remark]:
    """A statement that only exists as an image, or an image that nobody can hear."""
    if "![" not in reading.text:
        return
    images = list(_IMAGE.finditer(reading.text))
    words = sum(map(str.isalnum, _IMAGE.sub("", reading.text)))
    if images and words < LEAST[reading.language] and not reading.context.excerpt:
        message = _(
            "The statement is an image: no search finds it, no screen reader reads it, "
            "and nobody can quote it right."
        )
        hint = _("Put the same words below it as text.")
        yield Remark("image-only", images[0].start(), images[0].end(), message, hint)
        return
    for one in images:
        if not one[1].strip():
            message = _(
                "This image has no words that stand for it: whoever cannot see it misses it."
            )
            hint = _(
                "Write between the brackets what it shows: ![the label with the batch number](…)."
            )
            yield Remark("image-only", *one.span(), message, hint, Severity.WARNING)


def _standing(reading: Reading) -> Standing | None:
    """Where the document stands; None for the short forms, and where no case is known."""
    return reading.context.standing if reading.context.channel is None else None


def employees_first(reading: Reading) -> Iterator[Remark]:
    """The public hears it before staff do."""
    standing = _standing(reading)
    if standing is None or standing.staff_told is not False:
        return
    level = None
    if standing.out:
        message = _("It went out before staff were told: they read it in the news.")
        hint = _(
            "Tell staff now, say that it should have been the other way round, and why it was not."
        )
        level = Severity.WARNING
    else:
        message = _(
            "Staff have not been told: they would read it in the news, and be asked about it."
        )
        hint = _("Do the step that tells staff first; five minutes are enough.")
        level = None if standing.signed else Severity.WARNING
    yield missing("employees-first", reading, message, hint)._replace(level=level)


def where_broke(reading: Reading) -> Iterator[Remark]:
    """Nothing is said where people talk about it."""
    standing = _standing(reading)
    if standing is None or standing.broke_on is None or standing.answered_on is None:
        return
    if standing.broke_on in standing.answered_on:
        return
    message = _(
        "It became public on {channel}, and nothing of ours goes there: those who spread it never "
        "see the answer."
    )
    hint = _(
        "Draft words for {channel} too, and publish them there: "
        "`crisiskit publish --channel {channel}`."
    )
    yield missing(
        "channel-where-broke",
        reading,
        message.format(channel=standing.broke_on),
        hint.format(channel=standing.broke_on),
    )


def approvals(reading: Reading) -> Iterator[Remark]:
    """Signed by whoever wrote it, or out without a signature."""
    standing = _standing(reading)
    if standing is None:
        return
    if standing.unsigned:
        message = _("It is out, and has not been signed by: {roles}.")
        hint = _("Have it signed now, or correct it: the record shows which.")
        yield _about_roles(reading, message, hint, standing.unsigned)
    if standing.same_hand:
        message = _(
            "Whoever wrote this version has signed it as well: {roles}. Nobody else looked."
        )
        hint = _("Let somebody else sign for this role; the roster names a backup.")
        yield _about_roles(reading, message, hint, standing.same_hand)


def _about_roles(reading: Reading, message: str, hint: str, roles: tuple[str, ...]) -> Remark:
    return missing("approval-complete", reading, message.format(roles=_(", ").join(roles)), hint)


def permanence(reading: Reading) -> Iterator[Remark]:
    """Other words take the place of what went out, and no reader is told."""
    standing = reading.context.standing
    name = reading.language, reading.context.channel
    if standing is None or name not in standing.replaced:
        return
    if any(piece.has("correction-mark", "version-mark") for piece in reading.pieces):
        return
    message = _(
        "Other words than these went out before, and nothing here says so: "
        "screenshots of both will be laid side by side."
    )
    hint = _(
        "Say what has changed and since when: “Updated 6 March, 14:00: 817 customers, not 812”."
    )
    yield missing("version-permanence", reading, message, hint)


def overdue(reading: Reading) -> Iterator[Remark]:
    """A next update whose hour has passed."""
    standing = _standing(reading)
    if standing is None or standing.now is None:
        return
    if not standing.out and standing.announced and standing.announced < standing.now:
        piece = next((one for one in reading.body if _tells(one, standing.announced)), None)
        if piece is not None:
            message = _("{words}: that hour has passed already.")
            hint = _("Set a time that is still to come, then draft again.")
            yield on("update-overdue", piece, message.format(words=quote(piece.words)), hint)
    if standing.overdue:
        message = _("More was promised for {time}, and nothing has been published since.")
        hint = _("Publish now what you have, even if it is only that you know nothing new yet.")
        time = f"{standing.overdue:%Y-%m-%d %H:%M}"
        late = missing("update-overdue", reading, message.format(time=time), hint)
        yield late._replace(level=Severity.WARNING)


def _tells(piece: Piece, moment: datetime) -> bool:
    """Whether a sentence names a moment, in one figure or as a day and an hour."""
    day, hour = (moment.month, moment.day), (moment.hour, moment.minute)
    days, hours = set(), set()
    for figure in piece.figures:
        if figure.kind in {"date", "moment"}:
            days.add(figure.value[1:3])
        if figure.kind in {"time", "moment"}:
            hours.add(figure.value[-2:])
    return day in days and hour in hours


CRITICS = (image_only, employees_first, where_broke, approvals, permanence, overdue)
