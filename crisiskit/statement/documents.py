"""Documents: what a version is. Approval and publication bind to its id (design 4)."""

import hashlib
import json
from collections.abc import Mapping

from crisiskit.statement.normalise import normal


def digest(text: str) -> str:
    """SHA-256 of a text in its normal form."""
    return hashlib.sha256(normal(text).encode()).hexdigest()


def manifest(texts: Mapping[tuple[str, str | None], str]) -> list[dict[str, str | None]]:
    """`[{language, channel, sha256}]` of texts by language and channel (None or "": the long form).

    In order of language and channel, the long form first.
    """
    entries = [
        {"language": language, "channel": channel or None, "sha256": digest(text)}
        for (language, channel), text in texts.items()
    ]
    return sorted(entries, key=lambda entry: (entry["language"] or "", entry["channel"] or ""))


def version_id(manifest: list[dict[str, str | None]]) -> str:
    """The id of a version: SHA-256 of its manifest as canonical JSON (sorted keys, no blanks)."""
    canonical = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
