"""Findings: made from errors, in order, each once."""

from crisiskit.check import Diagnostic, Severity, from_error, in_order, worst
from crisiskit.errors import FileError
from crisiskit.yamlfile import BadFile, Mark, Problem


def finding(line: int | None, severity: Severity = Severity.ERROR, path: str = "a") -> Diagnostic:
    return Diagnostic("rule", severity, "message", path, line)


def test_every_problem_of_a_bad_file_becomes_a_finding() -> None:
    error = BadFile("a.yaml", [Problem("tab", "Tab.", Mark(2, 3), "Blank."), Problem("x", "X.")])
    first, second = from_error(error)
    assert (first.rule, first.path, first.line, first.column) == ("tab", "a.yaml", 2, 3)
    assert (first.hint, first.severity, first.unusable) == ("Blank.", Severity.ERROR, True)
    assert (second.line, second.column) == (None, None)


def test_another_file_error_is_one_finding() -> None:
    (found,) = from_error(FileError("Gone.", path="b", line=4, hint="Look."))
    assert (found.message, found.path, found.line, found.hint) == ("Gone.", "b", 4, "Look.")


def test_by_file_and_place_the_gravest_first_and_each_once() -> None:
    late, early = finding(9), finding(2)
    light, other = finding(2, Severity.INFO), finding(1, path="b")
    assert in_order([other, late, light, early, early]) == [early, light, late, other]


def test_the_worst() -> None:
    assert worst([finding(1, Severity.INFO), finding(1, Severity.WARNING)]) is Severity.WARNING
    assert worst([]) is None
