"""The library: ids, languages, includes."""

import pytest

from crisiskit.errors import UsageError
from crisiskit.statement.library import Library


def template(name: str, body: str, needs: str = "", uses: str = "") -> str:
    kind = "" if name.startswith("shared/") else "kind: holding\ntitle: T\n"
    return f"---\ntemplate: {name}\n{kind}needs: [{needs}]\nuses: [{uses}]\n---\n{body}"


@pytest.fixture
def library() -> Library:
    return Library(
        {
            ("zh", "holding"): template(
                "holding", "{{ event }}{% include 'shared/sign' %}", "event, hotline"
            ),
            ("zh", "shared/sign"): template("shared/sign", "{{ hotline }}", "hotline"),
            ("en", "apology"): template("apology", "{% include 'shared/sign' %}"),
            ("zh", "apology"): template("apology", "{{ event }}", "event, cause"),
        }
    )


def test_ids_and_languages(library: Library) -> None:
    assert library.ids() == ["apology", "holding"]
    assert library.ids("en") == ["apology"]
    assert library.languages("apology") == ["en", "zh"]


def test_an_unknown_id_is_answered_with_the_nearest_or_the_other_language(library: Library) -> None:
    with pytest.raises(UsageError) as refused:
        library.get("zh", "holdng")
    assert '"holding"' in (refused.value.hint or "")
    with pytest.raises(UsageError) as refused:
        library.get("en", "holding")
    assert "zh" in (refused.value.hint or "")


def test_facts_of_includes_count_as_used(library: Library) -> None:
    assert library.check("zh", "holding", {"event", "hotline"}) == []
    [found] = library.check("zh", "apology", {"event", "cause"})
    assert found.rule == "template-fact-unused"


def test_an_include_is_of_the_same_language(library: Library) -> None:
    [found] = library.check("en", "apology", set())
    assert found.rule == "template-include"
    assert "shared/sign" in found.message


def test_the_digest_changes_with_an_include(library: Library) -> None:
    changed = Library(
        {
            ("zh", "holding"): library.source("zh", "holding"),
            ("zh", "shared/sign"): library.source("zh", "shared/sign") + "!",
        }
    )
    assert library.digest("zh", "holding") != changed.digest("zh", "holding")
    assert len(library.digest("zh", "holding")) == 64


def test_what_is_declared_with_the_includes(library: Library) -> None:
    assert library.declared("zh", "holding") == (["event", "hotline"], [])
    assert [part.id for part in library.parts("zh", "holding")] == ["holding", "shared/sign"]
