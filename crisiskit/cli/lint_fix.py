"""lint --fix and --diff: what can be fixed in the files of a run, made or shown.

Only what the run would tell is fixed: a rule that is off, or a finding that is waived, stays.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from crisiskit.check import Diagnostic
from crisiskit.check.fingerprints import Shown
from crisiskit.check.fixes import Fixed, difference, fixed
from crisiskit.check.judging import judge
from crisiskit.check.sources import Sources
from crisiskit.cli.lint_options import Team
from crisiskit.cli.options import Context
from crisiskit.errors import FileError, StorageError
from crisiskit.language import _
from crisiskit.lint import examine, examine_one, table
from crisiskit.lint.surroundings import Surroundings
from crisiskit.lint.targets import Target, targets
from crisiskit.text import trouble
from crisiskit.yamlfile import read_text

_PASSES = 3
"""How often all files are gone through: a fix in one may show what can be fixed in another."""

_BOM = b"\xef\xbb\xbf"


class Fixer:
    """The fixes of a run. `shown` gives the path of a file as its settings know it."""

    def __init__(self, context: Context, here: Team, shown: Shown) -> None:
        self._today = context.clock.now().date()
        self._here = here
        self._shown = shown
        self._known: dict[Path, Surroundings] = {}

    def mend(self, paths: Sequence[Path]) -> tuple[int, int]:
        """Fix the files on the disk: how many fixes, in how many files. Raises StorageError."""
        count, changed = 0, set()
        for _pass in range(_PASSES):
            made = 0
            for target, before, after in self._changes(paths):
                _write(target.path, before, after.text)
                made += after.count
                changed.add(target.path)
            count += made
            if not made:
                break
        return count, len(changed)

    def differences(self, paths: Sequence[Path]) -> Iterator[str]:
        """What `mend` would change, file by file, as unified diffs."""
        for target, before, after in self._changes(paths):
            yield difference(before, after.text, self._shown(str(target.path)))

    def text(self, given: Target, text: str) -> Fixed:
        """The text of a file that does not come from the disk, fixed."""
        return fixed(text, lambda changed: self._look(given, changed))

    def _changes(self, paths: Sequence[Path]) -> Iterator[tuple[Target, str, Fixed]]:
        for target in self._fixable(paths):
            try:
                before = read_text(target.path, target.root)
            except FileError:  # its own finding
                continue
            after = self.text(target, before)
            if after.text != before:
                yield target, before, after

    def _fixable(self, paths: Sequence[Path]) -> list[Target]:
        """The files in which something can be fixed: most have nothing, and are read only once."""
        self._known.clear()  # the files have changed since
        found = examine(paths, today=self._today)
        with_fix = {finding.path for finding in found.findings if finding.fix is not None}
        return [target for target in targets(paths) if str(target.path) in with_fix]

    def _around(self, root: Path) -> Surroundings:
        if root not in self._known:
            self._known[root] = Surroundings.of(root, self._today)
        return self._known[root]

    def _look(self, target: Target, text: str) -> list[Diagnostic]:
        path = str(target.path)
        given = Target(target.path, target.root, target.named, text.encode())
        found = examine_one(given, self._around(target.root))
        rules = table.of(found)
        told = judge(
            found,
            rules,
            self._here.selection(rules),
            self._today,
            Sources({path: text}),
            self._shown,
        )
        return [finding for finding in told if finding.path == path]


def _write(path: Path, before: str, after: str) -> None:
    """Over the bytes of a file, if they are still those that were read. Raises StorageError."""
    try:
        old = path.read_bytes()
        mark = _BOM if old.startswith(_BOM) else b""
        if old.removeprefix(mark) == before.encode():
            path.write_bytes(mark + after.encode())
    except OSError as error:
        raise StorageError(
            _("This file cannot be written: {reason}.").format(reason=trouble(error)),
            path=str(path),
        ) from None
