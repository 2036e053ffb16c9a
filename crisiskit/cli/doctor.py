"""Doctor: what on this machine and in this workspace would fail on the night, and the cure."""

import os
import sys
from collections.abc import Callable, Iterator
from typing import Annotated, Any

import typer

from crisiskit.cli import reach, sit
from crisiskit.cli.options import N_, Context, context_of
from crisiskit.errors import CrisiskitError, ExitCode
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.text import quote

GOOD, DOUBT, BAD = "good", "doubt", "bad"


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that was looked at: how it is, in words, and what to do about it."""

    about: str
    state: str
    words: str
    cure: str | None = None


def doctor(
    ctx: typer.Context,
    quick: Annotated[
        bool, typer.Option("--quick", help=N_("Leave out what takes long: lint, verify."))
    ] = False,
) -> ExitCode:
    """Look at the machine, the store and the workspace; say what is wrong and the cure."""
    context = context_of(ctx)
    signs = [sign for look in _looks(quick=quick) for sign in _safely(look, context)]
    if context.json:
        context.screen.data({"signs": [_as_json(sign) for sign in signs]})
    else:
        _show(context, signs)
    return ExitCode.FINDINGS if any(sign.state == BAD for sign in signs) else ExitCode.OK


Look = Callable[[Context], Iterator[Sign]]


def _looks(*, quick: bool) -> list[Look]:
    looks: list[Look] = [_python, _sqlite, _yaml, _terminal, _editor, _holidays, _store, _workspace]
    return looks if quick else [*looks, _cases, _lint]


def _safely(look: Look, context: Context) -> Iterator[Sign]:
    """What a look finds; what it cannot look at is a finding of its own."""
    try:
        yield from look(context)
    except CrisiskitError as error:
        yield Sign(look.__name__.strip("_"), BAD, error.message, error.hint)


def _as_json(sign: Sign) -> dict[str, Any]:
    return {"about": sign.about, "state": sign.state, "words": sign.words, "cure": sign.cure}


def _show(context: Context, signs: list[Sign]) -> None:
    marks = {GOOD: ("done", "✓"), DOUBT: ("due", "!"), BAD: ("late", "✗")}
    for sign in signs:
        context.screen.out(marks[sign.state], f" {sign.words}")
        if sign.cure:
            context.screen.out(f"    {sign.cure}")
    counted = [sign.state for sign in signs]
    words = _("{bad} to mend, {doubt} to look at.")
    context.screen.say(words.format(bad=counted.count(BAD), doubt=counted.count(DOUBT)))


def _python(_context: Context) -> Iterator[Sign]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Sign("python", GOOD, _("Python {version}").format(version=version))


def _sqlite(_context: Context) -> Iterator[Sign]:
    from crisiskit.case.storeschema import engine

    version, fit = engine()
    words = _("SQLite {version}").format(version=version)
    if not fit:
        cure = _("Cases need STRICT tables: use a Python with SQLite 3.37 or later.")
        yield Sign("sqlite", BAD, words, cure)
    else:
        yield Sign("sqlite", GOOD, words)


def _yaml(_context: Context) -> Iterator[Sign]:
    from crisiskit.yamlfile import is_fast

    if is_fast():
        yield Sign("yaml", GOOD, _("YAML is read by the C library."))
    else:
        yield Sign(
            "yaml",
            DOUBT,
            _("YAML is read without its C library: lint is ten times slower."),
            _("Install a wheel of PyYAML for this platform."),
        )


def _terminal(context: Context) -> Iterator[Sign]:
    encoding = (getattr(context.stdout, "encoding", "") or "utf-8").lower().replace("-", "")
    if encoding != "utf8":
        yield Sign(
            "terminal",
            BAD,
            _("The terminal writes {encoding}: Chinese would break.").format(encoding=encoding),
            _("Set PYTHONUTF8=1, or a locale that ends in UTF-8."),
        )
        return
    width = context.screen.width
    if width < 60:
        words = _("The terminal is {width} cells wide; cards want 80.").format(width=width)
        yield Sign("terminal", DOUBT, words, _("Make the window wider."))
    else:
        yield Sign(
            "terminal", GOOD, _("The terminal writes UTF-8, {width} cells.").format(width=width)
        )


def _editor(context: Context) -> Iterator[Sign]:
    import shutil

    named = context.environ.get("VISUAL") or context.environ.get("EDITOR") or ""
    program = named.split(" ", 1)[0]
    if program and shutil.which(program, path=context.environ.get("PATH")):
        yield Sign("editor", GOOD, _("Texts are edited with {editor}.").format(editor=program))
    else:
        yield Sign(
            "editor",
            DOUBT,
            _("No editor is set for `edit --editor`."),
            _("Set EDITOR, such as `export EDITOR=vim`."),
        )


def _holidays(context: Context) -> Iterator[Sign]:
    from crisiskit.calendar import known_through

    year = context.clock.now().year
    known = known_through("CN")
    if known.year < year:
        yield Sign(
            "holidays",
            BAD,
            _("Working days in China are known to the end of {year} only.").format(year=known.year),
            _("Upgrade the package `holidays`: deadlines in working days may be wrong."),
        )
    else:
        words = _("Working days in China are known through {day}.").format(day=known.isoformat())
        yield Sign("holidays", GOOD, words)


def _store(context: Context) -> Iterator[Sign]:
    from crisiskit.case.location import store_path

    path = store_path(context.store, context.environ, context.cwd)
    folder = next(parent for parent in path.parents if parent.exists())
    if not os.access(folder, os.W_OK):
        yield Sign(
            "store",
            BAD,
            _("Cases cannot be kept in {path}: the folder may not be written.").format(
                path=quote(path, 200)
            ),
            _("Choose another place with --store or CRISISKIT_STORE."),
        )
        return
    words = _("Cases are kept in {path}.") if path.exists() else _("Cases will be kept in {path}.")
    yield Sign("store", GOOD, words.format(path=quote(path, 200)))


def _workspace(context: Context) -> Iterator[Sign]:
    found = reach.workspace(context)
    if found is None:
        yield Sign(
            "workspace",
            DOUBT,
            _("No workspace: no crisiskit.yaml in this folder or above."),
            _("`crisiskit init` makes one; without it the bundled playbooks are used."),
        )
        return
    settings = found.settings()
    words = _("The workspace is {path}.").format(path=quote(found.root, 200))
    yield Sign("workspace", GOOD, words)
    if "company" not in settings.facts:
        yield Sign(
            "company",
            DOUBT,
            _("crisiskit.yaml does not say who the company is."),
            _("Add `facts: {company: …}`, so that nobody types it at 2 a.m."),
        )
    roster = found.roster()
    if not roster:
        yield Sign(
            "roster",
            DOUBT,
            _("roster.yaml names nobody: cards cannot say whom to ring."),
            _("Write who is on duty and who is the backup for each role."),
        )


def _cases(context: Context) -> Iterator[Sign]:
    journal = sit.journal(context)
    for head in journal.cases():
        flaw = journal.verify(head.uid).flaw
        if flaw is None:
            words = _("Case {code}: every entry holds.").format(code=head.code)
            yield Sign("case", GOOD, words)
        else:
            words = _("Case {code} is NOT sound: {what}")
            words = words.format(code=head.code, what=flaw.message)
            yield Sign("case", BAD, words, _("Keep the file; `crisiskit verify` says more."))


def _lint(context: Context) -> Iterator[Sign]:
    from crisiskit.lint import lint_paths

    found = reach.workspace(context)
    if found is None:
        return
    findings = lint_paths([found.root])
    bad = sum(finding.severity == "error" for finding in findings)
    if bad:
        words = _("Lint finds {count} errors in the workspace.").format(count=bad)
        yield Sign("lint", BAD, words, _("`crisiskit lint` shows them."))
    else:
        words = _("Lint finds no error in the workspace ({count} warnings).")
        yield Sign("lint", GOOD, words.format(count=len(findings)))
