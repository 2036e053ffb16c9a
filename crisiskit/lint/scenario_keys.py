"""The keys of a scenario. What they hold is the rehearsal's business."""

from typing import Any

from pydantic import Field

from crisiskit.playbook.vocabulary import PlaybookId
from crisiskit.yamlfile import Document
from crisiskit.yamlfile.fields import Dashed, Names, Strict, Words
from crisiskit.yamlfile.models import checked


class ScenarioKeys(Strict):
    """A scripted incident on a virtual clock (design 7)."""

    scenario: Dashed = Field(description="Its id: the name of the file without .yaml.")
    playbook: PlaybookId = Field(description="The playbook it rehearses.")
    title: Words = Field(description="What happens.")
    source: Names = Field(default=(), description="Where it comes from.")
    timezone: str | None = Field(default=None, description="The time zone of its times.")
    opened: str = Field(description="When the case is opened.")
    severity: str | None = Field(default=None, description="The severity it opens with.")
    responsibility: str | None = Field(
        default=None, description="The responsibility it opens with."
    )
    anchors: dict[str, Any] = Field(default={}, description="When it broke, when we knew.")
    roster: dict[str, Any] = Field(default={}, description="Who fills which role.")
    facts: dict[str, Any] = Field(default={}, description="Facts known from the start.")
    then: tuple[Any, ...] = Field(default=(), description="The acts, in order.")
    expect: tuple[Any, ...] = Field(default=(), description="What must hold at the end.")


def scenario(document: Document) -> ScenarioKeys:
    """The keys of a scenario. Raises BadFile."""
    return checked(ScenarioKeys, document.data, document)
