"""Rules about apology and responsibility (CS1xx; domain.md 3.1 A)."""

from collections.abc import Iterator

from crisiskit.language import _
from crisiskit.review.reading import Reading
from crisiskit.review.table import Remark, on, rule
from crisiskit.text import quote

RULES = (
    rule(
        "CS105",
        "no-conditional-apology",
        error="apology handling status holding press",
        warning="recall breach qa",
    ),
)


def conditional(reading: Reading) -> Iterator[Remark]:
    """Apologies for harm that may not have happened: 如有不便, sorry if anyone was upset.

    A condition of who can claim what is none: the condition has to govern the harm itself, and
    stand in one sentence with the apology.
    """
    for piece in reading.body:
        doubt, apology = piece.first("conditional-harm"), piece.first("apology", "regret")
        if doubt is None or apology is None:
            continue
        message = _("{words} makes the harm a matter of doubt, and the apology with it.").format(
            words=quote(reading.text[doubt.start : doubt.end])
        )
        hint = _("Say what happened to whom, without “if”: you know that it did.")
        yield on("no-conditional-apology", doubt, message, hint)


CRITICS = (conditional,)
