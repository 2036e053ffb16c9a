"""Whose clock an English text means: its readers may live by another."""

from datetime import timedelta

from crisiskit.review.figures import Figure
from crisiskit.review.reading import Reading

ENGLISH_SPEAKING = frozenset({"GB", "IE", "US", "CA", "AU", "NZ", "ZA", "SG", "IN", "MT"})
"""Countries whose English texts are read at home: their readers know whose clock it is."""

CHINA = timedelta(hours=8)


def without_zone(reading: Reading) -> Figure | None:
    """The first clock time of an English text for abroad that nowhere says whose clock it is."""
    if reading.language != "en" or _is_at_home(reading):
        return None
    if any(piece.has("time-zone") for piece in reading.pieces):
        return None
    for piece in reading.body:
        if any(one.kind == "contact" for one in piece.figures):
            continue
        for one in piece.figures:
            if one.kind == "time" or (one.kind == "moment" and one.value[3] is not None):
                return one
    return None


def _is_at_home(reading: Reading) -> bool:
    """Whether its readers live by the clock of the one who writes.

    A text that goes out by another clock than that of China is for the country of that clock.
    """
    told = reading.context
    if told.country != "CN" or told.published is None:
        return told.country in ENGLISH_SPEAKING
    offset = told.published.utcoffset()
    return offset is not None and offset != CHINA
