"""Fixes: edits on a text as it is written."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from crisiskit.check import Diagnostic, Edit, Severity
from crisiskit.check.fixes import ROUNDS, applied, difference, fixed


def finding(fix: Edit | None = None, *, unusable: bool = False) -> Diagnostic:
    return Diagnostic("rule", Severity.WARNING, "m", "f", fix=fix, unusable=unusable)


def test_edits_are_made_in_order_of_place() -> None:
    edits = [Edit(4, 5, "E"), Edit(0, 1, "A"), Edit(2, 2, "+")]
    assert applied("abcde", edits) == ("Ab+cdE", 3)


def test_of_two_that_overlap_the_first_is_made() -> None:
    assert applied("abcde", [Edit(1, 4, "X"), Edit(3, 5, "Y")]) == ("aXe", 1)


def test_equal_edits_are_one_and_of_two_insertions_at_one_place_one_is_made() -> None:
    assert applied("ab", [Edit(1, 1, "-"), Edit(1, 1, "-"), Edit(1, 1, "+")]) == ("a+b", 1)


def test_an_edit_beyond_the_text_is_left_out() -> None:
    assert applied("ab", [Edit(1, 9, "-"), Edit(2, 1, "-")]) == ("ab", 0)


def test_a_text_is_looked_at_until_nothing_is_left() -> None:
    """Edits that overlap wait for the next round."""

    def look(text: str) -> Sequence[Diagnostic]:
        place = text.find("aa")
        return [finding(Edit(place, place + 2, "a"))] if place >= 0 else []

    done = fixed("aaaa", look)
    assert (done.text, done.count, list(done.left)) == ("a", 3, [])


def test_it_ends_also_where_a_fix_makes_work_for_another() -> None:
    def look(text: str) -> Sequence[Diagnostic]:
        return [finding(Edit(0, 1, "b" if text[0] == "a" else "a"))]

    assert fixed("a", look).count == ROUNDS


def test_a_round_that_makes_a_file_unusable_is_dropped() -> None:
    def look(text: str) -> Sequence[Diagnostic]:
        return [finding(unusable=True)] if "!" in text else [finding(Edit(0, 0, "!"))]

    done = fixed("ok", look)
    assert (done.text, done.count) == ("ok", 0)


def test_a_file_that_cannot_be_used_yet_is_fixed_all_the_same() -> None:
    """A tab hides what else is wrong; there may well be more of it."""

    def look(text: str) -> Sequence[Diagnostic]:
        tab = text.find("\t")
        if tab >= 0:
            return [finding(Edit(tab, tab + 1, " "), unusable=True)]
        return [finding(unusable=True), finding(unusable=True)]

    assert fixed("a\tb", look).text == "a b"


@given(st.text("ab\n", max_size=30), st.lists(st.tuples(st.integers(0, 32), st.integers(0, 32))))
def test_what_no_edit_names_stays(text: str, places: list[tuple[int, int]]) -> None:
    """Cutting pieces out leaves the rest in its order, whatever is asked for."""
    edits = [Edit(start, end, "") for start, end in places]
    changed, count = applied(text, edits)
    fitting = {(start, end) for start, end in places if start <= end <= len(text)}
    assert count <= len(fitting)
    letters = iter(text)
    assert all(letter in letters for letter in changed)


def test_a_difference_is_one_that_patch_reads() -> None:
    shown = difference("a\nb", "a\nB\n", "playbooks/x.yaml")
    assert shown == (
        "--- a/playbooks/x.yaml\n+++ b/playbooks/x.yaml\n@@ -1,2 +1,2 @@\n a\n-b\n"
        "\\ No newline at end of file\n+B\n"
    )
    assert difference("a", "a", "x") == ""
