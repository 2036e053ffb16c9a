"""From what a file holds to what a plan holds: facts, duties, checklists, the severity matrix."""

from collections.abc import Sequence

from crisiskit.errors import FileError
from crisiskit.language import LANGUAGES, _
from crisiskit.playbook import conditions
from crisiskit.playbook.dictionary_format import (
    CheckItem,
    ChecklistFile,
    DimensionItem,
    DutyItem,
    FactFields,
)
from crisiskit.playbook.plan import (
    Checklist,
    Column,
    Condition,
    Dimension,
    DutySpec,
    FactSpec,
    Item,
    Level,
)
from crisiskit.text import quote
from crisiskit.yamlfile import BadFile, Document, Location, Problem


def fact(name: str, fields: FactFields) -> FactSpec:
    """A fact of the ledger under its id."""
    return FactSpec(
        id=name,
        type=fields.type,
        bucket=fields.bucket,
        label=fields.label,
        ask=fields.ask,
        unit=fields.unit,
        options=dict(fields.options),
        columns={
            key: Column(type=column.type, label=column.label)
            for key, column in fields.columns.items()
        },
        personal=fields.personal,
    )


def duty(name: str, fields: DutyItem) -> DutySpec:
    """A statutory duty under its id."""
    return DutySpec(
        id=name,
        title=fields.title,
        citation=fields.citation,
        within=fields.within,
        words=fields.words,
        recipient=fields.recipient,
        verified=fields.verified,
        source=fields.source,
        applies=fields.applies,
        checked_on=fields.checked_on,
    )


def condition(text: str, document: Document, at: Location) -> Condition:
    """A condition that stands at a place. Raises BadFile when it is none."""
    try:
        return conditions.parse(text)
    except FileError as error:
        problem = Problem("bad-condition", error.message, document.mark(at), error.hint)
        raise BadFile(document.path, [problem]) from error


def items(entries: Sequence[str | CheckItem], document: Document, at: Location) -> tuple[Item, ...]:
    """The lines of a checklist that stands at a place; a plain text gets its number as its id.

    Raises BadFile when a condition is none or an id stands there twice.
    """
    made = [_item(entry, number, document, at) for number, entry in enumerate(entries)]
    seen: set[str] = set()
    for number, item in enumerate(made):
        if item.id in seen:
            message = _("The id {id} stands here again.").format(id=quote(item.id))
            mark = document.mark((*at, number))
            raise BadFile(document.path, [Problem("duplicate-id", message, mark)])
        seen.add(item.id)
    return tuple(made)


def _item(entry: str | CheckItem, number: int, document: Document, at: Location) -> Item:
    if isinstance(entry, str):
        return Item(id=str(number + 1), text=dict.fromkeys(LANGUAGES, entry))
    when = entry.when and condition(entry.when, document, (*at, number, "when"))
    return Item(
        id=entry.id,
        text=entry.text,
        role=entry.role,
        before=entry.before,
        after=entry.after,
        section=entry.section,
        when=when or None,
    )


def checklist(file: ChecklistFile, document: Document) -> Checklist:
    """A checklist of the dictionary. Raises BadFile."""
    lines = items(file.items, document, ("items",))
    return Checklist(id=file.checklist, title=file.title, items=lines, of=file.of)


def dimension(row: DimensionItem, document: Document, at: Location) -> Dimension:
    """A row of the severity matrix. Raises BadFile when a condition is none."""
    levels = {
        name: Level(
            when=condition(level.when, document, (*at, "levels", name, "when")), text=level.text
        )
        for name, level in row.levels.given().items()
    }
    return Dimension(id=row.id, label=row.label, levels=levels)
