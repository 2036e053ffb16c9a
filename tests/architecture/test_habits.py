"""Rules of the house that no import shows: one writer, one clock, one place that catches all."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "crisiskit"

ABOVE = ("cli", "ui", "__main__.py")
"""What may print, ask and know a terminal."""

_CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("time", "time")}
_STREAMS = {("sys", "stdout"), ("sys", "stderr"), ("sys", "stdin")}
_RUNS_CODE = {"eval", "exec", "compile", "__import__"}


def _places(wanted: Callable[[ast.AST], bool], where: Callable[[str], bool]) -> Iterator[str]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if where(name):
            tree = ast.parse(path.read_text("utf-8"))
            yield from (f"{name}:{node.lineno}" for node in ast.walk(tree) if wanted(node))  # type: ignore[attr-defined]


def _is_attribute(node: ast.AST, pairs: set[tuple[str, str]]) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in pairs
    )


def _is_call(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def _below(name: str) -> bool:
    return not name.startswith(ABOVE)


def test_only_the_desk_appends_to_a_journal() -> None:
    """Invariant 2: what changes a case goes through one door."""

    def appends(node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and any(word.arg == "decide" for word in node.keywords)

    outside = _places(appends, lambda name: not name.startswith(("desk/", "case/")))
    assert list(outside) == []


def test_sqlite_is_known_to_the_store_alone() -> None:
    def imports(node: ast.AST) -> bool:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        return "sqlite3" in names or (isinstance(node, ast.ImportFrom) and node.module == "sqlite3")

    assert list(_places(imports, lambda name: not name.startswith("case/store"))) == []


def test_only_the_clock_reads_the_wall_clock() -> None:
    found = _places(lambda node: _is_attribute(node, _CLOCKS), lambda name: name != "clock.py")
    assert list(found) == []


def test_nothing_below_the_screen_prints_or_asks() -> None:
    def talks(node: ast.AST) -> bool:
        return _is_call(node, {"print", "input"}) or _is_attribute(node, _STREAMS)

    assert list(_places(talks, _below)) == []


def test_nothing_is_run_as_code() -> None:
    """Invariant 7. Jinja compiles what passed the allow-list; we compile nothing ourselves."""
    assert list(_places(lambda node: _is_call(node, _RUNS_CODE), lambda _name: True)) == []


def test_one_place_catches_everything() -> None:
    """What gives something back first and raises again catches nothing."""

    def catches(node: ast.AST) -> bool:
        if not isinstance(node, ast.ExceptHandler) or isinstance(node.body[-1], ast.Raise):
            return False
        caught = node.type
        return caught is None or (
            isinstance(caught, ast.Name) and caught.id in {"Exception", "BaseException"}
        )

    places = [place.partition(":")[0] for place in _places(catches, lambda _name: True)]
    assert places == ["cli/main.py"]
