"""The acts on documents: draft, edit, approve, reject, publish.

Here the ledger meets the templates: `statement` renders, the engine decides, and the case only
ever keeps words that were made before.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from crisiskit.case import commands as c
from crisiskit.case.records import Document, Version
from crisiskit.case.stepstate import State
from crisiskit.desk.acts import PLAIN, Typed
from crisiskit.desk.desk import Desk, Receipt
from crisiskit.desk.rendering import render_all
from crisiskit.errors import Refused, UsageError
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.playbook.plan import Draft, Plan, Publish, Step
from crisiskit.text import did_you_mean, quote


@dataclass(frozen=True, slots=True)
class Drafted:
    """A document as it now stands: its receipt, its version, and its texts as rendered."""

    receipt: Receipt
    document: Document
    texts: tuple[c.Written, ...]

    def text(self, language: str, channel: str | None = None) -> str:
        """The text for a language and a channel; the long form when there is none of its own."""
        return _choose(self.texts, language, channel)


def _choose(texts: Sequence[c.Written], language: str, channel: str | None) -> str:
    fitting = [t for t in texts if t.language == language] or list(texts)
    for written in fitting:
        if written.channel == channel:
            return written.text
    return fitting[0].text


def draft(desk: Desk, name: str, typed: Typed = PLAIN, *, replace: bool = False) -> Drafted:
    """Draft a step's document, or a template's, in every language and channel of the step.

    Facts that come with it are recorded first, in the same act. Raises UsageError for a name that
    is neither a step nor a template, Refused when a hand-edited version would be lost.
    """
    step, template = _what(desk, name)
    action = step.action if step is not None else None
    assert action is None or isinstance(action, Draft)
    given = typed.read(desk)
    rendering = render_all(desk, template, action, given)
    texts = tuple(rendering.texts)
    write = _write(
        texts,
        step=step.id if step else None,
        template=template,
        template_hash=rendering.digest,
        gaps=tuple(rendering.gaps.values()),
        facts=tuple(rendering.used),
        replace=replace,
    )
    receipt = _record(desk, typed, write)
    return Drafted(receipt, _document(desk, receipt), texts)


def _record(desk: Desk, typed: Typed, *commands: c.Command) -> Receipt:
    """Record an act, and the facts that come with it before it."""
    given = typed.read(desk)
    facts = (c.RecordFacts(given),) if given else ()
    return desk.act(*facts, *commands, at=typed.at, command=typed.command)


def _write(texts: tuple[c.Written, ...], **rest: Any) -> c.Write:
    from crisiskit.statement import documents

    manifest = documents.manifest({(t.language, t.channel): t.text for t in texts})
    return c.Write(
        texts=texts, manifest=tuple(manifest), version=documents.version_id(manifest), **rest
    )


def _document(desk: Desk, receipt: Receipt) -> Document:
    written = [e for e in receipt.events if e.type in {"document_drafted", "document_edited"}]
    return desk.case.documents[written[-1].data["document"]]


def _what(desk: Desk, name: str) -> tuple[Step | None, str]:
    """A draft step of that id, or the only open draft step with that template, or the template."""
    plan = desk.case.plan
    step = plan.steps.get(name)
    if step is not None:
        if not isinstance(step.action, Draft):
            raise UsageError(
                _("{step} does not make a document.").format(step=step.id),
                hint=_("Drafting steps: {steps}").format(steps=", ".join(_drafting(plan))),
            )
        return step, step.action.template
    return _open_draft(desk, name), _known_template(desk, name)


def _drafting(plan: Plan) -> list[str]:
    return [step.id for step in plan.steps.values() if step.kind == "draft"]


def _open_draft(desk: Desk, template: str) -> Step | None:
    situation = desk.situation()
    fitting = [
        step
        for step in desk.case.walked()
        if isinstance(step.action, Draft)
        and step.action.template == template
        and situation.state(step).open
    ]
    return fitting[0] if len(fitting) == 1 else None


def _known_template(desk: Desk, name: str) -> str:
    names = {key.partition("/")[2] for key in desk.case.templates()}
    known = {known for known in names if not known.startswith("shared/")}
    if name in known:
        return name
    raise UsageError(
        _("{name} is neither a drafting step nor a template.").format(name=quote(name)),
        hint=did_you_mean(
            name,
            [*known, *_drafting(desk.case.plan)],
            _("Templates: {names}").format(names=", ".join(sorted(known))),
        ),
    )


def text_of(
    desk: Desk, document: str, language: str | None = None, channel: str | None = None
) -> str:
    """The current text of a document, as it was written. Raises UsageError."""
    version = paper(desk, document).current
    texts = [
        c.Written(t["language"], t["channel"], desk.case.words(t["text"])) for t in version.texts
    ]
    return _choose(texts, language or desk.case.language, channel)


def paper(desk: Desk, name: str) -> Document:
    """The document of that id, or of that step. Raises UsageError."""
    from crisiskit.case.objections import document

    plan = desk.case.plan
    step = plan.steps.get(name)
    made_by = getattr(step.action, "draft", step.id) if step is not None else None
    if made_by is not None:
        found = desk.case.document_of(made_by)
        if found is None:
            raise Refused(
                _("{step} has no document yet.").format(step=name),
                hint=_("`crisiskit draft {step}`").format(step=made_by),
            )
        return found
    return document(desk.case, name)


def edit(
    desk: Desk,
    name: str,
    text: str,
    *,
    language: str | None = None,
    channel: str | None = None,
    typed: Typed = PLAIN,
    alike: bool = False,
) -> Drafted:
    """Replace one text of a document; the result is a new version without approvals.

    With `alike` also the texts that read the same in that language.
    """
    from crisiskit.statement.normalise import normal

    document = paper(desk, name)
    wanted = (language or desk.case.language, channel)
    texts = tuple(_edited(desk, document.current, wanted, normal(text), alike=alike))
    write = _write(
        texts,
        document=document.id,
        gaps=_gaps_left(document.current, texts),
        facts=tuple(document.current.facts),
        edited=True,
    )
    receipt = _record(desk, typed, write)
    return Drafted(receipt, _document(desk, receipt), texts)


def _gaps_left(version: Version, texts: Sequence[c.Written]) -> tuple[Mapping[str, Any], ...]:
    """The placeholders that still stand in the texts, with the fact each waits for."""
    from crisiskit.statement.gaps import placeholders

    known = {gap["placeholder"]: gap for gap in version.gaps}
    left = dict.fromkeys(mark for written in texts for mark in placeholders(written.text))
    return tuple(
        known.get(mark, {"fact": None, "kind": "missing", "placeholder": mark}) for mark in left
    )


def _edited(
    desk: Desk, version: Version, wanted: tuple[str, str | None], text: str, *, alike: bool
) -> list[c.Written]:
    texts = [
        c.Written(t["language"], t["channel"], desk.case.words(t["text"])) for t in version.texts
    ]
    named = {(t.language, t.channel): t.text for t in texts}
    if wanted not in named:
        return [*texts, c.Written(*wanted, text)]
    before = (wanted[0], named[wanted])
    return [
        c.Written(t.language, t.channel, text)
        if (t.language, t.channel) == wanted or (alike and (t.language, t.text) == before)
        else t
        for t in texts
    ]


def sign(
    desk: Desk,
    name: str,
    role: str,
    typed: Typed = PLAIN,
    *,
    approved: bool = True,
    because: str | None = None,
    reported_for: str | None = None,
    via: str | None = None,
    evidence: c.File | None = None,
) -> Receipt:
    """A role approves the current version or rejects it; `reported_for` and `via`: by phone."""
    document = paper(desk, name)
    against = _objections(desk, document) if approved else ()
    command = c.Sign(
        document.id, role, approved, because, reported_for, via, evidence, objections=against
    )
    return _record(desk, typed, command)


def override(desk: Desk, name: str, because: str, typed: Typed = PLAIN) -> Receipt:
    """The lead lets the current version go out in spite of the review."""
    document = paper(desk, name)
    return _record(desk, typed, c.Override(document.id, because, _objections(desk, document)))


def _objections(desk: Desk, document: Document) -> tuple[c.Objection, ...]:
    """What the review has against the current version, by what is known before the act."""
    from crisiskit.desk import reviewing

    return reviewing.objections(desk, document)


def publish(
    desk: Desk,
    name: str,
    channels: Sequence[str],
    typed: Typed = PLAIN,
    *,
    because: str | None = None,
    unapproved: bool = False,
    waive: bool = False,
) -> Receipt:
    """Record that the current version went out; by default on all open channels of its step."""
    document = paper(desk, name)
    named = _publishing(desk, name)
    wanted = channels or channels_left(desk, name)
    against = () if waive else _objections(desk, document)
    releases = [
        c.Release(
            document.id,
            channel,
            step=named.id if named else None,
            because=because,
            unapproved=unapproved,
            waive=waive,
            objections=against,
        )
        for channel in wanted
    ]
    return _record(desk, typed, *releases)


def _publishing(desk: Desk, name: str) -> Step | None:
    """The publishing step of that id, if a step was named and not a document."""
    step = desk.case.plan.steps.get(name)
    return step if step is not None and isinstance(step.action, Publish) else None


def channels_left(desk: Desk, name: str) -> list[str]:
    """The channels of a document's publishing step on which the current version is not out yet.

    Raises Refused when there is none.
    """
    document, named = paper(desk, name), _publishing(desk, name)
    for step in [named] if named else desk.case.walked():
        left = _left(desk, document, step)
        if left:
            return left
    raise Refused(_("Which channel?"), hint=_("--channel CHANNEL"))


def _left(desk: Desk, document: Document, step: Step) -> list[str]:
    action, state = step.action, desk.situation().state(step)
    if not isinstance(action, Publish) or action.draft != document.step:
        return []
    record = desk.case.record(step.id)
    if state in {State.NOT_APPLICABLE, State.SKIPPED} and not record.check:
        return []
    after = max(record.check, document.current.seq if record.published else 0)
    return [
        channel
        for channel in dict.fromkeys((*action.channels, *record.published))
        if channel not in record.waived and record.published.get(channel, 0) <= after
    ]


def publish_file(
    desk: Desk,
    text: str,
    channels: Sequence[str],
    because: str | None,
    typed: Typed = PLAIN,
) -> Receipt:
    """Record what went out without the tool: the words, where, and why without approval."""
    from crisiskit.statement.normalise import normal

    number = len(desk.case.documents) + 1
    texts = (c.Written(desk.case.language, None, normal(text)),)
    releases = [
        c.Release(f"d{number}", channel, because=because, unapproved=True) for channel in channels
    ]
    return _record(desk, typed, _write(texts, edited=True), *releases)
