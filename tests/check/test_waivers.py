"""Waivers: how they are found, what they cover, and what is said about them."""

from datetime import date

import pytest

from crisiskit.check import Diagnostic, Severity
from crisiskit.check.rules import RuleTable, errors
from crisiskit.check.waiver_comments import in_statement, in_template, in_yaml
from crisiskit.check.waivers import RULES, Waiver, applied, at_work

TABLE = RuleTable([*errors("min", CK202="cycle", CK203="unreachable"), *RULES])
TODAY = date(2026, 11, 28)


def one(text: str) -> Waiver:
    (found,) = in_yaml(text, "p")
    return found


@pytest.mark.parametrize(
    ("comment", "rules", "reason", "until"),
    [
        ("# crisiskit: ignore[cycle] known", ("cycle",), "known", None),
        ("#crisiskit:ignore[cycle]known", ("cycle",), "known", None),
        ("# crisiskit: ignore[cycle, CK203] a: b — c", ("cycle", "CK203"), "a: b — c", None),
        ("# crisiskit: ignore[cycle]", ("cycle",), "", None),
        ("# crisiskit: ignore[cycle] known until 2026-12-31", ("cycle",), "known", "2026-12-31"),
        ("# crisiskit: ignore[cycle] until 2026-12-31.", ("cycle",), "", "2026-12-31"),
        (
            "# crisiskit：ignore【cycle，CK203】组长同意，至 2026-12-31。",
            ("cycle", "CK203"),
            "组长同意，",
            "2026-12-31",
        ),
        ("# crisiskit: ignore[cycle] until legal agrees", ("cycle",), "until legal agrees", None),
    ],
)
def test_a_waiver_is_read(
    comment: str, rules: tuple[str, ...], reason: str, until: str | None
) -> None:
    found = one(f"a: b {comment}\n")
    assert (found.rules, found.reason, found.until) == (rules, reason, until)
    assert (found.line, found.column, found.first, found.last) == (1, 6, 1, 1)
    assert found.wrong is None


@pytest.mark.parametrize(
    "comment",
    [
        "ingore[cycle] reason",
        "ignore cycle",
        "ignore[] reason",
        "ignore[cycle] known until 2026-02-30",
        "ignore[cycle] known until 31.12.2026",
        "disable[cycle]",
    ],
)
def test_a_comment_that_was_meant_to_be_a_waiver(comment: str) -> None:
    found = one(f"# crisiskit: {comment}\na: b\n")
    assert found.wrong
    (said,) = applied([], [found], TABLE, TODAY)
    assert (said.rule, said.line, said.column) == ("waiver-form", 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "# crisiskit: our own playbooks\na: b\n",
        "a: 'x # crisiskit: ignore[cycle] y'\n",
        'a: {b: "say \\" # crisiskit: ignore[cycle] y"}\n',
        "a: b#crisiskit: ignore[cycle] y\n",
        "do: |\n  Text.\n  # crisiskit: ignore[cycle] y\n",
        "- do: >-\n    # crisiskit: ignore[cycle] y\n",
        "- |\n  # crisiskit: ignore[cycle] y\n",
        "a: b # nothing of ours\n",
    ],
)
def test_what_is_no_waiver(text: str) -> None:
    assert in_yaml(text, "p") == ()


def test_after_a_text_of_several_lines_comments_count_again() -> None:
    waiver = "# crisiskit: ignore[cycle] y"
    text = f"- do: |\n    Text.\n  id: x  {waiver}\n- don't: 1 {waiver}\n"
    assert [found.line for found in in_yaml(text, "p")] == [3, 4]


BLOCKS = """\
phases:
  emergency:
    # crisiskit: ignore[cycle] a step
    # and a further word

    - id: first
      title: x

      # a comment
      needs: [y]
    - id: second
  # crisiskit: ignore[cycle] a phase
  disposal:
  - id: third
    title: z
  recovery: []
# crisiskit: ignore[cycle] nothing below
"""


def test_on_a_line_of_its_own_it_covers_the_block_below() -> None:
    found = in_yaml(BLOCKS, "p")
    assert [(one.line, one.first, one.last) for one in found] == [
        (3, 6, 10),
        (12, 13, 15),
        (17, 17, 17),
    ]


TEMPLATE = """\
---
template: note  # crisiskit: ignore[cycle] in the head
kind: status
---
Text. {# crisiskit: ignore[cycle] this line #} More.
{#- crisiskit: ignore[cycle]
    a paragraph -#}
{% if x %}
Words.
{% endif %}

# crisiskit: ignore[cycle] a heading, not a comment
"""


def test_in_a_template_comments_of_jinja_and_of_its_head() -> None:
    found = in_template(TEMPLATE, "p")
    assert [(one.line, one.first, one.last, one.reason) for one in found] == [
        (2, 2, 2, "in the head"),
        (5, 5, 5, "this line"),
        (6, 8, 10, "a paragraph"),
    ]


def finding(rule: str = "cycle", line: int = 2, *, unusable: bool = False) -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, "m", "p", line, unusable=unusable)


def told(comment: str, *findings: Diagnostic) -> list[str]:
    waivers = in_yaml(f"# crisiskit: {comment}\na: b\nc: d\n", "p")
    return [found.rule for found in applied(findings, waivers, TABLE, TODAY)]


def test_it_silences_what_it_covers_and_nothing_else() -> None:
    assert told("ignore[cycle] why", finding()) == []
    assert told("ignore[CK202] why", finding()) == []
    assert told("ignore[cycle] why", finding(), finding(line=3)) == ["cycle"]
    assert told("ignore[cycle] why", finding(), finding("unreachable")) == ["unreachable"]


def test_without_a_reason_it_counts_for_nothing() -> None:
    assert told("ignore[cycle]", finding()) == ["cycle", "waiver-without-reason"]


def test_until_a_day_which_still_counts() -> None:
    assert told("ignore[cycle] why until 2026-11-28", finding()) == []
    assert told("ignore[cycle] why until 2026-11-27", finding()) == ["cycle", "waiver-expired"]


def test_what_is_not_needed_is_told_for_each_rule() -> None:
    assert told("ignore[cycle, unreachable] why", finding()) == ["waiver-unused"]
    assert told("ignore[cycle] why until 2026-11-27") == ["waiver-unused"]
    assert told("ignore[cylce] why", finding()) == ["cycle", "waiver-unknown-rule"]


def test_a_file_that_cannot_be_used_is_told_and_nothing_about_its_waivers_use() -> None:
    assert told("ignore[cycle] why", finding(unusable=True)) == ["cycle"]


def test_rules_about_waivers_cannot_be_waived() -> None:
    assert told("ignore[waiver-unused] why") == ["waiver-unused"]


def test_two_waivers_of_one_finding_are_both_used() -> None:
    waivers = in_yaml("# crisiskit: ignore[cycle] a\na: b # crisiskit: ignore[cycle] b\n", "p")
    assert applied([finding()], waivers, TABLE, TODAY) == []


STATEMENT = """\
<!-- crisiskit: ignore[cycle] why by=legal until 2026-12-31 -->
First line.
Second line.

Third. <!-- crisiskit：ignore【cycle】总编同意 by=王律师，至 2026-12-31。 --> <!-- other -->
<!-- crisiskit: ignore[cycle]
     over two lines -->

Fourth.
"""


def test_a_waiver_of_a_statement_covers_its_line_or_the_paragraph_below() -> None:
    above, beside, over = in_statement(STATEMENT, "p")
    assert (above.line, above.column, above.first, above.last) == (1, 1, 2, 3)
    assert (above.rules, above.reason, above.by, above.until) == (
        ("cycle",),
        "why",
        "legal",
        "2026-12-31",
    )
    assert (beside.line, beside.column, beside.first, beside.last) == (5, 8, 5, 5)
    assert (beside.reason, beside.by, beside.until) == ("总编同意，", "王律师", "2026-12-31")
    assert (over.line, over.first, over.last, over.reason) == (6, 9, 9, "over two lines")


@pytest.mark.parametrize("words", ["waive cycle by=GC", "hello", "ignore cycle", "ignore[] why"])
def test_whatever_else_is_said_to_us_in_a_statement_is_wrong(words: str) -> None:
    (found,) = in_statement(f"A. <!-- crisiskit: {words} -->\n", "p")
    assert found.wrong


@pytest.mark.parametrize("text", ["<!-- crisiskit: ignore[cycle] why", "crisiskit -->", "<!-- -->"])
def test_what_is_no_comment_of_ours(text: str) -> None:
    assert in_statement(text, "p") == ()


def test_who_agreed_is_read_in_every_file() -> None:
    found = one("a: b  # crisiskit: ignore[cycle] by=lead known until 2026-12-31\n")
    assert (found.by, found.reason, found.until) == ("lead", "known", "2026-12-31")
    assert one("a: b  # crisiskit: ignore[cycle] read by legal\n").by is None


def test_the_waivers_that_are_at_work() -> None:
    def finding(line: int) -> Diagnostic:
        return Diagnostic("cycle", Severity.ERROR, "m", "p", line, 1)

    given = in_statement(STATEMENT, "p")
    late = Waiver("p", 1, 1, 1, 500, ("CK202",), "why", "2026-11-01")
    wide = Waiver("p", 1, 1, 1, 500, ("CK202",), "why")
    assert at_work([finding(3)], [*given, late, wide], TABLE, TODAY) == [given[0], wide]
    assert at_work([finding(7)], given, TABLE, TODAY) == []
