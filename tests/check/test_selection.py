"""Which findings count, and how grave they are."""

import pytest

from crisiskit.check import Diagnostic, Severity
from crisiskit.check.rules import RuleTable, errors, infos, warnings
from crisiskit.check.selection import Selection, Wish, concerning, pattern, unknown

TABLE = RuleTable(
    errors("min", CK101="syntax", CK202="cycle")
    + warnings("standard", CK210="no-effect", CK301="too-late")
    + infos("strict", CK401="no-backup")
)
ALL = {"syntax", "cycle", "no-effect", "too-late", "no-backup"}
STANDARD = ALL - {"no-backup"}


def on(*wishes: Wish) -> set[str]:
    selection = Selection(TABLE, wishes)
    return {rule.name for rule in TABLE if selection.has(rule.name)}


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ([], STANDARD),
        ([Wish(profile="min")], {"syntax", "cycle"}),
        ([Wish(profile="strict")], ALL),
        ([Wish(select=("CK2",))], {"cycle", "no-effect"}),
        ([Wish(select=("graph", "CK301"))], {"cycle", "no-effect", "too-late"}),
        ([Wish(select=("all",), ignore=("CK2",))], {"syntax", "too-late", "no-backup"}),
        ([Wish(severity={"no-backup": "warning"})], ALL),
        ([Wish(severity={"people": "warning"})], STANDARD),
        ([Wish(severity={"graph": "off"})], {"syntax", "too-late"}),
        # the later wish wins
        ([Wish(ignore=("cycle",)), Wish(select=("cycle",))], {"cycle"}),
        ([Wish(select=("cycle",)), Wish(profile="min")], {"syntax", "cycle"}),
        ([Wish(select=("graph",)), Wish(ignore=("cycle",))], {"no-effect"}),
        # a name nobody knows selects nothing
        ([Wish(select=("cylce",))], set()),
    ],
)
def test_wishes_are_laid_on_each_other(wishes: list[Wish], expected: set[str]) -> None:
    assert on(*wishes) == expected


def finding(rule: str, *, unusable: bool = False) -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, "m", "p", unusable=unusable)


def test_a_level_changes_the_severity() -> None:
    chosen = Selection(TABLE, [Wish(severity={"CK2": "info"})]).chosen(finding("cycle"), "p")
    assert chosen is not None
    assert chosen.severity is Severity.INFO


def test_without_a_level_a_finding_is_as_grave_as_it_says() -> None:
    selection = Selection(TABLE, [Wish(profile="strict")])
    milder = Diagnostic("cycle", Severity.INFO, "m", "p")
    assert selection.chosen(milder, "p") is milder
    weighed = Selection(TABLE, [Wish(severity={"cycle": "error"})]).chosen(milder, "p")
    assert weighed is not None
    assert weighed.severity is Severity.ERROR


def test_a_file_that_cannot_be_used_is_always_told() -> None:
    selection = Selection(
        TABLE, [Wish(select=("cycle",), severity={"syntax": "off"})], {"p": ["all"]}
    )
    broken = finding("syntax", unusable=True)
    assert selection.chosen(broken, "p") is broken
    assert selection.chosen(finding("syntax"), "q") is None


def test_what_no_table_knows_counts() -> None:
    assert Selection(TABLE).chosen(finding("of-another-table"), "p") is not None


def test_rules_are_off_in_files() -> None:
    selection = Selection(TABLE, [], {"playbooks/old-*.yaml": ["graph"], "**/drills/**": ["all"]})
    assert selection.chosen(finding("cycle"), "playbooks/old-one.yaml") is None
    assert selection.chosen(finding("syntax"), "playbooks/old-one.yaml") is not None
    assert selection.chosen(finding("cycle"), "playbooks/new.yaml") is not None
    assert selection.chosen(finding("syntax"), "playbooks/drills/a.yaml") is None


@pytest.mark.parametrize(
    ("glob", "path", "fits"),
    [
        ("playbooks/*.yaml", "playbooks/a.yaml", True),
        ("playbooks/*.yaml", "playbooks/parts/a.yaml", False),
        ("playbooks/**", "playbooks/parts/a.yaml", True),
        ("**/a.yaml", "a.yaml", True),
        ("a.yaml", "playbooks/parts/a.yaml", True),
        ("./playbooks/?.yaml", "playbooks/a.yaml", True),
        ("playbooks/[x].yaml", "playbooks/x.yaml", False),
        ("playbooks/a", "playbooks/ab", False),
    ],
)
def test_patterns_of_files(glob: str, path: str, fits: bool) -> None:
    assert bool(pattern(glob).fullmatch(path)) is fits


def test_unknown_names_with_what_was_meant() -> None:
    found = unknown(TABLE, ["cycle", "CK2", "graph", "all", "cylce", "grpah", "CK9", "CKx", "zzzz"])
    assert [name for name, _message, _hint in found] == ["cylce", "grpah", "CK9", "CKx", "zzzz"]
    hints = [hint or "" for _name, _message, hint in found]
    assert '"cycle"' in hints[0]
    assert '"graph"' in hints[1]
    assert "crisiskit rules" in hints[4]


OTHERS = RuleTable(errors("min", CS101="apology-present"))


def test_settings_hold_for_the_rules_of_two_commands() -> None:
    names = ["cycle", "apology-present", "CS1", "apology-presnet", "cylce"]
    found = unknown(TABLE, names, lambda: OTHERS)
    assert [name for name, _message, _hint in found] == ["apology-presnet", "cylce"]
    hints = [hint or "" for _name, _message, hint in found]
    assert '"apology-present"' in hints[0]
    assert '"cycle"' in hints[1]


def test_the_other_rules_are_not_asked_for_without_need() -> None:
    assert unknown(TABLE, ["cycle", "graph"], lambda: pytest.fail("asked")) == []


def test_a_choice_among_the_rules_of_another_command_is_none() -> None:
    wish = Wish(select=("cycle",), ignore=("CK3",))
    assert concerning(wish, TABLE) is wish
    assert concerning(wish, OTHERS) == Wish(ignore=("CK3",))
    both = Wish(select=("cycle", "CS1"))
    assert concerning(both, OTHERS) is both
