"""What a lint said about files that have not changed since: the same bytes, nothing loaded.

All that the answer depends on goes into one hash: the files around, this program, the command line,
the screen, the day. Under it the answer lies in the user's cache folder. Nothing is remembered that
writes files, watches or reads standard input.
"""

import json
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from crisiskit.cli import memory
from crisiskit.cli.options import Context
from crisiskit.errors import ExitCode
from crisiskit.language import spoken
from crisiskit.workspace import bundled_root, find_workspace

MOST_FILES = 5000
"""Files around; where there are more, looking at them is no longer quick."""

MAX_BYTES = 4 << 20
"""Bytes of a file that are looked at; lint reads a quarter of that."""

KEPT = 40
"""Answers that are kept; the oldest go."""

ENDINGS = (".yaml", ".j2", ".json")
FOLDERS = frozenset({"playbooks", "templates"})

Run = Callable[[Context], ExitCode]


def remembered(context: Context, asked: object, paths: Iterable[Path], run: Run) -> ExitCode:
    """Say again what was said about the same files, or run and remember it.

    `asked` is all else of the command line. Raises what `run` raises; then nothing is remembered.
    """
    key = _key(context, asked, [context.cwd / path for path in paths])
    if key is None:
        return run(context)
    place = memory.folder(context.environ, "lint") / f"{key}.json"
    known = _read(place)
    if known is not None:
        context.stdout.write(known["out"])
        context.stderr.write(known["err"])
        return ExitCode(known["code"])
    out, err = Heard(context.stdout), Heard(context.stderr)
    code = run(context.on(out, err))
    memory.keep(place, {"out": out.words(), "err": err.words(), "code": int(code)}, KEPT)
    return code


class Heard:
    """A stream that also keeps what is written to it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._kept: list[str] = []

    def write(self, words: str) -> int:
        """Write, and keep."""
        self._kept.append(words)
        return int(self._stream.write(words))

    def words(self) -> str:
        """All that was written."""
        return "".join(self._kept)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _key(context: Context, asked: object, paths: list[Path]) -> str | None:
    """The hash of all that an answer depends on; None where there is too much to look at."""
    seen = blake2b(digest_size=16)
    on_terminal = (context.stdout.isatty(), context.stderr.isatty())
    screen = (context.screen.width, context.screen.color, on_terminal)
    colours = [context.environ.get(name) for name in ("NO_COLOR", "FORCE_COLOR", "TERM")]
    day = context.clock.now().date().isoformat()
    words = [repr(asked), str(context.cwd), spoken(), context.json, screen, colours, day]
    seen.update(json.dumps([*words, sys.version, [str(path) for path in paths]]).encode())
    try:
        for path, status in _program():
            seen.update(f"{path}\0{status.st_mtime_ns}\0{status.st_size}\n".encode())
        for count, path in enumerate(_around(context.cwd, paths)):
            if count >= MOST_FILES:
                return None
            seen.update(path.encode("utf-8", "surrogateescape"))
            seen.update(blake2b(_content(path)).digest())
    except (OSError, ValueError):  # a name that is too long, or holds what no name may hold
        return None  # the lint says what is wrong with it
    return seen.hexdigest()


def _program() -> Iterator[tuple[str, os.stat_result]]:
    """This program and what comes with it: an editable install changes without a new version."""
    root = bundled_root()
    for folder in (Path(__file__).parent.parent, root / "playbooks", root / "templates"):
        for path in sorted(_walk(folder, (*ENDINGS, ".py", ".mo", ".txt"))):
            yield path, os.stat(path)  # noqa: PTH116 - a thousand Paths cost more than the rest


def _around(cwd: Path, paths: list[Path]) -> Iterator[str]:
    """Every file that could matter: of the workspace, of the folders named, around named files."""
    places = dict.fromkeys(_place(path) for path in paths or [cwd])
    for start in (cwd, *paths[:1]):
        found = find_workspace(start if start.is_dir() else start.parent)
        if found is not None:
            places[found.root] = None
    seen: set[str] = set()
    for place in places:
        for path in sorted(_walk(place, ENDINGS)):
            if path not in seen:
                seen.add(path)
                yield path
    yield from (str(path) for path in paths if path.is_file() and str(path) not in seen)


def _place(path: Path) -> Path:
    """The folder whose files a path can refer to: what holds its `playbooks`, else its own."""
    folder = path if path.is_dir() else path.parent
    for above in (folder, *folder.parents):
        if above.name in FOLDERS:
            return above.parent
    return folder


def _walk(folder: Path, endings: tuple[str, ...]) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__pycache__")))
        yield from (os.path.join(root, name) for name in files if name.endswith(endings))  # noqa: PTH118


def _content(path: str) -> bytes:
    """What a file holds; of a link, a device, a pipe, of too much: only what it is."""
    status = os.lstat(path)
    if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
        target = os.stat(path) if os.path.exists(path) else status  # noqa: PTH110, PTH116
        return repr((status.st_mode, target.st_mode, target.st_size, target.st_mtime_ns)).encode()
    with open(path, "rb") as file:  # noqa: PTH123 - see _program
        return file.read(MAX_BYTES + 1)


def _read(place: Path) -> Mapping[str, Any] | None:
    known = memory.read(place)
    shape = {"out": str, "err": str, "code": int}
    fits = isinstance(known, dict) and all(isinstance(known.get(k), t) for k, t in shape.items())
    return known if fits and known["code"] in set(ExitCode) else None
