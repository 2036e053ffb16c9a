"""The words: draft, edit, approve, reject, override. What goes out with them is in `outward`."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crisiskit.cli import sit
from crisiskit.cli.given import (
    Because,
    Channel,
    Confirmed,
    DocumentName,
    Evidence,
    Role,
    Set,
    Source,
)
from crisiskit.cli.options import N_, Context, context_of
from crisiskit.cli.recording import Sitting, sitting
from crisiskit.cli.typed_text import text_of
from crisiskit.errors import AnswerNeeded, UsageError
from crisiskit.language import _

if TYPE_CHECKING:
    from crisiskit.desk.desk import Desk
    from crisiskit.desk.words import Drafted


def draft(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="STEP|TEMPLATE", help=N_("A drafting step, or a template."))
    ],
    channel: Channel = None,
    facts: Set = None,
    facts_file: Annotated[
        Path | None,
        typer.Option(
            "--facts", metavar="FILE", readable=False, help=N_("Facts in YAML or JSON; --set wins.")
        ),
    ] = None,
    confirmed: Confirmed = False,
    source: Source = None,
    no_case: Annotated[
        bool, typer.Option("--no-case", help=N_("Only print; no store is touched."))
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help=N_("Also over a version that was edited by hand."))
    ] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help=N_("Without Markdown, as channels take it."))
    ] = False,
) -> None:
    """Make a document of a template and the facts, and print it."""
    from crisiskit.cli import offhand

    context = context_of(ctx)
    given = offhand.given(context, facts or (), facts_file)
    if no_case or not _in_a_case(context):
        offhand.draft(context, name, channel, given, plain=plain)
        return
    from crisiskit.desk import words

    if confirmed and not all(fact.sure for fact in given.values()):
        raise UsageError(
            _("--confirmed and FACT?=VALUE contradict each other."),
            hint=_("Leave one of them out."),
        )
    comes = {name: fact.raw for name, fact in given.items()}
    with sitting(ctx, facts=comes, confirmed=confirmed, source=source) as opened:
        drafted = words.draft(opened.desk, name, opened.typed, replace=replace)
        _show(opened, drafted, channel, plain=plain)


def _in_a_case(context: Context) -> bool:
    """Whether a case was named or is open. Raises AnswerNeeded when several are."""
    from crisiskit.desk.desk import find

    if context.case is not None:
        return True
    try:
        find(sit.journal(context), None)
    except UsageError:
        return False
    return True


def _show(opened: Sitting, drafted: "Drafted", channel: str | None, *, plain: bool) -> None:
    from crisiskit.statement import normalise

    screen, document = opened.context.screen, drafted.document
    language = sit.words_language(opened.desk)
    text = drafted.text(language, channel)
    text = normalise.plain(text) if plain else text
    if opened.context.json:
        opened.tell(drafted.receipt, _drafted_json(drafted, language, channel, text))
        return
    screen.document(text)
    if (language, channel) not in {(t.language, t.channel) for t in drafted.texts}:
        words = _("There is no text of its own for {wanted}; this is the nearest.")
        wanted = " ".join(filter(None, [language, channel]))
        screen.say(("due", words.format(wanted=wanted)))
    heading = _("recorded as {document} in {code}: ")
    opened.tell(
        drafted.receipt,
        heading=heading.format(document=document.id, code=opened.desk.case.code),
    )
    for gap in document.current.gaps:
        screen.say(("due", _("gap: ")), gap["placeholder"], ("quiet", _filling(gap)))


def _filling(gap: Mapping[str, Any]) -> str:
    """What fills a gap, as far as one command does."""
    if not gap["fact"]:
        return ""
    if gap["kind"] != "untranslated":
        return f"  ({gap['fact']})"
    command = f"crisiskit fact set {gap['fact']} '…' --translation --text-lang {gap['language']}"
    return f"  `{command}`"


def _drafted_json(
    drafted: "Drafted", language: str, channel: str | None, text: str
) -> Mapping[str, Any]:
    from crisiskit.ui.status import document_json

    shown = {"language": language, "channel": channel, "text": text}
    return {"document": document_json(drafted.document), **shown}


def edit(
    ctx: typer.Context,
    document: DocumentName,
    file: Annotated[
        str | None, typer.Option("--file", metavar="FILE|-", help=N_("The new text; - is stdin."))
    ] = None,
    channel: Channel = None,
    editor: Annotated[
        bool, typer.Option("--editor", help=N_("Edit it in $VISUAL or $EDITOR."))
    ] = False,
) -> None:
    """Replace one text of a document; the result is a new version without approvals."""
    from crisiskit.desk import words

    context = context_of(ctx)
    if file is None and not editor:
        raise AnswerNeeded(_("Where is the new text?"), hint=_("--file FILE, --file - or --editor"))
    given = "" if file is None else text_of(context, file)
    with sitting(ctx, texts=[given] if file == "-" else []) as opened:
        language = sit.words_language(opened.desk)
        if file is None:
            before = words.text_of(opened.desk, document, language, channel)
            given = _edited(context, before)
            opened.attempt.texts = [given]
        changed = words.edit(
            opened.desk, document, given, language=language, channel=channel, typed=opened.typed
        )
        opened.tell(changed.receipt)


def _edited(context: Context, before: str) -> str:
    """The text as the responder's editor leaves it. Raises UsageError when nothing changed."""
    from crisiskit.ui.editor import edited

    after = edited(context.environ, before)
    if after == before:
        raise UsageError(_("The text is as it was; nothing was recorded."))
    return after


def approve(
    ctx: typer.Context,
    document: DocumentName,
    role: Role = None,
    reported_for: Annotated[
        str | None,
        typer.Option("--for", metavar="NAME", help=N_("Who said so, by phone or chat.")),
    ] = None,
    via: Annotated[
        str | None, typer.Option("--via", metavar="HOW", help=N_("How and when they said it."))
    ] = None,
    evidence: Evidence = None,
    because: Because = None,
) -> None:
    """A role signs off the current version; --for records an approval that was reported."""
    from crisiskit.desk import words

    if len(evidence or ()) > 1:
        raise UsageError(_("One file proves an approval."), hint=_("Give --evidence once."))
    with sitting(ctx) as opened:
        signing = _signing_role(opened, document, role)
        if reported_for and not via:
            via = opened.ask(
                _("How did {who} say so?").format(who=reported_for), "via", "--via HOW"
            )
        files = opened.files(evidence)
        receipt = words.sign(
            opened.desk,
            document,
            signing,
            opened.typed,
            because=because,
            reported_for=reported_for,
            via=via,
            evidence=files[0] if files else None,
        )
        opened.tell(receipt)


def reject(
    ctx: typer.Context, document: DocumentName, role: Role = None, because: Because = None
) -> None:
    """A role sends the current version back, with the reason."""
    from crisiskit.desk import words

    with sitting(ctx) as opened:
        signing = _signing_role(opened, document, role)
        why = opened.reason(because, _("What must change?"))
        receipt = words.sign(
            opened.desk, document, signing, opened.typed, approved=False, because=why
        )
        opened.tell(receipt)


def override(ctx: typer.Context, document: DocumentName, because: Because = None) -> None:
    """The lead lets the current version go out in spite of the review, with the reason."""
    from crisiskit.desk import words

    with sitting(ctx) as opened:
        why = opened.reason(because, _("Why may it go out in spite of the review?"))
        opened.tell(words.override(opened.desk, document, why, opened.typed))


def _signing_role(opened: Sitting, document: str, given: str | None) -> str:
    """The role that was given, the only one the responder could sign as, or the one chosen now."""
    from crisiskit.case.explain import role_name
    from crisiskit.desk import words
    from crisiskit.ui.prompter import Choice

    if given is not None:
        return given
    desk = opened.desk
    paper = words.paper(desk, document)
    asked = _asked_roles(desk, paper.step)
    own = [role for role in asked if role in desk.case.roles_of(desk.who.actor)]
    if len(own) == 1:
        return own[0]
    situation = desk.situation()
    options = [Choice(role, role_name(situation, role)) for role in asked or desk.case.plan.roles]
    answer = opened.context.prompter().choose(_("As which role?"), options, flag="--role ROLE")
    opened.ctx.params["role"] = str(answer)
    return str(answer)


def _asked_roles(desk: "Desk", step: str | None) -> list[str]:
    """The roles whose signature the steps of a document still ask for."""
    from crisiskit.playbook.plan import Approve

    situation = desk.situation()
    asked: dict[str, None] = {}
    for one in desk.case.walked():
        if isinstance(one.action, Approve) and one.action.draft == step:
            given = situation.signed(one)
            asked.update((a.role, None) for a in one.action.roles if a.role not in given)
    return list(asked)
