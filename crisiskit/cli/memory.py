"""What is remembered between two commands, in the user's cache folder: nothing that cannot go."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def folder(environ: Mapping[str, str], name: str) -> Path:
    """Where answers of one sort lie."""
    given = Path(environ.get("XDG_CACHE_HOME", ""))
    home = Path(environ.get("HOME") or Path.home())
    return (given if given.is_absolute() else home / ".cache") / "crisiskit" / name


def read(place: Path) -> Any:
    """What was kept there; None when there is nothing that can be read."""
    import json

    try:
        return json.loads(place.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def read_for(place: Path, source: bytes) -> Any:
    """What was kept for exactly this source; None when it was kept for another."""
    import json

    try:
        kept = place.read_bytes()
        made = _before(source)
        return json.loads(kept[len(made) :]) if kept.startswith(made) else None
    except (OSError, ValueError, RecursionError):
        return None


def keep_for(place: Path, source: bytes, answer: Any, most: int) -> None:
    """Keep an answer with the source it was made of: comparing is quicker than hashing."""
    import json

    _write(place, _before(source) + json.dumps(answer).encode(), most)


def _before(source: bytes) -> bytes:
    return b"%d\n" % len(source) + source


def keep(place: Path, answer: Any, most: int) -> None:
    """Write it whole or not at all; the oldest of more than `most` go.

    Where the folder cannot be written nothing is remembered.
    """
    import json

    _write(place, json.dumps(answer).encode(), most)


def _write(place: Path, content: bytes, most: int) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = place.with_suffix(f".{os.getpid()}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        draft.replace(place)
        kept = sorted(place.parent.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        for old in kept[:-most]:
            old.unlink(missing_ok=True)
    except OSError:
        return
