"""The cards of a finished document: signing, publishing, checking what went out."""

from collections.abc import Sequence

from crisiskit.case.explain import role_name
from crisiskit.case.records import Document
from crisiskit.case.stepstate import State
from crisiskit.desk import acts, words
from crisiskit.desk.acts import Typed
from crisiskit.errors import AnswerNeeded, Refused
from crisiskit.language import _
from crisiskit.playbook.plan import Approve, Publish, Step
from crisiskit.ui import reviewed
from crisiskit.ui.drafting import channel_name, show_document
from crisiskit.ui.prompter import LATER, Answer, Choice
from crisiskit.ui.status import document_words
from crisiskit.ui.table import ASIDE, Table, Turn


def _document(table: Table, draft: str) -> Document:
    """The document that a draft step made, shown with who signed it. Raises Refused."""
    document = table.desk.case.document_of(draft)
    if document is None:
        raise Refused(
            _("There is no document yet."), hint=_("`crisiskit draft {step}`").format(step=draft)
        )
    return document


def approve(table: Table, step: Step) -> Turn:
    """Sign the current version as one of the roles, here or as reported from elsewhere."""
    action = step.action
    assert isinstance(action, Approve)
    document = _document(table, action.draft)
    _show(table, document)
    review = reviewed.shown(table, document)
    while True:
        options = [*review.ways(), *_signatures(table, step, action, review)]
        answer = table.choose(_("Who signs this version?"), options)
        if answer != "read":
            break
        show_document(table, document, everything=True)
    if answer in ASIDE:
        return ASIDE[answer]
    if review.takes(answer):
        return Turn.ON
    kind, _blank, role = str(answer).partition(" ")
    if kind == "no":
        return _send_back(table, document, _missing(table, step, action)[0], answer)
    if kind == "phone":
        return _reported(table, document, role, answer)
    table.tell(words.sign(table.desk, document.id, role, Typed(at=table.late(answer))))
    return Turn.ON


def _show(table: Table, document: Document, channels: Sequence[str] = ()) -> None:
    """The texts, unless they stand just above; and who signed them.

    What is to be posted on channels is always shown, in each of its languages.
    """
    words = document_words(table.desk.situation(), document)
    if not channels and table.stands_above(document.current.id):
        table.above = (document.current.id, table.cards)
        words = _("{document} (its text stands above)").format(document=words)
    else:
        show_document(table, document, channels=channels)
    table.say(words)


def _missing(table: Table, step: Step, action: Approve) -> list[str]:
    given = table.desk.situation().signed(step)
    missing = [a.role for a in action.roles if a.role not in given]
    return missing[:1] if action.order == "listed" else missing


def _signatures(table: Table, step: Step, action: Approve, review: reviewed.Review) -> list[Choice]:
    """Who holds none of the roles can still record what was signed elsewhere.

    A signature that the review would stop is not offered.
    """
    situation = table.desk.situation()
    own = table.desk.case.roles_of(table.desk.who.actor)
    options = []
    for role in _missing(table, step, action):
        if review.stops(role):
            continue
        name = role_name(situation, role)
        if role in own or not own:
            options.append(Choice(f"yes {role}", _("I sign as {role}").format(role=name)))
        said = _("{role} signed by phone or chat; I record it").format(role=name)
        options.append(Choice(f"phone {role}", said))
    options.append(Choice("no", _("send it back, with the reason")))
    options.append(Choice("read", _("read every text of it")))
    return options


def _send_back(table: Table, document: Document, role: str, answer: Answer) -> Turn:
    at = table.late(answer)
    why = str(table.because())
    receipt = words.sign(table.desk, document.id, role, Typed(at=at), approved=False, because=why)
    table.tell(receipt)
    return Turn.ON


def _reported(table: Table, document: Document, role: str, answer: Answer) -> Turn:
    """Who signed and how come in one answer, so that half of it is never lost."""
    said = table.text(
        _("Who signed, and how? (such as: Wang, by phone 02:41) [Enter: back]"), flag="--for, --via"
    )
    if said.strip() in ("", LATER):
        return Turn.ON
    person, _comma, via = said.replace("，", ",").partition(",")
    receipt = words.sign(
        table.desk,
        document.id,
        role,
        Typed(at=table.late(said) or table.late(answer)),
        reported_for=person.strip() or role,
        via=via.strip() or _("phone or chat"),
    )
    table.tell(receipt)
    return Turn.ON


def publish(table: Table, step: Step) -> Turn:
    """Record what a person has published; nothing leaves this machine."""
    action = step.action
    assert isinstance(action, Publish)
    record = table.desk.case.record(step.id)
    left = [x for x in action.channels if x not in record.published and x not in record.waived]
    return _release(table, _document(table, action.draft), left)


def _release(table: Table, document: Document, left: Sequence[str]) -> Turn:
    _show(table, document, left)
    review = reviewed.shown(table, document)
    table.say(
        _("crisiskit sends nothing. Post the text yourself; record it here when it is out."),
        style="due",
    )
    outlets = _outlets(table, left)
    if review.stops():
        outlets = outlets[-1:]
    answer = table.choose(_("Is it out?"), [*review.ways(), *outlets])
    if answer in ASIDE:
        return ASIDE[answer]
    if review.takes(answer):
        return Turn.ON
    kind, _blank, channel = str(answer).partition(" ")
    if kind == "waive":
        return _waive(table, document, left, answer)
    question = _("This records that it is public.")
    if not table.prompter.confirm_code(question, table.desk.case.code):
        table.say(_("Not recorded."))
        return Turn.LATER
    _released(table, document, [channel] if channel else left, Typed(at=table.late(answer)))
    _links(table, document)
    return Turn.ON


def _outlets(table: Table, left: Sequence[str]) -> list[Choice]:
    names = [channel_name(table, channel) for channel in left]
    out = _("it is out: {channels}").format(channels=_(", ").join(names))
    options = [Choice("all", out)]
    if len(left) > 1:
        only = _("so far only: {channel}")
        options += [
            Choice(f"one {channel}", only.format(channel=name))
            for channel, name in zip(left, names, strict=True)
        ]
    return [*options, Choice("waive", _("a channel is left out, with the reason"))]


def _waive(table: Table, document: Document, left: Sequence[str], answer: Answer) -> Turn:
    channel: str = left[0]
    if len(left) > 1:
        options = [Choice(name, channel_name(table, name)) for name in left]
        channel = table.prompter.choose(_("Which channel?"), options, later=True)
    if channel == LATER:
        return Turn.ON
    typed = Typed(at=table.late(answer))
    why = str(table.because())
    receipt = words.publish(table.desk, document.id, [str(channel)], typed, because=why, waive=True)
    table.tell(receipt)
    return Turn.ON


def _released(table: Table, document: Document, channels: Sequence[str], typed: Typed) -> None:
    """Record it; a warning (eve of a holiday, at night) asks for a reason first."""
    try:
        receipt = words.publish(table.desk, document.id, channels, typed)
    except AnswerNeeded as warning:
        table.say(warning.message, style="due")
        why = str(table.because(_("Why now?")))
        receipt = words.publish(table.desk, document.id, channels, typed, because=why)
    table.tell(receipt)


def _links(table: Table, document: Document) -> None:
    """Where it can be read, for the record; the publication is saved already."""
    links = table.text(_("Links of the posts [Enter: none]"), multiline=True)
    if links.strip() not in ("", LATER):
        said = _("{document} is at: {links}").format(document=document.id, links=str(links))
        table.tell(acts.note(table.desk, said))


def check_correction(table: Table, step: Step) -> Turn:
    """What went out, and what it rests on has changed: still true, or corrected."""
    table.say(_("It went out, and what it rests on has changed."), style="due")
    draft = getattr(step.action, "draft", None)
    if draft is None:
        return _check_notice(table, step)
    document = _document(table, str(draft))
    out = {p.version for p in document.publications}
    corrected = document.current.id not in out
    options = [Choice("true", _("what is out is still true"))]
    if corrected and _signed(table, str(draft)):
        options.append(
            Choice(
                "out",
                _("the corrected version, {version}, is out").format(
                    version=f"{document.id} v{document.current.number}"
                ),
            )
        )
    else:
        show_document(table, document)
        options.append(Choice("correct", _("it needs a correction: draft it again")))
    if corrected:
        table.say(document_words(table.desk.situation(), document))
    answer = table.choose(_("How does it stand?"), options)
    if answer in ASIDE:
        return ASIDE[answer]
    if answer == "true":
        return _still_true(table, step, answer)
    if answer == "out":
        return _release(table, document, _republished(table, step))
    drafted = words.draft(table.desk, str(draft), replace=document.current.edited)
    show_document(table, drafted.document)
    table.tell(drafted.receipt)
    reviewed.shown(table, drafted.document)
    table.say(_("When it is signed, this card comes back to record that it is out."))
    return Turn.LATER


def _signed(table: Table, draft: str) -> bool:
    situation = table.desk.situation()
    signing = [
        other
        for other in situation.steps()
        if isinstance(other.action, Approve) and other.action.draft == draft
    ]
    return all(situation.state(other) is State.DONE for other in signing)


def _republished(table: Table, step: Step) -> list[str]:
    """The channels on which an earlier version is still out."""
    record = table.desk.case.record(step.id)
    return [channel for channel, seq in record.published.items() if seq <= record.check]


def _check_notice(table: Table, step: Step) -> Turn:
    """People were told: it is still true, or they have been told what changed."""
    options = [
        Choice("true", _("what they were told is still true")),
        Choice("again", _("they have been told what changed")),
    ]
    answer = table.choose(_("How does it stand?"), options)
    if answer in ASIDE:
        return ASIDE[answer]
    if answer == "true":
        return _still_true(table, step, answer)
    told = str(table.because(_("What were they told?")))
    typed = Typed(at=table.late(answer))
    table.tell(acts.done(table.desk, step.id, typed, note=told))
    return Turn.ON


def _still_true(table: Table, step: Step, answer: Answer) -> Turn:
    typed = Typed(at=table.late(answer))
    table.tell(acts.done(table.desk, step.id, typed, still_true=True))
    return Turn.ON
