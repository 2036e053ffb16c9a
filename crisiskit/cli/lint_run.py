"""One run of lint, in one direction: what files say, waivers, selection, baseline, output."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from time import sleep

from crisiskit import __version__
from crisiskit.check import Diagnostic, baseline
from crisiskit.check.findings import at_least
from crisiskit.check.fixes import difference
from crisiskit.check.formats import Report
from crisiskit.check.formats.report import seen_from
from crisiskit.check.judging import Found, Lived, judge
from crisiskit.check.rules import RuleTable
from crisiskit.check.sources import Sources
from crisiskit.cli import check_output
from crisiskit.cli.check_output import ended, page_of
from crisiskit.cli.lint_fix import Fixer
from crisiskit.cli.lint_options import Asked, Team, same_file, team
from crisiskit.cli.options import Context
from crisiskit.errors import ExitCode, FileError
from crisiskit.language import _
from crisiskit.lint import examine, table
from crisiskit.lint.targets import Target, root_of, targets
from crisiskit.text import trouble
from crisiskit.workspace import SETTINGS_FILE

PAUSE = 0.5
"""Seconds between two looks at the files."""


def run(context: Context, wanted: Asked) -> ExitCode:
    """Lint once and show it. Raises UsageError, FileError, StorageError."""
    here = team(context, wanted)
    given = _standard_input(context, wanted)
    today = context.clock.now().date()
    paths = _paths(context, wanted, here)
    found = _with_settings(examine(paths, given, today, wanted.jobs), here)
    sources = Sources(_given_text(given))
    rules = table.of(found)
    lived = None if wanted.write_baseline else _lived(context, here, found, rules)
    told = judge(
        found,
        rules,
        here.selection(rules),
        today,
        sources,
        _shown(context, here),
        lived,
    )
    if wanted.write_baseline:
        return _write_baseline(context, here, told, sources)
    report = Report(
        told,
        found.files,
        sources,
        rules,
        str(context.cwd),
        str(here.root),
        here.fail_on,
        __version__,
        page_of,
    )
    check_output.show(context, wanted.look, report)
    return ended(report)


def fixed(context: Context, wanted: Asked) -> ExitCode:
    """Fix what can be fixed, then lint. Of standard input: the text as it is then, and no report.

    Raises what `run` raises.
    """
    here = team(context, wanted)
    fixer = Fixer(context, here, _shown(context, here))
    given = _standard_input(context, wanted)
    if given is not None:
        after = fixer.text(given, _given_text(given)[str(given.path)])
        context.screen.document(after.text)
        if any(finding.unusable for finding in after.left):
            return ExitCode.FILE
        fails = any(at_least(finding.severity, here.fail_on) for finding in after.left)
        return ExitCode.FINDINGS if fails else ExitCode.OK
    count, files = fixer.mend(_paths(context, wanted, here))
    if count:
        context.screen.say(_("Fixed: {count}, in {files} files.").format(count=count, files=files))
    return run(context, wanted)


def differences(context: Context, wanted: Asked) -> ExitCode:
    """Show what `fixed` would change; 1 when that is anything. Raises what `run` raises."""
    here = team(context, wanted)
    fixer = Fixer(context, here, _shown(context, here))
    given = _standard_input(context, wanted)
    if given is not None:
        before = _given_text(given)[str(given.path)]
        after = fixer.text(given, before)
        shown = [difference(before, after.text, str(given.path))]
    else:
        shown = list(fixer.differences(_paths(context, wanted, here)))
    words = "".join(shown)
    context.screen.document(words)
    return ExitCode.FINDINGS if words else ExitCode.OK


def _paths(context: Context, wanted: Asked, here: Team) -> Sequence[Path]:
    """What was named; else the workspace, else the working directory."""
    if wanted.paths or wanted.stdin_filename:
        return wanted.paths
    return [here.root if here.path else context.cwd]


def _standard_input(context: Context, wanted: Asked) -> Target | None:
    path = wanted.stdin_filename
    if path is None:
        return None
    binary = getattr(context.stdin, "buffer", None)
    source = binary.read() if binary else context.stdin.read().encode("utf-8", "surrogatepass")
    return Target(path, root_of(path), named=True, source=source)


def _given_text(given: Target | None) -> dict[str, str]:
    if given is None or given.source is None:
        return {}
    return {str(given.path): given.source.decode("utf-8", "replace").removeprefix("\ufeff")}


def _with_settings(found: Found, here: Team) -> Found:
    """With what is wrong with the team's own file, also where that file was not named."""
    if here.path is None or not here.findings:
        return found
    own = str(here.path)
    if any(same_file(path, own) for path in found.files if path.endswith(SETTINGS_FILE)):
        return found
    return Found([*found.findings, *here.findings], found.waivers, [*found.files, own])


def _shown(context: Context, here: Team) -> Callable[[str], str]:
    return lambda path: seen_from(str(here.root), path, str(context.cwd))


def _lived(context: Context, here: Team, found: Found, rules: RuleTable) -> Lived | None:
    """The baseline, if there is one. An entry can be judged when its rule and its file were."""
    if here.baseline is None:
        return None
    shown = _shown(context, here)
    selection = here.selection(rules)
    looked_at = {shown(path) for path in found.files}
    known = baseline.read(_baseline_text(here.baseline), str(here.baseline))

    def judged(entry: baseline.Known) -> bool:
        if rules.find(entry.rule) and not selection.has(entry.rule):
            return False
        return entry.path in looked_at or not os.path.lexists(here.root / entry.path)

    return Lived(str(here.baseline), known, judged)


def _baseline_text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError) as error:
        raise FileError(
            _("This file cannot be read: {reason}.").format(reason=trouble(error)),
            hint=_("Write it: `crisiskit lint --write-baseline`."),
            path=str(path),
        ) from None


def _write_baseline(
    context: Context, here: Team, told: Sequence[Diagnostic], sources: Sources
) -> ExitCode:
    assert here.baseline is not None
    known = baseline.made(told, sources, _shown(context, here))
    check_output.save(here.baseline, baseline.written(known))
    path = seen_from(str(context.cwd), str(here.baseline), str(context.cwd))
    words = _("{count} findings are in {path} now; `--baseline` or the settings name it.")
    context.screen.say(words.format(count=sum(one.count for one in known), path=path))
    broken = [one for one in told if one.unusable]
    for one in broken:
        context.screen.say(f"{one.path}: {one.message}")
    return ExitCode.FILE if broken else ExitCode.OK


def watched(context: Context, wanted: Asked, pause: Callable[[float], object] = sleep) -> ExitCode:
    """Lint, and again whenever a file has changed, until Ctrl-C."""
    try:
        while True:
            before = _stamps(context, wanted)
            run(context, wanted)
            context.screen.say(("quiet", _("Waiting for changes; Ctrl-C ends.")))
            while _stamps(context, wanted) == before:
                pause(PAUSE)
    except KeyboardInterrupt:
        context.screen.say(_("Stopped."))
        return ExitCode.INTERRUPTED


def _stamps(context: Context, wanted: Asked) -> dict[str, tuple[int, int]]:
    """When each file was changed, and its size: those named, and what lies around them."""
    here = team(context, wanted)
    named = targets(_paths(context, wanted, here))
    around = [target.root for target in named if os.path.isdir(target.root)]  # noqa: PTH112
    files = {str(one.path) for one in (*named, *targets(dict.fromkeys(around)))}
    files.update(str(path) for path in (here.path, here.baseline) if path)
    stamps = {}
    for path in files:
        if os.path.lexists(path):
            status = os.lstat(path)
            stamps[path] = (status.st_mtime_ns, status.st_size)
    return stamps
