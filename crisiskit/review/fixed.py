"""Fixed words of a form that is filled in later, as in templates: what they say counts.

What they lack does not: facts come into the places that are left for them.
"""

from collections.abc import Iterable, Iterator

from crisiskit.check import Severity
from crisiskit.review import recognise
from crisiskit.review.context import KINDS, Context
from crisiskit.review.reviewing import read, remarks
from crisiskit.review.table import Remark
from crisiskit.review.terms import Terms

PLACE = "\ufffc"
"""Stands where something is filled in: no word of any language, and no end of a sentence."""

_OF_WHOLE_TEXTS = frozenset(
    (
        *("apology-early", "no-deny-plus-apology", "forgiveness-not-alone", "condolence-first"),
        *("fact-ledger", "number-consistency", "no-self-contradiction", "statutory-contents"),
        *("length", "signature-date", "spokesperson-named", "promise-tracked"),
    )
)
"""Rules that need the text as it goes out. A promise of a template is one when it is published."""

_FILLED_IN = frozenset(
    (
        *("apology-subject", "apology-object", "harm-scale-match", "active-responsibility"),
        *("harm-acknowledged", "no-minimise", "bolstering-late", "title-clear"),
        *("no-over-reassurance", "quantify-or-say-unknown", "third-party-named", "plain-naming"),
        *("known-cause-only", "remedy-dated", "remedy-owned", "remedy-claimable", "next-update"),
        *("overpromise", "independent-check", "contact-channel", "cliche-vacuous"),
        "date-time-valid",
    )
)
"""Rules that want something beside what they find: what is filled in close by may be just that."""


def said(
    text: str, kind: str | None, language: str, own: Iterable[Terms] = ()
) -> Iterator[tuple[Remark, Severity]]:
    """What is wrong with words that stay as they are, with `PLACE` wherever something comes in.

    `kind` is None for a part that stands in texts of several kinds.
    """
    spoken = recognise.language(text) if language == "zh" else language
    kind = kind if kind in KINDS else recognise.OTHERWISE
    reading = read(text, Context(kind, spoken, excerpt=True), own)
    for remark, level in remarks(reading):
        if remark.absent or remark.rule in _OF_WHOLE_TEXTS:
            continue
        if remark.rule not in _FILLED_IN or PLACE not in _around(text, remark):
            yield remark, level


def _around(text: str, remark: Remark) -> str:
    """The paragraph in which it stands, and the one below, to which a heading leads."""
    begin, end = text.rfind("\n\n", 0, remark.start) + 1, remark.end
    for _paragraph in range(2):
        found = text.find("\n\n", end)
        end = found + 2 if found >= 0 else len(text)
    return text[begin:end]
