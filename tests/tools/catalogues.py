"""The catalogue of interface sentences: extract, compare, update, compile.

A maintainer's tool, not part of the package:

    python tests/tools/catalogues.py update     new sentences in (not translated), stale ones out
    python tests/tools/catalogues.py compile    crisiskit.po -> crisiskit.mo, always the same bytes
    python tests/tools/catalogues.py missing    print what still has no translation
"""

import ast
import re
import struct
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "crisiskit"
CATALOGUE = PACKAGE / "locale" / "zh" / "LC_MESSAGES" / "crisiskit.po"

MARKS = ("_", "N_")
HEADER = (
    "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\nLanguage: zh_CN\n"
)
"""No dates and no tool versions: the same sentences give the same bytes."""

_MO_MAGIC = 0x950412DE
_BRACED = re.compile(r"\{[^{}]*\}")
_COMMAND = re.compile(r"`[^`]+`")
_FLAG = re.compile(r"--[a-z][a-z-]*")


def sentences(package: Path = PACKAGE) -> dict[str, list[str]]:
    """Every sentence marked for translation, with the modules that say it."""
    found: dict[str, list[str]] = {}
    for module in sorted(package.rglob("*.py")):
        name = module.relative_to(package.parent).as_posix()
        for sentence in _marked(ast.parse(module.read_text("utf-8"))):
            places = found.setdefault(sentence, [])
            if name not in places:
                places.append(name)
    return found


def computed(package: Path = PACKAGE) -> list[str]:
    """Calls whose sentence is put together on the spot (an f-string, a sum): untranslatable."""
    return [
        f"{module.relative_to(package.parent)}:{call.lineno}"
        for module in sorted(package.rglob("*.py"))
        for call in _calls(ast.parse(module.read_text("utf-8")))
        if isinstance(call.args[0], ast.JoinedStr | ast.BinOp | ast.Call)
    ]


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in MARKS
            and node.args
        ):
            yield node


def _marked(tree: ast.AST) -> Iterator[str]:
    for call in _calls(tree):
        said = call.args[0]
        if isinstance(said, ast.Constant) and isinstance(said.value, str):
            yield said.value


def translations(path: Path = CATALOGUE) -> dict[str, str]:
    """The catalogue: sentence -> translation, empty when there is none yet."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}


def must_agree(sentence: str) -> list[str]:
    """What a translation keeps as it is: {placeholders}, `commands` and --flags."""
    kept = [*_BRACED.findall(sentence), *_COMMAND.findall(sentence), *_FLAG.findall(sentence)]
    return sorted(set(kept))


def disagreement(sentence: str, translation: str) -> list[str]:
    """Placeholders, commands and flags that only one of the two has."""
    return sorted(set(must_agree(sentence)) ^ set(must_agree(translation)))


def as_po(entries: Mapping[str, str], places: Mapping[str, list[str]]) -> str:
    """The catalogue as text: by module, then in the order of the sentences."""
    blocks = [_entry("", HEADER, [])]
    for sentence in sorted(entries, key=lambda one: (places.get(one, []), one)):
        blocks.append(_entry(sentence, entries[sentence], places.get(sentence, [])))
    return "\n".join(blocks)


def _entry(sentence: str, translation: str, places: list[str]) -> str:
    comments = "".join(f"#: {place}\n" for place in places)
    return f"{comments}msgid {_quoted(sentence)}\nmsgstr {_quoted(translation)}\n"


def _quoted(text: str) -> str:
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    if len(lines) <= 1:
        return _literal(text)
    return "\n".join(['""', *map(_literal, lines)])


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'


def as_mo(entries: Mapping[str, str]) -> bytes:
    """The compiled catalogue (GNU gettext's format, little-endian, no hash table)."""
    table = {"": HEADER, **{key: said for key, said in entries.items() if said}}
    pairs = sorted((key.encode(), said.encode()) for key, said in table.items())
    keys_at = 28 + 16 * len(pairs)
    keys, keys_index = _strings([key for key, _said in pairs], keys_at)
    words, words_index = _strings([said for _key, said in pairs], keys_at + len(keys))
    head = struct.pack("<7I", _MO_MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + keys_index + words_index + keys + words


def _strings(texts: list[bytes], start: int) -> tuple[bytes, bytes]:
    """The texts, each ended by a NUL, and their table of lengths and offsets."""
    body, index = bytearray(), bytearray()
    for text in texts:
        index += struct.pack("<2I", len(text), start + len(body))
        body += text + b"\0"
    return bytes(body), bytes(index)


def update(path: Path = CATALOGUE) -> tuple[int, int]:
    """Bring the catalogue in line with the code; how many entries came and went."""
    places, before = sentences(), translations(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_po({one: before.get(one, "") for one in places}, places), "utf-8")
    return len(places.keys() - before.keys()), len(before.keys() - places.keys())


def compile_catalogue(path: Path = CATALOGUE) -> None:
    """Write the .mo beside the .po."""
    path.with_suffix(".mo").write_bytes(as_mo(translations(path)))


def main(words: list[str]) -> int:
    """Run one of the three commands."""
    if words == ["update"]:
        came, went = update()
        print(f"{came} new, {went} stale removed")
    elif words == ["compile"]:
        compile_catalogue()
    elif words == ["missing"]:
        print("\n".join(one for one, said in translations().items() if not said))
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
