"""Templates against the team's languages, kinds and channels; drafts against their templates."""

from typing import Any

import pytest

from crisiskit.check import Diagnostic

Team = Any

HOLDING = "---\ntemplate: first\nkind: holding\ntitle: {title}\nneeds: [{needs}]\n---\n"
BOTH = {
    "zh": ("首次回应", "{{ event }}。最晚{{ next_update_at }}更新。热线：{{ hotline }}\n"),
    "en": ("First words", "{{ event }}. Next: {{ next_update_at }}. Call {{ hotline }}.\n"),
}
NEEDS = "event, next_update_at, hotline"


def first(team: Team, **needs: str) -> None:
    for language, (title, body) in BOTH.items():
        wanted = needs.get(language, NEEDS)
        said = body if "next_update_at" in wanted else body.replace("{{ next_update_at }}", "20:00")
        team.write(
            f"templates/{language}/first.md.j2", HOLDING.format(title=title, needs=wanted) + said
        )


def of(team: Team, rule: str) -> list[Diagnostic]:
    return [finding for finding in team.lint() if finding.rule == rule]


def test_a_template_that_is_in_order(team: Team) -> None:
    first(team)
    assert team.lint() == []


def test_a_fragment_that_needs_a_fact_counts(team: Team) -> None:
    first(team, zh="event, next_update_at")
    team.write(
        "templates/zh/first.md.j2",
        HOLDING.format(title="首次回应", needs="event, next_update_at")
        + "{{ event }}。最晚{{ next_update_at }}更新。\n{% include 'shared/reach' %}\n",
    )
    for language in BOTH:
        team.write(
            f"templates/{language}/shared/reach.md.j2",
            "---\ntemplate: shared/reach\nneeds: [hotline]\n---\n{{ hotline }}\n",
        )
    assert team.lint() == []


def test_what_one_language_leaves_out_is_said_where_it_is_missing(team: Team) -> None:
    first(team, en="event, hotline")
    (differs,) = of(team, "template-facts-differ")
    assert differs.path.endswith("en/first.md.j2")
    assert "next_update_at" in differs.message
    (missing,) = of(team, "template-missing-section")
    assert "next update" in missing.message


def test_an_apology_without_words_of_apology(team: Team) -> None:
    head = (
        "---\ntemplate: sorry\nkind: apology\ntitle: 致歉\n"
        "needs: [event, remedy, remedy_due, hotline, signatory]\n---\n"
    )
    body = "{{ event }}。{{ remedy }}，{{ remedy_due }}前到位。{{ hotline }} {{ signatory }}\n"
    team.write("crisiskit.yaml", "languages: [zh]\n")
    team.steps("- {id: verify, title: {zh: 核实, en: Verify}, role: lead}")
    team.write("templates/zh/sorry.md.j2", head + body)
    said = " ".join(finding.message for finding in of(team, "template-missing-section"))
    assert "the apology itself" in said
    assert "responsibility" in said
    team.write("templates/zh/sorry.md.j2", head + "这是我们的责任，我们道歉。" + body)
    assert of(team, "template-missing-section") == []


@pytest.mark.parametrize(
    ("body", "long"),
    [
        ("一二三四五六七八九十", True),
        ("{% if channel == 'sms' %}短{% else %}一二三四五六七八九十{% endif %}", False),
        ("{% if channel != 'sms' %}一二三四五六七八九十{% endif %}短", False),
        ("{% if not (channel == 'sms') %}一二三四五六七八九十{% endif %}短", False),
        ("{% if channel == 'app' or channel == 'sms' %}一二三四五六七八九十{% endif %}", True),
        ("{% if cause is known %}一二三四五六七八九十{% endif %}", False),
        ("{% if cause is known %}一二三四五六七八九十{% else %}十九八七六五四三{% endif %}", True),
        ("**一二三**\n\n- 四\n- 五", False),
    ],
)
def test_the_shortest_way_through_a_template_decides(team: Team, body: str, long: bool) -> None:
    team.write("crisiskit.yaml", "languages: [zh]\n")
    team.write(
        "templates/zh/note.md.j2",
        "---\ntemplate: note\nkind: qa\ntitle: 说明\n"
        "uses: [cause]\nchannels: {sms: 5}\n---\n" + body,
    )
    assert bool(of(team, "template-too-long")) is long


DRAFT = """\
- id: write
  title: {zh: 写, en: Write}
  role: pr
  draft: {template: first, languages: [zh, en]}
"""
ASK = """\
- id: ask
  title: {zh: 问, en: Ask}
  role: lead
  collect: [event, next_update_at]
  needs: [NEED]
"""


def test_a_draft_whose_facts_are_asked_for_beside_it(team: Team) -> None:
    first(team)
    team.steps(DRAFT + ASK.replace("NEED", ""))
    assert team.lint() == []


def test_a_draft_whose_facts_are_asked_for_only_after_it(team: Team) -> None:
    first(team)
    team.steps(DRAFT + ASK.replace("NEED", "write"))
    finding = team.only("fact-never-collected")
    assert "event, next_update_at" in finding.message
    assert [place.message for place in finding.related] == ["ask", "ask"]


def test_a_language_the_team_does_not_speak_is_not_missed(team: Team) -> None:
    first(team)
    (team.root / "templates/en/first.md.j2").unlink()
    steps = DRAFT + ASK.replace("NEED", "")
    team.steps(steps)
    assert {f.rule for f in team.lint()} == {"draft-without-language", "template-one-language"}
    settings = (team.root / "crisiskit.yaml").read_text("utf-8")
    team.write("crisiskit.yaml", settings.replace("[zh, en]", "[zh]"))
    assert team.lint() == []
