"""The texts of a case as they are held against each other: current ones, and what they replace."""

from collections.abc import Iterator, Mapping

from crisiskit.case.records import Document, Version
from crisiskit.desk.desk import Desk
from crisiskit.desk.house import Own
from crisiskit.desk.telling import texts_of, told
from crisiskit.errors import Refused
from crisiskit.review import marked
from crisiskit.review import told as telling
from crisiskit.review.comparing import Side
from crisiskit.review.context import is_read
from crisiskit.review.reading import Reading

NONE: Mapping[str, Reading] = {}


def sides(
    desk: Desk,
    own: Own,
    document: Document | None = None,
    read: Mapping[str, Reading] = NONE,
) -> list[Side]:
    """Every text of a case; `read` are those of a document that findings are wanted about.

    They go by their names (`d1/en/sms`). Checklists are left out, and languages that are not
    reviewed.
    """
    found: list[Side] = []
    for one in desk.case.documents.values():
        public = _public(one)
        asked = read if one is document else NONE
        if public is not None:
            found += _sides(desk, one, public, own, NONE)
        found += _sides(desk, one, one.current, own, asked)
    return found


def _sides(
    desk: Desk, document: Document, version: Version, own: Own, read: Mapping[str, Reading]
) -> Iterator[Side]:
    try:
        known = told(desk, document)
    except Refused:  # a checklist
        return
    earlier = version is not document.current
    name = f"{document.id}@{version.number}" if earlier else document.id
    for text in texts_of(desk, version):
        if is_read(text.language):
            path = f"{name}/{text.name}"
            laid = telling.laid(text.told, known)
            reading = read.get(path) or telling.read(laid, marked.words(text.words), own)[0]
            yield Side(path, reading, path in read, document.id, text.channel, earlier)


def _public(document: Document) -> Version | None:
    """The version that went out last, where a later one is about to take its place."""
    out = {one.version for one in document.publications}
    public = next((one for one in reversed(document.versions) if one.id in out), None)
    return None if public is document.current else public
