"""Rules about the drafts of a playbook and the templates they are written from (CK62x)."""

from collections.abc import Iterator

from crisiskit.check import Diagnostic
from crisiskit.check.rules import errors, warnings
from crisiskit.language import _
from crisiskit.lint.file_subject import FileSubject
from crisiskit.playbook import graph
from crisiskit.playbook.plan import TRIAGE, Decide, Draft, Plan, Step, rank
from crisiskit.text import quote

RULES = [
    *errors("standard", CK620="draft-without-language"),
    *warnings("standard", CK621="draft-without-channel", CK622="fact-never-collected"),
]

CONSTANTS = frozenset(
    (
        "company",
        "hotline",
        "website",
        "email",
        "signatory",
        "contact_line",
        "media_contact",
        "staff_contact",
    )
)
"""Facts that are the same in every case: the team writes them into crisiskit.yaml once."""


def drafts(subject: FileSubject) -> Iterator[Diagnostic]:
    """Each step that makes a document, held against its template."""
    if subject.compiled is None:
        return
    collected = _collected(subject.compiled.plan)
    for step in subject.compiled.plan.steps.values():
        if isinstance(step.action, Draft):
            yield from _languages(subject, step, step.action)
            yield from _channels(subject, step, step.action)
            yield from _facts(subject, step, step.action, collected)


def _languages(subject: FileSubject, step: Step, draft: Draft) -> Iterator[Diagnostic]:
    """A case speaks the languages of its team; a template that lacks one makes no draft."""
    assert subject.compiled is not None
    written = subject.around.heads.languages(draft.template)
    missing = [one for one in draft.languages if one in subject.languages and one not in written]
    if missing and written:
        yield subject.compiled.say(
            "draft-without-language",
            _("Template {name} is not written in {language}, which this step drafts in.").format(
                name=quote(draft.template), language=_(", ").join(missing)
            ),
            step.id,
            ("draft", "languages"),
            hint=_("Write templates/{language}/{name}.md.j2, or leave the language out.").format(
                language=missing[0], name=draft.template
            ),
        )


def _channels(subject: FileSubject, step: Step, draft: Draft) -> Iterator[Diagnostic]:
    assert subject.compiled is not None
    for language in draft.languages:
        head = subject.around.heads.head(language, draft.template)
        if head is None or language not in subject.languages:
            continue
        missing = [one for one in draft.channels if one not in head.channels]
        if missing:
            yield subject.compiled.say(
                "draft-without-channel",
                _("Template {name} in {language} is not made for {channels}.").format(
                    name=quote(draft.template),
                    language=language,
                    channels=_(", ").join(missing),
                ),
                step.id,
                ("draft", "channels"),
                hint=_(
                    "Name the channel with its limit in the template: channels: {{{one}}}."
                ).format(one=f"{missing[0]}: 2000"),
            )
            return


def _collected(plan: Plan) -> dict[str, list[Step]]:
    """The steps that ask for each fact."""
    asked: dict[str, list[Step]] = {}
    for step in plan.steps.values():
        for fact in step.collect:
            asked.setdefault(fact, []).append(step)
        if isinstance(step.action, Decide):
            asked.setdefault(step.action.outcome, []).append(step)
    return asked


def _facts(
    subject: FileSubject, step: Step, draft: Draft, collected: dict[str, list[Step]]
) -> Iterator[Diagnostic]:
    assert subject.compiled is not None
    plan = subject.compiled.plan
    known = CONSTANTS.union(subject.around.settings.facts, TRIAGE)
    needed: dict[str, None] = {}
    for language in draft.languages:
        declared = subject.around.heads.declared(language, draft.template)
        needed.update(dict.fromkeys(sorted(declared.needs) if declared else ()))
    missing = [
        fact
        for fact in needed
        if fact not in known and not _in_time(plan, step, collected.get(fact, ()))
    ]
    if missing:
        late = [fact for fact in missing if fact in collected]
        message = _("Template {name} needs facts that nobody is asked for before: {facts}.")
        yield subject.compiled.say(
            "fact-never-collected",
            message.format(name=quote(draft.template), facts=_(", ").join(missing)),
            step.id,
            ("draft",),
            hint=_(
                "Add `collect: [{fact}]` to this step or to an earlier one; else the text keeps a "
                "gap."
            ).format(fact=missing[0]),
            related=[subject.compiled.place(collected[fact][0].id, ("collect",)) for fact in late],
        )


def _in_time(plan: Plan, draft: Step, asking: "list[Step] | tuple[()]") -> bool:
    """Whether one of the steps that ask for a fact can be done while the draft is still open."""
    if not asking:
        return False
    later = graph.descendants(plan, draft.id)
    return any(rank(one.phase) <= rank(draft.phase) and one.id not in later for one in asking)
